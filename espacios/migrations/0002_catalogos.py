"""The starting catalogues: kinds of space and risk factors. Ministry staff edit them afterwards."""

from django.db import migrations

TIPOS = {
    "parque": "Parque",
    "plaza": "Plaza",
    "calle-o-pasaje": "Calle o pasaje",
    "area-verde": "Área verde",
    "losa-o-complejo-deportivo": "Losa o complejo deportivo",
    "playa": "Playa",
    "alameda": "Alameda",
    "malecon": "Malecón",
    "escalera": "Escalera",
    "paradero": "Paradero",
    "terreno-baldio": "Terreno baldío",
    "area-de-proteccion": "Área de protección",
}
FACTORES = {
    "iluminacion-deficiente": "Iluminación deficiente",
    "baja-visibilidad": "Baja visibilidad o puntos ciegos",
    "abandono-o-basura": "Abandono o basura",
    "vandalismo": "Vandalismo",
    "consumo-de-alcohol-o-drogas": "Consumo de alcohol o drogas",
    "venta-de-drogas": "Venta de drogas",
    "robo-o-hurto": "Robo o hurto",
    "pandillaje": "Pandillaje",
    "acoso-callejero": "Acoso callejero",
    "comercio-desordenado": "Comercio desordenado",
    "falta-de-vigilancia": "Falta de vigilancia",
    "mobiliario-deteriorado": "Mobiliario deteriorado",
    "accesos-inseguros": "Accesos inseguros",
    "conflicto-vecinal": "Conflicto vecinal",
}
CATALOGOS = {"TipoEspacio": TIPOS, "FactorRiesgo": FACTORES}


def sembrar(apps, schema_editor):
    """Add the rows that are missing; a row that somebody edited stays as it is."""
    for modelo, filas in CATALOGOS.items():
        catalogo = apps.get_model("espacios", modelo)
        for orden, (slug, nombre) in enumerate(filas.items(), start=1):
            catalogo.objects.get_or_create(slug=slug, defaults={"nombre": nombre, "orden": orden * 10})


def retirar(apps, schema_editor):
    """Take out the rows that nothing uses."""
    espacio = apps.get_model("espacios", "EspacioPublico")
    en_uso = {
        "TipoEspacio": espacio.objects.values("tipo"),
        "FactorRiesgo": espacio.factores.through.objects.values("factorriesgo"),
    }
    for modelo, filas in CATALOGOS.items():
        catalogo = apps.get_model("espacios", modelo)
        catalogo.objects.filter(slug__in=filas).exclude(pk__in=en_uso[modelo]).delete()


class Migration(migrations.Migration):
    dependencies = [("espacios", "0001_initial")]

    operations = [migrations.RunPython(sembrar, retirar)]
