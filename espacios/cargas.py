"""Spaces written by the thousand, for the padrón. The caller opens the transaction and has checked rows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from comunes.lotes import LOTE, actualizar_en_lote, crear_en_lote, registrar_en_lote
from cuentas.enums import Permiso
from cuentas.lotes import exigir_en_lote
from espacios.models import EspacioPublico
from espacios.selectors import EVENTO_REGISTRO
from territorio.models import Distrito

_ORIGEN = "padrón"


@transaction.atomic
def crear_espacios(*, actor: Any, datos: Sequence[Mapping[str, Any]]) -> list[EspacioPublico]:
    """Register spaces, in order, with the next codes of their districts.

    Each item holds the model's attributes (`distrito_id`, `tipo_id`…) and optionally `factores`, keys of
    risk factors. Raises PermissionDenied when one lies outside the actor's scope, IntegrityError when
    one breaks a constraint: nothing is written then.
    """
    distritos = _distritos([d["distrito_id"] for d in datos])
    siguiente = _ultimos_numeros(distritos)
    espacios = []
    for dato in datos:
        distrito = distritos[dato["distrito_id"]]
        siguiente[distrito.pk] += 1
        campos = {campo: valor for campo, valor in dato.items() if campo != "factores"}
        espacio = EspacioPublico(
            **campos,
            codigo=f"NES-{distrito.pk}-{siguiente[distrito.pk]:02d}",
            region_id=distrito.region_id,
            municipalidad_id=distrito.pk,
            creado_por=actor,
        )
        espacios.append(espacio)
    crear_en_lote(espacios)
    _poner_factores({e.pk: d["factores"] for e, d in zip(espacios, datos, strict=True) if "factores" in d})
    exigir_en_lote(actor, Permiso.PADRON_IMPORTAR, EspacioPublico, [e.pk for e in espacios])
    registrar_en_lote(
        actor=actor,
        accion=EVENTO_REGISTRO,
        objetos=espacios,
        datos=lambda e: {"hacia": str(e.estado), "origen": _ORIGEN},
    )
    return espacios


def _distritos(claves: Sequence[str]) -> dict[str, Distrito]:
    """Return the districts, locked in order: their codes go one after the other."""
    bloqueados = Distrito.objects.select_for_update(of=("self",)).order_by("pk")
    return {distrito.pk: distrito for distrito in bloqueados.filter(pk__in=set(claves))}


def _ultimos_numeros(distritos: Mapping[str, Distrito]) -> dict[str, int]:
    ultimos: dict[str, int] = defaultdict(int)
    codigos = EspacioPublico.objects.filter(distrito__in=distritos).values_list("distrito_id", "codigo")
    for distrito, codigo in codigos.iterator():
        numero = codigo.rpartition("-")[2]
        ultimos[distrito] = max(ultimos[distrito], int(numero) if numero.isdigit() else 0)
    return ultimos


@transaction.atomic
def actualizar_espacios(*, actor: Any, cambios: Mapping[int, Mapping[str, Any]]) -> list[EspacioPublico]:
    """Change the attributes given for each key (`factores` among them), one version up."""
    exigir_en_lote(actor, Permiso.PADRON_IMPORTAR, EspacioPublico, cambios)
    campos = {pk: {c: v for c, v in dato.items() if c != "factores"} for pk, dato in cambios.items()}
    espacios = actualizar_en_lote(EspacioPublico, campos)
    factores = {pk: dato["factores"] for pk, dato in cambios.items() if "factores" in dato}
    enlace = EspacioPublico.factores.through.objects
    for pk in factores:
        enlace.filter(espaciopublico_id=pk).delete()
    _poner_factores(factores)
    registrar_en_lote(
        actor=actor,
        accion="espacio-editado",
        objetos=espacios,
        datos=lambda e: {"campos": sorted(cambios[e.pk]), "origen": _ORIGEN},
    )
    return espacios


def _poner_factores(factores: Mapping[int, Sequence[int]]) -> None:
    enlace = EspacioPublico.factores.through
    filas = [
        enlace(espaciopublico_id=espacio, factorriesgo_id=factor)
        for espacio, propios in factores.items()
        for factor in propios
    ]
    enlace.objects.bulk_create(filas, batch_size=LOTE)
