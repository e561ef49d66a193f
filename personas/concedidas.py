"""Persons outside the scope that somebody granted to the user for some days."""

from typing import Any

from django.db.models import Q

from cuentas.enums import Permiso
from personas.models import SolicitudDeAcceso


def personas_concedidas(user: Any, permiso: Any) -> Q | None:
    """The persons granted to `user`, only to be looked at; read once per user in memory."""
    cuenta = getattr(user, "usuario", user)
    if permiso not in (None, Permiso.PERSONA_VER):
        return None
    if not hasattr(cuenta, "_concedidas"):
        concedidas = SolicitudDeAcceso.objects.concedidas(cuenta).values_list("persona_id", flat=True)
        cuenta._concedidas = list(concedidas)
    return Q(pk__in=cuenta._concedidas) if cuenta._concedidas else None
