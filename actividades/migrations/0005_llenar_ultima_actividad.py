"""Say of each space when it last had a verified activity; from here on the services keep it."""

from django.db import migrations
from django.db.models import Max, OuterRef, Subquery


def llenar(apps, schema_editor):
    actividad = apps.get_model("actividades", "Actividad")
    espacio = apps.get_model("espacios", "EspacioPublico")
    verificadas = actividad.objects.filter(espacio=OuterRef("pk"), estado="verificada").order_by()
    ultima = verificadas.values("espacio").annotate(fecha_ultima=Max("fecha")).values("fecha_ultima")
    espacio.objects.update(ultima_actividad=Subquery(ultima))


class Migration(migrations.Migration):
    dependencies = [
        ("actividades", "0004_tipos_de_actividad"),
        ("espacios", "0007_ultima_actividad"),
    ]

    operations = [migrations.RunPython(llenar, migrations.RunPython.noop)]
