"""Persons and consents in the admin, each as the role may read them; documents only by exact number."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from comunes.busqueda import Rama, buscar
from cuentas.admin_base import AdminConAlcance
from cuentas.enums import Permiso
from cuentas.permissions import can
from personas.models import Consentimiento, Persona
from personas.permissions import ver_personas
from personas.services import revocar_consentimiento

RESERVADO = "Reservado"


class ConsentimientosEnLinea(admin.TabularInline):  # type: ignore[type-arg]
    model = Consentimiento
    fields = readonly_fields = ("finalidad", "canal", "fecha", "version_texto", "revocado")
    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.tiene(Permiso.PERSONA_VER))  # type: ignore[union-attr]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Persona)
class AdminPersona(AdminConAlcance):
    """People in the user's scope. Their data are corrected on their own page, by the service."""

    permiso_ver = Permiso.PERSONA_VER
    inlines = (ConsentimientosEnLinea,)
    list_display = ("nombre", "documento", "celular_visible", "distrito")
    list_select_related = ("distrito",)
    search_fields = ("busqueda",)
    reserva_palabras = True
    search_help_text = (
        "Nombres o apellidos, con o sin tildes. Por documento se busca al agregar un integrante a su comité."
    )
    fields = readonly_fields = (
        "nombre",
        "documento",
        "nacimiento",
        "celular_visible",
        "distrito",
        "corregir",
    )

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        lista = super().get_changelist_instance(request)
        _poner_vistas(request.user, list(lista.result_list))
        return lista

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        persona = super().get_object(request, object_id, from_field)
        if persona is not None:
            _poner_vistas(request.user, [persona])
            persona.editable = can(request.user, Permiso.PERSONA_EDITAR, persona)
        return persona

    @admin.display(description="nombre", ordering="apellido_paterno")
    def nombre(self, persona: Any) -> str:
        return str(persona.vista.nombre_o_reserva)

    @admin.display(description="documento")
    def documento(self, persona: Any) -> str:
        return persona.vista.documento or RESERVADO

    @admin.display(description="celular")
    def celular_visible(self, persona: Any) -> str:
        return persona.vista.celular or "-"

    @admin.display(description="fecha de nacimiento")
    def nacimiento(self, persona: Any) -> Any:
        return persona.vista.nacimiento or RESERVADO

    @admin.display(description="corregir")
    def corregir(self, persona: Any) -> str:
        if not persona.editable:
            return "-"
        propia = reverse("admin:personas_persona_change", args=[persona.pk])
        url = reverse("personas:persona-editar", args=[persona.pk])
        return format_html('<a href="{}?volver={}">Corregir sus datos</a>', url, propia)


def _poner_vistas(user: Any, personas: list[Any]) -> None:
    """Leave on each row what this user may read of it; the columns print only that."""
    vistas = ver_personas(user, personas)
    for persona in personas:
        persona.vista = vistas[persona.pk]


@admin.register(Consentimiento)
class AdminConsentimiento(AdminConAlcance):
    """Who agreed to what. Revoked by the service, never deleted."""

    permiso_ver = Permiso.PERSONA_VER
    actions = ("revocar",)
    list_display = ("quien", "finalidad", "canal", "fecha", "revocado")
    list_select_related = ("persona",)
    list_filter = ("finalidad", "canal", ("revocado", admin.EmptyFieldListFilter))
    search_fields = ("persona__busqueda",)
    reserva_palabras = True
    search_help_text = "Nombres o apellidos, con o sin tildes."
    fields = readonly_fields = (
        "quien",
        "finalidad",
        "canal",
        "fecha",
        "version_texto",
        "registrado_por",
        "revocado",
    )

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        return buscar(queryset, search_term, ramas=(Rama("persona"),)), False

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        lista = super().get_changelist_instance(request)
        _poner_vistas(request.user, [fila.persona for fila in lista.result_list])
        return lista

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        fila = super().get_object(request, object_id, from_field)
        if fila is not None:
            _poner_vistas(request.user, [fila.persona])
        return fila

    @admin.display(description="persona")
    def quien(self, fila: Any) -> str:
        return str(fila.persona.vista.nombre_o_reserva)

    def has_revocar_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.tiene(Permiso.PERSONA_EDITAR))  # type: ignore[union-attr]

    @admin.action(description="Revocar los elegidos", permissions=["revocar"])
    def revocar(self, request: HttpRequest, queryset: QuerySet[Consentimiento]) -> None:
        filas = list(queryset.visible_to(request.user, Permiso.PERSONA_EDITAR).vigentes())  # type: ignore[attr-defined]
        for fila in filas:
            revocar_consentimiento(actor=request.user, consentimiento=fila)
        messages.success(request, f"Consentimientos revocados: {len(filas)}.")
