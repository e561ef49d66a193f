"""Every write of the joint work with municipality and comisaría."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from comunes.bitacora import registrar
from comunes.texto import en_una_linea, normalizar
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from espacios.models import Articulacion, EspacioPublico
from espacios.services.comun import exigir_activo

CAMPOS_ARTICULACION: Final = frozenset(
    {"tipo", "fecha", "municipalidad", "comisaria", "acuerdo", "firmantes", "referencia"}
)


@transaction.atomic
def registrar_articulacion(*, actor: Any, espacio: EspacioPublico, **campos: Any) -> Articulacion:
    """Write down a minute, letter, meeting or agreement (`CAMPOS_ARTICULACION`) about a space."""
    exigir(actor, Permiso.PLAN_EDITAR, espacio)
    articulacion = Articulacion(espacio=espacio, autor=actor)
    _poner(articulacion, campos)
    articulacion.save(force_insert=True)
    _anotar(actor, "articulacion-registrada", articulacion)
    return articulacion


@transaction.atomic
def editar_articulacion(
    *, actor: Any, articulacion: Articulacion, version: int, **campos: Any
) -> Articulacion:
    """Mend a record; raises ConflictoDeEdicion when somebody saved in between."""
    exigir(actor, Permiso.PLAN_EDITAR, articulacion)
    actual = Articulacion.objects.select_related("espacio").get(pk=articulacion.pk)
    articulacion = tomar_version(actual, version)
    _poner(articulacion, campos)
    articulacion.save()
    _anotar(actor, "articulacion-editada", articulacion)
    return articulacion


def _poner(articulacion: Articulacion, campos: dict[str, Any]) -> None:
    if sobrantes := campos.keys() - CAMPOS_ARTICULACION:
        raise TypeError(f"not fields of an articulation: {sorted(sobrantes)}")
    exigir_activo(articulacion.espacio)
    for campo, valor in campos.items():
        if isinstance(valor, str):
            valor = normalizar(valor) if campo in {"acuerdo", "firmantes"} else en_una_linea(valor)
        setattr(articulacion, campo, valor)
    if articulacion.fecha > localdate():
        raise ValidationError({"fecha": "La fecha está en el futuro."})
    if articulacion.comisaria and articulacion.espacio.comisaria_id is None:
        raise ValidationError({"comisaria": "Este espacio todavía no tiene comisaría asignada."})
    if not (articulacion.municipalidad or articulacion.comisaria):
        raise ValidationError({"municipalidad": "Marque la municipalidad, la comisaría o ambas."})
    articulacion.clean_fields(exclude=["espacio", "autor"])


def _anotar(actor: Any, accion: str, articulacion: Articulacion) -> None:
    """Tell it on both histories: the record's own and that of its space."""
    registrar(actor=actor, accion=accion, objeto=articulacion)
    registrar(
        actor=actor,
        accion=accion,
        objeto=articulacion.espacio,
        tipo=articulacion.tipo,
        con=articulacion.instituciones,
    )
