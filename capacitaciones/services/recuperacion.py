"""A holder without account asks again for the links of their certificates."""

from functools import partial
from typing import Any, Final

from django.db import transaction

from capacitaciones.models import Constancia, Inscripcion
from capacitaciones.tareas import enviar_enlaces

ENLACES_EN_UN_CORREO: Final = 50


@transaction.atomic
def pedir_enlaces(*, actor: Any, tipo_documento: str, numero_documento: str, correo: str, raiz: str) -> None:
    """Queue the links to the certificates of whoever registered with this document and e-mail.

    Without any, as much work is queued for nobody: the e-mail leaves in the background, so that the answer
    is the same and takes the same time. It only ever goes to the address somebody registered with. Nothing
    is written down. `actor` is None: nobody has signed in.
    """
    suyas = Inscripcion.objects.filter(
        tipo_documento=tipo_documento,
        numero_documento=numero_documento,
        correo__iexact=correo,
        pk__in=Constancia.objects.vigentes().values("asistencia__inscripcion"),
    ).exclude(correo="")
    claves = list(suyas.order_by("-pk").values_list("pk", flat=True)[:ENLACES_EN_UN_CORREO])
    transaction.on_commit(partial(enviar_enlaces.enqueue, claves, raiz))
