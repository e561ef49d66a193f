"""Triggers that write down where the cells of the map are no longer true: whoever writes, and however."""

from typing import Any, Final

from django.db import connections

from comunes.disparadores import Disparador, asegurar, soltar
from espacios.evidencias import motivos_de_alerta
from espacios.marcas import Marcas, Vigilada
from espacios.models import HECHO_CELDAS

# What the cells count by themselves; the reasons for alarm add what their conditions read.
VIGILADAS: Final = (
    Vigilada(
        "espacios.EspacioPublico",
        "",
        ("municipalidad", "region", "tipo", "estado", "latitud", "longitud", "ultima_actividad"),
    ),
    Vigilada("espacios.EspacioPublico_factores", "espaciopublico", ("factorriesgo",)),
)
_HECHOS: Final = "comunes_hechodeinstalacion"
_CONTADO: Final = f"SELECT 1 FROM {_HECHOS} WHERE clave = '{HECHO_CELDAS}'"
_DEL_MAPA: Final = Marcas("espacios_cambiodelmapa", _CONTADO, "celda")


def antes_de_migrar(using: str, plan: Any, **_senal: Any) -> None:
    """Receiver of `pre_migrate`."""
    if plan:
        soltar(disparadores(), using)


def tras_migrar(using: str, **_senal: Any) -> None:
    """Receiver of `post_migrate`. What was counted before a migration is counted again."""
    if not {_DEL_MAPA.tabla, _HECHOS} <= set(connections[using].introspection.table_names()):
        return
    if asegurar(disparadores(), using):
        with connections[using].cursor() as cursor:
            cursor.execute(f"DELETE FROM {_HECHOS} WHERE clave = '{HECHO_CELDAS}'")


def disparadores() -> list[Disparador]:
    return _DEL_MAPA.disparadores((*VIGILADAS, *(v for motivo in motivos_de_alerta() for v in motivo.vigila)))
