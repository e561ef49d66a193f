"""Production refuses to start unsafe, and `.env.example` documents every setting that is read."""

import os
import re
import secrets
import subprocess
import sys

import pytest

from tests.meta.proyecto import RAIZ

BUENO = {
    "DJANGO_SETTINGS_MODULE": "config.settings.prod",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "ALLOWED_HOSTS": "espacioseguro.gob.pe",
    "DATABASE_URL": "sqlite://:memory:",
    "DEBUG": "",
}


def _arrancar(**cambios: str) -> str:
    """Start production settings in a process of their own; return '' or the last line of the refusal."""
    orden = [sys.executable, "-c", "import django; django.setup()"]
    ambiente = {**os.environ, **BUENO, **cambios}
    hecho = subprocess.run(orden, cwd=RAIZ, env=ambiente, text=True, capture_output=True, check=False)
    return "" if hecho.returncode == 0 else hecho.stderr.strip().splitlines()[-1]


@pytest.mark.lenta
def test_production_starts_with_good_settings():
    assert _arrancar() == ""


@pytest.mark.lenta
@pytest.mark.parametrize(
    ("variable", "valor"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "cambie-esta-clave-por-una-propia-de-cincuenta-caracteres-o-mas"),
        ("SECRET_KEY", "x" * 60),
        ("DEBUG", "True"),
        ("ALLOWED_HOSTS", ""),
        ("ALLOWED_HOSTS", "*"),
    ],
)
def test_production_refuses(variable: str, valor: str):
    refuse = _arrancar(**{variable: valor})
    assert refuse.startswith("django.core.exceptions.ImproperlyConfigured:")
    assert variable in refuse


def test_env_example_documents_exactly_the_settings_read():
    leidas = set()
    for archivo in (RAIZ / "config" / "settings").glob("*.py"):
        leidas |= set(re.findall(r"""\benv\.\w+\(\s*"([A-Z_0-9]+)\"""", archivo.read_text()))
    texto = (RAIZ / ".env.example").read_text()
    assert set(re.findall(r"^#?\s?([A-Z_0-9]+)=", texto, flags=re.MULTILINE)) == leidas
