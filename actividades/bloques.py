"""What activities bring to the space: a button on its page, a proof, a reason for alarm, a column."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Q, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from actividades.enums import EstadoActividad
from actividades.linea import registrar_en_la_linea
from actividades.models import Actividad
from comites.senales import registrar_actividad_reciente
from comunes.consultas import Hay
from comunes.templatetags.componentes import distancia
from cuentas.enums import Permiso
from espacios.bloques import ACCIONES, Bloque, registrar_bloque
from espacios.columnas import Celda, Columna, registrar_columna
from espacios.enums import EstadoEspacio
from espacios.evidencias import (
    Evidencia,
    MotivoDeAlerta,
    Razon,
    registrar_alerta,
    registrar_evidencia,
)
from espacios.marcas import Vigilada
from espacios.models import EspacioPublico, en_silencio_recuperado
from espacios.selectors import callado_desde
from territorio.alcance import alcance_de


def registrar() -> None:
    """Called once, from `ready()`."""
    registrar_bloque(ACCIONES, 20, boton_registrar)
    registrar_en_la_linea()
    registrar_evidencia(Evidencia("actividad-verificada", con_actividad_verificada, enlace_a_revisar))
    registrar_alerta(
        MotivoDeAlerta(
            "sin-actividad",
            f"No tiene actividades verificadas en los últimos {settings.DIAS_SIN_ACTIVIDAD} días.",
            sin_actividad_reciente,
            detalle_del_silencio,
            # The day that it compares is generated from these.
            (
                Vigilada(
                    "espacios.EspacioPublico",
                    "",
                    ("ultima_actividad", "recuperado_el", "fecha_incorporacion"),
                ),
            ),
        )
    )
    registrar_columna(
        Columna("actividad", "Última actividad", 30, _anotacion_de_columna, celda_ultima_actividad)
    )
    registrar_actividad_reciente(con_actividad_reciente)


def boton_registrar(request: HttpRequest, espacio: EspacioPublico) -> Bloque | None:
    """Offer «Registrar actividad» to whoever works in this territory; the page it opens asks again."""
    if espacio.estado == EstadoEspacio.RETIRADO:
        return None
    alcance = alcance_de(request.user, Permiso.ACTIVIDAD_ANOTAR)
    alcanza = (
        alcance.nacional
        or espacio.region_id in alcance.regiones
        or espacio.municipalidad_id in alcance.municipalidades
        or espacio.comisaria_id in alcance.comisarias
    )
    return ("actividades/_boton_registrar.html", {}) if alcanza else None


def con_actividad_verificada() -> Q:
    """The proof of the step to «en sostenibilidad»: one verified activity of the committee."""
    return Q(Hay(Actividad.objects.filter(espacio=OuterRef("pk")).autogestionadas()))


def enlace_a_revisar(espacio: EspacioPublico) -> tuple[str, str] | None:
    """Lead to the activities of the space that wait for review, when there are any."""
    if not Actividad.objects.filter(espacio=espacio).por_verificar().exists():
        return None
    consulta = f"?espacio={espacio.codigo}&estado={EstadoActividad.REALIZADA.value}"
    return reverse("actividades:lista") + consulta, "Revisar"


def sin_actividad_reciente() -> Q:
    """The reason for alarm of a recovered space that nobody keeps up any more."""
    return en_silencio_recuperado(settings.DIAS_SIN_ACTIVIDAD)


def detalle_del_silencio(espacio: EspacioPublico) -> Razon:
    """Say since when it counts, what was the last activity, and what clears it."""
    url = f"{reverse('actividades:lista')}?espacio={espacio.codigo}"
    desde, fecha, recuperado = callado_desde(espacio), espacio.ultima_actividad, espacio.dia_de_recuperado
    if fecha is None:
        porque = f"se recuperó el {recuperado:%d/%m/%Y} y todavía no tiene ninguna actividad verificada."
    else:
        dias = (timezone.localdate() - fecha).days
        despues = f" y se recuperó después, el {recuperado:%d/%m/%Y}" if recuperado > fecha else ""
        porque = f"la última actividad verificada es del {fecha:%d/%m/%Y} ({dias} días){despues}."
    se_quita = (
        f"La alerta se quita sola cuando se verifica una de los últimos {settings.DIAS_SIN_ACTIVIDAD} días."
    )
    return Razon(f"Desde el {desde:%d/%m/%Y}: {porque} {se_quita}", url, "Ver actividades")


def con_actividad_reciente() -> Q:
    """Committees that did something, verified, within the tolerated days."""
    desde = timezone.localdate() - timedelta(days=settings.DIAS_SIN_ACTIVIDAD)
    return Q(Hay(Actividad.objects.filter(comite=OuterRef("pk"), fecha__gte=desde).verificadas()))


def _anotacion_de_columna() -> dict[str, Any]:
    hechas = Actividad.objects.filter(espacio=OuterRef("pk"))
    hechas = hechas.filter(estado__in=[EstadoActividad.REALIZADA, EstadoActividad.VERIFICADA])
    return {"actividad_ultima": Subquery(hechas.order_by("-fecha").values("fecha")[:1])}


def celda_ultima_actividad(espacio: Any) -> Celda:
    """Say when the last activity was, how long ago, and whether it still waits for its verification."""
    fecha = espacio.actividad_ultima
    if not fecha:
        return Celda("Ninguna aún")
    espera = "" if fecha == espacio.ultima_actividad else ", por verificar"
    return Celda(f"{fecha:%d/%m/%Y}", f"{distancia(fecha)}{espera}")
