from django.db.models import TextChoices

from comunes.enums import EstadoConChip

# What the history calls a membership that the committee's own leader added.
AGREGADO_POR_LIDER = "integrante-agregado-por-lider"


class EstadoComite(EstadoConChip):
    """Derived from the constitution, the mandates and the dissolution; never stored."""

    EN_FORMACION = "en-formacion", "", "people", "En formación"
    CONSTITUIDO = "constituido", "cielo", "file-earmark-check", "Constituido"
    VIGENTE = "vigente", "parque", "check-circle-fill", "Vigente"
    POR_VENCER = "por-vencer", "farol", "hourglass-split", "Por vencer"
    VENCIDO = "vencido", "terracota", "calendar-x-fill", "Vencido"
    DISUELTO = "disuelto", "apagado", "slash-circle", "Disuelto"


class EstadoMandato(EstadoConChip):
    """Of one mandate, by its dates and by whether another one follows it; never stored."""

    POR_EMPEZAR = "por-empezar", "hueco", "hourglass", "Por empezar"
    VIGENTE = "vigente", "parque", "check-circle-fill", "Vigente"
    POR_VENCER = "por-vencer", "farol", "hourglass-split", "Por vencer"
    VENCIDO = "vencido", "terracota", "calendar-x-fill", "Vencido"
    RENOVADO = "renovado", "apagado", "arrow-repeat", "Renovado"
    CERRADO = "cerrado", "apagado", "slash-circle", "Cerrado con el comité"


class Senal(EstadoConChip):
    """Flags that lie over a state and say nothing about the mandate."""

    SIN_ACTIVIDAD = "sin-actividad", "apagado", "moon", "Sin actividad"


class MotivoSalida(TextChoices):
    RENUNCIA = "renuncia", "Renuncia"
    FIN_DE_MANDATO = "fin-de-mandato", "Fin de mandato"
    SEPARACION = "separacion", "Separación"
    MUDANZA = "mudanza", "Mudanza"
    FALLECIMIENTO = "fallecimiento", "Fallecimiento"
    DISOLUCION = "disolucion", "Disolución del comité"
    ANULACION = "anulacion", "Registro anulado"


class RevisionIntegrante(EstadoConChip):
    """What somebody else said of a membership that the committee's own leader added."""

    PENDIENTE = "pendiente", "jacaranda", "hourglass-split", "Por revisar"
    APROBADA = "aprobada", "parque", "patch-check-fill", "Revisada"
    CORREGIDA = "corregida", "farol", "pencil", "Corregida"
    ANULADA = "anulada", "apagado", "x-circle", "Anulada"


class EstadoGrupo(EstadoConChip):
    POR_CREAR = "por-crear", "hueco", "plus-circle-dotted", "Grupo por crear"
    ACTIVO = "activo", "parque", "whatsapp", "Grupo activo"
    INACTIVO = "inactivo", "farol", "moon", "Grupo inactivo"
    CERRADO = "cerrado", "apagado", "x-circle", "Grupo cerrado"


class SenalGrupo(EstadoConChip):
    """What an open group lacks; it lies over its state. Derived, never stored."""

    RETIRARON = "retiraron", "terracota", "person-x", "Alguien retiró su permiso"
    SIN_RESPALDO = "sin-respaldo", "farol", "person-exclamation", "Sin administración de respaldo"
    SIN_REGLAS = "sin-reglas", "hueco", "list-check", "Reglas por aceptar"
    FALTAN = "faltan", "hueco", "person-dash", "Faltan integrantes"


class MotivoAsamblea(TextChoices):
    CONSTITUCION = "constitucion", "Constitución del comité"
    RENOVACION = "renovacion", "Elección de la directiva"
    ORDINARIA = "ordinaria", "Asamblea ordinaria"


