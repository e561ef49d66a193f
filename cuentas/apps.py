from django.apps import AppConfig


class CuentasConfig(AppConfig):
    name = "cuentas"
    verbose_name = "Cuentas y permisos"

    def ready(self) -> None:
        from cuentas import senales  # noqa: F401  connects the receivers
