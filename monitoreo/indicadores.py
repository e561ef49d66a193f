"""The indicators of the home: what each one counts, in code and in plain words, side by side.

The figure and the list that it opens come from the same function here, so they cannot disagree.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from actividades.models import Actividad, ActividadQuerySet
from capacitaciones.models import Asistencia, AsistenciaQuerySet
from comites.models import (
    Comite,
    ComiteQuerySet,
    GrupoQuerySet,
    GrupoWhatsApp,
    Integrante,
    IntegranteQuerySet,
)
from espacios.models import EspacioPublico, EspacioQuerySet


def espacios_en(corte: date) -> EspacioQuerySet:
    """Spaces incorporated by `corte` and not retired."""
    return EspacioPublico.objects.publicados().filter(fecha_incorporacion__lte=corte)


def _sin_disolver(corte: date, ruta: str = "") -> Q:
    return Q(**{f"{ruta}disuelto__isnull": True}) | Q(**{f"{ruta}disuelto__gt": corte})


def comites_en(corte: date) -> ComiteQuerySet:
    """Committees constituted by acta by `corte` and not dissolved on that day."""
    return Comite.objects.filter(_sin_disolver(corte), fecha_constitucion__lte=corte)


def membresias_en(corte: date) -> IntegranteQuerySet:
    """Memberships in force at `corte`; one person may hold several."""
    return Integrante.objects.activos(corte).filter(_sin_disolver(corte, "comite__"))


def actividades_en(corte: date) -> ActividadQuerySet:
    """Activities organised by a committee, dated by `corte` and verified."""
    return Actividad.objects.autogestionadas().filter(fecha__lte=corte)


def grupos_en(corte: date) -> GrupoQuerySet:
    """WhatsApp groups in use at `corte`."""
    return GrupoWhatsApp.objects.activos(corte).filter(_sin_disolver(corte, "comite__"))


def asistencias_en(corte: date) -> AsistenciaQuerySet:
    """Attendances of closed talks that began by `corte`; one person may have several, some have none."""
    dia_siguiente = timezone.make_aware(datetime.combine(corte + timedelta(days=1), time.min))
    return Asistencia.objects.de_cerradas().filter(sesion__inicio__lt=dia_siguiente)


@dataclass(frozen=True)
class Indicador:
    """One indicator. `region` is how its rows reach their region. Texts are for the public."""

    slug: str
    titulo: str
    icono: str
    declarado: str
    registrado: str
    formula: str
    filas: Callable[[date], QuerySet[Any]]
    region: str
    nota: str = ""

    def registrados(self, cuantos: int | None) -> str:
        """Return the word for that many registered rows."""
        return self.registrado.removesuffix("s") if cuantos == 1 else self.registrado


ESPACIOS: Final = Indicador(
    "espacios",
    "Espacios públicos",
    "tree",
    "declarados",
    "registrados",
    "Espacios incorporados hasta la fecha de corte, sin contar los retirados.",
    espacios_en,
    "region",
)
COMITES: Final = Indicador(
    "comites",
    "Comités comunitarios",
    "people",
    "declarados",
    "registrados",
    "Comités con acta de constitución hasta la fecha de corte, sin contar los disueltos.",
    comites_en,
    "espacio__region",
)
INTEGRANTES: Final = Indicador(
    "integrantes",
    "Integrantes de comités",
    "person-check",
    "declarados",
    "registrados",
    "Personas distintas que integran un comité en la fecha de corte. Quien integra dos cuenta una vez.",
    membresias_en,
    "comite__espacio__region",
)
ACTIVIDADES: Final = Indicador(
    "actividades-autogestionadas",
    "Actividades de los vecinos",
    "check2-square",
    "declaradas",
    "verificadas",
    "Actividades que organizó el comité hasta la fecha de corte y que otra persona verificó con evidencia.",
    actividades_en,
    "espacio__region",
    "Contamos solo las que otra persona verificó.",
)
GRUPOS: Final = Indicador(
    "grupos-whatsapp",
    "Grupos de WhatsApp",
    "whatsapp",
    "declarados",
    "activos",
    "Grupos abiertos que no llevan más de 30 días sin mensajes. La cobertura es la parte de los comités "
    "que tiene un grupo activo.",
    grupos_en,
    "comite__espacio__region",
)
CAPACITADAS: Final = Indicador(
    "personas-capacitadas",
    "Personas capacitadas",
    "mortarboard",
    "declaradas",
    "registradas",
    "Personas distintas que asistieron a una charla ya cerrada. Quien asistió a varias cuenta una vez; quien "
    "no dejó su documento cuenta solo como asistencia. Las personas de cada región no se suman: una misma "
    "persona pudo asistir en dos.",
    asistencias_en,
    "sesion__region",
)
INDICADORES: Final = (ESPACIOS, COMITES, INTEGRANTES, ACTIVIDADES, GRUPOS, CAPACITADAS)
POR_SLUG: Final = {indicador.slug: indicador for indicador in INDICADORES}

# Declared by another source and kept for later: nothing counts them yet.
DE_PARTICIPA: Final = {
    "aliados-transferencia": "Aliados con transferencia (Participa+)",
    "alianzas": "Alianzas (Participa+)",
}
NOMBRES: Final = {**{i.slug: i.titulo for i in INDICADORES}, **DE_PARTICIPA}
