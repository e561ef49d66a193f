from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ComitesConfig(AppConfig):
    name = "comites"
    verbose_name = "Comités comunitarios"

    def ready(self) -> None:
        # Models load after the registry does; this is where an upper app tells `personas` what it knows.
        from comites.disparadores import antes_de_migrar, tras_migrar
        from comites.enlaces_con_espacios import registrar_en_espacios
        from comites.enlaces_con_personas import registrar_en_personas
        from comites.models import Comite
        from comites.personas_a_la_vista import personas_a_la_vista
        from comites.reglas import edad_para_sus_cargos
        from cuentas import contactos
        from espacios.lugares import vigilar
        from personas.alcance import registrar_fuente
        from personas.reglas import registrar_regla
        from personas.selectors import celular_de_cuenta

        contactos.registrar_fuente(celular_de_cuenta)
        registrar_fuente(personas_a_la_vista)
        registrar_regla(edad_para_sus_cargos)
        registrar_en_espacios()
        pre_migrate.connect(antes_de_migrar, sender=self, dispatch_uid="comites.vigencias")
        post_migrate.connect(tras_migrar, sender=self, dispatch_uid="comites.vigencias")
        vigilar(self, Comite)
        registrar_en_personas()
