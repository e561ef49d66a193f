"""`manage.py respaldar`: the database and the files in a new folder, with a manifest that can be checked."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from comunes.respaldos.copia import respaldar
from comunes.respaldos.manifiesto import FALLAS


class Command(BaseCommand):
    help = "Copia la base de datos y los archivos en una carpeta nueva, con la huella de cada uno."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("carpeta", type=Path, help="carpeta que todavía no existe")

    def handle(self, *args: Any, **opciones: Any) -> None:
        try:
            dice = respaldar(opciones["carpeta"])
        except FALLAS as falla:
            raise CommandError(f"No se hizo el respaldo. {falla}") from falla
        if opciones["verbosity"]:
            bytes_ = sum(una["bytes"] for una in dice["archivos"].values())
            self.stdout.write(
                f"Respaldo completo en {opciones['carpeta']}: {sum(dice['filas'].values())} filas, "
                f"{len(dice['archivos'])} archivos, {bytes_ / 1_000_000:.1f} MB."
            )
