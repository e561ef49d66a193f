"""Write the day on which the spaces that were already there came to be recovered, from their history."""

from django.db import migrations
from django.db.models import CharField, DateField, OuterRef, Subquery
from django.db.models.functions import Cast, TruncDate

RECUPERADOS = ("recuperado", "en-sostenibilidad")
# Steps out of these did not recover it: it was recovered already.
NO_LLEGAN = (*RECUPERADOS, "retirado")


def llenar(apps, schema_editor):
    """Spaces that came in as recovered have no such day: their incorporation stands for it."""
    llegadas = (
        apps.get_model("comunes", "Evento")
        .objects.filter(
            accion="espacio-estado",
            objeto_tipo="espacios.espaciopublico",
            objeto_id=Cast(OuterRef("pk"), CharField()),
            datos__hacia__in=RECUPERADOS,
        )
        .exclude(datos__desde__in=NO_LLEGAN)
    )
    dia = llegadas.order_by("-pk").annotate(dia=TruncDate("fecha")).values("dia")[:1]
    espacios = apps.get_model("espacios", "EspacioPublico").objects.filter(estado__in=RECUPERADOS)
    espacios.update(recuperado_el=Subquery(dia, output_field=DateField()))


class Migration(migrations.Migration):
    dependencies = [("espacios", "0026_dia_de_recuperado"), ("comunes", "0003_vistas_guardadas")]

    operations = [migrations.RunPython(llenar, migrations.RunPython.noop)]
