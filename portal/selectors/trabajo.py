"""What waits for somebody, and how their territory stands. Every read starts from their scope."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from actividades.enums import SIN_EFECTO
from actividades.models import Actividad, ActividadQuerySet, Evidencia
from actividades.selectors import cola_de_verificacion
from comites.enums import EstadoComite
from comites.models import Comite, Integrante
from comunes.consultas import Hay
from cuentas.enums import Permiso
from espacios.enums import EstadoDiagnostico
from espacios.evidencias import ESTADOS_CON_ALERTA
from espacios.models import (
    Diagnostico,
    DiagnosticoQuerySet,
    EspacioPublico,
    EspacioQuerySet,
    PedidoDeRetiro,
    PedidoQuerySet,
)
from monitoreo.conteos import figuras
from personas.models import SolicitudDeDerechos
from territorio.alcance import alcance_de

# A space is mentioned this many days before its silence becomes an alert.
DIAS_DE_AVISO = 15
DIAS_RECIENTES = 30
FIGURAS_DEL_RESUMEN = ("espacios", "comites", "por_renovar", "membresias", "verificadas")
POR_RENOVAR = (EstadoComite.VENCIDO, EstadoComite.POR_VENCER)


def comites_por_renovar(user: Any, hoy: date) -> Any:
    """Return active committees whose mandate ended or is about to, the oldest end first."""
    filas: Any = Comite.objects.visible_to(user, Permiso.COMITE_VER).por_renovar(hoy)
    return _con_fin(filas).con_integrantes(hoy).select_related("espacio").order_by("ultimo_fin", "pk")


def _con_fin(filas: Any) -> Any:
    return filas.annotate(fin_vigencia=F("ultimo_fin"))


def actividades_por_verificar(user: Any) -> ActividadQuerySet:
    """Return what waits for the user's review, with its place and its first photo (`foto`, or None)."""
    primera = Evidencia.objects.en_pie().filter(actividad=OuterRef("pk")).values("uuid")[:1]
    return cola_de_verificacion(user).select_related("tipo", "espacio").annotate(foto=Subquery(primera))


def diagnosticos_por_validar(user: Any) -> DiagnosticoQuerySet:
    """Return what waits for the user's review: never what they made, edited or sent themselves."""
    filas = Diagnostico.objects.visible_to(user, Permiso.DIAGNOSTICO_VALIDAR)
    ajenas = filas.exclude(autor=user).exclude(enviado_por=user).exclude(editores=user)
    return ajenas.filter(estado=EstadoDiagnostico.ENVIADO).select_related("espacio").order_by("fecha", "pk")


def diagnosticos_observados(user: Any) -> DiagnosticoQuerySet:
    """Return what came back and waits to be mended."""
    filas = Diagnostico.objects.visible_to(user, Permiso.DIAGNOSTICO_EDITAR)
    return filas.filter(estado=EstadoDiagnostico.OBSERVADO).select_related("espacio").order_by("fecha", "pk")


def retiros_por_responder(user: Any) -> PedidoQuerySet:
    """Return the requests to retire a space that somebody else made, the oldest first."""
    filas = PedidoDeRetiro.objects.visible_to(user, Permiso.ESPACIO_APROBAR).pendientes()
    return filas.exclude(autor=user).select_related("espacio").order_by("creado", "pk")


def espacios_sin_comite(user: Any) -> EspacioQuerySet:
    """Return spaces without an active committee, the longest waiting first."""
    visibles = EspacioPublico.objects.visible_to(user, Permiso.ESPACIO_VER).publicados()
    filas = visibles.filter(con_comite=False).select_related("distrito")
    return filas.order_by("fecha_incorporacion", "pk")


def espacios_en_silencio(user: Any, hoy: date) -> EspacioQuerySet:
    """Return recovered spaces without a verified activity for long, or nearly so, quietest first."""
    limite = hoy - timedelta(days=settings.DIAS_SIN_ACTIVIDAD - DIAS_DE_AVISO)
    visibles = EspacioPublico.objects.visible_to(user, Permiso.ESPACIO_VER)
    calladas = visibles.filter(estado__in=ESTADOS_CON_ALERTA, silencio_desde__lt=limite)
    return calladas.select_related("distrito").order_by("silencio_desde", "pk")


@dataclass(frozen=True)
class Resumen:
    """How the territory of somebody stands today; None where their role does not look."""

    espacios: int
    comites: int | None = None
    por_renovar: int = 0
    integrantes: int | None = None
    verificadas: int | None = None
    dias: int = 90  # what `verificadas` looks back


