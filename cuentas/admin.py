"""Accounts in the admin: made, corrected, moved, switched off, handed over; through the services."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from comunes.vistas import agregar_errores
from cuentas.admin_acciones import ACCIONES, HISTORIA
from cuentas.admin_base import AdminConAlcance, EnLineaConAlcance
from cuentas.admin_filtros import FiltroRegion, FiltroRol
from cuentas.enums import Permiso
from cuentas.forms.administracion import (
    ConjuntoDeFunciones,
    FormularioAsignacion,
    FormularioEntrega,
    FormularioUsuario,
)
from cuentas.models import Asignacion, Usuario
from cuentas.roles import Rol
from cuentas.services import (
    asignar,
    cambiar_asignacion,
    cerrar_asignacion,
    crear_usuario,
    editar_usuario,
    entregar_trabajo,
    invitar,
)


class FuncionesEnLinea(EnLineaConAlcance, admin.StackedInline):  # type: ignore[type-arg]
    """The roles in force. Another role or place ends the old one and opens a new one."""

    permiso_ver = permiso_editar = Permiso.CUENTA_ADMINISTRAR
    model = Asignacion
    form = FormularioAsignacion
    formset = ConjuntoDeFunciones
    fields = ("rol", ("region", "municipalidad", "comisaria"), ("hasta", "terminar"))
    autocomplete_fields = ("municipalidad", "comisaria")
    verbose_name = "función"
    verbose_name_plural = "funciones"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Asignacion]:
        return super().get_queryset(request).vigentes().exclude(rol=Rol.LIDER_COMITE)  # type: ignore[attr-defined,no-any-return]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        propia = obj is not None and obj.pk == request.user.pk
        return not propia and super().has_change_permission(request, obj)

    has_add_permission = has_change_permission


@admin.register(Usuario)
class AdminUsuario(AdminConAlcance):
    permiso_ver = permiso_editar = Permiso.CUENTA_ADMINISTRAR
    form = FormularioUsuario
    inlines = (FuncionesEnLinea,)
    acciones = HISTORIA
    change_form_template = "admin/cuentas/usuario/change_form.html"
    list_display = ("nombre", "email", "funciones", "con_segundo_paso", "is_active", "last_login")
    list_filter = ("is_active", FiltroRol, FiltroRegion)
    search_fields = ("busqueda",)
    reserva_palabras = True
    search_help_text = "Nombre o correo; da igual con o sin tildes."
    ordering = ("apellidos", "nombres", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Usuario]:
        lugares = ("region", "municipalidad", "comisaria", "comite")
        vigentes = Asignacion.objects.vigentes().select_related(*lugares)
        factores = Authenticator.objects.filter(user=OuterRef("pk")).exclude(
            type=Authenticator.Type.RECOVERY_CODES
        )
        return (
            super()
            .get_queryset(request)
            .annotate(segundo_paso=Exists(factores))
            .prefetch_related(Prefetch("asignaciones", queryset=vigentes, to_attr="en_lista"))
        )

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """No guessing of secrets through the filters of the address."""
        secretos = ("password", "pin", "sello", "enlaces", "dispositivos", "authenticator")
        return not lookup.startswith(secretos) and super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

    @admin.display(description="nombre", ordering="apellidos")
    def nombre(self, usuario: Usuario) -> str:
        return usuario.get_full_name()

    @admin.display(description="funciones")
    def funciones(self, usuario: Any) -> str:
        return "; ".join(str(a) for a in usuario.en_lista) or "ninguna"

    @admin.display(description="segundo paso", boolean=True)
    def con_segundo_paso(self, usuario: Any) -> bool:
        return bool(usuario.segundo_paso)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        campos = ["nombres", "apellidos", "email", "version" if obj else "invitar"]
        return [(None, {"fields": campos})]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Only an account's own data are model fields here; `version` and `invitar` are the form's."""
        return super().get_form(
            request, obj, change=change, **{**kwargs, "fields": FormularioUsuario.Meta.fields}
        )

    def guardar(self, request: HttpRequest, objeto: Any, form: Any, change: bool) -> None:
        datos = {c: form.cleaned_data[c] for c in ("nombres", "apellidos", "email")}
        if change:
            version = form.cleaned_data["version"] or 0
            editar_usuario(actor=request.user, usuario=objeto, version=version, **datos)
        else:
            objeto.pk = crear_usuario(actor=request.user, **datos).pk

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        usuario = Usuario.objects.get(pk=form.instance.pk)
        for fila in (f for conjunto in formsets for f in conjunto.forms if f.has_changed()):
            self._guardar_funcion(request, usuario, fila)
        if not change and form.cleaned_data.get("invitar"):
            invitar(actor=request.user, usuario=usuario, raiz=request.build_absolute_uri("/"))

    def _guardar_funcion(self, request: HttpRequest, usuario: Usuario, fila: Any) -> None:
        if fila.instance.pk is None:
            asignar(actor=request.user, usuario=usuario, funcion=fila.funcion())
            return
        vigente = Asignacion.objects.get(pk=fila.instance.pk, usuario=usuario)
        if fila.cleaned_data.get("terminar"):
            cerrar_asignacion(actor=request.user, asignacion=vigente)
        else:
            cambiar_asignacion(actor=request.user, asignacion=vigente, funcion=fila.funcion())

    # One account at a time: invitation, second factor, on and off, hand-over ------------------------

    def get_urls(self) -> list[URLPattern]:
        envolver = self.admin_site.admin_view
        propias = [
            path("<int:pk>/entregar/", envolver(self.entregar), name="cuentas_usuario_entregar"),
            path("<int:pk>/accion/<slug:slug>/", envolver(self.accion), name="cuentas_usuario_accion"),
        ]
        return propias + super().get_urls()

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        usuario = self.get_object(request, object_id)
        ofrecidas = self._ofrecidas(request, usuario) if usuario else {}
        contexto = {"acciones_de_cuenta": ofrecidas, "es_propia": bool(usuario) and usuario == request.user}
        return super().change_view(request, object_id, form_url, contexto | (extra_context or {}))

    def _ofrecidas(self, request: HttpRequest, usuario: Usuario) -> dict[str, Any]:
        if usuario.pk == request.user.pk:
            return {}
        return {slug: a for slug, a in ACCIONES.items() if a.disponible(usuario)}

    def _buscar(self, request: HttpRequest, pk: int) -> Usuario:
        usuario = self.get_object(request, str(pk))
        if usuario is None or not self.has_change_permission(request, usuario):
            raise Http404
        if usuario.pk == request.user.pk:
            raise PermissionDenied
        return usuario

    def accion(self, request: HttpRequest, pk: int, slug: str) -> HttpResponse:
        """Ask once (GET), then do it (POST)."""
        usuario = self._buscar(request, pk)
        accion = self._ofrecidas(request, usuario).get(slug)
        ficha = reverse("admin:cuentas_usuario_change", args=[pk])
        if accion is None:
            return HttpResponseRedirect(ficha)
        if request.method == "POST":
            try:
                accion.ejecutar(request, usuario)
                messages.success(request, accion.hecho)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(ficha)
        contexto = self._contexto(request, usuario, accion.titulo.format(usuario), accion=accion)
        return TemplateResponse(request, "admin/cuentas/usuario/accion.html", contexto)

    def entregar(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hand over everything an account has in hand, in one step."""
        usuario = self._buscar(request, pk)
        candidatas = self.get_queryset(request).exclude(pk__in=[usuario.pk, request.user.pk or 0])
        form = FormularioEntrega(request.POST or None, candidatas=candidatas)
        if request.method == "POST" and form.is_valid():
            try:
                cuantas = entregar_trabajo(actor=request.user, de=usuario, **form.cleaned_data)
                messages.success(
                    request, f"Trabajo entregado: {cuantas} funciones pasaron a {form.cleaned_data['a']}."
                )
                return HttpResponseRedirect(reverse("admin:cuentas_usuario_change", args=[pk]))
            except ValidationError as error:
                agregar_errores(form, error)
        contexto = self._contexto(request, usuario, f"Entregar el trabajo de {usuario}", form=form)
        contexto["media"] += form.media
        return TemplateResponse(request, "admin/cuentas/usuario/entregar.html", contexto)

    def _contexto(self, request: HttpRequest, usuario: Usuario, titulo: str, **mas: Any) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": titulo,
            "original": usuario,
            "opts": self.opts,
            "media": self.media,
            "vigentes": usuario.asignaciones.vigentes(),
            **mas,
        }
