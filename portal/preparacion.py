"""What an installation needs before it serves, and what of it is still to be done.

Every question is cheap, so that starting an installation that is up to date costs almost nothing.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from comunes.instalacion import hay_datos_de_ejemplo
from comunes.models import HechoDeInstalacion
from cuentas.models import Usuario
from territorio.lectura import CARPETA_PROPIA
from territorio.services import cargar_territorio

HECHO_TERRITORIO = "territorio-del-producto"


@dataclass(frozen=True)
class Paso:
    """One step: its name for people, and what does it."""

    nombre: str
    hacer: Callable[[], object]


def pasos_pendientes(*, con_ejemplo: bool) -> Iterator[Paso]:
    """Yield the steps still to do; each is asked for only when the ones before it are done."""
    if hay_migraciones_pendientes():
        yield Paso("Base de datos", lambda: call_command("migrate", verbosity=0, interactive=False))
    if _huella_guardada() != (huella := _huella_del_territorio()):
        yield Paso("Territorio: ocho regiones y sus distritos", lambda: _cargar_territorio(huella))
    if con_ejemplo and not _en_uso():
        yield Paso("Programa de ejemplo", lambda: call_command("cargar_ejemplo", verbosity=0))


def _en_uso() -> bool:
    """Say whether somebody works here already: invented rows never join real ones."""
    return hay_datos_de_ejemplo() or Usuario.objects.exists()


def hay_migraciones_pendientes() -> bool:
    """Say whether the database is behind the code."""
    ejecutor = MigrationExecutor(connection)
    return bool(ejecutor.migration_plan(ejecutor.loader.graph.leaf_nodes()))


def _huella_del_territorio() -> str:
    """Return a digest of the territory files that come with the product."""
    huella = hashlib.sha256()
    for archivo in sorted(CARPETA_PROPIA.glob("*.csv")):
        huella.update(archivo.read_bytes())
    return huella.hexdigest()


def _huella_guardada() -> str:
    hecho = HechoDeInstalacion.objects.filter(pk=HECHO_TERRITORIO).first()
    return str(hecho.valor.get("huella", "")) if hecho else ""


def _cargar_territorio(huella: str) -> None:
    cargar_territorio(actor=None)
    HechoDeInstalacion.objects.update_or_create(pk=HECHO_TERRITORIO, defaults={"valor": {"huella": huella}})
