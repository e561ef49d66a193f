from django.apps import AppConfig


class MonitoreoConfig(AppConfig):
    name = "monitoreo"
    verbose_name = "Monitoreo"
