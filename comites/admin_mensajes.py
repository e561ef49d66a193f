"""Messages and their notes in the admin: to search and to look at. They change on their own pages."""

from django.contrib import admin

from comites.models import Difusion, Mensaje
from comunes.templatetags.componentes import chip_estado
from cuentas.admin_base import AdminConAlcance
from cuentas.enums import Permiso


@admin.register(Mensaje)
class AdminMensaje(AdminConAlcance):
    """The ready messages, with how easy they read."""

    permiso_ver = Permiso.COMITE_VER
    list_display = ("titulo", "tema", "chip", "lectura", "desde", "hasta", "region")
    list_select_related = ("region",)
    list_filter = ("tema", "estado")
    fields = (
        "tema",
        "titulo",
        "texto",
        "imagen_alt",
        "desde",
        "hasta",
        "region",
        "estado",
        "lectura",
        "autor",
    )
    readonly_fields = ("lectura",)

    @admin.display(description="estado")
    def chip(self, mensaje: Mensaje) -> str:
        return chip_estado(mensaje.situacion)

    @admin.display(description="nivel de lectura")
    def lectura(self, mensaje: Mensaje) -> str:
        return str(mensaje.nivel_lectura or "-")

    def view_on_site(self, mensaje: Mensaje) -> str:  # type: ignore[override]
        return mensaje.get_absolute_url()


@admin.register(Difusion)
class AdminDifusion(AdminConAlcance):
    """Which message was sent to which group."""

    permiso_ver = Permiso.COMITE_VER
    list_display = ("mensaje", "comite", "dia", "quien")
    list_select_related = ("mensaje", "grupo__comite", "quien")
    list_filter = ("mensaje__tema",)
    date_hierarchy = "dia"
    fields = ("mensaje", "grupo", "dia", "quien")

    @admin.display(description="comité")
    def comite(self, difusion: Difusion) -> str:
        return difusion.grupo.comite.nombre
