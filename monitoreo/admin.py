"""Declared figures, edited by the national staff; the one place where they enter."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from cuentas.admin_base import AdminConAlcance
from cuentas.enums import Permiso
from monitoreo.forms import FormularioCorte
from monitoreo.indicadores import NOMBRES
from monitoreo.models import CorteDeclarado
from monitoreo.services import guardar_corte


@admin.register(CorteDeclarado)
class AdminCorteDeclarado(AdminConAlcance):
    permiso_ver = Permiso.CIFRA_EDITAR
    permiso_editar = Permiso.CIFRA_EDITAR
    form = FormularioCorte
    list_display = ("fuente", "fecha_en_palabras", "vigente")
    list_filter = ("vigente",)
    fieldsets = (
        (None, {"fields": ("fuente", "fecha", "vigente")}),
        (
            "Cifras declaradas",
            {
                "fields": [(f"operador_{slug}", f"valor_{slug}") for slug in NOMBRES],
                "description": "Deje vacío lo que la fuente no declara. «Más de» no da porcentaje.",
            },
        ),
    )

    def guardar(self, request: HttpRequest, objeto: Any, form: Any, change: bool) -> None:
        guardar_corte(actor=request.user, corte=objeto, cifras=form.cifras())
