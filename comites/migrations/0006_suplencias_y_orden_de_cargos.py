import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comites", "0005_indices_de_estado"),
        ("personas", "0003_llenar_clave_nombres"),
    ]

    operations = [
        migrations.AddField(
            model_name="cargo",
            name="suple_a",
            field=models.ForeignKey(
                blank=True,
                help_text="El cargo cuyas funciones asume mientras está vacante.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="suplentes",
                to="comites.cargo",
                verbose_name="suple a",
            ),
        ),
        migrations.AddIndex(
            model_name="integrante",
            index=models.Index(fields=["-desde", "-id"], name="integrante_desde_idx"),
        ),
        migrations.AddConstraint(
            model_name="cargo",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("suple_a__isnull", True),
                    models.Q(("suple_a", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="cargo_no_se_suple_a_si_mismo",
                violation_error_message="Un cargo no puede suplirse a sí mismo.",
            ),
        ),
    ]
