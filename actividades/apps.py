from django.apps import AppConfig


class ActividadesConfig(AppConfig):
    name = "actividades"
    verbose_name = "Actividades"
