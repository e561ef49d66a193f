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
