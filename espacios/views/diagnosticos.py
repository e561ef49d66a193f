"""Screens of diagnoses: open, fill in, read, review."""

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localtime

from comunes.texto import en_serie
from comunes.versiones import ConflictoDeEdicion, leer_version
from comunes.vistas import VistaAccion, VistaDetalle, VistaFormulario
from cuentas.enums import Permiso
from cuentas.permissions import can
from espacios import services
from espacios.ciclo_diagnostico import (
    EDITABLES,
    TRANSICIONES,
    impedimento_para_editar,
    impedimento_para_enmendar,
)
from espacios.diagnosticos import (
    comentarios_anteriores,
    momentos_posibles,
    por_secciones,
    ultimos_comentarios,
)
from espacios.enums import EstadoDiagnostico, PasoDiagnostico
from espacios.forms_diagnostico import FormularioAbrir, FormularioDiagnostico, FormularioRevision
from espacios.models import Diagnostico
from espacios.models.diagnostico import ENCUESTA_MINIMA
from espacios.views.base import FormularioDeEspacio

MENSAJE_AUTOGUARDADO_TARDIO = (
    "Otra persona guardó cambios en lo mismo que usted. Lo que usted escribió sigue en esta pantalla: "
    "pulse «Guardar» para ver qué cambió y decidir."
)


def _con_lugar(filas: Any) -> Any:
    return filas.select_related("espacio__distrito", "espacio__tipo", "autor", "enviado_por", "validado_por")


class SobreDiagnostico(VistaFormulario):
    """A form over one diagnosis, found by its uuid within the scope of the view's permission."""

    diagnostico: Diagnostico

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        filas = _con_lugar(self.visibles(Diagnostico))
        self.diagnostico = get_object_or_404(filas, uuid=kwargs["uuid"])

    def version_abierta(self) -> int:
        texto = self.request.POST.get("version")
        return self.diagnostico.version if texto is None else leer_version(texto)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        propios = {"diagnostico": self.diagnostico, "espacio": self.diagnostico.espacio}
        return super().get_context_data(**{**propios, "version": self.version_abierta(), **kwargs})


class AbrirDiagnostico(FormularioDeEspacio):
    """Start a diagnosis; with none to start, the space page says which one is under way."""

    permiso = Permiso.DIAGNOSTICO_EDITAR
    form_class = FormularioAbrir
    template_name = "espacios/diagnostico/abrir.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not momentos_posibles(self.espacio):
            messages.info(request, "Por ahora no se puede abrir otro diagnóstico de este espacio.")
            return HttpResponseRedirect(self.espacio.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"momentos": momentos_posibles(self.espacio)}

    def guardar(self, form: Any) -> str:
        diagnostico = services.abrir_diagnostico(
            actor=self.request.user, espacio=self.espacio, **form.cleaned_data
        )
        return reverse("espacios:diagnostico-llenar", args=[diagnostico.uuid])


