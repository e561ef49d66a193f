from typing import Final

from django.db.models import TextChoices

from comunes.enums import EstadoConChip


class EstadoEspacio(EstadoConChip):
    """The life of a space. «En alerta» is derived and lies over these, it is not one of them."""

    IDENTIFICADO = "identificado", "", "geo-alt", "Identificado"
    PRIORIZADO = "priorizado", "cielo", "flag-fill", "Priorizado"
    EN_DIAGNOSTICO = "en-diagnostico", "jacaranda", "clipboard2-pulse", "En diagnóstico"
    EN_RECUPERACION = "en-recuperacion", "farol", "tools", "En recuperación"
    RECUPERADO = "recuperado", "parque", "lightbulb", "Recuperado"
    EN_SOSTENIBILIDAD = "en-sostenibilidad", "pleno", "lightbulb-fill", "En sostenibilidad"
    RETIRADO = "retirado", "apagado", "archive", "Retirado"


# Where a recovered space shines; only these can fall back, so only these can be in alert.
ESTADOS_RECUPERADOS: Final = (EstadoEspacio.RECUPERADO, EstadoEspacio.EN_SOSTENIBILIDAD)

# Silences that can be asked for: so many days without a verified activity, or never one.
SILENCIOS: Final = (30, 60, 90, 180)
SIN_NINGUNA: Final = "ninguna"


class MomentoFoto(TextChoices):
    """What a photo shows, in the order in which photos are told."""

    ANTES = "antes", "Antes"
    DURANTE = "durante", "Durante"
    DESPUES = "despues", "Después"
    GENERAL = "general", "General"


class EstadoFoto(EstadoConChip):
    """How far a photo is from the public page. Removing one lies over this, it is not one of them."""

    PRIVADA = "privada", "hueco", "lock-fill", "Privada"
    POR_APROBAR = "por-aprobar", "jacaranda", "hourglass-split", "Por aprobar"
    PUBLICADA = "publicada", "pleno", "globe-americas", "Publicada"


class PersonasEnFoto(TextChoices):
    """Whether somebody can be recognised, as whoever keeps the photo declares it."""

    NADIE = "nadie", "No se reconoce a nadie"
    CON_PERMISO = "con-permiso", "Sí, y dieron su autorización"
    SIN_PERMISO = "sin-permiso", "Sí, y no tenemos su autorización"


class MedioAutorizacion(TextChoices):
    """How those who appear said yes."""

    PAPEL = "papel", "Por escrito, en papel"
    ORAL = "oral", "De palabra"
    WHATSAPP = "whatsapp", "Por WhatsApp"


class EstadoPedido(TextChoices):
    """What became of a request to retire a space."""

    PENDIENTE = "pendiente", "Pendiente"
    APROBADO = "aprobado", "Aprobado"
    NEGADO = "negado", "Negado"
    ANULADO = "anulado", "Anulado"


class Alerta(EstadoConChip):
    """What lies over a recovered space that is falling back; derived, never stored."""

    EN_ALERTA = "en-alerta", "terracota", "exclamation-triangle-fill", "En alerta"


class MomentoDiagnostico(TextChoices):
    """When in the life of the space the neighbours looked at it."""

    LINEA_BASE = "linea-base", "Línea base"
    SEGUIMIENTO = "seguimiento", "Seguimiento"
    CIERRE = "cierre", "Cierre"


class EstadoDiagnostico(EstadoConChip):
    BORRADOR = "borrador", "hueco", "pencil", "Borrador"
    ENVIADO = "enviado", "jacaranda", "send", "Por validar"
    OBSERVADO = "observado", "farol", "chat-left-text-fill", "Observado"
    VALIDADO = "validado", "pleno", "lock-fill", "Validado"
    DESCARTADO = "descartado", "apagado", "archive", "Descartado"


class PasoDiagnostico(TextChoices):
    """What somebody did to a diagnosis; the table of `ciclo_diagnostico` says who may and when."""

    ENVIAR = "enviar", "Enviado"
    OBSERVAR = "observar", "Observado"
    VALIDAR = "validar", "Validado"
    DESCARTAR = "descartar", "Descartado"
    RECUPERAR = "recuperar", "Recuperado"


class MetodoDiagnostico(TextChoices):
    OBSERVACION = "observacion", "Observación"
    MARCHA = "marcha-exploratoria", "Marcha exploratoria"
    PASEO = "paseo-de-jane", "Paseo de Jane"
    ENCUESTA = "encuesta", "Encuesta"
    GRUPO_FOCAL = "grupo-focal", "Grupo focal"
    MAPA_DE_TEMOR = "mapa-de-temor", "Mapa de temor"


