"""What happened lately in somebody's territory, without naming persons."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils import timezone

from comunes.paginas import primeras
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


def hechos_recientes(user: Any, hoy: date) -> list[HechoReciente]:
    """Return the last things that happened, newest first. Two queries."""
    verificadas = [
        _verificada(user, actividad) for actividad in primeras(verificadas_hace_poco(user), HECHOS_MOSTRADOS)
    ]
    nuevos = [
        HechoReciente(
            membresia.desde,
            "Se unió una persona al comité",
            membresia.comite.nombre,
            url_si_existe("comites:comite-detalle", membresia.comite_id),
        )
        for membresia in primeras(integrantes_nuevos(user, hoy), HECHOS_MOSTRADOS)
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
