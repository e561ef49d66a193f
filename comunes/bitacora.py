"""The history: every service writes here what it did, to what, in whose name."""

from typing import Any

from django.db.models import Model, QuerySet

from comunes.models import Evento


def registrar(*, actor: Any, accion: str, objeto: Model, **datos: Any) -> Evento:
    """Write one line of history inside the caller's transaction.

    `datos` must be JSON-serialisable and free of personal data. A missing actor (``None``) is a
    command run by the installation itself.
    """
    return Evento.objects.create(
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
