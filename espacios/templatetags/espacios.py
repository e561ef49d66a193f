"""Tags of the screens of spaces."""

from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString

from espacios.comparacion import con_signo

register = template.Library()
register.filter("con_signo", con_signo)


@register.simple_tag(takes_context=True)
def bloque(context: template.Context, plantilla: str, datos: dict[str, Any]) -> SafeString:
    """Render a block registered in `espacios.bloques` with its context on top of the page's."""
    with context.push(**datos):
        return get_template(plantilla).template.render(context)  # type: ignore[attr-defined]
