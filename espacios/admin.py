"""Spaces and their catalogues in the admin: the same scope and services as every other screen."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from comunes.templatetags.componentes import chip_estado
from comunes.texto import clave_busqueda
from cuentas.admin_base import AdminCatalogo, AdminConAlcance
from cuentas.enums import Permiso
from espacios import admin_planes, services  # noqa: F401 (registers its own)
from espacios.enums import EstadoEspacio
from espacios.forms_admin import FormularioEspacioAdmin
from espacios.models import (
    Diagnostico,
    EspacioPublico,
    FactorRiesgo,
    FotoEspacio,
    RevisionDiagnostico,
    TipoEspacio,
)
from espacios.models.diagnostico import DIMENSIONES, EDADES, RESPUESTAS, SEXOS

TEXTOS = ("potencialidades", "actores", "oportunidades")


@admin.register(TipoEspacio, FactorRiesgo)
class AdminCatalogoDeEspacios(AdminCatalogo):
    """Kinds of space and risk factors."""


class FotosEnLinea(admin.TabularInline):  # type: ignore[type-arg]
    """The photos of a space, to look at: they are added and described on its own page."""

    model = FotoEspacio
    fields = readonly_fields = ("vista", "momento", "descripcion", "tomada", "estado")
    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.tiene(Permiso.ESPACIO_VER))  # type: ignore[union-attr]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return FotoEspacio.objects.visible_to(request.user, Permiso.ESPACIO_VER)

    @admin.display(description="foto")
    def vista(self, foto: FotoEspacio) -> str:
        return _miniatura(foto)


def _miniatura(foto: FotoEspacio) -> str:
    """Return the small picture of a photo that nobody removed, leading to its page."""
    chica = reverse("espacios:foto", args=[foto.uuid, "miniatura"])
    molde = '<a href="{}"><img src="{}" alt="{}" width="120"></a>'
    return format_html(molde, foto.get_absolute_url(), chica, foto)


@admin.register(FotoEspacio)
class AdminFoto(AdminConAlcance):
    """The photos in the user's scope, to look through: what is done with one is done on its own page."""

    permiso_ver = Permiso.ESPACIO_VER
    se_agrega = False
    list_display = ("vista", "espacio", "momento", "chip", "personas", "tomada", "autor")
    list_select_related = ("espacio", "autor")
    list_filter = ("estado", "momento", "personas", ("espacio__region", admin.RelatedOnlyFieldListFilter))
    list_display_links = None
    ordering = ("-pk",)
    search_fields = ("espacio__busqueda",)
    search_help_text = "Nombre, código o dirección del espacio; da igual con o sin tildes."

    @admin.display(description="foto")
    def vista(self, foto: FotoEspacio) -> str:
        return _miniatura(foto)

    @admin.display(description="publicación", ordering="estado")
    def chip(self, foto: FotoEspacio) -> str:
        return chip_estado(foto.estado_enum)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        for palabra in clave_busqueda(search_term).split():
            queryset = queryset.filter(espacio__busqueda__contains=palabra)
        return queryset, False


