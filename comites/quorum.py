"""How many members an assembly needs: configurable, an assumption until the programme confirms it."""

from django.conf import settings


def quorum_de(total: int, *, segunda: bool = False) -> int:
    """Return how many of `total` members make a first (or `segunda`) call valid; at least one.

    The first call asks for more than its percentage (half and one more), the second for at least its
    own, and never for more than the first.
    """
    primera = total * settings.QUORUM_PORCENTAJE // 100 + 1
    if not segunda:
        return max(1, min(primera, total))
    exigido = -(-total * settings.QUORUM_SEGUNDA_PORCENTAJE // 100)
    return max(1, min(exigido, primera, total))
