"""Buttons of a diagnosis: a new version, putting a draft aside, taking it up again."""

from typing import Any

from django.urls import reverse

from comunes.versiones import leer_version
from comunes.vistas import VistaAccion
from cuentas.enums import Permiso
from espacios import services
from espacios.models import Diagnostico


class _Paso(VistaAccion):
    """One service call over one diagnosis, on the version that was seen."""

    permiso = Permiso.DIAGNOSTICO_EDITAR
    model = Diagnostico

    def dar(self, servicio: Any, diagnostico: Diagnostico) -> Diagnostico:
        version = leer_version(self.request.POST.get("version"))
        dado: Diagnostico = servicio(actor=self.request.user, diagnostico=diagnostico, version=version)
        return dado


class EnmendarDiagnostico(_Paso):
    """Start a new version of a validated diagnosis."""

    mensaje_exito = "Versión nueva en borrador. La anterior vale hasta que se valide esta."

    def ejecutar(self, objeto: Diagnostico) -> str:
        nuevo = self.dar(services.enmendar_diagnostico, objeto)
        return reverse("espacios:diagnostico-llenar", args=[nuevo.uuid])


class DescartarDiagnostico(_Paso):
    """Put a draft aside."""

    mensaje_exito = "Borrador descartado. Lo escrito se conserva y se puede recuperar."

    def ejecutar(self, objeto: Diagnostico) -> str:
        return self.dar(services.descartar_diagnostico, objeto).get_absolute_url()


class RecuperarDiagnostico(_Paso):
    """Take a discarded draft up again."""

    mensaje_exito = "Borrador recuperado, con todo lo que tenía."

    def ejecutar(self, objeto: Diagnostico) -> str:
        return self.dar(services.recuperar_diagnostico, objeto).get_absolute_url()
