"""Issuing and revoking leaders' access, by whoever may do it in their territory."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from comunes.vistas import VistaAccion, VistaDetalle
from cuentas.contactos import celular_de
from cuentas.enums import Permiso
from cuentas.models import Asignacion, DispositivoConfiable, EnlacePersonal
from cuentas.services.enlaces import emitir_enlace, revocar_dispositivo, revocar_enlace
from cuentas.whatsapp import enlace_a_whatsapp, mensaje


class AccesoDeLider(VistaDetalle):
    """The links and phones of one leader."""

    permiso = Permiso.ENLACE_EMITIR
    model = Asignacion
    template_name = "cuentas/acceso_de_lider.html"
    context_object_name = "asignacion"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lider = self.object.usuario
        return super().get_context_data(
            lider=lider,
            enlaces=lider.enlaces.select_related("creado_por")[:10],
            dispositivos=lider.dispositivos.all()[:10],
            **kwargs,
        )


@method_decorator(never_cache, name="dispatch")
class EmitirEnlace(VistaAccion):
    """Issue a link and show it, this once: it is not kept and cannot be shown again."""

    permiso = Permiso.ENLACE_EMITIR
    model = Asignacion

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asignacion = self.buscar(**kwargs)
        try:
            enlace, secreto = emitir_enlace(actor=request.user, usuario=asignacion.usuario)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(reverse("cuentas:acceso-de-lider", args=[asignacion.pk]))
        celular = celular_de(request.user, asignacion.usuario)
        url = request.build_absolute_uri(reverse("cuentas:abrir-enlace", args=[secreto]))
        texto = mensaje(enlace, asignacion, url)
        contexto = {
            "asignacion": asignacion,
            "lider": asignacion.usuario,
            "enlace": enlace,
            "url_enlace": url,
            "texto": texto,
            "whatsapp": enlace_a_whatsapp(texto, celular),
        }
        return render(request, "cuentas/enlace_emitido.html", contexto)


class _Revocar(VistaAccion):
    permiso = Permiso.ENLACE_EMITIR

    def pagina_del_lider(self, usuario_id: int) -> str:
        lideradas = self.visibles(Asignacion).filter(usuario=usuario_id)
        return reverse("cuentas:acceso-de-lider", args=[lideradas.values_list("pk", flat=True)[0]])


class RevocarEnlace(_Revocar):
    model = EnlacePersonal
    mensaje_exito = "El enlace ya no sirve."

    def ejecutar(self, objeto: EnlacePersonal) -> str:
        revocar_enlace(actor=self.request.user, enlace=objeto)
        return self.pagina_del_lider(objeto.usuario_id)


class RevocarDispositivo(_Revocar):
    model = DispositivoConfiable
    mensaje_exito = "Ese celular ya no entra. Para volver a entrar necesita un enlace nuevo."

    def ejecutar(self, objeto: DispositivoConfiable) -> str:
        revocar_dispositivo(actor=self.request.user, dispositivo=objeto)
        return self.pagina_del_lider(objeto.usuario_id)
