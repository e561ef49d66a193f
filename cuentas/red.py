"""Where a request comes from. A proxy is believed only when the installation names it."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

DESCONOCIDA = "desconocida"
# One household or phone holds a whole IPv6 block: counting single addresses would count nothing.
PREFIJO_IPV6 = 64


def ip_de(request: HttpRequest) -> str:
    """Return the client's address as far as it can be trusted; IPv6 as its /64 block.

    ``X-Forwarded-For`` is read from the right, and only while the hop that wrote it is one of
    `settings.PROXIES_DE_CONFIANZA` (addresses or networks; «unix» for a local socket).
    """
    actual = request.META.get("REMOTE_ADDR") or "unix"
    saltos = [s.strip() for s in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if s.strip()]
    while saltos and _de_confianza(actual):
        actual = saltos.pop()
    return _bloque(actual)


def _de_confianza(texto: str) -> bool:
    if texto == "unix":
        return "unix" in settings.PROXIES_DE_CONFIANZA
    try:
        direccion = ip_address(texto)
    except ValueError:
        return False
    redes = [ip_network(r, strict=False) for r in settings.PROXIES_DE_CONFIANZA if r != "unix"]
    return any(direccion in red for red in redes)


def _bloque(texto: str) -> str:
    try:
        direccion = ip_address(texto)
    except ValueError:
        return DESCONOCIDA
    if not isinstance(direccion, IPv6Address):
        return str(direccion)
    if direccion.ipv4_mapped:
        return str(direccion.ipv4_mapped)
    return str(ip_network((direccion, PREFIJO_IPV6), strict=False).network_address)