class LlenarDiagnostico(SobreDiagnostico):
    """The field form. «Guardar» keeps the draft; «Enviar» also hands it over."""

    permiso = Permiso.DIAGNOSTICO_EDITAR
    form_class = FormularioDiagnostico
    template_name = "espacios/diagnostico/llenar.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if motivo := impedimento_para_editar(self.diagnostico):
            messages.info(request, motivo)
            return HttpResponseRedirect(self.diagnostico.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        comentarios = ultimos_comentarios(self.diagnostico)
        return super().get_form_kwargs() | {"diagnostico": self.diagnostico, "comentarios": comentarios}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """On a conflict the form goes on from what was saved meanwhile, and stops saving by itself."""
        contexto: dict[str, Any] = {"diferencias": [], "autoguarda": "conflicto" not in kwargs}
        if "conflicto" in kwargs:
            kwargs["form"].al_dia()
            contexto |= {
                "version": kwargs["conflicto"].version,
                "diferencias": kwargs["form"].diferencias(),
            }
        contexto["fotos"] = self.diagnostico.fotos.vigentes()
        return super().get_context_data(**contexto, minimo=ENCUESTA_MINIMA, **kwargs)

    def guardar(self, form: Any) -> str:
        diagnostico = services.guardar_borrador(
            actor=self.request.user,
            diagnostico=self.diagnostico,
            version=self.version_abierta(),
            **form.campos_de_servicio(),
        )
        if ajenos := form.lo_de_otros():
            messages.info(self.request, f"También quedó lo que guardó otra persona: {en_serie(ajenos)}.")
        if "enviar" in self.request.POST:
            services.enviar_diagnostico(
                actor=self.request.user, diagnostico=diagnostico, version=diagnostico.version
            )
            messages.success(self.request, "Diagnóstico enviado. Lo revisará otra persona.")
        else:
            messages.success(self.request, "Borrador guardado.")
        return diagnostico.get_absolute_url()


class GuardarBorrador(VistaAccion):
    """What the form does by itself a few seconds after a change: keep what is valid, in place.

    Answers JSON: `version` and `visto` for the next save and, in words, what could not be kept.
    """

    permiso = Permiso.DIAGNOSTICO_EDITAR
    model = Diagnostico

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        diagnostico = self.buscar(**kwargs)
        form = FormularioDiagnostico(request.POST, diagnostico=diagnostico)
        form.is_valid()
        try:
            guardado = services.guardar_borrador(
                actor=request.user,
                diagnostico=diagnostico,
                version=leer_version(request.POST.get("version")),
                **_presentes(form),
            )
        except ConflictoDeEdicion:
            return JsonResponse({"texto": MENSAJE_AUTOGUARDADO_TARDIO}, status=409)
        except ValidationError as error:
            return JsonResponse({"texto": " ".join(error.messages)}, status=409)
        visto = _visto_ahora(form, guardado)
        return JsonResponse({"version": guardado.version, "texto": _dicho(form), "visto": visto})


def _presentes(form: FormularioDiagnostico) -> dict[str, Any]:
    """Return the valid fields that came. Ticks say nothing when none is left, so they always count."""
    return {
        campo: valor
        for campo, valor in form.campos_de_servicio().items()
        if campo in form.data or campo == "factores"
    }


def _visto_ahora(form: FormularioDiagnostico, guardado: Diagnostico) -> str:
    """Return what the page shows once saved: what it showed, with what its writer just changed."""
    if not form.cleaned_data.get("visto"):
        return ""
    propios = form.propios() - set(form.errors)
    escrito = {c: v for c, v in services.guardado_de(guardado).items() if c in propios}
    return json.dumps(form.cleaned_data["visto"] | escrito)


def _dicho(form: FormularioDiagnostico) -> str:
    hora = f"{localtime():%H:%M}"
    ajenos = form.lo_de_otros()
    de_otros = f" Otra persona guardó: {en_serie(ajenos)}. Recargue la página para verlo." if ajenos else ""
    if pendientes := form.pendientes():
        return f"Guardado a las {hora}, menos lo que falta corregir: {', '.join(pendientes)}.{de_otros}"
    return f"Guardado a las {hora}.{de_otros}"


class DetalleDiagnostico(VistaDetalle):
    """A diagnosis to be read, its reviews, and what may be done with it now."""

    permiso = Permiso.ESPACIO_VER
    model = Diagnostico
    slug_field = slug_url_kwarg = "uuid"
    context_object_name = "diagnostico"
    template_name = "espacios/diagnostico/detalle.html"

    def get_queryset(self) -> QuerySet[Any]:
        return _con_lugar(super().get_queryset())  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        diagnostico: Any = self.object
        edita = can(self.request.user, Permiso.DIAGNOSTICO_EDITAR, diagnostico)
        no_revisa = self._no_revisa(diagnostico)
        return super().get_context_data(
            espacio=diagnostico.espacio,
            no_revisa=no_revisa or "",
            secciones=por_secciones(diagnostico, ultimos_comentarios(diagnostico)),
            minimo=ENCUESTA_MINIMA,
            fotos=diagnostico.fotos.vigentes(),
            revisiones=list(diagnostico.revisiones.select_related("autor").order_by("-pk")),
            reemplazo=Diagnostico.objects.filter(enmienda_de=diagnostico).en_pie().first(),
            puede_llenar=edita and diagnostico.estado in EDITABLES,
            puede_revisar=no_revisa == "",
            puede_enmendar=edita and not impedimento_para_enmendar(diagnostico),
            puede_recuperar=edita and diagnostico.estado == EstadoDiagnostico.DESCARTADO,
            **kwargs,
        )

    def _no_revisa(self, diagnostico: Diagnostico) -> str | None:
        """Say why this user cannot review it; empty when they can, None when it is none of their business."""
        user = self.request.user
        espera = diagnostico.estado == EstadoDiagnostico.ENVIADO
        if not (espera and can(user, Permiso.DIAGNOSTICO_VALIDAR, diagnostico)):
            return None
        return TRANSICIONES[PasoDiagnostico.VALIDAR].faltas(diagnostico, user).get("", "")


class RevisarDiagnostico(SobreDiagnostico):
    """Validate or observe, section by section."""

    permiso = Permiso.DIAGNOSTICO_VALIDAR
    form_class = FormularioRevision
    template_name = "espacios/diagnostico/revisar.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if faltas := TRANSICIONES[PasoDiagnostico.VALIDAR].faltas(self.diagnostico, request.user):
            messages.info(request, faltas[""])
            return HttpResponseRedirect(self.diagnostico.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        fotos = self.diagnostico.fotos.vigentes()
        contexto = super().get_context_data(minimo=ENCUESTA_MINIMA, fotos=fotos, **kwargs)
        if "conflicto" in kwargs:
            contexto["version"] = kwargs["conflicto"].version
        secciones = por_secciones(self.diagnostico, comentarios_anteriores(self.diagnostico))
        return {**contexto, "secciones": [(s, contexto["form"][s.clase]) for s in secciones]}

    def guardar(self, form: Any) -> str:
        servicio: Any = services.observar_diagnostico
        dicho = "Diagnóstico observado. Volvió a quien lo hizo."
        if form.cleaned_data["decision"] == "validar":
            servicio, dicho = services.validar_diagnostico, "Diagnóstico validado. Ya no cambia."
        servicio(
            actor=self.request.user,
            diagnostico=self.diagnostico,
            version=self.version_abierta(),
            comentarios=form.comentarios(),
        )
        messages.success(self.request, dicho)
        return self.diagnostico.get_absolute_url()
