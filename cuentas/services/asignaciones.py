"""Who holds which role where: given, moved and ended; never deleted."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from comunes.bitacora import registrar
from cuentas.enums import Permiso
from cuentas.models import Asignacion, Usuario
from cuentas.permissions import exigir
from cuentas.roles import Rol
from cuentas.services.custodia import exigir_que_quede_administracion


@dataclass(frozen=True)
class Funcion:
    """A role and the one place that it takes (a region's, municipality's or comisaría's key)."""

    rol: Rol
    region: str | None = None
    municipalidad: str | None = None
    comisaria: str | None = None
    hasta: date | None = None

    def campos(self) -> dict[str, Any]:
        return {
            "rol": self.rol,
            "region_id": self.region,
            "municipalidad_id": self.municipalidad,
            "comisaria_id": self.comisaria,
            "hasta": self.hasta,
        }

    def es_la_de(self, asignacion: Asignacion) -> bool:
        """Say whether `asignacion` is this role in this place, whatever its dates."""
        campos = self.campos()
        campos.pop("hasta")
        return all(getattr(asignacion, campo) == valor for campo, valor in campos.items())


@transaction.atomic
def asignar(*, actor: Any, usuario: Usuario, funcion: Funcion) -> Asignacion:
    """Give `usuario` a role. Nobody gives one to themselves; leaders get theirs from the committee."""
    exigir_sobre_otra(actor, usuario)
    if funcion.rol == Rol.LIDER_COMITE:
        raise ValidationError({"rol": "Las cuentas de líder se crean desde la página del comité."})
    if any(funcion.es_la_de(a) for a in usuario.asignaciones.vigentes()):
        raise ValidationError({"rol": "Esta cuenta ya tiene esa función en ese lugar."})
    asignacion = Asignacion(usuario=usuario, **funcion.campos())
    asignacion.full_clean()
    asignacion.save()
    registrar(
        actor=actor, accion="funcion-asignada", objeto=usuario, rol=funcion.rol, asignacion=asignacion.pk
    )
    return asignacion


@transaction.atomic
def cambiar_asignacion(*, actor: Any, asignacion: Asignacion, funcion: Funcion) -> Asignacion:
    """Make `asignacion` be `funcion`: another role or place ends it today and opens a new one."""
    exigir_sobre_otra(actor, asignacion.usuario)
    if not funcion.es_la_de(asignacion):
        cerrar_asignacion(actor=actor, asignacion=asignacion)
        return asignar(actor=actor, usuario=asignacion.usuario, funcion=funcion)
    if funcion.hasta is not None:
        exigir_que_quede_administracion(sin_asignacion=asignacion.pk)
    asignacion.hasta = funcion.hasta
    asignacion.full_clean()
    asignacion.save(update_fields=["hasta"])
    registrar(actor=actor, accion="funcion-con-fecha", objeto=asignacion.usuario, asignacion=asignacion.pk)
    return asignacion


@transaction.atomic
def cerrar_asignacion(*, actor: Any, asignacion: Asignacion) -> None:
    """End a role as of now; what was done under it stays as it is."""
    exigir_sobre_otra(actor, asignacion.usuario)
    exigir_que_quede_administracion(sin_asignacion=asignacion.pk)
    asignacion.terminar()
    registrar(actor=actor, accion="funcion-terminada", objeto=asignacion.usuario, asignacion=asignacion.pk)


def exigir_sobre_otra(actor: Any, usuario: Usuario) -> None:
    """Raise unless `actor` administers accounts and `usuario` is somebody else."""
    exigir(actor, Permiso.CUENTA_ADMINISTRAR)
    if actor.pk == usuario.pk:
        raise PermissionDenied("nobody administers their own account")
