"""Columns that triggers keep for committees, so that lists are filtered and sorted by an index.

`Comite.primer_inicio` and `ultimo_fin` come from its mandates, `grupos_abiertos` and `ultimo_mensaje` from
its groups.
`miembros_sin_fin` and `presidencias_sin_fin` count who had begun when written down and has no day of
leaving: never more than who belongs today, so that whoever lacks them is found among the few.
`EspacioPublico.con_comite` finds the spaces that wait for a committee without looking at each.
"""

from typing import Any, Final

from django.db import connections

from comites.models import PRESIDENCIA
from comunes.disparadores import Disparador, asegurar, soltar

_COMITE: Final = "comites_comite"
_ACTIVO: Final = (
    "UPDATE espacios_espaciopublico SET con_comite = EXISTS (SELECT 1 FROM comites_comite c "
    "WHERE c.espacio_id = espacios_espaciopublico.id AND c.disuelto IS NULL)"
)
# Of each: the table it is counted from, the columns of that table that matter, and what is written.
# The moment of a row is in UTC, whose day is Peru's or the next.
_DERIVADAS: Final = {
    "comites_mandato_ultimo_fin": (
        "comites_mandato",
        ("inicio", "fin"),
        "(primer_inicio, ultimo_fin) = (SELECT MIN(m.inicio), MAX(m.fin) FROM comites_mandato m "
        "WHERE m.comite_id = comites_comite.id)",
    ),
    "comites_integrante_sin_fin": (
        "comites_integrante",
        ("cargo_id", "desde", "hasta"),
        "(miembros_sin_fin, presidencias_sin_fin) = (SELECT COUNT(*), "  # noqa: S608  names of ours
        f"COUNT(CASE WHEN c.slug = '{PRESIDENCIA}' THEN 1 END) "
        "FROM comites_integrante i JOIN comites_cargo c ON c.id = i.cargo_id "
        "WHERE i.comite_id = comites_comite.id AND i.hasta IS NULL "
        "AND CAST(i.desde AS text) <= SUBSTR(CAST(i.actualizado AS text), 1, 10))",
    ),
    "comites_grupo_abierto": (
        "comites_grupowhatsapp",
        ("cerrado", "ultimo_mensaje"),
        "(grupos_abiertos, ultimo_mensaje) = (SELECT COUNT(*), MAX(g.ultimo_mensaje) "
        "FROM comites_grupowhatsapp g WHERE g.comite_id = comites_comite.id AND g.cerrado IS NULL)",
    ),
}
MANTENIDOS: Final = (
    *(
        Disparador(
            nombre,
            tabla,
            ("comite_id", *columnas),
            f"UPDATE {_COMITE} SET {que} WHERE id = {{fila}}.comite_id; ",  # noqa: S608  names of ours
        )
        for nombre, (tabla, columnas, que) in _DERIVADAS.items()
    ),
    Disparador(
        "comites_comite_activo",
        _COMITE,
        ("espacio_id", "disuelto"),
        f"{_ACTIVO} WHERE id = {{fila}}.espacio_id; ",
    ),
)


def antes_de_migrar(using: str, plan: Any, **_senal: Any) -> None:
    """Receiver of `pre_migrate`."""
    if plan:
        soltar(MANTENIDOS, using)


def tras_migrar(using: str, **_senal: Any) -> None:
    """Receiver of `post_migrate`. On the way back the columns may be gone."""
    escritas = ((_COMITE, "ultimo_mensaje"), ("espacios_espaciopublico", "con_comite"))
    if all(_hay(using, *columna) for columna in escritas) and asegurar(MANTENIDOS, using):
        recalcular_mantenidos(using)


def _hay(using: str, tabla: str, columna: str) -> bool:
    with connections[using].cursor() as cursor:
        columnas = connections[using].introspection.get_table_description(cursor, tabla)
    return columna in {c.name for c in columnas}


def recalcular_mantenidos(using: str = "default") -> None:
    """Write those columns of every committee and every space, as the triggers do."""
    with connections[using].cursor() as cursor:
        for _tabla, _columnas, que in _DERIVADAS.values():
            cursor.execute(f"UPDATE {_COMITE} SET {que}")  # noqa: S608  names of ours
        cursor.execute(_ACTIVO)
