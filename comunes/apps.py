from django.apps import AppConfig


class ComunesConfig(AppConfig):
    name = "comunes"
    verbose_name = "Comunes"
