"""Words about persons that somebody searched for, kept out of the address: it carries only a key to them.

An address ends in logs, histories and messages. The words are posted and stay in the session, under a key
that means nothing to anybody else; pages and the back button work, because each search has its own key.
"""

import secrets
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from comunes.vistas import VistaLista

PALABRAS: Final = "busqueda"  # in the address, the key
MAXIMO: Final = 20  # searches that a session remembers
LARGO: Final = 200
_EN_SESION: Final = "palabras_buscadas"


def guardar_palabras(sesion: Any, texto: str) -> str:
    """Remember `texto` and return its key; the same words keep theirs, and no words have none."""
    texto = texto.strip()[:LARGO]
    guardadas: dict[str, str] = sesion.get(_EN_SESION, {})
    if not texto:
        return ""
    clave = next((c for c, t in guardadas.items() if t == texto), "") or secrets.token_urlsafe(9)
    recientes = {c: t for c, t in guardadas.items() if c != clave} | {clave: texto}
    sesion[_EN_SESION] = dict(list(recientes.items())[-MAXIMO:])
    return clave


def leer_palabras(sesion: Any, clave: str) -> str:
    """Return the words under `clave`; "" when this session does not have them (any more)."""
    return str(sesion.get(_EN_SESION, {}).get(clave, ""))


class ListaReservada(VistaLista):
    """A list whose search (`q`) names persons: the words are posted, and the address carries their key.

    Context: `palabras`, what is searched; `olvidadas`, when the session no longer has what the key named.
    Then the list is empty: everybody would look like an answer.
    """

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        clave = guardar_palabras(request.session, request.POST.get("q", ""))
        campos = getattr(self.filtro, "base_filters", ())
        otros = {c: request.POST.get(c, "") for c in campos if c != "q"}
        consulta = urlencode({c: valor for c, valor in {PALABRAS: clave, **otros}.items() if valor})
        return HttpResponseRedirect(f"{request.path}?{consulta}" if consulta else request.path)

    @cached_property
    def palabras(self) -> str:
        return leer_palabras(self.request.session, self.request.GET.get(PALABRAS, ""))

    @property
    def olvidadas(self) -> bool:
        return bool(self.request.GET.get(PALABRAS)) and not self.palabras

    def get_queryset(self) -> QuerySet[Any]:
        filas = super().get_queryset()
        return filas.none() if self.olvidadas else filas

    def leer_filtros(self) -> QueryDict:
        puestos = super().leer_filtros().copy()
        puestos["q"] = self.palabras
        return puestos

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(palabras=self.palabras, olvidadas=self.olvidadas, **kwargs)
