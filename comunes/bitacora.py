"""The history: every service writes here what it did, to what, in whose name."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet

from comunes.models import Evento


def registrar(*, actor: Any, accion: str, objeto: Model, **datos: Any) -> Evento:
    """Write one line of history inside the caller's transaction.

    `datos` must be JSON-serialisable and free of personal data. A missing actor (``None``) is a
    command run by the installation itself.
    """
    evento = _evento(actor, accion, objeto, datos)
    evento.save(force_insert=True)
    return evento


def registrar_cada(*, actor: Any, accion: str, objetos: Iterable[Model]) -> None:
    """Write one line of history for each of `objetos`, together."""
    Evento.objects.bulk_create([_evento(actor, accion, uno, {}) for uno in objetos], batch_size=500)


def _evento(actor: Any, accion: str, objeto: Model, datos: dict[str, Any]) -> Evento:
    return Evento(
        actor=actor,
        accion=accion,
        objeto_tipo=objeto._meta.label_lower,
        objeto_id=str(objeto.pk),
        datos=datos,
    )


def historial(objeto: Model) -> QuerySet[Evento]:
    """Return the history of `objeto`, newest first, with its actors."""
    eventos = Evento.objects.filter(objeto_tipo=objeto._meta.label_lower, objeto_id=str(objeto.pk))
    return eventos.select_related("actor")
