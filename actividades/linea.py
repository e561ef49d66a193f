"""Activities on the timeline of their space, and the day from which it is too long without one."""

from datetime import datetime, time
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db.models import CharField, DateField, DateTimeField, F, OuterRef, Subquery, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from actividades.enums import PROGRAMADAS, EstadoActividad, Organizador
from actividades.models import Actividad, Evidencia
from comunes.consultas import Juntar
from comunes.templatetags.componentes import miles
from cuentas.enums import Permiso
from espacios.evidencias import ESTADOS_CON_ALERTA
from espacios.linea import ALERTAS, Apunte, Clase, Fuente, Hecho, Tramo, registrar_fuente
from espacios.models import EspacioPublico
from espacios.selectors import callado_desde

ACTIVIDADES: Final = Clase("actividades", "Actividades", "check2-square", 60)
FOTOS_MOSTRADAS: Final = 3


def registrar_en_la_linea() -> None:
    """Called once, from `ready()`."""
    registrar_fuente(Fuente("actividad", ACTIVIDADES, _actividades, _actividad_en_palabras))
    registrar_fuente(Fuente("silencio", ALERTAS, _silencio, _silencio_en_palabras))


def _actividades(user: Any, espacio: EspacioPublico) -> Tramo | None:
    """What was done: the dot of the verified ones is lit, the others say what they wait for."""
    if not user.tiene(Permiso.ACTIVIDAD_VER):
        return None
    fotos = Evidencia.objects.revisadas().filter(actividad=OuterRef("pk")).order_by()
    datos = {
        "fotos": Subquery(fotos.values_list(Juntar(Cast("uuid", CharField()), Value(",")))),
        "titulo": "titulo",
        "tipo": "tipo__nombre",
        "icono": "tipo__icono",
    }
    campos = ("uuid", "estado", "participantes", "apoyo", "organizador", "observacion")
    filas = Actividad.objects.visible_to(user, Permiso.ACTIVIDAD_VER).filter(espacio=espacio)
    filas = filas.exclude(estado__in=PROGRAMADAS)  # the calendar tells what is to come
    return Tramo(filas, F("fecha"), F("creado"), datos | {campo: campo for campo in campos})


def _actividad_en_palabras(apunte: Apunte) -> Hecho:
    datos = apunte.datos
    estado = EstadoActividad(datos["estado"])
    return Hecho(
        apunte.cuando,
        datos["titulo"] or datos["tipo"],
        _en_una_linea(datos),
        verificada=estado == EstadoActividad.VERIFICADA,
        url=reverse("actividades:actividad-detalle", args=[apunte.uuid("uuid")]),
        estado=estado,
        icono=datos["icono"],
        fotos=[
            reverse("actividades:evidencia", args=[UUID(uuid), "miniatura"])
            for uuid in sorted((datos["fotos"] or "").split(","))[:FOTOS_MOSTRADAS]
            if uuid
        ],
    )


def _en_una_linea(datos: dict[str, Any]) -> str:
    """Return «18 personas. Con la Municipalidad. Se pidió: una foto del mural.»"""
    participantes = datos["participantes"]
    personas = "persona" if participantes == 1 else "personas"
    frases = [f"{miles(participantes)} {personas}." if participantes else ""]
    frases.append(f"Con {datos['apoyo'].rstrip('.')}." if datos["apoyo"] else "")
    if datos["organizador"] != Organizador.COMITE:
        frases.append(f"Organizó: {Organizador(datos['organizador']).label.lower()}.")
    dicho = "No se aceptó" if datos["estado"] == EstadoActividad.RECHAZADA else "Se pidió"
    frases.append(f"{dicho}: {datos['observacion']}" if datos["observacion"] else "")
    return " ".join(filter(None, frases))


def _silencio(_user: Any, espacio: EspacioPublico) -> Tramo | None:
    """The day on which the alert began, of a recovered space in silence."""
    dia = callado_desde(espacio)
    if espacio.estado not in ESTADOS_CON_ALERTA or dia > timezone.localdate():
        return None
    fin_del_dia = timezone.make_aware(datetime.combine(dia, time.max))
    return Tramo(
        EspacioPublico.objects.filter(pk=espacio.pk),
        Value(dia, DateField()),
        Value(fin_del_dia, DateTimeField()),  # after whatever happened on that day
        {"hubo": Value(espacio.ultima_actividad is not None)},
    )


def _silencio_en_palabras(apunte: Apunte) -> Hecho:
    pasaron = f"Pasaron {settings.DIAS_SIN_ACTIVIDAD} días"
    nunca = f"{pasaron} desde que se recuperó y todavía no tenía ninguna actividad verificada."
    return Hecho(
        apunte.cuando,
        "El espacio entró en alerta",
        f"{pasaron} sin una actividad verificada." if apunte.datos["hubo"] else nunca,
        icono=ALERTAS.icono,
    )
