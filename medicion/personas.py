"""The pages about persons: their list, their search, their document, and who might be the same."""

from functools import cache
from typing import Any

from django.urls import reverse

from comites.models import Comite
from medicion import metas
from medicion.nombres import APELLIDO_RARO
from medicion.pagina import Pagina, ruta
from medicion.poblar import DE_LA_MAYOR, MUNICIPAL, REGION, REGIONAL
from personas.models import Persona


def paginas() -> list[Pagina]:
    """Return them as a region's specialist opens them; the list, as a municipality's coordinator too."""
    lista, corta = "personas:lista", metas.BUSQUEDA_CORTA
    busqueda, pregunta = metas.BUSQUEDA, metas.PREGUNTA
    dos = "ñaupari quispe"
    return [
        Pagina("personas lista municipal", ruta(lista), metas.LISTA_CORTA, MUNICIPAL),
        Pagina("personas busca raro", ruta(lista), busqueda, REGIONAL, palabras=APELLIDO_RARO),
        Pagina("personas busca común", ruta(lista), corta, REGIONAL, palabras="quispe"),
        Pagina("personas busca común municipal", ruta(lista), corta, MUNICIPAL, palabras="quispe"),
        Pagina("personas busca dos apellidos", ruta(lista), corta, REGIONAL, palabras=dos),
        Pagina("personas busca dos apellidos, la mayor", ruta(lista), corta, DE_LA_MAYOR, palabras=dos),
        Pagina("personas busca dos apellidos, el país", ruta(lista), corta, palabras=dos),
        Pagina("personas busca nada", ruta(lista), busqueda, REGIONAL, palabras="xilofono"),
        Pagina("persona por su documento", ruta("personas:buscar"), pregunta, REGIONAL, envio=_documento),
        Pagina("persona parecida, nombre raro", _alta, pregunta, REGIONAL, envio=_rara, por_htmx=True),
        Pagina("persona parecida, nombre común", _alta, pregunta, REGIONAL, envio=_comun, por_htmx=True),
    ]


@cache
def _primera() -> Persona:
    """Return somebody with a rare surname (`poblar.poner_raras`), the same at every scale.

    Read once: looking through all persons for them is no work of the page that is measured.
    """
    persona: Persona = Persona.objects.filter(apellido_paterno=APELLIDO_RARO).order_by("pk")[0]
    return persona


def _documento() -> dict[str, Any]:
    return {"tipo_documento": "dni", "numero_documento": _primera().numero_documento}


def _alta() -> str:
    """Return where somebody is added to the first committee of the region."""
    comite = Comite.objects.filter(disuelto=None, espacio__region=REGION).order_by("pk")[0]
    return reverse("comites:integrante-nuevo", args=[comite.pk])


def _rara() -> dict[str, Any]:
    persona = _primera()
    return _tecleada(persona.nombres, APELLIDO_RARO, persona.apellido_materno)


def _comun() -> dict[str, Any]:
    return _tecleada("Rosa", "Quispe", "Huamán")


def _tecleada(nombres: str, paterno: str, materno: str) -> dict[str, Any]:
    """Return what is sent while somebody new is typed: accents forgotten, surnames turned around."""
    return {
        "paso": "nueva",
        "revisar": "1",
        "nombres": nombres.upper(),
        "apellido_paterno": materno,
        "apellido_materno": paterno,
        "fecha_nacimiento": f"{_primera().fecha_nacimiento:%Y-%m-%d}",
    }
