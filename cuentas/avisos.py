"""Notices to the owner of an account about its security, by e-mail, once the change is certain."""

from functools import partial

from django.db import transaction

from cuentas.models import Usuario
from cuentas.tareas import enviar_aviso


def avisar(usuario: Usuario, que: str) -> None:
    """Tell `usuario`, at the address known now, what changed; leaders have no address."""
    if usuario.email:
        transaction.on_commit(partial(enviar_aviso.enqueue, usuario.pk, usuario.email, que))
