"""`manage.py calcular_huellas`: fingerprints the photos that lack one; once, or after an import."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from actividades.services.huellas import fotos_sin_huella, poner_huellas, ultima_mirada


class Command(BaseCommand):
    help = "Calcula la huella visual de las fotos de actividades que no la tienen. Sigue donde se quedó."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--simular", action="store_true", help="solo dice cuántas faltan")
        parser.add_argument("--lote", type=int, default=200, help="cuántas guarda de una vez")
        parser.add_argument("--maximo", type=int, default=0, help="cuántas mira en esta pasada (0: todas)")
        parser.add_argument(
            "--desde-el-principio", action="store_true", help="vuelve a mirar las que quedaron sin huella"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        desde = 0 if options["desde_el_principio"] else ultima_mirada()
        faltan = fotos_sin_huella(desde=desde).count()
        if options["simular"]:
            self.stdout.write(f"Fotos por mirar: {faltan}.")
            return
        pendientes = min(faltan, options["maximo"] or faltan)
        hechas = lisas = 0
        ilegibles: list[int] = []
        while pendientes > 0:
            avance = poner_huellas(actor=None, desde=desde, cuantas=min(max(options["lote"], 1), pendientes))
            vistas = avance.hechas + avance.lisas + len(avance.ilegibles)
            if not vistas:
                break
            pendientes, desde = pendientes - vistas, avance.hasta
            hechas, lisas, ilegibles = (
                hechas + avance.hechas,
                lisas + avance.lisas,
                ilegibles + avance.ilegibles,
            )
            self.stdout.write(f"Hasta la fila {desde}: {hechas} con huella.")
        self.stdout.write(f"Con huella: {hechas}. Demasiado lisas: {lisas}. Sin archivo: {len(ilegibles)}.")
        if ilegibles:
            self.stderr.write(f"No se pudieron leer las fotos de las filas {ilegibles[:20]}.")
