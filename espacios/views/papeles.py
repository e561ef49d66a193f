"""Papers of spaces to print and keep."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from comunes.documentos import responder_pdf
from comunes.vistas import VistaDetalle
from cuentas.enums import Permiso
from espacios.documents import ficha_de_diagnostico, plan_de_trabajo
from espacios.models import Diagnostico, PlanTrabajo
from espacios.views.base import DetalleEspacio


class FichaEnBlanco(DetalleEspacio):
    """The sheet of a diagnosis with the space's data, to fill in by hand."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        espacio: Any = self.get_object()
        return responder_pdf(
            ficha_de_diagnostico(espacio), f"ficha-de-diagnostico-en-blanco-{espacio.codigo}"
        )


class FichaDeDiagnostico(VistaDetalle):
    """A diagnosis as a paper."""

    permiso = Permiso.ESPACIO_VER
    model = Diagnostico
    slug_field = slug_url_kwarg = "uuid"

    def get_queryset(self) -> QuerySet[Any]:
        lugar = ("espacio__distrito", "espacio__municipalidad", "espacio__comisaria")
        return super().get_queryset().select_related(*lugar)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        diagnostico: Any = self.get_object()
        espacio = diagnostico.espacio
        nombre = f"diagnostico-{diagnostico.momento}-{espacio.codigo}-v{diagnostico.edicion}"
        return responder_pdf(ficha_de_diagnostico(espacio, diagnostico), nombre)


class PapelDePlan(VistaDetalle):
    """A work plan as a paper."""

    permiso = Permiso.ESPACIO_VER
    model = PlanTrabajo
    slug_field = slug_url_kwarg = "uuid"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("espacio__municipalidad", "espacio__comisaria")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        plan: Any = self.get_object()
        nombre = f"plan-de-trabajo-{plan.espacio.codigo}-v{plan.edicion}"
        return responder_pdf(plan_de_trabajo(plan), nombre)
