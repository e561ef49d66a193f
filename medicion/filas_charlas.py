"""Talks, who registered, who came, and the certificates of those that are closed."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any, Final

from capacitaciones.enums import TemaSesion
from capacitaciones.models import Asistencia, Constancia, Inscripcion, Sesion
from capacitaciones.privacidad import VERSION_DEL_TEXTO
from comunes.models import Evento
from medicion.azar import azar, elegir
from medicion.filas_comites import POR_PROGRAMA, documento_de
from medicion.nombres import APELLIDOS, CHARLAS, HOMBRES, MUJERES
from medicion.programa import REGIONES, Programa, momento
from medicion.volcado import valor, volcar

# Who came to each of the fifty closed talks of a programme: 4 258 in all. The rest are on their way.
ASISTENTES: Final = (280, 190, 150, 142) + (76,) * 46
ESTADOS: Final = (
    ("cerrada",) * len(ASISTENTES) + ("realizada",) * 2 + ("abierta",) * 4 + ("programada",) * 2
    + ("cancelada",) * 2
)  # fmt: skip
TAMANOS: Final = (*ASISTENTES, *(60,) * (len(ESTADOS) - len(ASISTENTES)))
# In 84 who come: 42 members of committees, 28 of the public by name, 14 only counted. Six more stayed away.
INTEGRANTES, CON_NOMBRE, AUSENTES = 1 / 2, 5 / 6, 1 / 14
DIAS = 730
DIGITOS = str.maketrans("0123456789abcdef", "ABCDEFGHJKLMNPQR")
SIN_NADIE: Final = (0, 0, 0, 0)


@dataclass(frozen=True)
class _Charla:
    """Its number, state and hours, and how many of each kind registered and came."""

    n: int
    estado: str
    inicio: datetime
    integrantes: int
    publico: int
    ausentes: int
    anonimas: int
    desde: int  # registrations before its own
    antes: int  # attendances before its own

    @property
    def inscritos(self) -> int:
        return self.integrantes + self.publico + self.ausentes

    @property
    def dada(self) -> bool:
        return self.estado in ("cerrada", "realizada")


@cache
def _cuantos(orden: int) -> tuple[int, int, int, int]:
    """Return members, public, absent and counted of the talk in that place of its programme."""
    if ESTADOS[orden] == "programada":
        return SIN_NADIE
    total = TAMANOS[orden]
    integrantes, con_nombre = round(total * INTEGRANTES), round(total * CON_NOMBRE)
    return integrantes, con_nombre - integrantes, round(total * AUSENTES), total - con_nombre


@cache
def _antes(orden: int) -> tuple[int, int]:
    """Return the registrations and attendances of the talks before that one in its programme."""
    inscritas = sum(sum(_cuantos(o)[:3]) for o in range(orden))
    asistieron = sum(
        sum(_cuantos(o)[:2]) + _cuantos(o)[3] for o in range(orden) if ESTADOS[o] in ("cerrada", "realizada")
    )
    return inscritas, asistieron


def escribir(programa: Programa, desde: int, hasta: int, cuentas: tuple[int, int]) -> None:
    """Write the talks between two scales: the first of `cuentas` gives one in ten, the other one the rest."""
    charlas = [_charla(programa.hoy, n) for n in range(desde * len(ESTADOS), hasta * len(ESTADOS))]
    distritos = [d for d in programa.distritos if programa.region_de[d] in REGIONES]
    volcar(
        Sesion,
        "id uuid tema titulo inicio fin inscritos region_id municipalidad_id facilitador_id estado "
        "motivo_cancelacion cerrada_en creado actualizado",
        (_sesion(programa, c, distritos, cuentas) for c in charlas),
        enlace="https://reunion.example/charla",
    )
    volcar(
        Inscripcion,
        "id codigo sesion_id persona_id tipo_documento numero_documento nombres apellidos celular tipo "
        "consintio_en creada",
        (fila for c in charlas for fila in _inscripciones(c)),
        texto_consentimiento=VERSION_DEL_TEXTO,
    )
    volcar(
        Asistencia,
        "id sesion_id inscripcion_id persona_id tipo sexo grupo_edad creada",
        (fila for c in charlas if c.dada for fila in _asistencias(c)),
        registrada_por_id=cuentas[1],
    )
    volcar(
        Constancia,
        "id asistencia_id anio numero codigo emitida_en",
        (fila for c in charlas if c.estado == "cerrada" for fila in _constancias(c)),
        emitida_por_id=cuentas[1],
    )
    volcar(
        Evento,
        "fecha objeto_id",
        ((valor(c.inicio), str(c.n + 1)) for c in charlas if c.dada),
        accion="charla-asistencia",
        objeto_tipo="capacitaciones.sesion",
        datos="{}",
        actor_id=cuentas[1],
    )


def _charla(hoy: date, n: int) -> _Charla:
    bloque, orden = divmod(n, len(ESTADOS))
    estado = ESTADOS[orden]
    dias = {"abierta": 1 + azar(n, 91) % 60, "programada": 5 + azar(n, 91) % 90, "realizada": -2}
    dia = hoy + timedelta(days=dias.get(estado, -3 - azar(n, 91) % DIAS))
    inicio = datetime.combine(dia, time(20 + azar(n, 92) % 3), UTC)
    (por_bloque, asisten), (inscritas, asistieron) = _antes(len(ESTADOS)), _antes(orden)
    return _Charla(
        n, estado, inicio, *_cuantos(orden), bloque * por_bloque + inscritas, bloque * asisten + asistieron
    )


def _sesion(
    programa: Programa, c: _Charla, distritos: list[str], cuentas: tuple[int, int]
) -> tuple[Any, ...]:
    """Four in ten are for the whole country, as many for a region, the rest for a municipality."""
    lugar = elegir(distritos, c.n, 93)
    para = azar(c.n, 94) % 10
    hecho = momento(programa.hoy)
    return (
        c.n + 1, uuid.UUID(int=c.n + 1).hex, elegir(TemaSesion.values, c.n, 95), elegir(CHARLAS, c.n, 96),
        valor(c.inicio), valor(c.inicio + timedelta(hours=2)), c.inscritos,
        programa.region_de[lugar] if para >= 4 else None, lugar if para >= 8 else None,
        cuentas[azar(c.n, 97) % 10 != 0], c.estado,
        "No hubo señal en la zona." if c.estado == "cancelada" else "",
        valor(c.inicio + timedelta(days=1)) if c.estado == "cerrada" else None, hecho, hecho,
    )  # fmt: skip


def _inscripciones(c: _Charla) -> Iterator[tuple[Any, ...]]:
    """Members with their document; the public without one: with it, each would be one more person."""
    cuando = valor(c.inicio - timedelta(days=4))
    for i in range(c.inscritos):
        n, persona = c.desde + i, _persona(c, i)
        yield (
            n + 1, f"{n:022d}", c.n + 1, persona, *_documento(persona),
            elegir(MUJERES if azar(n, 98) % 100 < 56 else HOMBRES, n, 99),
            f"{elegir(APELLIDOS, n, 100)} {elegir(APELLIDOS, n, 101)}",
            f"+519{azar(n, 102) % 100_000_000:08d}", "integrante" if persona else "publico", cuando, cuando,
        )  # fmt: skip


def _documento(persona: int | None) -> tuple[str, str]:
    return ("dni", documento_de(persona - 1)) if persona else ("sin-documento", "")


def _persona(c: _Charla, i: int) -> int | None:
    """Return who the registration is of: members of the same programme, each in four talks or so."""
    bloque, orden = divmod(c.n, len(ESTADOS))
    return bloque * POR_PROGRAMA + (orden * 97 + i) % POR_PROGRAMA + 1 if i < c.integrantes else None


def _asistencias(c: _Charla) -> Iterator[tuple[Any, ...]]:
    con_nombre, cuando = c.integrantes + c.publico, valor(c.inicio)
    for i in range(con_nombre):
        persona = _persona(c, i)
        tipo = "integrante" if persona else "publico"
        yield c.antes + i + 1, c.n + 1, c.desde + i + 1, persona, tipo, "", "", cuando
    for i in range(con_nombre, con_nombre + c.anonimas):
        sexo = "mujer" if azar(c.antes + i, 103) % 100 < 60 else "hombre"
        yield c.antes + i + 1, c.n + 1, None, None, "publico", sexo, "30-59", cuando


def _constancias(c: _Charla) -> Iterator[tuple[Any, ...]]:
    """One for each name, numbered within its year like its attendance."""
    cuando = valor(c.inicio + timedelta(days=1))
    for i in range(c.integrantes + c.publico):
        n = c.antes + i + 1
        yield n, n, c.inicio.year, n, codigo_de(n), cuando


def codigo_de(n: int) -> str:
    """Return the code of certificate `n`, with the letters of the real ones."""
    return f"{n:026x}".translate(DIGITOS)
