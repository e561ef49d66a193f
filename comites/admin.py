"""Committees in the admin: to search and to look at. They change on their own pages, by the services."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from comites import admin_mensajes  # noqa: F401  registers its own
from comites.enums import EstadoComite
from comites.models import Cargo, Comite, GrupoWhatsApp, Integrante, Mandato
from comites.permissions import celulares_del_grupo, grado_en
from comunes.busqueda import Rama, buscar
from comunes.templatetags.componentes import chip_estado
from cuentas.admin_base import AdminCatalogo, AdminConAlcance
from cuentas.enums import Permiso
from personas.permissions import mostrar


@admin.register(Cargo)
class AdminCargo(AdminCatalogo):
    """Offices. What an office means cannot change under those who hold it: make another one."""

    list_display = ("nombre", "slug", "unico", "directivo", "orden", "activo")  # type: ignore[assignment]
    fields = ("nombre", "femenino", "masculino", "slug", "unico", "directivo", "suple_a", "orden", "activo")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fijos = ("unico", "directivo") if obj else ()
        return (*super().get_readonly_fields(request, obj), *fijos)


class SoloMirar(admin.TabularInline):  # type: ignore[type-arg]
    """Rows of a committee, to look at."""

    extra = 0
    can_delete = False
    usuario: Any = None  # an inline is made anew for each request

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        self.usuario = request.user
        return super().get_queryset(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.tiene(Permiso.COMITE_VER))  # type: ignore[union-attr]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class MandatosEnLinea(SoloMirar):
    model = Mandato
    fields = readonly_fields = ("inicio", "fin", "acta")


class IntegrantesEnLinea(SoloMirar):
    """Members as this user may read them. The row itself is not named: its name is a person's."""

    model = Integrante
    fields = readonly_fields = ("quien", "cargo", "celular", "desde", "hasta", "motivo_salida")
    ordering = ("cargo__orden", "desde")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("persona", "cargo", "comite__espacio")

    def _datos(self, integrante: Integrante) -> Any:
        grado = grado_en(self.usuario, integrante.comite, es_directivo=integrante.cargo.directivo)
        return mostrar(integrante.persona, grado)

    @admin.display(description="persona")
    def quien(self, integrante: Integrante) -> str:
        return str(self._datos(integrante).nombre_o_reserva)

    @admin.display(description="celular")
    def celular(self, integrante: Integrante) -> str:
        return self._datos(integrante).celular or "-"


class FiltroEstado(admin.SimpleListFilter):
    """The derived state."""

    title = "estado"
    parameter_name = "estado"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(e.value, e.label) for e in EstadoComite]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.en_alguno(self.value()) if self.value() else queryset


@admin.register(Comite)
class AdminComite(AdminConAlcance):
    permiso_ver = Permiso.COMITE_VER
    inlines = (MandatosEnLinea, IntegrantesEnLinea)
    list_display = ("nombre", "espacio", "lugar", "chip", "vigencia", "integrantes")
    list_filter = (FiltroEstado, ("espacio__region", admin.RelatedOnlyFieldListFilter))
    search_fields = ("busqueda",)
    search_help_text = "Nombre del comité; da igual con o sin tildes."
    fields = ("nombre", "espacio", "fecha_constitucion", "disuelto", "motivo_disolucion")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).con_lugar().con_estado().con_integrantes()  # type: ignore[attr-defined,no-any-return]

    @admin.display(description="lugar")
    def lugar(self, comite: Comite) -> str:
        return f"{comite.espacio.distrito}, {comite.espacio.region}"

    @admin.display(description="estado")
    def chip(self, comite: Any) -> str:
        return chip_estado(EstadoComite(comite.estado_derivado))

    @admin.display(description="mandato hasta")
    def vigencia(self, comite: Any) -> Any:
        return comite.fin_vigencia

    @admin.display(description="integrantes")
    def integrantes(self, comite: Any) -> int:
        return int(comite.total_integrantes)

    def view_on_site(self, comite: Comite) -> str:  # type: ignore[override]
        return comite.get_absolute_url()

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:  # type: ignore[override]
        comite = self.get_object(request, object_id)
        if comite is None:
            return HttpResponseRedirect(reverse("admin:comites_comite_changelist"))
        return HttpResponseRedirect(reverse("comites:comite-historia", args=[comite.pk]))


@admin.register(GrupoWhatsApp)
class AdminGrupo(AdminConAlcance):
    """The register of groups; phones as the role may read them, the link that invites never."""

    permiso_ver = Permiso.COMITE_VER
    list_display = ("comite", "chip", "miembros", "ultimo_mensaje")
    list_select_related = ("comite",)
    list_filter = (("comite__espacio__region", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("comite__busqueda",)
    search_help_text = "Nombre del comité."
    fields = (
        "comite",
        "celular",
        "respaldo",
        "miembros",
        "abierto",
        "ultimo_mensaje",
        "reglas_aceptadas",
        "reglas_version",
        "cerrado",
    )
    readonly_fields = ("celular", "respaldo")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        return buscar(queryset, search_term, ramas=(Rama("comite"),)), False

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        grupo = super().get_object(request, object_id, from_field)
        if grupo is not None:
            grupo.celulares = celulares_del_grupo(request.user, grupo.comite, grupo)
        return grupo

    @admin.display(description="celular de quien administra")
    def celular(self, grupo: Any) -> str:
        return grupo.celulares.administra or "-"

    @admin.display(description="celular de respaldo")
    def respaldo(self, grupo: Any) -> str:
        return grupo.celulares.respaldo or "-"

    @admin.display(description="estado")
    def chip(self, grupo: GrupoWhatsApp) -> str:
        return chip_estado(grupo.estado)
