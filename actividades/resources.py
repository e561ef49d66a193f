"""The columns in which activities are exported: figures and places; what somebody told stays on its page."""

from typing import Any

from django.db.models import F

from actividades.enums import EstadoActividad, Organizador
from actividades.models import TipoActividad
from comunes.exportacion.modelo import ColumnaExportada
from territorio.models import Distrito, Region


def _nombres(modelo: Any) -> Any:
    return lambda: dict(modelo.objects.order_by().values_list("pk", "nombre"))


COLUMNAS = (
    ColumnaExportada("comite", "COMITÉ", "comite__nombre", ancho=44),
    ColumnaExportada("codigo_espacio", "CÓDIGO DEL ESPACIO", "espacio__codigo"),
    ColumnaExportada("espacio", "ESPACIO", "espacio__nombre", ancho=40),
    ColumnaExportada("ubigeo", "UBIGEO", "espacio__distrito_id", ancho=10),
    ColumnaExportada("distrito", "DISTRITO", "espacio__distrito_id", _nombres(Distrito), 24),
    ColumnaExportada("region", "REGIÓN", "espacio__region_id", _nombres(Region), 20),
    ColumnaExportada("tipo", "TIPO DE ACTIVIDAD", "tipo_id", _nombres(TipoActividad), 24),
    ColumnaExportada("titulo", "TÍTULO", ancho=40),
    ColumnaExportada("fecha", "FECHA", ancho=12),
    ColumnaExportada("participantes", "PARTICIPANTES", ancho=12),
    ColumnaExportada("apoyo", "APOYO DE", ancho=24),
    ColumnaExportada("organizador", "ORGANIZA", palabras=lambda: dict(Organizador.choices)),
    ColumnaExportada("estado", "ESTADO", palabras=lambda: dict(EstadoActividad.choices)),
    ColumnaExportada("fotos", "FOTOS", F("total_fotos") + F("fotos_de_invitados"), ancho=8),
)
