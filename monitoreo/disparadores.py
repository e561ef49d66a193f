"""Triggers that write down where a counted row changed: whoever writes, service, import or bulk update."""

from typing import Any, Final

from django.db import connections

from comunes.disparadores import Disparador, asegurar, soltar
from espacios.marcas import Marcas, Vigilada

_DE_GRUPOS: Final = ("abierto", "cerrado", "ultimo_mensaje", "celular_respaldo", "reglas_version")
# Only closed talks count: writing down who came to another moves no figure.
_CERRADA: Final = "{fila}.estado = 'cerrada'"
_DE_CERRADA: Final = "(SELECT estado FROM capacitaciones_sesion WHERE id = {fila}.sesion_id) = 'cerrada'"
# What the figures depend on.
VIGILADAS: Final = (
    Vigilada(
        "espacios.EspacioPublico",
        "",
        ("municipalidad", "region", "comisaria", "estado", "fecha_incorporacion"),
    ),
    Vigilada("comites.Comite", "espacio", ("fecha_constitucion", "disuelto")),
    Vigilada("comites.Mandato", "comite__espacio", ("inicio", "fin", "acta_validada")),
    Vigilada("comites.Integrante", "comite__espacio", ("persona", "desde", "hasta")),
    Vigilada("comites.GrupoWhatsApp", "comite__espacio", _DE_GRUPOS),
    Vigilada("actividades.Actividad", "espacio", ("estado", "fecha", "organizador")),
    Vigilada("capacitaciones.Sesion", None, ("estado", "inicio", "region"), _CERRADA),
    Vigilada("capacitaciones.Asistencia", None, ("sesion", "persona"), _DE_CERRADA),
)
_CONTEOS: Final = "monitoreo_conteo"
_DE_CHARLAS: Final = "monitoreo_conteodecharlas"
_DE_CONTEOS: Final = Marcas("monitoreo_cambioporcontar", f"SELECT 1 FROM {_CONTEOS}", "conteo")


def antes_de_migrar(using: str, plan: Any, **_senal: Any) -> None:
    """Receiver of `pre_migrate`."""
    if plan:
        soltar(disparadores(), using)


def tras_migrar(using: str, **_senal: Any) -> None:
    """Receiver of `post_migrate`. What was counted before a migration is counted again; see `conteos`."""
    if not {_DE_CONTEOS.tabla, _CONTEOS, _DE_CHARLAS} <= set(connections[using].introspection.table_names()):
        return
    if asegurar(disparadores(), using):
        with connections[using].cursor() as cursor:
            cursor.execute(f"DELETE FROM {_CONTEOS}")
            # Of no day: still the last ones known, where there are too many to count them on the spot.
            cursor.execute(f"UPDATE {_DE_CHARLAS} SET dia = '0001-01-01'")


def disparadores() -> list[Disparador]:
    return _DE_CONTEOS.disparadores(VIGILADAS)
