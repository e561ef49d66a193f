"""Photos: where they were taken, whether persons can be recognised, order, pairs, removal."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("espacios", "0003_diagnosticos"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="fotoespacio",
            options={
                "ordering": ("orden", "pk"),
                "verbose_name": "foto del espacio",
                "verbose_name_plural": "fotos del espacio",
            },
        ),
        migrations.RenameField("fotoespacio", "creada", "creado"),
        migrations.AlterField(
            model_name="fotoespacio",
            name="creado",
            field=models.DateTimeField(auto_now_add=True, verbose_name="creado"),
        ),
        migrations.AddField(
            model_name="fotoespacio",
            name="actualizado",
            field=models.DateTimeField(auto_now=True, verbose_name="actualizado"),
        ),
        migrations.AddField(
            model_name="fotoespacio",
            name="antes",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="despues",
                to="espacios.fotoespacio",
                verbose_name="foto de antes",
            ),
        ),
        migrations.AddField(
            model_name="fotoespacio",
            name="aprobada_en",
            field=models.DateTimeField(blank=True, null=True, verbose_name="aprobada"),
        ),
        migrations.AddField(
            model_name="fotoespacio",
            name="aprobada_por",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="fotoespacio",
            name="archivo_publico",
            field=models.FileField(
                blank=True, default="", max_length=160, upload_to="", verbose_name="archivo difuminado"
            ),
        ),
        migrations.AddField(
            model_name="fotoespacio",
            name="autoriza_apoderado",
            field=models.BooleanField(default=False, verbose_name="autoriza madre, padre o apoderado"),
        ),
        migrations.AddField(
            model_name="fotoespacio",
            name="autorizacion_fecha",
            field=models.DateField(blank=True, null=True, verbose_name="fecha de la autorización"),
        ),
        migrations.AddField(
            model_name="fotoespacio",
            name="autorizacion_medio",
            field=models.CharField(
                blank=True,
                choices=[
                    ("papel", "Por escrito, en papel"),
                    ("oral", "De palabra"),
                    ("whatsapp", "Por WhatsApp"),
                ],
                default="",
                max_length=10,
                verbose_name="cómo autorizaron",
            ),
        ),
        migrations.AddField(
            model_name="fotoespacio",
            name="autorizacion_nota",
            field=models.CharField(
                blank=True, default="", max_length=300, verbose_name="nota de la autorización"
            ),
        ),
        migrations.AddField(
            model_name="fotoespacio",
            name="con_menores",
            field=models.BooleanField(default=False, verbose_name="hay menores de edad"),
        ),
        migrations.AddField(
            model_name="fotoespacio",
            name="devuelta_porque",
            field=models.CharField(
                blank=True, default="", max_length=300, verbose_name="por qué se devolvió"
            ),
        ),
        migrations.AddField(
            model_name="fotoespacio",
            name="diagnostico",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="fotos",
                to="espacios.diagnostico",
                verbose_name="diagnóstico",
            ),
        ),
        migrations.AddField(
            model_name="fotoespacio",
            name="estado",
            field=models.CharField(
                choices=[("privada", "Privada"), ("por-aprobar", "Por aprobar"), ("publicada", "Publicada")],
                default="privada",
                max_length=12,
                verbose_name="publicación",
            ),
        ),
        migrations.AddField(
            model_name="fotoespacio",
            name="orden",
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="orden"),
        ),
        migrations.AddField(
            model_name="fotoespacio",
            name="personas",
            field=models.CharField(
                blank=True,
                choices=[
                    ("nadie", "No se reconoce a nadie"),
                    ("con-permiso", "Sí, y dieron su autorización"),
                    ("sin-permiso", "Sí, y no tenemos su autorización"),
                ],
                default="",
                max_length=12,
                verbose_name="personas reconocibles",
            ),
        ),
        migrations.AddField(
            model_name="fotoespacio",
            name="rectangulos",
            field=models.JSONField(blank=True, default=list, verbose_name="zonas difuminadas"),
        ),
        migrations.AddField(
            model_name="fotoespacio",
            name="retirada_en",
            field=models.DateTimeField(blank=True, null=True, verbose_name="retirada"),
        ),
        migrations.AddField(
            model_name="fotoespacio",
            name="retirada_motivo",
            field=models.CharField(blank=True, default="", max_length=500, verbose_name="motivo del retiro"),
        ),
        migrations.AddField(
            model_name="fotoespacio",
            name="retirada_por",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="fotoespacio",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name="versión"),
        ),
        migrations.AlterField(
            model_name="fotoespacio",
            name="descripcion",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="texto alternativo"),
        ),
        migrations.AlterField(
            model_name="fotoespacio",
            name="momento",
            field=models.CharField(
                choices=[
                    ("antes", "Antes"),
                    ("durante", "Durante"),
                    ("despues", "Después"),
                    ("general", "General"),
                ],
                default="general",
                max_length=10,
                verbose_name="momento",
            ),
        ),
    ]
