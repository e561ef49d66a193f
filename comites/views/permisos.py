"""Obtaining the consent of those who came into a committee without one, in one screen."""

from typing import Any, Final

from django.forms import BaseForm
from django.urls import reverse

from comites.forms.permisos import FormularioPermisos, necesita_apoderado
from comites.selectors import padron_de
from comites.services import registrar_permisos
from comites.views.base import FormularioDeQuienMira, lo_lidera
from cuentas.enums import Permiso
from personas.enums import Canal

YA_CONSTABAN: Final = "Otra persona los anotó mientras tanto: quedaron como ella los anotó."


class PermisosDelComite(FormularioDeQuienMira):
    """On the leader's phone with the people there, or at the office's desk with the signed papers."""

    permiso = Permiso.PAPEL_LLEVAR
    form_class = FormularioPermisos
    template_name = "comites/permisos.html"

    def buscar(self, **kwargs: Any) -> None:
        super().buscar(**kwargs)
        padron = padron_de(self.request.user, self.comite)
        self.con_apoderado = [f for f in padron.sin_permiso if necesita_apoderado(f)]
        self.fichas = [f for f in padron.sin_permiso if not necesita_apoderado(f)]
        self.del_comite = [f.integrante.pk for f in padron.actuales if not necesita_apoderado(f)]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"fichas": self.fichas, "del_comite": self.del_comite}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        quienes = {"fichas": self.fichas, "con_apoderado": self.con_apoderado}
        return super().get_context_data(**quienes, **kwargs)

    def volver(self) -> str:
        if lo_lidera(self.request.user, self.comite):
            return reverse("comites:mio-detalle", args=[self.comite.pk])
        return self.comite.get_absolute_url()

    def guardar(self, form: BaseForm) -> str:
        assert isinstance(form, FormularioPermisos)  # noqa: S101  tells the type checker
        datos = form.cleaned_data
        cuantos = registrar_permisos(
            actor=self.request.user,
            comite=self.comite,
            aceptan=form.aceptan(),
            canal=Canal(datos["canal"]),
            fecha=datos["fecha"],
        )
        de = "de una persona" if cuantos == 1 else f"de {cuantos} personas"
        self.mensaje_exito = f"Guardado: permiso {de}." if cuantos else YA_CONSTABAN
        return self.volver()
