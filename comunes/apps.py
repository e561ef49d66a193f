from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate

from comunes.busqueda.indices import revisar_indices, tras_migrar


class ComunesConfig(AppConfig):
    name = "comunes"
    verbose_name = "Comunes"

    def ready(self) -> None:
        post_migrate.connect(tras_migrar, dispatch_uid="comunes.busqueda")
        register(Tags.database)(revisar_indices)
