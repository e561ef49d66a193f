"""The sample's rejected activities: one that waits for another look, one that was reopened."""

import uuid
from datetime import timedelta
from typing import Final

from django.utils import timezone

from actividades.models import Actividad, TipoActividad
from actividades.services import (
    anotar_actividad,
    pedir_otra_mirada,
    reabrir_actividad,
    rechazar_actividad,
)
from comites.models import Comite
from cuentas.models import Usuario
from cuentas.roles import Rol
from portal.ejemplo.dibujos import foto_de_actividad
from portal.ejemplo.reloj import hace

# Days ago, kind, title, how many, why it was rejected, why it should be looked at again.
RECHAZADAS: Final = (
    (16, "deporte", "Campeonato de fulbito", 22, "La foto parece de otra losa.", "Es la losa, ya pintada."),
    (26, "cultura", "Tarde de música", 31, "No se reconoce el parque.", "Se ve el poste del parque atrás."),
)


def rechazar_y_reabrir(*, cuentas: dict[Rol, Usuario], comite: Comite) -> None:
    """Log two of the leader's activities, reject both, ask about both, and reopen the older one."""
    for dias, slug, titulo, participantes, motivo, pedido in RECHAZADAS:
        actividad = _anotar(cuentas[Rol.LIDER_COMITE], comite, dias, slug, titulo, participantes)
        with hace(dias - 4):
            actividad = rechazar_actividad(
                actor=cuentas[Rol.COORDINADOR_MUNICIPAL],
                actividad=actividad,
                version=actividad.version,
                texto=motivo,
            )
        with hace(dias - 5):
            actividad = pedir_otra_mirada(
                actor=cuentas[Rol.LIDER_COMITE],
                actividad=actividad,
                version=actividad.version,
                texto=pedido,
            )
    with hace(dias - 7):
        reabrir_actividad(
            actor=cuentas[Rol.ESPECIALISTA_REGIONAL],
            actividad=actividad,
            version=actividad.version,
            texto="El poste del parque se ve: corresponde.",
        )


def _anotar(
    lider: Usuario, comite: Comite, dias: int, slug: str, titulo: str, participantes: int
) -> Actividad:
    with hace(dias - 1):
        recibo = anotar_actividad(
            actor=lider,
            uuid=uuid.uuid4(),
            espacio=comite.espacio,
            comite=comite,
            tipo=TipoActividad.objects.get(slug=slug),
            fecha=timezone.localdate() - timedelta(days=1),
            participantes=participantes,
            titulo=titulo,
            fotos=[foto_de_actividad(slug, dias)],
        )
    return recibo.actividad
