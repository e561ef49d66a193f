"""Certificates as PDF: one of them, or all those of a talk in one file."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone

from capacitaciones.codigos import en_grupos
from capacitaciones.enums import Modalidad
from capacitaciones.iniciales import iniciales_de
from capacitaciones.models import Constancia, Sesion
from capacitaciones.partes import Parte, partir
from comites.documents import fecha_larga, png_de_qr
from comunes.documentos import componer

PLANTILLA: Final = "capacitaciones/papeles/constancia.typ"
# Certificates in one file: each is a page with its own QR, typeset while somebody waits.
POR_ARCHIVO: Final = 200
# Between words that must not be parted at the end of a line.
_FIJO: Final = "\u00a0"


def partes_de(cuantas: int) -> list[Parte]:
    """Return the files in which so many certificates come."""
    return partir(cuantas, POR_ARCHIVO)


def pdf_de(constancia: Constancia, url_de: Callable[[Constancia], str]) -> bytes:
    """Return one certificate. Its file says the number, and no name in its metadata."""
    return _componer(str(constancia), [constancia], url_de)


def pdf_de_charla(
    sesion: Sesion, constancias: Iterable[Constancia], url_de: Callable[[Constancia], str]
) -> bytes:
    """Return the certificates of `sesion`, one a page."""
    return _componer(f"Constancias de «{sesion.titulo}»", constancias, url_de)


def _componer(titulo: str, constancias: Iterable[Constancia], url_de: Callable[[Constancia], str]) -> bytes:
    paginas = [_pagina(constancia, url_de(constancia)) for constancia in constancias]
    return componer(PLANTILLA, titulo, {"constancias": paginas})


def _pagina(constancia: Constancia, url: str) -> dict[str, Any]:
    """Return what one page says. Reads the attendance, its person and registration, and the talk."""
    asistencia = constancia.asistencia
    sesion, nombre = asistencia.sesion, asistencia.nombre_completo
    return {
        "correlativo": constancia.correlativo,
        "nombre": nombre,
        "charla": sesion.titulo,
        "como": como_fue(sesion),
        "tema": str(sesion.tema_enum.label),
        "dictada_por": sesion.facilitador.get_full_name(),
        "emitida": f"{timezone.localtime(constancia.emitida_en):%d/%m/%Y}",
        "iniciales": iniciales_de(nombre),
        "codigo": en_grupos(constancia.codigo),
        "donde": _donde(url, constancia.codigo),
        "url": url,
        "qr": list(png_de_qr(url)),
    }


def _donde(url: str, codigo: str) -> str:
    """Return the address where a code is typed by hand, as it is printed: «sitio.pe/constancia»."""
    return url.split("://", 1)[-1].split(codigo, 1)[0].rstrip("/")


def como_fue(sesion: Sesion) -> str:
    """Return how long it lasted, how it was given and when, to go on from the title of the talk."""
    inicio, fin = timezone.localtime(sesion.inicio), timezone.localtime(sesion.fin)
    if sesion.modalidad_enum == Modalidad.ASINCRONICA:
        return f"dictada en línea, a su ritmo, {_entre(inicio, fin)}"
    return f"de {duracion(fin - inicio)}, dictada {_en_donde(sesion)} {_entre(inicio, fin)}"


def _en_donde(sesion: Sesion) -> str:
    en_el_lugar = f"en {sesion.lugar}" if sesion.lugar else "de forma presencial"
    return {
        Modalidad.PRESENCIAL: en_el_lugar,
        Modalidad.HIBRIDA: f"{en_el_lugar} y por videollamada",
    }.get(sesion.modalidad_enum, "por videollamada")


def _entre(inicio: datetime, fin: datetime) -> str:
    if inicio.date() == fin.date():
        return f"el {fecha_larga(inicio.date())}"
    return f"del {fecha_larga(inicio.date())} al {fecha_larga(fin.date())}"


def duracion(tiempo: timedelta) -> str:
    """Return «1 hora y 30 minutos», «2 horas», «45 minutos»."""
    horas, minutos = divmod(round(tiempo.total_seconds() / 60), 60)
    partes = [_contados(horas, "hora"), _contados(minutos, "minuto")]
    return " y ".join(parte for parte in partes if parte)


def _contados(cuantos: int, nombre: str) -> str:
    return f"{cuantos}{_FIJO}{nombre}{'' if cuantos == 1 else 's'}" if cuantos else ""
