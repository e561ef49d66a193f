"""Persons, committees, mandates, memberships and WhatsApp groups."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from comites.models import Cargo, Comite, GrupoWhatsApp, Integrante, Mandato
from comites.reglas_de_grupo import VERSION_DE_REGLAS
from medicion.azar import azar, elegir
from medicion.nombres import APELLIDOS, HOMBRES, MUJERES
from medicion.programa import ESPACIOS, MIEMBROS, Espacio, Programa, clave, dia, en_orden, momento
from medicion.volcado import volcar
from personas.models import Persona
from personas.nombres import clave_de_nombres, clave_fonetica

CARGOS = (
    "presidencia", "secretaria-de-actas", "vicepresidencia", "tesoreria", "vocal", "delegacion-juvenil",
    "integrante",
)  # fmt: skip
POR_PROGRAMA = sum(MIEMBROS)
ANTES = tuple(sum(MIEMBROS[:n]) for n in range(ESPACIOS))


def escribir(programa: Programa, espacios: list[Espacio]) -> None:
    """Write one committee a space, with whoever sits in it; the persons come first."""
    hecho = momento(programa.hoy)
    volcar(
        Persona,
        "id numero_documento nombres apellido_paterno apellido_materno sexo fecha_nacimiento celular "
        "distrito_id busqueda clave_nombres clave_sonido clave_orden",
        _personas(espacios),
        tipo_documento="dni",
        creado=hecho,
        actualizado=hecho,
    )
    volcar(
        Comite,
        "id nombre espacio_id fecha_constitucion disuelto busqueda clave_orden "
        "region_id municipalidad_id",
        (
            (
                e.pk, f"Comité {e.nombre}", e.pk, dia(constitucion(e)),
                None if e.con_comite else dia(programa.hoy - timedelta(days=20)),
                f"comite {clave(e.nombre)}", f"comite {en_orden(e.nombre)}",
                e.region, e.distrito,
            )
            for e in espacios
        ),
        creado=hecho,
        actualizado=hecho,
    )  # fmt: skip
    volcar(Mandato, "id comite_id inicio fin", _mandatos(programa, espacios), creado=hecho)
    cargos = {c.slug: c for c in Cargo.objects.all()}
    volcar(
        Integrante,
        "id comite_id mandato_id persona_id cargo_id cargo_unico desde en_grupo",
        _integrantes(programa, espacios, [cargos[s] for s in CARGOS]),
        creado=hecho,
        actualizado=hecho,
    )
    volcar(
        GrupoWhatsApp,
        "id comite_id miembros abierto ultimo_mensaje celular_respaldo reglas_aceptadas reglas_version",
        (_grupo(programa, e) for e in espacios if _tiene_grupo(e)),
        creado=hecho,
        actualizado=hecho,
    )


def _tiene_grupo(e: Espacio) -> bool:
    """One committee in twelve has no group."""
    return azar(e.pk, 53) % 12 != 0


def _grupo(programa: Programa, e: Espacio) -> tuple[Any, ...]:
    """One group in eight may have been silent for long; a third lacks a backup, two in five the rules."""
    callado = 200 if azar(e.pk, 52) % 8 == 0 else 25
    respaldo = f"+5199{azar(e.pk, 54) % 10_000_000:07d}" if azar(e.pk, 55) % 3 else ""
    reglas = azar(e.pk, 56) % 5 >= 2
    return (
        e.pk, e.pk, 20 + azar(e.pk, 50) % 180, dia(constitucion(e)),
        dia(programa.hoy - timedelta(days=azar(e.pk, 51) % callado)),
        respaldo, dia(constitucion(e)) if reglas else None, VERSION_DE_REGLAS if reglas else "",
    )  # fmt: skip


def constitucion(e: Espacio) -> date:
    return e.incorporado + timedelta(days=10)


def _quienes(e: Espacio) -> range:
    """Return the numbers of the persons of this space's committee."""
    bloque, orden = divmod(e.pk - 1, ESPACIOS)
    primero = bloque * POR_PROGRAMA + ANTES[orden]
    return range(primero, primero + MIEMBROS[orden])


def documento_de(n: int) -> str:
    return f"{10_000_000 + n * 7 % 79_999_999:08d}"


def _personas(espacios: list[Espacio]) -> Iterator[tuple[Any, ...]]:
    for e in espacios:
        for n in _quienes(e):
            mujer = azar(n, 60) % 100 < 56
            nombres = elegir(MUJERES if mujer else HOMBRES, n, 61)
            paterno, materno = elegir(APELLIDOS, n, 62), elegir(APELLIDOS, n, 63)
            busqueda = f"{clave(nombres)} {clave(paterno)} {clave(materno)}"
            yield (
                n + 1, documento_de(n), nombres, paterno, materno,
                "mujer" if mujer else "hombre", dia(date(1950 + azar(n, 64) % 58, 1 + n % 12, 1 + n % 28)),
                f"+519{azar(n, 65) % 100_000_000:08d}", e.distrito, busqueda, clave_de_nombres(busqueda),
                clave_fonetica(busqueda), f"{en_orden(paterno)} {en_orden(materno)} {en_orden(nombres)}",
            )  # fmt: skip


def _fin(programa: Programa, e: Espacio) -> date:
    """Eight in a hundred mandates are over, six end within two months, the rest later."""
    suerte = azar(e.pk, 70) % 100
    if suerte < 8:
        return programa.hoy - timedelta(days=1 + azar(e.pk, 71) % 300)
    if suerte < 14:
        return programa.hoy + timedelta(days=azar(e.pk, 72) % 60)
    return programa.hoy + timedelta(days=61 + azar(e.pk, 73) % 600)


def _mandatos(programa: Programa, espacios: list[Espacio]) -> Iterator[tuple[Any, ...]]:
    for e in espacios:
        fin = _fin(programa, e)
        inicio = fin - timedelta(days=729)
        yield e.pk * 2, e.pk, dia(inicio), dia(fin)
        if azar(e.pk, 74) % 7 == 0:
            yield e.pk * 2 + 1, e.pk, dia(inicio - timedelta(days=730)), dia(inicio - timedelta(days=1))


def _integrantes(
    programa: Programa, espacios: list[Espacio], cargos: list[Cargo]
) -> Iterator[tuple[Any, ...]]:
    for e in espacios:
        desde = dia(max(constitucion(e), _fin(programa, e) - timedelta(days=729)))
        # Of the groups that somebody went through, one member in ten is missing.
        revisado = _tiene_grupo(e) and azar(e.pk, 57) % 4 != 0
        for orden, n in enumerate(_quienes(e)):
            cargo = cargos[orden]
            en_grupo = desde if revisado and azar(n, 58) % 10 else None
            yield n + 1, e.pk, e.pk * 2, n + 1, cargo.pk, cargo.unico, desde, en_grupo
