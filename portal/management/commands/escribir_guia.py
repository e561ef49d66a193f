"""Write the tables and the picture of the guide from the code's own tables."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.guia import GUIA, atrasadas, escribir


class Command(BaseCommand):
    help = "Escribe en docs/guia las tablas y el dibujo de los ciclos de vida."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--revisar", action="store_true", help="no escribe: termina con error si algo está atrasado"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        rutas = atrasadas() if options["revisar"] else escribir()
        for ruta in rutas:
            self.stdout.write(str(ruta.relative_to(GUIA.parents[1])))
        if options["revisar"] and rutas:
            raise SystemExit(1)
