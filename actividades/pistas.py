"""What deserves a second look before an activity is verified. Hints, never verdicts: a person decides."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone

from actividades.enums import EstadoActividad, EstadoParticipacion
from actividades.models import Actividad, Evidencia
from comunes.parecido import de_bandas, se_parecen
from cuentas.enums import Permiso

DIAS_DE_DEMORA: Final = 30
# A count is out of line from here, and when it passes this many times what the committee usually gathers.
PERSONAS_MINIMO: Final = 50
VECES_LO_USUAL: Final = 5
ACTIVIDADES_PARA_COMPARAR: Final = 3
CANDIDATAS_MAXIMO: Final = 400
REPETIDAS_A_LA_VISTA: Final = 2
_BANDAS: Final = ("banda_1", "banda_2", "banda_3", "banda_4")


@dataclass(frozen=True)
class Pista:
    """A sentence for whoever reviews, with the address of what it compares to when there is one."""

    texto: str
    url: str = ""


def pistas_de(user: Any, actividades: Iterable[Actividad]) -> dict[int, list[Pista]]:
    """Return the hints of each activity, by its pk. Three queries, however many activities.

    The rows bring their `espacio`, `evidencias` and `participaciones`.
    """
    actividades = list(actividades)
    repetidas = _fotos_repetidas(user, actividades)
    usuales = _lo_usual(actividades)
    return {
        actividad.pk: [
            *repetidas[actividad.pk],
            *_de_fecha(actividad),
            *_de_cantidad(actividad, usuales.get(actividad.comite_id)),
            *_de_fotos_por_llegar(actividad),
            *_de_lista(actividad),
            *_de_instituciones(actividad),
        ]
        for actividad in actividades
    }


def _de_fecha(actividad: Actividad) -> Iterable[Pista]:
    demora = (timezone.localtime(actividad.creado).date() - actividad.fecha).days
    if demora > DIAS_DE_DEMORA:
        yield Pista(f"Se anotó {demora} días después.")
    incorporado = actividad.espacio.fecha_incorporacion
    if actividad.fecha < incorporado:
        yield Pista(f"El espacio se incorporó después, el {incorporado:%d/%m/%Y}.")


def _de_cantidad(actividad: Actividad, usual: float | None) -> Iterable[Pista]:
    personas = actividad.participantes or 0
    if usual and personas >= PERSONAS_MINIMO and personas > VECES_LO_USUAL * usual:
        yield Pista(f"{personas} personas es mucho más que lo usual de este comité ({usual:.0f}).")


def _de_fotos_por_llegar(actividad: Actividad) -> Iterable[Pista]:
    if faltan := actividad.fotos_por_llegar:
        yield Pista("Falta una foto por llegar." if faltan == 1 else f"Faltan {faltan} fotos por llegar.")


def _de_lista(actividad: Actividad) -> Iterable[Pista]:
    total = len(actividad.lista)
    if faltan := total - actividad.pasos_cumplidos:
        yield Pista(f"De la lista de {total} pasos {'faltó 1' if faltan == 1 else f'faltaron {faltan}'}.")


def _lo_usual(actividades: list[Actividad]) -> dict[int | None, float]:
    """Return, by committee, the median of who took part in what was verified; not from too few."""
    comites = {a.comite_id for a in actividades if a.comite_id and (a.participantes or 0) >= PERSONAS_MINIMO}
    vistas = Actividad.objects.verificadas().filter(comite__in=comites).order_by()
    juntas: dict[int | None, list[int]] = defaultdict(list)
    for comite, participantes in vistas.values_list("comite", "participantes"):
        juntas[comite].append(participantes or 0)
    return {c: median(n) for c, n in juntas.items() if len(n) >= ACTIVIDADES_PARA_COMPARAR}


def _de_instituciones(actividad: Actividad) -> Iterable[Pista]:
    confirmadas = [p for p in actividad.participaciones.all() if p.estado == EstadoParticipacion.CONFIRMADA]
    for participacion in confirmadas:
        if participacion.por_revisar:
            yield Pista(f"{participacion} confirmó su parte: hay que mirar lo que mandó.")
    suyas = sum(p.personas or 0 for p in confirmadas)
    if suyas > (actividad.participantes or 0):
        yield Pista(f"Las instituciones dicen que llevaron {suyas} personas, más que el total anotado.")


def _fotos_repetidas(user: Any, actividades: list[Actividad]) -> dict[int, list[Pista]]:
    """Say which photos look like one of another activity; of what the user may not see, only that much."""
    propias = [(a, e) for a in actividades for e in a.evidencias.all() if e.bandas]
    pistas: dict[int, list[Pista]] = defaultdict(list)
    if not propias:
        return pistas
    candidatas = _candidatas([e for _, e in propias])
    ajenas = {c.actividad_id for c in candidatas}
    visibles = Actividad.objects.visible_to(user, Permiso.ACTIVIDAD_VER).filter(pk__in=ajenas)
    a_la_vista = {a.pk: a for a in visibles.select_related("tipo", "espacio")}
    for actividad, evidencia in propias:
        iguales = {
            c.actividad_id
            for c in candidatas
            if _iguales(evidencia, c) and not _anotada_de_nuevo(actividad, c.actividad)
        } - {actividad.pk}
        pistas[actividad.pk] += [_de_repetida(a_la_vista.get(pk)) for pk in sorted(iguales)]
    return defaultdict(list, {pk: _las_primeras(list(dict.fromkeys(p))) for pk, p in pistas.items()})


def _las_primeras(pistas: list[Pista]) -> list[Pista]:
    """Return the first two, and how many more there are."""
    resto = len(pistas) - REPETIDAS_A_LA_VISTA
    if resto < 1:
        return pistas
    mas = "otra actividad" if resto == 1 else f"otras {resto} actividades"
    return [*pistas[:REPETIDAS_A_LA_VISTA], Pista(f"Hay fotos parecidas en {mas}.")]


def _candidatas(evidencias: list[Evidencia]) -> list[Evidencia]:
    """Return the photos that share a band with one of these."""
    alguna = Q()
    for nombre in _BANDAS:
        alguna |= Q(**{f"{nombre}__in": {getattr(e, nombre) for e in evidencias}})
    filas = Evidencia.objects.en_pie().filter(alguna).exclude(actividad__estado=EstadoActividad.CANCELADA)
    suyos = ("actividad__estado", "actividad__comite", "actividad__espacio")
    leidas = filas.select_related("actividad").only(*suyos, *_BANDAS)
    return list(leidas.order_by("-pk")[:CANDIDATAS_MAXIMO])


def _anotada_de_nuevo(actividad: Actividad, otra: Actividad) -> bool:
    """Say whether `otra` is what the same committee was turned down, and writes down again with its photos.

    A rejected activity counts nowhere: its photos repeat nothing, and whoever mended what was asked would be
    under suspicion for it. Those of another committee or place still tell that a photo was taken from there.
    """
    rechazada = otra.estado == EstadoActividad.RECHAZADA
    return rechazada and (otra.comite_id, otra.espacio_id) == (actividad.comite_id, actividad.espacio_id)


def _iguales(una: Evidencia, otra: Evidencia) -> bool:
    return bool(una.bandas and otra.bandas) and se_parecen(de_bandas(una.bandas), de_bandas(otra.bandas))  # type: ignore[arg-type]


def _de_repetida(otra: Actividad | None) -> Pista:
    if otra is None:
        return Pista("Una foto se parece a la de una actividad de otro lugar.")
    return Pista(
        f"Una foto se parece a la de «{otra}», {otra.fecha:%d/%m/%Y}, {otra.espacio.nombre}.",
        otra.get_absolute_url(),
    )
