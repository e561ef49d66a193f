"""What the pages of the leader's phone say to its scripts."""

from typing import Any

from django import template

from actividades.telefono import huella_de

register = template.Library()


@register.simple_tag(takes_context=True)
def de_quien(context: dict[str, Any]) -> str:
    """Return whose page this is (`huella_de`), empty for a visitor's."""
    return huella_de(context["request"].user)
