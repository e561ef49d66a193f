from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from espacios.lugares import vigilar


class EspaciosConfig(AppConfig):
    name = "espacios"
    verbose_name = "Espacios públicos"

    def ready(self) -> None:
        from espacios.disparadores import antes_de_migrar, tras_migrar  # models load after the registry does

        pre_migrate.connect(antes_de_migrar, sender=self, dispatch_uid="espacios.celdas")
        post_migrate.connect(tras_migrar, sender=self, dispatch_uid="espacios.celdas")
        vigilar(self, self.get_model("Diagnostico"))
