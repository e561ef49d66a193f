"""The first account of an empty installation: made in the browser, once."""

from django.db import IntegrityError, transaction

from comunes.bitacora import registrar
from comunes.models import HechoDeInstalacion
from comunes.texto import en_una_linea
from cuentas.models import Asignacion, Usuario
from cuentas.roles import Rol

HECHO = "primera-cuenta"


class YaHayCuentas(Exception):
    """Somebody made the first account before."""


@transaction.atomic
def crear_primera_cuenta(*, actor: None, nombres: str, apellidos: str, email: str, clave: str) -> Usuario:
    """Create the first technical administrator. `actor` is None: nobody has an account yet.

    Raises YaHayCuentas when there is an account, also when two people press at the same moment: the
    fact that is noted exists once.
    """
    if Usuario.objects.exists():
        raise YaHayCuentas
    try:
        with transaction.atomic():
            HechoDeInstalacion.objects.create(pk=HECHO)
    except IntegrityError as error:
        raise YaHayCuentas from error
    correo = en_una_linea(email).lower()
    usuario = Usuario(
        identificador=correo,
        email=correo,
        nombres=en_una_linea(nombres),
        apellidos=en_una_linea(apellidos),
    )
    usuario.set_password(clave)
    usuario.full_clean()
    usuario.save()
    Asignacion.objects.create(usuario=usuario, rol=Rol.ADMINISTRADOR_TECNICO)
    registrar(actor=usuario, accion=HECHO, objeto=usuario)
    return usuario
