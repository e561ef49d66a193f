from typing import Final

from django.db.models import TextChoices

from comites.enums import Tema
from comunes.enums import EstadoConChip


class TemaSesion(EstadoConChip):
    """The nine themes of the talks: the four that the groups also carry, and five of how to organise."""

    SEGURIDAD = Tema.SEGURIDAD.definicion
    CONVIVENCIA = Tema.CONVIVENCIA.definicion
    VIOLENCIA = Tema.VIOLENCIA.definicion
    EMERGENCIA = Tema.EMERGENCIA.definicion
    ORGANIZACION = "organizacion", "cielo", "diagram-3", "Organización del comité"
    CPTED = "cpted", "parque", "lightbulb", "Prevención por el diseño del espacio (CPTED)"
    LIDERAZGO = "liderazgo", "jacaranda", "person-raised-hand", "Liderazgo"
    INCIDENCIA = "incidencia", "farol", "megaphone", "Incidencia"
    GOBIERNO_ABIERTO = "gobierno-abierto", "cielo", "bank", "Gobierno abierto"

    @property
    def corto(self) -> str:
        """Return the name that fits a column or a chip."""
        return _CORTOS.get(self.value, str(self.label))


_CORTOS = {tema.value: tema.corto for tema in Tema} | {"cpted": "Diseño del espacio (CPTED)"}


class Modalidad(TextChoices):
    VIRTUAL = "virtual-sincronica", "Virtual, en vivo"
    ASINCRONICA = "virtual-asincronica", "Virtual, a su ritmo"
    PRESENCIAL = "presencial", "Presencial"
    HIBRIDA = "hibrida", "Híbrida: presencial y virtual"

    @property
    def con_enlace(self) -> bool:
        """Say whether people enter by a link."""
        return self != Modalidad.PRESENCIAL

    @property
    def con_lugar(self) -> bool:
        """Say whether people go somewhere."""
        return self in (Modalidad.PRESENCIAL, Modalidad.HIBRIDA)


class EstadoSesion(EstadoConChip):
    PROGRAMADA = "programada", "hueco", "calendar-event", "Programada"
    ABIERTA = "abierta", "cielo", "door-open", "Inscripción abierta"
    REALIZADA = "realizada", "jacaranda", "hourglass-split", "Por cerrar"
    CERRADA = "cerrada", "pleno", "patch-check-fill", "Cerrada"
    CANCELADA = "cancelada", "apagado", "x-circle", "Cancelada"


# The talk is still to be given: seats come and go, and it may be cancelled.
ANTES_DE_DARSE: Final = (EstadoSesion.PROGRAMADA, EstadoSesion.ABIERTA)


class Paso(TextChoices):
    """What somebody does to a talk; the table of `ciclo` says who may and when."""

    ABRIR = "abrir", "Abrir la inscripción"
    REALIZAR = "realizar", "Ya se realizó"
    CERRAR = "cerrar", "Cerrar y emitir constancias"
    CANCELAR = "cancelar", "Cancelar la charla"


class TipoAsistente(TextChoices):
    INTEGRANTE = "integrante", "Integrante de un comité"
    PUBLICO = "publico", "Público general"


class OrigenInscripcion(TextChoices):
    """Where somebody was written down. At the door means: came without being registered before."""

    WEB = "web", "Página pública"
    EQUIPO = "equipo", "El equipo"
    PUERTA = "puerta", "El día de la charla"


class ModoAsistencia(TextChoices):
    """How it is known that somebody attended."""

    LISTA = "lista", "Lista"
    QR = "qr", "Código QR"
    FORMULARIO = "formulario", "Formulario"
    PLATAFORMA = "plataforma", "Reporte de la plataforma"
    CARGA = "carga", "Carga masiva"


class GrupoEdad(TextChoices):
    MENOS_DE_14 = "menos-de-14", "Menos de 14"
    DE_14_A_17 = "14-17", "14 a 17"
    DE_18_A_29 = "18-29", "18 a 29"
    DE_30_A_59 = "30-59", "30 a 59"
    DE_60_A_MAS = "60-mas", "60 o más"


class EstadoConstancia(EstadoConChip):
    """Derived from its revocation and its replacement; never stored."""

    VIGENTE = "vigente", "parque", "patch-check-fill", "Vigente"
    REEMPLAZADA = "reemplazada", "apagado", "arrow-repeat", "Reemplazada"
    REVOCADA = "revocada", "terracota", "x-octagon", "Revocada"
