"""A space as lists, cards and maps show it: its chips, its grey line, its lamp."""

from dataclasses import dataclass

from comunes.enums import EstadoConChip
from espacios.columnas import Celda, Columna, celdas
from espacios.enums import Alerta, EstadoEspacio
from espacios.evidencias import alertas_de
from espacios.models import EspacioPublico


@dataclass(frozen=True)
class Fila:
    """One row of the list."""

    espacio: EspacioPublico
    estados: list[EstadoConChip]
    bajo: str
    celdas: list[tuple[Columna, Celda]]

    @property
    def iconos(self) -> set[str]:
        """The icons of its chips, for the page to hold each of them once."""
        de_celdas = {celda.estado.icono for _, celda in self.celdas if celda.estado}
        return de_celdas | {estado.icono for estado in self.estados}


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


def senal(espacio: EspacioPublico) -> EstadoConChip:
    """Return what a space read `con_alertas` is drawn as on a map: its alert, or its state."""
    return senal_de(espacio.estado, en_alerta=bool(alertas_de(espacio)))


def senal_de(estado: str, *, en_alerta: bool) -> EstadoConChip:
    return Alerta.EN_ALERTA if en_alerta else EstadoEspacio(estado)


def en_una_frase(espacio: EspacioPublico) -> str:
    """Return «Parque, en alerta»: type and state, for the list beside the map."""
    return frase(espacio.tipo.nombre, espacio.estado, en_alerta=bool(alertas_de(espacio)))


def frase(tipo: str, estado: str, *, en_alerta: bool) -> str:
    return f"{tipo}, {senal_de(estado, en_alerta=en_alerta).label.lower()}"
