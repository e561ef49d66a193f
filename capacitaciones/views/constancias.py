"""Certificates: the public check by code, one's own, and all those of a talk in one file."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from capacitaciones.codigos import en_grupos, leer_codigo, tiene_forma
from capacitaciones.documents import como_fue, partes_de, pdf_de, pdf_de_charla
from capacitaciones.forms.constancias import FormularioCodigo
from capacitaciones.iniciales import iniciales_de
from capacitaciones.models import Constancia, Sesion
from capacitaciones.services import reemitir_constancia
from comunes.documentos import responder_pdf
from comunes.vistas import ConPermiso, VistaAccion, VistaPlantilla
from cuentas.enums import Permiso
from cuentas.red import ip_de
from cuentas.services.frenos import DemasiadosIntentos, Puerta, tomar_intento
from personas.services import registrar_exportacion

# From one address, codes that open nothing, until a quarter of an hour passes without another.
EQUIVOCADOS_MAXIMO: Final = 20
REEMITIDA: Final = "Lista: tienes otra constancia, con otro número y otro código. La anterior ya no vale."


def direccion_de(request: HttpRequest) -> Any:
    """Return what gives the whole address of the public check of a certificate."""
    return lambda constancia: request.build_absolute_uri(
        reverse("constancias:verificar", args=[constancia.codigo])
    )


def responder_constancia(request: HttpRequest, constancia: Constancia) -> HttpResponse:
    """Answer with the PDF of one certificate, which nobody but the browser of its holder keeps."""
    respuesta = responder_pdf(
        pdf_de(constancia, direccion_de(request)), f"constancia-{constancia.correlativo}"
    )
    add_never_cache_headers(respuesta)
    return respuesta


class ComprobarConstancia(VistaPlantilla):
    """Where a code is typed by hand: `?codigo=` leads to its page, and says so when it has another form."""

    publica = True
    template_name = "capacitaciones/constancias/comprobar.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = FormularioCodigo(request.GET if "codigo" in request.GET else None)
        if form.is_valid():
            return HttpResponseRedirect(reverse("constancias:verificar", args=[form.cleaned_data["codigo"]]))
        return self.render_to_response(self.get_context_data(form=form), status=422 if form.is_bound else 200)


class VerificarConstancia(VistaPlantilla):
    """The page behind the QR: whether it holds, the talk, and the initials. No name, whoever asks.

    Only codes that nobody issued are counted: others behind the same address keep checking theirs.
    """

    publica = True
    template_name = "capacitaciones/constancias/verificar.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        escrito, codigo = kwargs["codigo"], leer_codigo(kwargs["codigo"])
        if escrito != codigo and tiene_forma(codigo):  # as it is printed, or in small letters
            return HttpResponseRedirect(reverse("constancias:verificar", args=[codigo]))
        constancia = Constancia.objects.para_leer().filter(codigo=codigo).first()
        estado = 200 if constancia else self._contar_equivocado()
        contexto = self.get_context_data(
            constancia=constancia, espere=estado == 429, **(_dicho(constancia) if constancia else {})
        )
        respuesta = self.render_to_response(contexto, status=estado)
        respuesta["X-Robots-Tag"] = "noindex"
        return respuesta

    def _contar_equivocado(self) -> int:
        try:
            tomar_intento("codigo", ip_de(self.request), Puerta.CONSTANCIA, limite=EQUIVOCADOS_MAXIMO)
        except DemasiadosIntentos:
            return 429
        return 404


def _dicho(constancia: Constancia) -> dict[str, Any]:
    """Return what the public page says of a certificate."""
    asistencia = constancia.asistencia
    return {
        "iniciales": iniciales_de(asistencia.nombre_completo),
        "sesion": asistencia.sesion,
        "como": como_fue(asistencia.sesion),
        "codigo": en_grupos(constancia.codigo),
        "nueva": getattr(constancia, "reemplazo", None),
    }


class MisConstancias(VistaPlantilla):
    """Those of whoever signed in, the newest first. Revoked and replaced ones stay in sight, and say so."""

    propia = True
    template_name = "capacitaciones/constancias/mias.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filas = Constancia.objects.de_cuenta(self.request.user).para_leer().order_by("-emitida_en", "-pk")
        return super().get_context_data(constancias=list(filas), **kwargs)


class MiConstanciaPdf(ConPermiso):
    """One's own certificate in force; any other answers like one that does not exist."""

    propia = True
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, codigo: str) -> HttpResponse:
        propias = Constancia.objects.de_cuenta(request.user).vigentes().para_leer()
        return responder_constancia(request, get_object_or_404(propias, codigo=codigo))


class ReemitirLaMia(VistaAccion):
    """The holder asks for another one, with its own number and code; the one before no longer holds."""

    propia = True
    model = Constancia
    mensaje_exito = REEMITIDA

    def buscar(self, **kwargs: Any) -> Constancia:
        # One just replaced still answers, so that a second tap gets what the first one got.
        propias = Constancia.objects.de_cuenta(self.request.user).filter(revocada_en__isnull=True)
        return get_object_or_404(propias, **kwargs)

    def ejecutar(self, objeto: Constancia) -> str:
        reemitir_constancia(actor=self.request.user, constancia=objeto)
        return self.al_fallar(objeto)

    def al_fallar(self, objeto: Constancia) -> str:
        return reverse("constancias:mias")


class ConstanciasDeCharla(ConPermiso):
    """The certificates in force of a talk, one a page, in files of so many: `parte` says which, the first
    unless told. By post: it is written in the access log."""

    permiso = Permiso.CAPACITACION_EDITAR
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        sesion = get_object_or_404(self.visibles(Sesion), uuid=uuid)
        visibles = Constancia.objects.visible_to(request.user, self.permiso)
        filas = visibles.filter(asistencia__sesion=sesion).vigentes()
        partes = partes_de(filas.count())
        parte = next((p for p in partes if str(p.numero) == request.POST.get("parte", "1")), None)
        if parte is None:
            return HttpResponseRedirect(sesion.get_absolute_url())
        suyas = filas.para_leer().order_by("anio", "numero")[parte.desde - 1 : parte.hasta]
        constancias = [c for c in suyas if c.asistencia.nombre_completo]
        if not constancias:
            return HttpResponseRedirect(sesion.get_absolute_url())
        registrar_exportacion(
            actor=request.user,
            que=f"constancias de la charla {sesion.pk}",
            motivo="Entregar las constancias de la charla",
            filas=len(constancias),
        )
        contenido = pdf_de_charla(sesion, constancias, direccion_de(request))
        cuales = f"-{parte.desde}-a-{parte.hasta}" if len(partes) > 1 else ""
        return responder_pdf(contenido, f"constancias{cuales}-{sesion.titulo}")
