"""`manage.py cargar_ejemplo`: load the sample programme, once."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.ejemplo.carga import cargar_ejemplo


class Command(BaseCommand):
    help = "Carga el programa de ejemplo: espacios, comités, actividades y una cuenta por rol."

    def handle(self, *args: Any, **opciones: Any) -> None:
        cargada = cargar_ejemplo()
        if opciones["verbosity"]:
            self.stdout.write("Programa de ejemplo cargado." if cargada else "El ejemplo ya estaba cargado.")
