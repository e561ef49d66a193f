"""How a signed-in request finds out who works, and where: one query instead of two."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from cuentas.models import Asignacion, Usuario


class MotorDeCuentas(AuthenticationBackend):
    """The sign-in of django-allauth; the account comes with its assignments in force already read."""

    def get_user(self, user_id: Any) -> Usuario | None:
        """Return the active account with that key, or None."""
        vigentes = Asignacion.objects.vigentes().filter(usuario=user_id)
        filas = list(vigentes.select_related("usuario", "region", "municipalidad", "comisaria", "comite"))
        if not filas:
            return super().get_user(user_id)
        usuario = filas[0].usuario
        if not self.user_can_authenticate(usuario):
            return None
        usuario.asignaciones_vigentes = filas
        return usuario
