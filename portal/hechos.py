"""What happened lately in somebody's territory, without naming persons."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone

from comunes.juntas import Claves, leidas
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


def consultas_de(user: Any, hoy: date) -> dict[str, QuerySet[Any]]:
    """Return what happened lately, as far as it is shown."""
    return {
        "verificadas": verificadas_hace_poco(user, hoy)[:HECHOS_MOSTRADOS],
        "nuevos": integrantes_nuevos(user, hoy)[:HECHOS_MOSTRADOS],
    }


def hechos_de(user: Any, hoy: date, claves: Claves) -> list[HechoReciente]:
    """Return the last things that happened, newest first, from the keys of `consultas_de`. Two queries."""
    recientes = leidas(verificadas_hace_poco(user, hoy), claves["verificadas"])
    verificadas = [_verificada(user, actividad) for actividad in recientes]
    nuevos = [
        HechoReciente(
            membresia.desde,
            "Se unió una persona al comité",
            membresia.comite.nombre,
            url_si_existe("comites:comite-detalle", membresia.comite_id),
        )
        for membresia in leidas(integrantes_nuevos(user, hoy), claves["nuevos"])
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
