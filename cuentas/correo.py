"""E-mails about accounts: plain text, Spanish, from one template each."""

from typing import Any

from django.core.mail import send_mail
from django.template.loader import render_to_string

from cuentas.models import Usuario


def enviar(plantilla: str, usuario: Usuario, contexto: dict[str, Any]) -> None:
    """Send the text of `plantilla` to `usuario`; its first line is the subject."""
    texto = render_to_string(plantilla, {"usuario": usuario, **contexto})
    asunto, _, cuerpo = texto.strip().partition("\n")
    send_mail(f"Espacio Seguro: {asunto.strip()}", cuerpo.strip(), None, [usuario.email])
