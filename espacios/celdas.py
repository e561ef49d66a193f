"""The cells of the map, counted beforehand: what they answer, and how they are read.

A cell holds, for one municipality, how many of its spaces answer one question: none, a state, «en alerta»,
a type, a risk factor or a silence. Any region, district or territory of an account is a sum over
municipalities. Two questions at once, words and police precincts are answered from the rows.

Municipalities where something changed since (`CambioDelMapa`) are left out of the sum and grouped on the
spot, so that cells give exactly what grouping the rows would.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Round
from django.utils import timezone

from comunes.models import HechoDeInstalacion
from espacios.enums import ESTADOS_RECUPERADOS, SILENCIOS, SIN_NINGUNA, Alerta, EstadoEspacio
from espacios.evidencias import condicion_de_alerta
from espacios.filtros_de_lugar import en_provincia
from espacios.marcas import CAMBIOS_TOLERADOS
from espacios.models import (
    HECHO_CELDAS,
    CambioDelMapa,
    CeldaDelMapa,
    EspacioEnAlerta,
    EspacioPublico,
    EspacioQuerySet,
    FactorRiesgo,
    TipoEspacio,
)
from espacios.rejilla import NIVEL, POR_FILA, Celda, Ventana, fila_y_columna
from territorio.alcance import Alcance

NIVEL_GRUESO: Final = 12
NIVEL_ENTERO: Final = 0
_MILLON: Final = 1_000_000
_CLASES: Final = ("estado", "tipo", "factor", "silencio")
_CELDAS_A_NOMBRAR: Final = 400
# As many rows of changed municipalities are counted while a list is shown.
FILAS_EN_EL_ACTO: Final = 1_000


class Grupo(NamedTuple):
    """Some spaces: how many, how many of them in alert and recovered, and the sum of their coordinates."""

    cuantos: int
    alertas: int
    recuperados: int
    latitudes: int
    longitudes: int

    def mas(self, otro: "Grupo") -> "Grupo":
        return Grupo(*(a + b for a, b in zip(self, otro, strict=True)))

    @property
    def centro(self) -> tuple[float, float]:
        """The mean of their points, in degrees."""
        return (
            round(self.latitudes / self.cuantos / _MILLON, 4),
            round(self.longitudes / self.cuantos / _MILLON, 4),
        )


@dataclass(frozen=True)
class Pregunta:
    """What a map is asked that cells can answer: one question, in some places (a Q; empty: all)."""

    clase: str = ""
    valor: Any = ""
    lugar: Q = field(default_factory=Q)


def preguntas() -> Iterator[tuple[str, Any, EspacioQuerySet]]:
    """Yield what is counted beforehand: class, value (an expression) and the spaces that answer.

    Those in alert are the ones that were counted just before.
    """
    todos = EspacioPublico.objects.order_by()
    en_pie = todos.publicados()
    yield "", Value(""), en_pie
    yield "estado", F("estado"), todos
    yield "estado", Value(Alerta.EN_ALERTA.value), todos.filter(alerta_contada([]))
    yield "tipo", Cast("tipo_id", CharField()), en_pie
    yield "factor", Cast("factores", CharField()), en_pie.filter(factores__isnull=False)
    for dias in SILENCIOS:
        yield "silencio", Value(str(dias)), en_pie.en_silencio(dias)
    yield "silencio", Value(SIN_NINGUNA), en_pie.filter(ultima_actividad=None)


def pregunta_de(valores: Mapping[str, Any], alcance: Alcance) -> Pregunta | None:
    """Return the question of a filled-in filter in the scope of its user; None when cells do not know."""
    lugar, puestos = _lugar_y_resto(valores, alcance)
    if lugar is None:
        return None
    if not puestos:
        return Pregunta(lugar=lugar)
    clase, valor = puestos.popitem()
    if puestos or clase not in _CLASES:
        return None
    catalogo: Any = {"tipo": TipoEspacio, "factor": FactorRiesgo}.get(clase)
    if catalogo:
        valor = str(catalogo.objects.filter(slug=valor).values_list("pk", flat=True).first())
    return Pregunta(clase, valor, lugar)


def pregunta_por_estados(valores: Mapping[str, Any], alcance: Alcance) -> Pregunta | None:
    """Return the question of a filled-in filter before its state; None unless it names places only."""
    lugar, puestos = _lugar_y_resto({**valores, "estado": ""}, alcance)
    return None if lugar is None or puestos else Pregunta(lugar=lugar)


def _lugar_y_resto(valores: Mapping[str, Any], alcance: Alcance) -> tuple[Q | None, dict[str, Any]]:
    """Return the places (None where cells know nothing of that scope) and whatever else is asked for."""
    lugar = alcance.filtro(regiones="region", municipalidades="municipalidad")
    puestos = {nombre: valor for nombre, valor in valores.items() if valor}
    if lugar is None or (not alcance.nacional and (alcance.comisarias or alcance.espacios)):
        return None, puestos
    for nombre, ruta in (("region", "region"), ("distrito", "municipalidad")):
        if valor := puestos.pop(nombre, ""):
            lugar &= Q(**{ruta: valor})
    if provincia := puestos.pop("provincia", ""):
        lugar &= en_provincia("municipalidad", provincia)
    return lugar, puestos


# Reading ------------------------------------------------------------------------------------------


def sin_contar() -> list[str] | None:
    """Return the municipalities to group on the spot, or None when the cells are not those of today."""
    hechos = HechoDeInstalacion.objects.filter(pk=HECHO_CELDAS).values_list(Value("dia"), KT("valor__dia"))
    marcas = CambioDelMapa.objects.order_by().values_list(Value("cambio"), "municipalidad")
    halladas = list(hechos.order_by().union(marcas)[: CAMBIOS_TOLERADOS + 2])
    cambiadas = [valor for clase, valor in halladas if clase == "cambio"]
    if len(cambiadas) > CAMBIOS_TOLERADOS or ("dia", timezone.localdate().isoformat()) not in halladas:
        return None
    return cambiadas


def alerta_contada(fuera: list[str] | None) -> Q:
    """Return the condition of being in alert, by the count of today where it holds."""
    if fuera is None:
        return condicion_de_alerta()
    contada = Q(Exists(EspacioEnAlerta.objects.filter(pk=OuterRef("pk"))))
    if not fuera:
        return contada
    cambiadas = Q(municipalidad__in=fuera)
    return (~cambiadas & contada) | (cambiadas & condicion_de_alerta())


def contados(
    filas: EspacioQuerySet, pregunta: Pregunta, nivel: int, ventana: Ventana, fuera: list[str]
) -> dict[Celda, Grupo]:
    """Return what `agrupar` would, from the cells; from the rows of the municipalities `fuera`."""
    grupos = guardadas(pregunta, nivel, ventana, fuera)
    if fuera:
        vivas = agrupar(filas.filter(municipalidad__in=fuera), nivel, ventana)
        for celda, grupo in vivas.items():
            grupos[celda] = grupo.mas(grupos[celda]) if celda in grupos else grupo
    return grupos


def por_lugar(
    filas: EspacioQuerySet, pregunta: Pregunta, lugar: str, fuera: list[str]
) -> dict[tuple[str, str], tuple[int, int]]:
    """Return (how many, how many recovered) by place and region, with a point or not.

    `lugar` is «region_id» or «municipalidad_id».
    """
    celdas = _de(pregunta, fuera).filter(nivel=NIVEL_ENTERO).order_by().values_list(lugar, "region_id")
    sumas = celdas.annotate(_cuantos=Sum("cuantos"), _recuperados=Sum("recuperados"))
    vivas = contar_por_lugar(filas.filter(municipalidad__in=fuera), lugar) if fuera else []
    halladas: dict[tuple[str, str], tuple[int, int]] = {}
    for clave, region, cuantos, recuperados in (*sumas, *vivas):
        antes = halladas.get((clave, region), (0, 0))
        halladas[clave, region] = (antes[0] + cuantos, antes[1] + recuperados)
    return halladas


def por_estado(filas: EspacioQuerySet, pregunta: Pregunta, fuera: list[str]) -> dict[str, int] | None:
    """Return how many spaces take part («»), are in alert and in each state.

    `filas` are those of every state, and `pregunta` names places only. One query, two with changes; None
    where too many rows would have to be counted on the spot.
    """
    # Every value by its name: the index is by class, value and level, and each class has all the levels.
    cuales = Q(clase__in=("", "estado"), valor__in=("", *EstadoEspacio.values, Alerta.EN_ALERTA))
    celdas = _de(pregunta, [], cuales).filter(nivel=NIVEL_ENTERO).order_by()
    cambiada = Case(When(municipalidad__in=fuera, then=True), default=False) if fuera else Value(False)
    sumas = celdas.values_list(cambiada, "valor").annotate(_cuantos=Sum("cuantos"))
    dichas = {(bool(cambio), valor): cuantos for cambio, valor, cuantos in sumas}
    if sum(n for (cambio, valor), n in dichas.items() if cambio and not valor) > FILAS_EN_EL_ACTO:
        return None
    halladas = Counter({valor: n for (cambio, valor), n in dichas.items() if not cambio})
    if fuera:
        suyas = filas.filter(municipalidad__in=fuera).order_by()
        en_alerta = Count("pk", filter=condicion_de_alerta())
        for estado, cuantos, alertas in suyas.values_list("estado").annotate(_n=Count("pk"), _a=en_alerta):
            en_pie = 0 if estado == EstadoEspacio.RETIRADO else cuantos
            halladas.update({estado: cuantos, Alerta.EN_ALERTA.value: alertas, "": en_pie})
    return halladas


def contar_por_lugar(filas: EspacioQuerySet, lugar: str) -> QuerySet[Any]:
    """Return (place, region, how many, how many recovered) from the rows."""
    cuentas = cuentas_de_filas()
    return (
        filas.order_by()
        .values_list(lugar, "region_id")
        .annotate(**{n: cuentas[n] for n in ("_cuantos", "_recuperados")})
    )


def agrupar(
    filas: EspacioQuerySet, nivel: int, ventana: Ventana, en_alerta: Q | None = None
) -> dict[Celda, Grupo]:
    """Return the groups of `filas` by the cells of `nivel` that the window touches, from the rows."""
    fila, columna = fila_y_columna(nivel)
    filas_v, columnas_v = ventana.celdas(nivel)
    en_celdas = cercanas(filas, ventana, nivel).filter(celda__isnull=False).order_by()
    grupos = (
        en_celdas.annotate(_fila=fila, _columna=columna)
        .filter(_fila__range=filas_v, _columna__range=columnas_v)
        .values_list("_fila", "_columna")
        .annotate(**cuentas_de_filas(en_alerta))
    )
    return {(f, c): Grupo(*resto) for f, c, *resto in grupos}


def guardadas(pregunta: Pregunta, nivel: int, ventana: Ventana, fuera: list[str]) -> dict[Celda, Grupo]:
    """Return the same from the cells, without the municipalities `fuera`."""
    guardado = NIVEL_GRUESO if nivel <= NIVEL_GRUESO else NIVEL
    paso = 2 ** (guardado - nivel)
    (f0, f1), (c0, c1) = ventana.celdas(nivel)
    grupos = (
        _de(pregunta, fuera)
        .filter(
            nivel=guardado,
            fila__range=(f0 * paso, f1 * paso + paso - 1),
            columna__range=(c0 * paso, c1 * paso + paso - 1),
        )
        .order_by()
        .annotate(_fila=F("fila") / paso, _columna=F("columna") / paso)
        .values_list("_fila", "_columna")
        .annotate(**{f"_{n}": Sum(n) for n in Grupo._fields})
    )
    return {(f, c): Grupo(*map(int, resto)) for f, c, *resto in grupos}


def _de(pregunta: Pregunta, fuera: list[str], clases: Q | None = None) -> QuerySet[CeldaDelMapa]:
    cuales = clases or Q(clase=pregunta.clase, valor=pregunta.valor)
    celdas = CeldaDelMapa.objects.filter(pregunta.lugar, cuales)
    return celdas.exclude(municipalidad__in=fuera) if fuera else celdas


def cuentas_de_filas(en_alerta: Q | None = None) -> dict[str, Any]:
    """Return the figures of a `Grupo` over rows of spaces, in its order."""
    return {
        "_cuantos": Count("pk"),
        "_alertas": Count("pk", filter=en_alerta or condicion_de_alerta()),
        "_recuperados": Count("pk", filter=Q(estado__in=ESTADOS_RECUPERADOS)),
        "_latitudes": Sum(_en_millones("latitud"), default=0),
        "_longitudes": Sum(_en_millones("longitud"), default=0),
    }


def _en_millones(campo: str) -> Cast:
    return Cast(Round(Cast(campo, FloatField()) * _MILLON), BigIntegerField())


def cercanas(filas: EspacioQuerySet, ventana: Ventana, nivel: int = NIVEL) -> EspacioQuerySet:
    """Return the rows in the cells of `nivel` that a small window touches, and some more; else all."""
    paso = 2 ** max(0, NIVEL - nivel)
    (f0, f1), (c0, c1) = ventana.celdas(min(nivel, NIVEL))
    if (f1 - f0 + 1) * (c1 - c0 + 1) * paso**2 > _CELDAS_A_NOMBRAR:
        return filas
    filas_v, columnas_v = range(f0 * paso, (f1 + 1) * paso), range(c0 * paso, (c1 + 1) * paso)
    return filas.filter(celda__in=[fila * POR_FILA + columna for fila in filas_v for columna in columnas_v])
