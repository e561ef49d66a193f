from django.apps import AppConfig


class ComitesConfig(AppConfig):
    name = "comites"
    verbose_name = "Comités comunitarios"

    def ready(self) -> None:
        # Models load after the registry does; this is where an upper app tells `personas` what it knows.
        from comites.models import personas_en_comites
        from personas.alcance import registrar_fuente

        registrar_fuente(personas_en_comites)
