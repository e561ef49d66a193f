"""`manage.py barrer_fotos`: periodic; deletes photo files that no row names."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from comunes.fotos_en_espera import limpiar_espera
from comunes.fotos_huerfanas import barrer


class Command(BaseCommand):
    help = "Borra los archivos de fotos que ningún registro nombra. Se puede repetir cuando sea."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--simular", action="store_true", help="solo dice cuántas hay, no borra")

    def handle(self, *args: Any, **options: Any) -> None:
        simular = options["simular"]
        if not simular:
            limpiar_espera()
        cuantas = len(barrer(simular=simular))
        self.stdout.write(f"{'Fotos sin registro' if simular else 'Fotos borradas'}: {cuantas}.")
