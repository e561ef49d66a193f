from django.db.models import TextChoices

from comunes.enums import EstadoConChip


class EstadoImportacion(EstadoConChip):
    """The life of one uploaded file."""

    LEYENDO = "leyendo", "cielo", "hourglass-split", "Revisando"
    POR_ORDENAR = "por-ordenar", "farol", "layout-three-columns", "Faltan columnas"
    REVISADA = "revisada", "jacaranda", "clipboard2-check", "Por confirmar"
    APLICANDO = "aplicando", "cielo", "hourglass-split", "Guardando"
    APLICADA = "aplicada", "pleno", "check-circle-fill", "Guardada"
    FALLIDA = "fallida", "terracota", "x-octagon", "No se pudo leer"
    DESCARTADA = "descartada", "apagado", "x-circle", "Descartada"


class Etapa(TextChoices):
    """What is being done while people wait."""

    EN_COLA = "en-cola", "En espera de su turno"
    LEYENDO = "leyendo", "Leyendo el archivo"
    REVISANDO = "revisando", "Revisando fila por fila"
    COMPARANDO = "comparando", "Comparando con lo registrado"
    GUARDANDO = "guardando", "Guardando: todo o nada"


class SistemaUbigeo(TextChoices):
    """What whoever uploads says of the file's ubigeos; empty is «find out»."""

    INEI = "INEI", "INEI"
    RENIEC = "RENIEC", "RENIEC"


class AccionFila(TextChoices):
    CREAR = "crear", "Se crea"
    ACTUALIZAR = "actualizar", "Se actualiza"
    IGUAL = "igual", "Ya está igual"
    RECHAZAR = "rechazar", "Se rechaza"
