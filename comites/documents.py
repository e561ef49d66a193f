"""The papers of a committee as PDF, to print and sign. Names as whoever prints may read them."""

from datetime import date
from io import BytesIO
from typing import Any, Final

import segno
from django.utils import dateformat, timezone

from comites.enums import ClaseDocumento as C
from comites.enums import MotivoAsamblea
from comites.huellas import en_grupos
from comites.models import Cargo, DocumentoEmitido, Integrante
from comites.permissions import grado_en
from comites.quorum import quorum_de
from comites.selectors import FichaIntegrante
from comunes.documentos import componer
from personas.permissions import Ver, mostrar

PLANTILLAS: Final = {
    C.ACTA_CONSTITUCION: "comites/papeles/acta.typ",
    C.ACTA_RENOVACION: "comites/papeles/acta.typ",
    C.PADRON: "comites/papeles/padron.typ",
    C.CONVOCATORIA: "comites/papeles/convocatoria.typ",
    C.LISTA_ASISTENCIA: "comites/papeles/asistencia.typ",
}
# The formulas of the programme, an assumption until it confirms them.
OBJETO: Final = (
    "Organizar a la vecindad para cuidar y dar vida al espacio público recuperado, con actividades propias y "
    "en coordinación con la municipalidad y la comisaría."
)
ESTATUTO: Final = (
    "Se aprueba el estatuto leído en la asamblea: cargos, mandato, quórum, y derechos y deberes de "
    "sus integrantes."
)
ALTO_DE_MODULO: Final = 8


def pdf_de(documento: DocumentoEmitido, user: Any, url: str) -> bytes:
    """Return the PDF of `documento` as `user` may read it; `url` is its public check page."""
    clase = documento.clase_enum
    datos = {
        **_comunes(documento, url),
        **_de_lugar(documento),
        **_de_reunion(documento),
        **_de_padron(documento, user),
    }
    if clase.es_acta:
        datos |= _de_acta(documento, datos)
    return componer(PLANTILLAS[clase], str(clase.label), datos)


def png_de_qr(url: str) -> bytes:
    """Return the QR code of `url`, eight pixels a module, with its quiet zone."""
    salida = BytesIO()
    segno.make(url, error="m", micro=False).save(salida, kind="png", scale=ALTO_DE_MODULO, border=4)
    return salida.getvalue()


def _comunes(documento: DocumentoEmitido, url: str) -> dict[str, Any]:
    emitido = timezone.localtime(documento.emitido)
    return {
        "correlativo": documento.correlativo,
        "comite": documento.contenido["comite"],
        "emitido": f"{emitido:%d/%m/%Y}",
        "pie": f"{documento.correlativo} · Emitido el {emitido:%d/%m/%Y a las %H:%M}",
        "huella": en_grupos(documento.huella),
        "url": url,
        "qr": list(png_de_qr(url)),
    }


def _de_lugar(documento: DocumentoEmitido) -> dict[str, str]:
    espacio = documento.comite.espacio
    return {
        "espacio": espacio.nombre,
        "codigo_espacio": documento.contenido["espacio"],
        "direccion": espacio.direccion,
        "distrito": f"{espacio.distrito}, {espacio.region}",
        "municipalidad": str(espacio.municipalidad or ""),
        "comisaria": str(espacio.comisaria or ""),
    }


def _de_reunion(documento: DocumentoEmitido) -> dict[str, Any]:
    asamblea = documento.contenido["asamblea"] or {}
    fecha = date.fromisoformat(asamblea["fecha"]) if asamblea else None
    motivo = MotivoAsamblea(asamblea["motivo"]) if asamblea else None
    return {
        "motivo": str(motivo.label) if motivo else "",
        "asamblea": _a_que_se_convoca(motivo) if motivo else "",
        "fecha": f"{fecha:%d/%m/%Y}" if fecha else "",
        "fecha_larga": fecha_larga(fecha) if fecha else "",
        "hora": asamblea.get("hora", ""),
        "segunda_hora": asamblea.get("segunda_hora", ""),
        "lugar": asamblea.get("lugar", ""),
        "agenda": asamblea.get("agenda", []),
        "asistentes": str(asamblea.get("asistentes") or ""),
        "segunda": asamblea.get("segunda", False),
    }


def _a_que_se_convoca(motivo: MotivoAsamblea) -> str:
    """Return what kind of assembly it is, inside a sentence."""
    dicho = str(motivo.label).lower()
    return dicho if motivo == MotivoAsamblea.ORDINARIA else f"asamblea de {dicho}"


