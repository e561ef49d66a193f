"""Fill the name key of the persons that were already there."""

from django.db import migrations

from personas.nombres import clave_de_nombres


def llenar(apps, schema_editor):
    modelo = apps.get_model("personas", "Persona")
    filas = modelo.objects.filter(clave_nombres="").only("nombres", "apellido_paterno", "apellido_materno")
    for persona in filas.iterator(chunk_size=2000):
        clave = clave_de_nombres(persona.nombres, persona.apellido_paterno, persona.apellido_materno)
        modelo.objects.filter(pk=persona.pk).update(clave_nombres=clave)


class Migration(migrations.Migration):
    dependencies = [("personas", "0002_claves_y_formatos")]

    operations = [migrations.RunPython(llenar, migrations.RunPython.noop)]
