"""The life of a talk as one table: from, to, what it takes and who.

Services, buttons and documentation all read it; nothing else decides what may happen next.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from capacitaciones.enums import ANTES_DE_DARSE, EstadoSesion, Modalidad, Paso
from capacitaciones.models import Sesion
from cuentas.enums import Permiso

E = EstadoSesion
# Says why not, in words for whoever would press the button; empty when nothing stands in the way.
Condicion = Callable[[Sesion], str]


def _no_termino(sesion: Sesion) -> str:
    return "" if timezone.now() < sesion.fin else "La fecha ya pasó: corríjala o anote la asistencia."


def falta_donde(sesion: Sesion) -> str:
    """Say what people would need to get there, or return an empty text."""
    if sesion.modalidad_enum.con_enlace and not sesion.enlace:
        return "Falta el enlace de la reunión."
    return "Falta el lugar." if sesion.modalidad_enum.con_lugar and not sesion.lugar else ""


def _ya_empezo(sesion: Sesion) -> str:
    if timezone.now() >= sesion.inicio:
        return ""
    empieza = timezone.localtime(sesion.inicio)
    return f"Todavía no empieza: es el {empieza:%d/%m/%Y} a las {empieza:%H:%M}."


def ya_se_dio(sesion: Sesion) -> str:
    """Say why it does not yet count as given, or return an empty text.

    One that people take at their own pace goes on, and takes registrations, until its end.
    """
    if sesion.modalidad_enum != Modalidad.ASINCRONICA:
        return _ya_empezo(sesion)
    if timezone.now() >= sesion.fin:
        return ""
    termina = timezone.localtime(sesion.fin)
    return f"Todavía no termina: sigue hasta el {termina:%d/%m/%Y} a las {termina:%H:%M}."


def _con_asistencia(sesion: Sesion) -> str:
    return "" if sesion.asistencias.exists() else "Falta anotar la asistencia."


def _sin_asistencia(sesion: Sesion) -> str:
    return "Ya se anotó quién vino: la charla no se cancela." if sesion.asistencias.exists() else ""


@dataclass(frozen=True)
class Transicion:
    """One way from a state to another. `prueba` says in words what `condiciones` ask, for the guide."""

    paso: Paso
    desde: frozenset[EstadoSesion]
    hacia: EstadoSesion
    prueba: str
    condiciones: tuple[Condicion, ...] = ()
    permiso: Permiso = Permiso.CAPACITACION_EDITAR

    def impedimento(self, sesion: Sesion) -> str:
        """Return the first reason against it, or an empty text."""
        if sesion.estado not in self.desde:
            return f"La charla está {sesion.get_estado_display().lower()}: ya no se puede hacer esto."
        return next((motivo for c in self.condiciones if (motivo := c(sesion))), "")


TRANSICIONES: Final[dict[Paso, Transicion]] = {
    t.paso: t
    for t in (
        Transicion(
            Paso.ABRIR,
            frozenset({E.PROGRAMADA}),
            E.ABIERTA,
            "enlace o lugar, y que la fecha no haya pasado",
            (_no_termino, falta_donde),
        ),
        Transicion(
            Paso.REALIZAR,
            frozenset(ANTES_DE_DARSE),
            E.REALIZADA,
            "haber empezado, o terminado si es a su ritmo; se da al guardar la asistencia",
            (ya_se_dio,),
        ),
        Transicion(
            Paso.CERRAR,
            frozenset({E.REALIZADA}),
            E.CERRADA,
            "haber empezado, o terminado si es a su ritmo, y asistencia anotada",
            (ya_se_dio, _con_asistencia),
        ),
        Transicion(
            Paso.CANCELAR,
            frozenset(ANTES_DE_DARSE),
            E.CANCELADA,
            "motivo, y que nadie esté anotado en la asistencia",
            (_sin_asistencia,),
        ),
    )
}

# What may still be corrected; once closed or cancelled it stays as it is.
EDITABLES: Final = frozenset({*ANTES_DE_DARSE, E.REALIZADA})


def impedimento_para_editar(sesion: Sesion) -> str:
    """Say why its data can no longer be corrected, or return an empty text."""
    if sesion.estado in EDITABLES:
        return ""
    return f"La charla está {sesion.get_estado_display().lower()}: sus datos ya no se cambian."


def impedimento_para_asistencia(sesion: Sesion) -> str:
    """Say why attendance cannot be written down now, or return an empty text.

    It may be from its hour on; only one at people's own pace is not given with that.
    """
    if sesion.estado == E.REALIZADA:
        return ""
    if sesion.estado not in TRANSICIONES[Paso.REALIZAR].desde:
        return TRANSICIONES[Paso.REALIZAR].impedimento(sesion)
    return _ya_empezo(sesion)


def acciones(sesion: Sesion) -> dict[str, str]:
    """Return the steps of its state by name, each with what stands against it (empty: nothing)."""
    return {paso.value: t.impedimento(sesion) for paso, t in TRANSICIONES.items() if sesion.estado in t.desde}
