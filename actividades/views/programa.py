"""What is still to be done: planning it, the month in a calendar, and a file for the phone's own."""

from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from actividades.enums import EstadoActividad, Frecuencia
from actividades.filters import EN_CALENDARIO, FiltroCalendario
from actividades.forms.programar import FormularioProgramar
from actividades.models import Actividad
from actividades.permissions import comites_para_programar, es_lider
from actividades.selectors import cuentas_por_dia
from actividades.services import programar_actividad
from actividades.views.base import ConBase
from comunes.calendario import semanas_del_mes
from comunes.vistas import VistaFormulario, VistaLista, VistaPlantilla
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


class Marca(NamedTuple):
    """What stands for a state in the cells of a month."""

    icono: str
    corto: str


class Calendario(ConBase, VistaLista):
    """One month: how many of each state each day has, and the activities of the month or of a day."""

    permiso = Permiso.ACTIVIDAD_VER
    model = Actividad
    filtro = FiltroCalendario
    orden = ("fecha", "pk")
    tamano = 20
    template_name = "actividades/calendario.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("tipo", "espacio__distrito")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(base=self.base, **kwargs)
        filtro, filas = contexto["filtro"], contexto["object_list"]
        filas.sort(key=lambda a: (a.fecha, a.hora or time.min, a.pk))
        anterior, siguiente = filtro.vecinos
        return contexto | {
            "mes": filtro.primero,
            "dia": filtro.elegido,
            "anterior": anterior,
            "siguiente": siguiente,
            "estado_elegido": filtro.form.cleaned_data.get("estado"),
            "programa": es_lider(self.request.user),  # an office plans from the page of a space
            **self._mes(filtro, filas),
        }

    def _mes(self, filtro: FiltroCalendario, filas: list[Actividad]) -> dict[str, Any]:
        """Return the weeks of the month, the marks of their cells, and how many there are in all."""
        cuentas, marcas = cuentas_por_dia(filtro.sin_dia), self._marcas()
        dias = {dia: [(marcas[e], suyas[e]) for e in marcas if suyas[e]] for dia, suyas in cuentas.items()}
        de_filas = {icono for a in filas for icono in (a.estado_enum.icono, a.tipo.icono)}
        return {
            "semanas": semanas_del_mes(filtro.primero, dias),
            "marcas": marcas,
            "iconos": de_filas | {marca.icono for marca in marcas.values()},
            "total": sum(n.total() for dia, n in cuentas.items() if filtro.elegido in (None, dia)),
        }

    def _marcas(self) -> dict[EstadoActividad, Marca]:
        """Return what stands for each state: as offices say it, or as whoever waits for a review."""
        if self.base == "base_trabajo.html":
            return {e: Marca(e.icono, str(e.label)) for e in EN_CALENDARIO}
        return {e: Marca(e.icono_para_lider, e.para_lider) for e in EN_CALENDARIO}


# A file of what is planned is for somebody's own calendar, not for a whole region.
MAXIMO = 200


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
