"""The offices of the programme. Slugs are stable: imports, reports and code name them."""

from django.db import migrations

# slug, both forms, feminine, masculine, one holder per mandate, leading office
CARGOS = (
    ("presidencia", "Presidenta o presidente", "Presidenta", "Presidente", True, True),
    ("vicepresidencia", "Vicepresidenta o vicepresidente", "Vicepresidenta", "Vicepresidente", True, True),
    (
        "secretaria-de-actas",
        "Secretaria o secretario de actas",
        "Secretaria de actas",
        "Secretario de actas",
        True,
        True,
    ),
    ("tesoreria", "Tesorera o tesorero", "Tesorera", "Tesorero", False, False),
    ("vocal", "Vocal", "", "", False, False),
    ("fiscal", "Fiscal", "", "", False, False),
    (
        "delegacion-juvenil",
        "Delegada o delegado juvenil",
        "Delegada juvenil",
        "Delegado juvenil",
        False,
        False,
    ),
    ("comunicaciones", "Responsable de comunicaciones", "", "", False, False),
    ("integrante", "Integrante", "", "", False, False),
)


def cargar(apps, schema_editor):
    modelo = apps.get_model("comites", "Cargo")
    for lugar, (slug, nombre, femenino, masculino, unico, directivo) in enumerate(CARGOS, start=1):
        modelo.objects.get_or_create(
            slug=slug,
            defaults={
                "nombre": nombre,
                "femenino": femenino,
                "masculino": masculino,
                "unico": unico,
                "directivo": directivo,
                "orden": lugar * 10,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("comites", "0003_cargos_indices_y_versiones")]

    operations = [migrations.RunPython(cargar, migrations.RunPython.noop)]