class ClaseDocumento(TextChoices):
    """The papers of a committee. `sigla` opens their correlative number."""

    ACTA_CONSTITUCION = "acta-constitucion", "Acta de constitución"
    ACTA_RENOVACION = "acta-renovacion", "Acta de renovación"
    PADRON = "padron", "Padrón de integrantes"
    CONVOCATORIA = "convocatoria", "Convocatoria"
    LISTA_ASISTENCIA = "lista-asistencia", "Lista de asistencia"

    @property
    def sigla(self) -> str:
        return {
            ClaseDocumento.ACTA_CONSTITUCION: "AC",
            ClaseDocumento.ACTA_RENOVACION: "AR",
            ClaseDocumento.PADRON: "PA",
            ClaseDocumento.CONVOCATORIA: "CO",
            ClaseDocumento.LISTA_ASISTENCIA: "LA",
        }[self]

    @property
    def es_acta(self) -> bool:
        """Say whether its signed copy, once validated, proves a mandate."""
        return self in (ClaseDocumento.ACTA_CONSTITUCION, ClaseDocumento.ACTA_RENOVACION)

    @property
    def se_firma(self) -> bool:
        return self != ClaseDocumento.CONVOCATORIA


class EstadoDocumento(EstadoConChip):
    """Derived from its signed copies, its replacement and its annulment; never stored."""

    EMITIDO = "emitido", "cielo", "file-earmark-check", "Emitido"
    POR_FIRMAR = "por-firmar", "hueco", "pen", "Por firmar"
    POR_VALIDAR = "por-validar", "jacaranda", "hourglass-split", "Por validar"
    OBSERVADO = "observado", "farol", "chat-left-text-fill", "Observado"
    VALIDADO = "validado", "parque", "patch-check-fill", "Firmado y validado"
    REEMPLAZADO = "reemplazado", "apagado", "arrow-repeat", "Reemplazado"
    ANULADO = "anulado", "apagado", "x-circle", "Anulado"


class EstadoEjemplar(EstadoConChip):
    POR_VALIDAR = "por-validar", "jacaranda", "hourglass-split", "Por validar"
    VALIDADO = "validado", "parque", "patch-check-fill", "Validado"
    OBSERVADO = "observado", "farol", "chat-left-text-fill", "Observado"


class ClaseArchivo(TextChoices):
    FOTO = "foto", "Foto"
    PDF = "pdf", "PDF"


class Tema(EstadoConChip):
    """The four themes that the programme's groups and talks carry."""

    SEGURIDAD = "seguridad", "cielo", "shield-check", "Seguridad ciudadana a nivel comunal"
    CONVIVENCIA = "convivencia", "parque", "house-heart", "Convivencia familiar"
    VIOLENCIA = (
        "violencia",
        "jacaranda",
        "person-hearts",
        "Erradicación de la violencia contra la mujer e integrantes del grupo familiar",
    )
    EMERGENCIA = "emergencia", "terracota", "heart-pulse", "Emergencia sanitaria"

    @property
    def corto(self) -> str:
        """Return the name that fits a column or a chip."""
        return {
            Tema.SEGURIDAD: "Seguridad ciudadana",
            Tema.CONVIVENCIA: "Convivencia familiar",
            Tema.VIOLENCIA: "No a la violencia",
            Tema.EMERGENCIA: "Emergencia sanitaria",
        }[self]


class EstadoMensaje(TextChoices):
    """What is stored; what people see adds the dates: see `SituacionMensaje`."""

    BORRADOR = "borrador", "Borrador"
    PUBLICADO = "publicado", "Publicado"
    RETIRADO = "retirado", "Retirado"


class SituacionMensaje(EstadoConChip):
    """Of a message on a day: a published one is ready to send only between its dates."""

    BORRADOR = "borrador", "hueco", "pencil", "Borrador"
    POR_EMPEZAR = "por-empezar", "hueco", "hourglass", "Todavía no"
    VIGENTE = "vigente", "parque", "check-circle-fill", "Listo para enviar"
    VENCIDO = "vencido", "apagado", "calendar-x-fill", "Fuera de fecha"
    RETIRADO = "retirado", "apagado", "x-circle", "Retirado"
