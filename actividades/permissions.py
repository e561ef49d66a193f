"""Who may write down activities, and in whose name."""

from typing import Any

from django.core.exceptions import PermissionDenied

from actividades.enums import Organizador
from comites.models import Comite
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from espacios.models import EspacioPublico
from territorio.alcance import alcance_de


def es_lider(user: Any) -> bool:
    """Say whether `user` writes down activities for committees of their own."""
    return bool(alcance_de(user, Permiso.ACTIVIDAD_ANOTAR).comites)


def lidera(user: Any, comite_id: int | None) -> bool:
    """Say whether that committee is one of the user's own."""
    return comite_id in alcance_de(user, Permiso.ACTIVIDAD_ANOTAR).comites


def espacios_del_territorio(user: Any) -> Any:
    """Return the spaces where `user` may write down activities of any organiser.

    A leader reaches a space only through a committee, and so writes down only what the committee did.
    """
    condicion = alcance_de(user, Permiso.ACTIVIDAD_ANOTAR).filtro(
        regiones="region", municipalidades="municipalidad", comisarias="comisaria"
    )
    espacios = EspacioPublico.objects.visible_to(user, Permiso.ACTIVIDAD_ANOTAR)
    return espacios.none() if condicion is None else espacios.filter(condicion)


def exigir_anotar(
    user: Any, *, espacio: EspacioPublico, comite: Comite | None, organizador: Organizador
) -> None:
    """Raise PermissionDenied unless `user` may write this down."""
    if comite is not None:
        exigir(user, Permiso.ACTIVIDAD_ANOTAR, comite)
    if organizador == Organizador.COMITE and comite is not None:
        return
    if not espacios_del_territorio(user).filter(pk=espacio.pk).exists():
        raise PermissionDenied


def comites_para_programar(user: Any, codigo: str = "") -> Any:
    """Return the active committees for which `user` may plan: the leader's own, or that of one space."""
    visibles = Comite.objects.visible_to(user, Permiso.ACTIVIDAD_ANOTAR).activos().select_related("espacio")
    if codigo:
        return visibles.filter(espacio__codigo=codigo)
    return visibles.filter(pk__in=alcance_de(user, Permiso.ACTIVIDAD_ANOTAR).comites)
