"""Reads of spaces: neighbours and namesakes, warnings about a point, capped counts."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from difflib import SequenceMatcher
from math import cos, radians
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.db.models import CharField, IntegerField, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Concat, Length
from django.utils.timezone import localtime

from comunes.bitacora import historial
from comunes.consultas import Juntar
from comunes.models import Evento
from comunes.paginas import Pagina
from comunes.templatetags.componentes import miles
from comunes.texto import clave_busqueda
from cuentas.enums import Permiso
from espacios.enums import Alerta, EstadoEspacio
from espacios.evidencias import condicion_de_alerta
from espacios.models import EspacioPublico, EspacioQuerySet
from espacios.ubicacion import Punto
from territorio.geometria import km_entre
from territorio.models import Comisaria, Distrito
from territorio.selectors import distancia_km_al_distrito, distrito_en_punto

EVENTO_REGISTRO: Final = "espacio-registrado"
EVENTO_ESTADO: Final = "espacio-estado"
METROS_CERCA: Final = 200
PARECIDO_MINIMO: Final = 0.8
PALABRAS_QUE_BASTAN: Final = 2
TOLERANCIA_KM: Final = 1.0
TOPE_DE_CUENTA: Final = 1_000
TOPE_PARCIAL: Final = 100
_PARECIDOS_MOSTRADOS: Final = 5
_KM_POR_GRADO: Final = 111.32
# Words that say what a place is, not which one.
_GENERICAS: Final = frozenset(
    {"parque", "pq", "plaza", "plazuela", "calle", "ca", "pasaje", "psje", "jiron", "jr", "avenida", "av"}
    | {"area", "verde", "losa", "deportiva", "complejo", "deportivo", "playa", "alameda", "malecon"}
    | {"escalera", "paradero", "terreno", "baldio", "zona", "de", "del", "la", "las", "el", "los", "y"}
)


@dataclass(frozen=True)
class Parecido:
    """A registered space that may be the one somebody is about to register, and why."""

    espacio: EspacioPublico
    motivo: str


def parecidos(
    user: Any, *, nombre: str, distrito: Distrito, punto: Punto | None, excepto: int | None = None
) -> list[Parecido]:
    """Return the visible spaces within 200 m or with a like name in the district, nearest first."""
    visibles = EspacioPublico.objects.visible_to(user, Permiso.ESPACIO_VER).exclude(pk=excepto or 0)
    cercanos = [
        (metros, Parecido(e, f"a {metros} m")) for metros, e in (_cercanos(visibles, punto) if punto else [])
    ]
    hallados = [p for _, p in sorted(cercanos, key=lambda par: par[0])]
    vistos = {p.espacio.pk for p in hallados}
    hallados += [
        Parecido(e, "nombre parecido")
        for e in visibles.filter(municipalidad=distrito.pk).select_related("tipo")
        if e.pk not in vistos and se_parecen(nombre, e.nombre)
    ]
    return hallados[:_PARECIDOS_MOSTRADOS]


def se_parecen(uno: str, otro: str) -> bool:
    """Say whether two names may mean one place: «Pq. Túpac Amaru II» and «Parque Tupac Amaru 2»."""
    a, b = _distintivas(uno), _distintivas(otro)
    corta, larga = sorted((set(a), set(b)), key=len)
    # «Señor de los Milagros» and «Señor de los Milagros, Asentamiento Humano Cruz de Motupe».
    if len(corta) >= PALABRAS_QUE_BASTAN and corta <= larga:
        return True
    return a == b or SequenceMatcher(None, " ".join(a), " ".join(b)).ratio() >= PARECIDO_MINIMO


def _distintivas(nombre: str) -> list[str]:
    """Return the words that say which place it is, without signs; all of them when none does."""
    palabras = re.findall(r"\w+", clave_busqueda(nombre))
    return [p for p in palabras if p not in _GENERICAS] or palabras


def _cercanos(filas: EspacioQuerySet, punto: Punto) -> list[tuple[int, EspacioPublico]]:
    margen = METROS_CERCA / 1000 / _KM_POR_GRADO
    margen_lon = margen / cos(radians(float(punto.latitud)))
    caja = filas.filter(
        latitud__range=_alrededor(punto.latitud, margen),
        longitud__range=_alrededor(punto.longitud, margen_lon),
    ).select_related("tipo")
    medidos = [
        (round(1000 * km_entre(*map(float, (*punto, e.latitud, e.longitud)))), e)  # type: ignore[arg-type]
        for e in caja
    ]
    return [(metros, e) for metros, e in medidos if metros <= METROS_CERCA]


def _alrededor(valor: Decimal, margen: float) -> tuple[Decimal, Decimal]:
    return valor - Decimal(margen), valor + Decimal(margen)


def aviso_de_distrito(punto: Punto, distrito: Distrito) -> str:
    """Return what to warn about a point outside its district, or an empty text.

    Outlines are simplified, and districts created after the map have none: those are only held
    against their province.
    """
    kilometros = distancia_km_al_distrito(*punto, distrito.pk)
    if kilometros is not None and kilometros < TOLERANCIA_KM:
        return ""
    hallado = distrito_en_punto(*punto)
    if kilometros is None and hallado and hallado[:4] == distrito.pk[:4]:
        return ""
    otro = Distrito.objects.filter(pk=hallado).first() if hallado else None
    donde = f"está en {otro.nombre}" if otro else "no cae en ningún distrito del programa"
    lejos = f", a {round(kilometros)} km de {distrito.nombre}" if kilometros else f", no en {distrito.nombre}"
    return f"Este punto {donde}{lejos}."


def comisarias_elegibles(distrito: Distrito) -> list[tuple[str, QuerySet[Comisaria]]]:
    """Return the active precincts of the district, then the others of its region, each group named.

    A precinct may cover part of a neighbouring district.
    """
    activas = Comisaria.objects.activos().order_by("nombre", "pk")
    otras = activas.filter(region=distrito.region_id).exclude(distrito=distrito.pk)
    return [
        (f"De {distrito.nombre}", activas.filter(distrito=distrito.pk)),
        ("Otra comisaría de la región", otras.select_related("distrito")),
    ]


class _CuentaHasta(Subquery):
    """COUNT(*) over a limited subquery: it stops at the limit however many rows there are."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) _tope)"
    output_field = IntegerField()
    empty_result_set_value = 0


