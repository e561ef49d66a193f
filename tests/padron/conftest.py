"""A database with the real territory, and the sample workbooks."""

from pathlib import Path

import pytest

from territorio.services import cargar_territorio

EJEMPLO = Path(__file__).resolve().parents[2] / "padron" / "ejemplo"


@pytest.fixture
def territorio(db: None) -> None:
    cargar_territorio(actor=None)


@pytest.fixture
def muestra(territorio: None) -> Path:
    return EJEMPLO / "padron_ejemplo.xlsx"


@pytest.fixture
def enmendado(territorio: None) -> Path:
    return EJEMPLO / "padron_enmendado.xlsx"
