"""Talks in the admin: to look at, with their history. What is done to them is done on their page."""

from typing import Any

from django.contrib import admin

from capacitaciones.models import Sesion
from comunes.templatetags.componentes import chip_estado
from cuentas.admin_base import AdminConAlcance
from cuentas.enums import Permiso


@admin.register(Sesion)
class AdminSesion(AdminConAlcance):
    """Talks in the user's scope, read only: nobody's registration is shown here."""

    permiso_ver = Permiso.CAPACITACION_VER
    se_agrega = False
    list_display = ("titulo", "chip", "tema", "inicio", "region", "inscritos")
    list_select_related = ("region",)
    list_filter = ("estado", "tema", ("region", admin.RelatedOnlyFieldListFilter))
    fields = (
        "titulo",
        "tema",
        "descripcion",
        "modalidad",
        "inicio",
        "fin",
        "lugar",
        "region",
        "municipalidad",
        "facilitador",
        "aforo",
        "inscritos",
        "estado",
        "motivo_cancelacion",
        "cerrada_en",
    )
    acciones = {
        "charla-creada": "Charla programada",
        "charla-editada": "Datos corregidos",
        "charla-abrir": "Inscripción abierta",
        "charla-cancelar": "Charla cancelada",
        "charla-asistencia": "Asistencia guardada",
        "charla-asistente-agregado": "Alguien agregado a la lista",
        "charla-inscripcion": "Inscripción",
        "charla-inscripcion-retirada": "Inscripción retirada",
        "charla-cerrar": "Charla cerrada",
        "charla-sin-datos-de-inscritos": "Datos de quienes se inscribieron, retirados",
        "constancias-emitidas": "Constancias emitidas",
        "constancia-revocada": "Constancia revocada",
        "constancia-devuelta": "Constancia vigente otra vez",
        "constancia-reemitida": "Constancia emitida otra vez",
    }

    @admin.display(description="estado", ordering="estado")
    def chip(self, sesion: Sesion) -> str:
        return chip_estado(sesion.estado_enum)

    def view_on_site(self, sesion: Any) -> str:  # type: ignore[override]
        return str(sesion.get_absolute_url())
