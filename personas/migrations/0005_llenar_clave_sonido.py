"""Fill the key of sound of the persons that were already there."""

from django.db import migrations

from personas.nombres import clave_fonetica


def llenar(apps, schema_editor):
    modelo = apps.get_model("personas", "Persona")
    filas = modelo.objects.filter(clave_sonido="").only("nombres", "apellido_paterno", "apellido_materno")
    for persona in filas.iterator(chunk_size=2000):
        clave = clave_fonetica(persona.nombres, persona.apellido_paterno, persona.apellido_materno)
        modelo.objects.filter(pk=persona.pk).update(clave_sonido=clave)


class Migration(migrations.Migration):
    dependencies = [("personas", "0004_busqueda_por_sonido_y_accesos")]

    operations = [migrations.RunPython(llenar, migrations.RunPython.noop)]
