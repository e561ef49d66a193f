"""Somebody must always be able to administer accounts."""

from django.core.exceptions import ValidationError
from django.db.models import Q

from cuentas.models import Asignacion
from cuentas.roles import Rol

ULTIMA = "Es la última cuenta de administración técnica: antes dé esa función a otra persona."


def exigir_que_quede_administracion(
    *, sin_usuario: int | None = None, sin_asignacion: int | None = None
) -> None:
    """Raise ValidationError when taking away an account or a role leaves no technical administrator.

    Call it inside the transaction that takes it away: the rows stay locked until it ends, so that two
    administrators cannot take each other's role at once. A role with an end date does not count.
    """
    quitada = Q(usuario=sin_usuario) if sin_usuario else Q(pk=sin_asignacion)
    tecnicas = Asignacion.objects.filter(rol=Rol.ADMINISTRADOR_TECNICO, activa=True)
    if not tecnicas.filter(quitada).exists():
        return
    list(tecnicas.select_for_update().order_by("pk"))
    if not tecnicas.filter(usuario__is_active=True, hasta__isnull=True).exclude(quitada).exists():
        raise ValidationError(ULTIMA)
