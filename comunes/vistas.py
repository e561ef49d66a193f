"""The four views everything is built on. They refuse to start without a declared permission.

A view names `permiso` (asked of the user before anything else: 403 without it) or says
`publica = True`. Rows always come from `visible_to(user, permiso)`: outside the scope is 404, exactly
as for what does not exist.
"""

import uuid
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.views.generic import DetailView, FormView, TemplateView, View
from django.views.generic.list import MultipleObjectMixin

from comunes.archivos import archivos_o_nada
from comunes.busqueda import RECIENTES, Hallazgo
from comunes.fotos_en_espera import retener
from comunes.guardadas.lectura import VistasDeLista
from comunes.idempotencia import YaRespondida, anotar_respuesta, leer_clave, reclamar, respuesta_previa
from comunes.paginas import Pagina, paginar
from comunes.versiones import ConflictoDeEdicion

MENSAJE_CONFLICTO = (
    "Otra persona guardó cambios mientras usted editaba. Abajo sigue lo que usted escribió; "
    "compárelo con lo guardado y vuelva a guardar si corresponde."
)
MENSAJE_ACCION_TARDIA = "Otra persona hizo cambios mientras tanto. Revise cómo quedó antes de continuar."
MENSAJE_CLAVE_AJENA = "Este formulario ya no sirve. Revise los datos y vuelva a guardar."


class ConPermiso(View):
    """Declares who may enter. `as_view()` raises ImproperlyConfigured when nothing is declared.

    Exactly one of: `permiso`, `publica` (anybody), `propia` (whoever signed in, about their own account).
    """

    http_method_names = ["get", "post", "head", "options"]  # without PUT, which forms take as a post
    permiso: StrEnum | None = None
    publica = False
    propia = False
    request: Any  # an HttpRequest with what our middleware adds: user, htmx

    @classmethod
    def as_view(cls, **inicial: Any) -> Any:
        permiso = inicial.get("permiso", cls.permiso)
        publica, propia = inicial.get("publica", cls.publica), inicial.get("propia", cls.propia)
        if [permiso is not None, publica, propia].count(True) != 1:
            raise ImproperlyConfigured(
                f"{cls.__name__} must declare one of `permiso`, `publica = True` or `propia = True`."
            )
        vista: Any = super().as_view(**inicial)
        vista.permiso, vista.publica, vista.propia = permiso, publica, propia
        vista.login_required = not publica
        return vista

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if (
            self.permiso is not None
            and request.user.is_authenticated
            and not request.user.tiene(self.permiso)
        ):
            raise PermissionDenied

    def visibles(self, modelo: type[Model]) -> QuerySet[Any]:
        """Return the rows of `modelo` that this user may see for this view's permission."""
        return modelo._default_manager.visible_to(self.request.user, self.permiso)  # type: ignore[attr-defined]


class VistaPlantilla(ConPermiso, TemplateView):
    """A page that is neither a list nor one row, such as a home."""


class VistaLista(ConPermiso, MultipleObjectMixin, TemplateView):
    """Rows of `model` in scope, filtered by `filtro` (a FilterSet class), in keyset pages.

    `orden` ends in a unique field. With htmx only `plantilla_filas` is rendered: the partial that the
    full page includes. A search that finds very many rows shows the newest first, unless the list is
    `siempre_en_orden`. One whose `orden` reads a name of a person, or anything else that must not stand in
    an address, says `cursor_sin_datos`. Context: `pagina`, `filtro`, `object_list`, `primero_lo_nuevo`, and
    `vistas` where the list is `guardable`.
    """

    model: type[Model]
    orden: tuple[str, ...] = ("pk",)
    tamano = 20
    filtro: type | None = None
    plantilla_filas = ""
    siempre_en_orden = False
    cursor_sin_datos = False
    hallazgo: Hallazgo | None = None
    guardable = ""  # the name of this list's address, when its filters can be saved under a name

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the list; opened without any parameter, as the user's default view says."""
        if self.guardable and not request.GET and (propia := self.vistas.predeterminada):
            return HttpResponseRedirect(f"{request.path}?{propia.consulta}")
        return super().get(request, *args, **kwargs)

    @cached_property
    def vistas(self) -> VistasDeLista:
        """The user's saved views of this list."""
        filtros = getattr(self.filtro, "base_filters", ())
        return VistasDeLista(self.request.user, self.guardable, self.request.GET, filtros)

    def get_queryset(self) -> QuerySet[Any]:
        return self.visibles(self.model)

    def get_template_names(self) -> list[str]:
        if self.plantilla_filas and self.request.htmx and not self.request.htmx.boosted:
            return [self.plantilla_filas]
        return super().get_template_names()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filas = self.get_queryset()
        puestos = self.leer_filtros()
        filtro = self.filtro(puestos, queryset=filas, request=self.request) if self.filtro else None
        filas = filtro.qs if filtro else filas
        self.hallazgo = getattr(filtro, "hallazgo", None)
        pagina = self.paginar(filas)
        if self.guardable:
            kwargs["vistas"] = self.vistas
        return TemplateView.get_context_data(
            self,
            pagina=pagina,
            filtro=filtro,
            object_list=pagina.objetos,
            primero_lo_nuevo=self.orden != pagina.orden == RECIENTES,
            **kwargs,
        )

    def leer_filtros(self) -> QueryDict:
        return self.request.GET  # type: ignore[no-any-return]

    def paginar(self, filas: QuerySet[Any]) -> Pagina:
        pedido: dict[str, Any] = {
            "orden": self.orden,
            "cursor": self.request.GET.get("cursor", ""),
            "tamano": self.tamano,
            "sin_datos": self.cursor_sin_datos,
        }
        if self.hallazgo:
            return self.hallazgo.paginar(filas, **pedido, fijo=self.siempre_en_orden)
        return paginar(filas, **pedido)


