"""Writes a padrón of invented rows, as large as asked, to measure the import with.

``python manage.py shell -c "from medicion.padron_grande import escribir; escribir('grande.xlsx', 20_000)"``
"""

from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from comunes.hojas.escritura import HojaNueva, LibroNuevo
from padron.lugares import cargar_lugares

CARGOS = ("Presidenta", "Vicepresidente", "Secretaria de actas", "Vocal", "Integrante")
FILAS_POR_ESPACIO = 3 + len(CARGOS)
_INICIO = date(2024, 3, 1)
_NOMBRES = ("Rosa", "Teodora", "Jesús", "Marcelina", "Víctor Raúl")
_APELLIDOS = ("Quispe", "Huamán", "Mamani", "Flores", "Ñahui", "De la Cruz")

ENCABEZADOS = {
    "ESPACIOS": (
        "NOMBRE DEL ESPACIO", "TIPO", "UBIGEO", "DISTRITO", "LATITUD", "LONGITUD", "FACTORES DE RIESGO",
    ),
    "COMITÉS": ("COMITÉ", "ESPACIO", "UBIGEO", "FECHA DE CONSTITUCIÓN", "FIN DE VIGENCIA", "GRUPO WHATSAPP"),
    "INTEGRANTES": (
        "COMITÉ", "UBIGEO", "CARGO", "TIPO DOC", "N° DOC", "NOMBRES", "APELLIDO PATERNO", "APELLIDO MATERNO",
        "SEXO", "FECHA DE NACIMIENTO", "CELULAR", "DESDE",
    ),
    "ACTIVIDADES": ("COMITÉ", "UBIGEO", "TIPO DE ACTIVIDAD", "TÍTULO", "FECHA", "PARTICIPANTES"),
}  # fmt: skip


def escribir(destino: Path | str, filas: int) -> None:
    """Write about `filas` rows in the four sheets, spread over every district."""
    lugares = sorted(cargar_lugares().por_inei.values(), key=lambda lugar: lugar.ubigeo)
    propios = list(enumerate(islice(cycle(lugares), filas // FILAS_POR_ESPACIO)))
    with LibroNuevo(Path(destino), titulo="Padrón para medir: datos inventados") as libro:
        for nombre, agregar in (
            ("ESPACIOS", _espacio),
            ("COMITÉS", _comite),
            ("INTEGRANTES", _integrantes),
            ("ACTIVIDADES", _actividad),
        ):
            hoja = libro.hoja(nombre)
            hoja.fila(ENCABEZADOS[nombre])
            for numero, lugar in propios:
                agregar(hoja, numero, lugar)


def _nombre(numero: int) -> str:
    return f"Parque Inventado {numero}"


def _espacio(hoja: HojaNueva, numero: int, lugar: Any) -> None:
    latitud, longitud = -12 - numero % 400 / 1000, -77 + numero % 300 / 1000
    hoja.fila(
        (_nombre(numero), "Parque", lugar.ubigeo, lugar.nombre, latitud, longitud, "vandalismo, robo o hurto")
    )


def _comite(hoja: HojaNueva, numero: int, lugar: Any) -> None:
    fin = _INICIO + timedelta(days=730)
    hoja.fila((f"Comité {_nombre(numero)}", _nombre(numero), lugar.ubigeo, _INICIO, fin, "Sí"))


def _integrantes(hoja: HojaNueva, numero: int, lugar: Any) -> None:
    for orden, cargo in enumerate(CARGOS):
        quien = numero * len(CARGOS) + orden
        hoja.fila(
            (
                f"Comité {_nombre(numero)}",
                lugar.ubigeo,
                cargo,
                "DNI",
                f"{70_000_000 + quien}",
                _NOMBRES[quien % len(_NOMBRES)],
                _APELLIDOS[quien % len(_APELLIDOS)],
                _APELLIDOS[quien // 7 % len(_APELLIDOS)],
                "F" if quien % 2 else "M",
                date(1960, 1, 1) + timedelta(days=quien % 14_000),
                f"9{quien:08d}",
                _INICIO,
            )
        )


def _actividad(hoja: HojaNueva, numero: int, lugar: Any) -> None:
    comite, fecha = f"Comité {_nombre(numero)}", _INICIO + timedelta(days=numero % 200)
    hoja.fila((comite, lugar.ubigeo, "Limpieza / faena", f"Faena {numero}", fecha, 20 + numero % 30))
