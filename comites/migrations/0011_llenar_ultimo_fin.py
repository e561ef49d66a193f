"""Write the last day of the last mandate of each committee; the triggers keep it from then on."""

from django.db import migrations
from django.db.models import Max, OuterRef, Subquery


def llenar(apps, schema_editor):
    suyos = apps.get_model("comites", "Mandato").objects.filter(comite=OuterRef("pk")).order_by()
    ultimo = suyos.values("comite").annotate(ultimo=Max("fin")).values("ultimo")
    apps.get_model("comites", "Comite").objects.update(ultimo_fin=Subquery(ultimo))


class Migration(migrations.Migration):
    dependencies = [("comites", "0010_ultimo_fin")]

    operations = [migrations.RunPython(llenar, migrations.RunPython.noop)]
