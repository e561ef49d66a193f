"""Papers of the portal: the sheet of a space, one page, for anybody and for whoever works on it."""

from typing import Any, Final

import segno
from django.conf import settings

from comunes.documentos import componer, componer_una_vez, foto_incrustada
from comunes.templatetags.componentes import miles
from cuentas.enums import Permiso
from espacios.comparador import parejas_de
from espacios.enums import MomentoFoto
from espacios.ficha import antes_y_despues
from espacios.models import EspacioPublico, FotoEspacio
from portal.selectors.publico import FichaPublica, contados, ficha_publica
from portal.selectors.resumen import cifras_de_actividad, inseguridad_en_palabras
from territorio.croquis import croquis

PLANTILLA: Final = "portal/papeles/ficha-espacio.typ"
ACTIVIDADES_EN_LA_FICHA: Final = 5
# What fits beside the rest on one page, however many factors somebody marked.
FACTORES_EN_LA_FICHA: Final = 14

Dato = tuple[str, str]


def ficha_para_todos(espacio: EspacioPublico, url: str) -> bytes:
    """Return the public sheet: the data of the public page, without any of a person."""
    ficha = ficha_publica(espacio)
    fotos = _para_todos(ficha)
    cifras = _cifras_de_actividad(espacio, publicas=True)
    propios = {"factores": [], "lugar": "", "interna": False}
    datos = _datos(espacio, ficha, url, fotos, [*_comite(ficha, contados), *cifras])
    return componer_una_vez(PLANTILLA, espacio.nombre, datos | propios)


def ficha_de_trabajo(user: Any, espacio: EspacioPublico, url: str) -> bytes:
    """Return the sheet for whoever works on `espacio`: exact figures, risks, place."""
    ficha = ficha_publica(espacio)
    contar = str if user.tiene(Permiso.COMITE_VER) else contados
    fotos = _para_el_trabajo(espacio)
    inseguridad = inseguridad_en_palabras(espacio)
    cifras = _cifras_de_actividad(espacio, publicas=False)
    cifras += [("Inseguros o muy inseguros", inseguridad)] if inseguridad else []
    propios = {
        "factores": _hasta(_factores(espacio), FACTORES_EN_LA_FICHA),
        "lugar": ". ".join(filter(None, (espacio.direccion, espacio.referencia))),
        "interna": True,
        "interno": "Lleva datos y fotos que no se publican: no sale del programa.",
    }
    datos = _datos(espacio, ficha, url, fotos, [*_comite(ficha, contar), *cifras])
    return componer(PLANTILLA, espacio.nombre, datos | propios)


def _datos(
    espacio: EspacioPublico,
    ficha: FichaPublica,
    url: str,
    fotos: list[tuple[FotoEspacio, str]],
    cifras: list[Dato],
) -> dict[str, Any]:
    return {
        "codigo": espacio.codigo,
        "estado": str(espacio.estado_enum.label),
        "que_es": _que_es(espacio),
        "municipalidad": str(espacio.municipalidad),
        "comisaria": str(espacio.comisaria or "Por asignar"),
        "camino": [(p.texto, f"{p.dia:%d/%m/%Y}" if p.dia else "", p.estado) for p in ficha.camino],
        "fotos": _imagenes(fotos),
        "cifras": cifras,
        "actividades": [
            (f"{a.fecha:%d/%m/%Y}", a.tipo, contados(a.participantes))
            for a in ficha.actividades[:ACTIVIDADES_EN_LA_FICHA]
        ],
        "url": url,
        "croquis": _dibujar(espacio),
        "donde": f"El espacio dentro del distrito de {espacio.distrito.nombre}",
        "qr": segno.make(url, error="m", micro=False).svg_inline(border=2),
    }


