"""What a workbook may weigh, and how a refusal travels from the child to people."""

MB = 1024 * 1024
PESO_MAXIMO = 5 * MB
DESCOMPRIMIDO_MAXIMO = 50 * MB
PARTES_MAXIMO = 1_000
FILAS_MAXIMO = 20_000
COLUMNAS_MAXIMO = 60
# Titles, headers, blank and footing rows stand beside the data rows.
FILAS_ALREDEDOR = 200
TEXTO_MAXIMO = 5_000
# How a text begins that a spreadsheet could take for a formula.
PELIGROSOS = ("=", "+", "-", "@", "\t", "\r", "\n")

MEMORIA_MAXIMA = 768 * MB
CPU_MAXIMA = 40
ESPERA_MAXIMA = 90


class ArchivoRechazado(Exception):
    """A file that is not read any further. `mensaje` is for people, `clase` for programs."""

    def __init__(self, clase: str, mensaje: str) -> None:
        self.clase = clase
        self.mensaje = mensaje
        super().__init__(mensaje)


def demasiado_grande(que: str, cuanto: str) -> ArchivoRechazado:
    """Return the refusal of a file over one of the limits."""
    return ArchivoRechazado("limite", f"El archivo tiene demasiado: {que} (el máximo es {cuanto}).")


def comprobar_medida(hoja: str, filas: int, columnas: int) -> None:
    """Raise when a sheet has more rows or columns with content than are read."""
    if filas > FILAS_MAXIMO + FILAS_ALREDEDOR:
        raise ArchivoRechazado(
            "filas",
            f"La hoja «{hoja}» tiene {filas} filas y se leen hasta {FILAS_MAXIMO} por archivo. "
            "Divídala en varios archivos.",
        )
    if columnas > COLUMNAS_MAXIMO:
        raise ArchivoRechazado(
            "columnas",
            f"La hoja «{hoja}» llega a la columna número {columnas} y se leen hasta {COLUMNAS_MAXIMO}. "
            "Borre las columnas que sobran.",
        )
