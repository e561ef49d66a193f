"""What holds for the tree itself: locks without hosts, small files, no leftovers, no unused template."""

import ast
import json
import re
import tomllib
from pathlib import Path

from tests.meta.proyecto import APPS, RAIZ, archivos_python, plantillas

LINEAS_POR_ARCHIVO = 500
LINEAS_POR_FUNCION = 50
# Imports of the project inside functions: at most five in the tree, and these are the reasons.
IMPORTS_TARDIOS = {
    "actividades/apps.py": "an upper app tells a lower one what it knows when models are loaded",
    "comites/apps.py": "an upper app tells a lower one what it knows when models are loaded",
    "personas/apps.py": "its own models add to its scope when they are loaded",
    "espacios/apps.py": "triggers over tables of its own models and of upper ones",
    "cuentas/apps.py": "receivers are connected when models are loaded",
}
# Templates of packages that ours take the place of.
SUSTITUYEN = (
    "account/",
    "mfa/",
    "admin/",
    "bootstrap5/",
    "django/",
    "400",
    "403",
    "404",
    "500",
)


def test_locks_name_no_host():
    for nombre in ("requirements.txt", "requirements-dev.txt", ".npmrc"):
        assert (
            re.findall(r"(https?://\S+|--\S*index-url.*|--find-links.*)", (RAIZ / nombre).read_text()) == []
        )
    paquetes = json.loads((RAIZ / "package-lock.json").read_text())["packages"]
    assert [n for n, p in paquetes.items() if "resolved" in p] == []


def test_locks_pin_every_declared_dependency():
    proyecto = tomllib.loads((RAIZ / "pyproject.toml").read_text())
    fijadas = set(re.findall(r"^([a-z0-9-]+)(?:\[.*?\])?==", (RAIZ / "requirements.txt").read_text(), re.M))
    declaradas = {re.split(r"[\[<>=]", d)[0].lower() for d in proyecto["project"]["dependencies"]}
    assert declaradas - fijadas == set()


def _funciones(archivo: Path):
    for nodo in ast.walk(ast.parse(archivo.read_text())):
        if isinstance(nodo, ast.FunctionDef | ast.AsyncFunctionDef):
            yield nodo


def test_no_file_and_no_function_is_too_long():
    archivos = archivos_python(con_pruebas=True)
    largos = {str(a.relative_to(RAIZ)) for a in archivos if a.read_text().count("\n") > LINEAS_POR_ARCHIVO}
    for archivo in archivos:
        for funcion in _funciones(archivo):
            if (funcion.end_lineno or 0) - funcion.lineno > LINEAS_POR_FUNCION:
                largos.add(f"{archivo.relative_to(RAIZ)}:{funcion.name}")
    assert largos == set()


def test_late_project_imports_are_few_and_explained():
    tardios = set()
    for archivo in archivos_python():
        if archivo.is_relative_to(RAIZ / "herramientas"):
            continue
        for funcion in _funciones(archivo):
            for nodo in ast.walk(funcion):
                modulo = getattr(nodo, "module", None) if isinstance(nodo, ast.ImportFrom) else None
                if modulo and modulo.split(".")[0] in APPS:
                    tardios.add(str(archivo.relative_to(RAIZ)))
    assert tardios == set(IMPORTS_TARDIOS)
    assert len(IMPORTS_TARDIOS) <= 5


def test_nothing_is_left_for_later():
    pendiente = re.compile(r"# ?(TODO|FIXME|XXX|HACK)\b|[Pp]r[oó]ximamente|[Ll]orem ipsum")
    archivos = [*archivos_python(), *plantillas()]
    assert [str(a) for a in archivos if pendiente.search(a.read_text())] == []


def test_every_template_is_used():
    carpeta = RAIZ / "templates"
    fuentes = [*archivos_python(), *plantillas()]
    textos = {a: a.read_text() for a in fuentes}
    sobran = []
    for plantilla in plantillas():
        nombre = str(plantilla.relative_to(carpeta))
        if nombre.startswith(SUSTITUYEN):
            continue
        if not any(nombre in texto for archivo, texto in textos.items() if archivo != plantilla):
            sobran.append(nombre)
    assert sobran == []


def test_no_path_of_a_developers_machine():
    ajena = re.compile(r"/(home|Users|work|root)/[a-z]")
    archivos = [*archivos_python(), *plantillas(), RAIZ / "Makefile", RAIZ / ".ci" / "run"]
    assert [str(a) for a in archivos if ajena.search(a.read_text())] == []


def test_decisions_are_numbered_one_after_the_other_and_say_their_number():
    archivos = sorted((RAIZ / "docs" / "adr").glob("*.md"))
    numeros = [(int(a.name[:4]), int(a.read_text().removeprefix("# ").split(".")[0])) for a in archivos]
    assert numeros == [(n, n) for n in range(1, len(archivos) + 1)]