def _dibujar(espacio: EspacioPublico) -> str:
    """Return the sketch of where it is as SVG text, in the colours of the screens; empty without a point."""
    if espacio.latitud is None or espacio.longitud is None:
        return ""
    c = croquis(float(espacio.latitud), float(espacio.longitud), espacio.distrito_id)
    vecinos = "".join(f'<path fill="#dde8e1" stroke="#fff" d="{trazo}"/>' for trazo in c.vecinos if trazo)
    propio = f'<path fill="#b5d4c5" stroke="#0b6b53" stroke-width="2" d="{c.propio}"/>' if c.propio else ""
    punto = f'<circle cx="{c.x}" cy="{c.y}" r="13" fill="#f2a93b" stroke="#084f3e" stroke-width="5"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {c.ancho} {c.alto}">'
        f'<rect width="{c.ancho}" height="{c.alto}" fill="#e7eeeb"/>{vecinos}{propio}{punto}</svg>'
    )


def _que_es(espacio: EspacioPublico) -> str:
    area = f" de {miles(round(espacio.area_m2))} m²" if espacio.area_m2 else ""
    return f"{espacio.tipo}{area} en {espacio.distrito.nombre}, {espacio.region.nombre}"


def _para_todos(ficha: FichaPublica) -> list[tuple[FotoEspacio, str]]:
    """Return one published pair, or else the photo that stands for the space, each as it may be published."""
    publicadas = ficha.fotos
    pareja = publicadas.parejas[0] if publicadas.parejas else ficha.antes_y_despues
    elegidas = pareja or [f for f in (ficha.foto_de_portada,) if f]
    return [(foto, foto.nombre_publicable) for foto in elegidas]


def _para_el_trabajo(espacio: EspacioPublico) -> list[tuple[FotoEspacio, str]]:
    """Return a pair of before and after, or whichever of both there is; blurred where that was done."""
    fotos = list(FotoEspacio.objects.vigentes().filter(espacio=espacio))
    parejas = parejas_de(fotos)
    return [(f, f.nombre_publicable) for f in (parejas[0] if parejas else antes_y_despues(fotos)) if f]


def _imagenes(fotos: list[tuple[FotoEspacio, str]]) -> list[dict[str, str]]:
    """Return the photos with what is said of them; one whose file is gone is left out."""
    imagenes = []
    for foto, nombre in fotos:
        if not (svg := foto_incrustada(nombre, foto.ancho, foto.alto)):
            continue
        momento = str(foto.get_momento_display()) if foto.momento != MomentoFoto.GENERAL else ""
        dia = f"{foto.tomada:%d/%m/%Y}" if foto.tomada else ""
        alt = foto.descripcion or f"Foto de {foto.get_momento_display().lower()}"
        imagenes.append({"svg": svg, "pie": ", ".join(filter(None, (momento, dia))), "alt": alt})
    return imagenes


def _comite(ficha: FichaPublica, contar: Any) -> list[Dato]:
    comite = ficha.comite
    if comite is None:
        return [("Comité comunitario", "Todavía no tiene")]
    hasta = f", hasta el {comite.hasta:%d/%m/%Y}" if comite.hasta else ""
    return [
        ("Comité comunitario", f"{comite.estado.label}{hasta}"),
        ("Integrantes", contar(comite.integrantes)),
    ]


def _cifras_de_actividad(espacio: EspacioPublico, *, publicas: bool) -> list[Dato]:
    cifras = cifras_de_actividad(espacio)
    contar = contados if publicas else miles
    return [
        ("Actividades verificadas", miles(cifras.total)),
        (f"En los últimos {settings.DIAS_SIN_ACTIVIDAD} días", miles(cifras.recientes)),
        ("Participaciones en ellas", contar(cifras.participaciones) if cifras.total else "s/d"),
    ]


def _factores(espacio: EspacioPublico) -> list[str]:
    return list(espacio.factores.order_by("orden", "nombre").values_list("nombre", flat=True))


def _hasta(nombres: list[str], maximo: int) -> list[str]:
    """Return at most `maximo` names, saying how many were left out."""
    sobran = len(nombres) - maximo
    return nombres if sobran <= 0 else [*nombres[:maximo], f"y {sobran} más"]
