"""The queue of what waits for review: hints beside each, several confirmed at once, the next one."""

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from actividades import ciclo
from actividades.models import Actividad, Evidencia
from actividades.pistas import Pista, pistas_de
from actividades.selectors import cola_de_verificacion, piden_otra_mirada, siguiente_en_cola
from actividades.services import verificar_varias
from comunes.versiones import leer_version
from comunes.vistas import ConPermiso, VistaDetalle, VistaLista
from cuentas.enums import Permiso

DIAS_DE_ESPERA = 7
VARIAS_MAXIMO = 50
PEDIDAS_MAXIMO = 20


class PorVerificar(VistaLista):
    """What waits for this user's review, the oldest first."""

    permiso = Permiso.ACTIVIDAD_VERIFICAR
    model = Actividad
    orden = ("fecha", "pk")
    template_name = "actividades/por_verificar.html"

    def get_queryset(self) -> Any:
        filas = cola_de_verificacion(self.request.user)
        fotos = Prefetch("evidencias", queryset=Evidencia.objects.en_pie())
        return filas.select_related("tipo", "espacio__distrito").prefetch_related(fotos, "participaciones")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        pistas = pistas_de(self.request.user, contexto["object_list"])
        tareas = [_tarea(a, pistas[a.pk], self.request.user) for a in contexto["object_list"]]
        return {
            **contexto,
            "tareas": tareas,
            "pedidas": piden_otra_mirada(self.request.user)[: PEDIDAS_MAXIMO + 1],
            "pedidas_maximo": PEDIDAS_MAXIMO,
            "claras": sum(1 for tarea in tareas if tarea["clara"]),
            "clave_idempotencia": uuid.uuid4(),
        }


def _tarea(actividad: Actividad, pistas: list[Pista], user: Any) -> dict[str, Any]:
    """Return what the queue shows of an activity; `clara` when it may be confirmed with others."""
    fotos = list(actividad.evidencias.all())
    dias = (timezone.localdate() - timezone.localtime(actividad.creado).date()).days
    return {
        "actividad": actividad,
        "fotos": fotos,
        "espera": dias if dias >= DIAS_DE_ESPERA else 0,
        "pistas": pistas,
        "clara": not pistas and not ciclo.TRANSICIONES[ciclo.Paso.VERIFICAR].impedimento(actividad, user),
    }


class VerificarVarias(ConPermiso):
    """Confirm the ones that were ticked, each at the version that was on the screen."""

    permiso = Permiso.ACTIVIDAD_VERIFICAR
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        marcadas = request.POST.getlist("actividad")[:VARIAS_MAXIMO]
        if versiones := dict(filter(None, map(_leer_marca, marcadas))):
            verificadas, motivos = verificar_varias(actor=request.user, versiones=versiones)
            if verificadas:
                messages.success(request, _contar(verificadas))
            for motivo in motivos:
                messages.warning(request, motivo)
        else:
            messages.info(request, "Marque al menos una actividad.")
        return HttpResponseRedirect(reverse("actividades:por-verificar"))


def _leer_marca(texto: str) -> tuple[uuid.UUID, int] | None:
    """Read «uuid:version», as each box of the queue carries it."""
    identidad, _, version = texto.partition(":")
    try:
        return uuid.UUID(identidad), leer_version(version)
    except ValueError:
        return None


def _contar(cuantas: int) -> str:
    if cuantas == 1:
        return "Se verificó 1 actividad. Su comité lo ve en el teléfono."
    return f"Se verificaron {cuantas} actividades. Sus comités lo ven en el teléfono."


class SiguientePorVerificar(VistaDetalle):
    """Leads from one activity of the queue to the next, or back to the empty queue."""

    permiso = Permiso.ACTIVIDAD_VERIFICAR
    model = Actividad
    slug_field = slug_url_kwarg = "uuid"

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(destino_tras_revisar(request.user, self.get_object()))


def destino_tras_revisar(user: Any, actividad: Actividad) -> str:
    """Return the page of what follows in the queue, or the queue itself when nothing does."""
    siguiente = siguiente_en_cola(user, actividad)
    return siguiente.get_absolute_url() if siguiente else reverse("actividades:por-verificar")
