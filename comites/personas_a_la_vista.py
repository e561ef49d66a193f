"""Which persons a user sees through committees: asked person by person, or gathered when they are few."""

from typing import Any, Final

from django.db.models import Q

from comites.models import Comite, Integrante, personas_en_comites
from territorio.alcance import alcance_de

# Up to so many committees, reading everybody who ever was in one costs less than looking for them along
# the list of all persons.
POCOS_COMITES: Final = 300


def personas_a_la_vista(user: Any, permiso: Any) -> Q:
    """Return the condition over persons; whoever has few committees is told apart once per user in memory."""
    if not _tiene_pocos(user, permiso):
        return personas_en_comites(user, permiso)
    membresias = Integrante.objects.visible_to(user, permiso)
    return Q(pk__in=membresias.order_by().values("persona"))


def _tiene_pocos(user: Any, permiso: Any) -> bool:
    alcance = alcance_de(user, permiso)
    if alcance.regiones or not (alcance.municipalidades or alcance.comisarias):
        return not alcance.regiones  # a region has many; a leader, a handful: nothing to count
    cuenta = getattr(user, "usuario", user)
    conocidos = cuenta.__dict__.setdefault("_pocos_comites", {})
    if alcance not in conocidos:
        suyos = Comite.objects.visible_to(user, permiso).order_by().values("pk")
        conocidos[alcance] = suyos[: POCOS_COMITES + 1].count() <= POCOS_COMITES
    return bool(conocidos[alcance])
