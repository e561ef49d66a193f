"""Which of the starting kinds resemble each other; ministry staff change it in the catalogue."""

from django.db import migrations

FAMILIAS = {
    "limpieza-o-faena": "faena",
    "mantenimiento": "faena",
    "pintado-o-mural": "faena",
    "cultura": "encuentro",
    "feria": "encuentro",
    "reunion": "reunion",
    "sensibilizacion": "reunion",
    "vigilancia-o-ronda": "ronda",
    "marcha-exploratoria": "ronda",
}


def poner(apps, schema_editor):
    tipos = apps.get_model("actividades", "TipoActividad").objects.filter(familia="")
    for slug, familia in FAMILIAS.items():
        tipos.filter(slug=slug).update(familia=familia)


class Migration(migrations.Migration):
    dependencies = [("actividades", "0019_familia_del_tipo")]

    operations = [migrations.RunPython(poner, migrations.RunPython.noop)]
