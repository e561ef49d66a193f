"""Marks of the municipalities where something changed after it was counted beforehand.

Triggers leave them, whoever writes, and the next count picks them up; until then readers count those
municipalities from the rows. The cells of the map and the figures of the dashboards have a table each.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps

from comunes.disparadores import Disparador

# With more municipalities than these changed, counting everything is as fast.
CAMBIOS_TOLERADOS: Final = 60
_LOTE: Final = 500


@dataclass(frozen=True)
class Vigilada:
    """A table that a condition reads: a model's label, how its rows reach their space, the fields read.

    `ruta` is «» for the space itself, «espacio», «comite__espacio»; None marks the country, without a place,
    and `si` says in SQL of which rows («{fila}» stands for one).
    """

    modelo: str
    ruta: str | None
    campos: tuple[str, ...]
    si: str = "TRUE"


@dataclass(frozen=True)
class Marcas:
    """The table of marks of a count. `contado` is the SQL that says whether anything was counted at all:

    an installation that never counted beforehand has nothing to write down.
    """

    tabla: str
    contado: str
    sufijo: str

    def disparadores(self, vigiladas: Iterable[Vigilada]) -> list[Disparador]:
        """Return one trigger a table, over every field that anybody reads there."""
        tablas: dict[tuple[str, str | None, str], dict[str, None]] = {}
        for v in vigiladas:
            tablas.setdefault((v.modelo, v.ruta, v.si), {}).update(dict.fromkeys(v.campos))
        return [self._de(apps.get_model(m), ruta, si, campos) for (m, ruta, si), campos in tablas.items()]

    def _de(self, modelo: Any, ruta: str | None, si: str, campos: Iterable[str]) -> Disparador:
        tabla, enlaces = modelo._meta.db_table, ruta.split("__") if ruta else []
        columnas = dict.fromkeys(modelo._meta.get_field(campo).column for campo in (*enlaces[:1], *campos))
        donde = f"CASE WHEN {si} THEN '' END" if ruta is None else _municipalidad(modelo, enlaces)
        marcar = (
            f"INSERT INTO {self.tabla} (municipalidad, tanda) "
            f"SELECT x.m, {{tanda}} FROM (SELECT {donde} AS m) x "
            f"WHERE x.m IS NOT NULL AND EXISTS ({self.contado}) AND NOT EXISTS "
            f"(SELECT 1 FROM {self.tabla} c WHERE c.municipalidad = x.m AND c.tanda = {{tanda}}); "
        )
        return Disparador(f"{tabla}_{self.sufijo}", tabla, tuple(columnas), marcar)


def _municipalidad(modelo: Any, enlaces: list[str]) -> str:
    """Return the SQL that finds the municipality of a row, hop by hop to its space."""
    valor, desde = "", modelo
    for paso in (*enlaces, "municipalidad"):
        campo, tabla, llave = desde._meta.get_field(paso), desde._meta.db_table, desde._meta.pk.column
        leer = f"(SELECT {campo.column} FROM {tabla} WHERE {llave} = {valor})"
        valor = leer if valor else f"{{fila}}.{campo.column}"
        desde = campo.related_model
    return valor


def recoger(modelo: Any) -> list[str]:
    """Cross the marks off and return their municipalities. For the count that follows, in its transaction.

    Only what is read here is crossed off: whoever writes meanwhile leaves a mark of their own.
    """
    marcas = list(modelo.objects.values_list("pk", "municipalidad"))
    for desde in range(0, len(marcas), _LOTE):
        modelo.objects.filter(pk__in=[pk for pk, _ in marcas[desde : desde + _LOTE]]).delete()
    return sorted({municipalidad for _, municipalidad in marcas})
