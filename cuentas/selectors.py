"""Reads about accounts and what lets people in."""

from cuentas.models import EnlacePersonal
from cuentas.secretos import huella


def enlace_vivo(secreto: str) -> EnlacePersonal | None:
    """Return the unused link behind `secreto`, with its leader, or None for any reason."""
    vivos = EnlacePersonal.objects.vivos().select_related("usuario")
    enlace: EnlacePersonal | None = vivos.filter(huella=huella(secreto)).first()
    if enlace is None or not enlace.usuario.entra_con_pin:
        return None
    return enlace
