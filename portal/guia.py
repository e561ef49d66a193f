"""Where the generated pieces of the guide stand. Here, above every app, so that each has told its part."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from espacios.guia import diagrama_del_espacio, tabla_del_diagnostico, tabla_del_espacio, tabla_del_plan

GUIA: Final = Path(__file__).resolve().parents[1] / "docs" / "guia"
ABRE: Final = "<!-- Escrito por «manage.py escribir_guia»: no se edita a mano. -->"
CIERRA: Final = "<!-- Fin. -->"

DIBUJOS: Final[dict[str, Callable[[], str]]] = {"vida-del-espacio.svg": diagrama_del_espacio}
TABLAS: Final[dict[str, Callable[[], str]]] = {
    "vida-del-espacio.md": tabla_del_espacio,
    "diagnostico.md": tabla_del_diagnostico,
    "plan-de-trabajo.md": tabla_del_plan,
}


def paginas() -> dict[Path, str]:
    """Return the files of the guide as they must be, by path."""
    dibujos = {GUIA / nombre: dibujo() for nombre, dibujo in DIBUJOS.items()}
    return dibujos | {GUIA / nombre: _con_tabla(GUIA / nombre, tabla()) for nombre, tabla in TABLAS.items()}


def atrasadas() -> list[Path]:
    """Return the files that do not say what the code does."""
    return [ruta for ruta, debe in paginas().items() if not ruta.exists() or _leer(ruta) != debe]


def escribir() -> list[Path]:
    """Bring the guide up to date and return the files that changed."""
    cambiadas = atrasadas()
    for ruta, debe in paginas().items():
        if ruta in cambiadas:
            ruta.write_text(debe, encoding="utf-8")
    return cambiadas


def _con_tabla(ruta: Path, tabla: str) -> str:
    antes, _, resto = _leer(ruta).partition(ABRE)
    despues = resto.partition(CIERRA)[2]
    return f"{antes}{ABRE}\n{tabla}\n\n{CIERRA}{despues}"


def _leer(ruta: Path) -> str:
    return ruta.read_text(encoding="utf-8")
