"""One sample account per role. They share `CLAVE_DE_EJEMPLO`."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from comites.models import Comite
from comites.services import dar_acceso_lider
from cuentas.enums import SIN_LUGAR
from cuentas.models import Asignacion, Usuario
from cuentas.roles import DEFINICIONES, Rol
from cuentas.services import emitir_enlace
from espacios.models import EspacioPublico
from portal.ejemplo.clave import CLAVE_DE_EJEMPLO

__all__ = ["CLAVE_DE_EJEMPLO", "CUENTAS", "crear_cuentas", "lineas_de_cuentas"]


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
DIAS_LIDERANDO: Final = 200
# What the sample tells of the past, its accounts were there to do.
DIAS_TRABAJANDO: Final = 365
OFICINA: Final = CuentaDeEjemplo(Rol.RESPONSABLE_NACIONAL, "oficina@ejemplo.pe", "Rosario", "Zevallos Tapia")
_COORDINACION: Final = "coordinacion@ejemplo.pe"


@transaction.atomic
def crear_cuentas(espacio: EspacioPublico) -> dict[Rol, Usuario]:
    """Make one account per role, around the region, municipality and comisaría of `espacio`."""
    return {cuenta.rol: crear_cuenta(cuenta, espacio=espacio) for cuenta in CUENTAS}


def crear_cuenta(cuenta: CuentaDeEjemplo, *, espacio: EspacioPublico | None) -> Usuario:
    """Make a sample account; `espacio` says where, for roles that are tied to a place."""
    usuario = Usuario.objects.create(
        identificador=cuenta.correo,
        email=cuenta.correo,
        nombres=cuenta.nombres,
        apellidos=cuenta.apellidos,
        password=make_password(CLAVE_DE_EJEMPLO),
        de_ejemplo=True,
    )
    desde = timezone.localdate() - timedelta(days=DIAS_TRABAJANDO)
    Asignacion.objects.create(usuario=usuario, rol=cuenta.rol, desde=desde, **_lugar(cuenta.rol, espacio))
    return usuario


def _lugar(rol: Rol, espacio: EspacioPublico | None) -> dict[str, Any]:
    ambito = DEFINICIONES[rol].ambito
    return {} if ambito in SIN_LUGAR else {ambito.value: getattr(espacio, ambito.value)}


def crear_lider_de_ejemplo(coordinacion: Usuario, comite: Comite) -> Usuario:
    """Give the committee's first officer a leader's account and return it."""
    presidencia = (
        comite.integrantes.activos().select_related("persona", "comite").earliest("cargo__orden", "pk")
    )
    acceso = dar_acceso_lider(actor=coordinacion, integrante=presidencia)
    acceso.usuario.de_ejemplo = True
    acceso.usuario.save(update_fields=["de_ejemplo"])
    # What the leader did in the last months was done as a leader.
    acceso.usuario.asignaciones.update(desde=timezone.localdate() - timedelta(days=DIAS_LIDERANDO))
    return acceso.usuario


# What the terminal says ---------------------------------------------------------------------------


def lineas_de_cuentas(base: str) -> list[str]:
    """Return one line per sample account: its e-mail, its role and its place; the leader's link last.

    Side effect: that link is issued anew, since its secret is never kept.
    """
    asignaciones = Asignacion.objects.filter(usuario__de_ejemplo=True).select_related(
        "usuario", "region", "municipalidad", "comisaria", "comite"
    )
    por_correo = {a.usuario.email: a for a in asignaciones}
    lineas = [
        f"  {cuenta.correo:<28} {cuenta.rol.label} ({por_correo[cuenta.correo].lugar})"
        for cuenta in CUENTAS
        if cuenta.correo in por_correo
    ]
    lider = next((a for a in asignaciones if a.rol == Rol.LIDER_COMITE), None)
    if lider and _COORDINACION in por_correo:
        _, secreto = emitir_enlace(actor=por_correo[_COORDINACION].usuario, usuario=lider.usuario)
        lineas += [
            f"  Líder de comité ({lider.lugar}): abra este enlace y elija un PIN",
            f"  {base}{reverse('cuentas:abrir-enlace', args=[secreto])}",
        ]
    return lineas
