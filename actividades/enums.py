from django.db.models import TextChoices

from comunes.enums import EstadoConChip


class EstadoActividad(EstadoConChip):
    PROGRAMADA = "programada", "cielo", "calendar-event", "Programada"
    REALIZADA = "realizada", "jacaranda", "check-lg", "Por verificar"
    VERIFICADA = "verificada", "pleno", "patch-check-fill", "Verificada"
    OBSERVADA = "observada", "farol", "chat-left-text-fill", "Observada"
    CANCELADA = "cancelada", "apagado", "x-circle", "Cancelada"
    REPROGRAMADA = "reprogramada", "hueco", "arrow-clockwise", "Reprogramada"


class Organizador(TextChoices):
    """Who organised it; only the committee's own count as self-managed."""

    COMITE = "comite", "El comité"
    MUNICIPALIDAD = "municipalidad", "La municipalidad"
    COMISARIA = "comisaria", "La comisaría"
    OTRO = "otro", "Otra institución"
