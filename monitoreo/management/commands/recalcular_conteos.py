"""`manage.py recalcular_conteos`: count beforehand what dashboards and maps show. Nightly, or any time."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from comunes.busqueda.indices import compactar_indices
from espacios.services.celdas import recalcular_celdas
from monitoreo.services import recalcular_conteos


class Command(BaseCommand):
    help = "Pone al día los conteos de los tableros y del mapa. Se repite sin riesgo."

    def handle(self, *args: Any, **opciones: Any) -> None:
        recalcular_celdas(actor=None)
        contadas = recalcular_conteos(actor=None)
        compactar_indices()
        if connection.vendor == "sqlite":  # PostgreSQL looks after its own statistics
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        if opciones["verbosity"]:
            self.stdout.write(f"Municipalidades contadas: {contadas}.")
