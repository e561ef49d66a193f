"""Talks in public: the open ones, registering without an account, and what the link of a registration shows.

A registration is reached only by its code, which whoever registered holds. The same document and contact
again give the same one; somebody else's document with another contact gives another one, so that the answer
never tells who had registered.
"""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from capacitaciones.enums import ANTES_DE_DARSE, EstadoSesion
from capacitaciones.forms.publico import FormularioInscripcion
from capacitaciones.models import Constancia, Inscripcion, Sesion
from capacitaciones.privacidad import AVISO
from capacitaciones.reglas import DatosInscripcion
from capacitaciones.selectors import inscripcion_de_cuenta, para_leer, permiso_de, persona_de_cuenta
from capacitaciones.services import inscribir, reemitir_constancia, retirar_inscripcion
from capacitaciones.views.constancias import REEMITIDA, responder_constancia
from comunes.tuteo import en_tu, tutear
from comunes.vistas import ConPermiso, VistaAccion, VistaFormulario, VistaLista
from cuentas.red import ip_de
from cuentas.services.frenos import DemasiadosIntentos, Puerta, de_este_rato, tomar_intento

# From one address, links that open nothing, until a quarter of an hour passes without another.
ENLACES_MAXIMO: Final = 20
# In each quarter of an hour and from one address, for one talk: a hall, or a whole mobile carrier, shares it.
INSCRIPCIONES_MAXIMO: Final = 300
DEMASIADOS: Final = "Desde esta conexión hubo muchos intentos. Espera unos minutos y vuelve a enviar."


def url_de_inscripcion(inscripcion: Inscripcion) -> str:
    return reverse("charlas:inscripcion", args=[inscripcion.codigo])


class Charlas(VistaLista):
    """`/charlas/`: the talks that anybody may still register for, the next one first."""

    publica = True
    model = Sesion
    template_name = "capacitaciones/publico/charlas.html"
    orden = ("inicio", "pk")

    def get_queryset(self) -> QuerySet[Any]:
        return Sesion.objects.en_publico().select_related("region", "municipalidad")


