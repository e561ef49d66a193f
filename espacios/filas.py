"""A space as lists, cards and maps show it: its chips, its grey line, its lamp."""

from dataclasses import dataclass

from comunes.enums import EstadoConChip
from espacios.columnas import Celda, Columna, celdas
from espacios.enums import Alerta, EstadoEspacio
from espacios.evidencias import alertas_de
from espacios.models import EspacioPublico

_ENCENDIDOS = (EstadoEspacio.RECUPERADO, EstadoEspacio.EN_SOSTENIBILIDAD)


@dataclass(frozen=True)
class Fila:
    """One row of the list, for the table and for the card."""

    espacio: EspacioPublico
    estados: list[EstadoConChip]
    bajo: str
    celdas: list[tuple[Columna, Celda]]

    @property
    def datos(self) -> list[tuple[str, str]]:
        """The cells as pairs of words, for the card."""
        return [(columna.titulo, _en_palabras(celda)) for columna, celda in self.celdas]


def _en_palabras(celda: Celda) -> str:
    partes = (celda.estado.label if celda.estado else "", celda.texto, celda.detalle)
    return ", ".join(p for p in map(str, partes) if p)


def fila(espacio: EspacioPublico) -> Fila:
    """Return the row of a space read `con_lugar`, `con_alertas` and `con_columnas`."""
    lugar = f"{espacio.distrito}, {espacio.region}"
    return Fila(
        espacio, estados(espacio), f"{espacio.codigo} · {espacio.tipo} · {lugar}", list(celdas(espacio))
    )


def estados(espacio: EspacioPublico) -> list[EstadoConChip]:
    """Return the chips of a space: the alert first, then its state."""
    alerta = [Alerta.EN_ALERTA] if alertas_de(espacio) else []
    return [*alerta, espacio.estado_enum]


def lampara(espacio: EspacioPublico) -> str:
    """Return how the space shines on a map: «on», «alerta», «camino» or «cerrado»."""
    if alertas_de(espacio):
        return "alerta"
    if espacio.estado in _ENCENDIDOS:
        return "on"
    return "cerrado" if espacio.estado == EstadoEspacio.RETIRADO else "camino"


def en_una_frase(espacio: EspacioPublico) -> str:
    """Return «Parque, en alerta»: type and state, for the list beside the map."""
    return f"{espacio.tipo.nombre}, {estados(espacio)[0].label.lower()}"
