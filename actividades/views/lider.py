"""The leader's phone: home, the one screen that logs an activity, and its receipt."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from actividades.ciclo import impedimento_para_editar
from actividades.enums import EstadoActividad
from actividades.forms.anotar import FormularioAnotar
from actividades.models import Actividad, Evidencia
from actividades.permissions import es_lider
from actividades.selectors import (
    acciones_del_comite,
    comites_propios,
    con_intervenciones,
    intervenciones_del_comite,
    parecidas,
    por_responder,
    por_venir,
    recien_verificadas,
    ultima_cantidad,
)
from actividades.services import agregar_evidencias, anotar_actividad, hashes
from comites.mensajes import sugerencias
from comunes.fotos_en_espera import retener
from comunes.idempotencia import leer_clave
from comunes.vistas import VistaDetalle, VistaFormulario, VistaPlantilla, agregar_errores
from cuentas.enums import Permiso

ULTIMAS = 10
ACCIONES = 5
POR_VENIR = 2
ATAJOS = (10, 20, 30, 50)
YA_ENVIADA = (
    "Esta actividad ya había llegado con otros datos y se conserva como llegó. "
    "Si hay algo que cambiar, corrígelo abajo."
)


class LiderInicio(VistaPlantilla):
    """What a leader sees first: the big button, what needs an answer, thanks, and the last activities."""

    permiso = Permiso.ACTIVIDAD_ANOTAR
    template_name = "actividades/lider_inicio.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not es_lider(request.user):
            return HttpResponseRedirect(reverse("actividades:lista"))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        hoy = timezone.localdate()
        comites = list(con_intervenciones(comites_propios(self.request.user), hoy))
        ultimas = Actividad.objects.filter(comite__in=comites).anotadas().select_related("tipo", "espacio")
        return super().get_context_data(
            comites=comites,
            por_responder=por_responder(comites),
            por_venir=por_venir(comites)[:POR_VENIR],
            hoy=hoy,
            agradecidas=recien_verificadas(comites)[:3],
            ultimas=ultimas.order_by("-fecha", "-pk")[:ULTIMAS],
            mensajes=sugerencias(comites),
            acciones=acciones_del_comite(self.request.user, comites)[:ACCIONES],
            intervenciones=intervenciones_del_comite(comites)[:ACCIONES],
            **kwargs,
        )


class AnotarActividad(VistaFormulario):
    """Log an activity. The form's key is the activity's uuid: sent twice, it is still one.

    A phone that asks for JSON gets the receipt's address with the hash of every photo held; it sends its
    photos afterwards, one by one, and throws its copies away only when the server lists them all and its
    words are those that stand.
    Everything else answers the page, from which it takes the errors.
    """

    permiso = Permiso.ACTIVIDAD_ANOTAR
    template_name = "actividades/lider_anotar.html"
    form_class = FormularioAnotar

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.comites = comites_propios(request.user)
        if not self.comites:
            return HttpResponseRedirect(reverse("actividades:lider-inicio"))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "comites": self.comites}

    @cached_property
    def programada(self) -> Actividad | None:
        """What was planned and is being written down now, named in the address."""
        pedida = leer_clave(self.request.GET.get("programada"))
        filas = por_venir(self.comites).filter(uuid=pedida) if pedida else Actividad.objects.none()
        return filas.first()

    def get_initial(self) -> dict[str, Any]:
        if (programada := self.programada) is None:
            return super().get_initial()
        return {
            "comite": programada.comite_id,
            "tipo": programada.tipo.slug,
            "fecha": min(programada.fecha, timezone.localdate()),
            "participantes": ultima_cantidad(programada),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("parecidas", [])
        contexto = super().get_context_data(atajos=ATAJOS, armazon=False, **kwargs)
        if self.programada and self.request.method == "GET":
            contexto["clave_idempotencia"] = self.programada.uuid
        return contexto

    def form_valid(self, form: Any) -> HttpResponse:
        clave = leer_clave(self.request.POST.get("clave_idempotencia")) or uuid.uuid4()
        try:
            if isinstance(form.cleaned_data["parecida"], uuid.UUID):
                return self.sumar(form)
            if halladas := self.por_preguntar(form, clave):
                return self.mostrar(form, 409, parecidas=halladas)
            return self.anotar(form, clave)
        except ValidationError as error:
            agregar_errores(form, error)
            return self.form_invalid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.mostrar(form, 422)

    def mostrar(self, form: Any, estado: int, **contexto: Any) -> HttpResponse:
        """Show the form again. Its photos wait here, unless the phone keeps its own."""
        if not self.envia_el_telefono:
            retener(form)
        return self.render_to_response(self.get_context_data(form=form, **contexto), status=estado)

    @property
    def envia_el_telefono(self) -> bool:
        return str(self.request.headers.get("Accept", "")).startswith("application/json")

    def por_preguntar(self, form: Any, clave: uuid.UUID) -> list[Actividad]:
        """Return what it may be a repeat of; nothing when the leader said that it is another one."""
        datos = form.cleaned_data
        if datos["parecida"] == "otra" or Actividad.objects.filter(uuid=clave).exists():
            return []
        espacio = datos["comite"].espacio
        return list(
            parecidas(
                self.request.user, espacio=espacio, fecha=datos["fecha"], tipo=datos["tipo"], excepto=clave
            )[:3]
        )

    def anotar(self, form: Any, clave: uuid.UUID) -> HttpResponse:
        datos = {c: form.cleaned_data[c] for c in ("comite", "tipo", "fecha", "participantes", "resultado")}
        recibo = anotar_actividad(
            actor=self.request.user,
            uuid=clave,
            espacio=datos["comite"].espacio,
            fotos=form.cleaned_data["fotos"],
            fotos_anunciadas=form.cleaned_data["fotos_anunciadas"] or 0,
            cumplidos=form.cleaned_data["cumplidos"],
            **datos,
        )
        if recibo.difiere and not self.envia_el_telefono:
            messages.warning(self.request, YA_ENVIADA)
        return self.responder(recibo.actividad, recibo.fotos, difiere=recibo.difiere)

    def sumar(self, form: Any) -> HttpResponse:
        """It was logged before: keep that one, and give it these photos. A planned one is done with this."""
        visibles = self.visibles(Actividad).filter(comite__in=self.comites)
        actividad = get_object_or_404(visibles, uuid=form.cleaned_data["parecida"])
        if actividad.por_hacer:
            return self.anotar(form, actividad.uuid)
        agregadas = agregar_evidencias(
            actor=self.request.user, actividad=actividad, fotos=form.cleaned_data["fotos"]
        )
        por_venir = form.cleaned_data["fotos_anunciadas"] or 0
        messages.success(self.request, _sumadas(agregadas + por_venir))
        return self.responder(actividad, hashes(actividad))

    def responder(
        self, actividad: Actividad, fotos: frozenset[str], *, difiere: bool = False
    ) -> HttpResponse:
        """Answer with the receipt; `difiere`: other data stand, and the phone keeps what it sent.

        It gets the address (`corregir`) where the leader brings over what she wants of it.
        """
        destino = reverse("actividades:recibo", args=[actividad.uuid])
        if not self.envia_el_telefono:
            return HttpResponseRedirect(destino)
        corregir = reverse("actividades:editar", args=[actividad.uuid]) if difiere else ""
        llegado = {"actividad": str(actividad.uuid), "recibo": destino, "fotos": sorted(fotos)}
        return JsonResponse({**llegado, "difiere": difiere, "corregir": corregir})


def _sumadas(cuantas: int) -> str:
    if not cuantas:
        return "No había fotos nuevas: la actividad queda como estaba."
    return f"Se {'sumó 1 foto' if cuantas == 1 else f'sumaron {cuantas} fotos'} a la actividad que ya estaba."


class Recibo(VistaDetalle):
    """«Recibido»: what arrived, when, and what happens next."""

    model = Actividad
    permiso = Permiso.ACTIVIDAD_ANOTAR
    slug_field = slug_url_kwarg = "uuid"
    template_name = "actividades/lider_recibo.html"
    context_object_name = "actividad"

    def get_queryset(self) -> Any:
        suyas = Prefetch("evidencias", queryset=Evidencia.objects.de_cuentas())
        return super().get_queryset().select_related("tipo", "espacio").prefetch_related(suyas)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            camino=_camino(self.object),
            texto_para_compartir=_para_compartir(self.object),
            completa=not impedimento_para_editar(self.object, self.request.user),
            **kwargs,
        )


def _camino(actividad: Actividad) -> list[dict[str, str]]:
    """Return the three steps of an activity as the path component takes them."""
    verificada = actividad.estado == EstadoActividad.VERIFICADA
    detalle = "" if verificada else "Cuando esté lista, lo verás en tu inicio."
    if actividad.estado == EstadoActividad.OBSERVADA:
        detalle = "Falta algo: responde desde tu inicio."
    return [
        {"texto": "La anotaste", "detalle": "", "estado": "hecho"},
        {"texto": "La revisan", "detalle": detalle, "estado": "hecho" if verificada else "actual"},
        {"texto": "Cuenta para tu comité", "detalle": "", "estado": "hecho" if verificada else "falta"},
    ]


def _para_compartir(actividad: Actividad) -> str:
    """Return the words for the committee's group: no names, no phones."""
    frases = [f"{actividad} en {actividad.espacio.nombre}, {actividad.fecha:%d/%m/%Y}."]
    if (actividad.participantes or 0) > 1:
        frases.append(f"Participamos {actividad.participantes} personas.")
    return " ".join([*frases, "Gracias a quienes cuidan nuestro espacio."])
