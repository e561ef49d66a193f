"""Tasks about talks: those that were given and wait to be closed, and those of the coming days."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.timezone import localtime, make_aware

from capacitaciones.enums import ANTES_DE_DARSE, EstadoSesion
from capacitaciones.models import Sesion
from comunes.templatetags.componentes import distancia
from cuentas.enums import Permiso
from portal.clases_de_tarea import Clase, Tarea

DIAS_A_LA_VISTA: Final = 7


def charlas_por_cerrar(user: Any, hoy: date) -> QuerySet[Sesion]:
    """Return the talks the user may edit that were given, or whose end has passed, and are not closed.

    The hour is the database's: the statement is kept for the whole day.
    """
    filas = Sesion.objects.visible_to(user, Permiso.CAPACITACION_EDITAR).sin_cerrar()
    dadas = Q(estado=EstadoSesion.REALIZADA) | Q(fin__lte=Now())
    return filas.filter(dadas).order_by("inicio", "pk")


def charlas_por_venir(user: Any, hoy: date) -> QuerySet[Sesion]:
    """Return the talks the user may edit that have not ended and begin within seven days."""
    filas = Sesion.objects.visible_to(user, Permiso.CAPACITACION_EDITAR).sin_cerrar()
    hasta = make_aware(datetime.combine(hoy + timedelta(days=DIAS_A_LA_VISTA + 1), time.min))
    return filas.filter(estado__in=ANTES_DE_DARSE, fin__gt=Now(), inicio__lt=hasta).order_by("inicio", "pk")


def _tarea_por_cerrar(user: Any, sesion: Sesion, hoy: date) -> Tarea:
    url = sesion.get_absolute_url()
    anotada = sesion.estado == EstadoSesion.REALIZADA
    falta = "Falta cerrarla y emitir las constancias" if anotada else "Falta anotar la asistencia"
    return Tarea(
        titulo=sesion.titulo,
        url=url,
        motivo=f"{_cuando(sesion)}. {falta}.",
        accion="Revisar y cerrar" if anotada else "Anotar la asistencia",
        url_accion=url if anotada else reverse("capacitaciones:asistencia", args=[sesion.uuid]),
    )


def _tarea_por_venir(user: Any, sesion: Sesion, hoy: date) -> Tarea:
    url = sesion.get_absolute_url()
    inscritos = {0: "nadie inscrito todavía", 1: "1 persona inscrita"}
    quienes = inscritos.get(sesion.inscritos, f"{sesion.inscritos} personas inscritas")
    abierta = "" if sesion.estado == EstadoSesion.ABIERTA else " La inscripción no está abierta."
    return Tarea(
        titulo=sesion.titulo,
        url=url,
        motivo=f"{_cuando(sesion)}: {quienes}.{abierta}",
        accion="Ver la charla",
        url_accion=url,
    )


def _cuando(sesion: Sesion) -> str:
    """Return «Hoy, 22/11/2026 a las 18:00»."""
    inicio = localtime(sesion.inicio)
    cerca = distancia(inicio.date())
    return f"{cerca[:1].upper()}{cerca[1:]}, {inicio:%d/%m/%Y} a las {inicio:%H:%M}"


_DATOS: Final = ("uuid", "titulo", "estado", "inicio", "inscritos")

CHARLAS_POR_CERRAR: Final = Clase(
    "charlas-por-cerrar",
    "Charlas por cerrar",
    "hourglass-split",
    "jacaranda",
    Permiso.CAPACITACION_EDITAR,
    charlas_por_cerrar,
    _tarea_por_cerrar,
    ("inicio", "pk"),
    datos=_DATOS,
)

CHARLAS_POR_VENIR: Final = Clase(
    "charlas-por-venir",
    "Charlas de los próximos siete días",
    "mortarboard",
    "cielo",
    Permiso.CAPACITACION_EDITAR,
    charlas_por_venir,
    _tarea_por_venir,
    ("inicio", "pk"),
    datos=_DATOS,
)
