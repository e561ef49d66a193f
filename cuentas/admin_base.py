"""The admin's base: the same permissions, scope and services as every other screen."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from comunes.texto import clave_busqueda
from cuentas.enums import Permiso
from cuentas.permissions import SIN_OBJETO, can
from cuentas.services import guardar_catalogo


class AdminConAlcance(admin.ModelAdmin[Any]):
    """A ModelAdmin that cannot get past the scope or the services.

    `permiso_ver` opens lists and rows; `permiso_editar` (None: read only) opens forms, whose writing
    goes through `guardar(request, objeto, form, change)`. Nothing is ever deleted here. Search
    compares the normalised `busqueda` column.
    """

    permiso_ver: Permiso
    permiso_editar: Permiso | None = None
    se_agrega = True
    show_full_result_count = False
    list_per_page = 50
    actions_selection_counter = True

    def _permite(self, request: HttpRequest, permiso: Permiso | None, obj: Model | None) -> bool:
        if permiso is None or not request.user.is_authenticated or not request.user.tiene(permiso):
            return False
        return obj is None or permiso in SIN_OBJETO or can(request.user, permiso, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._permite(request, self.permiso_ver, None)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._permite(request, self.permiso_ver, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._permite(request, self.permiso_editar, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.se_agrega and self._permite(request, self.permiso_editar, None)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self._visibles(super().get_queryset(request), request, self.permiso_ver)

    def _visibles(self, filas: QuerySet[Any], request: HttpRequest, permiso: Permiso | None) -> QuerySet[Any]:
        if hasattr(filas, "visible_to"):
            filas = filas.visible_to(request.user, permiso)
        return filas

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        filas = kwargs.get("queryset", db_field.remote_field.model._default_manager.all())
        kwargs["queryset"] = self._visibles(filas, request, self.permiso_editar)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        for palabra in clave_busqueda(search_term).split():
            queryset = queryset.filter(busqueda__contains=palabra)
        return queryset, False

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:
        self.guardar(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Many-to-many values are the service's business; see `guardar`."""

    def guardar(self, request: HttpRequest, objeto: Any, form: ModelForm[Any], change: bool) -> None:
        """Write through the app's service. Editable admins must implement it."""
        raise NotImplementedError

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """Nothing to tell the admin's own log: see `log_change`. (Inlines are never saved here.)"""
        return []

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The history is `comunes.Evento`, written by the services."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The history is `comunes.Evento`, written by the services."""


class AdminCatalogo(AdminConAlcance):
    """Catalogues: edited, ordered and deactivated by ministry staff; never deleted."""

    permiso_ver = Permiso.CATALOGO_EDITAR
    permiso_editar = Permiso.CATALOGO_EDITAR
    list_display = ("nombre", "slug", "orden", "activo")
    list_filter = ("activo",)
    search_fields = ("nombre",)
    prepopulated_fields = {"slug": ("nombre",)}

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """A code, once given, is named in addresses and in imported files: it never changes."""
        return ("slug",) if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> dict[str, Any]:
        return {} if obj else self.prepopulated_fields

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        palabra = clave_busqueda(search_term)
        if palabra:
            propias = [f.pk for f in queryset if palabra in clave_busqueda(f.nombre)]
            queryset = queryset.filter(pk__in=propias)
        return queryset, False

    def guardar(self, request: HttpRequest, objeto: models.Model, form: ModelForm[Any], change: bool) -> None:
        guardar_catalogo(actor=request.user, objeto=objeto)
