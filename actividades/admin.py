"""Review of activities in the admin: to look at, verify and observe; never past the services."""

from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from actividades import services
from actividades.filters import buscar_palabras
from actividades.models import Actividad, Evidencia, Revision, TipoActividad
from actividades.reglas import TEXTO_MAXIMO
from comunes.templatetags.componentes import chip_estado
from comunes.versiones import ConflictoDeEdicion
from cuentas.admin_base import AdminCatalogo, AdminConAlcance
from cuentas.enums import Permiso

MENSAJES_MOSTRADOS: Final = 20


@admin.register(TipoActividad)
class AdminTipoActividad(AdminCatalogo):
    """The kinds of activity, in the order in which the leader's screen shows them."""

    list_display = ("nombre", "slug", "icono", "orden", "activo")  # type: ignore[assignment]


class SoloMirar(admin.TabularInline):  # type: ignore[type-arg]
    """Rows of an activity, to look at."""

    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.tiene(Permiso.ACTIVIDAD_VER))  # type: ignore[union-attr]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class EvidenciasEnLinea(SoloMirar):
    model = Evidencia
    fields = readonly_fields = ("vista", "creada")

    @admin.display(description="foto")
    def vista(self, foto: Evidencia) -> str:
        chica = reverse("actividades:evidencia", args=[foto.uuid, "miniatura"])
        grande = reverse("actividades:evidencia", args=[foto.uuid, "grande"])
        return format_html('<a href="{}"><img src="{}" alt="{}" width="160"></a>', grande, chica, foto)


class RevisionesEnLinea(SoloMirar):
    model = Revision
    fields = readonly_fields = ("creada", "paso", "texto", "autor")


class AccionConTexto(ActionForm):
    """The words that «observar» sends to the leader."""

    texto = forms.CharField(label="Qué falta (para observar)", required=False, max_length=TEXTO_MAXIMO)


@admin.register(Actividad)
class AdminActividad(AdminConAlcance):
    """Activities in the user's scope. What may be done with them is done by the same services."""

    permiso_ver = Permiso.ACTIVIDAD_VER
    se_agrega = False
    action_form = AccionConTexto
    actions = ("verificar", "observar")
    inlines = (EvidenciasEnLinea, RevisionesEnLinea)
    list_display = ("__str__", "chip", "fecha", "participantes", "fotos", "espacio")
    list_select_related = ("tipo", "espacio")
    list_filter = (
        "estado",
        ("espacio__region", admin.RelatedOnlyFieldListFilter),
        ("tipo", admin.RelatedOnlyFieldListFilter),
        "organizador",
    )
    search_fields = ("busqueda",)
    search_help_text = "Título, tipo o espacio; da igual con o sin tildes."
    fields = (
        "tipo",
        "titulo",
        "espacio",
        "comite",
        "organizador",
        "fecha",
        "participantes",
        "apoyo",
        "resultado",
        "estado",
        "observacion",
        "autor",
        "verificada_por",
        "verificada_en",
    )

    @admin.display(description="estado", ordering="estado")
    def chip(self, actividad: Actividad) -> str:
        return chip_estado(actividad.estado_enum)

    @admin.display(description="fotos")
    def fotos(self, actividad: Actividad) -> int:
        return actividad.fotos_en_pie

    def view_on_site(self, actividad: Actividad) -> str:  # type: ignore[override]
        return actividad.get_absolute_url()

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        return buscar_palabras(queryset, search_term), False

    def has_verificar_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.tiene(Permiso.ACTIVIDAD_VERIFICAR))  # type: ignore[union-attr]

    @admin.action(description="Verificar las elegidas", permissions=["verificar"])
    def verificar(self, request: HttpRequest, filas: QuerySet[Actividad]) -> None:
        def paso(actividad: Actividad) -> None:
            services.verificar_actividad(actor=request.user, actividad=actividad, version=actividad.version)

        self._una_por_una(request, filas, paso, "verificada", "verificadas")

    @admin.action(description="Observar las elegidas (escribir qué falta)", permissions=["verificar"])
    def observar(self, request: HttpRequest, filas: QuerySet[Actividad]) -> None:
        texto = request.POST.get("texto", "")

        def paso(actividad: Actividad) -> None:
            services.observar_actividad(
                actor=request.user, actividad=actividad, version=actividad.version, texto=texto
            )

        self._una_por_una(request, filas, paso, "observada", "observadas")

    def _una_por_una(
        self,
        request: HttpRequest,
        filas: QuerySet[Actividad],
        paso: Callable[[Actividad], None],
        una: str,
        varias: str,
    ) -> None:
        """Take the step on each row and say what happened to each that did not take it."""
        hechas, motivos = 0, []
        for actividad in filas.select_related("tipo"):
            if motivo := _intentar(paso, actividad):
                motivos.append(f"{actividad.recibo}, {actividad}: {motivo}")
            else:
                hechas += 1
        if hechas:
            self.message_user(request, f"{hechas} {una if hechas == 1 else varias}.", messages.SUCCESS)
        for motivo in motivos[:MENSAJES_MOSTRADOS]:
            self.message_user(request, motivo, messages.WARNING)
        if (restantes := len(motivos) - MENSAJES_MOSTRADOS) > 0:
            self.message_user(request, f"Y {restantes} más que quedaron como estaban.", messages.WARNING)


def _intentar(paso: Callable[[Actividad], None], actividad: Actividad) -> str:
    """Take the step; return the reason why it was not taken, or an empty text."""
    try:
        paso(actividad)
    except ValidationError as error:
        return " ".join(error.messages)
    except ConflictoDeEdicion:
        return "Otra persona la cambió mientras tanto."
    except PermissionDenied:
        return "No está entre las que usted revisa."
    return ""
