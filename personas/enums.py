from django.db.models import TextChoices

from comunes.enums import EstadoConChip


class TipoDocumento(TextChoices):
    DNI = "dni", "DNI"
    CE = "ce", "Carné de extranjería"
    PTP = "ptp", "Permiso temporal (PTP)"
    PASAPORTE = "pasaporte", "Pasaporte"
    SIN_DOCUMENTO = "sin-documento", "Sin documento"


class Sexo(TextChoices):
    MUJER = "mujer", "Mujer"
    HOMBRE = "hombre", "Hombre"
    NO_DECLARA = "no-declara", "No declara"


class Finalidad(TextChoices):
    GESTION = "gestion", "Gestión del programa"
    WHATSAPP = "whatsapp", "Grupo de WhatsApp"
    FOTOS = "fotos", "Fotos de actividades"
    PUBLICACION = "publicacion", "Publicación"


class Canal(TextChoices):
    PAPEL = "papel", "Papel firmado"
    WEB = "web", "Formulario web"
    VERBAL = "verbal", "De palabra, con testigo"
    PADRON = "padron", "Padrón de la oficina"


class EstadoSolicitudDeAcceso(EstadoConChip):
    PENDIENTE = "pendiente", "farol", "hourglass-split", "Por responder"
    CONCEDIDA = "concedida", "parque", "check-circle-fill", "Concedido"
    NEGADA = "negada", "terracota", "x-circle-fill", "Negado"


class TipoAcceso(TextChoices):
    REVELACION = "revelacion", "Dato revelado"
    EXPORTACION = "exportacion", "Datos descargados"


class EstadoDuplicado(EstadoConChip):
    PENDIENTE = "pendiente", "farol", "people", "Por revisar"
    DESCARTADO = "descartado", "apagado", "x-circle", "Son dos personas"


class Derecho(TextChoices):
    ACCESO = "acceso", "Ver mis datos"
    RECTIFICACION = "rectificacion", "Corregir mis datos"
    CANCELACION = "cancelacion", "Borrar mis datos"
    OPOSICION = "oposicion", "Oponerme a que se usen"


class CanalSolicitud(TextChoices):
    WEB = "web", "Formulario público"
    PRESENCIAL = "presencial", "En la oficina"
    CORREO = "correo", "Correo o mesa de partes"


class EstadoSolicitud(EstadoConChip):
    RECIBIDA = "recibida", "farol", "inbox", "Por identificar"
    IDENTIFICADA = "identificada", "cielo", "person-check", "Por responder"
    RESPONDIDA = "respondida", "parque", "check-circle-fill", "Respondida"
    RECHAZADA = "rechazada", "apagado", "x-circle", "Identidad no comprobada"
