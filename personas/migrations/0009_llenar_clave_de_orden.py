"""Write the sort key of the persons that were already there."""

from django.db import migrations

from comunes.campos import llenar_claves_de_orden


def llenar(apps, schema_editor):
    llenar_claves_de_orden(
        apps.get_model("personas", "Persona"),
        schema_editor.connection.alias,
        "apellido_paterno",
        "apellido_materno",
        "nombres",
    )


class Migration(migrations.Migration):
    dependencies = [("personas", "0008_clave_de_orden")]

    operations = [migrations.RunPython(llenar, migrations.RunPython.noop)]
