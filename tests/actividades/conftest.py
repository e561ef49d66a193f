"""Photos and people that the tests of activities share."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from comunes.fotos import Foto, procesar
from cuentas.roles import Rol
from tests.contratos.lugares import Lugares


def jpeg(tono: int = 0, ancho: int = 64, alto: int = 48) -> bytes:
    """Return a small JPEG; another `tono`, another photo."""
    salida = BytesIO()
    Image.new("RGB", (ancho, alto), (tono % 256, 90, 140)).save(salida, "JPEG", quality=90)
    return salida.getvalue()


def foto(tono: int = 0) -> Foto:
    return procesar(BytesIO(jpeg(tono)))


def archivo(tono: int = 0, nombre: str = "foto.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(nombre, jpeg(tono), content_type="image/jpeg")


@pytest.fixture
def lider(lugares: Lugares) -> Any:
    return lugares.propio.usuario(Rol.LIDER_COMITE)


@pytest.fixture
def coordinadora(lugares: Lugares) -> Any:
    return lugares.propio.usuario(Rol.COORDINADOR_MUNICIPAL)


@pytest.fixture
def archivos_guardados(settings: Any, tmp_path: Any) -> Callable[[], list[str]]:
    """Give uploads a folder of their own and return a function that lists what is kept in it.

    What waits in «espera» for a form to be sent again is not kept.
    """
    settings.MEDIA_ROOT = tmp_path
    archivos = lambda: (str(r.relative_to(tmp_path)) for r in tmp_path.rglob("*") if r.is_file())  # noqa: E731
    return lambda: sorted(a for a in archivos() if not a.startswith("espera/"))
