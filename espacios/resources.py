"""The columns in which spaces are exported: the padrón's, under its headings, and what is known besides."""

from typing import Any

from comunes.exportacion.modelo import ColumnaExportada
from espacios.columnas import columnas, con_columnas
from espacios.enums import EstadoEspacio
from espacios.evidencias import condicion_de_alerta
from espacios.models import EspacioQuerySet, TipoEspacio, booleano
from territorio.models import Comisaria, Distrito, Municipalidad, Region

PUNTO = ("latitud", "longitud")


def _nombres(modelo: Any, campo: str = "nombre") -> Any:
    """Return a reader of names by key: looked up here, and not joined, rows keep the order of their index."""
    return lambda: dict(modelo.objects.order_by().values_list("pk", campo))


_PROPIAS = (
    ColumnaExportada("codigo", "CÓDIGO"),
    ColumnaExportada("nombre", "NOMBRE DEL ESPACIO", ancho=44),
    ColumnaExportada("tipo", "TIPO", "tipo_id", _nombres(TipoEspacio), 22),
    ColumnaExportada("ubigeo", "UBIGEO", "distrito_id", ancho=10),
    ColumnaExportada("distrito", "DISTRITO", "distrito_id", _nombres(Distrito), 24),
    ColumnaExportada("provincia", "PROVINCIA", "distrito_id", _nombres(Distrito, "provincia__nombre")),
    ColumnaExportada("region", "REGIÓN", "region_id", _nombres(Region), 20),
    ColumnaExportada("municipalidad", "MUNICIPALIDAD", "municipalidad_id", _nombres(Municipalidad), 36),
    ColumnaExportada("comisaria", "COMISARÍA", "comisaria_id", _nombres(Comisaria), 28),
    ColumnaExportada("direccion", "DIRECCIÓN", ancho=36),
    ColumnaExportada("referencia", "REFERENCIA", ancho=28),
    ColumnaExportada("latitud", "LATITUD", ancho=12),
    ColumnaExportada("longitud", "LONGITUD", ancho=12),
    ColumnaExportada("area_m2", "ÁREA M2", ancho=10),
    ColumnaExportada("titular", "TITULAR", ancho=24),
    ColumnaExportada("factores", "FACTORES DE RIESGO", "riesgos", ancho=40),
    ColumnaExportada("fecha_incorporacion", "FECHA DE INCORPORACIÓN", ancho=14),
    ColumnaExportada("estado", "ESTADO", palabras=lambda: dict(EstadoEspacio.choices), ancho=18),
    ColumnaExportada("en_alerta", "EN ALERTA", ancho=10),
    ColumnaExportada("ultima_actividad", "ÚLTIMA ACTIVIDAD VERIFICADA", ancho=14),
)


def columnas_exportadas() -> list[ColumnaExportada]:
    """Return this app's columns and those that upper apps register."""
    return [*_PROPIAS, *(exportada for columna in columnas() for exportada in columna.exportadas)]


def para_exportar(filas: EspacioQuerySet) -> EspacioQuerySet:
    """Annotate what the columns need; what none of them names is not asked of the database."""
    return con_columnas(filas.con_riesgos()).annotate(en_alerta=booleano(condicion_de_alerta()))
