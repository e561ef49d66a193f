"""The register of the WhatsApp group: one form, for a new one and for the open one."""

from typing import Any

from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.utils import timezone

from comites.forms.grupo import FormularioGrupo
from comites.models import Comite, GrupoWhatsApp
from comites.permissions import grado_en
from comites.services import actualizar_grupo, cerrar_grupo, registrar_grupo_whatsapp
from comites.views.base import FormularioDeComite
from comunes.vistas import VistaAccion
from cuentas.enums import Permiso
from personas.permissions import Ver


class GrupoEditar(FormularioDeComite):
    template_name = "comites/grupo.html"
    form_class = FormularioGrupo
    mensaje_exito = "Grupo guardado."

    @property
    def grupo(self) -> GrupoWhatsApp | None:
        return self.comite.grupo_abierto

    def get_form_kwargs(self) -> dict[str, Any]:
        a_la_vista = grado_en(self.request.user, self.comite, es_directivo=True).celular == Ver.TODO
        return super().get_form_kwargs() | {"grupo": self.grupo, "celular_a_la_vista": a_la_vista}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.grupo.version if self.grupo else None
        return super().get_context_data(grupo=self.grupo, version=version, **kwargs)

    def guardar(self, form: BaseForm) -> str:
        assert isinstance(form, FormularioGrupo)  # noqa: S101  tells the type checker
        actor, datos = self.request.user, form.datos()
        if self.grupo is None:
            registrar_grupo_whatsapp(actor=actor, comite=self.comite, datos=datos)
        else:
            actualizar_grupo(actor=actor, grupo=self.grupo, version=self.version_enviada(), datos=datos)
        return self.comite.get_absolute_url()


class GrupoCerrar(VistaAccion):
    """Close the open group, so that another one may be registered."""

    permiso = Permiso.COMITE_EDITAR
    model = Comite
    mensaje_exito = "El grupo quedó cerrado."

    def ejecutar(self, objeto: Comite) -> str:
        grupo = get_object_or_404(GrupoWhatsApp, comite=objeto, cerrado__isnull=True)
        cerrar_grupo(actor=self.request.user, grupo=grupo, version=grupo.version, fecha=timezone.localdate())
        return objeto.get_absolute_url()
