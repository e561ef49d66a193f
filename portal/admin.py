"""The territory in the admin: to look up, never to edit (`cargar_territorio` is how it changes).

It stands here because the admin's base knows accounts, which lie above the territory.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from cuentas.admin_base import AdminConAlcance
from cuentas.enums import Permiso
from territorio.models import Comisaria, Distrito, Municipalidad, Provincia, Region


class AdminTerritorio(AdminConAlcance):
    """Read-only: every field is shown, none is a control."""

    permiso_ver = Permiso.ADMIN_ENTRAR
    search_fields = ("nombre",)
    exclude = ("busqueda",)
    ordering = ("nombre", "pk")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        """Figures are the beginning of a code; anything else, words of the name."""
        if search_term.isdigit():
            return queryset.filter(pk__startswith=search_term), False
        return super().get_search_results(request, queryset, search_term)


@admin.register(Region)
class AdminRegion(AdminTerritorio):
    list_display = ("nombre", "ubigeo", "tipo", "capital", "poblacion", "activo")
    list_filter = ("activo",)


@admin.register(Provincia)
class AdminProvincia(AdminTerritorio):
    list_display = ("nombre", "ubigeo", "region", "capital", "activo")
    list_filter = ("region", "activo")
    list_select_related = ("region",)


@admin.register(Distrito)
class AdminDistrito(AdminTerritorio):
    list_display = ("nombre", "ubigeo", "ubigeo_reniec", "provincia", "region", "activo")
    list_filter = ("region", "activo")
    list_select_related = ("provincia", "region")


@admin.register(Municipalidad)
class AdminMunicipalidad(AdminTerritorio):
    list_display = ("nombre", "pk", "tipo", "sede", "region", "activo")
    list_filter = ("region", "tipo", "activo")
    list_select_related = ("region",)


@admin.register(Comisaria)
class AdminComisaria(AdminTerritorio):
    list_display = ("nombre", "codigo_inei", "tipo", "distrito", "region", "activo")
    list_filter = ("region", "activo")
    list_select_related = ("distrito", "region")
