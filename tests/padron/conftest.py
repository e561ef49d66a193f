"""A database with the real territory, and the sample workbooks."""

from pathlib import Path
from typing import Any

import pytest

from territorio.models import Comisaria, Distrito, Municipalidad, Provincia, Region
from territorio.services import cargar_territorio
from tests.apoyo import SiempreLasMismas

EJEMPLO = Path(__file__).resolve().parents[2] / "padron" / "ejemplo"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Reading whole workbooks over the whole territory is not light, whichever cell is looked at."""
    for prueba in items:
        if prueba.path.is_relative_to(Path(__file__).parent):
            prueba.add_marker(pytest.mark.lenta)


MODELOS = (Region, Provincia, Distrito, Municipalidad, Comisaria)
_copia: dict[Any, list[dict[str, Any]]] = {}
_filas = SiempreLasMismas()


@pytest.fixture
def territorio(db: None) -> None:
    """The whole territory: read from its files once, copied row by row afterwards."""
    if not _copia:
        cargar_territorio(actor=None)
        _copia.update({modelo: list(modelo.objects.values()) for modelo in MODELOS})
        return
    _filas.poner(_escribir)


def _escribir() -> None:
    for modelo, filas in _copia.items():
        modelo.objects.bulk_create(modelo(**fila) for fila in filas)


@pytest.fixture
def muestra(territorio: None) -> Path:
    return EJEMPLO / "padron_ejemplo.xlsx"


@pytest.fixture
def enmendado(territorio: None) -> Path:
    return EJEMPLO / "padron_enmendado.xlsx"
