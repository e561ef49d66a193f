import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("personas", "0001_initial"),
        ("territorio", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="consentimiento",
            name="apoderado",
            field=models.CharField(
                blank=True, default="", max_length=160, verbose_name="madre, padre o apoderado"
            ),
        ),
        migrations.AddField(
            model_name="persona",
            name="clave_nombres",
            field=models.CharField(db_index=True, default="", editable=False, max_length=220),
        ),
        migrations.AddIndex(
            model_name="persona",
            index=models.Index(
                fields=["apellido_paterno", "apellido_materno", "nombres", "id"], name="persona_orden_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="persona",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("tipo_documento", "dni"), _negated=True),
                    django.db.models.lookups.Exact(
                        django.db.models.functions.text.Length("numero_documento"), 8
                    ),
                    _connector="OR",
                ),
                name="persona_dni_de_ocho",
                violation_error_message="El DNI tiene 8 números.",
            ),
        ),
        migrations.AddConstraint(
            model_name="persona",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("celular", ""),
                    models.Q(
                        ("celular__startswith", "+519"),
                        django.db.models.lookups.Exact(django.db.models.functions.text.Length("celular"), 12),
                    ),
                    _connector="OR",
                ),
                name="persona_celular_e164",
                violation_error_message="El celular tiene 9 números y empieza con 9.",
            ),
        ),
    ]
