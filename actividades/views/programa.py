"""What is still to be done: planning it, the month in a calendar, and a file for the phone's own."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from actividades.enums import Frecuencia
from actividades.forms.programar import FormularioProgramar
from actividades.models import Actividad
from actividades.permissions import comites_para_programar, es_lider
from actividades.selectors import del_mes
from actividades.services import programar_actividad
from actividades.views.base import ConBase
from comunes.vistas import VistaFormulario, VistaPlantilla
from cuentas.enums import Permiso

DURACION_SUPUESTA = timedelta(hours=2)


class Programar(ConBase, VistaFormulario):
    """Plan an activity of a committee, once or in series."""

    permiso = Permiso.ACTIVIDAD_ANOTAR
    form_class = FormularioProgramar
    template_name = "actividades/programar.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        comites = comites_para_programar(self.request.user, self.request.GET.get("espacio", ""))
        return {**super().get_form_kwargs(), "comites": comites}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(base=self.base, **kwargs)

    def guardar(self, form: Any) -> str:
        datos = dict(form.cleaned_data)
        frecuencia = Frecuencia(datos.pop("frecuencia"))
        veces = datos.pop("veces") or 1
        programadas = programar_actividad(
            actor=self.request.user, frecuencia=frecuencia, veces=veces, **datos
        )
        cuantas = len(programadas)
        self.mensaje_exito = (
            "Quedó programada." if cuantas == 1 else f"Quedaron programadas {cuantas} fechas."
        )
        return f"{reverse('actividades:calendario')}?mes={programadas[0].fecha:%Y-%m}"


class Calendario(ConBase, VistaPlantilla):
    """One month, day by day: what was done and what is planned."""

    permiso = Permiso.ACTIVIDAD_VER
    template_name = "actividades/calendario.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        primero = leer_mes(self.request.GET.get("mes", ""))
        siguiente = (primero + timedelta(days=32)).replace(day=1)
        filas = list(del_mes(self.request.user, primero, siguiente)[: MAXIMO + 1])
        dias: dict[date, list[Actividad]] = {}
        for actividad in sorted(filas[:MAXIMO], key=lambda a: (a.fecha, a.hora or time.min, a.pk)):
            dias.setdefault(actividad.fecha, []).append(actividad)
        return super().get_context_data(
            base=self.base,
            mes=primero,
            anterior=primero - timedelta(days=1),
            siguiente=siguiente,
            dias=dias,
            hay_mas=len(filas) > MAXIMO,
            programa=es_lider(self.request.user),  # an office plans from the page of a space
            **kwargs,
        )


# A month of a whole region is read in the list, with its filters.
MAXIMO = 200


def leer_mes(texto: str) -> date:
    """Read «2026-11»; anything else is this month."""
    try:
        return datetime.strptime(texto, "%Y-%m").date()
    except ValueError:
        return timezone.localdate().replace(day=1)


class CalendarioParaElTelefono(VistaPlantilla):
    """What is planned, as a file that any calendar takes (iCalendar)."""

    permiso = Permiso.ACTIVIDAD_VER

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        calendario = Calendar()
        calendario.add("prodid", "-//Espacio Seguro//Actividades//ES")
        calendario.add("version", "2.0")
        calendario.add("x-wr-calname", "Nuestro Espacio Seguro")
        visibles = Actividad.objects.visible_to(request.user, Permiso.ACTIVIDAD_VER)
        desde = timezone.localdate() - timedelta(days=31)
        planeadas = (
            visibles.programadas().filter(fecha__gte=desde).select_related("tipo", "espacio__distrito")
        )
        for actividad in planeadas.order_by("fecha", "pk")[:MAXIMO]:
            calendario.add_component(_evento(actividad))
        return HttpResponse(
            calendario.to_ical(),
            content_type="text/calendar; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="actividades.ics"'},
        )


def _evento(actividad: Actividad) -> Event:
    evento = Event()
    evento.add("uid", f"{actividad.uuid}@espacio-seguro")
    evento.add("dtstamp", actividad.actualizado)
    evento.add("sequence", actividad.version)
    evento.add("summary", f"{actividad}, {actividad.espacio.nombre}")
    evento.add("location", f"{actividad.espacio.nombre}, {actividad.espacio.distrito}")
    if actividad.hora is None:
        evento.add("dtstart", actividad.fecha)
    else:
        zona = timezone.get_current_timezone()
        empieza = datetime.combine(actividad.fecha, actividad.hora, tzinfo=zona)
        evento.add("dtstart", empieza)
        evento.add("dtend", empieza + DURACION_SUPUESTA)
    return evento
