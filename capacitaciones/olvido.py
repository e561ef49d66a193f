"""Taking out who registered: that somebody came, and when, stays for the figures."""

from datetime import date
from typing import Any, Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from capacitaciones.models import Asistencia, Inscripcion
from comunes.bitacora import registrar
from personas.enums import TipoDocumento

NOMBRES, APELLIDOS = "Persona", "anonimizada"
_SIN_CONTACTO: Final[dict[str, Any]] = {
    "tipo_documento": TipoDocumento.SIN_DOCUMENTO,
    "numero_documento": "",
    "celular": "",
    "correo": "",
    "distrito": None,
}


def quitar_datos(inscripciones: QuerySet[Inscripcion]) -> int:
    """Empty what identifies somebody in these rows and return how many there were."""
    return inscripciones.filter(anonimizada__isnull=True).update(
        nombres=NOMBRES, apellidos=APELLIDOS, anonimizada=timezone.now(), **_SIN_CONTACTO
    )


def quitar_contacto(inscripciones: QuerySet[Inscripcion]) -> int:
    """Empty the document and the contact in these rows, leave the name, and return how many there were."""
    return inscripciones.update(**_SIN_CONTACTO)


@transaction.atomic
def olvidar_inscripciones(*, actor: Any, limite: date, simular: bool = False) -> int:
    """Forget who registered for talks that ended by `limite`; return how many.

    Whoever came and is known here keeps the name beside their certificate, and its link, until they are
    forgotten as a person; of everybody else nothing stays. Whoever calls answers for the permission.
    """
    vencidas = Inscripcion.objects.filter(anonimizada__isnull=True, sesion__fin__date__lte=limite)
    vinieron = Asistencia.objects.filter(persona__anonimizada__isnull=True, persona__isnull=False)
    conocida = Q(Exists(vinieron.filter(inscripcion=OuterRef("pk"))))
    sin_contacto = Q(**_SIN_CONTACTO)
    con_nombre, sin_nombre = vencidas.filter(conocida).exclude(sin_contacto), vencidas.exclude(conocida)
    if simular:
        return con_nombre.count() + sin_nombre.count()
    sesiones = {i.sesion_id: i.sesion for i in (con_nombre | sin_nombre).select_related("sesion")}
    cuantas = quitar_contacto(con_nombre) + quitar_datos(sin_nombre)
    for sesion in sesiones.values():
        registrar(actor=actor, accion="charla-sin-datos-de-inscritos", objeto=sesion)
    return cuantas
