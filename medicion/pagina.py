"""What a measured page is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from medicion.metas import Meta
from medicion.poblar import NACIONAL


@dataclass(frozen=True)
class Pagina:
    """A page: its address, who opens it (nobody: the public) and what it must hold.

    With `formato` it is an export: sent as a form and read to its last byte. With `envio` it is a question
    that is asked by sending a form, as htmx sends it when `por_htmx`; it writes nothing. With `palabras` it
    is a search of persons: they are posted first, and what is measured is the address that comes back.
    """

    nombre: str
    direccion: Callable[[], str]
    meta: Meta
    quien: str = NACIONAL
    formato: str = ""
    envio: Callable[[], dict[str, Any]] | None = None
    por_htmx: bool = False
    palabras: str = ""

    def abrir(self, cliente: Client) -> str:
        """Return the address to measure."""
        direccion = self.direccion()
        return cliente.post(direccion, {"q": self.palabras})["Location"] if self.palabras else direccion

    def pedir(self, cliente: Client, direccion: str) -> Any:
        """Return the answer to the page, asked for as a browser does."""
        if self.envio is None:
            return cliente.get(direccion)
        cabeceras = {"HX-Request": "true"} if self.por_htmx else {}
        return cliente.post(direccion, self.envio(), headers=cabeceras)


def ruta(nombre: str, *args: Any, **consulta: Any) -> Callable[[], str]:
    """Return what gives the address of a named page with those parameters."""
    return lambda: reverse(nombre, args=args) + (f"?{urlencode(consulta)}" if consulta else "")
