"""The papers of a committee as a page shows them: state, what changed since, what may be done."""

from dataclasses import dataclass
from typing import Any

from comites.cambios import Cambio, cambios_desde
from comites.enums import ClaseDocumento, EstadoDocumento
from comites.models import Comite, DocumentoEmitido
from comites.permissions import grado_en
from comites.selectors import FichaIntegrante
from personas.permissions import mostrar

_DEL_COMITE = (ClaseDocumento.ACTA_CONSTITUCION, ClaseDocumento.ACTA_RENOVACION, ClaseDocumento.PADRON)


@dataclass(frozen=True)
class Papel:
    """One kind of paper: its version in force, if any, and the former ones."""

    clase: ClaseDocumento
    vigente: DocumentoEmitido | None
    anteriores: list[DocumentoEmitido]
    se_puede_emitir: bool

    @property
    def espera_firma(self) -> bool:
        estados = (EstadoDocumento.POR_FIRMAR, EstadoDocumento.OBSERVADO)
        return self.vigente is not None and self.vigente.estado in estados

    @property
    def por_validar(self) -> bool:
        return self.vigente is not None and self.vigente.estado == EstadoDocumento.POR_VALIDAR


def papeles_de(comite: Comite) -> list[Papel]:
    """Return the papers about the committee itself; those of an assembly hang from it. Two queries."""
    documentos = list(comite.documentos.filter(clase__in=_DEL_COMITE).con_ejemplar())
    mandatos = comite.mandatos.count()
    posibles = {
        ClaseDocumento.ACTA_CONSTITUCION: mandatos < 2,
        ClaseDocumento.ACTA_RENOVACION: mandatos > 1,
        ClaseDocumento.PADRON: True,
    }
    papeles = [_papel(c, documentos, posible) for c, posible in posibles.items()]
    return [p for p in papeles if p.se_puede_emitir or p.vigente or p.anteriores]


def _papel(clase: ClaseDocumento, documentos: list[DocumentoEmitido], posible: bool) -> Papel:
    suyos = [d for d in documentos if d.clase == clase]
    vigente = next((d for d in suyos if d.vale), None)
    return Papel(clase, vigente, [d for d in suyos if d is not vigente], posible)


def cambios_en_palabras(user: Any, documento: DocumentoEmitido) -> list[str]:
    """Return what changed in the roll since `documento` was issued, naming people as `user` may read them."""
    return [_frase(user, documento.comite, c) for c in cambios_desde(documento)]


def _frase(user: Any, comite: Comite, cambio: Cambio) -> str:
    antes, ahora = (_ficha(user, comite, i) if i else None for i in (cambio.antes, cambio.ahora))
    if antes and ahora:
        return f"{ahora.nombre} pasó de {antes.cargo.lower()} a {ahora.cargo.lower()}."
    if ahora:
        return f"Entró {ahora.nombre}, {ahora.cargo.lower()}."
    assert antes is not None  # noqa: S101  a change has one of the two
    return f"Salió {antes.nombre}, {antes.cargo.lower()}."


def _ficha(user: Any, comite: Comite, integrante: Any) -> FichaIntegrante:
    grado = grado_en(user, comite, es_directivo=integrante.cargo.directivo)
    return FichaIntegrante(integrante, mostrar(integrante.persona, grado))