@admin.register(EspacioPublico)
class AdminEspacio(AdminConAlcance):
    """Every space in the user's scope; writing goes through the services, retiring through its screen."""

    permiso_ver = Permiso.ESPACIO_VER
    permiso_editar = Permiso.ESPACIO_EDITAR
    form = FormularioEspacioAdmin
    inlines = (FotosEnLinea,)
    list_display = ("nombre", "chip", "codigo_entero", "tipo", "lugar")
    list_select_related = ("tipo", "distrito", "region")
    list_filter = (
        "estado",
        ("region", admin.RelatedOnlyFieldListFilter),
        ("tipo", admin.RelatedOnlyFieldListFilter),
        ("factores", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ("busqueda",)
    search_help_text = "Nombre, código, dirección o referencia; da igual con o sin tildes."
    autocomplete_fields = ("distrito", "comisaria")
    _lugar = ("distrito", "comisaria", "direccion", "referencia", "ubicacion", "area_m2", "titular")

    @admin.display(description="estado", ordering="estado")
    def chip(self, espacio: EspacioPublico) -> str:
        return chip_estado(espacio.estado_enum)

    @admin.display(description="código", ordering="codigo")
    def codigo_entero(self, espacio: EspacioPublico) -> str:
        return format_html('<span class="nowrap">{}</span>', espacio.codigo)

    @admin.display(description="lugar", ordering="distrito__nombre")
    def lugar(self, espacio: EspacioPublico) -> str:
        return f"{espacio.distrito}, {espacio.region}"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        activo = obj is None or obj.estado != EstadoEspacio.RETIRADO
        return activo and super().has_change_permission(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        basicos: tuple[str, ...] = ("nombre", "tipo", "factores", "fecha_incorporacion")
        if obj is None:
            return [(None, {"fields": basicos}), ("Lugar", {"fields": self._lugar})]
        if not self.has_change_permission(request, obj):
            mirados = tuple("latitud" if c == "ubicacion" else c for c in self._lugar)
            return [
                (None, {"fields": ("codigo", *basicos, "estado")}),
                ("Lugar", {"fields": (*mirados, "longitud", "municipalidad", "region")}),
            ]
        estado = ("estado", "motivo") if self._aprueba(request) else ()
        return [
            (None, {"fields": ("codigo", *basicos, "version")}),
            ("Lugar", {"fields": self._lugar}),
            *([("Estado", {"fields": estado})] if estado else []),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("codigo", "distrito") if obj else ()

    def _aprueba(self, request: HttpRequest) -> bool:
        return bool(request.user.tiene(Permiso.ESPACIO_APROBAR))  # type: ignore[union-attr]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Only the fields shown take part: who may not set the state cannot post it either."""
        kwargs["fields"] = [
            campo
            for _, seccion in self.get_fieldsets(request, obj)
            for campo in seccion["fields"]
            if campo in FormularioEspacioAdmin.Meta.fields
        ]
        return super().get_form(request, obj, change=change, **kwargs)

    def view_on_site(self, espacio: EspacioPublico) -> str:  # type: ignore[override]
        return espacio.get_absolute_url()

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:  # type: ignore[override]
        espacio = self.get_object(request, object_id)
        if espacio is None:
            return HttpResponseRedirect(reverse("admin:espacios_espaciopublico_changelist"))
        return HttpResponseRedirect(reverse("espacios:espacio-historial", args=[espacio.codigo]))

    def guardar(self, request: HttpRequest, objeto: Any, form: Any, change: bool) -> None:
        campos = form.campos_de_servicio()
        if not change:
            nuevo = services.registrar_espacio(
                actor=request.user, distrito=form.cleaned_data["distrito"], **campos
            )
            objeto.pk, objeto.codigo = nuevo.pk, nuevo.codigo
            return
        version = form.cleaned_data["version"]
        editado = services.editar_espacio(actor=request.user, espacio=objeto, version=version, **campos)
        if form.cambia_estado and self._aprueba(request):
            services.fijar_estado(
                actor=request.user,
                espacio=editado,
                version=editado.version,
                estado=form.cleaned_data["estado"],
                motivo=form.cleaned_data["motivo"],
            )


class RevisionesEnLinea(admin.TabularInline):  # type: ignore[type-arg]
    """What was sent, observed and validated, with its comments."""

    model = RevisionDiagnostico
    fields = readonly_fields = ("creada", "paso", "autor", "en_palabras")
    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.tiene(Permiso.ESPACIO_VER))  # type: ignore[union-attr]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="comentarios")
    def en_palabras(self, revision: RevisionDiagnostico) -> str:
        return " ".join(f"{seccion}: {texto}" for seccion, texto in revision.comentarios_en_palabras)


@admin.register(Diagnostico)
class AdminDiagnostico(AdminConAlcance):
    """Every diagnosis in the user's scope, to look at: it is written on its own page, by its rules."""

    permiso_ver = Permiso.ESPACIO_VER
    inlines = (RevisionesEnLinea,)
    list_display = ("lugar", "momento", "chip", "fecha", "total", "n")
    list_select_related = ("espacio__distrito",)
    list_filter = (
        "estado",
        "momento",
        ("espacio__region", admin.RelatedOnlyFieldListFilter),
        ("fecha", admin.DateFieldListFilter),
    )
    search_fields = ("espacio__busqueda",)
    search_help_text = "Nombre, código, dirección o referencia del espacio; da igual con o sin tildes."
    _cuentas = (*SEXOS, *EDADES)

    @admin.display(description="espacio", ordering="espacio__nombre")
    def lugar(self, diagnostico: Diagnostico) -> str:
        return f"{diagnostico.espacio}, {diagnostico.espacio.distrito}"

    @admin.display(description="estado", ordering="estado")
    def chip(self, diagnostico: Diagnostico) -> str:
        return chip_estado(diagnostico.estado_enum)

    @admin.display(description="puntaje (de 25)")
    def total(self, diagnostico: Diagnostico) -> str:
        return "s/d" if diagnostico.puntaje is None else str(diagnostico.puntaje)

    @admin.display(description="encuestas (n)")
    def n(self, diagnostico: Diagnostico) -> int:
        return diagnostico.encuestas

    @admin.display(description="métodos")
    def con_que(self, diagnostico: Diagnostico) -> str:
        return ", ".join(diagnostico.nombres_de_metodos)

    @admin.display(description="lo editaron")
    def quienes(self, diagnostico: Diagnostico) -> str:
        return ", ".join(str(u) for u in diagnostico.editores.all())

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        for palabra in clave_busqueda(search_term).split():
            queryset = queryset.filter(espacio__busqueda__contains=palabra)
        return queryset, False

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        quienes = ("autor", "quienes", "enviado_por", "validado_por", "validado_en")
        return [
            (
                None,
                {"fields": ("espacio", "momento", "edicion", "enmienda_de", "estado", "fecha", "con_que")},
            ),
            ("Quiénes", {"fields": quienes}),
            ("Lo que se halló", {"fields": ("factores", *DIMENSIONES, *TEXTOS)}),
            ("Quiénes participaron", {"fields": self._cuentas}),
            ("Percepción", {"fields": RESPUESTAS}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [campo for _, seccion in self.get_fieldsets(request, obj) for campo in seccion["fields"]]

    def view_on_site(self, diagnostico: Diagnostico) -> str:  # type: ignore[override]
        return diagnostico.get_absolute_url()
