"""The week of somebody's territory, Monday to Sunday: activities and mandates that end."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import QuerySet

from actividades.enums import EstadoActividad
from comunes.juntas import Claves, leidas
from portal.enlaces import url_si_existe
from portal.selectors import trabajo

HECHOS_LEIDOS: Final = 60
HECHOS_POR_DIA: Final = 2
CORTOS: Final = ("lun", "mar", "mié", "jue", "vie", "sáb", "dom")
LARGOS: Final = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")


@dataclass(frozen=True)
class Hecho:
    """One line of a day. `tono` is the colour of its edge; words say the same."""

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

    @property
    def mostrados(self) -> list[Hecho]:
        return self.hechos[:HECHOS_POR_DIA]

    @property
    def resto(self) -> int:
        return len(self.hechos) - len(self.mostrados)


def consultas_de(user: Any, hoy: date) -> dict[str, QuerySet[Any]]:
    """Return what happens this week, as far as it is read."""
    lunes = hoy - timedelta(days=hoy.weekday())
    domingo = lunes + timedelta(days=6)
    return {
        "mandatos": trabajo.mandatos_que_terminan(user, lunes, domingo)[:HECHOS_LEIDOS],
        "actividades": trabajo.actividades_entre(user, lunes, domingo)[:HECHOS_LEIDOS],
    }


def semana_de(user: Any, hoy: date, claves: Claves) -> list[Dia]:
    """Return the seven days of this week, from the keys of `consultas_de`. Two queries."""
    lunes = hoy - timedelta(days=hoy.weekday())
    dias = {lunes + timedelta(days=n): Dia(lunes + timedelta(days=n), n == hoy.weekday()) for n in range(7)}
    domingo = lunes + timedelta(days=6)
    for comite in leidas(trabajo.mandatos_que_terminan(user, lunes, domingo), claves["mandatos"]):
        url = url_si_existe("comites:comite-detalle", comite.pk)
        dias[comite.fin_vigencia].hechos.append(
            Hecho(f"Termina el mandato: {comite.nombre}", url, "terracota")
        )
    for actividad in leidas(trabajo.actividades_entre(user, lunes, domingo), claves["actividades"]):
        url = url_si_existe("actividades:actividad-detalle", actividad.uuid)
        por_verificar = actividad.estado == EstadoActividad.REALIZADA
        texto = f"{actividad}, {actividad.espacio.nombre}"
        hecho = Hecho(
            f"Por verificar: {texto}" if por_verificar else texto,
            url,
            "jacaranda" if por_verificar else "parque",
        )
        dias[actividad.fecha].hechos.append(hecho)
    return list(dias.values())
