"""What «Mi semana» shows: the tasks, the week and what was done lately, read in few queries.

One statement brings the keys of everything; a second one the columns shown of the rows that are there.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from comunes.juntas import Consulta, Lecturas
from cuentas.enums import Permiso
from portal import hechos, semana, tareas
from portal.clases_de_tarea import Grupo
from portal.hechos import HechoReciente
from portal.semana import Dia

_lecturas: Final = Lecturas()


@dataclass(frozen=True)
class Tablero:
    grupos: list[Grupo] = field(default_factory=list)
    semana: list[Dia] = field(default_factory=list)
    hechos: list[HechoReciente] = field(default_factory=list)


def tablero_de(user: Any, hoy: date) -> Tablero:
    """Return everything, in scope. Two queries."""
    leido = _lecturas.de(_llave(user, hoy), lambda: _consultas(user, hoy)).leer()
    grupos = tareas.grupos_de(user, hoy, leido)
    if not user.tiene(Permiso.ACTIVIDAD_VER):
        return Tablero(grupos)
    return Tablero(grupos, semana.semana_de(hoy, leido), hechos.hechos_de(user, leido))


def _consultas(user: Any, hoy: date) -> dict[str, Consulta]:
    propias = tareas.consultas_de(user, hoy)
    if not user.tiene(Permiso.ACTIVIDAD_VER):
        return propias
    return propias | semana.consultas_de(user, hoy) | hechos.consultas_de(user, hoy)


def _llave(user: Any, hoy: date) -> Hashable:
    """Return everything that the statement depends on besides the settings."""
    asignaciones = tuple(
        (a.rol, a.region_id, a.municipalidad_id, a.comisaria_id, a.comite_id, a.espacio_id)
        for a in user.asignaciones_vigentes
    )
    return user.pk, asignaciones, hoy
