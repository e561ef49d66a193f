"""On the way back, approvals are undone first: the way there asks for them again."""

from django.db import migrations


def volver_a_esperar(apps, schema_editor):
    publicadas = apps.get_model("espacios", "FotoEspacio").objects.filter(estado="publicada")
    publicadas.update(estado="por-aprobar", aprobada_por=None, aprobada_en=None)


class Migration(migrations.Migration):
    dependencies = [("espacios", "0015_intervenciones")]

    operations = [migrations.RunPython(migrations.RunPython.noop, volver_a_esperar)]
