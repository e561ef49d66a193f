"""Reads that several screens share. Each starts from the scope of whoever asks."""

import uuid as uuid_
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.utils import timezone

from actividades.ciclo import EN_PIE, atributo_de
from actividades.enums import PROGRAMADAS, SIN_EFECTO, EstadoActividad, Paso
from actividades.models import Actividad, ActividadQuerySet, Revision, TipoActividad
from actividades.participantes import pasos_de
from comites.models import Comite, ComiteQuerySet
from comunes.bitacora import historial
from comunes.consultas import filas_en_json, leer_filas
from cuentas.enums import Permiso
from espacios.enums import Institucion
from espacios.models import Accion, AccionQuerySet, EspacioPublico, Intervencion
from territorio.alcance import alcance_de

DIAS_DE_GRACIAS = 30


@dataclass(frozen=True)
class Hecho:
    """One line of an activity's history, as the timeline component takes it."""

    cuando: str
    titulo: str
    texto: str = ""
    verificada: bool = False


def comites_propios(user: Any) -> ComiteQuerySet:
    """Return the committees that `user` leads and that are still active, with their spaces."""
    propios = alcance_de(user, Permiso.ACTIVIDAD_ANOTAR).comites
    visibles = Comite.objects.visible_to(user, Permiso.ACTIVIDAD_ANOTAR).filter(pk__in=propios)
    return visibles.activos().select_related("espacio__distrito")


def con_permisos(filas: Any, user: Any) -> Any:
    """Bring with each row whether `user` may write and review it: `ciclo.permitido` reads the answer."""
    for permiso in (Permiso.ACTIVIDAD_ANOTAR, Permiso.ACTIVIDAD_VERIFICAR):
        propias = Actividad.objects.visible_to(user, permiso).filter(pk=OuterRef("pk"))
        filas = filas.annotate(**{atributo_de(permiso): Exists(propias)})
    return filas


def con_lugar(filas: Any) -> Any:
    """Bring what a card or a page of an activity names."""
    return filas.select_related(
        "tipo", "espacio__distrito", "espacio__region", "espacio__municipalidad", "comite", "autor"
    )


def parecidas(
    user: Any, *, espacio: EspacioPublico, fecha: date, tipo: TipoActividad, excepto: uuid_.UUID
) -> ActividadQuerySet:
    """Return what may be the same activity written down before: same space, same day, a similar type."""
    visibles = Actividad.objects.visible_to(user, Permiso.ACTIVIDAD_VER)
    filas = visibles.filter(tipo.parecidos, espacio=espacio, fecha=fecha)
    filas = filas.exclude(uuid=excepto).exclude(estado__in=SIN_EFECTO)
    return filas.select_related("tipo", "autor").order_by("pk")


def por_venir(comites: Any) -> ActividadQuerySet:
    """Return what these committees planned, the nearest first; what nobody wrote down yet stays in it."""
    filas = Actividad.objects.filter(comite__in=comites).programadas().select_related("tipo", "espacio")
    return filas.order_by("fecha", "hora", "pk")


def ultima_cantidad(programada: Actividad) -> int | None:
    """Return how many took part the last time that this committee did the same kind of thing."""
    mismas = Actividad.objects.filter(comite=programada.comite, tipo=programada.tipo)
    con_gente = mismas.filter(participantes__isnull=False).order_by("-fecha", "-pk")
    return con_gente.values_list("participantes", flat=True).first()


def cuentas_por_dia(filas: QuerySet[Actividad]) -> dict[date, Counter[EstadoActividad]]:
    """Return how many of `filas` stand in each state on each day; what moved to another day is planned.

    A month of the whole country has tens of thousands: the states are named, and not those left out, because
    that is how their index is walked without reading a row.
    """
    cuentas: dict[date, Counter[EstadoActividad]] = defaultdict(Counter)
    en_pie = filas.filter(estado__in=EN_PIE).order_by()
    for fecha, estado, cuantas in en_pie.values_list("fecha", "estado").annotate(n=Count("*")):
        clase = EstadoActividad.PROGRAMADA if estado in PROGRAMADAS else EstadoActividad(estado)
        cuentas[fecha][clase] += cuantas
    return cuentas


def por_responder(comites: Any) -> ActividadQuerySet:
    """Return what these committees have to read, the oldest first: observed, or rejected this month."""
    hace_poco = timezone.now() - timedelta(days=DIAS_DE_GRACIAS)
    rechazadas = Q(estado=EstadoActividad.RECHAZADA, actualizado__gte=hace_poco)
    filas = Actividad.objects.filter(Q(estado=EstadoActividad.OBSERVADA) | rechazadas, comite__in=comites)
    return filas.select_related("tipo").order_by("actualizado", "pk")


def acciones_del_comite(user: Any, comites: Any) -> AccionQuerySet:
    """Return what their committees still have to do in the plans, the nearest due date first."""
    visibles = Accion.objects.visible_to(user, Permiso.PLAN_AVANZAR)
    suyas = visibles.filter(responsable=Institucion.COMITE, plan__espacio__in=[c.espacio_id for c in comites])
    return suyas.en_marcha().order_by("plazo", "pk")


