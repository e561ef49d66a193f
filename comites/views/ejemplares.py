"""Signed copies: the queue of who validates, the review, and the files themselves."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from comites.enums import EstadoEjemplar
from comites.forms.papeles import OBSERVAR, FormularioRevisionFirmado
from comites.models import EjemplarFirmado, PaginaFirmada
from comites.papeles_visibles import cambios_en_palabras
from comites.selectors import ejemplares_por_validar
from comites.services import anotar_apertura, observar_ejemplar, validar_ejemplar
from comites.views.base import FormularioDeComite
from comites.views.papeles import url_de_papeles
from comunes.fotos import responder_foto
from comunes.pdf import descargar_pdf
from comunes.vistas import ConPermiso, VistaLista
from cuentas.enums import Permiso


class ListaPorValidar(VistaLista):
    """The signed papers that wait for this person's review, the oldest first."""

    permiso = Permiso.ACTA_VALIDAR
    model = EjemplarFirmado
    orden = ("creado", "pk")
    template_name = "comites/papeles/por_validar.html"

    def get_queryset(self) -> QuerySet[Any]:
        filas: QuerySet[Any] = ejemplares_por_validar(self.request.user)
        return filas


class EjemplarRevisar(FormularioDeComite):
    """Compare the signed copy with its paper and with the roll of today; validate or observe."""

    permiso = Permiso.ACTA_VALIDAR
    template_name = "comites/papeles/revisar.html"
    form_class = FormularioRevisionFirmado
    ejemplar: EjemplarFirmado
    cambios: list[str]

    def buscar(self, **kwargs: Any) -> None:
        filas = self.visibles(EjemplarFirmado).select_related(
            "documento__comite__espacio__distrito",
            "documento__comite__espacio__region",
            "documento__mandato",
            "documento__reemplazado_por",
            "subido_por",
        )
        self.ejemplar = get_object_or_404(filas, pk=kwargs["pk"])
        self.comite = self.ejemplar.documento.comite
        self.cambios = cambios_en_palabras(self.request.user, self.ejemplar.documento)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if motivo := self._impedimento():
            messages.info(request, motivo)
            return HttpResponseRedirect(url_de_papeles(self.comite))
        return super().get(request, *args, **kwargs)

    def _impedimento(self) -> str:
        if self.ejemplar.estado != EstadoEjemplar.POR_VALIDAR:
            return "Este ejemplar ya fue revisado."
        if self.request.user.pk in (self.ejemplar.subido_por_id, self.ejemplar.emitido_por_id):
            return "Usted emitió este documento o subió el firmado: lo valida otra persona."
        return ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"hay_cambios": bool(self.cambios)}

    def get_initial(self) -> dict[str, Any]:
        """Propose the only answer to a paper that another one replaced after it was signed."""
        nueva = self.ejemplar.documento.reemplazado_por
        if nueva is None:
            return {}
        dicho = f"Se firmó una versión anterior. Falta imprimir, firmar y subir {nueva.correlativo}."
        return {"decision": OBSERVAR, "observacion": dicho}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("version", self.ejemplar.version)
        contexto = super().get_context_data(
            ejemplar=self.ejemplar,
            documento=self.ejemplar.documento,
            paginas=list(self.ejemplar.paginas.all()),
            cambios=self.cambios,
            **kwargs,
        )
        return contexto | {"cancelar": reverse("comites:por-validar")}

    def guardar(self, form: BaseForm) -> str:
        datos = {**form.cleaned_data}
        comun = {"actor": self.request.user, "ejemplar": self.ejemplar, "version": self.version_enviada()}
        if datos.pop("decision") == OBSERVAR:
            observar_ejemplar(observacion=datos["observacion"], **comun)
            messages.success(self.request, "Ejemplar observado. Se puede subir otro.")
        else:
            validar_ejemplar(acepta_cambios=datos.get("acepta_cambios", False), **comun)
            messages.success(self.request, f"{self.ejemplar.documento}: firmado y validado.")
        return url_de_papeles(self.comite)


class PaginaArchivo(ConPermiso):
    """One file of a signed copy: photos are shown, a PDF is only ever saved. Opening one is written down."""

    permiso = Permiso.COMITE_EDITAR
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, uuid: UUID) -> FileResponse:
        filas: Any = self.visibles(PaginaFirmada).select_related("ejemplar__documento__comite")
        pagina = get_object_or_404(filas, uuid=uuid)
        anotar_apertura(actor=request.user, pagina=pagina)
        if pagina.es_foto:
            return responder_foto(pagina.archivo, "grande", delicada=True)
        return descargar_pdf(pagina.archivo, f"firmado-{pagina.ejemplar.documento.correlativo}.pdf")
