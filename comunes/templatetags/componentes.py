"""Tags and filters that every template has at hand (they are registered as builtins)."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from comunes.estaticos import direcciones_de_hojas
from comunes.guardadas.lectura import PARAMETRO_DE_TODO

register = template.Library()

NO_SEPARABLE = "\N{NO-BREAK SPACE}"
SIN_DATO = "s/d"
# A changed filter starts again from the first page: the cursor names a place in the old list.
PARAMETRO_DE_PAGINA = "cursor"
PARTICULAS = frozenset({"da", "de", "del", "dos", "la", "las", "los", "san", "santa", "viuda", "y"})
NUMEROS = ("", "un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez")
CLASE_DE_MENSAJE = {"success": "ok", "warning": "atencion", "error": "alerta"}


# Icons ------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _simbolos(sprite: Path) -> dict[str, SafeString]:
    """Return the paths of each symbol of the Bootstrap Icons sprite, read once per process."""
    texto = sprite.read_text(encoding="utf-8")
    pares = re.findall(r'<symbol[^>]*\bid="([^"]+)"[^>]*>(.*?)</symbol>', texto, flags=re.DOTALL)
    return {nombre: mark_safe(trazos) for nombre, trazos in pares}


@register.simple_tag
def icono(
    nombre: str, clase: str = "", tamano: str = "", titulo: str = "", por_referencia: bool | str = False
) -> SafeString:
    """Draw an icon inline. `tamano="2"` is 24 px; `titulo` names it for screen readers.

    `por_referencia`: its strokes were put into the page by `simbolos` (under that prefix, when it is a
    text); it weighs a tenth and has no name.
    Raises TemplateSyntaxError for a name that the sprite does not have: a typo must not
    reach a screen as a hole.
    """
    if por_referencia:
        return _por_referencia(nombre, por_referencia if isinstance(por_referencia, str) else "i")
    trazos = _simbolos(settings.SPRITE_ICONOS).get(nombre)
    if trazos is None:
        raise template.TemplateSyntaxError(f"No icon is called «{nombre}».")
    clases = " ".join(filter(None, ["ico", f"ico-{tamano}" if tamano else "", clase]))
    nombrado = (
        format_html('role="img" aria-label="{}"', titulo) if titulo else mark_safe('aria-hidden="true"')
    )
    return format_html('<svg class="{}" viewBox="0 0 16 16" {}>{}</svg>', clases, nombrado, trazos)


@register.simple_tag
def simbolos(nombres: Iterable[Any], prefijo: str = "i") -> SafeString:
    """Put icons into the page once, unseen, for what draws them again and again by reference.

    `nombres`: their names, or things with an `icono`. What may stand in one page twice has another prefix.
    """
    unicos = sorted({getattr(n, "icono", n) for n in nombres})
    trazos = ((prefijo, nombre, _simbolos(settings.SPRITE_ICONOS)[nombre]) for nombre in unicos)
    dibujos = format_html_join("", '<symbol id="{}-{}" viewBox="0 0 16 16">{}</symbol>', trazos)
    return format_html('<svg class="d-none" aria-hidden="true">{}</svg>', dibujos)


def _por_referencia(nombre: str, prefijo: str = "i") -> SafeString:
    return format_html('<svg class="ico" aria-hidden="true"><use href="#{}-{}"/></svg>', prefijo, nombre)


@register.simple_tag
def chip_estado(valor: Any, texto: str = "", por_referencia: bool = False) -> SafeString:
    """Draw the chip of a state: any object with `tono`, `icono` and `label`; nothing for None.

    `por_referencia`: its icon was put into the page by `simbolos`; it weighs a tenth.
    """
    if valor is None or valor == "":
        return mark_safe("")
    return format_html(
        '<span class="chip{}">{}{}</span>',
        f" chip--{valor.tono}" if valor.tono else "",
        (_por_referencia if por_referencia else icono)(valor.icono),
        texto or valor.label,
    )


# Numbers, dates and names -----------------------------------------------------------------------


@register.filter
def miles(numero: Any) -> str:
    """Write a number with no-break spaces between thousands; None is «s/d», never 0."""
    if numero is None or numero == "":
        return SIN_DATO
    return f"{numero:,}".replace(",", NO_SEPARABLE)


@register.filter
def por_ciento(numero: Any) -> str:
    """Write a percentage without decimals, «71 %»; None is «s/d»."""
    return SIN_DATO if numero is None or numero == "" else f"{round(numero)}{NO_SEPARABLE}%"


@register.filter
def distancia(fecha: date | datetime | None) -> str:
    """Say how far a day is from today in Lima: «hace 9 días», «hoy», «en 11 días», «hace 2 años»."""
    if not fecha:
        return ""
    dia = timezone.localtime(fecha).date() if isinstance(fecha, datetime) else fecha
    hoy = timezone.localdate()
    dias = (dia - hoy).days
    cercanos = {-1: "ayer", 0: "hoy", 1: "mañana"}
    if dias in cercanos:
        return cercanos[dias]
    anios = _anios_cumplidos(min(dia, hoy), max(dia, hoy))
    cuanto = f"{anios} años" if anios > 1 else f"{abs(dias)} días"
    return f"{'en' if dias > 0 else 'hace'} {cuanto}"


def _anios_cumplidos(antes: date, despues: date) -> int:
    return despues.year - antes.year - ((despues.month, despues.day) < (antes.month, antes.day))


@register.filter
def monograma(nombre: str) -> str:
    """Return the initials of the first name and the first surname, for the round mark."""
    palabras = [p for p in nombre.split() if p.lower() not in PARTICULAS]
    if not palabras:
        return ""
    apellido = palabras[max(1, len(palabras) - 2)] if len(palabras) > 1 else ""
    return (palabras[0][:1] + apellido[:1]).upper()


# Addresses --------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def url_con(context: template.Context, **cambios: Any) -> str:
    """Return the current query string with `cambios`; an empty value removes its parameter.

    The page is forgotten unless it is what changes.
    """
    peticion = context.get("request")
    consulta: QueryDict = peticion.GET.copy() if peticion else QueryDict(mutable=True)
    consulta.pop(PARAMETRO_DE_PAGINA, None)
    for parametro, valor in cambios.items():
        consulta.pop(parametro, None)
        if valor not in (None, ""):
            consulta[parametro] = str(valor)
    return direccion_de(context, consulta)


def direccion_de(context: template.Context, consulta: QueryDict) -> str:
    """Return the list's address with `consulta`; the whole list where nothing is left of it."""
    consulta.pop(PARAMETRO_DE_TODO, None)
    vistas = context.get("vistas")
    return f"?{consulta.urlencode()}" if consulta or not vistas else vistas.sin_filtros


