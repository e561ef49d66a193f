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


class MomentoFoto(TextChoices):
    ANTES = "antes", "Antes"
    DESPUES = "despues", "Después"
    GENERAL = "general", "General"


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


class PasoDiagnostico(TextChoices):
    """What somebody did to a diagnosis; the table of `ciclo_diagnostico` says who may and when."""

    ENVIAR = "enviar", "Enviado"
    OBSERVAR = "observar", "Observado"
    VALIDAR = "validar", "Validado"


class MetodoDiagnostico(TextChoices):
    OBSERVACION = "observacion", "Observación"
    MARCHA = "marcha-exploratoria", "Marcha exploratoria"
    PASEO = "paseo-de-jane", "Paseo de Jane"
    ENCUESTA = "encuesta", "Encuesta"
    GRUPO_FOCAL = "grupo-focal", "Grupo focal"
    MAPA_DE_TEMOR = "mapa-de-temor", "Mapa de temor"


class SeccionDiagnostico(TextChoices):
    """The parts of a diagnosis, in the order in which they are filled in and reviewed."""

    COMO = "como", "Cómo se hizo"
    RIESGOS = "riesgos", "Factores de riesgo"
    DIMENSIONES = "dimensiones", "Cómo está el espacio"
    MIRADA = "mirada", "Lo que ve el vecindario"
    PARTICIPANTES = "participantes", "Quiénes participaron"
    PERCEPCION = "percepcion", "Percepción de seguridad"
