"""Committees and members written by the thousand, for the padrón.

The caller opens the transaction and has checked the rows; the database's constraints have the last word.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from comites.models import Cargo, Comite, GrupoWhatsApp, Integrante, Mandato
from comunes.lotes import LOTE, actualizar_en_lote, crear_en_lote, registrar_en_lote
from cuentas.enums import Permiso
from cuentas.lotes import exigir_en_lote

_ORIGEN = "padrón"


@transaction.atomic
def crear_comites(*, actor: Any, datos: Sequence[Mapping[str, Any]]) -> list[Comite]:
    """Register committees, in order: `nombre`, `espacio_id`, `fecha_constitucion`."""
    comites = crear_en_lote([Comite(**dato) for dato in datos])
    exigir_en_lote(actor, Permiso.PADRON_IMPORTAR, Comite, [c.pk for c in comites])
    for accion, propios in (
        ("comite-constituido", [c for c in comites if c.fecha_constitucion]),
        ("comite-en-formacion", [c for c in comites if not c.fecha_constitucion]),
    ):
        registrar_en_lote(actor=actor, accion=accion, objetos=propios, datos=lambda c: {"origen": _ORIGEN})
    return comites


@transaction.atomic
def actualizar_comites(*, actor: Any, cambios: Mapping[int, Mapping[str, Any]]) -> list[Comite]:
    """Change the attributes given for each committee, one version up."""
    exigir_en_lote(actor, Permiso.PADRON_IMPORTAR, Comite, cambios)
    comites = actualizar_en_lote(Comite, cambios)
    registrar_en_lote(
        actor=actor,
        accion="comite-editado",
        objetos=comites,
        datos=lambda c: {"campos": sorted(cambios[c.pk]), "origen": _ORIGEN},
    )
    return comites


@transaction.atomic
def abrir_mandatos(*, actor: Any, datos: Sequence[tuple[int, date, date]]) -> list[Mandato]:
    """Add mandates, in order, as (committee, first day, last day)."""
    exigir_en_lote(actor, Permiso.PADRON_IMPORTAR, Comite, [comite for comite, _, _ in datos])
    mandatos = [Mandato(comite_id=comite, inicio=inicio, fin=fin) for comite, inicio, fin in datos]
    Mandato.objects.bulk_create(mandatos, batch_size=LOTE)
    _anotar_en_comites(actor, "mandato-registrado", [comite for comite, _, _ in datos])
    return mandatos


@transaction.atomic
def mover_fin_de_mandatos(*, actor: Any, fines: Mapping[int, date]) -> None:
    """Set the last day of each mandate."""
    mandatos = Mandato.objects.in_bulk(list(fines))
    exigir_en_lote(actor, Permiso.PADRON_IMPORTAR, Comite, [m.comite_id for m in mandatos.values()])
    for pk, fin in fines.items():
        mandatos[pk].fin = fin
    Mandato.objects.bulk_update(mandatos.values(), ["fin"], batch_size=LOTE)
    _anotar_en_comites(actor, "mandato-editado", [m.comite_id for m in mandatos.values()])


def _anotar_en_comites(actor: Any, accion: str, comites: Sequence[int]) -> None:
    """Write a line in the history of each committee, known by its key alone."""
    objetos = [Comite(pk=pk) for pk in comites]
    registrar_en_lote(actor=actor, accion=accion, objetos=objetos, datos=lambda c: {"origen": _ORIGEN})


@transaction.atomic
def registrar_grupos(
    *, actor: Any, nuevos: Sequence[Mapping[str, Any]], cambios: Mapping[int, Mapping[str, Any]]
) -> None:
    """Register the WhatsApp groups of committees (`comite_id`…) and change those given by key."""
    grupos = [GrupoWhatsApp(**dato) for dato in nuevos]
    exigir_en_lote(actor, Permiso.PADRON_IMPORTAR, Comite, [g.comite_id for g in grupos])
    exigir_en_lote(actor, Permiso.PADRON_IMPORTAR, GrupoWhatsApp, cambios)
    crear_en_lote(grupos)
    _soltar_respaldos(cambios)
    _anotar_en_comites(actor, "grupo-registrado", [g.comite_id for g in grupos])
    editados = actualizar_en_lote(GrupoWhatsApp, cambios)
    _anotar_en_comites(actor, "grupo-actualizado", [g.comite_id for g in editados])


def _soltar_respaldos(cambios: Mapping[int, Mapping[str, Any]]) -> None:
    """Whoever now administers a group is no longer its backup."""
    for pk, dato in cambios.items():
        if celular := dato.get("celular_administrador"):
            GrupoWhatsApp.objects.filter(pk=pk, celular_respaldo=celular).update(celular_respaldo="")


@transaction.atomic
def crear_integrantes(*, actor: Any, datos: Sequence[Mapping[str, Any]]) -> list[Integrante]:
    """Add members, in order: `comite_id`, `persona_id`, `cargo_id`, `mandato_id`, `desde`."""
    unicos = _cargos_unicos()
    integrantes = crear_en_lote([Integrante(**d, cargo_unico=d["cargo_id"] in unicos) for d in datos])
    exigir_en_lote(actor, Permiso.PADRON_IMPORTAR, Integrante, [i.pk for i in integrantes])
    registrar_en_lote(
        actor=actor,
        accion="integrante-agregado",
        objetos=integrantes,
        datos=lambda i: {"comite": i.comite_id, "origen": _ORIGEN},
    )
    return integrantes


@transaction.atomic
def actualizar_integrantes(*, actor: Any, cambios: Mapping[int, Mapping[str, Any]]) -> list[Integrante]:
    """Change `cargo_id`, `mandato_id` or `desde` of each member, one version up.

    Offices are freed before they are taken, so that two members may swap theirs.
    """
    exigir_en_lote(actor, Permiso.PADRON_IMPORTAR, Integrante, cambios)
    unicos, cargos = _cargos_unicos(), _cargos_de(cambios)
    for claves in _trozos(cambios):
        Integrante.objects.filter(pk__in=claves).update(cargo_unico=False)
    finales = {
        pk: {**dato, "cargo_unico": dato.get("cargo_id", cargos[pk]) in unicos}
        for pk, dato in cambios.items()
    }
    integrantes = actualizar_en_lote(Integrante, finales)
    registrar_en_lote(
        actor=actor,
        accion="integrante-editado",
        objetos=integrantes,
        datos=lambda i: {"campos": sorted(cambios[i.pk]), "origen": _ORIGEN},
    )
    return integrantes


def _cargos_unicos() -> set[int]:
    return set(Cargo.objects.filter(unico=True).values_list("pk", flat=True))


def _cargos_de(integrantes: Collection[int]) -> dict[int, int]:
    """Return the office that each member holds now."""
    return {
        pk: cargo
        for claves in _trozos(integrantes)
        for pk, cargo in Integrante.objects.filter(pk__in=claves).values_list("pk", "cargo_id")
    }


def _trozos(claves: Collection[int]) -> Iterator[list[int]]:
    todas = list(claves)
    return (todas[desde : desde + LOTE] for desde in range(0, len(todas), LOTE))
