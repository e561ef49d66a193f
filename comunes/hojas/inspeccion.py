"""A look inside an .xlsx before any reader trusts it. Runs in the child, standard library only.

Everything is streamed: sizes are counted while unpacking, never believed from the directory.
"""

import posixpath
import re
import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

from comunes.hojas.limites import (
    DESCOMPRIMIDO_MAXIMO,
    MB,
    PARTES_MAXIMO,
    ArchivoRechazado,
    comprobar_medida,
    demasiado_grande,
)

_TROZO = 256 * 1024
_CELDA = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
GUARDAR_COMO = "Ábralo en Excel y guárdelo como «Libro de Excel (.xlsx)»."

_OTROS_TIPOS = (
    (b"%PDF", "es un PDF, no una hoja de cálculo"),
    (b"\x89PNG", "es una imagen"),
    (b"\xff\xd8\xff", "es una imagen"),
    (b"{\\rtf", "es un documento de texto"),
    (b"Rar!", "es un archivo comprimido"),
    (b"7z\xbc\xaf", "es un archivo comprimido"),
    (b"\x1f\x8b", "es un archivo comprimido"),
)


def tipo_de_contenido(contenido: bytes) -> str:
    """Return ``"xlsx"`` or ``"csv"`` by what the file holds; its name is not asked.

    Raises `ArchivoRechazado`, in words for people, for whatever else it is.
    """
    inicio = contenido[:4096]
    if not inicio.strip(b"\x00 \r\n\t"):
        raise ArchivoRechazado("vacio", "El archivo está vacío.")
    if inicio.startswith(b"\xd0\xcf\x11\xe0"):
        raise _compuesto(contenido)
    if inicio.startswith(b"PK"):
        return "xlsx"
    for marca, que_es in _OTROS_TIPOS:
        if inicio.startswith(marca):
            raise ArchivoRechazado("tipo", f"El archivo {que_es}. Suba un libro de Excel (.xlsx).")
    if re.match(rb"\s*(<!doctype|<html|<\?xml|<table)", inicio.removeprefix(b"\xef\xbb\xbf"), re.IGNORECASE):
        raise ArchivoRechazado("tipo", f"El archivo es una página web con otro nombre. {GUARDAR_COMO}")
    return "csv"


def _compuesto(contenido: bytes) -> ArchivoRechazado:
    if "EncryptedPackage".encode("utf-16-le") in contenido:
        return ArchivoRechazado(
            "clave", "El archivo tiene contraseña. Quítele la contraseña en Excel y vuelva a subirlo."
        )
    return ArchivoRechazado(
        "antiguo",
        "El archivo tiene contraseña o es del Excel antiguo (.xls). "
        f"Si tiene contraseña, quítesela. {GUARDAR_COMO}",
    )


def inspeccionar(ruta: Path) -> None:
    """Raise `ArchivoRechazado` unless the workbook is whole, bounded, and free of macros and formulas."""
    try:
        with zipfile.ZipFile(ruta) as libro:
            _revisar_partes(libro)
            hojas = _hojas(libro)
            desempaquetado = 0
            for parte in libro.infolist():
                desempaquetado += _revisar_parte(libro, parte, hojas.get(parte.filename), desempaquetado)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, KeyError) as error:
        raise _danado() from error


def _danado() -> ArchivoRechazado:
    return ArchivoRechazado(
        "danado", f"El archivo está incompleto o dañado y no se puede abrir. {GUARDAR_COMO}"
    )


def _revisar_partes(libro: zipfile.ZipFile) -> None:
    partes = libro.infolist()
    nombres = [parte.filename for parte in partes]
    if len(partes) > PARTES_MAXIMO or len(set(nombres)) != len(nombres):
        raise _danado()
    if any(parte.flag_bits & 0x1 for parte in partes):
        raise ArchivoRechazado("clave", "El archivo tiene contraseña. Quítesela y vuelva a subirlo.")
    if sum(parte.file_size for parte in partes) > DESCOMPRIMIDO_MAXIMO:
        raise _bomba()
    minusculas = {nombre.lower() for nombre in nombres}
    if any(nombre.endswith("vbaproject.bin") for nombre in minusculas):
        raise _con_macros()
    _revisar_formato(libro, minusculas)


def _revisar_formato(libro: zipfile.ZipFile, nombres: set[str]) -> None:
    if "mimetype" in nombres:
        raise ArchivoRechazado("tipo", f"El archivo es de LibreOffice (.ods). {GUARDAR_COMO}")
    if "xl/workbook.bin" in nombres:
        raise ArchivoRechazado("tipo", f"El archivo es un libro binario (.xlsb). {GUARDAR_COMO}")
    if "[content_types].xml" not in nombres or "xl/workbook.xml" not in nombres:
        raise ArchivoRechazado(
            "tipo", "El archivo no es un libro de Excel. Suba un libro de Excel (.xlsx) o un CSV."
        )
    if b"macroenabled" in libro.read("[Content_Types].xml").lower():
        raise _con_macros()


