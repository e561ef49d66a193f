"""What talks know about a person, told to `personas` from `ready()`."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from capacitaciones.models import Asistencia, Inscripcion
from capacitaciones.olvido import olvidar_inscripciones, quitar_datos
from capacitaciones.selectors import es_de, inscripciones_de
from cuentas.enums import Permiso
from personas.olvido import registrar_limpieza, registrar_participacion, registrar_plazo
from personas.referencias import Cierre, Objecion, Referencia, registrar_referencia
from personas.secciones import Linea, Seccion, registrar_seccion


def registrar_en_personas() -> None:
    """Called once, from `ready()`."""
    registrar_seccion(Seccion("charlas", "Charlas", "No figura en ninguna charla de su ámbito.", _charlas))
    registrar_referencia(Referencia("capacitaciones.Inscripcion", cerrar=_inscripciones_repetidas))
    registrar_referencia(
        Referencia("capacitaciones.Asistencia", objetar=_en_la_misma_charla, cerrar=_asistencias_repetidas)
    )
    registrar_participacion(_participacion)
    registrar_limpieza(_sus_inscripciones)
    registrar_plazo("Inscripciones en charlas sin datos de quien se inscribió", olvidar_inscripciones)


def _sus_inscripciones(persona: Any) -> None:
    quitar_datos(inscripciones_de(persona))


def _participacion(desde: date) -> tuple[Q, Q]:
    """Who registered for a talk after `desde`, and who ever did. Whoever attended had registered."""
    suyas = Inscripcion.objects.filter(persona=OuterRef("pk"))
    return Q(Exists(suyas.filter(sesion__fin__date__gt=desde))), Q(Exists(suyas))


def _repetidas(modelo: Any, conservada: Any, absorbida: Any) -> Any:
    """Return the rows of the absorbed person in talks where the other one stands too."""
    ya = modelo.objects.filter(persona=conservada).values("sesion")
    return modelo.objects.filter(persona=absorbida, sesion__in=ya)


def _en_la_misma_charla(conservada: Any, absorbida: Any) -> list[Objecion]:
    charlas = _repetidas(Asistencia, conservada, absorbida).values_list("sesion__titulo", flat=True)
    aviso = "Las dos figuran en la asistencia de «{}»: contarán como una sola persona."
    return [Objecion(aviso.format(titulo), definitiva=False) for titulo in charlas]


def _sin_persona(filas: Any) -> list[Cierre]:
    return [(pk, {"persona_id": None}) for pk in filas.values_list("pk", flat=True)]


def _inscripciones_repetidas(conservada: Any, absorbida: Any) -> list[Cierre]:
    return _sin_persona(_repetidas(Inscripcion, conservada, absorbida))


def _asistencias_repetidas(conservada: Any, absorbida: Any) -> list[Cierre]:
    return _sin_persona(_repetidas(Asistencia, conservada, absorbida))


def _charlas(persona: Any, user: Any) -> list[Linea]:
    filas = inscripciones_de(persona).select_related("sesion", "asistencia")
    if user is not None:
        filas = filas.visible_to(user, Permiso.CAPACITACION_VER)
    suyas = [i for i in filas.order_by("-sesion__inicio", "-pk") if es_de(i, persona)]
    return [_linea(inscripcion, enlaza=user is not None) for inscripcion in suyas]


def _linea(inscripcion: Inscripcion, *, enlaza: bool) -> Linea:
    sesion = inscripcion.sesion
    asistio = "Asistió" if hasattr(inscripcion, "asistencia") else "Se inscribió"
    return Linea(
        titulo=sesion.titulo,
        detalle=f"{sesion.tema_enum.label}. {sesion.fecha:%d/%m/%Y}. {asistio}.",
        url=sesion.get_absolute_url() if enlaza else "",
        datos={
            "charla": sesion.titulo,
            "fecha": f"{sesion.fecha:%Y-%m-%d}",
            "participacion": asistio,
            "nombres": inscripcion.nombres,
            "apellidos": inscripcion.apellidos,
            "documento": inscripcion.numero_documento,
            "celular": inscripcion.celular,
            "correo": inscripcion.correo,
        },
    )