class Cuenta(NamedTuple):
    """A figure that stopped at `tope` + 1, which reads «more than `tope`»; below zero, nobody counted."""

    cuantos: int
    tope: int

    def __str__(self) -> str:
        if self.cuantos < 0:
            return ""
        return f"+{self.tope}" if self.cuantos > self.tope else miles(self.cuantos)


def cuentas_de_pagina(pagina: Pagina, estado: str) -> dict[str, Cuenta]:
    """Return the figures of rows in `estado` too many to count: only whether they are more than a page."""
    de_mas = not pagina.unica
    cuentas = {clave: Cuenta(-1, 0) for clave in ("", "en-alerta", *EstadoEspacio.values)}
    return {**cuentas, estado: Cuenta(len(pagina) + de_mas, len(pagina))}


def cuentas_contadas(halladas: Mapping[str, int]) -> dict[str, Cuenta]:
    """Return the figures that were counted beforehand, whole however many they are."""
    claves = ("", Alerta.EN_ALERTA.value, *EstadoEspacio.values)
    return {clave: Cuenta(halladas.get(clave, 0), halladas.get(clave, 0)) for clave in claves}


def cuentas_por_estado(filas: EspacioQuerySet) -> dict[str, Cuenta]:
    """Return how many of `filas` are in each state, in alert («en-alerta») and taking part («»).

    Two queries. Exact up to `TOPE_DE_CUENTA` rows in all; beyond, each figure stops at `TOPE_PARCIAL`, so
    that the country's list costs what a municipality's does.
    """
    tramo = filas.order_by().values_list("estado", flat=True)[: TOPE_DE_CUENTA + 1]
    halladas = Counter(tramo)  # read and counted here: grouping them would look each of them up again
    if halladas.total() > TOPE_DE_CUENTA:
        return cuentas_parciales(filas)
    en_alerta = filas.filter(condicion_de_alerta()).order_by().count()
    cuentas = {estado.value: halladas[estado.value] for estado in EstadoEspacio}
    en_pie = sum(cuentas.values()) - cuentas[EstadoEspacio.RETIRADO]
    exactas = {"": en_pie, "en-alerta": en_alerta, **cuentas}
    return {clave: Cuenta(cuantos, TOPE_DE_CUENTA) for clave, cuantos in exactas.items()}


