"""Excel workbooks that leave while they are written: the first bytes go before the last row is read.

xlsxwriter makes the frame (styles, widths, the sheet that says what the file is) with an empty table in
it; the rows are put into that frame here, three times as fast as through the library and in flat memory.
Every text is a text: none can be taken for a formula or a link.
"""

import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from io import RawIOBase
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from comunes.exportacion import lectura as de
from comunes.exportacion.lectura import Lectura, Tipo
from comunes.exportacion.modelo import Exportacion, Fila
from comunes.hojas.escritura import LibroNuevo
from comunes.hojas.limites import PELIGROSOS

TIPO = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILAS_POR_HOJA = 1_000_000  # Excel ends at 1 048 576
_POR_TROZO = 500
_TABLA = "Acerca de este archivo"
_DIA_CERO = date(1899, 12, 30)
_ILEGALES = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], None)
_ESCAPES: dict[int, Any] = {**_ILEGALES, ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", 13: "&#13;"}
_A_ESCAPAR = re.compile(f"[{re.escape(''.join(chr(c) for c in _ESCAPES))}]")


class _Estilos(NamedTuple):
    texto: str
    literal: str
    fecha: str


class _Salida(RawIOBase):
    """Where the zip writes: what came so far is taken out piece by piece."""

    def __init__(self) -> None:
        self._trozos: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, datos: Any) -> int:
        self._trozos.append(bytes(datos))
        return len(datos)

    def vaciar(self) -> bytes:
        listo = b"".join(self._trozos)
        self._trozos.clear()
        return listo


def escribir(exportacion: Exportacion, leido: Lectura) -> Iterator[bytes]:
    """Yield the workbook in pieces: as many sheets of rows as Excel's limit asks for, then what it is."""
    hojas = [f"xl/worksheets/sheet{n + 1}.xml" for n in range(max(1, -(-leido.total // FILAS_POR_HOJA)))]
    molde, salida = _molde(exportacion, leido.total, len(hojas)), _Salida()
    libro = zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED, compresslevel=1)  # type: ignore[call-overload]
    for nombre, contenido in molde.items():
        if nombre not in hojas:
            libro.writestr(nombre, contenido)
    for nombre in hojas:
        with libro.open(nombre, "w") as hoja:
            for trozo in _hoja(molde[nombre].decode(), leido.tipos, islice(leido.filas, FILAS_POR_HOJA)):
                hoja.write(trozo.encode())
                yield salida.vaciar()
    libro.close()
    yield salida.vaciar()


def _molde(exportacion: Exportacion, total: int, hojas: int) -> dict[str, bytes]:
    """Return the parts of the frame."""
    with tempfile.TemporaryDirectory() as carpeta:
        ruta = Path(carpeta) / "molde.xlsx"
        _hacer_molde(ruta, exportacion, total, hojas)
        with zipfile.ZipFile(ruta) as partes:
            return {nombre: partes.read(nombre) for nombre in partes.namelist()}


def _hacer_molde(destino: Path, exportacion: Exportacion, total: int, hojas: int) -> None:
    """Write the frame: per sheet the headings and one row that shows the styles, and the last sheet."""
    with LibroNuevo(destino, titulo=exportacion.titulo) as libro:
        for numero in range(1, hojas + 1):
            nombre = exportacion.titulo if numero == 1 else f"{exportacion.titulo} ({numero})"
            hoja = libro.hoja(nombre, anchos=[c.ancho for c in exportacion.columnas])
            hoja.fila([c.titulo for c in exportacion.columnas], formato="encabezado")
            hoja.fijar_encabezado()
            hoja.fila(["texto", "=literal", _DIA_CERO], formato="texto")
        acerca = libro.hoja(_TABLA, anchos=[26, 90])
        for nombre, valor in exportacion.acerca_de(total):
            acerca.fila([nombre, valor])


_MEDIDA = re.compile(r"<dimension [^>]*/>")
_FILA_DE_MUESTRA = re.compile(r'<row r="2".*?</row>', re.DOTALL)


def _hoja(molde: str, tipos: Sequence[Tipo], filas: Iterator[Fila]) -> Iterator[str]:
    """Yield the sheet's XML with `filas` in the place of the row that shows the styles."""
    muestra = _FILA_DE_MUESTRA.search(molde)
    if muestra is None:  # pragma: no cover  the frame is ours
        raise ValueError("the frame has no sample row")
    estilos = _Estilos(*re.findall(r' s="\d+"', muestra[0]))
    yield _MEDIDA.sub("", molde[: muestra.start()])
    columnas = [_columna(tipo, estilos) for tipo in tipos]
    numero = 2
    while trozo := list(islice(filas, _POR_TROZO)):
        partes = zip(columnas, zip(*trozo, strict=True), strict=False)  # the count comes last and is left out
        celdas = zip(*(columna(valores) for columna, valores in partes), strict=True)
        yield "".join([_fila(numero + n, fila) for n, fila in enumerate(celdas)])
        numero += len(trozo)
    yield molde[muestra.end() :]


def _fila(numero: int, cuerpos: tuple[str, ...]) -> str:
    celdas = [f'<c r="{letras}{numero}"{c}' for letras, c in zip(_LETRAS, cuerpos, strict=False) if c]
    return f'<row r="{numero}">{"".join(celdas)}</row>'


def _columna(tipo: Tipo, estilos: _Estilos) -> Callable[[tuple[Any, ...]], list[str]]:
    """Return what turns the values of a column into the bodies of its cells, empty ones for no cell."""
    if tipo.palabras is not None or tipo.clase in (de.FECHA, de.SI_NO):
        hechas = de.Recordadas(lambda crudo: _cuerpo(tipo.valor(crudo), estilos))
        return lambda valores: [hechas[v] for v in valores]
    if tipo.clase == de.TEXTO:
        return lambda valores: [_de_texto(v, estilos) if v else "" for v in valores]
    if tipo.clase in (de.NUMERO, de.DECIMAL):
        return lambda valores: ["" if v is None else f"><v>{v}</v></c>" for v in valores]
    return lambda valores: [_cuerpo(tipo.valor(v), estilos) for v in valores]


def _de_texto(valor: str, estilos: _Estilos) -> str:
    estilo = estilos.literal if valor[0] in PELIGROSOS else estilos.texto
    texto = valor.translate(_ESCAPES) if _A_ESCAPAR.search(valor) else valor
    return f'{estilo} t="inlineStr"><is><t xml:space="preserve">{texto}</t></is></c>'


def _cuerpo(valor: Any, estilos: _Estilos) -> str:
    if valor is None or valor == "":
        return ""
    if isinstance(valor, bool):
        valor = "Sí" if valor else "No"
    if isinstance(valor, str):
        return _de_texto(valor, estilos)
    if isinstance(valor, date):
        dia = valor.date() if isinstance(valor, datetime) else valor
        return f"{estilos.fecha}><v>{(dia - _DIA_CERO).days}</v></c>"
    return f"><v>{valor}</v></c>"


def _letras(posicion: int) -> str:
    """Return the letters of a column: 0 is A, 26 is AA."""
    resto, letra = divmod(posicion, 26)
    return (_letras(resto - 1) if resto else "") + chr(65 + letra)


_LETRAS = [_letras(posicion) for posicion in range(256)]
