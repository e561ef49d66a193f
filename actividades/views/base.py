"""What the screens that offices and leaders share have in common."""

from typing import Any

from django.urls import reverse

from actividades.models import Actividad
from actividades.permissions import lidera
from cuentas.enums import Permiso


class ConBase:
    """The layout of whoever looks: the desk of an office, or the leader's phone."""

    request: Any

    @property
    def base(self) -> str:
        trabaja = self.request.user.tiene(Permiso.TRABAJO_VER)
        return "base_trabajo.html" if trabaja else "base_telefono.html"


def donde_se_anota(user: Any, programada: Actividad) -> str:
    """Return where `user` writes down that what was planned was done: the leader's screen, or the desk's."""
    consulta = f"?programada={programada.uuid}"
    if lidera(user, programada.comite_id):
        return reverse("actividades:anotar") + consulta
    return reverse("actividades:nueva", args=[programada.espacio.codigo]) + consulta
