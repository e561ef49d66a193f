"""Writes workbooks in constant memory, where no cell can be taken for a formula.

Texts that begin with ``= + - @`` or with a tab or line break are written as texts, with Excel's own quote
mark, and read back exactly as they were.
"""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from comunes.hojas.limites import PELIGROSOS

_NOMBRE_MAXIMO = 31
_OPCIONES = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


class LibroNuevo:
    """A workbook being written to `destino`; use it as a context manager, sheet after sheet."""

    def __init__(self, destino: Path, *, titulo: str = "", creado: datetime | None = None) -> None:
        self._libro = xlsxwriter.Workbook(str(destino), _OPCIONES)
        self._libro.set_properties({"title": titulo, **({"created": creado} if creado else {})})
        nuevo = self._libro.add_format
        self.formatos: dict[str, Format] = {
            "fecha": nuevo({"num_format": "dd/mm/yyyy"}),
            "momento": nuevo({"num_format": "dd/mm/yyyy hh:mm"}),
            "texto": nuevo({"num_format": "@"}),
            "literal": nuevo({"num_format": "@", "quote_prefix": True}),
            "titulo": nuevo({"bold": True, "font_size": 13, "font_color": "#0F2C2E"}),
            "encabezado": nuevo(
                {"bold": True, "bg_color": "#E2F0E9", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
            ),
            "destacado": nuevo({"bg_color": "#FDF0D8", "text_wrap": True, "valign": "top"}),
        }

    def __enter__(self) -> "LibroNuevo":
        return self

    def __exit__(
        self, tipo: type[BaseException] | None, error: BaseException | None, traza: TracebackType | None
    ) -> None:
        self._libro.close()

    def hoja(self, nombre: str, *, anchos: Sequence[int] = ()) -> "HojaNueva":
        """Add a sheet; `anchos` are column widths in characters."""
        limpio = "".join("-" if c in "[]:*?/\\" else c for c in nombre).strip("'")[:_NOMBRE_MAXIMO]
        return HojaNueva(self, self._libro.add_worksheet(limpio or "Hoja"), anchos)


class HojaNueva:
    """A sheet that takes rows in order; earlier ones can't be changed."""

    def __init__(self, libro: LibroNuevo, hoja: Worksheet, anchos: Sequence[int]) -> None:
        self._formatos, self._hoja, self._fila = libro.formatos, hoja, 0
        for columna, ancho in enumerate(anchos):
            hoja.set_column(columna, columna, ancho)

    def fila(self, valores: Sequence[Any], *, formato: str = "") -> None:
        """Write a row. `formato` names one of the workbook's formats for all of its texts."""
        for columna, valor in enumerate(valores):
            self._escribir(columna, valor, formato)
        self._fila += 1

    def saltar(self, hasta: int) -> None:
        """Leave rows empty so that the next one is row `hasta`, from 1."""
        self._fila = max(self._fila, hasta - 1)

    def fijar_encabezado(self) -> None:
        """Keep what was written so far in sight while the sheet scrolls."""
        self._hoja.freeze_panes(self._fila, 0)

    def _escribir(self, columna: int, valor: Any, formato: str) -> None:
        propio = self._formatos.get(formato)
        if valor is None or valor == "":
            return
        if isinstance(valor, str):
            literal = self._formatos["literal"] if valor.startswith(PELIGROSOS) else propio
            self._hoja.write_string(self._fila, columna, valor, literal)
        elif isinstance(valor, bool):
            self._hoja.write_boolean(self._fila, columna, valor)
        elif isinstance(valor, datetime):
            self._hoja.write_datetime(self._fila, columna, valor, self._formatos["momento"])
        elif isinstance(valor, date):
            self._hoja.write_datetime(self._fila, columna, valor, self._formatos["fecha"])
        else:
            self._hoja.write_number(self._fila, columna, valor, propio)
