"""Facts about this installation that pages need on every request."""

from typing import Any, Final

from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from comunes.models import HechoDeInstalacion

DATOS_DE_EJEMPLO = "datos-de-ejemplo"
# Every page asks for the ribbon and the flag changes once in a life: other processes may lag this much.
SEGUNDOS_RECORDADO: Final = 60


def hay_datos_de_ejemplo() -> bool:
    """Say whether the sample programme is loaded; asks the database, for decisions that must not lag."""
    return HechoDeInstalacion.objects.filter(pk=DATOS_DE_EJEMPLO).exists()


def mostrar_cinta_de_ejemplo() -> bool:
    """Say the same for the ribbon on every page, remembered for a minute."""
    return bool(cache.get_or_set(DATOS_DE_EJEMPLO, hay_datos_de_ejemplo, SEGUNDOS_RECORDADO))


@receiver([post_save, post_delete], sender=HechoDeInstalacion)
def olvidar_hechos(**_senal: Any) -> None:
    """Forget what is remembered when a fact changes: at once, and again when the change is committed."""
    cache.delete(DATOS_DE_EJEMPLO)
    transaction.on_commit(lambda: cache.delete(DATOS_DE_EJEMPLO))


def marcar_datos_de_ejemplo(**detalle: str) -> None:
    """Remember that the sample programme is loaded."""
    HechoDeInstalacion.objects.update_or_create(pk=DATOS_DE_EJEMPLO, defaults={"valor": detalle})
