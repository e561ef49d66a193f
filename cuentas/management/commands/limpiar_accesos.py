"""`manage.py limpiar_accesos`: forget what no longer holds anybody back nor lets anybody in."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.module_loading import import_string

from comunes.models import ClaveIdempotencia
from cuentas.services.codigos import RUTA
from cuentas.services.frenos import olvidar_vencidos


class Command(BaseCommand):
    help = "Borra intentos fallidos vencidos, códigos ya usados y sesiones terminadas. Se repite sin riesgo."

    def handle(self, *args: Any, **opciones: Any) -> None:
        intentos = olvidar_vencidos()
        ayer = timezone.now() - timedelta(days=2)
        codigos, _ = ClaveIdempotencia.objects.filter(ruta=RUTA, creada__lt=ayer).delete()
        import_string(f"{settings.SESSION_ENGINE}.SessionStore").clear_expired()
        if opciones["verbosity"]:
            self.stdout.write(f"Intentos vencidos: {intentos}. Códigos usados: {codigos}. Sesiones: al día.")
