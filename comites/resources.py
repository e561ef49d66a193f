"""The columns in which committees are exported: the padrón's, without anybody's name or phone."""

from typing import Any

from django.db.models import Exists, OuterRef

from comites.enums import EstadoComite, Tema
from comites.models import ComiteQuerySet, GrupoWhatsApp
from comunes.exportacion.modelo import ColumnaExportada
from territorio.models import Distrito, Region


def _nombres(modelo: Any) -> Any:
    return lambda: dict(modelo.objects.order_by().values_list("pk", "nombre"))


COLUMNAS = (
    ColumnaExportada("nombre", "COMITÉ", ancho=44),
    ColumnaExportada("codigo_espacio", "CÓDIGO DEL ESPACIO", "espacio__codigo"),
    ColumnaExportada("espacio", "ESPACIO", "espacio__nombre", ancho=40),
    ColumnaExportada("ubigeo", "UBIGEO", "espacio__distrito_id", ancho=10),
    ColumnaExportada("distrito", "DISTRITO", "espacio__distrito_id", _nombres(Distrito), 24),
    ColumnaExportada("region", "REGIÓN", "espacio__region_id", _nombres(Region), 20),
    ColumnaExportada("fecha_constitucion", "FECHA DE CONSTITUCIÓN", ancho=14),
    ColumnaExportada("fin_vigencia", "FIN DE VIGENCIA", ancho=14),
    ColumnaExportada("estado", "ESTADO", "estado_derivado", lambda: dict(EstadoComite.choices)),
    ColumnaExportada("integrantes", "INTEGRANTES", "total_integrantes", ancho=12),
    ColumnaExportada("grupo_whatsapp", "GRUPO WHATSAPP", "tiene_grupo", ancho=12),
    ColumnaExportada("fecha_disolucion", "FECHA DE DISOLUCIÓN", "disuelto", ancho=14),
)


def para_exportar(filas: ComiteQuerySet) -> ComiteQuerySet:
    """Annotate what the columns need."""
    abiertos = GrupoWhatsApp.objects.filter(comite=OuterRef("pk"), cerrado=None)
    return filas.con_estado().con_integrantes().annotate(tiene_grupo=Exists(abiertos))


# What was sent: no names of people, and nothing of the conversation.
COLUMNAS_DE_ENVIOS = (
    ColumnaExportada("dia", "DÍA", ancho=12),
    ColumnaExportada("comite", "COMITÉ", "grupo__comite__nombre", ancho=44),
    ColumnaExportada("codigo_espacio", "CÓDIGO DEL ESPACIO", "grupo__comite__espacio__codigo"),
    ColumnaExportada(
        "distrito", "DISTRITO", "grupo__comite__espacio__distrito_id", _nombres(Distrito), ancho=24
    ),
    ColumnaExportada("region", "REGIÓN", "grupo__comite__espacio__region_id", _nombres(Region), 20),
    ColumnaExportada("tema", "TEMA", "mensaje__tema", lambda: dict(Tema.choices), 44),
    ColumnaExportada("mensaje", "MENSAJE", "mensaje__titulo", ancho=40),
)
