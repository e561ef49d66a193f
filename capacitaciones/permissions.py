"""What may be shown of who registers for a talk, from the places of the user; no query."""

from dataclasses import dataclass
from typing import Any

from capacitaciones.models import Inscripcion, Sesion
from cuentas.enums import NivelDatos, Permiso
from personas.documentos import (
    enmascarar_celular,
    enmascarar_documento,
    escribir_celular,
)
from personas.enums import TipoDocumento
from personas.permissions import GRADOS, NOMBRE_RESERVADO, Grado, Ver
from territorio.alcance import Alcance


def alcanza(alcance: Alcance, sesion: Sesion) -> bool:
    """Say whether `alcance` covers `sesion`: the same rule as `SesionQuerySet.visible_to`."""
    return (
        alcance.nacional
        or sesion.region_id in alcance.regiones
        or sesion.municipalidad_id in alcance.municipalidades
        or sesion.facilitador_id in alcance.propios
    )


def puede(user: Any, permiso: Permiso, sesion: Sesion) -> bool:
    """Say whether `user` holds `permiso` over `sesion`; services ask again before they write."""
    return alcanza(user.alcance(permiso), sesion)


def grado_en(user: Any, sesion: Sesion) -> Grado:
    """Return what `user` may read of whoever registered for `sesion`, by the roles that reach it."""
    grado = Grado()
    for nivel in user.niveles_de_datos() - {NivelDatos.DIRECTIVA}:
        if alcanza(user.alcance(Permiso.CAPACITACION_VER, datos=nivel), sesion):
            grado |= GRADOS[nivel]
    return grado


@dataclass(frozen=True)
class InscripcionVisible:
    """What one user may read of one registration; empty: not for this user, or not known."""

    nombre: str
    documento: str = ""
    celular: str = ""


def ver_inscripcion(inscripcion: Inscripcion, grado: Grado) -> InscripcionVisible:
    """Return what `grado` lets be read of `inscripcion`."""
    return InscripcionVisible(
        nombre=inscripcion.nombre_completo if grado.nombre else NOMBRE_RESERVADO,
        documento=_documento(inscripcion, grado.documento),
        celular=_celular(inscripcion.celular, grado.celular),
    )


def _documento(inscripcion: Inscripcion, ver: Ver) -> str:
    if ver == Ver.NADA or inscripcion.anonimizada:
        return ""
    tipo = TipoDocumento(inscripcion.tipo_documento)
    if tipo == TipoDocumento.SIN_DOCUMENTO:
        return str(tipo.label)
    numero = inscripcion.numero_documento
    return f"{tipo.label} {numero if ver == Ver.TODO else enmascarar_documento(numero)}"


def _celular(celular: str, ver: Ver) -> str:
    if not celular or ver == Ver.NADA:
        return ""
    return escribir_celular(celular) if ver == Ver.TODO else enmascarar_celular(celular)
