"""One sample account per role. Their common password is public on purpose: they exist in samples only."""

from dataclasses import dataclass
from typing import Any, Final

from django.contrib.auth.hashers import make_password
from django.db import transaction

from comites.models import Comite
from cuentas.enums import Ambito
from cuentas.models import Asignacion, Usuario
from cuentas.roles import DEFINICIONES, Rol
from cuentas.services import crear_lider
from espacios.models import EspacioPublico

CLAVE_DE_EJEMPLO: Final = "plaza-con-luz-de-noche"


@dataclass(frozen=True)
class CuentaDeEjemplo:
    rol: Rol
    correo: str
    nombres: str
    apellidos: str


CUENTAS: Final = (
    CuentaDeEjemplo(Rol.RESPONSABLE_NACIONAL, "nacional@ejemplo.pe", "Mariela", "Ccori Valdivia"),
    CuentaDeEjemplo(Rol.ESPECIALISTA_REGIONAL, "region@ejemplo.pe", "Óscar", "Paucar Lozano"),
    CuentaDeEjemplo(Rol.COORDINADOR_MUNICIPAL, "coordinacion@ejemplo.pe", "Yesenia", "Ruiz Chumpitaz"),
    CuentaDeEjemplo(Rol.PROMOTOR_OPC, "comisaria@ejemplo.pe", "Víctor Hugo", "Salas Inga"),
    CuentaDeEjemplo(Rol.ADMINISTRADOR_TECNICO, "administracion@ejemplo.pe", "Liz", "Tello Huarcaya"),
    CuentaDeEjemplo(Rol.FACILITADOR, "facilitacion@ejemplo.pe", "Norma", "Arce Pinedo"),
    CuentaDeEjemplo(Rol.ALIADO, "aliado@ejemplo.pe", "Camilo", "Berrocal Nieto"),
    CuentaDeEjemplo(Rol.OFICIAL_DATOS, "datos@ejemplo.pe", "Inés", "Quiroz Apaza"),
    CuentaDeEjemplo(Rol.AUDITOR, "auditoria@ejemplo.pe", "Fabián", "Mori Escalante"),
)
LIDER: Final = ("Teodora", "Huamán Ccallo")


@transaction.atomic
def crear_cuentas(comite: Comite) -> dict[Rol, Usuario]:
    """Make the sample accounts around `comite`: its space's region, municipality and comisaría.

    Accounts that exist already are left as they are.
    """
    clave = make_password(CLAVE_DE_EJEMPLO)
    usuarios = {cuenta.rol: _cuenta(cuenta, comite.espacio, clave) for cuenta in CUENTAS}
    if not _lideres():
        nombres, apellidos = LIDER
        usuarios[Rol.LIDER_COMITE] = crear_lider(
            actor=usuarios[Rol.COORDINADOR_MUNICIPAL],
            nombres=nombres,
            apellidos=apellidos,
            comite=comite,
            espacio=comite.espacio,
            de_ejemplo=True,
        )
    return usuarios


def _cuenta(cuenta: CuentaDeEjemplo, espacio: EspacioPublico, clave: str) -> Usuario:
    datos = {"email": cuenta.correo, "nombres": cuenta.nombres, "apellidos": cuenta.apellidos}
    usuario, nueva = Usuario.objects.get_or_create(
        identificador=cuenta.correo, defaults={**datos, "password": clave, "de_ejemplo": True}
    )
    if nueva:
        Asignacion.objects.create(usuario=usuario, rol=cuenta.rol, **_lugar(cuenta.rol, espacio))
    return usuario


def _lugar(rol: Rol, espacio: EspacioPublico) -> dict[str, Any]:
    ambito = DEFINICIONES[rol].ambito
    return {} if ambito == Ambito.PAIS else {ambito.value: getattr(espacio, ambito.value)}


def _lideres() -> list[Usuario]:
    asignaciones = Asignacion.objects.vigentes().filter(rol=Rol.LIDER_COMITE, usuario__de_ejemplo=True)
    return [a.usuario for a in asignaciones.select_related("usuario")]


def lineas_de_cuentas() -> list[str]:
    """Return one line per sample account: its e-mail, its role and its place."""
    asignaciones = Asignacion.objects.filter(usuario__de_ejemplo=True).select_related(
        "usuario", "region", "municipalidad", "comisaria"
    )
    por_correo = {a.usuario.email: a for a in asignaciones}
    return [
        f"  {cuenta.correo:<28} {cuenta.rol.label} ({por_correo[cuenta.correo].lugar})"
        for cuenta in CUENTAS
        if cuenta.correo in por_correo
    ]
