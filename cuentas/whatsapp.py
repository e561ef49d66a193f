"""The ready message that carries a personal link, and the address that opens WhatsApp with it."""

import re
from urllib.parse import urlencode

from django.utils import timezone

from cuentas.models import Asignacion, EnlacePersonal

_MOVIL = re.compile(r"(?:\+?51)?(9\d{8})")


def mensaje(enlace: EnlacePersonal, asignacion: Asignacion, url: str) -> str:
    """Return the text to send to the leader: who writes, what it is for, how long it works."""
    vence = timezone.localtime(enlace.vence)
    return (
        f"Hola, {enlace.usuario.get_short_name()}. Soy {enlace.creado_por.get_full_name()}. "
        f"Este es tu enlace personal para anotar las actividades de «{asignacion.lugar}» en Espacio Seguro:\n"
        f"{url}\n"
        f"Ábrelo en tu celular y elige un PIN de seis números. Sirve una sola vez, hasta el "
        f"{vence:%d/%m/%Y}. No lo compartas: es solo tuyo."
    )


def enlace_a_whatsapp(texto: str, celular: str = "") -> str:
    """Return the address that opens WhatsApp with `texto`, for `celular` if it is a Peruvian mobile."""
    movil = _MOVIL.fullmatch(re.sub(r"[\s-]", "", celular))
    numero = f"51{movil[1]}" if movil else ""
    return f"https://wa.me/{numero}?{urlencode({'text': texto})}"
