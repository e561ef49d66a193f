"""`manage.py anonimizar_vencidas`: forget whoever left long ago. Idempotent; `--simular` only counts."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from personas.olvido import olvidar_vencido
from personas.services import anonimizar_vencidas, olvidar_solicitudes


class Command(BaseCommand):
    help = "Quita lo que identifica a quienes salieron hace más de los años de retención."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--simular", action="store_true", help="Solo cuenta; no cambia nada.")

    def handle(self, *args: Any, **opciones: Any) -> None:
        simular, limite = opciones["simular"], _hace(settings.ANIOS_DE_RETENCION)  # type: ignore[misc]
        personas, esperan = anonimizar_vencidas(actor=None, limite=limite, simular=simular)
        solicitudes = olvidar_solicitudes(actor=None, limite=limite, simular=simular)
        demas = olvidar_vencido(actor=None, limite=limite, simular=simular)
        que = "Se anonimizarían" if simular else "Anonimizadas"
        self.stdout.write(
            f"Salieron hasta el {limite:%d/%m/%Y}. {que}: {personas}. Esperan por otra cosa: {esperan}. "
            f"Solicitudes sin datos de quien las hizo: {solicitudes}."
            + "".join(f" {titulo}: {cuantas}." for titulo, cuantas in demas)
        )


def _hace(anios: int) -> date:
    hoy = timezone.localdate()
    try:
        return hoy.replace(year=hoy.year - anios)
    except ValueError:  # 29 February
        return hoy.replace(year=hoy.year - anios, day=28)
