"""Leaders' access: an account tied to a committee. Membership is not login, and neither ends the other."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from comites.models import Comite, Integrante
from comites.services._comun import bloquear
from comunes.bitacora import registrar
from comunes.texto import clave_busqueda
from cuentas.enums import Permiso
from cuentas.models import Asignacion, Usuario
from cuentas.permissions import exigir
from cuentas.roles import Rol
from cuentas.services import crear_lider
from personas.edades import EDAD_SIN_CONTACTO
from personas.models import Persona


@transaction.atomic
def dar_acceso_lider(*, actor: Any, integrante: Integrante) -> Asignacion:
    """Give a member of the committee an account of its own and return what ties it to the committee.

    The account is made the first time and found again afterwards. The way in, a personal link, is
    issued by `cuentas`. Raises ValidationError when the person has left or is too young.
    """
    exigir(actor, Permiso.ENLACE_EMITIR, integrante.comite)
    comite = bloquear(integrante.comite)
    integrante = Integrante.objects.get(pk=integrante.pk)
    persona = Persona.objects.select_for_update(of=("self",)).get(pk=integrante.persona_id)
    _exigir_posible(integrante, persona)
    usuario = persona.usuario or _cuenta_sin_persona(comite, persona)
    if usuario is None:
        usuario = crear_lider(
            actor=actor,
            nombres=persona.nombres,
            apellidos=_apellidos(persona),
            comite=comite,
            espacio=comite.espacio,
        )
    if persona.usuario_id != usuario.pk:
        persona.usuario = usuario
        persona.save(update_fields=["usuario", "actualizado"])
    return _asignacion_vigente(actor, usuario, comite)


def _exigir_posible(integrante: Integrante, persona: Persona) -> None:
    if integrante.hasta is not None and integrante.hasta <= timezone.localdate():
        raise ValidationError("Esta persona ya no integra el comité.")
    edad = persona.edad()
    if edad is not None and edad < EDAD_SIN_CONTACTO:
        raise ValidationError(f"Tiene menos de {EDAD_SIN_CONTACTO} años: no puede tener acceso propio.")
    if persona.usuario is not None and not persona.usuario.is_active:
        raise ValidationError(
            "La cuenta de esta persona está desactivada. Pida al ministerio que la reactive."
        )


def _apellidos(persona: Persona) -> str:
    return f"{persona.apellido_paterno} {persona.apellido_materno}".strip()


def _cuenta_sin_persona(comite: Comite, persona: Persona) -> Usuario | None:
    """Return the leader's account of that name made without naming the person, such as a sample's."""
    clave = clave_busqueda(persona.nombre_completo)
    for asignacion in _accesos(comite).filter(usuario__is_active=True).select_related("usuario"):
        cuenta: Usuario = asignacion.usuario
        if (
            clave_busqueda(cuenta.get_full_name()) == clave
            and not Persona.objects.filter(usuario=cuenta).exists()
        ):
            return cuenta
    return None


def _asignacion_vigente(actor: Any, usuario: Usuario, comite: Comite) -> Asignacion:
    """Return the tie of that account to this committee; a new one for who comes back to lead."""
    vigente: Asignacion | None = _accesos(comite).filter(usuario=usuario).first()
    if vigente is not None:
        return vigente
    asignacion = Asignacion(
        usuario=usuario, rol=Rol.LIDER_COMITE, comite_id=comite.pk, espacio_id=comite.espacio_id
    )
    asignacion.full_clean()
    asignacion.save()
    registrar(actor=actor, accion="acceso-dado", objeto=usuario, comite=comite.pk)
    return asignacion


def _accesos(comite: Comite) -> Any:
    return Asignacion.objects.vigentes().filter(comite=comite.pk, rol=Rol.LIDER_COMITE)


def terminar_accesos(*, actor: Any, comite: Comite, persona: Persona | None, hasta: date) -> None:
    """End the access to `comite` of `persona` (of everybody, without one): `hasta` is no longer theirs.

    Called by the services of this app inside their transaction. Accounts and history stay.
    """
    suyas = Asignacion.objects.filter(comite=comite.pk, rol=Rol.LIDER_COMITE, activa=True)
    if persona is not None:
        suyas = suyas.filter(usuario__persona=persona.pk)
    for asignacion in suyas.exclude(hasta__lt=hasta):
        ultimo = hasta - timedelta(days=1)
        if ultimo < asignacion.desde:
            asignacion.activa = False
        else:
            asignacion.hasta = ultimo
        asignacion.save(update_fields=["activa", "hasta"])
        registrar(actor=actor, accion="acceso-terminado", objeto=asignacion.usuario, comite=comite.pk)
