from django.apps import AppConfig


class EspaciosConfig(AppConfig):
    name = "espacios"
    verbose_name = "Espacios públicos"
