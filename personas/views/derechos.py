"""Requests of people over their data: the public form, the officer's inbox and each step to the answer."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from comunes.paginas import Pagina
from comunes.versiones import leer_version
from comunes.vistas import ConPermiso, VistaAccion, VistaDetalle, VistaFormulario, VistaLista, VistaPlantilla
from cuentas.enums import Permiso
from cuentas.red import ip_de
from cuentas.services.frenos import DemasiadosIntentos, Puerta, tomar_intento
from personas.copia import datos_de, datos_sin_ficha, en_csv, en_json
from personas.enums import CanalSolicitud, Derecho, EstadoSolicitud
from personas.forms.derechos import (
    FormularioDerechos,
    FormularioDerechosDeOficina,
    FormularioIdentidad,
    FormularioRespuesta,
)
from personas.models import SolicitudDeDerechos
from personas.olvido import impedimentos
from personas.permissions import ver_persona
from personas.services import (
    anonimizar_persona,
    borrar_sin_ficha,
    identificar_solicitante,
    recibir_solicitud,
    registrar_exportacion,
    responder_solicitud,
)
from personas.sin_ficha import guardado_sin_ficha

DEMASIADAS = "Desde esta conexión ya llegaron varias solicitudes. Espera unos minutos y vuelve a enviarla."


class PedirDerechos(VistaFormulario):
    """Anybody asks about their data. The answer says nothing about who is registered."""

    publica = True
    form_class = FormularioDerechos
    template_name = "personas/derechos.html"

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            tomar_intento("solicitudes", ip_de(self.request), Puerta.DERECHOS)
        except DemasiadosIntentos:
            form.add_error(None, DEMASIADAS)
            return self.render_to_response(self.get_context_data(form=form), status=429)
        return super().form_valid(form)

    def guardar(self, form: BaseForm) -> str:
        assert isinstance(form, FormularioDerechos)  # noqa: S101  tells the type checker
        solicitud = recibir_solicitud(actor=None, datos=form.datos(), canal=CanalSolicitud.WEB)
        return reverse("personas:derechos-recibida", args=[solicitud.codigo])


class DerechosRecibida(VistaPlantilla):
    """The receipt: code and term, and nothing about anybody."""

    publica = True
    template_name = "personas/derechos_recibida.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        solicitud = get_object_or_404(SolicitudDeDerechos, codigo=kwargs["codigo"])
        return super().get_context_data(solicitud=solicitud, **kwargs)


class ListaSolicitudes(VistaLista):
    """The inbox, what ends first on top. `?estado=` shows one state; without it, the open ones."""

    permiso = Permiso.DERECHOS_ATENDER
    model = SolicitudDeDerechos
    orden = ("vence", "pk")
    template_name = "personas/solicitudes.html"

    @property
    def estado(self) -> str:
        pedido = self.request.GET.get("estado", "")
        return pedido if pedido in EstadoSolicitud.values else ""

    def paginar(self, filas: Any) -> Pagina:
        return super().paginar(filas.filter(estado=self.estado) if self.estado else filas.abiertas())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(estado=self.estado, estados=list(EstadoSolicitud), **kwargs)


class NuevaSolicitud(VistaFormulario):
    """A request that came on paper or in person."""

    permiso = Permiso.DERECHOS_ATENDER
    form_class = FormularioDerechosDeOficina
    template_name = "personas/solicitud_nueva.html"
    mensaje_exito = "Solicitud anotada: el plazo ya corre."

    def guardar(self, form: BaseForm) -> str:
        assert isinstance(form, FormularioDerechosDeOficina)  # noqa: S101  tells the type checker
        solicitud = recibir_solicitud(
            actor=self.request.user,
            datos=form.datos(),
            canal=CanalSolicitud(form.cleaned_data["canal"]),
            recibida=form.cleaned_data["recibida"],
        )
        return solicitud.get_absolute_url()


class FichaSolicitud(VistaDetalle):
    """What was asked, how long there is, and what can be done now."""

    permiso = Permiso.DERECHOS_ATENDER
    model = SolicitudDeDerechos
    slug_field = slug_url_kwarg = "codigo"
    context_object_name = "solicitud"
    template_name = "personas/solicitud.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("persona", "respondida_por")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        persona = self.object.persona
        borra = self.object.derecho == Derecho.CANCELACION and persona and not persona.anonimizada
        return super().get_context_data(
            datos=ver_persona(self.request.user, persona) if persona else None,
            puede_borrar=bool(borra),
            impedimentos=impedimentos(persona) if borra else [],
            guardado=[linea for lineas in guardado_sin_ficha(self.object).values() for linea in lineas],
            **kwargs,
        )


class _PasoDeSolicitud(VistaFormulario):
    permiso = Permiso.DERECHOS_ATENDER
    template_name = "personas/solicitud_paso.html"
    titulo = ""
    boton = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.solicitud = get_object_or_404(self.visibles(SolicitudDeDerechos), codigo=kwargs["codigo"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("version", self.solicitud.version)
        return super().get_context_data(
            solicitud=self.solicitud,
            titulo=self.titulo,
            boton=self.boton,
            cancelar=self.solicitud.get_absolute_url(),
            **kwargs,
        )

    def _escribir(self, servicio: Any, form: BaseForm, **extra: Any) -> str:
        version = leer_version(self.request.POST.get("version"))
        datos = {**form.cleaned_data, **extra}
        servicio(actor=self.request.user, solicitud=self.solicitud, version=version, **datos)
        return self.solicitud.get_absolute_url()


class IdentificarSolicitante(_PasoDeSolicitud):
    form_class = FormularioIdentidad
    titulo = "Comprobar la identidad"
    boton = "Identidad comprobada"
    mensaje_exito = "Identidad comprobada."

    def guardar(self, form: BaseForm) -> str:
        return self._escribir(identificar_solicitante, form)


class ResponderSolicitud(_PasoDeSolicitud):
    form_class = FormularioRespuesta
    titulo = "Responder"
    boton = "Cerrar con esta respuesta"
    mensaje_exito = "Solicitud respondida."

    def guardar(self, form: BaseForm) -> str:
        return self._escribir(responder_solicitud, form)


class RechazarSolicitud(_PasoDeSolicitud):
    form_class = FormularioRespuesta
    titulo = "Cerrar sin identidad comprobada"
    boton = "Cerrar con esta respuesta"
    mensaje_exito = "Solicitud cerrada."

    def guardar(self, form: BaseForm) -> str:
        return self._escribir(responder_solicitud, form, comprobada=False)


class _SobreSolicitud(VistaAccion):
    permiso = Permiso.DERECHOS_ATENDER
    model = SolicitudDeDerechos


class CopiaDeDatos(ConPermiso):
    """Everything about the person who asked, as a file. By post: it is written in the access log."""

    permiso = Permiso.DERECHOS_ATENDER
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, codigo: str, formato: str) -> HttpResponse:
        solicitudes = self.visibles(SolicitudDeDerechos).select_related(
            "persona__distrito", "persona__usuario"
        )
        solicitud = get_object_or_404(solicitudes, codigo=codigo)
        datos = datos_de(solicitud.persona) if solicitud.persona else datos_sin_ficha(solicitud)
        if not datos:
            raise Http404
        registrar_exportacion(
            actor=request.user,
            que=f"copia de sus datos en {formato.upper()}",
            motivo=f"Solicitud {solicitud.codigo}",
            filas=1,
            persona=solicitud.persona,
        )
        tipo = "application/json" if formato == "json" else "text/csv; charset=utf-8"
        contenido = en_json(datos) if formato == "json" else en_csv(datos)
        respuesta = HttpResponse(contenido, content_type=tipo)
        respuesta["Content-Disposition"] = f'attachment; filename="datos-{solicitud.codigo}.{formato}"'
        return respuesta


class BorrarDatos(_SobreSolicitud):
    """Anonymise whoever asked for it, once identity is checked."""

    mensaje_exito = "Se quitó todo lo que identifica a la persona. Sus cifras se conservan."

    def buscar(self, **kwargs: Any) -> Any:
        filas = self.visibles(SolicitudDeDerechos).select_related("persona")
        return get_object_or_404(filas, **kwargs)

    def ejecutar(self, objeto: SolicitudDeDerechos) -> str:
        if not (objeto.abierta and objeto.pide_quitar):
            raise ValidationError("Esta solicitud no permite borrar datos.")
        if objeto.persona is not None:
            anonimizar_persona(actor=self.request.user, persona=objeto.persona, motivo="a-pedido")
        else:
            borrar_sin_ficha(actor=self.request.user, solicitud=objeto)
        return objeto.get_absolute_url()