def _de_padron(documento: DocumentoEmitido, user: Any) -> dict[str, Any]:
    fichas = fichas_impresas(documento, user)
    mandato = documento.contenido["mandato"] or _mandato_vigente(documento)
    return {
        "filas": [_fila(n, f) for n, f in enumerate(fichas, start=1)],
        "total": str(len(fichas)),
        "quorum": str(documento.contenido["quorum"]),
        "quorum_segunda": str(quorum_de(len(fichas), segunda=True)),
        "desde": f"{date.fromisoformat(mandato[0]):%d/%m/%Y}" if mandato else "",
        "hasta": f"{date.fromisoformat(mandato[1]):%d/%m/%Y}" if mandato else "",
    }


def _mandato_vigente(documento: DocumentoEmitido) -> tuple[str, str] | None:
    """Return the mandate of the day a roll was issued; rolls issued by now say it themselves."""
    dia = timezone.localtime(documento.emitido).date()
    mandato = documento.comite.mandatos.en_fecha(dia).first()
    return (mandato.inicio.isoformat(), mandato.fin.isoformat()) if mandato else None


def _fila(n: int, ficha: FichaIntegrante) -> dict[str, Any]:
    """Return one row of the roll; a document that the reader may not see whole is left to write by hand."""
    entero = ficha.datos.grado.documento == Ver.TODO
    return {
        "n": n,
        "nombre": ficha.nombre,
        "cargo": ficha.cargo,
        "documento": ficha.datos.documento if entero else "",
    }


def fichas_impresas(documento: DocumentoEmitido, user: Any) -> list[FichaIntegrante]:
    """Return the memberships printed on `documento`, in its order and with its offices."""
    filas = documento.contenido["integrantes"]
    cargos = {c.slug: c for c in Cargo.objects.filter(slug__in=[slug for _, slug in filas])}
    hallados = Integrante.objects.select_related("persona", "cargo").in_bulk([pk for pk, _ in filas])
    fichas = []
    for pk, slug in filas:
        if integrante := hallados.get(pk):
            integrante.cargo = cargos.get(slug, integrante.cargo)
            grado = grado_en(user, documento.comite, es_directivo=integrante.cargo.directivo)
            fichas.append(FichaIntegrante(integrante, mostrar(integrante.persona, grado)))
    return fichas


def _de_acta(documento: DocumentoEmitido, datos: dict[str, Any]) -> dict[str, Any]:
    constituye = documento.clase == C.ACTA_CONSTITUCION
    dia = documento.comite.fecha_constitucion
    return {
        "fecha": f"{dia:%d/%m/%Y}" if constituye and dia and not datos["fecha"] else datos["fecha"],
        "titulo_directiva": "Directiva elegida" if constituye else "Directiva renovada",
        "directiva": _directiva(documento, datos["filas"]),
        "acuerdos": _acuerdos(datos) if constituye else _acuerdos_de_renovacion(datos),
    }


def _directiva(documento: DocumentoEmitido, filas: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Return the unique offices, each with who was elected or an empty name."""
    slugs = [slug for _, slug in documento.contenido["integrantes"]]
    elegidas = {
        slug: {"cargo": f["cargo"], "nombre": f["nombre"]} for slug, f in zip(slugs, filas, strict=False)
    }
    unicos = Cargo.objects.filter(unico=True, activo=True)
    return [elegidas.get(c.slug, {"cargo": c.nombre, "nombre": ""}) for c in unicos]


def _acuerdos(datos: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {"titulo": "Constituir el comité comunitario", "texto": f"Se denomina «{datos['comite']}»."},
        {"titulo": "Objeto", "texto": OBJETO},
        {"titulo": "Domicilio", "texto": datos["direccion"]},
        {"titulo": "Estatuto", "texto": ESTATUTO},
        {"titulo": "Elegir a la directiva", "texto": "Por el periodo y en los cargos que se indican abajo."},
        {"titulo": "Otros acuerdos", "texto": ""},
    ]


def _acuerdos_de_renovacion(datos: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {"titulo": "Renovar la directiva", "texto": f"De «{datos['comite']}», en los cargos de abajo."},
        {"titulo": "Recibir el informe de la directiva saliente", "texto": ""},
        {"titulo": "Otros acuerdos", "texto": ""},
    ]


def fecha_larga(dia: date) -> str:
    """Return «sábado 12 de diciembre de 2026»."""
    return dateformat.format(dia, r"l j \d\e F \d\e Y").lower()
