"""Every write of spaces."""

from collections.abc import Iterable
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from comunes.archivos import archivos_o_nada
from comunes.bitacora import registrar
from comunes.fotos import Foto
from comunes.texto import en_una_linea
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from espacios.enums import MomentoFoto
from espacios.models import EspacioPublico, FactorRiesgo
from espacios.selectors import EVENTO_REGISTRO, siguiente_codigo
from espacios.services.comun import exigir_activo
from espacios.services.fotos import guardar_fotos
from espacios.ubicacion import exigir_en_peru
from territorio.models import Distrito

# What a form, the admin or an import may set; everything else is the services' own.
CAMPOS: Final = frozenset(
    {
        "nombre",
        "tipo",
        "comisaria",
        "direccion",
        "referencia",
        "latitud",
        "longitud",
        "area_m2",
        "titular",
        "fecha_incorporacion",
    }
)


@archivos_o_nada()
def registrar_espacio(
    *,
    actor: Any,
    distrito: Distrito,
    factores: Iterable[FactorRiesgo] = (),
    fotos: Iterable[Foto] = (),
    **campos: Any,
) -> EspacioPublico:
    """Register a space in `distrito` with the next code of that district.

    `campos` are those of `CAMPOS`. Region and municipality follow from the district. The photos are
    kept as «antes». Raises ValidationError by field, PermissionDenied outside the actor's scope.
    """
    # The row lock makes the codes of a district one after the other (SQLite has one writer anyway).
    distrito = (
        Distrito.objects.select_for_update(of=("self",)).select_related("municipalidad").get(pk=distrito.pk)
    )
    exigir(actor, Permiso.ESPACIO_EDITAR, distrito.municipalidad)
    espacio = EspacioPublico(
        distrito=distrito,
        region_id=distrito.region_id,
        municipalidad=distrito.municipalidad,
        codigo=siguiente_codigo(distrito),
        creado_por=actor,
    )
    _poner(espacio, campos)
    espacio.save(force_insert=True)
    espacio.factores.set(factores)
    registrar(actor=actor, accion=EVENTO_REGISTRO, objeto=espacio, hacia=espacio.estado)
    guardar_fotos(actor, espacio, fotos, momento=MomentoFoto.ANTES)
    return espacio


@archivos_o_nada()
def editar_espacio(
    *,
    actor: Any,
    espacio: EspacioPublico,
    version: int,
    factores: Iterable[FactorRiesgo] | None = None,
    **campos: Any,
) -> EspacioPublico:
    """Change the fields given (those of `CAMPOS`) of a space opened at `version`.

    Raises ConflictoDeEdicion when somebody saved in between. The district never changes: the code
    says it. Saving without changes leaves no line in the history.
    """
    exigir(actor, Permiso.ESPACIO_EDITAR, espacio)
    espacio = tomar_version(EspacioPublico.objects.get(pk=espacio.pk), version)
    exigir_activo(espacio)
    cambiados = _poner(espacio, campos)
    if factores is not None and (nuevos := set(factores)) != set(espacio.factores.all()):
        espacio.factores.set(nuevos)
        cambiados.append("factores")
    espacio.save()
    if cambiados:
        registrar(actor=actor, accion="espacio-editado", objeto=espacio, campos=sorted(cambiados))
    return espacio


def _poner(espacio: EspacioPublico, campos: dict[str, Any]) -> list[str]:
    """Set `campos`, check the row and return the names of those that changed."""
    if sobrantes := campos.keys() - CAMPOS:
        raise TypeError(f"not fields of a space: {sorted(sobrantes)}")
    limpios = {c: en_una_linea(v) if isinstance(v, str) else v for c, v in campos.items()}
    cambiados = [c for c, valor in limpios.items() if _guardado(espacio, c) != getattr(valor, "pk", valor)]
    for campo, valor in limpios.items():
        setattr(espacio, campo, valor)
    _revisar(espacio, comisaria_nueva="comisaria" in cambiados)
    return cambiados


def _guardado(espacio: EspacioPublico, campo: str) -> Any:
    """Return the stored value of a field; of a relation, its key (without reading the row)."""
    return getattr(espacio, EspacioPublico._meta.get_field(campo).attname)  # type: ignore[union-attr]


def _revisar(espacio: EspacioPublico, *, comisaria_nueva: bool) -> None:
    if espacio.latitud is not None and espacio.longitud is not None:
        try:
            espacio.latitud, espacio.longitud = exigir_en_peru(espacio.latitud, espacio.longitud)
        except ValidationError as error:
            raise ValidationError({"ubicacion": error}) from error
    comisaria = espacio.comisaria
    if comisaria and comisaria.region_id != espacio.region_id:
        raise ValidationError({"comisaria": "Esta comisaría es de otra región."})
    if comisaria and comisaria_nueva and not comisaria.activo:
        raise ValidationError({"comisaria": "Esta comisaría ya no figura en la relación vigente."})
    if espacio.fecha_incorporacion and espacio.fecha_incorporacion > localdate():
        raise ValidationError({"fecha_incorporacion": "La fecha de incorporación está en el futuro."})
    espacio.full_clean(exclude=["codigo", "version"])
