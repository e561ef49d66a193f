"""Changing an office, leaving, and giving a leader access."""

from typing import Any

from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.urls import reverse

from comites.enums import MotivoSalida
from comites.forms.integrantes import FormularioEditarIntegrante, FormularioRetirar
from comites.models import Integrante
from comites.permissions import grado_en
from comites.selectors import FichaIntegrante
from comites.services import dar_acceso_lider, editar_integrante, retirar_integrante
from comites.views.base import FormularioDeIntegrante
from comunes.vistas import VistaAccion
from cuentas.enums import Permiso
from personas.permissions import mostrar


class SobreIntegrante(FormularioDeIntegrante):
    """Names the person as far as this user may read it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        directivo = self.integrante.cargo.directivo
        grado = grado_en(self.request.user, self.comite, es_directivo=directivo)
        ficha = FichaIntegrante(self.integrante, mostrar(self.integrante.persona, grado))
        return super().get_context_data(ficha=ficha, **kwargs)


class IntegranteEditar(SobreIntegrante):
    """Correct an office or its first day."""

    template_name = "comites/integrante_editar.html"
    form_class = FormularioEditarIntegrante
    mensaje_exito = "Cargo guardado."

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"integrante": self.integrante}

    def guardar(self, form: BaseForm) -> str:
        editar_integrante(
            actor=self.request.user,
            integrante=self.integrante,
            version=self.version_enviada(),
            **form.cleaned_data,
        )
        return self.comite.get_absolute_url()


class IntegranteRetirar(SobreIntegrante):
    """Record that somebody leaves, and why."""

    template_name = "comites/integrante_retirar.html"
    form_class = FormularioRetirar
    mensaje_exito = "Salida registrada. La persona y su historia se conservan."

    def guardar(self, form: BaseForm) -> str:
        retirar_integrante(
            actor=self.request.user,
            integrante=self.integrante,
            version=self.version_enviada(),
            fecha=form.cleaned_data["fecha"],
            motivo=MotivoSalida(form.cleaned_data["motivo"]),
        )
        return self.comite.get_absolute_url()


class LiderAcceso(VistaAccion):
    """Give a member of the committee an account; the personal link is issued on its own page."""

    permiso = Permiso.ENLACE_EMITIR
    model = Integrante

    def buscar(self, **kwargs: Any) -> Any:
        filas = self.visibles(Integrante).select_related("comite__espacio", "persona")
        return get_object_or_404(filas, **kwargs)

    def ejecutar(self, objeto: Integrante) -> str:
        asignacion = dar_acceso_lider(actor=self.request.user, integrante=objeto)
        return reverse("cuentas:acceso-de-lider", args=[asignacion.pk])

    def al_fallar(self, objeto: Integrante) -> str:
        return objeto.comite.get_absolute_url()
