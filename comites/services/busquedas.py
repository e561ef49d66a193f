"""The note that somebody looked up too many documents: who and where, never which."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from comites.models import Comite
from comunes.bitacora import historial, registrar

FRENADAS = "busquedas-frenadas"


@transaction.atomic
def anotar_busquedas_frenadas(*, actor: Any, comite: Comite) -> None:
    """Write it in the committee's history, once for each wait however often they insist."""
    desde = timezone.now() - timedelta(minutes=settings.MINUTOS_DE_ESPERA)
    if not historial(comite).filter(accion=FRENADAS, actor=actor, fecha__gt=desde).exists():
        registrar(actor=actor, accion=FRENADAS, objeto=comite)
