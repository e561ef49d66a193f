"""Photos arrive: each is kept once per space, private."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.timezone import localdate, localtime

from comunes.archivos import archivos_o_nada
from comunes.bitacora import registrar
from comunes.fotos import Foto, guardar
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from espacios.enums import EstadoDiagnostico, MomentoFoto
from espacios.models import Diagnostico, EspacioPublico, FotoEspacio
from espacios.services.comun import exigir_activo

CARPETA_FOTOS: Final = "espacios"


@archivos_o_nada()
def agregar_fotos(
    *,
    actor: Any,
    espacio: EspacioPublico,
    fotos: Iterable[Foto],
    momento: str = MomentoFoto.GENERAL,
    tomada: date | None = None,
    diagnostico: Diagnostico | None = None,
) -> list[FotoEspacio]:
    """Keep `fotos` in the space, private, and return those that were new.

    A photo that is already there is not kept twice; with `diagnostico` it becomes part of it all the
    same. Raises ValidationError by field («fotos», «tomada»), PermissionDenied outside the scope.
    """
    exigir(actor, Permiso.ESPACIO_EDITAR, espacio)
    espacio = EspacioPublico.objects.select_for_update().get(pk=espacio.pk)
    exigir_activo(espacio)
    if diagnostico is not None:
        _exigir_abierto(diagnostico, espacio)
        diagnostico.editores.add(actor)  # whoever adds to it does not validate it
    return guardar_fotos(
        actor, espacio, fotos, momento=momento, tomada=tomada, vinculos={"diagnostico": diagnostico}
    )


def _exigir_abierto(diagnostico: Diagnostico, espacio: EspacioPublico) -> None:
    if diagnostico.espacio_id != espacio.pk:
        raise ValidationError({"fotos": "Ese diagnóstico es de otro espacio."})
    estado = Diagnostico.objects.values_list("estado", flat=True).get(pk=diagnostico.pk)
    if estado not in (EstadoDiagnostico.BORRADOR, EstadoDiagnostico.OBSERVADO):
        rotulo = EstadoDiagnostico(estado).label.lower()
        raise ValidationError({"fotos": f"El diagnóstico está {rotulo}: no recibe más fotos."})


def guardar_fotos(
    actor: Any,
    espacio: EspacioPublico,
    fotos: Iterable[Foto],
    *,
    momento: str,
    tomada: date | None = None,
    vinculos: dict[str, Any] | None = None,
) -> list[FotoEspacio]:
    """Write the rows and files of `fotos`, after the caller has asked for permission.

    `vinculos` are the relations that say where the photos were taken, by field; those given as None
    are left alone. Call it inside `archivos_o_nada`.
    """
    if tomada and tomada > localdate():
        raise ValidationError({"tomada": "La fecha de la foto está en el futuro."})
    vinculos = {campo: fila for campo, fila in (vinculos or {}).items() if fila is not None}
    fotos = list(fotos)
    presentes = _vincular_presentes(espacio, fotos, vinculos)
    nuevas = [f for f in fotos if f.sha256 not in presentes]
    primera = (espacio.fotos.aggregate(ultima=Max("orden"))["ultima"] or 0) + 1
    datos = {"espacio": espacio, "momento": momento, "tomada": tomada, "autor": actor, **vinculos}
    guardadas = [_crear(foto, orden=primera + n, **datos) for n, foto in enumerate(nuevas)]
    if guardadas:
        registrar(
            actor=actor, accion="espacio-fotos", objeto=espacio, cuantas=len(guardadas), momento=str(momento)
        )
    return guardadas


def _vincular_presentes(
    espacio: EspacioPublico, fotos: list[Foto], vinculos: dict[str, Any]
) -> frozenset[str]:
    """Return the hashes already kept, tying those photos to `vinculos` where they have no tie yet."""
    mismas = espacio.fotos.filter(sha256__in=[f.sha256 for f in fotos])
    if retirada := mismas.filter(retirada_en__isnull=False).first():
        dia = f"{localtime(retirada.retirada_en):%d/%m/%Y}"
        raise ValidationError(
            {"fotos": f"Una de estas fotos se retiró de este espacio el {dia}: se puede restaurar."}
        )
    for campo, fila in vinculos.items():
        mismas.filter(**{f"{campo}__isnull": True}).update(**{campo: fila})
    return frozenset(mismas.values_list("sha256", flat=True))


def _crear(foto: Foto, **datos: Any) -> FotoEspacio:
    return FotoEspacio.objects.create(
        archivo=guardar(foto, CARPETA_FOTOS), sha256=foto.sha256, ancho=foto.ancho, alto=foto.alto, **datos
    )
