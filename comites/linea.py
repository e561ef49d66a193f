"""Committees on the timeline of their space: constituted, renewed, ended, and the day a mandate ran out."""

from datetime import date, timedelta
from typing import Any, Final

from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Value
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone

from comites.models import Comite, Mandato
from cuentas.enums import Permiso
from espacios.evidencias import ESTADOS_CON_ALERTA
from espacios.linea import ALERTAS, Apunte, Clase, Fuente, Hecho, Tramo, registrar_fuente
from espacios.models import EspacioPublico

COMITE: Final = Clase("comite", "Comité", "people", 50)


def registrar_en_la_linea() -> None:
    """Called once, from `ready()`."""
    registrar_fuente(Fuente("mandato", COMITE, _mandatos, _mandato_en_palabras))
    registrar_fuente(Fuente("disolucion", COMITE, _disueltos, _disolucion_en_palabras))
    registrar_fuente(Fuente("mandato-vencido", ALERTAS, _vencidos, _vencimiento_en_palabras))


def _comites(user: Any, espacio: EspacioPublico) -> Any:
    return Comite.objects.visible_to(user, Permiso.COMITE_VER).filter(espacio=espacio)


def _mandatos(user: Any, espacio: EspacioPublico) -> Tramo | None:
    """Each mandate on its first day: the first one is the constitution, the others are renewals."""
    if not user.tiene(Permiso.COMITE_VER):
        return None
    filas = Mandato.objects.filter(comite__in=_comites(user, espacio))
    anteriores = Mandato.objects.filter(comite=OuterRef("comite"), inicio__lt=OuterRef("inicio"))
    datos = {"comite": "comite_id", "nombre": "comite__nombre", "fin": "fin", "renueva": Exists(anteriores)}
    return Tramo(filas, F("inicio"), F("creado"), datos)


def _mandato_en_palabras(apunte: Apunte) -> Hecho:
    datos = apunte.datos
    hasta = f"Mandato hasta el {date.fromisoformat(datos['fin']):%d/%m/%Y}."
    return Hecho(
        apunte.cuando,
        "Se renovó el mandato del comité" if datos["renueva"] else "Se constituyó el comité",
        hasta if datos["renueva"] else f"{datos['nombre']}. {hasta}",
        url=_url(datos),
        verificada=True,
        icono="people",
    )


def _disueltos(user: Any, espacio: EspacioPublico) -> Tramo | None:
    if not user.tiene(Permiso.COMITE_VER):
        return None
    filas = _comites(user, espacio).filter(disuelto__isnull=False)
    datos = {"comite": "pk", "motivo": "motivo_disolucion"}
    return Tramo(filas, F("disuelto"), F("actualizado"), datos)


def _disolucion_en_palabras(apunte: Apunte) -> Hecho:
    motivo = f"Motivo: {apunte.datos['motivo']}" if apunte.datos["motivo"] else ""
    return Hecho(apunte.cuando, "Se disolvió el comité", motivo, url=_url(apunte.datos), icono="x-circle")


def _vencidos(_user: Any, espacio: EspacioPublico) -> Tramo | None:
    """The last mandate of the active committee, once it has run out in a space that it puts in alert."""
    if espacio.estado not in ESTADOS_CON_ALERTA:
        return None
    posteriores = Mandato.objects.filter(comite=OuterRef("comite"), fin__gt=OuterRef("fin"))
    filas = Mandato.objects.filter(
        ~Exists(posteriores),
        comite__espacio=espacio,
        comite__disuelto__isnull=True,
        fin__lt=timezone.localdate(),
    )
    vence = ExpressionWrapper(F("fin") + timedelta(days=1), output_field=DateField())
    # Nothing is an alert before the space was recovered.
    return Tramo(filas, Greatest(vence, Value(espacio.dia_de_recuperado, DateField())), F("creado"))


def _vencimiento_en_palabras(apunte: Apunte) -> Hecho:
    return Hecho(
        apunte.cuando, "El espacio entró en alerta", "Venció el mandato del comité.", icono=ALERTAS.icono
    )


def _url(datos: dict[str, Any]) -> str:
    return reverse("comites:comite-detalle", args=[datos["comite"]])
