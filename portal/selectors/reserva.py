"""What of a space is kept from the public, and why, for whoever works on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from actividades.models import Actividad
from comites.models import Integrante
from cuentas.enums import Permiso
from espacios.models import EspacioPublico, FotoEspacio
from portal.selectors.publico import MINIMO_CONTADO


@dataclass(frozen=True)
class Reservado:
    """One thing that stays inside: what it is, why, and (when something can be done) where."""

    icono: str
    titulo: str
    porque: str
    url: str = ""
    accion: str = ""


def lo_reservado(user: Any, espacio: EspacioPublico) -> list[Reservado]:
    """Return what the public page of `espacio` leaves out, counting only what `user` may see."""
    return [
        *_fotos(espacio),
        *_actividades(user, espacio),
        *_personas(user, espacio),
        Reservado(
            "exclamation-triangle",
            "Factores de riesgo, diagnósticos, plan y alertas",
            "Señalan al lugar y a quienes viven cerca; se usan para trabajar, no para mostrar.",
        ),
        Reservado(
            "geo-alt",
            "Dirección, referencia y titular del predio",
            "Pueden llevar a una casa o a una persona. Se publica el punto del espacio.",
        ),
        Reservado(
            "clock-history",
            "Historial, motivos y observaciones",
            "Dicen quién hizo cada cosa. Se publican solo las fechas del camino.",
        ),
    ]


def _fotos(espacio: EspacioPublico) -> Iterator[Reservado]:
    vigentes = FotoEspacio.objects.vigentes().filter(espacio=espacio)
    privadas = vigentes.exclude(pk__in=vigentes.publicadas().values("pk")).count()
    if privadas:
        yield Reservado(
            "camera",
            "Una foto privada" if privadas == 1 else f"{privadas} fotos privadas",
            "Una foto se publica cuando alguien la describe, dice si se reconoce a personas y la aprueba.",
            reverse("espacios:espacio-fotos", args=[espacio.codigo]),
            "Ver las fotos",
        )


def _actividades(user: Any, espacio: EspacioPublico) -> Iterator[Reservado]:
    if not user.tiene(Permiso.ACTIVIDAD_VER):
        return
    suyas = Actividad.objects.visible_to(user, Permiso.ACTIVIDAD_VER).filter(espacio=espacio)
    sin_verificar = suyas.exclude(pk__in=suyas.verificadas().values("pk")).count()
    una = sin_verificar == 1
    if sin_verificar:
        yield Reservado(
            "hourglass-split",
            "Una actividad sin verificar" if una else f"{sin_verificar} actividades sin verificar",
            "Solo se publica lo que otra persona verificó.",
            f"{reverse('actividades:lista')}?espacio={espacio.codigo}",
            "Ver las actividades",
        )
    yield Reservado(
        "chat-left-text",
        "Títulos, relatos y fotos de las actividades",
        "Los pone el comité y pueden mostrar a personas. Se publican el tipo, la fecha y cuántas fueron.",
    )


def _personas(user: Any, espacio: EspacioPublico) -> Iterator[Reservado]:
    if not user.tiene(Permiso.COMITE_VER):
        return
    integrantes = Integrante.objects.visible_to(user, Permiso.COMITE_VER).activos()
    cuantos = integrantes.filter(comite__espacio=espacio, comite__disuelto__isnull=True).count()
    if cuantos:
        yield Reservado(
            "people",
            "Nombres, cargos, documentos y celulares del comité",
            "Son datos personales (Ley 29733). Se publica si el comité está vigente y cuántas personas son.",
        )
    if 0 < cuantos < MINIMO_CONTADO:
        yield Reservado(
            "123",
            "La cantidad exacta de integrantes",
            f"Son menos de {MINIMO_CONTADO}: con un número tan chico se puede saber de quién se habla.",
        )
