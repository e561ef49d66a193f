"""What the screens that offices and leaders share have in common."""

from typing import Any

from cuentas.enums import Permiso


class ConBase:
    """The layout of whoever looks: the desk of an office, or the leader's phone."""

    request: Any

    @property
    def base(self) -> str:
        trabaja = self.request.user.tiene(Permiso.TRABAJO_VER)
        return "base_trabajo.html" if trabaja else "base_telefono.html"
