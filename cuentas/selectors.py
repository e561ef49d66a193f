"""Reads about accounts and what lets people in."""

from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet

from cuentas.enums import Permiso
from cuentas.models import Asignacion, DispositivoConfiable, EnlacePersonal, Usuario
from cuentas.secretos import huella


def enlace_vivo(secreto: str) -> EnlacePersonal | None:
    """Return the unused link behind `secreto`, with its leader, or None for any reason."""
    vivos = EnlacePersonal.objects.vivos().select_related("usuario")
    enlace: EnlacePersonal | None = vivos.filter(huella=huella(secreto)).first()
    if enlace is None or not enlace.usuario.entra_con_pin:
        return None
    return enlace


def lideres_de(user: Any, comite: Model) -> QuerySet[Asignacion]:
    """Return the leaders of `comite` to whom `user` may issue links, in force, with their accounts.

    Each row says `con_pin` (has chosen one), `con_enlace` (an unused link is out) and
    `con_dispositivo` (some phone is trusted today).
    """
    filas = Asignacion.objects.visible_to(user, Permiso.ENLACE_EMITIR).vigentes().filter(comite=comite.pk)
    enlaces = EnlacePersonal.objects.vivos().filter(usuario=OuterRef("usuario"))
    dispositivos = DispositivoConfiable.objects.vivos().filter(usuario=OuterRef("usuario"))
    con_pin = Usuario.objects.filter(pk=OuterRef("usuario")).exclude(pin="")
    return (
        filas.filter(usuario__is_active=True)
        .select_related("usuario")
        .annotate(con_pin=Exists(con_pin), con_enlace=Exists(enlaces), con_dispositivo=Exists(dispositivos))
        .order_by("usuario__apellidos", "usuario__nombres", "pk")
    )
