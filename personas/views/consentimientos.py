"""Registering what a person agrees to, with the photo of the paper, and revoking it."""

from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from comunes.fotos import responder_foto
from comunes.vistas import ConPermiso, VistaFormulario
from cuentas.enums import Permiso
from personas.enums import Canal, Finalidad
from personas.forms.consentimientos import FormularioConsentimientos, FormularioRevocar
from personas.models import Consentimiento
from personas.permissions import ver_persona
from personas.privacidad import AL_REVOCAR
from personas.services import (
    anotar_apertura_del_papel,
    registrar_consentimientos,
    revocar_consentimiento,
)
from personas.views.base import FormularioDePersona


class RegistrarConsentimientos(FormularioDePersona):
    form_class = FormularioConsentimientos
    template_name = "personas/consentir.html"
    mensaje_exito = "Permisos guardados."

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"persona": self.persona}

    def guardar(self, form: BaseForm) -> str:
        limpios = form.cleaned_data
        registrar_consentimientos(
            actor=self.request.user,
            persona=self.persona,
            finalidades=[Finalidad(f) for f in limpios["finalidades"]],
            canal=Canal(limpios["canal"]),
            fecha=limpios["fecha"],
            apoderado=limpios.get("apoderado", ""),
            foto=next(iter(limpios["papel"]), None),
        )
        return self.persona.get_absolute_url()


class RevocarConsentimiento(VistaFormulario):
    """The consent ends today; its row stays as history."""

    permiso = Permiso.PERSONA_EDITAR
    form_class = FormularioRevocar
    template_name = "personas/revocar.html"
    mensaje_exito = "Permiso revocado desde hoy."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            filas = self.visibles(Consentimiento).select_related("persona")
            self.consentimiento = get_object_or_404(filas, pk=kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        persona = self.consentimiento.persona
        return super().get_context_data(
            consentimiento=self.consentimiento,
            queda_por_hacer=AL_REVOCAR[Finalidad(self.consentimiento.finalidad)],
            persona=persona,
            datos=ver_persona(self.request.user, persona),
            cancelar=persona.get_absolute_url(),
            **kwargs,
        )

    def guardar(self, form: BaseForm) -> str:
        revocar_consentimiento(
            actor=self.request.user, consentimiento=self.consentimiento, motivo=form.cleaned_data["motivo"]
        )
        return self.consentimiento.persona.get_absolute_url()


class FotoDelPapel(ConPermiso):
    """The signed paper, for whoever may correct the person's data."""

    permiso = Permiso.PERSONA_EDITAR

    def get(self, request: HttpRequest, pk: int) -> Any:
        consentimiento = get_object_or_404(self.visibles(Consentimiento), pk=pk)
        if not consentimiento.papel:
            raise Http404
        respuesta = responder_foto(consentimiento.papel, "grande", delicada=True)
        anotar_apertura_del_papel(actor=request.user, consentimiento=consentimiento)
        return respuesta
