"""The guard against undefined template variables bites on our templates, and only there."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Engine, Origin, Template


def _rendir(texto: str, archivo: Path) -> str:
    return Template(texto, origin=Origin(str(archivo)), engine=Engine.get_default()).render(
        Context({"hay": 1})
    )


def test_undefined_variable_of_ours_fails():
    with pytest.raises(AssertionError, match="nada"):
        _rendir("{{ nada }}", Path(settings.RAIZ, "templates", "portal", "x.html"))


def test_optional_variable_is_asked_with_if():
    propia = Path(settings.RAIZ, "templates", "portal", "x.html")
    assert _rendir("{% if nada %}{{ nada }}{% endif %}{{ hay }}", propia) == "1"


def test_other_packages_keep_their_habits():
    assert _rendir("{{ nada }}", Path("otro", "paquete", "x.html")) == ""
