"""What the tests of spaces start from: the same places as the contracts."""

import pytest

from tests.contratos.lugares import hacer_lugares


@pytest.fixture
def lugares():
    return hacer_lugares()


@pytest.fixture
def lugar(lugares):
    return lugares.propio
