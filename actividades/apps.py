from django.apps import AppConfig


class ActividadesConfig(AppConfig):
    name = "actividades"
    verbose_name = "Actividades"

    def ready(self) -> None:
        # Models load after the registry does; this is where this app tells `espacios` what it knows.
        from actividades.bloques import registrar
        from actividades.models import Actividad
        from actividades.services import olvidar_respuestas
        from espacios.lugares import vigilar
        from personas.olvido import registrar_plazo

        registrar()
        vigilar(self, Actividad)
        registrar_plazo("Respuestas de instituciones sin nombre de quien respondió", olvidar_respuestas)
