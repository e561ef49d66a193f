"""What happened lately in somebody's territory, without naming persons."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils import timezone

from comunes.juntas import Consulta, Halladas
from comunes.templatetags.componentes import distancia
from portal.enlaces import url_si_existe
from portal.selectors.trabajo import integrantes_nuevos, verificadas_hace_poco

HECHOS_MOSTRADOS: Final = 5


@dataclass(frozen=True)
class HechoReciente:
    """What `_componentes/linea.html` reads."""

    fecha: date
    titulo: str
    texto: str
    url: str
    verificada: bool = False
    estado: Any = None

    @property
    def cuando(self) -> str:
        return distancia(self.fecha).capitalize()


def consultas_de(user: Any, hoy: date) -> dict[str, Consulta]:
    """Return what happened lately, as far as it is shown."""
    verificadas, nuevos = verificadas_hace_poco(user, hoy), integrantes_nuevos(user, hoy)
    de_actividad = ("uuid", "titulo", "tipo__nombre", "verificada_por_id", "verificada_en", "espacio__nombre")
    return {
        "verificadas": Consulta(verificadas, de_actividad, HECHOS_MOSTRADOS, HECHOS_MOSTRADOS),
        "nuevos": Consulta(nuevos, ("desde", "comite__nombre"), HECHOS_MOSTRADOS, HECHOS_MOSTRADOS),
    }


def hechos_de(user: Any, leido: dict[str, Halladas]) -> list[HechoReciente]:
    """Return the last things that happened, newest first, from what `consultas_de` gave."""
    verificadas = [_verificada(user, actividad) for actividad in leido["verificadas"].filas]
    nuevos = [
        HechoReciente(
            membresia.desde,
            "Se unió una persona al comité",
            membresia.comite.nombre,
            url_si_existe("comites:comite-detalle", membresia.comite.pk),
        )
        for membresia in leido["nuevos"].filas
    ]
    return sorted(verificadas + nuevos, key=lambda hecho: hecho.fecha, reverse=True)[:HECHOS_MOSTRADOS]


def _verificada(user: Any, actividad: Any) -> HechoReciente:
    quien = "Usted verificó" if actividad.verificada_por_id == user.pk else "Se verificó"
    return HechoReciente(
        timezone.localdate(actividad.verificada_en),
        f"{quien} «{actividad}»",
        actividad.espacio.nombre,
        url_si_existe("actividades:actividad-detalle", actividad.uuid),
        verificada=True,
    )
