"""Screens of work plans: open, read, edit, present, review, amend, close."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate

from comunes.versiones import leer_version
from comunes.vistas import VistaAccion, VistaDetalle, VistaLista
from cuentas.enums import Permiso
from cuentas.permissions import can
from espacios import ciclo_plan as ciclo
from espacios import services
from espacios.enums import EstadoPlan, PasoPlan
from espacios.filtros_de_trabajo import FiltroPlanes
from espacios.forms_plan import FormularioCierre, FormularioPlan, FormularioRevisionPlan
from espacios.models import AvanceAccion, PlanTrabajo
from espacios.planes import con_lo_pedido, lo_que_se_pidio, pedido_pendiente, progreso
from espacios.views.base import FormularioDeEspacio, FormularioSobreFila


class ListaPlanes(VistaLista):
    """The plans in scope, the latest first, with how far each one is."""

    permiso = Permiso.ESPACIO_VER
    model = PlanTrabajo
    filtro = FiltroPlanes
    orden = ("-pk",)
    template_name = "espacios/plan/lista.html"

    def get_queryset(self) -> QuerySet[Any]:
        filas: Any = super().get_queryset()
        return filas.select_related("espacio__distrito").con_avance(localdate())  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        elegido = self.request.GET.get("estado", "")
        return super().get_context_data(estados=list(EstadoPlan), estado_elegido=elegido, **kwargs)


class AbrirPlan(FormularioDeEspacio):
    """Start a plan: its objectives and period; then its actions, one by one."""

    permiso = Permiso.PLAN_EDITAR
    form_class = FormularioPlan
    template_name = "espacios/plan/abrir.html"
    mensaje_exito = "Plan en borrador. Ahora agregue sus acciones, una por una."

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if motivo := ciclo.impedimento_para_abrir(list(PlanTrabajo.objects.filter(espacio=self.espacio))):
            messages.info(request, motivo)
            return HttpResponseRedirect(self.espacio.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def guardar(self, form: Any) -> str:
        plan = services.abrir_plan(actor=self.request.user, espacio=self.espacio, **form.cleaned_data)
        return reverse("espacios:accion-nueva", args=[plan.uuid])


class DetallePlan(VistaDetalle):
    """A plan to be read, how far its actions are, and what may be done with it now."""

    permiso = Permiso.ESPACIO_VER
    model = PlanTrabajo
    slug_field = slug_url_kwarg = "uuid"
    context_object_name = "plan"
    template_name = "espacios/plan/detalle.html"

    def get_queryset(self) -> QuerySet[Any]:
        lugar = ("espacio__distrito", "espacio__municipalidad", "espacio__comisaria")
        return super().get_queryset().select_related(*lugar, "enmienda_de")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan: Any = self.object
        edita = can(self.request.user, Permiso.PLAN_EDITAR, plan)
        aprueba = can(self.request.user, Permiso.PLAN_APROBAR, plan)
        acciones = list(_con_avances(plan.acciones.marcar_avanzables(self.request.user)))
        revisiones = list(plan.revisiones.select_related("autor").order_by("-pk"))
        pedido = lo_que_se_pidio(revisiones) if plan.estado in ciclo.EDITABLES else None
        return super().get_context_data(
            espacio=plan.espacio,
            acciones=con_lo_pedido(acciones, pedido),
            pedido=pedido,
            progreso=progreso(acciones, plan),
            revisiones=revisiones,
            reemplazo=PlanTrabajo.objects.filter(enmienda_de=plan).en_pie().first(),
            **_lo_que_puede(plan, self.request.user, edita, aprueba),
            **kwargs,
        )


def _con_avances(acciones: QuerySet[Any]) -> QuerySet[Any]:
    avances = AvanceAccion.objects.select_related("autor", "foto")
    return acciones.prefetch_related(Prefetch("avances", avances))


def _lo_que_puede(plan: PlanTrabajo, actor: Any, edita: bool, aprueba: bool) -> dict[str, Any]:
    """Return which buttons the page offers, and why the one to review may not."""
    revisar = ciclo.TRANSICIONES[PasoPlan.APROBAR]
    por_aprobar = plan.estado == EstadoPlan.PRESENTADO
    return {
        "puede_editar": edita and not ciclo.impedimento_para_editar(plan),
        "puede_revisar": aprueba and por_aprobar and not revisar.impedimento(plan, actor),
        "no_revisa": revisar.impedimento(plan, actor) if aprueba and por_aprobar else "",
        "puede_enmendar": edita and not ciclo.impedimento_para_enmendar(plan),
        "puede_cerrar": edita and not ciclo.TRANSICIONES[PasoPlan.CERRAR].impedimento(plan, actor),
        "puede_descartar": edita and not ciclo.TRANSICIONES[PasoPlan.DESCARTAR].impedimento(plan, actor),
        "puede_recuperar": edita and plan.estado == EstadoPlan.DESCARTADO,
    }


class SobrePlan(FormularioSobreFila):
    """A form over one plan, opened at a version."""

    permiso = Permiso.PLAN_EDITAR
    modelo = PlanTrabajo


class EditarPlan(SobrePlan):
    """Edit objectives and period. A conflict shows what the other person saved, beside what was typed."""

    form_class = FormularioPlan
    template_name = "espacios/plan/editar.html"
    mensaje_exito = "Cambios guardados."
    edita = True

    def impedimento(self) -> str:
        return ciclo.impedimento_para_editar(self.fila)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(pedido=pedido_pendiente(self.fila), **kwargs)

    def guardar(self, form: Any) -> str:
        services.editar_plan(
            actor=self.request.user, plan=self.fila, version=self.version_abierta(), **form.cleaned_data
        )
        return self.volver()


class PresentarPlan(VistaAccion):
    """Hand a plan over to be approved."""

    permiso = Permiso.PLAN_EDITAR
    model = PlanTrabajo
    mensaje_exito = "Plan presentado. Lo aprobará otra persona."

    def ejecutar(self, objeto: PlanTrabajo) -> str:
        services.presentar_plan(
            actor=self.request.user, plan=objeto, version=leer_version(self.request.POST.get("version"))
        )
        return objeto.get_absolute_url()


class RevisarPlan(SobrePlan):
    """Approve or observe."""

    permiso = Permiso.PLAN_APROBAR
    form_class = FormularioRevisionPlan
    template_name = "espacios/plan/revisar.html"

    def impedimento(self) -> str:
        return ciclo.TRANSICIONES[PasoPlan.OBSERVAR].impedimento(self.fila, self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(plan=self.fila, **kwargs)
        pedido = lo_que_se_pidio(self.fila.revisiones.order_by("-pk"))
        filas = con_lo_pedido(self._acciones, pedido)
        partes = [(accion, contexto["form"][f"accion-{accion.uuid}"]) for accion in filas]
        return {**contexto, "pedido": pedido, "partes": partes}

    @cached_property
    def _acciones(self) -> list[Any]:
        return list(self.fila.acciones.all())

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"acciones": self._acciones}

    def guardar(self, form: Any) -> str:
        servicio: Any = services.observar_plan
        dicho = "Plan observado. Volvió a quien lo hizo."
        if form.cleaned_data["decision"] == "aprobar":
            servicio, dicho = services.aprobar_plan, "Plan aprobado. Ya no cambia; su avance se anota aquí."
        servicio(
            actor=self.request.user,
            plan=self.fila,
            version=self.version_abierta(),
            comentario=form.cleaned_data["comentario"],
            comentarios=form.comentarios(),
        )
        messages.success(self.request, dicho)
        return self.volver()


class EnmendarPlan(VistaAccion):
    """Start a new version of an approved plan."""

    permiso = Permiso.PLAN_EDITAR
    model = PlanTrabajo
    mensaje_exito = "Versión nueva en borrador. La anterior vale hasta que se apruebe esta."

    def ejecutar(self, objeto: PlanTrabajo) -> str:
        nuevo = services.enmendar_plan(
            actor=self.request.user, plan=objeto, version=leer_version(self.request.POST.get("version"))
        )
        return nuevo.get_absolute_url()


class DescartarPlan(VistaAccion):
    """Put a draft aside."""

    permiso = Permiso.PLAN_EDITAR
    model = PlanTrabajo
    mensaje_exito = "Borrador descartado. Lo escrito se conserva y se puede recuperar."

    def ejecutar(self, objeto: PlanTrabajo) -> str:
        version = leer_version(self.request.POST.get("version"))
        return services.descartar_plan(
            actor=self.request.user, plan=objeto, version=version
        ).get_absolute_url()


class RecuperarPlan(VistaAccion):
    """Take a discarded draft up again."""

    permiso = Permiso.PLAN_EDITAR
    model = PlanTrabajo
    mensaje_exito = "Borrador recuperado, con todo lo que tenía."

    def ejecutar(self, objeto: PlanTrabajo) -> str:
        version = leer_version(self.request.POST.get("version"))
        return services.recuperar_plan(
            actor=self.request.user, plan=objeto, version=version
        ).get_absolute_url()


class CerrarPlan(SobrePlan):
    """End an approved plan with its balance."""

    form_class = FormularioCierre
    template_name = "espacios/plan/cerrar.html"
    mensaje_exito = "Plan cerrado. Queda en la historia del espacio."

    def impedimento(self) -> str:
        return ciclo.TRANSICIONES[PasoPlan.CERRAR].impedimento(self.fila, self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            progreso=progreso(list(self.fila.acciones.all()), self.fila), **kwargs
        )

    def guardar(self, form: Any) -> str:
        services.cerrar_plan(
            actor=self.request.user,
            plan=self.fila,
            version=self.version_abierta(),
            comentario=form.cleaned_data["comentario"],
        )
        return self.volver()
