"""On the way back, approvals are undone first: the way there asks for them again."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("espacios", "0013_fotos_en_espera"),
        ("territorio", "0002_codigo_reniec_de_activos"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="espaciopublico",
            index=models.Index(fields=["region", "distrito", "estado"], name="espacio_por_lugar_idx"),
        ),
    ]
