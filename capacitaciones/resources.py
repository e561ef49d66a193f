"""The columns in which talks are exported: figures and places, nobody's name but who gives them."""

from typing import Any

from capacitaciones.enums import EstadoSesion, Modalidad, TemaSesion
from comunes.exportacion.modelo import ColumnaExportada
from territorio.models import Municipalidad, Region


def _nombres(modelo: Any) -> Any:
    return lambda: dict(modelo.objects.order_by().values_list("pk", "nombre"))


COLUMNAS = (
    ColumnaExportada("titulo", "CHARLA", ancho=44),
    ColumnaExportada("tema", "TEMA", palabras=lambda: dict(TemaSesion.choices), ancho=40),
    ColumnaExportada("modalidad", "MODALIDAD", palabras=lambda: dict(Modalidad.choices), ancho=24),
    ColumnaExportada("inicio", "INICIO", ancho=18),
    ColumnaExportada("fin", "FIN", ancho=18),
    ColumnaExportada("region", "REGIÓN", "region_id", _nombres(Region), 20),
    ColumnaExportada("municipalidad", "MUNICIPALIDAD", "municipalidad_id", _nombres(Municipalidad), 30),
    ColumnaExportada("lugar", "LUGAR", ancho=30),
    ColumnaExportada("aforo", "AFORO", ancho=8),
    ColumnaExportada("inscritos", "INSCRITOS", ancho=10),
    ColumnaExportada("asistentes", "ASISTENCIAS", ancho=12),
    ColumnaExportada("emitidas", "CONSTANCIAS", ancho=12),
    ColumnaExportada("estado", "ESTADO", palabras=lambda: dict(EstadoSesion.choices), ancho=20),
)
