"""Sample groups: most in order, others without backup, in silence, or with somebody missing."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from comites.models import Comite, GrupoWhatsApp, Integrante
from comites.services import (
    actualizar_grupo,
    anotar_reglas_aceptadas,
    marcar_quienes_estan,
)
from comites.services.grupos import DatosGrupo
from cuentas.models import Usuario
from cuentas.roles import Rol
from personas.documentos import escribir_celular

# Every so many groups one lacks a backup, the rules, or lies in silence; every other one lacks somebody.
SIN_RESPALDO, SIN_REGLAS, EN_SILENCIO = 7, 5, 9
DIAS_DE_SILENCIO_DE_EJEMPLO: Final = 47
_ENLACE: Final = "https://chat.whatsapp.com/EjemploInventado{:04d}"


def llevar_grupos(*, oficina: Usuario, cuentas: dict[Rol, Usuario], comite: Comite) -> None:
    """Fill in the register of the open groups, each a little different.

    The leader's own lacks the two whom the leader just added.

    Runs after the messages were sent: that is what sets the last post.
    """
    grupos = GrupoWhatsApp.objects.abiertos().filter(comite__disuelto=None).select_related("comite")
    for numero, grupo in enumerate(grupos.order_by("pk"), start=1):
        propio = grupo.comite_id == comite.pk
        _llenar(cuentas[Rol.COORDINADOR_MUNICIPAL] if propio else oficina, grupo, numero, propio=propio)


def _llenar(actor: Usuario, grupo: GrupoWhatsApp, numero: int, *, propio: bool) -> None:
    suyos = list(Integrante.objects.activos().filter(comite=grupo.comite).select_related("persona"))
    respaldan = [
        i.persona.celular for i in suyos if i.persona.celular not in ("", grupo.celular_administrador)
    ]
    callado = numero % EN_SILENCIO == 0 and not propio
    ultimo = timezone.localdate() - timedelta(days=DIAS_DE_SILENCIO_DE_EJEMPLO)
    datos = DatosGrupo(
        celular_administrador=escribir_celular(grupo.celular_administrador),
        celular_respaldo=respaldan[0] if respaldan and numero % SIN_RESPALDO and not propio else "",
        miembros=grupo.miembros,
        abierto=min(grupo.abierto, ultimo) if grupo.abierto and callado else grupo.abierto,
        ultimo_mensaje=ultimo if callado else grupo.ultimo_mensaje,
        enlace=_ENLACE.format(numero) if propio or numero % 2 else None,
    )
    grupo = actualizar_grupo(actor=actor, grupo=grupo, version=grupo.version, datos=datos)
    faltan = 2 if propio else numero % 2
    presentes = [i.pk for i in suyos[: len(suyos) - faltan]]
    marcar_quienes_estan(actor=actor, grupo=grupo, version=grupo.version, presentes=presentes)
    if numero % SIN_REGLAS and not propio:
        anotar_reglas_aceptadas(actor=actor, grupo=grupo)