@register.simple_tag(takes_context=True)
def sin_filtro(context: template.Context, parametro: str = "") -> str:
    """Return the current address without one filter, or without any."""
    consulta = context["request"].GET.copy() if parametro else QueryDict(mutable=True)
    for nombre in (parametro, PARAMETRO_DE_PAGINA):
        consulta.pop(nombre, None)
    return direccion_de(context, consulta)


@register.simple_tag
def hojas_de_estilo() -> SafeString:
    """Link the product's style sheets."""
    enlaces = ((direccion,) for direccion in direcciones_de_hojas())
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', enlaces)


# Forms and messages -----------------------------------------------------------------------------


@register.filter
def clase_de_mensaje(mensaje: Any) -> str:
    """Return the notice tone of a Django message."""
    return CLASE_DE_MENSAJE.get(mensaje.level_tag, "info")


@register.filter
def ancla(campo: BoundField) -> str:
    """Return the id that receives the focus of a field; groups give that of their first option."""
    return campo.id_for_label or f"{campo.auto_id}_0"


@register.filter
def errores_enlazados(formulario: BaseForm) -> list[tuple[str, str]]:
    """Return (anchor, text) of each error in the order of the screen; the anchor may be empty."""
    enlazados = [("", str(error)) for error in formulario.non_field_errors()]
    for campo in formulario:
        destino = "" if campo.is_hidden else ancla(campo)
        enlazados += [(destino, _con_su_campo(str(campo.label), str(error))) for error in campo.errors]
    return enlazados


def _con_su_campo(nombre: str, error: str) -> str:
    """Return an error after the name of its field, unless it says that name itself."""
    return error if f"«{nombre}»" in error else f"{nombre}: {_en_medio(error)}"


def _en_medio(frase: str) -> str:
    """Return `frase` without its capital, to go on after a colon; acronyms keep theirs."""
    return frase[:1].lower() + frase[1:] if frase[1:2].islower() else frase


@register.filter
def titulo_de_errores(errores: list[tuple[str, str]]) -> str:
    """Return «Falta un dato por corregir», «Faltan tres datos por corregir».

    What belongs to no field (somebody else saved meanwhile) is no wrong datum: it says what happened instead.
    """
    cuantos = len(errores)
    if not any(ancla for ancla, _ in errores):
        return "No se guardó todavía"
    if cuantos == 1:
        return "Falta un dato por corregir"
    return f"Faltan {NUMEROS[cuantos] if cuantos < len(NUMEROS) else cuantos} datos por corregir"
