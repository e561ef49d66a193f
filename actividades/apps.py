from django.apps import AppConfig


class ActividadesConfig(AppConfig):
    name = "actividades"
    verbose_name = "Actividades"

    def ready(self) -> None:
        # Models load after the registry does; this is where this app tells `espacios` what it knows.
        from actividades.bloques import registrar
        from actividades.models import Actividad
        from espacios.lugares import vigilar

        registrar()
        vigilar(self, Actividad)
