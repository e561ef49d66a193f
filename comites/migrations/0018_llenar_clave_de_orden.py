"""Write the sort key of the committees that were already there."""

from django.db import migrations

from comunes.campos import llenar_claves_de_orden


def llenar(apps, schema_editor):
    llenar_claves_de_orden(apps.get_model("comites", "Comite"), schema_editor.connection.alias, "nombre")


class Migration(migrations.Migration):
    dependencies = [("comites", "0017_orden_y_columnas_mantenidas")]

    operations = [migrations.RunPython(llenar, migrations.RunPython.noop)]
