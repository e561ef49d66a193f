"""Nobody asks the clock while a module is read: after midnight, in a run or in a server, it is yesterday."""

import ast
from collections.abc import Iterator

import pytest

from tests.meta.proyecto import RAIZ, archivos_python

RELOJ = {"localdate", "localtime", "now", "today"}


def _se_ejecuta_al_leer(nodo: ast.AST) -> Iterator[ast.AST]:
    """Yield what runs when the module is imported: everything but the bodies of functions."""
    yield nodo
    for hijo in ast.iter_child_nodes(nodo):
        if isinstance(hijo, ast.FunctionDef | ast.AsyncFunctionDef):
            fuera = [*hijo.decorator_list, *hijo.args.defaults, *filter(None, hijo.args.kw_defaults)]
        elif isinstance(hijo, ast.Lambda):
            fuera = hijo.args.defaults
        else:
            fuera = [hijo]
        for parte in fuera:
            yield from _se_ejecuta_al_leer(parte)


def _preguntas(texto: str) -> list[int]:
    llamadas = (n for n in _se_ejecuta_al_leer(ast.parse(texto)) if isinstance(n, ast.Call))
    return [n.lineno for n in llamadas if getattr(n.func, "attr", getattr(n.func, "id", "")) in RELOJ]


def test_nobody_asks_the_clock_while_a_module_is_read():
    hallados = {
        str(a.relative_to(RAIZ)): _preguntas(a.read_text()) for a in archivos_python(con_pruebas=True)
    }
    assert {archivo: lineas for archivo, lineas in hallados.items() if lineas} == {}


@pytest.mark.parametrize(
    ("texto", "lineas"),
    [
        ("HOY = localdate()", [1]),
        ("class A:\n    hoy = timezone.localdate() + UN_DIA", [2]),
        ("@marca([timezone.now()])\ndef f(): ...", [1]),
        ("def f(dia=date.today()): ...", [1]),
        ("def f(*, dia=date.today()): ...", [1]),
        ("campos = {'en': timezone.now}", []),
        ("ayer = lambda: localdate() - UN_DIA\ndef f():\n    return now()", []),
    ],
)
def test_a_question_is_seen_wherever_it_is_asked(texto, lineas):
    assert _preguntas(texto) == lineas
