"""Calling many committees at once, the assemblies to come, and their calls in one file."""

import zipfile
from datetime import date
from functools import cached_property
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from comites.documents import pdf_de
from comites.enums import ClaseDocumento, EstadoComite, MotivoAsamblea
from comites.forms.papeles import FormularioConvocarVarios
from comites.models import Asamblea, Comite, DocumentoEmitido
from comites.propuestas import AGENDAS, HORA, fecha_propuesta, lugar_propuesto
from comites.services import Llamado, convocar_elecciones
from comunes.vistas import ConPermiso, VistaFormulario, VistaLista
from cuentas.enums import Permiso

# What one screen shows and one post calls: each committee takes two papers.
COMITES_MAXIMO = 50


class ConvocarVarios(VistaFormulario):
    """The committees whose mandate ended or is about to, and that nobody has called yet."""

    permiso = Permiso.COMITE_EDITAR
    template_name = "comites/papeles/convocar_varios.html"
    form_class = FormularioConvocarVarios

    @cached_property
    def pendientes(self) -> dict[int, Any]:
        llamadas = Asamblea.objects.filter(
            comite=OuterRef("pk"),
            mandato=None,
            motivo=MotivoAsamblea.RENOVACION,
            fecha__gte=timezone.localdate(),
        )
        filas: Any = self.visibles(Comite)
        filas = filas.activos().en_alguno(EstadoComite.POR_VENCER, EstadoComite.VENCIDO).con_vigencia()
        filas = filas.filter(~Exists(llamadas)).con_lugar().order_by("fin_vigencia", "pk")
        return {c.pk: c for c in filas[:COMITES_MAXIMO]}

    def get_form_kwargs(self) -> dict[str, Any]:
        opciones = [(pk, _rotulo(c)) for pk, c in self.pendientes.items()]
        return super().get_form_kwargs() | {"opciones": opciones}

    def get_initial(self) -> dict[str, Any]:
        agenda = "\n".join(AGENDAS[MotivoAsamblea.RENOVACION])
        return {"comites": list(self.pendientes), "hora": HORA, "agenda": agenda}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            hay_pendientes=bool(self.pendientes), cancelar=reverse("comites:lista"), **kwargs
        )

    def guardar(self, form: BaseForm) -> str:
        datos = form.cleaned_data
        llamados = [_llamado(self.pendientes[pk], datos["fecha"]) for pk in datos["comites"]]
        asambleas = convocar_elecciones(
            actor=self.request.user, llamados=llamados, hora=datos["hora"], agenda=datos["agenda"]
        )
        cuantas = (
            f"Se convocaron {len(asambleas)} elecciones" if len(asambleas) > 1 else "Se convocó una elección"
        )
        messages.success(self.request, f"{cuantas}, con su convocatoria y su lista de asistencia.")
        return reverse("comites:asambleas")


def _rotulo(comite: Any) -> str:
    fin, dia = comite.fin_vigencia, fecha_propuesta(comite.fin_vigencia)
    plazo = f"Mandato hasta {fin:%d/%m/%Y}; se propone el {dia:%d/%m/%Y}"
    return f"{comite.nombre}, {comite.espacio.distrito}. {plazo}"


def _llamado(comite: Any, fecha: date | None) -> Llamado:
    return Llamado(comite, fecha or fecha_propuesta(comite.fin_vigencia), lugar_propuesto(comite))


class ListaAsambleas(VistaLista):
    """The assemblies from today on, the nearest first."""

    permiso = Permiso.COMITE_VER
    model = Asamblea
    orden = ("fecha", "pk")
    template_name = "comites/papeles/asambleas.html"

    def get_queryset(self) -> QuerySet[Any]:
        return por_venir(super().get_queryset())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        usuario = self.request.user
        return super().get_context_data(
            puede_convocar=usuario.tiene(Permiso.COMITE_EDITAR),
            puede_abrir=usuario.tiene(Permiso.PERSONA_VER),
            **kwargs,
        )


def por_venir(filas: QuerySet[Any]) -> QuerySet[Any]:
    return filas.filter(fecha__gte=timezone.localdate()).select_related(
        "comite__espacio__distrito", "comite__espacio__region"
    )


class ConvocatoriasZip(ConPermiso):
    """The calls and lists of attendance of the assemblies to come, up to fifty, to print in one go."""

    permiso = Permiso.PERSONA_VER
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        lugar = (f"comite__espacio__{c}" for c in ("distrito", "region", "municipalidad", "comisaria"))
        propios = DocumentoEmitido.objects.filter(anulado=None, reemplazado_por=None).select_related(*lugar)
        filas = por_venir(self.visibles(Asamblea)).order_by("fecha", "pk")[:COMITES_MAXIMO]
        asambleas = filas.prefetch_related(Prefetch("documentos", propios, to_attr="papeles"))
        salida = BytesIO()
        with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as paquete:
            for documento in (d for asamblea in asambleas for d in asamblea.papeles):
                paquete.writestr(_nombre(documento), self._pdf(documento))
        respuesta = HttpResponse(salida.getvalue(), content_type="application/zip")
        nombre = f"convocatorias-{timezone.localdate():%Y-%m-%d}.zip"
        respuesta["Content-Disposition"] = f'attachment; filename="{nombre}"'
        return respuesta

    def _pdf(self, documento: DocumentoEmitido) -> bytes:
        url = self.request.build_absolute_uri(reverse("documentos:verificar", args=[documento.codigo]))
        return pdf_de(documento, self.request.user, url)


def _nombre(documento: DocumentoEmitido) -> str:
    """Return a file name that says which committee and which paper, and nobody's name."""
    clase = ClaseDocumento(documento.clase)
    return f"{slugify(documento.comite.espacio.codigo)}-{clase.value}-{documento.correlativo}.pdf"
