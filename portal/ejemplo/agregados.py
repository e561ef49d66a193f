"""Sample people whom their leader added and somebody has to look over, and one person written down twice."""

from datetime import date
from typing import Final

from django.utils import timezone

from comites.enums import MotivoSalida
from comites.models import Cargo, Comite, Integrante
from comites.services import registrar_integrante_nuevo, retirar_integrante
from cuentas.models import Usuario
from cuentas.roles import Rol
from personas.datos import DatosPersona
from personas.enums import Canal, Finalidad, Sexo, TipoDocumento

# Invented, like everybody here.
_VECINAS: Final = (
    DatosPersona(
        numero_documento="00000417",
        nombres="Maruja Elena",
        apellido_paterno="Ccahuana",
        apellido_materno="Loayza",
        sexo=Sexo.MUJER,
        fecha_nacimiento=date(1988, 4, 17),
        celular="900000417",
    ),
    DatosPersona(
        numero_documento="00000418",
        nombres="Wilfredo",
        apellido_paterno="Aparco",
        apellido_materno="Tineo",
        sexo=Sexo.HOMBRE,
        fecha_nacimiento=date(1971, 11, 2),
        celular="900000418",
    ),
)


def agregar_por_su_lider(*, cuentas: dict[Rol, Usuario], comite: Comite) -> None:
    """Let the leader add two people in the place of two who moved away, and leave one person twice.

    The total of members stays as the programme declares it.
    """
    coordinacion, lider = cuentas[Rol.COORDINADOR_MUNICIPAL], cuentas[Rol.LIDER_COMITE]
    _mudar(coordinacion, comite, len(_VECINAS))
    for datos in _VECINAS:
        _registrar(lider, comite, datos, Canal.VERBAL)
    vecino = _vecino(comite)
    if vecino is not None:
        _mudar(coordinacion, vecino, 1)
        _registrar(coordinacion, vecino, _otra_vez(comite), Canal.PAPEL)


def _mudar(actor: Usuario, comite: Comite, cuantos: int) -> None:
    """Let the last in the roll leave: those without an office."""
    actuales = Integrante.objects.activos().filter(comite=comite).order_by("-cargo__orden", "-pk")
    for integrante in actuales[:cuantos]:
        retirar_integrante(
            actor=actor,
            integrante=integrante,
            version=integrante.version,
            fecha=timezone.localdate(),
            motivo=MotivoSalida.MUDANZA,
        )


def _registrar(actor: Usuario, comite: Comite, datos: DatosPersona, canal: Canal) -> None:
    registrar_integrante_nuevo(
        actor=actor,
        comite=comite,
        datos=datos,
        cargo=Cargo.objects.get(slug="integrante"),
        consentimientos=[Finalidad.GESTION, Finalidad.WHATSAPP],
        canal=canal,
    )


def _vecino(comite: Comite) -> Comite | None:
    """Return another committee of the municipality."""
    suyos = Comite.objects.activos().filter(espacio__municipalidad=comite.espacio.municipalidad_id)
    return suyos.exclude(pk=comite.pk).order_by("pk").first()


def _otra_vez(comite: Comite) -> DatosPersona:
    """Return a member of `comite` as somebody wrote them down elsewhere: without the document."""
    suyos = Integrante.objects.activos().filter(comite=comite).select_related("persona")
    original = suyos.order_by("cargo__orden", "pk")[1].persona
    return DatosPersona(
        tipo_documento=TipoDocumento.SIN_DOCUMENTO,
        nombres=original.nombres.split()[0],
        apellido_paterno=original.apellido_paterno,
        apellido_materno=original.apellido_materno,
        sexo=original.sexo,
        fecha_nacimiento=original.fecha_nacimiento,
    )
