"""`manage.py restaurar`: checks a backup whole, and only then puts it in place of what there is."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from comunes.respaldos.manifiesto import FALLAS, comprobar, huella_de_la_clave
from comunes.respaldos.vuelta import faltan_migraciones, restaurar


class Command(BaseCommand):
    help = "Pone un respaldo en el lugar de lo que hay, después de comprobarlo entero."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("carpeta", type=Path, help="carpeta que hizo «respaldar»")
        modo = parser.add_mutually_exclusive_group()
        modo.add_argument("--solo-comprobar", action="store_true", help="lee todo y no cambia nada")
        modo.add_argument("--reemplazar", action="store_true", help="perder los datos y archivos que hay")

    def handle(self, *args: Any, **opciones: Any) -> None:
        carpeta, solo_comprobar = opciones["carpeta"], opciones["solo_comprobar"]
        try:
            if solo_comprobar:
                dice = comprobar(carpeta)
            else:
                dice = restaurar(carpeta, reemplazar=opciones["reemplazar"])
        except FALLAS as falla:
            raise CommandError(str(falla)) from falla
        hecho = "Respaldo completo y sin daños" if solo_comprobar else "Restaurado"
        self.stdout.write(f"{hecho}: {sum(dice['filas'].values())} filas, {len(dice['archivos'])} archivos.")
        for aviso in _avisos(dice):
            self.stdout.write(aviso)


def _avisos(dice: dict[str, Any]) -> list[str]:
    avisos = []
    if faltan_migraciones(dice):
        avisos.append("Es de una versión anterior del programa: al restaurarlo, ejecute «manage.py migrate».")
    if dice["clave"] != huella_de_la_clave():
        avisos.append(
            "SECRET_KEY no es la misma con que se hizo: ponga aquella, o cada cuenta tendrá que registrar de "
            "nuevo su segundo factor."
        )
    return avisos
