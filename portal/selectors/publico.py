"""What anybody may read: published data of spaces, without a single datum of a person."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from actividades.models import Actividad
from comites.enums import EstadoComite
from comites.models import Comite
from comunes.texto import clave_busqueda
from espacios.ciclo import CAMINO
from espacios.enums import EstadoEspacio, MomentoFoto
from espacios.models import EspacioPublico, EspacioQuerySet, FotoEspacio
from espacios.selectors import EVENTO_REGISTRO, cambios_de_estado

ACTIVIDADES_MOSTRADAS: Final = 20
# Groups of fewer persons are not told: who knows one of them would know something of the rest.
MINIMO_CONTADO: Final = 5


def contados(cuantos: int | None) -> str:
    """Return a count of persons as the public may read it."""
    if cuantos is None:
        return "s/d"
    if 0 < cuantos < MINIMO_CONTADO:
        return f"menos de {MINIMO_CONTADO}"
    return str(cuantos)


def espacios_publicados() -> EspacioQuerySet:
    """Return the spaces of the public list with their place."""
    return EspacioPublico.objects.publicados().select_related("tipo", "distrito", "region")


def con_texto(espacios: QuerySet[Any], texto: str) -> QuerySet[Any]:
    """Narrow to spaces where each word is in their own text or in their district's name, accents ignored."""
    for palabra in clave_busqueda(texto).split():
        espacios = espacios.filter(Q(busqueda__contains=palabra) | Q(distrito__busqueda__contains=palabra))
    return espacios


@dataclass(frozen=True)
class Paso:
    """One lamp of the path: `estado` is hecho, actual or falta."""

    texto: str
    detalle: str
    estado: str


@dataclass(frozen=True)
class FichaPublica:
    """Everything that the public page of one space shows."""

    espacio: EspacioPublico
    camino: list[Paso]
    fotos: list[FotoEspacio]
    comite: Comite | None
    actividades: list[Actividad]

    @property
    def estado_del_comite(self) -> EstadoComite | None:
        return EstadoComite(self.comite.estado_derivado) if self.comite else None  # type: ignore[attr-defined]

    def fotos_de(self, momento: str) -> list[FotoEspacio]:
        return [f for f in self.fotos if f.momento == momento]

    @property
    def antes_y_despues(self) -> list[FotoEspacio]:
        """The pair, only when both sides are published."""
        antes, despues = self.fotos_de(MomentoFoto.ANTES), self.fotos_de(MomentoFoto.DESPUES)
        return [antes[-1], despues[-1]] if antes and despues else []

    @property
    def otras_fotos(self) -> list[FotoEspacio]:
        pareja = self.antes_y_despues
        return [f for f in self.fotos if f not in pareja]


def ficha_publica(espacio: EspacioPublico) -> FichaPublica:
    """Gather the published data of a space, in four queries."""
    comites = Comite.objects.activos().filter(espacio=espacio).con_estado().con_integrantes()
    actividades = Actividad.objects.verificadas().filter(espacio=espacio).select_related("tipo")
    return FichaPublica(
        espacio=espacio,
        camino=camino(espacio),
        fotos=list(FotoEspacio.objects.publicadas().filter(espacio=espacio)),
        comite=comites.first(),
        actividades=list(actividades.order_by("-fecha", "-pk")[:ACTIVIDADES_MOSTRADAS]),
    )


def camino(espacio: EspacioPublico) -> list[Paso]:
    """Return the path of a space: steps done with their day, where it stands, what comes."""
    if espacio.estado == EstadoEspacio.RETIRADO:
        return []
    fechas = _llegadas(espacio)
    actual = CAMINO.index(EstadoEspacio(espacio.estado))
    return [
        Paso(
            str(estado.label),
            f"{fechas[estado]:%d/%m/%Y}" if estado in fechas and orden <= actual else "",
            "hecho" if orden < actual else "actual" if orden == actual else "falta",
        )
        for orden, estado in enumerate(CAMINO)
    ]


def _llegadas(espacio: EspacioPublico) -> dict[str, date]:
    """Return the day on which the space last arrived at each state."""
    llegadas: dict[str, date] = {EstadoEspacio.IDENTIFICADO: espacio.fecha_incorporacion}
    for evento in cambios_de_estado(espacio):
        estado = evento.datos.get("hacia") if evento.accion != EVENTO_REGISTRO else None
        if estado:
            llegadas[estado] = timezone.localdate(evento.fecha)
    return llegadas
