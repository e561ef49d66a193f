"""What the frame of every page needs: menus and who is working. Computed when a template asks."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from portal.navegacion import armar, armar_publica


@dataclass(frozen=True)
class PersonaEnSesion:
    """Name, role and place for the foot of the menu."""

    nombre: str
    rol: str = ""
    ambito: str = ""


def marco(request: HttpRequest) -> dict[str, Any]:
    """Return `navegacion`, `navegacion_publica` and `persona_sesion`, each evaluated at most once."""
    return {
        "navegacion": SimpleLazyObject(lambda: armar(request)),
        "navegacion_publica": SimpleLazyObject(lambda: armar_publica(request)),
        "persona_sesion": SimpleLazyObject(lambda: persona_de(request.user)),
    }


def persona_de(usuario: Any) -> PersonaEnSesion | None:
    """Return who is working: the first assignment, and how many more there are."""
    if not usuario.is_authenticated:
        return None
    vigentes = usuario.asignaciones_vigentes
    if not vigentes:
        return PersonaEnSesion(usuario.get_full_name())
    primera, otras = vigentes[0], len(vigentes) - 1
    ambito = primera.lugar + (f" y {otras} más" if otras else "")
    return PersonaEnSesion(usuario.get_full_name(), primera.get_rol_display(), ambito)
