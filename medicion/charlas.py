"""The pages about talks: their lists, one with its people and its attendance, and certificates."""

from collections.abc import Callable

from django.urls import reverse

from capacitaciones.models import Sesion
from medicion import metas
from medicion.filas_charlas import codigo_de
from medicion.pagina import Pagina, ruta
from medicion.poblar import FACILITADORA, LIDER, MUNICIPAL, REGION, REGIONAL


def paginas() -> list[Pagina]:
    """Return them as each role opens them, the public's last."""
    lista, corta, cifra = "capacitaciones:lista", metas.LISTA_CORTA, "personas-capacitadas"
    return [
        Pagina("charlas lista", ruta(lista), metas.LISTA),
        Pagina("charlas lista cerradas", ruta(lista, estado="cerrada"), metas.LISTA),
        Pagina("charlas lista por tema", ruta(lista, tema="liderazgo"), corta),
        Pagina("charlas lista por días", ruta(lista, desde="2025-11-01", hasta="2026-11-30"), corta),
        Pagina("charlas lista regional", ruta(lista), corta, REGIONAL),
        Pagina("charlas lista municipal", ruta(lista), corta, MUNICIPAL),
        Pagina("charlas lista de quien las da", ruta(lista), corta, FACILITADORA),
        Pagina("charla", _primera("sesion", "cerrada"), metas.DETALLE),
        Pagina("charla, su gente", _primera("participantes", "cerrada"), metas.LISTA),
        Pagina("charla, anotar asistencia", _primera("asistencia", "realizada"), metas.DETALLE),
        Pagina("charlas públicas", ruta("charlas:lista"), corta, ""),
        Pagina("charla pública", _publica, metas.DETALLE, ""),
        Pagina("constancia comprobada", ruta("constancias:verificar", codigo_de(7)), metas.DETALLE, ""),
        Pagina("mis constancias", ruta("constancias:mias"), metas.DETALLE, LIDER),
        Pagina("cifra de capacitadas", ruta("portal:cifra", cifra), metas.TABLERO, ""),
        Pagina(
            "cifra de capacitadas, una región",
            ruta("portal:cifra", cifra, region=REGION),
            metas.TABLERO_CORTO,
            "",
        ),
    ]


def _primera(nombre: str, estado: str) -> Callable[[], str]:
    """Return that page of the first talk in that state: the same one at every scale."""

    def direccion() -> str:
        return reverse(f"capacitaciones:{nombre}", args=[_sesion(estado).uuid])

    return direccion


def _publica() -> str:
    return reverse("charlas:charla", args=[_sesion("abierta").uuid])


def _sesion(estado: str) -> Sesion:
    sesion: Sesion = Sesion.objects.filter(estado=estado).order_by("pk")[0]
    return sesion