class Charla(VistaFormulario):
    """`/charlas/<uuid>/`: one talk and its registration. One not yet open does not exist."""

    publica = True
    form_class = FormularioInscripcion
    template_name = "capacitaciones/publico/charla.html"
    sesion: Sesion

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        filas = Sesion.objects.exclude(estado=EstadoSesion.PROGRAMADA)
        self.sesion = get_object_or_404(para_leer(filas), uuid=kwargs["uuid"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        if contexto["form"].is_bound:
            tutear(contexto["form"])
        persona = persona_de_cuenta(self.request.user)
        return contexto | {
            "sesion": self.sesion,
            "persona": persona,
            "permiso": permiso_de(persona) if persona else None,
            "propia": inscripcion_de_cuenta(self.request.user, self.sesion),
            "aviso": AVISO,
        }

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Register, unless too many came from there."""
        cuenta = de_este_rato(f"charla-{self.sesion.pk}")
        try:
            tomar_intento(cuenta, ip_de(self.request), Puerta.CONSTANCIA, limite=INSCRIPCIONES_MAXIMO)
        except DemasiadosIntentos:
            form.add_error(None, DEMASIADOS)
            return self.render_to_response(self.get_context_data(form=form), status=429)
        return super().form_valid(form)

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        self.sesion.refresh_from_db(fields=["estado", "inscritos", "aforo"])
        return super().form_invalid(form)

    def guardar(self, form: BaseForm) -> str:
        assert isinstance(form, FormularioInscripcion)  # noqa: S101  tells the type checker
        return url_de_inscripcion(inscribir(actor=None, sesion=self.sesion, datos=form.datos()))


class Inscribirme(VistaAccion):
    """One tap for whoever signed in and is a person of the programme: with the data that are known.

    The consent they gave to the programme covers it; whoever has none in force ticks it here.
    """

    propia = True
    model = Sesion

    def buscar(self, **kwargs: Any) -> Sesion:
        return get_object_or_404(Sesion.objects.en_publico(), **kwargs)

    def ejecutar(self, objeto: Sesion) -> str:
        persona = persona_de_cuenta(self.request.user)
        if persona is None:
            raise ValidationError("Tu cuenta no está unida a una persona: inscríbete con tus datos.")
        datos = DatosInscripcion(nombres="", apellidos="", acepta="acepta" in self.request.POST)
        try:
            inscripcion = inscribir(actor=self.request.user, sesion=objeto, datos=datos, persona=persona)
        except ValidationError as error:
            raise ValidationError([en_tu(mensaje) for mensaje in error.messages]) from error
        return url_de_inscripcion(inscripcion)

    def al_fallar(self, objeto: Sesion) -> str:
        return reverse("charlas:charla", args=[objeto.uuid])


class SobreInscripcion(ConPermiso):
    """What the link of a registration opens. One that opens nothing gets one answer, and is counted."""

    publica = True
    http_method_names = ["get", "head", "options"]
    inscripcion: Inscripcion

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        filas = Inscripcion.objects.select_related("sesion__facilitador", "asistencia")
        hallada = filas.filter(codigo=kwargs["codigo"], anonimizada__isnull=True).first()
        respuesta: HttpResponseBase
        if hallada is None:
            estado = self._contar_equivocado()
            contexto = {"espere": estado == 429}
            respuesta = render(
                request, "capacitaciones/publico/sin_inscripcion.html", contexto, status=estado
            )
        else:
            self.inscripcion = hallada
            respuesta = super().dispatch(request, *args, **kwargs)
        respuesta["X-Robots-Tag"] = "noindex, nofollow"
        add_never_cache_headers(respuesta)
        return respuesta

    def _contar_equivocado(self) -> int:
        try:
            tomar_intento("enlace", ip_de(self.request), Puerta.CONSTANCIA, limite=ENLACES_MAXIMO)
        except DemasiadosIntentos:
            return 429
        return 404

    def ultima(self) -> Constancia | None:
        """Return its latest certificate, in force or not; no earlier one is ever in force."""
        suyas = Constancia.objects.filter(asistencia__inscripcion=self.inscripcion)
        return suyas.para_leer().order_by("-pk").first()


class MiInscripcion(SobreInscripcion):
    """When it is, how to get in, and afterwards the certificate."""

    def get(self, request: HttpRequest, codigo: str) -> HttpResponse:
        sesion, ultima = self.inscripcion.sesion, self.ultima()
        contexto = {
            "inscripcion": self.inscripcion,
            "sesion": sesion,
            "ultima": ultima,
            "constancia": ultima if ultima and ultima.vale else None,
            "asistio": hasattr(self.inscripcion, "asistencia"),
            "por_venir": sesion.estado in ANTES_DE_DARSE,
            "enlace": request.build_absolute_uri(),
        }
        return render(request, "capacitaciones/publico/inscripcion.html", contexto)


class ConstanciaDeInscripcion(SobreInscripcion):
    """The certificate in force, for whoever holds the link of the registration."""

    def get(self, request: HttpRequest, codigo: str) -> HttpResponse:
        constancia = self.ultima()
        if constancia is None or not constancia.vale:
            raise Http404
        return responder_constancia(request, constancia)


class _BotonDeInscripcion(SobreInscripcion):
    """A button of that page: what it does, and back to it."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, codigo: str) -> HttpResponse:
        try:
            self.ejecutar()
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(url_de_inscripcion(self.inscripcion))

    def ejecutar(self) -> None:
        raise NotImplementedError


class Retirarme(_BotonDeInscripcion):
    """Give the seat back."""

    def ejecutar(self) -> None:
        retirar_inscripcion(actor=None, inscripcion=self.inscripcion)


class ReemitirSinCuenta(_BotonDeInscripcion):
    """Another certificate in place of the one that the page showed, with another number and another code."""

    def ejecutar(self) -> None:
        suyas = Constancia.objects.filter(asistencia__inscripcion=self.inscripcion)
        cual = get_object_or_404(suyas, codigo=self.request.POST.get("constancia", ""))
        reemitir_constancia(actor=None, constancia=cual)
        messages.success(self.request, REEMITIDA)
