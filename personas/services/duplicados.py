"""Finding pairs that may be one person, over the whole table, and dismissing them."""

from collections.abc import Iterable, Iterator
from itertools import combinations, groupby
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from comunes.bitacora import registrar
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from personas.enums import EstadoDuplicado
from personas.models import Persona, PosibleDuplicado
from personas.nombres import se_parecen

MISMA_FECHA: Final = "Nombre parecido y misma fecha de nacimiento"
MISMO_LUGAR: Final = "Mismo nombre y mismo distrito"
SIN_FECHA: Final = "Mismo nombre; falta una fecha de nacimiento"
# More people than these with one date or one name are a default value or a very common name.
GRUPO_MAXIMO: Final = 200
LOTE: Final = 500

# Key, key of sound, birth date, district.
Fila = tuple[int, str, Any, Any]


def buscar_duplicados(*, actor: Any) -> int:
    """Write down every pair that resembles, forget those that no longer do, and return how many wait.

    Idempotent; what people dismissed stays so. Reads the table twice in the order of an index, outside any
    transaction: nobody waits for it.
    """
    inicio, pares = timezone.now(), dict[tuple[int, int], str]()
    for razon, par in _pares():
        pares.setdefault(par, razon)
    with transaction.atomic():
        _anotar(pares, inicio)
        pendientes = PosibleDuplicado.objects.filter(estado=EstadoDuplicado.PENDIENTE)
        pendientes.filter(hallado__lt=inicio).delete()
        return pendientes.count()


def _pares() -> Iterator[tuple[str, tuple[int, int]]]:
    filas = Persona.objects.identificadas().exclude(clave_sonido="")
    columnas = ("pk", "clave_sonido", "fecha_nacimiento", "distrito")
    con_fecha = filas.exclude(fecha_nacimiento=None).order_by("fecha_nacimiento", "pk")
    for grupo in _grupos(con_fecha.values_list(*columnas).iterator(chunk_size=5000), posicion=2):
        yield from ((MISMA_FECHA, _par(a, b)) for a, b in combinations(grupo, 2) if se_parecen(a[1], b[1]))
    por_nombre = filas.order_by("clave_sonido", "pk").values_list(*columnas)
    for grupo in _grupos(por_nombre.iterator(chunk_size=5000), posicion=1):
        yield from ((razon, _par(a, b)) for a, b in combinations(grupo, 2) if (razon := _razon(a, b)))


def _grupos(filas: Iterable[Fila], *, posicion: int) -> Iterator[list[Fila]]:
    for _, grupo in groupby(filas, key=lambda fila: fila[posicion]):
        juntas = list(grupo)
        if 1 < len(juntas) <= GRUPO_MAXIMO:
            yield juntas


def _razon(a: Fila, b: Fila) -> str:
    """Say why two people of one name may be one, their birth date apart; "" when nothing else agrees."""
    if a[2] is None or b[2] is None:
        return SIN_FECHA if a[3] == b[3] or not (a[3] and b[3]) else ""
    mismo_lugar = a[3] is not None and a[3] == b[3]
    return MISMO_LUGAR if mismo_lugar and a[2] != b[2] and _fechas_cerca(a[2], b[2]) else ""


def _fechas_cerca(una: Any, otra: Any) -> bool:
    """One figure differs, or day and month are swapped."""
    textos = [f"{dia:%Y%m%d}" for dia in (una, otra)]
    distintas = sum(x != y for x, y in zip(*textos, strict=True))
    vueltas = una.year == otra.year and (una.month, una.day) == (otra.day, otra.month)
    return distintas == 1 or vueltas


def _par(a: Fila, b: Fila) -> tuple[int, int]:
    return (a[0], b[0]) if a[0] < b[0] else (b[0], a[0])


def _anotar(pares: dict[tuple[int, int], str], cuando: Any) -> None:
    """Insert the new pairs and renew the date of those known."""
    filas = [
        PosibleDuplicado(primera_id=primera, segunda_id=segunda, razon=razon, hallado=cuando)
        for (primera, segunda), razon in pares.items()
    ]
    PosibleDuplicado.objects.bulk_create(
        filas,
        update_conflicts=True,
        unique_fields=["primera", "segunda"],
        update_fields=["hallado"],
        batch_size=LOTE,
    )


@transaction.atomic
def descartar_duplicado(*, actor: Any, duplicado: PosibleDuplicado, reabrir: bool = False) -> None:
    """Say that a pair are two people, or open the question again."""
    for persona in (duplicado.primera, duplicado.segunda):
        exigir(actor, Permiso.PERSONA_FUSIONAR, persona)
    estado = EstadoDuplicado.PENDIENTE if reabrir else EstadoDuplicado.DESCARTADO
    if PosibleDuplicado.objects.filter(pk=duplicado.pk).exclude(estado=estado).update(estado=estado):
        registrar(actor=actor, accion=f"duplicado-{estado.value}", objeto=duplicado)
