"""Screens of the padrón import: the list, the upload, the review, its correction and its confirmation."""

import tempfile
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django_htmx.http import HttpResponseClientRefresh

from comunes.paginas import paginar
from comunes.vistas import ConPermiso, VistaAccion, VistaDetalle, VistaFormulario, VistaLista
from cuentas.enums import Permiso
from padron import selectors, services
from padron.documents import escribir_rechazadas
from padron.enums import EstadoImportacion
from padron.forms import FormularioColumnas, FormularioSubir
from padron.models import Importacion

TIPO_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TAMANO = 50
CON_FILAS = (EstadoImportacion.REVISADA, EstadoImportacion.APLICANDO, EstadoImportacion.APLICADA)


class Inicio(VistaLista):
    """The uploaded files, newest first."""

    model = Importacion
    permiso = Permiso.PADRON_IMPORTAR
    template_name = "padron/inicio.html"
    orden = ("-creado", "-pk")

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("usuario", "region")


class Subir(VistaFormulario):
    permiso = Permiso.PADRON_IMPORTAR
    template_name = "padron/subir.html"
    form_class = FormularioSubir

    def guardar(self, form: BaseForm) -> str:
        importacion = services.recibir_archivo(actor=self.request.user, **form.cleaned_data)
        return importacion.get_absolute_url()


class Detalle(VistaDetalle):
    """One import in its present state. While work goes on, htmx asks for the progress alone."""

    model = Importacion
    permiso = Permiso.PADRON_IMPORTAR
    template_name = "padron/importacion.html"
    slug_field = slug_url_kwarg = "uuid"
    context_object_name = "importacion"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("usuario", "region", "confirmada_por")

    def render_to_response(self, context: dict[str, Any], **opciones: Any) -> HttpResponse:
        if self.request.htmx and not self.object.en_curso:
            return HttpResponseClientRefresh()
        return super().render_to_response(context, **opciones)

    def get_template_names(self) -> list[str]:
        return ["padron/_avance.html"] if self.request.htmx else [self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        importacion: Importacion = self.object
        contexto = super().get_context_data(**kwargs)
        if importacion.estado in CON_FILAS:
            contexto.update(self._revision(importacion))
        return contexto

    def _revision(self, importacion: Importacion) -> dict[str, Any]:
        usuario = self.request.user
        todas = selectors.pestanas(importacion)
        return {
            "pestanas": todas,
            "origen": selectors.ORIGENES.get(importacion.origen_sistema, ""),
            "sin_reconocer": selectors.sin_reconocer(importacion),
            "anteriores": selectors.anteriores(importacion, usuario),
            "puede_descargar": selectors.puede_descargar(usuario, importacion),
            **self._filas(importacion, selectors.elegir_pestana(todas, self.request.GET.get("hoja", ""))),
        }

    def _filas(self, importacion: Importacion, pestana: selectors.Pestana | None) -> dict[str, Any]:
        if pestana is None:
            return {"pestana": None, "filtros": [], "ver": "", "pagina": None, "filas": []}
        filtros = selectors.filtros(pestana)
        valores = [f.valor for f in filtros]
        pedido = self.request.GET.get("ver", "")
        ver = pedido if pedido in valores else (valores or [""])[0]
        cursor = self.request.GET.get("cursor", "")
        propias = selectors.filas_de(importacion, pestana, ver)
        pagina = paginar(propias, orden=("orden",), cursor=cursor, tamano=TAMANO)
        filas = selectors.mostrar(pagina.objetos, selectors.grado_de(self.request.user))
        return {"pestana": pestana, "filtros": filtros, "ver": ver, "pagina": pagina, "filas": filas}


class Columnas(VistaFormulario):
    """Correct what the sheets and columns are; the file is then reviewed again."""

    permiso = Permiso.PADRON_IMPORTAR
    template_name = "padron/columnas.html"
    form_class = FormularioColumnas

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.importacion = get_object_or_404(self.visibles(Importacion), uuid=kwargs["uuid"])
            if not self.importacion.hojas:
                raise Http404

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "importacion": self.importacion}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(importacion=self.importacion, **kwargs)

    def guardar(self, form: Any) -> str:
        services.corregir_columnas(
            actor=self.request.user,
            importacion=self.importacion,
            version=_numero(self.request.POST.get("version")),
            mapeo=form.mapeo(),
            sistema=form.cleaned_data["sistema"],
        )
        return self.importacion.get_absolute_url()


def _numero(texto: str | None) -> int:
    return int(texto) if texto and texto.isascii() and texto.isdigit() and len(texto) < 10 else 0


class _Accion(VistaAccion):
    model = Importacion
    permiso = Permiso.PADRON_IMPORTAR


class Confirmar(_Accion):
    def ejecutar(self, objeto: Importacion) -> str:
        services.confirmar(
            actor=self.request.user,
            importacion=objeto,
            con_consentimiento="con_consentimiento" in self.request.POST,
        )
        return objeto.get_absolute_url()


class Reanudar(_Accion):
    def ejecutar(self, objeto: Importacion) -> str:
        services.reanudar(actor=self.request.user, importacion=objeto)
        return objeto.get_absolute_url()


class Descartar(_Accion):
    mensaje_exito = "Se descartó el archivo. No se había guardado nada."

    def ejecutar(self, objeto: Importacion) -> str:
        services.descartar(actor=self.request.user, importacion=objeto)
        return reverse("padron:inicio")


class DescargarRechazadas(ConPermiso):
    """The workbook of rejected rows. A POST, because the download is written into the history."""

    permiso = Permiso.PADRON_IMPORTAR
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        importacion = get_object_or_404(self.visibles(Importacion), **kwargs)
        if importacion.estado not in CON_FILAS or not importacion.total.get("rechazar"):
            raise Http404
        if not selectors.puede_descargar(request.user, importacion):
            raise PermissionDenied
        with tempfile.TemporaryDirectory(prefix="padron-") as carpeta:
            destino = Path(carpeta) / "rechazadas.xlsx"
            filas = escribir_rechazadas(importacion, destino)
            respuesta = HttpResponse(destino.read_bytes(), content_type=TIPO_XLSX)
        services.anotar_descarga(actor=request.user, importacion=importacion, filas=filas)
        nombre = Path(importacion.nombre_archivo).stem[:80]
        respuesta.headers["Content-Disposition"] = str(
            content_disposition_header(as_attachment=True, filename=f"{nombre} - rechazadas.xlsx")
        )
        return respuesta
