"""Writes of the declared figures, and the counting beforehand of the registered ones."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from comunes.bitacora import registrar
from comunes.models import HechoDeInstalacion
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from espacios.marcas import recoger
from monitoreo.conteos import DEL_PAIS, con_otra_membresia, contar, contar_charlas_por_lugar
from monitoreo.indicadores import NOMBRES
from monitoreo.models import (
    CambioPorContar,
    CifraDeclarada,
    Conteo,
    ConteoDeCharlas,
    CorteDeclarado,
    Operador,
    PersonaRepetida,
)

HECHO_CONTEOS: Final = "conteos"


@transaction.atomic
def guardar_corte(
    *, actor: Any, corte: CorteDeclarado, cifras: Mapping[str, tuple[str, int | None]]
) -> CorteDeclarado:
    """Save a declared cut-off with its figures (`slug: (operador, valor)`) and return it.

    A figure without value is removed: nothing was declared. When the cut-off is the one shown, the
    one shown before stops being so. Raises ValidationError for an unknown indicator.
    """
    exigir(actor, Permiso.CIFRA_EDITAR)
    if desconocidos := cifras.keys() - NOMBRES.keys():
        raise ValidationError(f"No hay un indicador «{min(desconocidos)}».")
    nuevo = corte._state.adding
    if corte.vigente:
        CorteDeclarado.objects.filter(vigente=True).exclude(pk=corte.pk).update(vigente=False)
    corte.full_clean()
    corte.save()
    for slug, (operador, valor) in cifras.items():
        _guardar_cifra(corte, slug, operador, valor)
    registrar(
        actor=actor,
        accion="corte-agregado" if nuevo else "corte-editado",
        objeto=corte,
        cifras={slug: [str(operador), valor] for slug, (operador, valor) in cifras.items()},
    )
    return corte


def _guardar_cifra(corte: CorteDeclarado, slug: str, operador: str, valor: int | None) -> None:
    if valor is None:
        CifraDeclarada.objects.filter(corte=corte, indicador=slug).delete()
        return
    cifra = CifraDeclarada.objects.filter(corte=corte, indicador=slug).first()
    cifra = cifra or CifraDeclarada(corte=corte, indicador=slug)
    cifra.operador, cifra.valor = Operador(operador), valor
    cifra.full_clean()
    cifra.save()


@transaction.atomic
def recalcular_conteos(*, actor: Any, hoy: date | None = None) -> int:
    """Bring the counts of today up to date and return how many municipalities were counted.

    Counts everything on the first run of a day and, afterwards, only where something changed. Running it
    again changes nothing. It is the installation's own housekeeping: `actor` is None.
    """
    hoy = hoy or timezone.localdate()
    HechoDeInstalacion.objects.get_or_create(pk=HECHO_CONTEOS)
    HechoDeInstalacion.objects.select_for_update().get(pk=HECHO_CONTEOS)  # one at a time
    cambiadas = recoger(CambioPorContar)
    al_dia = Conteo.objects.filter(dia=hoy, municipalidad=None).exists()
    if al_dia and not cambiadas:
        return 0
    contados = contar(hoy, cambiadas if al_dia else None)
    _anotar_repetidas(cambiadas if al_dia else None)
    viejas = Conteo.objects.filter(municipalidad__in=cambiadas) if al_dia else Conteo.objects.all()
    viejas.delete()
    if not al_dia or DEL_PAIS in cambiadas:
        _anotar_charlas(hoy)
    filas = [
        Conteo(dia=hoy, region_id=region, municipalidad_id=muni, comisaria_id=comisaria, **cuentas)
        for (region, muni, comisaria), cuentas in contados.items()
    ]
    pais = [] if al_dia else [Conteo(dia=hoy)]
    Conteo.objects.bulk_create([*pais, *filas], batch_size=200)
    return len({fila.municipalidad_id for fila in filas})


def _anotar_charlas(hoy: date) -> None:
    ahora = timezone.now()
    filas = [
        ConteoDeCharlas(
            dia=hoy,
            region_id=region,
            asistencias=charlas.asistencias,
            capacitadas=charlas.capacitadas,
            contado=ahora,
        )
        for region, charlas in contar_charlas_por_lugar(hoy).items()
    ]
    ConteoDeCharlas.objects.all().delete()
    ConteoDeCharlas.objects.bulk_create(filas)


def _anotar_repetidas(municipalidades: list[str] | None) -> None:
    """Add whoever has several memberships; nobody needs taking off, the readers count them anyway."""
    membresias = con_otra_membresia()
    if municipalidades is not None:
        membresias = membresias.filter(comite__espacio__municipalidad__in=municipalidades)
    personas = membresias.order_by().values_list("persona", flat=True).distinct()
    PersonaRepetida.objects.bulk_create(
        [PersonaRepetida(persona_id=pk) for pk in personas.iterator()],
        batch_size=500,
        ignore_conflicts=True,
    )
