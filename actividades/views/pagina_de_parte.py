"""The part of an institution in an activity, as its own people see it: by link or with their account."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from actividades.enums import SIN_EFECTO, EstadoActividad, EstadoParticipacion
from actividades.forms.conjuntas import FormularioAporte, FormularioRespuesta
from actividades.models import Participacion
from actividades.services import Aporte, AporteCruzado, aportar_a_actividad


def datos_de_parte(participacion: Participacion) -> dict[str, Any]:
    """Return what `actividades/_parte.html` says of it."""
    actividad = participacion.actividad
    return {
        "participacion": participacion,
        "actividad": actividad,
        "sin_efecto": actividad.estado in SIN_EFECTO,
        "rechazada": actividad.estado == EstadoActividad.RECHAZADA,
        "confirmada": participacion.estado == EstadoParticipacion.CONFIRMADA,
        "declinada": participacion.estado == EstadoParticipacion.DECLINADA,
        "ya_fue": actividad.fecha <= timezone.localdate(),
    }


def formularios_de_parte(
    participacion: Participacion, enviado: Any, quien: dict[str, str] | None = None
) -> dict[str, Any]:
    """Return both forms: the one that was sent as it came, the other one from what is kept.

    `quien` says who answers, where that is known.
    """
    aporte = FormularioAporte.iniciales(participacion.personas, participacion.nota)
    es_respuesta, es_aporte = (isinstance(enviado, f) for f in (FormularioRespuesta, FormularioAporte))
    return {
        "responder": enviado if es_respuesta and enviado.is_bound else FormularioRespuesta(initial=quien),
        "aporte": enviado if es_aporte and enviado.is_bound else FormularioAporte(initial=aporte),
    }


def participa(request: HttpRequest) -> bool:
    """Say what the button that was pressed says."""
    return request.POST.get("respuesta") != "no"


def aportar(participacion: Participacion, form: FormularioAporte, *, actor: Any) -> str:
    """Add what the form brings and return the words that thank for it.

    When two people wrote the same field, the form learns what is kept now.
    """
    datos = dict(form.cleaned_data)
    visto = Aporte(datos.pop("personas_vistas"), datos.pop("nota_vista"))
    try:
        nuevas = aportar_a_actividad(actor=actor, participacion=participacion, visto=visto, **datos)
    except AporteCruzado as cruce:
        form.mostrar(**cruce.cruzados)
        raise
    if not nuevas:
        return "Guardado. Gracias."
    return f"{'Llegó 1 foto' if nuevas == 1 else f'Llegaron {nuevas} fotos'}. Gracias."
