"""Ready messages of talks, to send by WhatsApp with one's own hand: nothing is sent by itself."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from capacitaciones.models import Inscripcion, Sesion
from cuentas.whatsapp import enlace_a_whatsapp


def invitacion(request: HttpRequest, sesion: Sesion) -> str:
    """Return the address that opens WhatsApp with the invitation to register, for any group."""
    inicio = timezone.localtime(sesion.inicio)
    url = request.build_absolute_uri(reverse("charlas:charla", args=[sesion.uuid]))
    return enlace_a_whatsapp(
        f"Charla gratuita: «{sesion.titulo}», el {inicio:%d/%m/%Y} a las {inicio:%H:%M}. "
        f"Inscríbete aquí, toma un minuto: {url}"
    )


def su_enlace(request: HttpRequest, inscripcion: Inscripcion, sesion: Sesion) -> str:
    """Return the address that opens WhatsApp with somebody's own link, at the number they registered with.

    Empty without a number. Only for whoever may read that number.
    """
    if not inscripcion.celular:
        return ""
    url = request.build_absolute_uri(reverse("charlas:inscripcion", args=[inscripcion.codigo]))
    return enlace_a_whatsapp(
        f"Hola, {inscripcion.nombres}. Este es tu enlace de la charla «{sesion.titulo}»: {url}\n"
        "Es solo tuyo. Sirve para entrar y, cuando se cierre la asistencia, para descargar tu constancia.",
        inscripcion.celular,
    )
