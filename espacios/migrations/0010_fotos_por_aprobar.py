"""Photos published before approval existed were approved by nobody: they go back to wait for it."""

from django.db import migrations


def pasar_a_estado(apps, schema_editor):
    apps.get_model("espacios", "FotoEspacio").objects.filter(publicada=True).update(estado="por-aprobar")


def volver_a_casilla(apps, schema_editor):
    """The tick meant «may be published»: what waits and what is published both had it."""
    fotos = apps.get_model("espacios", "FotoEspacio").objects
    fotos.exclude(estado="privada").update(publicada=True)


class Migration(migrations.Migration):
    dependencies = [("espacios", "0009_planes")]

    operations = [migrations.RunPython(pasar_a_estado, volver_a_casilla)]
