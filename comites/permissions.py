"""What may be shown and done over one committee, from the places of the user, without asking the database."""

from dataclasses import dataclass
from typing import Any

from comites.models import Comite, GrupoWhatsApp
from cuentas.enums import NivelDatos, Permiso
from personas.documentos import enmascarar_celular, escribir_celular
from personas.permissions import GRADOS, Grado, Ver
from territorio.alcance import Alcance


def alcanza(alcance: Alcance, comite: Comite) -> bool:
    """Say whether `alcance` covers `comite`: the same rule as `ComiteQuerySet.visible_to`."""
    espacio = comite.espacio
    return (
        alcance.nacional
        or espacio.region_id in alcance.regiones
        or espacio.municipalidad_id in alcance.municipalidades
        or espacio.comisaria_id in alcance.comisarias
        or comite.pk in alcance.comites
    )


def puede(user: Any, permiso: Permiso, comite: Comite) -> bool:
    """Say whether `user` holds `permiso` over `comite`; services ask again before they write."""
    return alcanza(user.alcance(permiso), comite)


def grado_en(user: Any, comite: Comite, *, es_directivo: bool) -> Grado:
    """Return what `user` may read of a member of `comite`, by the roles that reach it."""
    grado = Grado()
    for nivel in user.niveles_de_datos():
        es_para_este = nivel != NivelDatos.DIRECTIVA or es_directivo
        if es_para_este and alcanza(user.alcance(datos=nivel), comite):
            grado |= GRADOS[nivel]
    return grado


@dataclass(frozen=True)
class CelularesDeGrupo:
    """The phones of whoever administers a group and of the backup, as one user may read them."""

    administra: str = ""
    respaldo: str = ""


def celulares_del_grupo(user: Any, comite: Comite, grupo: GrupoWhatsApp | None) -> CelularesDeGrupo:
    """Return the group's phones as `user` may read them: whoever administers a group leads."""
    ver = grado_en(user, comite, es_directivo=True).celular
    if grupo is None or ver == Ver.NADA:
        return CelularesDeGrupo()
    escrito = escribir_celular if ver == Ver.TODO else enmascarar_celular
    guardados = (grupo.celular_administrador, grupo.celular_respaldo)
    return CelularesDeGrupo(*(escrito(celular) if celular else "" for celular in guardados))
