"""A day that stays the same while its tests are read and run."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

HOY = date(2036, 5, 5)


@pytest.fixture
def hoy_fijo() -> Iterator[None]:
    """Let the test begin at noon of `HOY`."""
    with time_machine.travel(f"{HOY} 12:00-05:00", tick=True):
        yield
