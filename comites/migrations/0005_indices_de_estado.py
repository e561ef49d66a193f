from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comites", "0004_catalogo_de_cargos"),
        ("espacios", "0003_diagnosticos"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="comite",
            index=models.Index(
                condition=models.Q(("disuelto__isnull", False)),
                fields=["disuelto"],
                name="comite_disuelto_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="comite",
            index=models.Index(fields=["fecha_constitucion"], name="comite_constitucion_idx"),
        ),
        migrations.AddIndex(
            model_name="mandato",
            index=models.Index(fields=["fin", "comite"], name="mandato_por_fin_idx"),
        ),
    ]
