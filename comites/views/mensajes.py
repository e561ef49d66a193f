"""The library of ready messages: its list, one message, writing it, publishing it, withdrawing it."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from comites.enums import EstadoMensaje, SituacionMensaje
from comites.filtros_mensajes import FiltroMensajes
from comites.forms.mensajes import FormularioMensaje
from comites.models import Difusion, Mensaje
from comites.services import editar_mensaje, escribir_mensaje, publicar_mensaje, retirar_mensaje
from comunes.fotos import responder_foto
from comunes.versiones import leer_version
from comunes.vistas import ConPermiso, VistaAccion, VistaDetalle, VistaFormulario, VistaLista
from cuentas.enums import Permiso
from cuentas.permissions import can
from cuentas.whatsapp import enlace_a_whatsapp


class ListaMensajes(VistaLista):
    permiso = Permiso.COMITE_VER
    model = Mensaje
    filtro = FiltroMensajes
    orden = ("-desde", "-pk")
    template_name = "comites/mensajes/lista.html"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("region")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        puede = self.request.user.tiene(Permiso.MENSAJE_EDITAR)
        return super().get_context_data(puede_escribir=puede, **kwargs)


class MensajeDetalle(VistaDetalle):
    permiso = Permiso.COMITE_VER
    model = Mensaje
    slug_field = slug_url_kwarg = "uuid"
    context_object_name = "mensaje"
    template_name = "comites/mensajes/detalle.html"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("region", "autor")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mensaje: Mensaje = self.object
        usuario, situacion = self.request.user, mensaje.situacion
        suyas = Difusion.objects.visible_to(usuario, self.permiso).filter(mensaje=mensaje)
        enviados = suyas.order_by().count()
        edita = can(usuario, Permiso.MENSAJE_EDITAR, mensaje)
        vigente = situacion == SituacionMensaje.VIGENTE
        return super().get_context_data(
            situacion=situacion,
            enviados=enviados,
            whatsapp=enlace_a_whatsapp(mensaje.texto) if vigente else "",
            edita=edita and situacion != SituacionMensaje.RETIRADO and not mensaje.difusiones.exists(),
            publica=edita and mensaje.estado == EstadoMensaje.BORRADOR,
            retira=edita and mensaje.estado != EstadoMensaje.RETIRADO,
            **kwargs,
        )


class MensajeImagen(ConPermiso):
    """The image of a message that the user may read."""

    permiso = Permiso.COMITE_VER

    def get(self, request: HttpRequest, uuid: UUID, tamano: str) -> FileResponse:
        mensaje = get_object_or_404(self.visibles(Mensaje), uuid=uuid)
        return responder_foto(mensaje.imagen.name, tamano)


class MensajeNuevo(VistaFormulario):
    permiso = Permiso.MENSAJE_EDITAR
    form_class = FormularioMensaje
    template_name = "comites/mensajes/formulario.html"
    mensaje_exito = "Mensaje guardado como borrador. Revíselo y publíquelo."
    mensaje: Mensaje | None = None

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"usuario": self.request.user, "mensaje": self.mensaje}

    def get_initial(self) -> dict[str, Any]:
        return {"desde": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            titulo="Escribir mensaje", cancelar=reverse("comites:mensajes"), **kwargs
        )

    def guardar(self, form: BaseForm) -> str:
        assert isinstance(form, FormularioMensaje)  # noqa: S101  tells the type checker
        mensaje = escribir_mensaje(actor=self.request.user, datos=form.datos(), imagen=form.foto())
        return mensaje.get_absolute_url()


class MensajeEditar(MensajeNuevo):
    mensaje_exito = "Mensaje guardado."
    mensaje: Mensaje

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.mensaje = get_object_or_404(self.visibles(Mensaje), uuid=kwargs["uuid"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(version=self.mensaje.version, **kwargs)
        return contexto | {"titulo": "Editar mensaje", "cancelar": self.mensaje.get_absolute_url()}

    def guardar(self, form: BaseForm) -> str:
        assert isinstance(form, FormularioMensaje)  # noqa: S101  tells the type checker
        return editar_mensaje(
            actor=self.request.user,
            mensaje=self.mensaje,
            version=leer_version(self.request.POST.get("version")),
            datos=form.datos(),
            imagen=form.foto(),
            sin_imagen=form.cleaned_data.get("sin_imagen", False),
        ).get_absolute_url()


class MensajePublicar(VistaAccion):
    permiso = Permiso.MENSAJE_EDITAR
    model = Mensaje
    servicio = staticmethod(publicar_mensaje)
    mensaje_exito = "Mensaje publicado: ya lo ven los comités."

    def ejecutar(self, objeto: Mensaje) -> str:
        version = leer_version(self.request.POST.get("version"))
        self.servicio(actor=self.request.user, mensaje=objeto, version=version)
        return objeto.get_absolute_url()


class MensajeRetirar(MensajePublicar):
    servicio = staticmethod(retirar_mensaje)
    mensaje_exito = "Mensaje retirado. Lo que ya se envió queda anotado."
