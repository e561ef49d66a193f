from django.apps import AppConfig
from django.db.models.signals import post_migrate

from monitoreo.disparadores import tras_migrar


class MonitoreoConfig(AppConfig):
    name = "monitoreo"
    verbose_name = "Monitoreo"

    def ready(self) -> None:
        post_migrate.connect(tras_migrar, sender=self, dispatch_uid="monitoreo.conteos")
