"""Who led and who belonged, mandate by mandate and on any day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from comites.enums import EstadoMandato
from comites.models import Comite, Mandato
from comites.selectors import FichaIntegrante, fichas_de
from comites.vigencia import estado_de_mandato


@dataclass(frozen=True)
class Directiva:
    """A mandate with everybody who sat in it; without a mandate, those who were written down without one."""

    mandato: Mandato | None
    estado: EstadoMandato | None
    fichas: list[FichaIntegrante]


def directivas_de(user: Any, comite: Comite) -> list[Directiva]:
    """Return the mandates of `comite`, newest first, with their members as `user` may read them.

    Two queries, however long the history.
    """
    mandatos, fichas = list(comite.mandatos.all()), fichas_de(user, comite)
    suyas = [
        Directiva(m, _estado(comite, m, mandatos), [f for f in fichas if f.integrante.mandato_id == m.pk])
        for m in mandatos
    ]
    sueltas = [f for f in fichas if f.integrante.mandato_id is None]
    return [*suyas, Directiva(None, None, sueltas)] if sueltas else suyas


def _estado(comite: Comite, mandato: Mandato, mandatos: list[Mandato]) -> EstadoMandato:
    if comite.disuelto is not None and comite.disuelto <= mandato.fin:
        return EstadoMandato.CERRADO
    return estado_de_mandato(mandato, mandatos)


def quienes_estaban(directivas: list[Directiva], dia: date) -> list[FichaIntegrante]:
    """Return the members of those mandates on `dia`, by the order of their offices."""
    todas = [f for directiva in directivas for f in directiva.fichas]
    presentes = [f for f in todas if f.estaba(dia)]
    return sorted(presentes, key=lambda f: (f.integrante.cargo.orden, f.integrante.desde))
