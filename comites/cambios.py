"""What changed in a committee since one of its papers was issued."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from comites.models import Cargo, DocumentoEmitido, Integrante, IntegranteQuerySet


@dataclass(frozen=True)
class Cambio:
    """Somebody who came in (`antes` is None), left (`ahora` is None) or changed office."""

    antes: Integrante | None
    ahora: Integrante | None

    @property
    def integrante(self) -> Integrante:
        uno = self.ahora or self.antes
        assert uno is not None  # noqa: S101  one of the two always is there
        return uno


def cambios_desde(documento: DocumentoEmitido) -> list[Cambio]:
    """Return how the roll stands today against the one `documento` was printed with, by person.

    Two queries. Somebody who goes on in a new mandate with the same office has not changed.
    """
    impresos = dict(documento.contenido.get("integrantes", []))
    if not documento.clase_enum.se_firma:
        return []
    antes = _por_persona(Integrante.objects.filter(pk__in=list(impresos)))
    ahora = _por_persona(Integrante.objects.activos(_dia(documento)).filter(comite=documento.comite_id))
    for integrante in antes.values():
        if integrante.cargo.slug != impresos[integrante.pk]:
            integrante.cargo = Cargo.objects.get(slug=impresos[integrante.pk])
    personas = [*antes, *(p for p in ahora if p not in antes)]
    pares = [Cambio(antes.get(p), ahora.get(p)) for p in personas]
    return [c for c in pares if not (c.antes and c.ahora and c.antes.cargo_id == c.ahora.cargo_id)]


def _por_persona(filas: IntegranteQuerySet) -> dict[int, Integrante]:
    return {i.persona_id: i for i in filas.select_related("persona", "cargo")}


def _dia(documento: DocumentoEmitido) -> date:
    """Return the day to compare with: today, or the first of a mandate that has not begun."""
    hoy = timezone.localdate()
    mandato = documento.mandato if documento.clase_enum.es_acta else None
    return max(hoy, mandato.inicio) if mandato else hoy
