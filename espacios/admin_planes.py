"""Plans, joint work and interventions in the admin, to look at: they are written on their own screens."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from comunes.templatetags.componentes import chip_estado
from comunes.texto import clave_busqueda
from cuentas.admin_base import AdminConAlcance, EnLineaConAlcance
from cuentas.enums import Permiso
from espacios.models import Accion, Articulacion, Intervencion, PlanTrabajo


class AdminDelEspacio(AdminConAlcance):
    """Rows about a space, read only, found by the words of the space."""

    permiso_ver = Permiso.ESPACIO_VER
    se_agrega = False
    list_select_related = ("espacio",)
    search_fields = ("espacio__busqueda",)
    search_help_text = "Nombre, código, dirección o referencia del espacio; da igual con o sin tildes."

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        for palabra in clave_busqueda(search_term).split():
            queryset = queryset.filter(espacio__busqueda__contains=palabra)
        return queryset, False

    @admin.display(description="estado", ordering="estado")
    def chip(self, fila: Any) -> str:
        return chip_estado(fila.estado_enum)

    @admin.display(description="código")
    def codigo(self, fila: Any) -> str:
        return format_html('<span class="nowrap">{}</span>', fila.espacio.codigo)

    def view_on_site(self, fila: Any) -> str:  # type: ignore[override]
        return str(fila.get_absolute_url())


class AccionesEnLinea(EnLineaConAlcance, admin.TabularInline):  # type: ignore[type-arg]
    model = Accion
    permiso_ver = Permiso.ESPACIO_VER
    fields = readonly_fields = ("que", "responsable", "plazo", "estado", "avance")


@admin.register(PlanTrabajo)
class AdminPlan(AdminDelEspacio):
    inlines = (AccionesEnLinea,)
    list_display = ("__str__", "chip", "espacio", "codigo", "fin")
    list_filter = ("estado", ("espacio__region", admin.RelatedOnlyFieldListFilter))


@admin.register(Articulacion)
class AdminArticulacion(AdminDelEspacio):
    list_display = ("__str__", "instituciones", "espacio", "codigo")
    list_filter = (
        "tipo",
        "municipalidad",
        "comisaria",
        ("espacio__region", admin.RelatedOnlyFieldListFilter),
    )


@admin.register(Intervencion)
class AdminIntervencion(AdminDelEspacio):
    list_display = ("titulo", "chip", "tipo", "espacio", "codigo", "inicio", "costo")
    list_filter = ("estado", "tipo", ("espacio__region", admin.RelatedOnlyFieldListFilter))
