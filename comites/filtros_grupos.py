"""Filters of the WhatsApp groups. They live in the address."""

from typing import Any, Final

import django_filters
from django.db.models import OuterRef, Q

from comites.filters import FiltroComites
from comites.models import ComiteQuerySet, GrupoWhatsApp, Integrante
from comites.models.integrante import retiro_su_permiso
from comunes.consultas import Hay
from personas.enums import Finalidad
from personas.models import Consentimiento

CON_GRUPO, SIN_GRUPO, ACTIVO, SILENCIOSO = "con-grupo", "sin-grupo", "activo", "silencioso"
SIN_RESPALDO, SIN_REGLAS, FALTAN, SIN_REVISAR = "sin-respaldo", "sin-reglas", "faltan", "sin-revisar"
RETIRARON = "retiraron"
_COMO: Final = (
    (SIN_GRUPO, "Sin grupo"),
    (RETIRARON, "Alguien retiró su permiso"),
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
        if como == SIN_GRUPO:
            return filas.sin_grupo()
        if como == RETIRARON:  # few ever do: found from what they took back
            return filas.filter(grupos_abiertos__gt=0, pk__in=_con_permisos_retirados())
        return filas.con_grupo_callado() if como == SILENCIOSO else filas.filter(_condicion_de(como))


def _con_permisos_retirados() -> Any:
    retirados = Consentimiento.objects.filter(finalidad=Finalidad.WHATSAPP, revocado__isnull=False)
    suyas = Integrante.objects.activos().filter(retiro_su_permiso(), persona__in=retirados.values("persona"))
    return suyas.order_by().values("comite")


def _condicion_de(como: str) -> Q:
    """Return what a committee meets whose open group is so."""
    suyos = GrupoWhatsApp.objects.filter(comite=OuterRef("pk"))
    miembros: Any = Integrante.objects.activos().filter(comite=OuterRef("pk"))
    alguien_esta = Q(Hay(miembros.filter(en_grupo__isnull=False)))
    alguien_no = Q(grupos_abiertos__gt=0) & Q(Hay(miembros.filter(en_grupo__isnull=True)))
    return {
        CON_GRUPO: Q(grupos_abiertos__gt=0),
        ACTIVO: Q(Hay(suyos.activos())),
        SIN_RESPALDO: Q(Hay(suyos.sin_respaldo())),
        SIN_REGLAS: Q(Hay(suyos.sin_reglas())),
        FALTAN: alguien_no & alguien_esta,
        SIN_REVISAR: alguien_no & ~alguien_esta,
    }[como]
