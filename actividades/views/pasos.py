"""The steps of a review and the corrections, each a small form of its own that keeps what was typed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone

from actividades import ciclo, services
from actividades.enums import Paso
from actividades.forms.completar import FormularioCompletar
from actividades.forms.datos import FormularioDatos
from actividades.forms.fotos import FormularioFotos
from actividades.forms.pasos import (
    FormularioMotivo,
    FormularioObservar,
    FormularioPedir,
    FormularioRechazar,
    FormularioReprogramar,
    FormularioResponder,
)
from actividades.models import Actividad
from actividades.views.base import ConBase, donde_se_anota
from actividades.views.cola import destino_tras_revisar
from comunes.versiones import leer_version
from comunes.vistas import VistaAccion, VistaFormulario
from cuentas.enums import Permiso


class SobreActividad(ConBase, VistaFormulario):
    """A form over one activity in scope. Context: `actividad`, `version` (the one the form is about).

    A step of the table names its `paso`; anything else says its own `impedimento`.
    """

    template_name = "actividades/paso.html"
    paso: Paso
    titulo = ""
    boton = ""
    cola = False

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        filas = self.visibles(Actividad).select_related("tipo", "espacio__distrito", "comite")
        self.actividad = get_object_or_404(filas, uuid=kwargs["uuid"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Open the form or, where it could not be saved, what comes first or the activity, saying why."""
        if motivo := self.impedimento():
            messages.info(request, motivo)
            return HttpResponseRedirect(self.en_su_lugar())
        return super().get(request, *args, **kwargs)

    def en_su_lugar(self) -> str:
        """Return the address to go to when this cannot be done."""
        toca = self.actividad.por_hacer and self.actividad.fecha <= timezone.localdate()
        if toca and self.permiso == Permiso.ACTIVIDAD_ANOTAR:
            return donde_se_anota(self.request.user, self.actividad)
        return str(self.actividad.get_absolute_url())

    def impedimento(self) -> str:
        """Say why this person cannot do it now, or return an empty text."""
        return ciclo.TRANSICIONES[self.paso].impedimento(self.actividad, self.request.user)

    @property
    def version(self) -> int:
        if self.request.method != "POST":
            return self.actividad.version
        return leer_version(self.request.POST.get("version"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        conflicto = kwargs.get("conflicto")
        return super().get_context_data(
            actividad=conflicto or self.actividad,
            version=conflicto.version if conflicto else self.version,
            titulo=self.titulo,
            boton=self.boton,
            base=self.base,
            volver="" if isinstance(self, Cancelar) else self.actividad.get_absolute_url(),
            **kwargs,
        )

    def guardar(self, form: Any) -> str:
        self.dar(form.cleaned_data)
        if self.cola:
            return destino_tras_revisar(self.request.user, self.actividad)
        return str(self.actividad.get_absolute_url())

    def dar(self, datos: dict[str, Any]) -> None:
        """Call the service."""
        raise NotImplementedError

    def _con_version(self) -> dict[str, Any]:
        return {"actor": self.request.user, "actividad": self.actividad, "version": self.version}


class Observar(SobreActividad):
    permiso = Permiso.ACTIVIDAD_VERIFICAR
    paso = Paso.OBSERVAR
    form_class = FormularioObservar
    titulo = "Observar la actividad"
    boton = "Enviar observación"
    mensaje_exito = "La observación quedó enviada. El comité la ve en su teléfono."
    cola = True

    def dar(self, datos: dict[str, Any]) -> None:
        services.observar_actividad(**self._con_version(), **datos)


class Rechazar(SobreActividad):
    permiso = Permiso.ACTIVIDAD_VERIFICAR
    paso = Paso.RECHAZAR
    form_class = FormularioRechazar
    titulo = "Rechazar la actividad"
    boton = "Rechazar"
    mensaje_exito = "Quedó rechazada y no cuenta. El comité lee por qué en su teléfono."
    cola = True

    def dar(self, datos: dict[str, Any]) -> None:
        services.rechazar_actividad(**self._con_version(), **datos)


class PedirOtraMirada(SobreActividad):
    permiso = Permiso.ACTIVIDAD_ANOTAR
    paso = Paso.PEDIR
    form_class = FormularioPedir
    titulo = "Pedir otra mirada"
    boton = "Pedir"
    mensaje_exito = "El pedido llegó: la mirará otra persona."

    def dar(self, datos: dict[str, Any]) -> None:
        services.pedir_otra_mirada(**self._con_version(), **datos)


class Responder(SobreActividad):
    permiso = Permiso.ACTIVIDAD_ANOTAR
    paso = Paso.RESPONDER
    form_class = FormularioResponder
    titulo = "Responder la observación"
    boton = "Enviar respuesta"
    mensaje_exito = "La respuesta llegó. La actividad vuelve a revisión."

    def dar(self, datos: dict[str, Any]) -> None:
        services.responder_observacion(**self._con_version(), **datos)


class Cancelar(SobreActividad):
    permiso = Permiso.ACTIVIDAD_ANOTAR
    paso = Paso.CANCELAR
    form_class = FormularioMotivo
    titulo = "Cancelar la actividad"
    boton = "Cancelar actividad"
    mensaje_exito = "La actividad quedó cancelada. Sus datos y fotos se conservan."

    def dar(self, datos: dict[str, Any]) -> None:
        services.cancelar_actividad(**self._con_version(), **datos)


class Reprogramar(SobreActividad):
    permiso = Permiso.ACTIVIDAD_ANOTAR
    paso = Paso.REPROGRAMAR
    form_class = FormularioReprogramar
    titulo = "Cambiar de día"
    boton = "Cambiar de día"
    mensaje_exito = "La actividad quedó en su nuevo día."

    def get_initial(self) -> dict[str, Any]:
        return {"fecha": self.actividad.fecha, "hora": self.actividad.hora}

    def dar(self, datos: dict[str, Any]) -> None:
        services.reprogramar_actividad(**self._con_version(), **datos)


class Reabrir(SobreActividad):
    permiso = Permiso.ACTIVIDAD_VERIFICAR
    paso = Paso.REABRIR
    form_class = FormularioMotivo
    titulo = "Reabrir la actividad"
    boton = "Reabrir actividad"
    mensaje_exito = "La actividad volvió a la cola de revisión."

    def dar(self, datos: dict[str, Any]) -> None:
        services.reabrir_actividad(**self._con_version(), **datos)


class AgregarFotos(SobreActividad):
    permiso = Permiso.ACTIVIDAD_ANOTAR
    form_class = FormularioFotos
    titulo = "Agregar fotos"
    boton = "Guardar fotos"
    mensaje_exito = "Las fotos llegaron."

    def impedimento(self) -> str:
        return ciclo.impedimento_para_fotos(self.actividad)

    def dar(self, datos: dict[str, Any]) -> None:
        services.agregar_evidencias(actor=self.request.user, actividad=self.actividad, **datos)


class Corregir(SobreActividad):
    """What stands until somebody verifies it."""

    permiso = Permiso.ACTIVIDAD_ANOTAR

    def impedimento(self) -> str:
        return ciclo.impedimento_para_editar(self.actividad, self.request.user)


class Editar(Corregir):
    form_class = FormularioDatos
    titulo = "Corregir la actividad"
    boton = "Guardar cambios"
    mensaje_exito = "Los cambios quedaron guardados."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "actividad": self.actividad}

    def get_initial(self) -> dict[str, Any]:
        datos = {campo: getattr(self.actividad, campo) for campo in FormularioDatos.base_fields}
        return datos | {"cumplidos": sorted(self.actividad.cumplidos)}  # boxes are ticked from a list

    def dar(self, datos: dict[str, Any]) -> None:
        services.editar_actividad(**self._con_version(), **datos)


class Completar(Corregir):
    form_class = FormularioCompletar
    template_name = "actividades/completar.html"
    titulo = "Completar la actividad"
    boton = "Guardar"
    mensaje_exito = "Quedó guardado."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "participantes": self.actividad.participantes or 0}

    def get_initial(self) -> dict[str, Any]:
        return {campo: getattr(self.actividad, campo) for campo in FormularioCompletar.base_fields}

    def dar(self, datos: dict[str, Any]) -> None:
        services.completar_actividad(**self._con_version(), **datos)


class Verificar(VistaAccion):
    """The button that lights an activity; then comes the next one of the queue."""

    permiso = Permiso.ACTIVIDAD_VERIFICAR
    model = Actividad
    mensaje_exito = "Actividad verificada: ya cuenta para su comité."

    def ejecutar(self, objeto: Actividad) -> str:
        version = leer_version(self.request.POST.get("version"))
        services.verificar_actividad(actor=self.request.user, actividad=objeto, version=version)
        return destino_tras_revisar(self.request.user, objeto)
