from django.db.models import TextChoices

from comunes.enums import EstadoConChip


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


class EstadoGrupo(EstadoConChip):
    POR_CREAR = "por-crear", "hueco", "plus-circle-dotted", "Grupo por crear"
    ACTIVO = "activo", "parque", "whatsapp", "Grupo activo"
    INACTIVO = "inactivo", "farol", "moon", "Grupo inactivo"
    CERRADO = "cerrado", "apagado", "x-circle", "Grupo cerrado"
