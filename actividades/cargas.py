"""Activities written by the thousand, for the padrón: done, and to be verified by somebody else."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from actividades import reglas
from actividades.enums import EstadoActividad, Organizador
from actividades.models import Actividad
from actividades.silencio import anotar_ultima_actividad
from comunes.lotes import LOTE, actualizar_en_lote, crear_en_lote, registrar_en_lote
from cuentas.enums import Permiso
from cuentas.lotes import exigir_en_lote

_ORIGEN = "padrón"


@transaction.atomic
def crear_actividades(*, actor: Any, datos: Sequence[Mapping[str, Any]]) -> list[Actividad]:
    """Write down activities of committees, in order, with the actor as their author.

    Each item holds `espacio_id`, `comite_id`, `tipo_id`, `fecha` and what else is known.
    """
    actividades = crear_en_lote(
        [
            Actividad(**dato, organizador=Organizador.COMITE, estado=EstadoActividad.REALIZADA, autor=actor)
            for dato in datos
        ]
    )
    exigir_en_lote(actor, Permiso.PADRON_IMPORTAR, Actividad, [a.pk for a in actividades])
    registrar_en_lote(
        actor=actor, accion="actividad-anotada", objetos=actividades, datos=lambda a: {"origen": _ORIGEN}
    )
    return actividades


@transaction.atomic
def actualizar_actividades(*, actor: Any, cambios: Mapping[int, Mapping[str, Any]]) -> list[Actividad]:
    """Change the attributes given for each activity, one version up.

    Where a new total no longer holds what was told of who took part, that is forgotten; the history says so.
    """
    exigir_en_lote(actor, Permiso.PADRON_IMPORTAR, Actividad, cambios)
    cambios = _con_grupos_que_quepan(cambios)
    actividades = actualizar_en_lote(Actividad, cambios)
    verificadas = [a.espacio_id for a in actividades if a.estado == EstadoActividad.VERIFICADA]
    anotar_ultima_actividad(verificadas)
    registrar_en_lote(
        actor=actor,
        accion="actividad-editada",
        objetos=actividades,
        datos=lambda a: {"campos": sorted(cambios[a.pk]), "origen": _ORIGEN},
    )
    return actividades


def _con_grupos_que_quepan(cambios: Mapping[int, Mapping[str, Any]]) -> dict[int, Mapping[str, Any]]:
    """Return `cambios` with the groups that a new total no longer holds set to unknown."""
    totales = {clave: dato["participantes"] for clave, dato in cambios.items() if "participantes" in dato}
    claves, completos = sorted(totales), dict(cambios)
    for desde in range(0, len(claves), LOTE):
        for actividad in Actividad.objects.filter(pk__in=claves[desde : desde + LOTE]):
            for campos in reglas.GRUPOS.values():
                contados = {campo: getattr(actividad, campo) for campo in campos}
                if reglas.motivo_de_grupos(campos, contados, totales[actividad.pk]):
                    completos[actividad.pk] = {**completos[actividad.pk], **dict.fromkeys(campos)}
    return completos
