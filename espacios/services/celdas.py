"""The counting beforehand of what the map shows from afar."""

from datetime import date
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from comunes.models import HechoDeInstalacion
from espacios.celdas import (
    NIVEL_ENTERO,
    NIVEL_GRUESO,
    Grupo,
    alerta_contada,
    cuentas_de_filas,
    preguntas,
)
from espacios.evidencias import condicion_de_alerta
from espacios.marcas import CAMBIOS_TOLERADOS, recoger
from espacios.models import (
    HECHO_CELDAS,
    SIN_PUNTO,
    CambioDelMapa,
    CeldaDelMapa,
    EspacioEnAlerta,
    EspacioPublico,
    EspacioQuerySet,
)
from espacios.rejilla import NIVEL, fila_y_columna

_LUGAR: Final = ("region", "municipalidad")
_DESTINO: Final = (
    "clase", "valor", "nivel", "fila", "columna", "region_id", "municipalidad_id", *Grupo._fields,
)  # fmt: skip


@transaction.atomic
def recalcular_celdas(*, actor: Any, hoy: date | None = None) -> int:
    """Bring the cells of the map up to date and return how many municipalities were counted.

    Counts everything on the first run of a day and, afterwards, only where something changed. Running it
    again changes nothing. It is the installation's own housekeeping: `actor` is None.
    """
    dia = (hoy or timezone.localdate()).isoformat()
    HechoDeInstalacion.objects.get_or_create(pk=HECHO_CELDAS)
    hecho = HechoDeInstalacion.objects.select_for_update().get(pk=HECHO_CELDAS)  # one at a time
    cambiadas = recoger(CambioDelMapa)
    al_dia = hecho.valor.get("dia") == dia
    if al_dia and not cambiadas:
        return 0
    contadas = _contar(cambiadas if al_dia and len(cambiadas) <= CAMBIOS_TOLERADOS else None)
    hecho.valor = {"dia": dia}
    hecho.save()
    return contadas


def olvidar_celdas(*, actor: Any) -> None:
    """Have the map read the rows, and the next count begin anew: for bulk loads that skip triggers."""
    HechoDeInstalacion.objects.filter(pk=HECHO_CELDAS).delete()


def _contar(municipalidades: list[str] | None) -> int:
    """Write the cells of these municipalities, or of all, anew."""
    suyos = Q() if municipalidades is None else Q(municipalidad__in=municipalidades)
    _anotar_alertas(EspacioPublico.objects.filter(suyos))
    celdas = CeldaDelMapa.objects.filter(suyos)
    celdas.delete()
    fila, columna = fila_y_columna()
    for clase, valor, filas in preguntas():
        finas = filas.filter(suyos).annotate(
            _clase=Value(clase), _valor=valor, _nivel=Value(NIVEL),
            _fila=Coalesce(fila, SIN_PUNTO), _columna=Coalesce(columna, SIN_PUNTO),
        )  # fmt: skip
        _insertar(
            CeldaDelMapa,
            _DESTINO,
            finas.values_list("_clase", "_valor", "_nivel", "_fila", "_columna", *_LUGAR).annotate(
                **cuentas_de_filas(alerta_contada([]))
            ),
        )
    menores = celdas.filter(nivel=NIVEL)
    paso = 2 ** (NIVEL - NIVEL_GRUESO)
    _juntar(menores.filter(fila__gt=SIN_PUNTO), NIVEL_GRUESO, F("fila") / paso, F("columna") / paso)
    _juntar(menores, NIVEL_ENTERO, Value(0), Value(0))
    return celdas.filter(nivel=NIVEL_ENTERO).values("municipalidad").distinct().count()


def _anotar_alertas(espacios: EspacioQuerySet) -> None:
    EspacioEnAlerta.objects.filter(espacio__in=espacios.order_by().values("pk")).delete()
    en_alerta = espacios.filter(condicion_de_alerta()).order_by().values_list("pk")
    _insertar(EspacioEnAlerta, ("espacio_id",), en_alerta)


def _juntar(celdas: QuerySet[CeldaDelMapa], nivel: int, fila: Any, columna: Any) -> None:
    """Add the fine cells up into those of `nivel`."""
    mayores = celdas.order_by().annotate(_nivel=Value(nivel), _fila=fila, _columna=columna)
    _insertar(
        CeldaDelMapa,
        _DESTINO,
        mayores.values_list("clase", "valor", "_nivel", "_fila", "_columna", *_LUGAR).annotate(
            **{f"_{nombre}": Sum(nombre) for nombre in Grupo._fields}
        ),
    )


def _insertar(modelo: Any, columnas: tuple[str, ...], consulta: QuerySet[Any]) -> None:
    """Write the rows of a query as rows of `modelo`, without bringing them here."""
    sql, valores = consulta.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {modelo._meta.db_table} ({', '.join(columnas)}) {sql}", valores)
