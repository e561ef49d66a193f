"""Write the sort key of the spaces that were already there."""

from django.db import migrations

from comunes.campos import llenar_claves_de_orden


def llenar(apps, schema_editor):
    llenar_claves_de_orden(
        apps.get_model("espacios", "EspacioPublico"), schema_editor.connection.alias, "nombre"
    )


class Migration(migrations.Migration):
    dependencies = [("espacios", "0021_clave_de_orden")]

    operations = [migrations.RunPython(llenar, migrations.RunPython.noop)]
