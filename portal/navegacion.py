"""The menu of each person: only pages that exist and that they may open."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest

from actividades.selectors import cola_de_verificacion
from cuentas.enums import Permiso
from cuentas.sesiones import recordado
from portal.enlaces import url_si_existe

PENDIENTES_CONTADOS: Final = 100


@dataclass(frozen=True)
class Entrada:
    """One link of a menu, as the templates read it."""

    texto: str
    url: str
    icono: str = ""
    activo: bool = False
    cuenta: int | None = None


@dataclass(frozen=True)
class Destino:
    """A page that may stand in the menu; pages under its address, or else of its `seccion`, mark it."""

    texto: str
    icono: str
    nombre: str
    permiso: Permiso
    seccion: str = ""
    contar: Callable[[Any], int | None] | None = None


def por_verificar(usuario: Any) -> int | None:
    """Return how many activities wait for the user's review, counting to a hundred."""
    if not usuario.tiene(Permiso.ACTIVIDAD_VERIFICAR):
        return None
    return int(cola_de_verificacion(usuario).order_by()[:PENDIENTES_CONTADOS].count())


# The order of the menu; the first three also stand in the phone's bottom bar.
DESTINOS: Final = (
    Destino("Mi semana", "calendar-week", "portal:inicio-trabajo", Permiso.TRABAJO_VER),
    Destino("Espacios", "tree", "espacios:lista", Permiso.ESPACIO_VER, "espacios"),
    Destino(
        "Actividades",
        "check2-square",
        "actividades:lista",
        Permiso.ACTIVIDAD_VER,
        "actividades",
        por_verificar,
    ),
    Destino("Comités", "people", "comites:lista", Permiso.COMITE_VER, "comites"),
    Destino("Charlas", "mortarboard", "capacitaciones:lista", Permiso.CAPACITACION_VER, "capacitaciones"),
    Destino("Personas", "person-vcard", "personas:lista", Permiso.PERSONA_VER, "personas"),
    Destino("Privacidad", "shield-lock", "personas:solicitudes", Permiso.DERECHOS_ATENDER),
    Destino("Padrón", "file-earmark-spreadsheet", "padron:inicio", Permiso.PADRON_IMPORTAR, "padron"),
    Destino("Administración", "gear", "admin:index", Permiso.ADMIN_ENTRAR, "admin"),
)


def armar(request: HttpRequest) -> list[Entrada]:
    """Return the work menu of whoever asks: at most one query a minute, for the pending reviews."""
    usuario = request.user
    if not usuario.is_authenticated:
        return []
    urls = {d: url for d in DESTINOS if usuario.tiene(d.permiso) and (url := url_si_existe(d.nombre))}
    actual = _actual(request, urls)
    return [
        Entrada(d.texto, url, d.icono, activo=d is actual, cuenta=_cuenta(request, d))
        for d, url in urls.items()
    ]


def _cuenta(request: HttpRequest, destino: Destino) -> int | None:
    contar = destino.contar
    if contar is None:
        return None
    sesion = getattr(request, "session", None)
    if sesion is None:
        return contar(request.user)
    return recordado(sesion, destino.nombre, lambda: contar(request.user))


def _actual(request: HttpRequest, urls: dict[Destino, str]) -> Destino | None:
    """Return the destination nearest above the page: requests over data are not the list of persons."""
    encima = [d for d, url in urls.items() if request.path.startswith(url)]
    secciones = request.resolver_match.namespaces if request.resolver_match else []
    suyas = [d for d in urls if d.seccion in secciones]
    return max(encima, key=lambda d: len(urls[d]), default=None) or next(iter(suyas), None)


PUBLICAS: Final = (
    ("Espacios", "portal:espacios-publicos"),
    ("Charlas", "charlas:lista"),
    ("Cómo funciona", "portal:como-funciona"),
)


def armar_publica(request: HttpRequest) -> list[Entrada]:
    """Return the pages of the public header and footer."""
    visitada = request.resolver_match.view_name if request.resolver_match else ""
    return [
        Entrada(texto, url, activo=visitada == nombre)
        for texto, nombre in PUBLICAS
        if (url := url_si_existe(nombre))
    ]
