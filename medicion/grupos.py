"""The pages about WhatsApp groups: their register, how each is, and the coverage by place."""

from typing import Final

from comites.filtros_grupos import (
    ACTIVO,
    FALTAN,
    SILENCIOSO,
    SIN_GRUPO,
    SIN_REGLAS,
    SIN_RESPALDO,
    SIN_REVISAR,
)
from medicion import metas
from medicion.pagina import Pagina, ruta
from medicion.poblar import MUNICIPAL, REGION, REGIONAL

_COMO: Final = (SIN_GRUPO, SILENCIOSO, SIN_RESPALDO, FALTAN, SIN_REVISAR, SIN_REGLAS, ACTIVO)


def paginas() -> list[Pagina]:
    """Return them for the country, a region and the largest municipality; coverage by region and district."""
    lista, cobertura, corta = "comites:grupos", "comites:grupos-cobertura", metas.LISTA_CORTA
    return [
        Pagina("grupos lista", ruta(lista), metas.LISTA),
        *(Pagina(f"grupos lista {como}", ruta(lista, como=como), corta) for como in _COMO),
        Pagina("grupos lista región y en silencio", ruta(lista, region=REGION, como=SILENCIOSO), corta),
        Pagina("grupos lista regional", ruta(lista), corta, REGIONAL),
        Pagina("grupos lista municipal", ruta(lista), corta, MUNICIPAL),
        Pagina("grupos lista municipal en silencio", ruta(lista, como=SILENCIOSO), corta, MUNICIPAL),
        Pagina("grupos busca común", ruta(lista, q="parque"), metas.BUSQUEDA),
        Pagina("cobertura por región", ruta(cobertura), metas.LISTA),
        Pagina("cobertura por distrito", ruta(cobertura, region="1501"), corta),
        Pagina("cobertura municipal", ruta(cobertura), corta, MUNICIPAL),
    ]
