"""PDFs for tests: what a reader finds in them, and what a phone's camera reads off their codes."""

from io import BytesIO

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
