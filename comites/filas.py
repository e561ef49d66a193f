"""A committee as the list shows it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from comites.enums import EstadoComite, EstadoGrupo, Senal
from comites.models import Comite
from comites.vigencia import estado_de_grupo
from comunes.enums import EstadoConChip


@dataclass(frozen=True)
class Fila:
    """One row read `con_lugar`, `con_grupo`, `con_estado` and `con_integrantes`."""

    comite: Comite
    estado: EstadoComite
    grupo: EstadoGrupo
    vigencia: str
    integrantes: int
    inactivo: bool

    @property
    def son_pocos(self) -> bool:
        return self.integrantes < settings.MINIMO_INTEGRANTES and self.estado != EstadoComite.DISUELTO

    @property
    def estados(self) -> list[EstadoConChip]:
        return [self.estado, *([Senal.SIN_ACTIVIDAD] if self.inactivo else [])]

    @property
    def bajo(self) -> str:
        espacio = self.comite.espacio
        return f"{espacio.nombre} · {espacio.distrito}, {espacio.region}"

    @property
    def iconos(self) -> set[str]:
        """The icons of its chips, for the page to hold each of them once."""
        return {self.grupo.icono, *(estado.icono for estado in self.estados)}


def fila(comite: Any) -> Fila:
    estado = EstadoComite(comite.estado_derivado)
    return Fila(
        comite,
        estado,
        estado_de_grupo(comite.grupo_abierto),
        vigencia_en_palabras(estado, comite.fin_vigencia, comite.disuelto),
        comite.total_integrantes,
        comite.inactivo,
    )


def vigencia_en_palabras(estado: EstadoComite, fin: date | None, disuelto: date | None = None) -> str:
    """Return «hasta 14/03/2028», «desde 02/10/2026» for an expired one, or that there is none."""
    if estado == EstadoComite.DISUELTO and disuelto:
        return f"disuelto el {disuelto:%d/%m/%Y}"
    if fin is None:
        return "sin registrar"
    return f"{'venció el' if estado == EstadoComite.VENCIDO else 'hasta'} {fin:%d/%m/%Y}"
