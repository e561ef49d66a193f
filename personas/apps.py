from django.apps import AppConfig


class PersonasConfig(AppConfig):
    name = "personas"
    verbose_name = "Personas"

    def ready(self) -> None:
        # Models load after the registry does.
        from personas.alcance import registrar_fuente
        from personas.concedidas import personas_concedidas
        from personas.referencias_propias import registrar_propias

        registrar_fuente(personas_concedidas)
        registrar_propias()
