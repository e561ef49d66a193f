"""`make check`: every static check, two at a time, silent unless something is wrong."""

import os
import secrets
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

RAIZ = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PRODUCCION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.prod",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "ALLOWED_HOSTS": "ejemplo.pe",
    "DATABASE_URL": "sqlite://:memory:",
    "DEBUG": "",
}
PRUEBAS = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}


@dataclass(frozen=True)
class Revision:
    nombre: str
    orden: tuple[str, ...]
    ambiente: dict[str, str] = field(default_factory=dict)


def _manage(*orden: str) -> tuple[str, ...]:
    return (sys.executable, "manage.py", *orden)


REVISIONES = (
    Revision("mypy", (str(BIN / "mypy"), "--no-error-summary", ".")),
    Revision("ruff", (str(BIN / "ruff"), "check", "--quiet", ".")),
    Revision("formato", (str(BIN / "ruff"), "format", "--check", "--quiet", ".")),
    Revision("capas", (str(BIN / "lint-imports"), "--no-cache")),
    Revision("plantillas", (str(BIN / "djlint"), "--quiet", "--lint", "templates")),
    Revision("migraciones que faltan", _manage("makemigrations", "--check", "--dry-run"), PRUEBAS),
    Revision(
        "despliegue",
        _manage("check", "--deploy", "--fail-level", "WARNING", "--database", "default"),
        PRODUCCION,
    ),
)


def revisar(revision: Revision) -> tuple[Revision, str]:
    """Run one check and return what it complains about ('' when it is content)."""
    hecha = subprocess.run(
        revision.orden,
        cwd=RAIZ,
        text=True,
        capture_output=True,
        check=False,
        env={**os.environ, **revision.ambiente},
    )
    return revision, "" if hecha.returncode == 0 else (hecha.stdout + hecha.stderr).strip() or "falló"


def main() -> int:
    with ThreadPoolExecutor(max_workers=2) as grupo:
        quejas = [(r.nombre, queja) for r, queja in grupo.map(revisar, REVISIONES) if queja]
    for nombre, queja in quejas:
        print(f"── {nombre}\n{queja}\n", file=sys.stderr)
    return 1 if quejas else 0


if __name__ == "__main__":
    sys.exit(main())
