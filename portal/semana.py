"""The week of somebody's territory, Monday to Sunday: activities and mandates that end."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from actividades.enums import EstadoActividad
from comunes.juntas import Consulta, Halladas
from portal.enlaces import url_si_existe
from portal.selectors import trabajo

HECHOS_LEIDOS: Final = 60
HECHOS_POR_DIA: Final = 2
CORTOS: Final = ("lun", "mar", "mié", "jue", "vie", "sáb", "dom")
LARGOS: Final = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")


@dataclass(frozen=True)
class Hecho:
    """One line of a day. `tono` is the colour of its edge; words say the same, where it is shown."""

    texto: str
    url: str
    tono: str = "parque"


@dataclass
class Dia:
    """One day of the week with what happens in it."""

    fecha: date
    es_hoy: bool
    hechos: list[Hecho] = field(default_factory=list)

    @property
    def corto(self) -> str:
        return CORTOS[self.fecha.weekday()]

    @property
    def largo(self) -> str:
        return LARGOS[self.fecha.weekday()]

    def agregar(self, decir: Callable[[Any], tuple[str, str]], fila: Any, tono: str) -> None:
        """Add a line; those that are only counted need no words."""
        texto, url = decir(fila) if len(self.hechos) < HECHOS_POR_DIA else ("", "")
        self.hechos.append(Hecho(texto, url, tono))

    @property
    def mostrados(self) -> list[Hecho]:
        return self.hechos[:HECHOS_POR_DIA]

    @property
    def resto(self) -> int:
        return len(self.hechos) - len(self.mostrados)


def consultas_de(user: Any, hoy: date) -> dict[str, Consulta]:
    """Return what happens this week, as far as it is read."""
    lunes = hoy - timedelta(days=hoy.weekday())
    domingo = lunes + timedelta(days=6)
    mandatos = trabajo.mandatos_que_terminan(user, lunes, domingo)
    actividades = trabajo.actividades_entre(user, lunes, domingo)
    de_actividad = ("uuid", "titulo", "tipo__nombre", "fecha", "estado", "espacio__nombre")
    return {
        "mandatos": Consulta(mandatos, ("nombre", "fin_vigencia"), HECHOS_LEIDOS, HECHOS_LEIDOS),
        "actividades": Consulta(actividades, de_actividad, HECHOS_LEIDOS, HECHOS_LEIDOS),
    }


def semana_de(hoy: date, leido: dict[str, Halladas]) -> list[Dia]:
    """Return the seven days of this week, from what `consultas_de` gave."""
    lunes = hoy - timedelta(days=hoy.weekday())
    dias = {lunes + timedelta(days=n): Dia(lunes + timedelta(days=n), n == hoy.weekday()) for n in range(7)}
    for comite in leido["mandatos"].filas:
        dias[comite.fin_vigencia].agregar(_fin_de_mandato, comite, "terracota")
    for actividad in leido["actividades"].filas:
        por_verificar = actividad.estado == EstadoActividad.REALIZADA
        dias[actividad.fecha].agregar(_actividad, actividad, "jacaranda" if por_verificar else "parque")
    return list(dias.values())


def _fin_de_mandato(comite: Any) -> tuple[str, str]:
    return f"Termina el mandato: {comite.nombre}", url_si_existe("comites:comite-detalle", comite.pk)


def _actividad(actividad: Any) -> tuple[str, str]:
    texto = f"{actividad}, {actividad.espacio.nombre}"
    if actividad.estado == EstadoActividad.REALIZADA:
        texto = f"Por verificar: {texto}"
    return texto, url_si_existe("actividades:actividad-detalle", actividad.uuid)
