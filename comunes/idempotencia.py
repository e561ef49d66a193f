"""Once and only once: a form's key is claimed with the write and answers every repeat alike."""

import uuid
from typing import Any

from django.db import IntegrityError, transaction

from comunes.models import ClaveIdempotencia


class YaRespondida(Exception):
    """The key was used before; `respuesta` is the address the first post was sent to."""

    def __init__(self, respuesta: str) -> None:
        self.respuesta = respuesta
        super().__init__(respuesta)


def leer_clave(texto: str | None) -> uuid.UUID | None:
    """Return the key a form sent, or None when it sent none or a broken one."""
    try:
        return uuid.UUID(texto or "")
    except ValueError:
        return None


def reclamar(clave: uuid.UUID, *, usuario: Any, ruta: str) -> ClaveIdempotencia:
    """Claim `clave` inside the caller's transaction.

    A parallel post with the same key waits for this transaction, then gets `YaRespondida` with the
    first one's answer. A key used by somebody else or on another form counts as new: ValueError.
    """
    try:
        with transaction.atomic():
            return ClaveIdempotencia.objects.create(clave=clave, usuario=usuario, ruta=ruta[:300])
    except IntegrityError:
        previa = ClaveIdempotencia.objects.get(pk=clave)
    if previa.ruta != ruta[:300] or previa.usuario_id != getattr(usuario, "pk", None):
        raise ValueError("idempotency key reused for another form")
    raise YaRespondida(previa.respuesta)


def respuesta_previa(clave: uuid.UUID | None, *, usuario: Any, ruta: str) -> str:
    """Return the address this very form was already answered with, or an empty text.

    Ask before validating: what the first post wrote may well make the second one invalid.
    """
    if clave is None:
        return ""
    propias = ClaveIdempotencia.objects.filter(pk=clave, usuario=usuario, ruta=ruta[:300])
    return propias.values_list("respuesta", flat=True).first() or ""


def anotar_respuesta(reclamada: ClaveIdempotencia | None, respuesta: str) -> None:
    """Keep the address a successful post answers with."""
    if reclamada is not None:
        reclamada.respuesta = respuesta[:500]
        reclamada.save(update_fields=["respuesta"])
