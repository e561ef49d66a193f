"""The inventory of what the system keeps: per model, which personal data, who reaches it, what is logged.

The law asks for it (Ley 29733 and its regulation), and `tests/meta` compares it with the models: a model
that is not here, or says something untrue, fails the suite. Add a line with the model's migration.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Datos(StrEnum):
    """The most delicate kind of personal data in a model's own columns."""

    NINGUNO = "sin datos personales"
    CUENTA = "cuenta de trabajo: nombres y correo institucional"
    IDENTIDAD = "identidad y contacto: documento, nombres, nacimiento, celular"
    VINCULO = "vínculo de una persona con el programa: cargo, fechas, consentimiento"
    IMAGEN = "fotos en las que puede haber personas"
    ACCESO = "datos de acceso: huellas de secretos, intentos, dispositivos"
    TRAZA = "quién hizo qué y cuándo, sin datos de terceros"


class Alcance(StrEnum):
    """Who reaches the rows."""

    ACOTADO = "según el territorio de cada cuenta: `visible_to`"
    GLOBAL = "el mismo para todas las cuentas: catálogos, referencia y mecanismos internos"


class Historial(StrEnum):
    """Where changes are written down."""

    BITACORA = "cada servicio que escribe deja un evento en la bitácora"
    CONJUNTO = "la carga o el servicio del que cuelga deja un evento por operación"
    PROPIO = "la tabla misma es el registro: no se edita"
    NINGUNO = "mecanismo interno que se renueva solo"


@dataclass(frozen=True)
class Ficha:
    datos: Datos
    alcance: Alcance
    historial: Historial


_REFERENCIA = Ficha(Datos.NINGUNO, Alcance.ACOTADO, Historial.CONJUNTO)
_CATALOGO = Ficha(Datos.NINGUNO, Alcance.GLOBAL, Historial.BITACORA)
_INTERNO = Ficha(Datos.NINGUNO, Alcance.GLOBAL, Historial.NINGUNO)
_FOTO = Ficha(Datos.IMAGEN, Alcance.ACOTADO, Historial.BITACORA)

