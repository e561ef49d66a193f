"""`manage.py purgar_padrones`: periodic; deletes uploaded files and their rows when they are old."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from padron.services import purgar

DIAS = 90


class Command(BaseCommand):
    help = "Borra los padrones subidos, y las filas de su revisión, que nadie toca hace tiempo."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dias", type=int, default=DIAS, help=f"días sin cambios ({DIAS})")

    def handle(self, *args: Any, **opciones: Any) -> None:
        purgadas = purgar(actor=None, dias=max(1, opciones["dias"]))
        if opciones["verbosity"]:
            self.stdout.write(f"Padrones purgados: {purgadas}.")