def resumen(user: Any, hoy: date) -> Resumen:
    """Return the figures of the user's territory: counted beforehand, or else in at most four queries."""
    if contado := _resumen_contado(user, hoy):
        return contado
    espacios = EspacioPublico.objects.visible_to(user, Permiso.ESPACIO_VER).publicados().count()
    if not user.tiene(Permiso.COMITE_VER):
        return Resumen(espacios)
    visibles = Comite.objects.visible_to(user, Permiso.COMITE_VER).activos()
    comites = visibles.con_estado(hoy).aggregate(
        todos=Count("pk"),
        por_renovar=Count("pk", filter=Q(estado_derivado__in=[e.value for e in POR_RENOVAR])),
    )
    integrantes = Integrante.objects.activos(hoy).filter(comite__in=visibles)
    desde = hoy - timedelta(days=settings.DIAS_SIN_ACTIVIDAD)
    actividades = Actividad.objects.visible_to(user, Permiso.ACTIVIDAD_VER)
    return Resumen(
        espacios,
        comites["todos"],
        comites["por_renovar"],
        integrantes.aggregate(n=Count("persona", distinct=True))["n"],
        actividades.verificadas().filter(fecha__gte=desde, fecha__lte=hoy).count(),
        settings.DIAS_SIN_ACTIVIDAD,
    )


def _resumen_contado(user: Any, hoy: date) -> Resumen | None:
    """Return the figures from the counts made beforehand; None when the scope is not made of places."""
    alcance = alcance_de(user, Permiso.ESPACIO_VER)
    otros = [alcance_de(user, p) for p in (Permiso.COMITE_VER, Permiso.ACTIVIDAD_VER) if user.tiene(p)]
    lugares = alcance.filtro(regiones="region", municipalidades="municipalidad", comisarias="comisaria")
    if lugares is None or alcance.comites or any(otro != alcance for otro in otros):
        return None
    sumas = figuras(hoy, lugares, cuales=FIGURAS_DEL_RESUMEN, personas=("personas",))
    if sumas is None:
        return None
    if not user.tiene(Permiso.COMITE_VER):
        return Resumen(sumas["espacios"])
    return Resumen(
        sumas["espacios"],
        sumas["comites"],
        sumas["por_renovar"],
        sumas["personas"],
        sumas["verificadas"],
        settings.DIAS_SIN_ACTIVIDAD,
    )


def actividades_entre(user: Any, desde: date, hasta: date) -> QuerySet[Actividad]:
    """Return the activities of these days that were neither called off nor rejected."""
    visibles = Actividad.objects.visible_to(user, Permiso.ACTIVIDAD_VER)
    filas = visibles.filter(fecha__range=(desde, hasta)).exclude(estado__in=SIN_EFECTO)
    return filas.select_related("tipo", "espacio").order_by("fecha", "pk")


def mandatos_que_terminan(user: Any, desde: date, hasta: date) -> Any:
    """Return the committees whose last mandate ends in these days (`fin_vigencia`)."""
    visibles: Any = Comite.objects.visible_to(user, Permiso.COMITE_VER).activos()
    return _con_fin(visibles.filter(ultimo_fin__range=(desde, hasta))).order_by("ultimo_fin", "pk")


def verificadas_hace_poco(user: Any, hoy: date) -> QuerySet[Actividad]:
    """Return the activities of the user's territory verified in the last thirty days, newest first."""
    desde = timezone.make_aware(datetime.combine(hoy - timedelta(days=DIAS_RECIENTES), time.min))
    visibles = Actividad.objects.visible_to(user, Permiso.ACTIVIDAD_VER).verificadas()
    recientes = visibles.filter(verificada_en__gte=desde)
    return recientes.select_related("tipo", "espacio").order_by("-verificada_en", "-pk")


def integrantes_nuevos(user: Any, hoy: date) -> QuerySet[Integrante]:
    """Return the memberships by which somebody came into a committee in the last thirty days.

    Who reads them learns the committee, not the person. Who goes on in a new mandate did not come in.
    """
    visibles = Comite.objects.visible_to(user, Permiso.COMITE_VER).filter(pk=OuterRef("comite"))
    filas = Integrante.objects.activos(hoy).filter(Exists(visibles))  # newest first, each asked for its place
    ya_estaba = Integrante.objects.filter(
        comite=OuterRef("comite"), persona=OuterRef("persona"), hasta=OuterRef("desde")
    )
    recientes = filas.filter(~Hay(ya_estaba), desde__gte=hoy - timedelta(days=DIAS_RECIENTES))
    return recientes.select_related("comite").order_by("-desde", "-pk")


def solicitudes_de_derechos(user: Any) -> QuerySet[SolicitudDeDerechos]:
    """Return the requests of people over their data that wait for an answer, what ends first on top."""
    return SolicitudDeDerechos.objects.visible_to(user).abiertas().order_by("vence", "pk")