def cuentas_parciales(filas: EspacioQuerySet) -> dict[str, Cuenta]:
    """Return the figures of more rows than are counted: all in one query, each stopping early."""
    partes = {
        "": (filas.exclude(estado=EstadoEspacio.RETIRADO), TOPE_DE_CUENTA),
        "en-alerta": (filas.filter(condicion_de_alerta()), TOPE_PARCIAL),
    }
    partes |= {estado.value: (filas.filter(estado=estado), TOPE_PARCIAL) for estado in EstadoEspacio}
    cuentas = [_CuentaHasta(f.order_by().values("pk")[: tope + 1]) for f, tope in partes.values()]
    valores = next(iter(EspacioPublico.objects.order_by().values_list(*cuentas)[:1]))
    return {clave: Cuenta(n, tope) for (clave, (_f, tope)), n in zip(partes.items(), valores, strict=True)}


def siguiente_codigo(distrito: Distrito) -> str:
    """Return the next free code of the district; call it holding the district's lock."""
    prefijo = f"NES-{distrito.pk}-"
    ultimos = EspacioPublico.objects.filter(codigo__startswith=prefijo)
    ultimo = ultimos.order_by(Length("codigo").desc(), "-codigo").values_list("codigo", flat=True).first()
    return f"{prefijo}{int(ultimo.removeprefix(prefijo)) + 1 if ultimo else 1:02d}"


@dataclass(frozen=True)
class PasoDado:
    """A change of state as the history tells it; `desde` is empty for the registration."""

    momento: datetime
    desde: str
    hacia: str

    @property
    def dia(self) -> date:
        return localtime(self.momento).date()


def con_pasos(filas: EspacioQuerySet) -> EspacioQuerySet:
    """Annotate what `pasos_dados` reads: the changes of state in one text, without a query of their own."""
    eventos = Evento.objects.filter(
        objeto_tipo=EspacioPublico._meta.label_lower,
        objeto_id=Cast(OuterRef("pk"), CharField()),
        accion__in=(EVENTO_REGISTRO, EVENTO_ESTADO),
    ).order_by()
    vacio = Value("", output_field=TextField())
    uno = Concat(
        Cast("fecha", TextField()),
        Value("|"),
        Coalesce(KT("datos__desde"), vacio, output_field=TextField()),
        Value("|"),
        Coalesce(KT("datos__hacia"), vacio, output_field=TextField()),
        output_field=TextField(),
    )
    return filas.annotate(pasos=Subquery(eventos.values_list(Juntar(uno, Value(",")))))


def pasos_dados(espacio: EspacioPublico) -> list[PasoDado]:
    """Return the changes of state, oldest first; asks the database unless the row came `con_pasos`."""
    leido: Any = espacio
    if "pasos" not in espacio.__dict__:
        leido = con_pasos(EspacioPublico.objects.filter(pk=espacio.pk)).get()
    escritos: str = leido.pasos or ""
    partes = (uno.split("|") for uno in escritos.split(",") if uno)
    return sorted(
        (PasoDado(_momento(m), desde, hacia) for m, desde, hacia in partes), key=lambda p: p.momento
    )


def callado_desde(espacio: EspacioPublico) -> date:
    """Return the first day on which a recovered space is, or will be, in alert for its silence."""
    desde: date = espacio.silencio_desde
    return desde + timedelta(days=settings.DIAS_SIN_ACTIVIDAD + 1)


def _momento(texto: str) -> datetime:
    """Read a moment as the engine writes it: SQLite keeps UTC and does not say so."""
    leido = datetime.fromisoformat(texto)
    return leido if leido.tzinfo else leido.replace(tzinfo=UTC)


def cambios_de_estado(espacio: EspacioPublico) -> list[Evento]:
    """Return the events that moved the space along its path, oldest first."""
    return list(historial(espacio).filter(accion__in=(EVENTO_REGISTRO, EVENTO_ESTADO)).order_by("pk"))


def ultimo_retiro(espacio: EspacioPublico) -> Evento | None:
    """Return the event that took the space out of the programme the last time, with its motive."""
    retiros = [e for e in cambios_de_estado(espacio) if e.datos.get("hacia") == EstadoEspacio.RETIRADO]
    return retiros[-1] if retiros else None


def estado_antes_de_retirar(espacio: EspacioPublico) -> str:
    """Return the state that a retired space had."""
    retiro = ultimo_retiro(espacio)
    return str(retiro.datos["desde"]) if retiro else EstadoEspacio.IDENTIFICADO
