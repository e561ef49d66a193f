"""What anybody may read: published data of spaces, without a single datum of a person."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, QuerySet, Window
from django.urls import reverse
from django.utils import timezone

from actividades.enums import Organizador
from actividades.models import Actividad
from comites.enums import EstadoComite
from comites.models import Comite
from comunes.busqueda import PROPIA, Hallazgo, Rama, hallar
from espacios.ciclo import CAMINO
from espacios.comparador import Comparacion, FotosPublicadas, comparaciones, fotos_publicadas
from espacios.enums import EstadoEspacio, MomentoFoto
from espacios.models import EspacioPublico, EspacioQuerySet, FotoEspacio
from espacios.selectors import EVENTO_REGISTRO, cambios_de_estado

ACTIVIDADES_MOSTRADAS: Final = 10
# Groups of fewer persons are not told: who knows one of them would know something of the rest.
MINIMO_CONTADO: Final = 5
# What each state means, for whoever has never heard of the programme.
EN_SENCILLO: Final = {
    EstadoEspacio.IDENTIFICADO: "Se señaló como un lugar de riesgo.",
    EstadoEspacio.PRIORIZADO: "La municipalidad y la comisaría decidieron trabajar aquí.",
    EstadoEspacio.EN_DIAGNOSTICO: "Vecinas y vecinos lo recorren y dicen qué falta.",
    EstadoEspacio.EN_RECUPERACION: "Se hacen las mejoras acordadas.",
    EstadoEspacio.RECUPERADO: "Las mejoras están hechas y el lugar se usa de nuevo.",
    EstadoEspacio.EN_SOSTENIBILIDAD: "Un comité de vecinas y vecinos lo mantiene vivo.",
}


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


def con_texto(espacios: QuerySet[Any], texto: str) -> Hallazgo:
    """Find the spaces where each word is in their own text or in their district's name, accents ignored."""
    return hallar(espacios, texto, ramas=(PROPIA, Rama("distrito")))


@dataclass(frozen=True)
class Paso:
    """One lamp of the path: `estado` is hecho, actual or falta."""

    texto: str
    detalle: str
    estado: str
    dia: date | None = None


@dataclass(frozen=True)
class ComitePublico:
    """What the public may know of a committee: whether it is in force and how many it has, never who."""

    estado: EstadoComite
    integrantes: int
    hasta: date | None


@dataclass(frozen=True)
class ActividadPublica:
    """A verified activity without its free texts, which may name persons: kind, day, how many, by whom."""

    tipo: str
    icono: str
    fecha: date
    participantes: int | None
    organizador: Organizador


@dataclass(frozen=True)
class FichaPublica:
    """Everything that the public page of one space shows."""

    espacio: EspacioPublico
    camino: list[Paso]
    fotos: FotosPublicadas
    comite: ComitePublico | None
    actividades: list[ActividadPublica]
    total_actividades: int

    @property
    def comparaciones(self) -> list[Comparacion]:
        """The pairs of before and after, only those with both sides published."""
        return comparaciones(self.fotos.parejas, direccion_publica)

    @property
    def antes_y_despues(self) -> list[FotoEspacio]:
        """One published photo of each, paired or not, for what shows a single pair."""
        antes, despues = self.fotos.de(MomentoFoto.ANTES), self.fotos.de(MomentoFoto.DESPUES)
        return [antes[0], despues[-1]] if antes and despues else []

    @property
    def foto_de_portada(self) -> FotoEspacio | None:
        """The photo that stands for the space where its page is shared: how it is now."""
        despues = self.fotos.de(MomentoFoto.DESPUES) or self.fotos.de(MomentoFoto.GENERAL) or self.fotos.todas
        return despues[-1] if despues else None


def direccion_publica(foto: FotoEspacio, tamano: str) -> str:
    return reverse("portal:foto-publica", args=[foto.espacio.codigo, foto.uuid, tamano])


def ficha_publica(espacio: EspacioPublico) -> FichaPublica:
    """Gather the published data of a space, in four queries."""
    total, actividades = _actividades(espacio)
    return FichaPublica(
        espacio=espacio,
        camino=camino(espacio),
        fotos=fotos_publicadas(espacio),
        comite=_comite(espacio),
        actividades=actividades,
        total_actividades=total,
    )


def _comite(espacio: EspacioPublico) -> ComitePublico | None:
    filas: Any = Comite.objects.activos().filter(espacio=espacio).con_estado().con_integrantes()
    fila = filas.values_list("estado_derivado", "total_integrantes", "fin_vigencia").first()
    return ComitePublico(EstadoComite(fila[0]), fila[1], fila[2]) if fila else None


def _actividades(espacio: EspacioPublico) -> tuple[int, list[ActividadPublica]]:
    """Return how many verified activities there are, and the last ones; one query."""
    campos = ("tipo__nombre", "tipo__icono", "fecha", "participantes", "organizador")
    verificadas = Actividad.objects.verificadas().filter(espacio=espacio)
    filas = verificadas.annotate(total=Window(Count("pk"))).order_by("-fecha", "-pk")
    leidas = list(filas.values_list("total", *campos)[:ACTIVIDADES_MOSTRADAS])
    return (leidas[0][0] if leidas else 0), [
        ActividadPublica(tipo, icono, fecha, cuantos, Organizador(quien))
        for _, tipo, icono, fecha, cuantos, quien in leidas
    ]


def camino(espacio: EspacioPublico) -> list[Paso]:
    """Return the path of a space in plain words: steps done with their day, where it stands, what comes."""
    if espacio.estado == EstadoEspacio.RETIRADO:
        return []
    fechas = _llegadas(espacio)
    actual = CAMINO.index(EstadoEspacio(espacio.estado))
    return [
        Paso(
            str(estado.label),
            _en_sencillo(estado, fechas.get(estado) if orden <= actual else None),
            "hecho" if orden < actual else "actual" if orden == actual else "falta",
            fechas.get(estado) if orden <= actual else None,
        )
        for orden, estado in enumerate(CAMINO)
    ]


def _en_sencillo(estado: EstadoEspacio, dia: date | None) -> str:
    return f"{dia:%d/%m/%Y}. {EN_SENCILLO[estado]}" if dia else EN_SENCILLO[estado]


def dia_de_retiro(espacio: EspacioPublico) -> date | None:
    """Return the day on which a retired space left the programme; None when nobody wrote it down."""
    return _llegadas(espacio).get(EstadoEspacio.RETIRADO)


def _llegadas(espacio: EspacioPublico) -> dict[str, date]:
    """Return the day on which the space last arrived at each state."""
    llegadas: dict[str, date] = {EstadoEspacio.IDENTIFICADO: espacio.fecha_incorporacion}
    for evento in cambios_de_estado(espacio):
        estado = evento.datos.get("hacia") if evento.accion != EVENTO_REGISTRO else None
        if estado:
            llegadas[estado] = timezone.localdate(evento.fecha)
    return llegadas
