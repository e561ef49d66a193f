"""The papers of a committee: issuing them, printing them, bringing back the signed copy, annulling."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import slugify

from comites.documents import pdf_de
from comites.enums import ClaseDocumento
from comites.forms.papeles import FormularioAnular, FormularioAsamblea, FormularioFirmado
from comites.models import Asamblea, Comite, DocumentoEmitido
from comites.papeles_visibles import cambios_en_palabras, papeles_de
from comites.permissions import puede
from comites.propuestas import asamblea_propuesta
from comites.services import (
    anular_documento,
    convocar_asamblea,
    emitir_de_asamblea,
    emitir_documento,
    subir_ejemplar,
)
from comites.views.base import AccionDeQuienMira, DetalleComite, FormularioDeQuienMira, base_para
from comunes.documentos import responder_pdf
from comunes.vistas import VistaDetalle
from cuentas.enums import Permiso


def url_de_papeles(comite: Any) -> str:
    return reverse("comites:papeles", args=[comite.pk])


class _DesdePapeles(FormularioDeQuienMira):
    def volver(self) -> str:
        return url_de_papeles(self.comite)


class PapelesComite(DetalleComite):
    """Every paper of a committee with its state, and its assemblies."""

    template_name = "comites/papeles/lista.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        comite, usuario = self.object, self.request.user
        abierto = comite.disuelto is None
        asambleas = comite.asambleas.select_related("comite").prefetch_related(_documentos_de_asamblea())
        return super().get_context_data(
            papeles=papeles_de(comite),
            asambleas=list(asambleas),
            puede_emitir=abierto and puede(usuario, Permiso.PAPEL_LLEVAR, comite),
            puede_editar=abierto and puede(usuario, Permiso.COMITE_EDITAR, comite),
            puede_validar=abierto and puede(usuario, Permiso.ACTA_VALIDAR, comite),
            puede_abrir=puede(usuario, Permiso.PERSONA_VER, comite),
            **base_para(usuario, comite),
            **kwargs,
        )


def _documentos_de_asamblea() -> Any:
    propios = DocumentoEmitido.objects.exclude(clase__in=[c for c in ClaseDocumento if c.es_acta])
    return Prefetch("documentos", propios.con_ejemplar().order_by("clase", "-pk"), to_attr="papeles")


class DocumentoEmitir(AccionDeQuienMira):
    """Issue a paper; the same one again while nothing changes. Actas ask for more, in the service."""

    permiso = Permiso.PAPEL_LLEVAR

    def buscar(self, **kwargs: Any) -> Any:
        return get_object_or_404(self.visibles(Comite).select_related("espacio"), pk=kwargs["pk"])

    def ejecutar(self, objeto: Comite) -> str:
        documento = emitir_documento(
            actor=self.request.user,
            comite=objeto,
            clase=self.kwargs["clase"],
            asamblea=self._asamblea(objeto),
        )
        messages.success(self.request, f"{documento}: listo para imprimir.")
        return url_de_papeles(objeto)

    def _asamblea(self, comite: Comite) -> Asamblea | None:
        pk = self.request.POST.get("asamblea", "")
        if not pk.isascii() or not pk.isdigit():
            return None
        return get_object_or_404(Asamblea, comite=comite, pk=pk[:12])

    def al_fallar(self, objeto: Comite) -> str:
        return url_de_papeles(objeto)


class AsambleaConvocar(_DesdePapeles):
    """Call an assembly: its convocatoria and its list of attendance come out at once."""

    permiso = Permiso.PAPEL_LLEVAR
    template_name = "comites/papeles/convocar.html"
    form_class = FormularioAsamblea
    mensaje_exito = "Asamblea convocada. Ya se pueden imprimir la convocatoria y la lista de asistencia."

    def get_initial(self) -> dict[str, Any]:
        ultimo = self.comite.mandatos.order_by("-fin").first()
        return asamblea_propuesta(self.comite, ultimo, self.request.GET.get("motivo", ""))

    def guardar(self, form: BaseForm) -> str:
        actor, comite = self.request.user, self.comite
        asamblea = convocar_asamblea(actor=actor, comite=comite, **form.cleaned_data)
        emitir_de_asamblea(actor=actor, asamblea=asamblea)
        return url_de_papeles(comite)


class DocumentoPdf(VistaDetalle):
    """A paper to print. Only for roles that may read the names of a whole roll."""

    permiso = Permiso.PERSONA_VER
    model = DocumentoEmitido
    slug_field = slug_url_kwarg = "codigo"

    def get_queryset(self) -> QuerySet[Any]:
        lugar = ("distrito", "region", "municipalidad", "comisaria")
        return super().get_queryset().select_related(*(f"comite__espacio__{c}" for c in lugar))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        documento: Any = self.get_object()
        url = request.build_absolute_uri(reverse("documentos:verificar", args=[documento.codigo]))
        nombre = slugify(f"{documento.clase} {documento.correlativo}")
        return responder_pdf(pdf_de(documento, request.user, url), nombre)


class _SobreDocumento(_DesdePapeles):
    """A form over one paper."""

    documento: DocumentoEmitido

    def buscar(self, **kwargs: Any) -> None:
        filas: Any = self.visibles(DocumentoEmitido).select_related(
            "comite__espacio__distrito", "comite__espacio__region", "mandato", "reemplazado_por"
        )
        self.documento = get_object_or_404(filas.con_ejemplar(), codigo=kwargs["codigo"])
        self.comite = self.documento.comite

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(documento=self.documento, version=None, **kwargs)


class EjemplarSubir(_SobreDocumento):
    """The signed copy, beside what changed in the roll since the paper was issued."""

    permiso = Permiso.PAPEL_LLEVAR
    template_name = "comites/papeles/subir.html"
    form_class = FormularioFirmado
    mensaje_exito = "Ejemplar firmado recibido. Falta que otra persona lo valide."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cambios = cambios_en_palabras(self.request.user, self.documento)
        return super().get_context_data(cambios=cambios, **kwargs)

    def guardar(self, form: BaseForm) -> str:
        subir_ejemplar(actor=self.request.user, documento=self.documento, **form.cleaned_data)
        return url_de_papeles(self.comite)


class DocumentoAnular(_SobreDocumento):
    """Take a paper back; its number is not used again."""

    template_name = "comites/papeles/anular.html"
    form_class = FormularioAnular
    mensaje_exito = "Documento anulado. Quien lea su código lo sabrá."

    def guardar(self, form: BaseForm) -> str:
        anular_documento(actor=self.request.user, documento=self.documento, **form.cleaned_data)
        return url_de_papeles(self.comite)
