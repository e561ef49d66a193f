"""Commitments on the timeline: what was agreed with institutions, what they took on, what they fulfilled."""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.db.models.functions import TruncDate
from django.urls import reverse

from espacios.enums import TipoArticulacion
from espacios.linea.registro import COMPROMISOS, Apunte, Fuente, Hecho, Tramo, registrar_fuente
from espacios.models import Accion, Articulacion, EspacioPublico

# What it takes to say who answers for an action, and together with whom.
_QUIENES = ("responsable", "responsable_nombre", "conjunta_municipalidad", "conjunta_comisaria")


def _articulaciones(_user: Any, espacio: EspacioPublico) -> Tramo:
    filas = Articulacion.objects.filter(espacio=espacio)
    datos = {"tipo": "tipo", "muni": "municipalidad", "pnp": "comisaria", "codigo": "espacio__codigo"}
    return Tramo(filas, F("fecha"), F("creado"), datos)


def _articulacion_en_palabras(apunte: Apunte) -> Hecho:
    con = [(apunte.datos["muni"], "la municipalidad"), (apunte.datos["pnp"], "la comisaría")]
    instituciones = " y ".join(nombre for marcada, nombre in con if marcada)
    return Hecho(
        apunte.cuando,
        f"{TipoArticulacion(apunte.datos['tipo']).label} con {instituciones}",
        url=reverse("espacios:articulacion", args=[apunte.datos["codigo"]]),
        icono="people",
    )


def _asumidos(_user: Any, espacio: EspacioPublico) -> Tramo:
    """Each commitment once, when the first version of the plan that carries it was approved."""
    aprobados = Accion.objects.compromisos().filter(plan__aprobado_en__isnull=False)
    antes = aprobados.filter(serie=OuterRef("serie"), pk__lt=OuterRef("pk"))
    filas = aprobados.filter(~Exists(antes), plan__espacio=espacio)
    return Tramo(filas, TruncDate("plan__aprobado_en"), F("plan__aprobado_en"), _datos("plazo_inicial"))


def _asumido_en_palabras(apunte: Apunte) -> Hecho:
    plazo = date.fromisoformat(apunte.datos["plazo_inicial"])
    texto = f"{_de_quien(apunte)}. Plazo: {plazo:%d/%m/%Y}."
    return Hecho(
        apunte.cuando,
        f"Compromiso: {apunte.datos['que']}",
        texto,
        url=_url(apunte),
        icono=COMPROMISOS.icono,
    )


def _cumplidos(_user: Any, espacio: EspacioPublico) -> Tramo:
    filas = Accion.objects.cumplidas().compromisos().filter(plan__espacio=espacio)
    return Tramo(filas, F("cumplida_el"), F("actualizado"), _datos())


def _cumplido_en_palabras(apunte: Apunte) -> Hecho:
    return Hecho(
        apunte.cuando,
        f"Compromiso cumplido: {apunte.datos['que']}",
        f"{_de_quien(apunte)}.",
        url=_url(apunte),
        icono="check-circle-fill",
    )


def _datos(*otros: str) -> dict[str, str]:
    return {"uuid": "plan__uuid"} | {campo: campo for campo in ("que", *_QUIENES, *otros)}


def _de_quien(apunte: Apunte) -> str:
    """Return «Municipalidad, con la comisaría»."""
    accion = Accion(**{campo: apunte.datos[campo] for campo in _QUIENES})
    con = accion.con_quienes
    return f"{accion.institucion}, con {con}" if con else accion.institucion


def _url(apunte: Apunte) -> str:
    return reverse("espacios:plan-detalle", args=[apunte.uuid("uuid")])


registrar_fuente(Fuente("articulacion", COMPROMISOS, _articulaciones, _articulacion_en_palabras))
registrar_fuente(Fuente("compromiso", COMPROMISOS, _asumidos, _asumido_en_palabras))
registrar_fuente(Fuente("compromiso-cumplido", COMPROMISOS, _cumplidos, _cumplido_en_palabras))
