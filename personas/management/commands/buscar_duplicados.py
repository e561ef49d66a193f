"""`manage.py buscar_duplicados`: the list of pairs to look at, kept up to date every night."""

from typing import Any

from django.core.management.base import BaseCommand

from personas.services import buscar_duplicados


class Command(BaseCommand):
    help = "Busca personas que pueden estar registradas dos veces. Se repite sin riesgo."

    def handle(self, *args: Any, **opciones: Any) -> None:
        pendientes = buscar_duplicados(actor=None)
        if opciones["verbosity"]:
            self.stdout.write(f"Pares por revisar: {pendientes}.")
