"""Taking out who registered: that somebody came, and when, stays for the figures."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from capacitaciones.models import Inscripcion
from comunes.bitacora import registrar
from personas.enums import TipoDocumento

NOMBRES, APELLIDOS = "Persona", "anonimizada"


def quitar_datos(inscripciones: QuerySet[Inscripcion]) -> int:
    """Empty what identifies somebody in these rows and return how many there were."""
    return inscripciones.filter(anonimizada__isnull=True).update(
        nombres=NOMBRES,
        apellidos=APELLIDOS,
        tipo_documento=TipoDocumento.SIN_DOCUMENTO,
        numero_documento="",
        celular="",
        correo="",
        distrito=None,
        anonimizada=timezone.now(),
    )


@transaction.atomic
def olvidar_inscripciones(*, actor: Any, limite: date, simular: bool = False) -> int:
    """Forget who registered for talks that ended by `limite` and is nobody known here; return how many.

    Whoever is known is forgotten with their person. Whoever calls answers for the permission.
    """
    filas = Inscripcion.objects.filter(
        persona__isnull=True, anonimizada__isnull=True, sesion__fin__date__lte=limite
    )
    if simular:
        return filas.count()
    sesiones = {i.sesion_id: i.sesion for i in filas.select_related("sesion")}
    cuantas = quitar_datos(filas)
    for sesion in sesiones.values():
        registrar(actor=actor, accion="charla-sin-datos-de-inscritos", objeto=sesion)
    return cuantas