def _con_macros() -> ArchivoRechazado:
    return ArchivoRechazado(
        "macros", f"El archivo tiene macros (programas) y por seguridad no se lee. {GUARDAR_COMO}"
    )


def _bomba() -> ArchivoRechazado:
    return demasiado_grande("desempaquetado pasa del límite", f"{DESCOMPRIMIDO_MAXIMO // MB} MB")


def _hojas(libro: zipfile.ZipFile) -> dict[str, str]:
    """Return the sheet's name by the path of its part."""
    destinos: dict[str, str] = {}
    nombres: dict[str, str] = {}

    def relacion(etiqueta: str, atributos: dict[str, str]) -> None:
        if _local(etiqueta) == "Relationship" and atributos.get("TargetMode") != "External":
            destinos[atributos.get("Id", "")] = _ruta_de_parte(atributos.get("Target", ""))

    def hoja(etiqueta: str, atributos: dict[str, str]) -> None:
        if _local(etiqueta) == "sheet":
            clave = next((v for k, v in atributos.items() if _local(k) == "id"), "")
            nombres[destinos.get(clave, "")] = atributos.get("name", "")

    _recorrer(libro, "xl/_rels/workbook.xml.rels", relacion)
    _recorrer(libro, "xl/workbook.xml", hoja)
    return nombres


def _ruta_de_parte(destino: str) -> str:
    return posixpath.normpath(
        destino.lstrip("/") if destino.startswith("/") else posixpath.join("xl", destino)
    )


def _local(etiqueta: str) -> str:
    return etiqueta.rpartition(":")[2]


def _revisar_parte(libro: zipfile.ZipFile, parte: zipfile.ZipInfo, hoja: str | None, llevado: int) -> int:
    """Unpack one part, counting; XML parts are parsed, sheets for their measure and formulas."""
    if hoja is not None:
        medidor = _Medidor(hoja)
        leido = _recorrer(libro, parte.filename, medidor.elemento, tope=DESCOMPRIMIDO_MAXIMO - llevado)
        comprobar_medida(hoja, medidor.filas, medidor.columnas)
        return leido
    if parte.filename.lower().endswith((".xml", ".rels")):
        return _recorrer(libro, parte.filename, None, tope=DESCOMPRIMIDO_MAXIMO - llevado)
    return sum(map(len, _trozos(libro, parte.filename, DESCOMPRIMIDO_MAXIMO - llevado)))


def _trozos(libro: zipfile.ZipFile, nombre: str, tope: int):  # type: ignore[no-untyped-def]
    leido = 0
    with libro.open(nombre) as parte:
        while trozo := parte.read(_TROZO):
            leido += len(trozo)
            if leido > tope:
                raise _bomba()
            yield trozo


def _recorrer(libro: zipfile.ZipFile, nombre: str, al_abrir, tope: int = DESCOMPRIMIDO_MAXIMO) -> int:  # type: ignore[no-untyped-def]
    """Parse one XML part, calling `al_abrir(tag, attributes)`; document types are refused."""
    lector = expat.ParserCreate()
    lector.StartDoctypeDeclHandler = _rechazar_doctype
    if al_abrir is not None:
        lector.StartElementHandler = al_abrir
    leido = 0
    try:
        for trozo in _trozos(libro, nombre, tope):
            leido += len(trozo)
            lector.Parse(trozo, False)
        lector.Parse(b"", True)
    except expat.ExpatError as error:
        raise _danado() from error
    return leido


def _rechazar_doctype(*_: object) -> None:
    raise ArchivoRechazado(
        "entidades",
        f"El archivo trae definiciones internas que Excel no usa y por seguridad no se lee. {GUARDAR_COMO}",
    )


class _Medidor:
    """Counts rows and columns that hold something, and stops at the first formula."""

    def __init__(self, hoja: str) -> None:
        self.hoja = hoja
        self.filas = 0
        self.columnas = 0
        self._celda = ""
        self._contada = False

    def elemento(self, etiqueta: str, atributos: dict[str, str]) -> None:
        local = _local(etiqueta)
        if local == "c":
            self._celda = atributos.get("r", "")
        elif local == "row":
            self._contada = False
        elif local == "f":
            raise ArchivoRechazado(
                "formula",
                f"La hoja «{self.hoja}» tiene una fórmula en la celda {self._celda or 'sin nombre'}. "
                "Copie la hoja, péguela como valores (Pegado especial, Valores) y vuelva a subirla.",
            )
        elif local in ("v", "is"):
            self._contenido()

    def _contenido(self) -> None:
        if not self._contada:
            self._contada = True
            self.filas += 1
        if partes := _CELDA.fullmatch(self._celda):
            columna = 0
            for letra in partes[1]:
                columna = columna * 26 + ord(letra) - 64
            self.columnas = max(self.columnas, columna)
