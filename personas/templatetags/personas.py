"""What templates may say about personal data."""

from django import template

from personas.privacidad import AVISO, Punto

register = template.Library()


@register.simple_tag
def aviso_de_privacidad() -> tuple[Punto, ...]:
    """Return the points of the privacy notice in force."""
    return AVISO
