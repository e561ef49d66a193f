"""The admin's base: the same permissions, scope and services as every other screen."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR, SEARCH_VAR, ChangeList
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

from comunes.bitacora import historial
from comunes.busqueda import buscar
from comunes.formularios import FormularioDeModelo
from comunes.palabras import guardar_palabras, leer_palabras
from comunes.texto import clave_busqueda
from comunes.versiones import ConflictoDeEdicion
from comunes.vistas import MENSAJE_CONFLICTO, agregar_errores
from cuentas.enums import Permiso
from cuentas.permissions import SIN_OBJETO, can
from cuentas.services import guardar_catalogo

MAXIMO_EVENTOS = 200
BUSQUEDA_OLVIDADA = "Esa búsqueda ya no está guardada. Escríbala otra vez."


class ListaReservadaDeAdmin(ChangeList):
    """A list whose address carries the key of the words searched, left in `palabras` (`comunes.palabras`).

    A key that this session does not have finds nobody: everybody would look like an answer.
    """

    palabras = ""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        clave = self.query
        self.palabras = self.query = leer_palabras(request.session, clave)
        filas = super().get_queryset(request, exclude_parameters)
        self.query = clave
        return filas.none() if self.olvidada else filas

    @property
    def olvidada(self) -> bool:
        return bool(self.query) and not self.palabras


class AdminConAlcance(admin.ModelAdmin[Any]):
    """A ModelAdmin that cannot get past the scope or the services.

    `permiso_ver` opens lists and rows; `permiso_editar` (None: read only) opens forms, whose writing
    goes through `guardar(request, objeto, form, change)`: what the service refuses comes back on the
    form, with everything typed. Nothing is ever deleted here. Search compares the normalised `busqueda`
    column. The history page shows `comunes.Evento`.
    """

    permiso_ver: Permiso
    permiso_editar: Permiso | None = None
    se_agrega = True
    form = FormularioDeModelo
    # The words of the history, by the action's slug; an unlisted one is shown as it is written.
    acciones: ClassVar[dict[str, str]] = {}
    # Its search names persons: what is typed is posted, and the address carries its key (`comunes.palabras`).
    reserva_palabras = False

    class Media:
        js = ("js/admin_autocompletar.js",)

    show_full_result_count = False
    list_per_page = 50
    actions_selection_counter = True

    def _permite(self, request: HttpRequest, permiso: Permiso | None, obj: Model | None) -> bool:
        if permiso is None or not _tiene(request, permiso):
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
        return visibles(super().get_queryset(request), request, self.permiso_ver)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        filas = kwargs.get("queryset", db_field.remote_field.model._default_manager.all())
        kwargs["queryset"] = visibles(filas, request, self.permiso_editar)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        """Search words, as they are typed: a list that keeps them reserved has read them by their key."""
        return buscar(queryset, search_term), False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ListaReservadaDeAdmin if self.reserva_palabras else super().get_changelist(request, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        if self.reserva_palabras and request.method == "POST" and SEARCH_VAR in request.POST:
            clave = guardar_palabras(request.session, request.POST[SEARCH_VAR])
            quedan = {n: v for n, v in request.GET.items() if n not in (SEARCH_VAR, PAGE_VAR)}
            consulta = urlencode(quedan | ({SEARCH_VAR: clave} if clave else {}))
            return HttpResponseRedirect(f"{request.path}?{consulta}" if consulta else request.path)
        return super().changelist_view(request, extra_context)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        lista = super().get_changelist_instance(request)
        if getattr(lista, "olvidada", False):
            messages.warning(request, BUSQUEDA_OLVIDADA)
        return lista

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:
        self.guardar(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Many-to-many values are the service's business; see `guardar`."""

    def guardar(self, request: HttpRequest, objeto: Any, form: ModelForm[Any], change: bool) -> None:
        """Write through the app's service. Editable admins must implement it."""
        raise NotImplementedError

    def changeform_view(  # type: ignore[override]
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Save; what the service refuses is rolled back and shown on the form as it was typed."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except ConflictoDeEdicion:
            request.error_del_servicio = ValidationError(MENSAJE_CONFLICTO)  # type: ignore[attr-defined]
        except ValidationError as error:
            request.error_del_servicio = error  # type: ignore[attr-defined]
        return super().changeform_view(request, *args, **kwargs)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm[Any]]:
        clase = super().get_form(request, obj, change=change, **kwargs)
        error = getattr(request, "error_del_servicio", None)
        return clase if error is None else con_error(clase, error)

    def history_view(  # type: ignore[override]
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Show what the services noted about a row in scope; any other row is a missing one."""
        objeto = self.get_object(request, unquote(object_id))
        if objeto is None or not self.has_view_permission(request, objeto):
            raise Http404
        eventos = [(e, self.nombre_de_accion(e.accion)) for e in historial(objeto)[:MAXIMO_EVENTOS]]
        contexto = {
            **self.admin_site.each_context(request),
            "title": f"Historial de {objeto}",
            "object": objeto,
            "opts": self.opts,
            "eventos": eventos,
            "maximo": MAXIMO_EVENTOS,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/object_history.html", contexto)

    def nombre_de_accion(self, accion: str) -> str:
        return self.acciones.get(accion) or accion.replace("-", " ").capitalize()

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """Nothing to tell the admin's own log: see `log_change`. (Inlines are never saved here.)"""
        return []

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The history is `comunes.Evento`, written by the services."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The history is `comunes.Evento`, written by the services."""


def con_error(clase: type[ModelForm[Any]], error: ValidationError) -> type[ModelForm[Any]]:
    """Return `clase` as a form that also reports `error`, which a service raised."""

    class ConError(clase):  # type: ignore[misc,valid-type]
        def _post_clean(self) -> None:
            super()._post_clean()
            agregar_errores(self, error)

    return ConError


class EnLineaConAlcance(admin.options.InlineModelAdmin[Any, Any]):
    """Rows inside another's form: same permissions, same scope for what can be chosen; never deleted."""

    permiso_ver: Permiso
    permiso_editar: Permiso | None = None
    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return _tiene(request, self.permiso_ver)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return _tiene(request, self.permiso_editar)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return _tiene(request, self.permiso_editar)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return visibles(super().get_queryset(request), request, self.permiso_ver)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        filas = kwargs.get("queryset", db_field.remote_field.model._default_manager.all())
        kwargs["queryset"] = visibles(filas, request, self.permiso_editar)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def visibles(filas: QuerySet[Any], request: HttpRequest, permiso: Permiso | None) -> QuerySet[Any]:
    """Return the rows of `filas` in the user's scope; reference data without scope as it is."""
    return filas.visible_to(request.user, permiso) if hasattr(filas, "visible_to") else filas


def _tiene(request: HttpRequest, permiso: Permiso | None) -> bool:
    return permiso is not None and request.user.is_authenticated and request.user.tiene(permiso)


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
