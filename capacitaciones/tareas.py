"""Background work of talks: the e-mail with the links of one's certificates."""

from urllib.parse import urljoin

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django_tasks import task

from capacitaciones.models import Inscripcion


@task()
def enviar_enlaces(inscripciones: list[int], raiz: str) -> None:
    """Send, to the address they were made with, the links of these registrations; without any, nothing.

    All of them were made with the same address. `raiz` is the address of this service («https://…/»).
    """
    filas = list(Inscripcion.objects.filter(pk__in=inscripciones).exclude(correo="").select_related("sesion"))
    if not filas:
        return
    enlaces = [
        (i.sesion.titulo, urljoin(raiz, reverse("charlas:inscripcion", args=[i.codigo]))) for i in filas
    ]
    texto = render_to_string("capacitaciones/correo/constancias.txt", {"enlaces": enlaces})
    send_mail("Espacio Seguro: tus constancias", texto.strip(), None, [filas[0].correo])
