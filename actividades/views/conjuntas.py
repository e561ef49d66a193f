"""Inviting institutions to a joint activity and looking at what they answer, from inside."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache

from actividades import services
from actividades.ciclo import impedimento_para_invitar
from actividades.forms.conjuntas import FormularioInvitar, FormularioQuitarNombre
from actividades.forms.pasos import FormularioMotivo
from actividades.models import Participacion
from actividades.views.base import ConBase
from actividades.views.pasos import SobreActividad
from comunes.formularios import Formulario
from comunes.versiones import leer_version
from comunes.vistas import VistaAccion, VistaFormulario
from cuentas.enums import Permiso


def mensaje_para(participacion: Participacion, url: str, quien: str) -> str:
    """Return the words that carry the link: what, where and when, and nobody's data but the sender's name."""
    actividad = participacion.actividad
    cuando = date_format(actividad.fecha, r"l j \d\e F")
    verbo = "participará" if actividad.por_hacer else "participó"
    return (
        f"Buen día. Soy {quien}, del programa Nuestro Espacio Seguro. "
        f"Si {participacion.nombre} {verbo} en «{actividad.tipo}», {actividad.espacio.nombre}, {cuando}, "
        f"confírmelo aquí, sin cuenta ni contraseña; también puede agregar fotos:\n{url}\n"
        f"El enlace es solo para su institución y vale hasta el {participacion.vence:%d/%m/%Y}."
    )


def mostrar_enlace(vista: Any, participacion: Participacion, secreto: str) -> HttpResponse:
    """Show the link this once, ready to be sent: it is not kept and cannot be shown again."""
    url = vista.request.build_absolute_uri(reverse("conjuntas:invitacion", args=[secreto]))
    texto = mensaje_para(participacion, url, vista.request.user.get_full_name())
    contexto = {
        "base": vista.base,
        "actividad": participacion.actividad,
        "participacion": participacion,
        "texto": texto,
        "whatsapp": f"https://wa.me/?{urlencode({'text': texto})}",
    }
    return render(vista.request, "actividades/invitacion_lista.html", contexto)


@method_decorator(never_cache, name="dispatch")
class Invitar(SobreActividad):
    """Choose an institution; the answer is its link, ready to be sent."""

    permiso = Permiso.ACTIVIDAD_ANOTAR
    form_class = FormularioInvitar
    template_name = "actividades/invitar.html"
    titulo = "Invitar a una institución"
    boton = "Crear el enlace"
    hecha: tuple[Participacion, str] | None = None

    def impedimento(self) -> str:
        return impedimento_para_invitar(self.actividad)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "actividad": self.actividad}

    def form_valid(self, form: Any) -> HttpResponse:
        respuesta = super().form_valid(form)
        return mostrar_enlace(self, *self.hecha) if self.hecha else respuesta

    def guardar(self, form: Any) -> str:
        self.hecha = services.invitar_institucion(
            actor=self.request.user, actividad=self.actividad, **form.cleaned_data
        )
        return f"{self.actividad.get_absolute_url()}#participaciones"


@method_decorator(never_cache, name="dispatch")
class RenovarEnlace(ConBase, VistaAccion):
    """Another link for an institution: the one before stops working."""

    permiso = Permiso.ACTIVIDAD_ANOTAR
    model = Participacion

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        participacion = self.buscar(**kwargs)
        try:
            return mostrar_enlace(
                self, *services.renovar_enlace(actor=request.user, participacion=participacion)
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(self.al_fallar(participacion))


class Revisar(VistaAccion):
    """What the institution sent was looked at."""

    permiso = Permiso.ACTIVIDAD_VERIFICAR
    model = Participacion
    mensaje_exito = "Revisado: cuenta para esa institución cuando la actividad esté verificada."

    def ejecutar(self, objeto: Participacion) -> str:
        version = leer_version(self.request.POST.get("version"))
        services.revisar_participacion(actor=self.request.user, participacion=objeto, version=version)
        return objeto.get_absolute_url()


class SobreParticipacion(ConBase, VistaFormulario):
    """A motive over the part of one institution, in scope."""

    form_class: type[Formulario] = FormularioMotivo
    template_name = "actividades/paso.html"
    titulo = ""
    boton = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        filas = self.visibles(Participacion).select_related("actividad__tipo", "actividad__espacio")
        self.participacion = get_object_or_404(filas, uuid=kwargs["uuid"])

    @property
    def version(self) -> int:
        if self.request.method != "POST":
            return self.participacion.version
        return leer_version(self.request.POST.get("version"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        conflicto = kwargs.get("conflicto")
        return super().get_context_data(
            actividad=self.participacion.actividad,
            version=conflicto.version if conflicto else self.version,
            titulo=f"{self.titulo} {self.participacion.nombre}",
            boton=self.boton,
            base=self.base,
            volver=self.participacion.get_absolute_url(),
            **kwargs,
        )

    def _con_version(self) -> dict[str, Any]:
        return {
            "actor": self.request.user,
            "participacion": self.participacion,
            "version": self.version,
        }


class Retirar(SobreParticipacion):
    permiso = Permiso.ACTIVIDAD_ANOTAR
    titulo = "Retirar a"
    boton = "Retirar"
    mensaje_exito = "Quedó retirada. Su enlace ya no sirve; lo que mandó se conserva sin mostrarse."

    def guardar(self, form: Any) -> str:
        services.retirar_participacion(**self._con_version(), **form.cleaned_data)
        return self.participacion.get_absolute_url()


class Reabrir(SobreParticipacion):
    permiso = Permiso.ACTIVIDAD_VERIFICAR
    titulo = "Reabrir lo de"
    boton = "Reabrir"
    mensaje_exito = "Quedó reabierta. Espera que otra persona la revise."

    def guardar(self, form: Any) -> str:
        services.reabrir_participacion(**self._con_version(), **form.cleaned_data)
        return self.participacion.get_absolute_url()


class QuitarNombre(SobreParticipacion):
    """Take out the name and the office of whoever answered."""

    permiso = Permiso.ACTIVIDAD_VERIFICAR
    form_class = FormularioQuitarNombre
    titulo = "Quitar el nombre de quien respondió por"
    boton = "Quitar nombre y cargo"
    mensaje_exito = "Se quitaron el nombre y el cargo. La respuesta y las fotos quedan."

    def guardar(self, form: Any) -> str:
        services.quitar_quien_respondio(**self._con_version(), **form.cleaned_data)
        return self.participacion.get_absolute_url()
