"""Who stands in while a unique office is vacant; editable in the catalogue."""

from django.db import migrations

SUPLENCIAS = {"vicepresidencia": "presidencia"}


def anotar(apps, schema_editor):
    cargos = apps.get_model("comites", "Cargo").objects
    for suplente, titular in SUPLENCIAS.items():
        cargos.filter(slug=suplente, suple_a=None).update(suple_a=cargos.filter(slug=titular).first())


def quitar(apps, schema_editor):
    apps.get_model("comites", "Cargo").objects.update(suple_a=None)


class Migration(migrations.Migration):
    dependencies = [("comites", "0006_suplencias_y_orden_de_cargos")]

    operations = [migrations.RunPython(anotar, quitar)]