def con_intervenciones(comites: ComiteQuerySet, hoy: date) -> ComiteQuerySet:
    """Annotate what `intervenciones_del_comite` reads, without a query of its own."""
    suyas = Intervencion.objects.filter(espacio=OuterRef("espacio"), responsable=Institucion.COMITE)
    leidas = filas_en_json(suyas.por_vencer(hoy), "titulo", "estado", "inicio", "fin")
    return comites.annotate(intervenciones_leidas=leidas)


def intervenciones_del_comite(comites: list[Any]) -> list[Intervencion]:
    """Return the works that committees read so answer for: late, or to begin or end this week, in order."""
    filas = [i for comite in comites for i in leer_filas(Intervencion, comite.intervenciones_leidas)]
    return sorted(filas, key=lambda i: i.lo_que_toca[1] if i.lo_que_toca else date.max)


def recien_verificadas(comites: Any) -> ActividadQuerySet:
    """Return what was verified in the last thirty days: what the leader is thanked for."""
    desde = timezone.now() - timedelta(days=DIAS_DE_GRACIAS)
    filas = Actividad.objects.filter(comite__in=comites).verificadas().filter(verificada_en__gte=desde)
    return filas.select_related("tipo").order_by("-verificada_en", "-pk")


def cola_de_verificacion(user: Any) -> ActividadQuerySet:
    """Return what waits for `user`'s review, the oldest first: never what they wrote down themselves."""
    filas = Actividad.objects.visible_to(user, Permiso.ACTIVIDAD_VERIFICAR).por_verificar()
    return filas.exclude(autor=user.pk).order_by("fecha", "pk")


def piden_otra_mirada(user: Any) -> ActividadQuerySet:
    """Return what others rejected and whoever wrote it down asks somebody else to look at since."""
    pasos = Revision.objects.filter(actividad=OuterRef("pk")).order_by("-pk")
    visibles = Actividad.objects.visible_to(user, Permiso.ACTIVIDAD_VERIFICAR)
    filas = visibles.filter(estado=EstadoActividad.RECHAZADA).annotate(
        ultimo_paso=Subquery(pasos.values("paso")[:1]),
        rechazada_por_quien=Subquery(pasos.filter(paso=Paso.RECHAZAR).values("autor")[:1]),
    )
    pedidas = filas.filter(ultimo_paso=Paso.PEDIR).exclude(rechazada_por_quien=user.pk).exclude(autor=user.pk)
    return pedidas.select_related("tipo", "espacio__distrito").order_by("fecha", "pk")


def siguiente_en_cola(user: Any, actividad: Actividad) -> Actividad | None:
    """Return what follows `actividad` in the queue, going round to its beginning; None when it is empty."""
    cola = cola_de_verificacion(user).exclude(pk=actividad.pk)
    despues = cola.filter(fecha=actividad.fecha, pk__gt=actividad.pk).first()
    return despues or cola.filter(fecha__gt=actividad.fecha).first() or cola.first()


def historia(actividad: Actividad) -> list[Hecho]:
    """Return what happened to `actividad` since it was planned or written down, newest first, in one query.

    The row brings its `participaciones`.
    """
    de_quien = ("autor__nombres", "autor__apellidos")
    pasos = actividad.revisiones.order_by().values_list("creada", "paso", "texto", *de_quien)
    eventos = historial(actividad).filter(accion__in=_CAMBIOS).order_by()
    cambios = eventos.annotate(nada=Value("")).values_list(
        "fecha", "accion", "nada", "actor__nombres", "actor__apellidos"
    )
    filas = sorted(pasos.union(cambios, all=True), key=lambda fila: fila[1] != _PROGRAMADA)
    hechos = [(fila[0], _hecho(*fila)) for fila in filas]
    hechos += [
        (cuando, Hecho(_momento(cuando), que, texto, verificada=luz))
        for cuando, que, texto, luz in pasos_de(actividad)
    ]
    hechos.sort(key=lambda hecho: hecho[0])
    hechos.reverse()
    # Of what was planned the author is whoever did it.
    if not any(accion == _PROGRAMADA for _, accion, *_ in filas):
        anotada = f"Anotada por {actividad.autor or 'carga del padrón'}"
        hechos.append((actividad.creado, Hecho(_momento(actividad.creado), anotada)))
    return [hecho for _, hecho in hechos]


_PROGRAMADA: Final = "actividad-programada"
_CAMBIOS = {"actividad-editada": "Corregida", "actividad-fotos": "Con más fotos", _PROGRAMADA: "Programada"}
# After these words a comma goes before whoever did it.
_CON_COMA: Final = frozenset({"actividad-fotos", Paso.PEDIR.value})


def _hecho(cuando: datetime, que: str, texto: str, nombres: str | None, apellidos: str | None) -> Hecho:
    titulo = _CAMBIOS.get(que) or Paso(que).label
    quien = f"{nombres or 'el sistema'} {apellidos or ''}".strip()
    coma = "," if que in _CON_COMA else ""
    return Hecho(_momento(cuando), f"{titulo}{coma} por {quien}", texto, verificada=que == Paso.VERIFICAR)


def _momento(cuando: datetime) -> str:
    return f"{timezone.localtime(cuando):%d/%m/%Y %H:%M}"
