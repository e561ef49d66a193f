"""Screens of the actions of a work plan: add, edit, take out, note how far they are."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.urls import reverse

from comunes.tuteo import tutear
from comunes.vistas import VistaAccion
from cuentas.enums import Permiso
from espacios import ciclo_plan as ciclo
from espacios import services
from espacios.forms_avance import FormularioAvance, FormularioAvanceDeLider
from espacios.forms_plan import FormularioAccion
from espacios.models import Accion
from espacios.planes import con_lo_pedido, pedido_pendiente
from espacios.views.base import FormularioSobreFila
from espacios.views.planes import SobrePlan


class NuevaAccion(SobrePlan):
    """Add an action; «Guardar y agregar otra» opens the form again."""

    form_class = FormularioAccion
    template_name = "espacios/plan/accion.html"

    def impedimento(self) -> str:
        return ciclo.impedimento_para_editar(self.fila)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"plan": self.fila}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(plan=self.fila, nueva=True, **kwargs)

    def guardar(self, form: Any) -> str:
        services.agregar_accion(actor=self.request.user, plan=self.fila, **form.cleaned_data)
        messages.success(self.request, "Acción agregada.")
        return str(self.request.path) if "otra" in self.request.POST else self.volver()


class _SobreAccion(FormularioSobreFila):
    modelo = Accion
    al_espacio = "plan__espacio"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(plan=self.fila.plan, **kwargs)


class EditarAccion(_SobreAccion):
    """Edit an action of a plan that is still being written."""

    permiso = Permiso.PLAN_EDITAR
    form_class = FormularioAccion
    template_name = "espacios/plan/accion.html"
    mensaje_exito = "Acción guardada."
    edita = True

    def impedimento(self) -> str:
        return ciclo.impedimento_para_editar(self.fila.plan)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"plan": self.fila.plan}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        con_lo_pedido([self.fila], pedido_pendiente(self.fila.plan))
        return super().get_context_data(**kwargs)

    def guardar(self, form: Any) -> str:
        services.editar_accion(
            actor=self.request.user, accion=self.fila, version=self.version_abierta(), **form.cleaned_data
        )
        return self.volver()


class QuitarAccion(VistaAccion):
    """Take an action out of a plan that was never approved."""

    permiso = Permiso.PLAN_EDITAR
    model = Accion
    mensaje_exito = "Acción quitada del plan."

    def ejecutar(self, objeto: Accion) -> str:
        services.quitar_accion(actor=self.request.user, accion=objeto)
        return objeto.plan.get_absolute_url()


class AnotarAvance(_SobreAccion):
    """Note how far an action of an approved plan is: at a desk, or a leader on the phone."""

    permiso = Permiso.PLAN_AVANZAR
    mensaje_exito = "Avance anotado."

    @cached_property
    def _lidera(self) -> bool:
        return ciclo.solo_la_lidera(self.fila, self.request.user)

    def get_form_class(self) -> type[FormularioAvance]:
        return FormularioAvanceDeLider if self._lidera else FormularioAvance

    def get_template_names(self) -> list[str]:
        return ["espacios/plan/avance_lider.html" if self._lidera else "espacios/plan/avance.html"]

    def volver(self) -> str:
        return reverse("actividades:lider-inicio") if self._lidera else super().volver()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        if self._lidera:
            tutear(contexto["form"])
        return contexto

    def impedimento(self) -> str:
        return ciclo.impedimento_para_avanzar(self.fila.plan)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"accion": self.fila, "actor": self.request.user}

    def guardar(self, form: Any) -> str:
        services.anotar_avance(
            actor=self.request.user, accion=self.fila, version=self.version_abierta(), **form.cleaned_data
        )
        return self.volver()
