from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from monitoreo.disparadores import antes_de_migrar, tras_migrar


class MonitoreoConfig(AppConfig):
    name = "monitoreo"
    verbose_name = "Monitoreo"

    def ready(self) -> None:
        pre_migrate.connect(antes_de_migrar, sender=self, dispatch_uid="monitoreo.conteos")
        post_migrate.connect(tras_migrar, sender=self, dispatch_uid="monitoreo.conteos")