class RespuestaPercepcion(TextChoices):
    """Answers to «how safe do you feel here», from best to worst; the names are those of the counts."""

    MUY_SEGURO = "muy_seguro", "Muy seguro"
    SEGURO = "seguro", "Seguro"
    NI_SEGURO_NI_INSEGURO = "ni_seguro_ni_inseguro", "Ni seguro ni inseguro"
    INSEGURO = "inseguro", "Inseguro"
    MUY_INSEGURO = "muy_inseguro", "Muy inseguro"


class SeccionDiagnostico(TextChoices):
    """The parts of a diagnosis, in the order in which they are filled in and reviewed."""

    COMO = "como", "Cómo se hizo"
    RIESGOS = "riesgos", "Factores de riesgo"
    DIMENSIONES = "dimensiones", "Cómo está el espacio"
    MIRADA = "mirada", "Lo que ve el vecindario"
    PARTICIPANTES = "participantes", "Quiénes participaron"
    PERCEPCION = "percepcion", "Percepción de seguridad"


# Work plan, articulation and interventions --------------------------------------------------------


class Institucion(TextChoices):
    """Who answers for an action or an intervention."""

    COMITE = "comite", "Comité"
    MUNICIPALIDAD = "municipalidad", "Municipalidad"
    COMISARIA = "comisaria", "Comisaría PNP"
    OTRA = "otra", "Otra institución"


class EstadoPlan(EstadoConChip):
    BORRADOR = "borrador", "hueco", "pencil", "Borrador"
    PRESENTADO = "presentado", "jacaranda", "send", "Por aprobar"
    OBSERVADO = "observado", "farol", "chat-left-text-fill", "Observado"
    APROBADO = "aprobado", "pleno", "lock-fill", "Aprobado"
    REEMPLAZADO = "reemplazado", "apagado", "archive", "Reemplazado"
    CERRADO = "cerrado", "apagado", "check-circle-fill", "Cerrado"
    DESCARTADO = "descartado", "apagado", "archive", "Descartado"


class PasoPlan(TextChoices):
    """What somebody did to a plan; the table of `ciclo_plan` says who may and when."""

    PRESENTAR = "presentar", "Presentado"
    OBSERVAR = "observar", "Observado"
    APROBAR = "aprobar", "Aprobado"
    REEMPLAZAR = "reemplazar", "Reemplazado por una versión nueva"
    CERRAR = "cerrar", "Cerrado"
    DESCARTAR = "descartar", "Descartado"
    RECUPERAR = "recuperar", "Recuperado"


class EstadoAccion(EstadoConChip):
    """How far an action of the plan is. «Vencida» is derived: see `PlazoAccion`."""

    PENDIENTE = "pendiente", "hueco", "circle", "Pendiente"
    EN_CURSO = "en-curso", "cielo", "arrow-right-circle", "En curso"
    REPROGRAMADA = "reprogramada", "hueco", "calendar-week", "Reprogramada"
    CUMPLIDA = "cumplida", "pleno", "check-circle-fill", "Cumplida"


class PlazoAccion(EstadoConChip):
    """How an unfinished action stands against its due date; derived, never stored."""

    VENCIDA = "vencida", "terracota", "calendar-x-fill", "Vencida"
    ESTA_SEMANA = "esta-semana", "farol", "hourglass-split", "Vence esta semana"


class TipoArticulacion(TextChoices):
    ACTA = "acta", "Acta"
    OFICIO = "oficio", "Oficio"
    REUNION = "reunion", "Reunión"
    CONVENIO = "convenio", "Convenio"


class TipoIntervencion(TextChoices):
    FISICA = "fisica", "Física"
    SOCIAL = "social", "Social"
    CULTURAL = "cultural-deportiva", "Cultural o deportiva"
    POLICIAL = "policial-preventiva", "Policial preventiva"
    NORMATIVA = "normativa", "Normativa"
    TECNOLOGICA = "tecnologica", "Tecnológica"


class EstadoIntervencion(EstadoConChip):
    PLANIFICADA = "planificada", "hueco", "calendar-week", "Planificada"
    EN_EJECUCION = "en-ejecucion", "farol", "tools", "En ejecución"
    TERMINADA = "terminada", "jacaranda", "hourglass-split", "Por verificar"
    OBSERVADA = "observada", "farol", "chat-left-text-fill", "Observada"
    VERIFICADA = "verificada", "pleno", "patch-check-fill", "Verificada"
    CANCELADA = "cancelada", "apagado", "x-circle", "Cancelada"


class PasoIntervencion(TextChoices):
    """What somebody did to an intervention; the table of `ciclo_intervencion` says who may and when."""

    EMPEZAR = "empezar", "Empezada"
    TERMINAR = "terminar", "Terminada"
    OBSERVAR = "observar", "Observada"
    VERIFICAR = "verificar", "Verificada"
    CANCELAR = "cancelar", "Cancelada"
    RETOMAR = "retomar", "Retomada"
