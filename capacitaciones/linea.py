"""Talks on the timeline of a space: those that members of its committee attended, never who."""

from typing import Any, Final

from django.db.models import Exists, F, OuterRef
from django.db.models.functions import TruncDate
from django.urls import reverse

from capacitaciones.models import Asistencia, Sesion
from capacitaciones.models.asistencia import AsistenciaQuerySet
from capacitaciones.selectors import cuantas
from comites.models import Comite, Integrante
from comites.models.comite import ComiteQuerySet
from cuentas.enums import Permiso
from espacios.linea import Apunte, Clase, Fuente, Hecho, Tramo, registrar_fuente
from espacios.models import EspacioPublico

CHARLAS: Final = Clase("charlas", "Charlas", "mortarboard", 65)


def registrar_en_la_linea() -> None:
    """Called once, from `ready()`."""
    registrar_fuente(Fuente("charla", CHARLAS, _charlas, _charla_en_palabras))


def _charlas(user: Any, espacio: EspacioPublico) -> Tramo | None:
    """Closed talks, for whoever sees the committee: that some of it went is the committee's history.

    The talk itself is linked only for whoever may open it.
    """
    if not user.tiene(Permiso.COMITE_VER):
        return None
    comites = Comite.objects.visible_to(user, Permiso.COMITE_VER).filter(espacio=espacio)
    suyas = _asistencias(comites)
    filas = Sesion.objects.cerradas().filter(pk__in=suyas.values("sesion"))
    datos = {
        "uuid": "uuid",
        "titulo": "titulo",
        "cuantas": cuantas(suyas, "sesion"),
        "se_abre": Exists(
            Sesion.objects.visible_to(user, Permiso.CAPACITACION_VER).filter(pk=OuterRef("pk"))
        ),
    }
    return Tramo(filas, TruncDate("inicio"), F("inicio"), datos)


def _asistencias(comites: ComiteQuerySet) -> AsistenciaQuerySet:
    """Return the attendances of whoever belonged to `comites` on the day of the talk."""
    integrantes = Integrante.objects.filter(comite__in=comites)
    ese_dia = integrantes.activos(OuterRef("dia")).filter(persona=OuterRef("persona"))
    suyas = Asistencia.objects.filter(persona__in=integrantes.values("persona"))
    return suyas.annotate(dia=TruncDate("sesion__inicio")).filter(Exists(ese_dia))


def _charla_en_palabras(apunte: Apunte) -> Hecho:
    datos = apunte.datos
    una = datos["cuantas"] == 1
    return Hecho(
        apunte.cuando,
        f"Charla: {datos['titulo']}",
        "Participó 1 integrante del comité."
        if una
        else f"Participaron {datos['cuantas']} integrantes del comité.",
        verificada=True,
        url=reverse("capacitaciones:sesion", args=[apunte.uuid("uuid")]) if datos["se_abre"] else "",
        icono=CHARLAS.icono,
    )
