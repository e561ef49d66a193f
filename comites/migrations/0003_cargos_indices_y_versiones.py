import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comites", "0002_initial"),
        ("espacios", "0001_initial"),
        ("personas", "0002_claves_y_formatos"),
    ]

    operations = [
        migrations.AddField(
            model_name="cargo",
            name="femenino",
            field=models.CharField(blank=True, default="", max_length=120, verbose_name="nombre en femenino"),
        ),
        migrations.AddField(
            model_name="cargo",
            name="masculino",
            field=models.CharField(
                blank=True, default="", max_length=120, verbose_name="nombre en masculino"
            ),
        ),
        migrations.AddField(
            model_name="comite",
            name="motivo_disolucion",
            field=models.CharField(
                blank=True, default="", max_length=200, verbose_name="motivo de la disolución"
            ),
        ),
        migrations.AddField(
            model_name="grupowhatsapp",
            name="actualizado",
            field=models.DateTimeField(auto_now=True, verbose_name="actualizado"),
        ),
        migrations.AddField(
            model_name="grupowhatsapp",
            name="creado",
            field=models.DateTimeField(
                auto_now_add=True, default=django.utils.timezone.now, verbose_name="creado"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="grupowhatsapp",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name="versión"),
        ),
        migrations.AlterField(
            model_name="integrante",
            name="motivo_salida",
            field=models.CharField(
                blank=True,
                choices=[
                    ("renuncia", "Renuncia"),
                    ("fin-de-mandato", "Fin de mandato"),
                    ("separacion", "Separación"),
                    ("mudanza", "Mudanza"),
                    ("fallecimiento", "Fallecimiento"),
                    ("disolucion", "Disolución del comité"),
                ],
                default="",
                max_length=15,
                verbose_name="motivo de salida",
            ),
        ),
        migrations.AddIndex(
            model_name="comite",
            index=models.Index(fields=["nombre", "id"], name="comite_nombre_idx"),
        ),
        migrations.AddIndex(
            model_name="mandato",
            index=models.Index(fields=["comite", "-fin"], name="mandato_fin_idx"),
        ),
        migrations.AddConstraint(
            model_name="integrante",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cargo_unico", True), ("hasta__isnull", True), ("mandato__isnull", True)),
                fields=("comite", "cargo"),
                name="integrante_cargo_unico_sin_mandato",
                violation_error_message="Ese cargo ya tiene a alguien.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="grupowhatsapp",
            name="grupo_uno_activo_por_comite",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cerrado__isnull", True)),
                fields=("comite",),
                name="grupo_uno_activo_por_comite",
                violation_error_message="Este comité ya tiene un grupo abierto.",
            ),
        ),
    ]
