"""What the timeline tells of plans: approved and closed, what the committee did, interventions verified."""

from typing import Any

from django.db.models import F
from django.db.models.functions import TruncDate
from django.urls import reverse

from espacios.enums import EstadoIntervencion, PasoPlan, TipoIntervencion
from espacios.linea.registro import PLAN, Apunte, Fuente, Hecho, Tramo, registrar_fuente
from espacios.models import Accion, EspacioPublico, Intervencion, RevisionPlan
from espacios.models.accion import CON_INSTITUCIONES


def _pasos(_user: Any, espacio: EspacioPublico) -> Tramo:
    contados = (PasoPlan.APROBAR, PasoPlan.CERRAR)
    filas = RevisionPlan.objects.filter(plan__espacio=espacio, paso__in=contados)
    datos = {"paso": "paso", "uuid": "plan__uuid", "edicion": "plan__edicion"}
    return Tramo(filas, TruncDate("creada"), F("creada"), datos)


def _paso_en_palabras(apunte: Apunte) -> Hecho:
    aprobado = apunte.datos["paso"] == PasoPlan.APROBAR
    version = f", versión {apunte.datos['edicion']}" if apunte.datos["edicion"] > 1 else ""
    return Hecho(
        apunte.cuando,
        f"Plan de trabajo {'aprobado' if aprobado else 'cerrado'}{version}",
        verificada=aprobado,
        url=reverse("espacios:plan-detalle", args=[apunte.uuid("uuid")]),
        icono="clipboard-check",
    )


def _cumplidas(_user: Any, espacio: EspacioPublico) -> Tramo:
    """What the committee fulfilled by itself; what institutions have part in is told as commitments."""
    propias = Accion.objects.cumplidas().filter(~CON_INSTITUCIONES, plan__espacio=espacio)
    return Tramo(propias, F("cumplida_el"), F("actualizado"), {"que": "que", "uuid": "plan__uuid"})


def _cumplida_en_palabras(apunte: Apunte) -> Hecho:
    return Hecho(
        apunte.cuando,
        f"Acción cumplida: {apunte.datos['que']}",
        url=reverse("espacios:plan-detalle", args=[apunte.uuid("uuid")]),
        icono="check-circle-fill",
    )


def _intervenciones(_user: Any, espacio: EspacioPublico) -> Tramo:
    filas = Intervencion.objects.filter(espacio=espacio, estado=EstadoIntervencion.VERIFICADA)
    datos = {"titulo": "titulo", "tipo": "tipo", "uuid": "uuid"}
    return Tramo(filas, F("fin"), F("verificada_en"), datos)


def _intervencion_en_palabras(apunte: Apunte) -> Hecho:
    return Hecho(
        apunte.cuando,
        f"Intervención: {apunte.datos['titulo']}",
        f"{TipoIntervencion(apunte.datos['tipo']).label}. Verificada.",
        verificada=True,
        url=reverse("espacios:intervencion-detalle", args=[apunte.uuid("uuid")]),
        icono="tools",
    )


registrar_fuente(Fuente("plan", PLAN, _pasos, _paso_en_palabras))
registrar_fuente(Fuente("accion", PLAN, _cumplidas, _cumplida_en_palabras))
registrar_fuente(Fuente("intervencion", PLAN, _intervenciones, _intervencion_en_palabras))