class VistaDetalle(ConPermiso, DetailView):
    """One row in scope; anything else answers 404."""

    def get_queryset(self) -> QuerySet[Any]:
        return self.visibles(self.model)


class VistaFormulario(ConPermiso, FormView):
    """A form that writes through a service, once, and loses nothing that was typed.

    Subclasses implement `guardar(form)`, which calls the service and returns the address to go to.
    `ValidationError` from the service lands beside its field; a stale version shows the conflict.
    """

    mensaje_exito = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        clave = leer_clave(self.request.POST.get("clave_idempotencia")) or uuid.uuid4()
        return super().get_context_data(clave_idempotencia=clave, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if previa := self._respuesta_previa():
            return HttpResponseRedirect(previa)
        respuesta = super().post(request, *args, **kwargs)
        # The first of two posts at once may have finished while this one was being validated.
        if respuesta.status_code == 422 and (previa := self._respuesta_previa()):
            return HttpResponseRedirect(previa)
        return respuesta

    def _respuesta_previa(self) -> str:
        clave = leer_clave(self.request.POST.get("clave_idempotencia"))
        return respuesta_previa(clave, usuario=self._usuario, ruta=self.request.path)

    @property
    def _usuario(self) -> Any:
        return self.request.user if self.request.user.is_authenticated else None

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            destino = self._guardar_una_vez(form)
        except YaRespondida as repetida:
            return HttpResponseRedirect(repetida.respuesta or self.request.path)
        except ConflictoDeEdicion as conflicto:
            return self.en_conflicto(form, conflicto)
        except ValidationError as error:
            agregar_errores(form, error)
            return self.form_invalid(form)
        if self.mensaje_exito:
            messages.success(self.request, self.mensaje_exito)
        return HttpResponseRedirect(destino)

    def _guardar_una_vez(self, form: BaseForm) -> str:
        clave = leer_clave(self.request.POST.get("clave_idempotencia"))
        with archivos_o_nada():
            try:
                reclamada = reclamar(clave, usuario=self._usuario, ruta=self.request.path) if clave else None
            except ValueError as error:
                raise ValidationError(MENSAJE_CLAVE_AJENA) from error
            destino = self.guardar(form)
            anotar_respuesta(reclamada, destino)
        return destino

    def guardar(self, form: BaseForm) -> str:
        """Call the service and return the address to go to."""
        raise NotImplementedError

    def en_conflicto(self, form: BaseForm, conflicto: ConflictoDeEdicion) -> HttpResponse:
        form.add_error(None, MENSAJE_CONFLICTO)
        retener(form)
        contexto = self.get_context_data(form=form, conflicto=conflicto.actual)
        return self.render_to_response(contexto, status=409)

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        retener(form)
        return self.render_to_response(self.get_context_data(form=form), status=422)


class VistaAccion(ConPermiso):
    """A button: POST only, one row in scope, one service call.

    Subclasses set `model` and implement `ejecutar(objeto)`, which returns the address to go to.
    """

    model: type[Model]
    http_method_names = ["post", "options"]
    mensaje_exito = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        objeto = self.buscar(**kwargs)
        try:
            destino = self.ejecutar(objeto)
        except ValidationError as error:
            messages.error(request, self.decir(objeto, " ".join(error.messages)))
            return HttpResponseRedirect(self.al_fallar(objeto))
        except ConflictoDeEdicion:
            return self.en_conflicto(objeto)
        if self.mensaje_exito:
            messages.success(request, self.mensaje_exito)
        return HttpResponseRedirect(destino)

    def buscar(self, **kwargs: Any) -> Any:
        return get_object_or_404(self.visibles(self.model), **kwargs)

    def ejecutar(self, objeto: Any) -> str:
        """Call the service and return the address to go to."""
        raise NotImplementedError

    def en_conflicto(self, objeto: Any) -> HttpResponse:
        """Answer who came late; a button that carries what was typed shows it again."""
        messages.error(self.request, self.decir(objeto, MENSAJE_ACCION_TARDIA))
        return HttpResponseRedirect(self.al_fallar(objeto))

    def decir(self, objeto: Any, motivo: str) -> str:
        """Return why the button did nothing, in the words of whoever pressed it."""
        return motivo

    def al_fallar(self, objeto: Any) -> str:
        return str(objeto.get_absolute_url())


def agregar_errores(form: BaseForm, error: ValidationError) -> None:
    """Put a service's error beside the fields it names; what names none goes on top of the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for campo, errores in error.error_dict.items():
        form.add_error(campo if campo in form.fields else None, errores)
