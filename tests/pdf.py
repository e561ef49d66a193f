"""PDFs for tests: what a reader finds in them, and what a phone's camera reads off their codes."""

from io import BytesIO
from typing import Any

import zxingcpp
from PIL import Image
from pypdf import PageObject, PdfReader


def leer(contenido: bytes) -> tuple[PdfReader, str]:
    """Return the document and its text, page after page, with every run of white space as one space."""
    lector = PdfReader(BytesIO(contenido))
    return lector, " ".join(" ".join(pagina.extract_text().split()) for pagina in lector.pages)


def codigos(pagina: PageObject) -> list[str]:
    """Return what the QR codes drawn on a page say."""
    imagenes = [Image.open(BytesIO(imagen.data)).convert("L") for imagen in pagina.images]
    return [leido.text for imagen in imagenes for leido in zxingcpp.read_barcodes(imagen)]


def alturas(lector: PdfReader) -> dict[str, float]:
    """Return how high each word was last written, counted from the foot of the last page."""
    halladas: dict[str, float] = {}
    for vuelta, pagina in enumerate(reversed(lector.pages)):
        base = vuelta * float(pagina.mediabox.height)

        def anotar(texto: str, cm: Any, tm: Any, _fuente: Any, _cuerpo: Any, base: float = base) -> None:
            alto = base + tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            halladas.update(dict.fromkeys(texto.split(), alto))

        pagina.extract_text(visitor_text=anotar)
    return halladas
