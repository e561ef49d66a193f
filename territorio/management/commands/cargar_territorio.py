"""`manage.py cargar_territorio`: bring the territory up to date and say what changed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from territorio.lectura import CARPETA_PROPIA
from territorio.services import CambiosDeTabla, cargar_territorio

DETALLES_MOSTRADOS = 20


class Command(BaseCommand):
    help = "Carga regiones, provincias, distritos, municipalidades y comisarías, y dice qué cambió."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--carpeta",
            type=Path,
            default=CARPETA_PROPIA,
            metavar="DIR",
            help="carpeta con los CSV más nuevos; por defecto, los que trae el producto",
        )

    def handle(self, *args: Any, **opciones: Any) -> None:
        try:
            cambios = cargar_territorio(actor=None, carpeta=opciones["carpeta"])
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        for cambio in cambios:
            self._contar(cambio, completo=opciones["verbosity"] > 1)
        if not any(cambio.hay for cambio in cambios):
            self.stdout.write("El territorio ya estaba al día.")

    def _contar(self, cambio: CambiosDeTabla, *, completo: bool) -> None:
        cuentas = ", ".join(f"{n} {que}" for que, n in cambio.cuentas().items())
        self.stdout.write(f"{cambio.tabla.archivo}: {cuentas}")
        lineas = [f"  cambiada {c}: {', '.join(campos)}" for c, campos in cambio.cambiadas.items()]
        lineas += [f"  retirada {c}" for c in cambio.retiradas]
        lineas += [f"  reactivada {c}" for c in cambio.reactivadas]
        mostradas = lineas if completo else lineas[:DETALLES_MOSTRADOS]
        for linea in mostradas:
            self.stdout.write(linea)
        if resto := len(lineas) - len(mostradas):
            self.stdout.write(f"  y {resto} más (con --verbosity 2 se ven todas)")
