"""Filters of the WhatsApp groups. They live in the address."""

from typing import Any, Final

import django_filters
from django.db.models import Exists, OuterRef, Q

from comites.filters import FiltroComites
from comites.models import ComiteQuerySet, GrupoWhatsApp, Integrante

CON_GRUPO, SIN_GRUPO, ACTIVO, SILENCIOSO = "con-grupo", "sin-grupo", "activo", "silencioso"
SIN_RESPALDO, SIN_REGLAS, FALTAN, SIN_REVISAR = "sin-respaldo", "sin-reglas", "faltan", "sin-revisar"
_COMO: Final = (
    (SIN_GRUPO, "Sin grupo"),
    (SILENCIOSO, "En silencio"),
    (SIN_RESPALDO, "Sin respaldo"),
    (FALTAN, "Faltan integrantes"),
    (SIN_REVISAR, "Sin revisar quiénes están"),
    (SIN_REGLAS, "Reglas por aceptar"),
    (ACTIVO, "Activos"),
    (CON_GRUPO, "Con grupo abierto"),
)


class FiltroGrupos(FiltroComites):
    """Active committees by how their group is."""

    aviso = None
    estado = None
    como = django_filters.ChoiceFilter(
        label="Cómo está el grupo", choices=_COMO, empty_label="Todos los grupos", method="segun_grupo"
    )

    def segun_grupo(self, filas: ComiteQuerySet, _campo: str, como: str) -> ComiteQuerySet:
        return filas.filter(condicion_de_grupo(como))


def condicion_de_grupo(como: str) -> Q:
    """Return what a committee meets whose group is so."""
    suyos = GrupoWhatsApp.objects.filter(comite=OuterRef("pk"))
    abierto = Q(Exists(suyos.abiertos()))
    if como in (FALTAN, SIN_REVISAR):
        return abierto & _segun_sus_integrantes(como)
    return {
        SIN_GRUPO: ~abierto,
        CON_GRUPO: abierto,
        ACTIVO: Q(Exists(suyos.activos())),
        SILENCIOSO: Q(Exists(suyos.silenciosos())),
        SIN_RESPALDO: Q(Exists(suyos.sin_respaldo())),
        SIN_REGLAS: Q(Exists(suyos.sin_reglas())),
    }[como]


def _segun_sus_integrantes(como: str) -> Q:
    miembros: Any = Integrante.objects.activos().filter(comite=OuterRef("pk"))
    alguien_esta = Q(Exists(miembros.filter(en_grupo__isnull=False)))
    alguien_no = Q(Exists(miembros.filter(en_grupo__isnull=True)))
    return alguien_no & (alguien_esta if como == FALTAN else ~alguien_esta)
