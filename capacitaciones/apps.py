from django.apps import AppConfig
from django.utils.module_loading import import_string


class CapacitacionesConfig(AppConfig):
    name = "capacitaciones"
    verbose_name = "Charlas"
    # What tells the lower apps what this one knows; named, because models load after this file does.
    registros = (
        "capacitaciones.enlaces_con_personas.registrar_en_personas",
        "capacitaciones.linea.registrar_en_la_linea",
    )

    def ready(self) -> None:
        for registro in self.registros:
            import_string(registro)()
