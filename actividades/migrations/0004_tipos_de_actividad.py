"""The starting catalogue of activity types, the most frequent first. Ministry staff edit it later."""

from django.db import migrations

TIPOS = (
    ("limpieza-o-faena", "Limpieza o faena", "bucket"),
    ("reunion", "Reunión", "people"),
    ("siembra", "Siembra", "flower1"),
    ("deporte", "Deporte", "dribbble"),
    ("pintado-o-mural", "Pintado o mural", "brush"),
    ("mantenimiento", "Mantenimiento", "tools"),
    ("cultura", "Cultura", "music-note-beamed"),
    ("feria", "Feria", "shop"),
    ("sensibilizacion", "Sensibilización", "megaphone"),
    ("vigilancia-o-ronda", "Vigilancia o ronda", "binoculars"),
    ("marcha-exploratoria", "Marcha exploratoria", "signpost-split"),
    ("gestion-ante-autoridad", "Gestión ante autoridad", "bank"),
)


def cargar(apps, schema_editor):
    tipo = apps.get_model("actividades", "TipoActividad")
    for posicion, (slug, nombre, icono) in enumerate(TIPOS, start=1):
        tipo.objects.get_or_create(
            slug=slug, defaults={"nombre": nombre, "icono": icono, "orden": posicion * 10}
        )


def retirar(apps, schema_editor):
    """Take out the types that nothing uses; a type in use stays, as the foreign key demands."""
    tipo = apps.get_model("actividades", "TipoActividad")
    usados = apps.get_model("actividades", "Actividad").objects.values("tipo")
    tipo.objects.filter(slug__in=[slug for slug, _, _ in TIPOS]).exclude(pk__in=usados).delete()


class Migration(migrations.Migration):
    dependencies = [("actividades", "0003_revision_y_total_de_fotos")]

    operations = [migrations.RunPython(cargar, retirar)]
