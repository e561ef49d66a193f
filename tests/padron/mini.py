"""A padrón of one space, one committee, one member and one activity, to change a cell at a time."""

from datetime import date
from pathlib import Path
from typing import Any

from padron.directo import importar_ruta
from padron.filas import Fila
from padron.revision import Revision, revisar_archivo
from tests.libros import escribir_libro

Hojas = dict[str, list[dict[str, Any]]]


def espacio(**celdas: Any) -> dict[str, Any]:
    return {
        "NOMBRE DEL ESPACIO": "Parque Uno",
        "TIPO": "Parque",
        "UBIGEO": "150132",
        "DISTRITO": "San Juan de Lurigancho",
        "COMISARÍA": None,
        "LATITUD": -12.02,
        "LONGITUD": -77.0,
        "ÁREA M2": 500,
        "FACTORES DE RIESGO": "vandalismo",
        "FECHA DE INCORPORACIÓN": date(2024, 1, 10),
        **celdas,
    }


def comite(**celdas: Any) -> dict[str, Any]:
    return {
        "COMITÉ": "Comité Parque Uno",
        "ESPACIO": "Parque Uno",
        "UBIGEO": "150132",
        "FECHA DE CONSTITUCIÓN": date(2025, 3, 1),
        "FIN DE VIGENCIA": date(2027, 3, 1),
        "GRUPO WHATSAPP": "Sí",
        "CELULAR DEL ADMINISTRADOR": "987654321",
        **celdas,
    }


def integrante(**celdas: Any) -> dict[str, Any]:
    return {
        "COMITÉ": "Comité Parque Uno",
        "UBIGEO": "150132",
        "CARGO": "Presidenta",
        "TIPO DOC": "DNI",
        "N° DOC": "40123456",
        "NOMBRES": "Teodora",
        "APELLIDO PATERNO": "Huamán",
        "APELLIDO MATERNO": "Ccallo",
        "SEXO": "F",
        "FECHA DE NACIMIENTO": date(1980, 5, 4),
        "CELULAR": "987654321",
        "DESDE": date(2025, 3, 1),
        **celdas,
    }


def actividad(**celdas: Any) -> dict[str, Any]:
    return {
        "COMITÉ": "Comité Parque Uno",
        "UBIGEO": "150132",
        "TIPO DE ACTIVIDAD": "Limpieza / faena",
        "TÍTULO": "Faena de limpieza",
        "FECHA": date(2025, 6, 1),
        "PARTICIPANTES": 20,
        "APOYO DE": None,
        **celdas,
    }


def completo() -> Hojas:
    return {
        "ESPACIOS": [espacio()],
        "COMITÉS": [comite()],
        "INTEGRANTES": [integrante()],
        "ACTIVIDADES": [actividad()],
    }


def escribir(carpeta: Path, hojas: Hojas) -> Path:
    tablas = {}
    for nombre, filas in hojas.items():
        titulos = list(dict.fromkeys(titulo for fila in filas for titulo in fila))
        tablas[nombre] = [titulos, *([fila.get(t) for t in titulos] for fila in filas)]
    return escribir_libro(carpeta / "mini.xlsx", tablas)


def revisar(carpeta: Path, hojas: Hojas, *, actor: Any = None) -> Revision:
    return revisar_archivo(escribir(carpeta, hojas), actor=actor)


def importar(carpeta: Path, hojas: Hojas, *, actor: Any = None) -> Revision:
    return importar_ruta(escribir(carpeta, hojas), actor=actor)


def fila_de(revision: Revision, hoja: str, numero: int = 2) -> Fila:
    """Return a row by sheet and sheet row; the header is row 1."""
    return next(f for f in revision.padron.todas() if (f.hoja, f.numero) == (hoja, numero))


def motivos(fila: Fila) -> dict[str, str]:
    return {m.campo: m.en_palabras() for m in fila.motivos}


def reparaciones(fila: Fila) -> dict[str, tuple[str, str]]:
    return {r.campo: ("+".join(r.clases), r.despues) for r in fila.reparaciones_vigentes()}
