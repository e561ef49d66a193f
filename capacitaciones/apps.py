from django.apps import AppConfig


class CapacitacionesConfig(AppConfig):
    name = "capacitaciones"
    verbose_name = "Charlas"

    def ready(self) -> None:
        # Models load after the registry does; this is where this app tells the lower ones what it knows.
        from capacitaciones.enlaces_con_personas import registrar_en_personas

        registrar_en_personas()