INVENTARIO: Final[dict[str, Ficha]] = {
    "comunes.claveidempotencia": _INTERNO,
    "comunes.evento": Ficha(Datos.TRAZA, Alcance.GLOBAL, Historial.PROPIO),
    "comunes.hechodeinstalacion": _INTERNO,
    "comunes.vistaguardada": Ficha(Datos.NINGUNO, Alcance.ACOTADO, Historial.BITACORA),
    "territorio.region": _REFERENCIA,
    "territorio.provincia": _REFERENCIA,
    "territorio.distrito": _REFERENCIA,
    "territorio.municipalidad": _REFERENCIA,
    "territorio.comisaria": _REFERENCIA,
    "cuentas.usuario": Ficha(Datos.CUENTA, Alcance.ACOTADO, Historial.BITACORA),
    "cuentas.asignacion": Ficha(Datos.CUENTA, Alcance.ACOTADO, Historial.BITACORA),
    "cuentas.enlacepersonal": Ficha(Datos.ACCESO, Alcance.ACOTADO, Historial.BITACORA),
    "cuentas.dispositivoconfiable": Ficha(Datos.ACCESO, Alcance.ACOTADO, Historial.BITACORA),
    "cuentas.intentofallido": Ficha(Datos.ACCESO, Alcance.GLOBAL, Historial.NINGUNO),
    "personas.persona": Ficha(Datos.IDENTIDAD, Alcance.ACOTADO, Historial.BITACORA),
    "personas.consentimiento": Ficha(Datos.VINCULO, Alcance.ACOTADO, Historial.BITACORA),
    "personas.solicituddeacceso": Ficha(Datos.TRAZA, Alcance.ACOTADO, Historial.BITACORA),
    "personas.posibleduplicado": Ficha(Datos.NINGUNO, Alcance.ACOTADO, Historial.BITACORA),
    "personas.fusion": Ficha(Datos.IDENTIDAD, Alcance.ACOTADO, Historial.BITACORA),
    "personas.solicituddederechos": Ficha(Datos.IDENTIDAD, Alcance.ACOTADO, Historial.BITACORA),
    "personas.accesoadatos": Ficha(Datos.TRAZA, Alcance.ACOTADO, Historial.PROPIO),
    "espacios.tipoespacio": _CATALOGO,
    "espacios.factorriesgo": _CATALOGO,
    "espacios.espaciopublico": Ficha(Datos.NINGUNO, Alcance.ACOTADO, Historial.BITACORA),
    "espacios.celdadelmapa": _INTERNO,
    "espacios.cambiodelmapa": _INTERNO,
    "espacios.espacioenalerta": _INTERNO,
    "espacios.fotoespacio": _FOTO,
    "espacios.diagnostico": Ficha(Datos.NINGUNO, Alcance.ACOTADO, Historial.BITACORA),
    "espacios.pedidoderetiro": Ficha(Datos.NINGUNO, Alcance.ACOTADO, Historial.BITACORA),
    "espacios.respuestaencuesta": Ficha(Datos.NINGUNO, Alcance.ACOTADO, Historial.CONJUNTO),
    "espacios.revisiondiagnostico": Ficha(Datos.TRAZA, Alcance.ACOTADO, Historial.PROPIO),
    "espacios.plantrabajo": Ficha(Datos.NINGUNO, Alcance.ACOTADO, Historial.BITACORA),
    "espacios.accion": Ficha(Datos.VINCULO, Alcance.ACOTADO, Historial.BITACORA),
    "espacios.avanceaccion": Ficha(Datos.TRAZA, Alcance.ACOTADO, Historial.PROPIO),
    "espacios.revisionplan": Ficha(Datos.TRAZA, Alcance.ACOTADO, Historial.PROPIO),
    "espacios.intervencion": Ficha(Datos.NINGUNO, Alcance.ACOTADO, Historial.BITACORA),
    "espacios.revisionintervencion": Ficha(Datos.TRAZA, Alcance.ACOTADO, Historial.PROPIO),
    "espacios.articulacion": Ficha(Datos.VINCULO, Alcance.ACOTADO, Historial.BITACORA),
    "comites.cargo": _CATALOGO,
    "comites.comite": Ficha(Datos.NINGUNO, Alcance.ACOTADO, Historial.BITACORA),
    "comites.mandato": Ficha(Datos.NINGUNO, Alcance.ACOTADO, Historial.BITACORA),
    "comites.integrante": Ficha(Datos.VINCULO, Alcance.ACOTADO, Historial.BITACORA),
    "comites.grupowhatsapp": Ficha(Datos.VINCULO, Alcance.ACOTADO, Historial.BITACORA),
    "comites.mensaje": Ficha(Datos.NINGUNO, Alcance.ACOTADO, Historial.BITACORA),
    "comites.difusion": Ficha(Datos.TRAZA, Alcance.ACOTADO, Historial.BITACORA),
    "comites.asamblea": Ficha(Datos.NINGUNO, Alcance.ACOTADO, Historial.BITACORA),
    "comites.documentoemitido": Ficha(Datos.VINCULO, Alcance.ACOTADO, Historial.BITACORA),
    "comites.ejemplarfirmado": Ficha(Datos.TRAZA, Alcance.ACOTADO, Historial.BITACORA),
    "comites.paginafirmada": Ficha(Datos.IDENTIDAD, Alcance.ACOTADO, Historial.CONJUNTO),
    "actividades.tipoactividad": _CATALOGO,
    "actividades.actividad": Ficha(Datos.NINGUNO, Alcance.ACOTADO, Historial.BITACORA),
    "actividades.evidencia": _FOTO,
    "actividades.participacion": Ficha(Datos.IDENTIDAD, Alcance.ACOTADO, Historial.BITACORA),
    "actividades.revision": Ficha(Datos.TRAZA, Alcance.ACOTADO, Historial.PROPIO),
    "capacitaciones.sesion": Ficha(Datos.CUENTA, Alcance.ACOTADO, Historial.BITACORA),
    "capacitaciones.inscripcion": Ficha(Datos.IDENTIDAD, Alcance.ACOTADO, Historial.BITACORA),
    "capacitaciones.asistencia": Ficha(Datos.VINCULO, Alcance.ACOTADO, Historial.CONJUNTO),
    "capacitaciones.constancia": Ficha(Datos.VINCULO, Alcance.ACOTADO, Historial.BITACORA),
    "monitoreo.cortedeclarado": Ficha(Datos.NINGUNO, Alcance.GLOBAL, Historial.CONJUNTO),
    "monitoreo.conteo": _INTERNO,
    "monitoreo.conteodecharlas": _INTERNO,
    "monitoreo.cambioporcontar": _INTERNO,
    "monitoreo.personarepetida": Ficha(Datos.VINCULO, Alcance.GLOBAL, Historial.NINGUNO),
    "monitoreo.cifradeclarada": Ficha(Datos.NINGUNO, Alcance.GLOBAL, Historial.CONJUNTO),
    "padron.importacion": Ficha(Datos.TRAZA, Alcance.ACOTADO, Historial.BITACORA),
    "padron.filaimportada": Ficha(Datos.IDENTIDAD, Alcance.ACOTADO, Historial.CONJUNTO),
}
