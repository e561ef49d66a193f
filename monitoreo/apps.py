from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from monitoreo.disparadores import antes_de_migrar, tras_migrar


class MonitoreoConfig(AppConfig):
    name = "monitoreo"
    verbose_name = "Monitoreo"

    def ready(self) -> None:
        # Models load after the registry does.
        from comites.cobertura import registrar_conteo
        from monitoreo.conteos import cobertura_contada

        registrar_conteo(cobertura_contada)
        pre_migrate.connect(antes_de_migrar, sender=self, dispatch_uid="monitoreo.conteos")
        post_migrate.connect(tras_migrar, sender=self, dispatch_uid="monitoreo.conteos")
