from django.apps import AppConfig


class PadronConfig(AppConfig):
    name = "padron"
    verbose_name = "Padrón regional"
