"""`make run` on a machine that is not as it should be: one clear line each, that says what to do."""

import errno
import re
import shutil
import socket
import subprocess
import sys
from collections import namedtuple

import pytest

from tests.meta.proyecto import RAIZ

HERRAMIENTAS = RAIZ / "herramientas"
sys.path.insert(0, str(HERRAMIENTAS))

import instalacion  # noqa: E402
import pasos  # noqa: E402
import puertos  # noqa: E402


@pytest.fixture
def otra_carpeta(tmp_path, monkeypatch):
    """Point the scripts at an empty folder."""
    for modulo in (instalacion, pasos):
        monkeypatch.setattr(modulo, "RAIZ", tmp_path)
        monkeypatch.setattr(modulo, "VAR", tmp_path / "var")
    monkeypatch.setattr(instalacion, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(instalacion, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(instalacion, "REGISTRO", tmp_path / "var" / "instalacion.log")
    return tmp_path


def test_busy_port_is_refused_before_anything_else():
    with socket.socket() as ocupa:
        ocupa.bind(("127.0.0.1", 0))
        ocupa.listen()
        puerto = ocupa.getsockname()[1]
        orden = [sys.executable, str(HERRAMIENTAS / "arrancar.py"), "--puerto", str(puerto)]
        hecho = subprocess.run(orden, text=True, capture_output=True, check=False)
    assert hecho.returncode == 1
    assert hecho.stdout == ""
    assert re.fullmatch(rf"El puerto {puerto} está ocupado: .*«make run PUERTO=\d+»\.\n", hecho.stderr)


@pytest.mark.parametrize("texto", ["", "ocho mil", "0", "70000", "-1", "8000; ls"])
def test_what_is_no_port_is_refused(texto):
    with pytest.raises(pasos.Problema, match="no es un puerto"):
        puertos.exigir_puerto_libre(texto)


def test_old_python_is_told_so():
    """The script must compile and answer on an old Python: nothing new stands outside functions."""
    codigo = (
        "import sys; sys.version_info = (3, 9, 2); sys.argv = ['arrancar.py'];"
        f"exec(compile(open({str(HERRAMIENTAS / 'arrancar.py')!r}).read(), 'arrancar.py', 'exec'),"
        " {'__name__': '__main__'})"
    )
    hecho = subprocess.run([sys.executable, "-c", codigo], text=True, capture_output=True, check=False)
    assert (hecho.returncode, hecho.stdout) == (1, "")
    assert hecho.stderr.count("\n") == 1
    assert "Python 3.11 o posterior y este es 3.9" in hecho.stderr


def test_missing_venv_module_names_the_package(otra_carpeta, monkeypatch):
    monkeypatch.setattr(instalacion.importlib.util, "find_spec", lambda nombre: None)
    with pytest.raises(pasos.Problema, match=r"sudo apt install python3\.\d+-venv"):
        instalacion._crear_venv()


def test_almost_full_disk_is_told_before_installing(otra_carpeta, monkeypatch):
    uso = namedtuple("uso", "total used free")
    monkeypatch.setattr(pasos.shutil, "disk_usage", lambda _: uso(10**9, 10**9, 5_000_000))
    with pytest.raises(pasos.Problema, match="quedan 5 MB y hacen falta 900 MB"):
        pasos.exigir_carpeta_con_sitio(900)


@pytest.mark.parametrize(
    ("codigo", "palabras"),
    [
        (errno.ENOSPC, "El disco está lleno"),
        (errno.EACCES, "dé permiso de escritura"),
        (errno.EROFS, "dé permiso de escritura"),
        (errno.EIO, "No se pudo escribir"),
    ],
)
def test_write_errors_are_worded(codigo, palabras):
    assert palabras in str(pasos.problema_de_disco(OSError(codigo, "x")))


@pytest.mark.parametrize(
    ("salida", "palabras"),
    [
        ("NewConnectionError: Failed to establish a new connection", "revise la conexión a internet"),
        ("npm error code EAI_AGAIN", "revise la conexión a internet"),
        ("OSError: [Errno 28] No space left on device", "El disco está lleno"),
        ("algo raro", r"No se pudieron instalar los paquetes\. Detalle en var/instalacion\.log"),
    ],
)
def test_failed_installation_says_why_in_one_line(otra_carpeta, salida, palabras):
    orden = [sys.executable, "-c", f"import sys; print({salida!r}); sys.exit(1)"]
    with pytest.raises(pasos.Problema, match=palabras) as problema:
        instalacion._correr(orden, que="los paquetes")
    assert "\n" not in str(problema.value)


def test_nothing_is_installed_twice(otra_carpeta, monkeypatch):
    for nombre in ("requirements.txt", "package-lock.json"):
        shutil.copy(RAIZ / nombre, otra_carpeta / nombre)
    monkeypatch.setattr(instalacion, "MODULOS", otra_carpeta / "node_modules")
    corridas = []

    def correr(orden, *, que):
        corridas.append(que)
        instalacion.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        instalacion.PYTHON.touch()
        instalacion.MODULOS.mkdir(exist_ok=True)

    monkeypatch.setattr(instalacion, "_correr", correr)
    monkeypatch.setattr(instalacion, "_npm", lambda: ["npm"])
    instalacion.preparar_entorno()
    primera = list(corridas)
    instalacion.preparar_entorno()
    assert primera == ["el entorno de Python", "los paquetes de Python", "los recursos de la interfaz"]
    assert corridas == primera


def test_unknown_choice_of_sample_is_refused():
    orden = [sys.executable, str(HERRAMIENTAS / "arrancar.py"), "--ejemplo", "quizas"]
    hecho = subprocess.run(orden, text=True, capture_output=True, check=False)
    assert hecho.returncode == 2
