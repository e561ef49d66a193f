"""Addresses of other apps' pages, offered only when the page exists."""

from functools import lru_cache
from typing import Any

from django.urls import NoReverseMatch, reverse


@lru_cache(maxsize=256)
def _existe(nombre: str, cuantos: int) -> bool:
    """Say whether the name is known; remembered, because a failed reverse is slow."""
    try:
        reverse(nombre, args=["1"] * cuantos)
    except NoReverseMatch:
        return False
    return True


def url_si_existe(nombre: str, *args: Any) -> str:
    """Return the address of a page, or an empty text when no such page is installed."""
    if not args and not _existe(nombre, 0):
        return ""
    try:
        return reverse(nombre, args=args)
    except NoReverseMatch:
        return ""
