"""Screens of interventions: list, register, read, edit, photograph, end, review."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet

from comunes.versiones import leer_version
from comunes.vistas import VistaAccion, VistaDetalle, VistaLista
from cuentas.enums import Permiso
from cuentas.permissions import can
from espacios import ciclo_intervencion as ciclo
from espacios import services
from espacios.enums import EstadoIntervencion, MomentoFoto, PasoIntervencion
from espacios.filtros_de_trabajo import FiltroIntervenciones
from espacios.forms_intervencion import (
    FormularioCancelacion,
    FormularioFotosDeIntervencion,
    FormularioIntervencion,
    FormularioRevisionIntervencion,
    FormularioTermino,
)
from espacios.models import FotoEspacio, Intervencion
from espacios.views.base import FormularioDeEspacio, FormularioSobreFila


class ListaIntervenciones(VistaLista):
    """The interventions in scope, the latest first."""

    permiso = Permiso.ESPACIO_VER
    model = Intervencion
    filtro = FiltroIntervenciones
    orden = ("-inicio", "-pk")
    template_name = "espacios/intervencion/lista.html"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("espacio__distrito")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        elegido = self.request.GET.get("estado", "")
        return super().get_context_data(estados=list(EstadoIntervencion), estado_elegido=elegido, **kwargs)


class NuevaIntervencion(FormularioDeEspacio):
    """Register an intervention, planned."""

    permiso = Permiso.PLAN_EDITAR
    form_class = FormularioIntervencion
    template_name = "espacios/intervencion/formulario.html"
    mensaje_exito = "Intervención registrada. Aquí se le agregan sus fotos."

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"espacio": self.espacio}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancelar=self.espacio.get_absolute_url(), version=None, **kwargs)

    def guardar(self, form: Any) -> str:
        return services.registrar_intervencion(
            actor=self.request.user, espacio=self.espacio, **form.cleaned_data
        ).get_absolute_url()


class DetalleIntervencion(VistaDetalle):
    """An intervention to be read, with its photos, what it lacks and what may be done with it now."""

    permiso = Permiso.ESPACIO_VER
    model = Intervencion
    slug_field = slug_url_kwarg = "uuid"
    context_object_name = "intervencion"
    template_name = "espacios/intervencion/detalle.html"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("espacio__distrito", "accion__plan")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        intervencion: Any = self.object
        return super().get_context_data(
            espacio=intervencion.espacio,
            fotos=_por_momento(ciclo.fotos_de(intervencion)),
            revisiones=list(intervencion.revisiones.select_related("autor").order_by("-pk")),
            **_lo_que_puede(intervencion, self.request.user),
            **kwargs,
        )


def _por_momento(fotos: list[FotoEspacio]) -> list[tuple[str, list[FotoEspacio]]]:
    grupos = [(str(m.label), [f for f in fotos if f.momento == m]) for m in MomentoFoto]
    return [(nombre, suyas) for nombre, suyas in grupos if suyas]


def _lo_que_puede(intervencion: Intervencion, actor: Any) -> dict[str, Any]:
    """Return which buttons the page offers, and what the next step lacks."""
    edita = can(actor, Permiso.PLAN_EDITAR, intervencion)
    aprueba = can(actor, Permiso.PLAN_APROBAR, intervencion)
    por_verificar = intervencion.estado == EstadoIntervencion.TERMINADA
    pasos = ciclo.TRANSICIONES
    observar, verificar = pasos[PasoIntervencion.OBSERVAR], pasos[PasoIntervencion.VERIFICAR]
    terminar = pasos[PasoIntervencion.TERMINAR]
    return {
        "puede_editar": edita and not ciclo.impedimento_para_editar(intervencion),
        "puede_fotos": edita and not ciclo.impedimento_para_fotos(intervencion),
        "puede_empezar": edita and not pasos[PasoIntervencion.EMPEZAR].faltas(intervencion, actor),
        "puede_terminar": edita and intervencion.estado in terminar.desde,
        "puede_cancelar": edita and not pasos[PasoIntervencion.CANCELAR].faltas(intervencion, actor),
        "puede_retomar": edita and not pasos[PasoIntervencion.RETOMAR].faltas(intervencion, actor),
        "puede_revisar": aprueba and por_verificar and not observar.faltas(intervencion, actor),
        "faltas": _faltas(intervencion, verificar, actor, aprueba),
    }


def _faltas(intervencion: Intervencion, verificar: ciclo.Transicion, actor: Any, aprueba: bool) -> list[str]:
    """Return what stands against verifying it; to whoever does not verify, only what the work lacks."""
    if intervencion.estado in {EstadoIntervencion.VERIFICADA, EstadoIntervencion.CANCELADA}:
        return []
    if aprueba and intervencion.estado == EstadoIntervencion.TERMINADA:
        return verificar.faltas(intervencion, actor)
    return ciclo.lo_que_falta(intervencion)


class _SobreIntervencion(FormularioSobreFila):
    permiso = Permiso.PLAN_EDITAR
    modelo = Intervencion


class EditarIntervencion(_SobreIntervencion):
    """Edit it. A conflict shows what the other person saved, beside what was typed."""

    form_class = FormularioIntervencion
    template_name = "espacios/intervencion/formulario.html"
    mensaje_exito = "Cambios guardados."
    edita = True

    def impedimento(self) -> str:
        return ciclo.impedimento_para_editar(self.fila)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"espacio": self.espacio}

    def guardar(self, form: Any) -> str:
        services.editar_intervencion(
            actor=self.request.user,
            intervencion=self.fila,
            version=self.version_abierta(),
            **form.cleaned_data,
        )
        return self.volver()


class EmpezarIntervencion(VistaAccion):
    """Say that the work began."""

    permiso = Permiso.PLAN_EDITAR
    model = Intervencion
    mensaje_exito = "Intervención en ejecución."

    def ejecutar(self, objeto: Intervencion) -> str:
        services.empezar_intervencion(
            actor=self.request.user,
            intervencion=objeto,
            version=leer_version(self.request.POST.get("version")),
        )
        return objeto.get_absolute_url()


class CancelarIntervencion(_SobreIntervencion):
    """Say that it will not be done, and why."""

    form_class = FormularioCancelacion
    template_name = "espacios/intervencion/cancelar.html"
    mensaje_exito = "Intervención cancelada. Queda con sus datos y sus fotos, y se puede retomar."

    def impedimento(self) -> str:
        return " ".join(ciclo.TRANSICIONES[PasoIntervencion.CANCELAR].faltas(self.fila, self.request.user))

    def guardar(self, form: Any) -> str:
        services.cancelar_intervencion(
            actor=self.request.user,
            intervencion=self.fila,
            version=self.version_abierta(),
            comentario=form.cleaned_data["comentario"],
        )
        return self.volver()


class RetomarIntervencion(VistaAccion):
    """Plan again what was cancelled."""

    permiso = Permiso.PLAN_EDITAR
    model = Intervencion
    mensaje_exito = "Intervención planificada otra vez, con todo lo que tenía."

    def ejecutar(self, objeto: Intervencion) -> str:
        services.retomar_intervencion(
            actor=self.request.user,
            intervencion=objeto,
            version=leer_version(self.request.POST.get("version")),
        )
        return objeto.get_absolute_url()


class TerminarIntervencion(_SobreIntervencion):
    """Say when it ended; from here on it waits for its verification."""

    form_class = FormularioTermino
    template_name = "espacios/intervencion/terminar.html"
    mensaje_exito = "Intervención terminada. La verificará otra persona."

    def impedimento(self) -> str:
        if self.fila.estado in ciclo.TRANSICIONES[PasoIntervencion.TERMINAR].desde:
            return ""
        return f"La intervención está {self.fila.get_estado_display().lower()}: ya no se puede hacer esto."

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"intervencion": self.fila}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(sin_fotos=ciclo.lo_que_falta(self.fila, con_fechas=False), **kwargs)

    def guardar(self, form: Any) -> str:
        services.terminar_intervencion(
            actor=self.request.user,
            intervencion=self.fila,
            version=self.version_abierta(),
            fin=form.cleaned_data["fin"],
        )
        return self.volver()


class FotosDeIntervencion(_SobreIntervencion):
    """Add photos, new ones or some that the space already has."""

    form_class = FormularioFotosDeIntervencion
    template_name = "espacios/intervencion/fotos.html"
    mensaje_exito = "Fotos agregadas a la intervención."

    def impedimento(self) -> str:
        return ciclo.impedimento_para_fotos(self.fila)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"espacio": self.espacio}

    def guardar(self, form: Any) -> str:
        services.agregar_fotos_de_intervencion(
            actor=self.request.user, intervencion=self.fila, **form.cleaned_data
        )
        return self.volver()


class RevisarIntervencion(_SobreIntervencion):
    """Verify or observe."""

    permiso = Permiso.PLAN_APROBAR
    form_class = FormularioRevisionIntervencion
    template_name = "espacios/intervencion/revisar.html"

    def impedimento(self) -> str:
        return " ".join(ciclo.TRANSICIONES[PasoIntervencion.OBSERVAR].faltas(self.fila, self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        verificar = ciclo.TRANSICIONES[PasoIntervencion.VERIFICAR]
        return super().get_context_data(
            intervencion=self.fila,
            fotos=_por_momento(ciclo.fotos_de(self.fila)),
            faltas=verificar.faltas(self.fila, self.request.user),
            **kwargs,
        )

    def guardar(self, form: Any) -> str:
        servicio: Any = services.observar_intervencion
        dicho = "Intervención observada. Volvió a quien la registró."
        if form.cleaned_data["decision"] == "verificar":
            servicio, dicho = services.verificar_intervencion, "Intervención verificada."
        servicio(
            actor=self.request.user,
            intervencion=self.fila,
            version=self.version_abierta(),
            comentario=form.cleaned_data["comentario"],
        )
        messages.success(self.request, dicho)
        return self.volver()
