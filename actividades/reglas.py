"""What the data of an activity must be, whoever writes it: screens, imports and commands ask here."""

from datetime import date, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils import timezone

from actividades.enums import Organizador
from actividades.models import PARTICIPANTES_MAXIMO, Actividad
from comunes.texto import en_una_linea, normalizar
from espacios.enums import EstadoEspacio

FECHA_MINIMA: Final = date(2015, 1, 1)
VECES_MAXIMO: Final = 12
PLAZO_MAXIMO: Final = timedelta(days=366)
TEXTO_MAXIMO: Final = 500
LARGOS: Final = {"titulo": 160, "apoyo": 200, "resultado": 2000}
CAMPOS: Final = ("tipo", "titulo", "fecha", "participantes", "apoyo", "resultado")


def normalizar_datos(datos: dict[str, Any]) -> dict[str, Any]:
    """Return the `CAMPOS` of `datos` with their texts clean."""
    return {
        "tipo": datos["tipo"],
        "titulo": en_una_linea(datos["titulo"]),
        "fecha": datos["fecha"],
        "participantes": datos["participantes"],
        "apoyo": en_una_linea(datos["apoyo"]),
        "resultado": normalizar(datos["resultado"]),
    }


def validar_datos(datos: dict[str, Any]) -> None:
    """Raise ValidationError with every field of the normalised `datos` that is wrong."""
    errores = {"fecha": motivo_de_fecha(datos["fecha"])}
    participantes = datos["participantes"]
    if participantes is None or not 1 <= participantes <= PARTICIPANTES_MAXIMO:
        errores["participantes"] = f"Debe ser un número de 1 a {PARTICIPANTES_MAXIMO}."
    for campo, maximo in LARGOS.items():
        errores[campo] = motivo_de_largo(datos[campo], maximo)
    if errores := {campo: motivo for campo, motivo in errores.items() if motivo}:
        raise ValidationError(errores)


def motivo_de_fecha(fecha: date) -> str:
    """Say what is wrong with the day of an activity, or return an empty text. The server's day decides."""
    hoy = timezone.localdate()
    if fecha > hoy:
        return f"Ese día todavía no llega: hoy es {hoy:%d/%m/%Y}."
    if fecha < FECHA_MINIMA:
        return f"Se registran actividades desde el {FECHA_MINIMA:%d/%m/%Y}."
    return ""


def motivo_de_fecha_futura(fecha: date) -> str:
    """Say what is wrong with the day of something planned, or return an empty text."""
    hoy = timezone.localdate()
    if fecha < hoy:
        return f"Ese día ya pasó: hoy es {hoy:%d/%m/%Y}."
    if fecha > hoy + PLAZO_MAXIMO:
        return "Se programa hasta con un año de anticipación."
    return ""


def motivo_de_largo(texto: str, maximo: int) -> str:
    """Say by how much a text is too long, or return an empty text."""
    return f"El texto tiene {len(texto)} letras: entran hasta {maximo}." if len(texto) > maximo else ""


def motivo_de_nombre(nombre: str, maximo: int = 160) -> str:
    """Say what is wrong with the name of somebody or something, or return an empty text."""
    if not any(letra.isalpha() for letra in nombre):
        return "Falta escribirlo."
    return motivo_de_largo(nombre, maximo)


def exigir_lugar_en_pie(actividad: Actividad) -> None:
    """Refuse a withdrawn space, and a committee of another space or dissolved by that day."""
    if actividad.espacio.estado == EstadoEspacio.RETIRADO:
        raise ValidationError({"espacio": "El espacio está retirado del programa."})
    comite = actividad.comite
    if comite is None:
        if actividad.organizador == Organizador.COMITE:
            raise ValidationError({"comite": "Falta elegir el comité."})
        return
    if comite.espacio_id != actividad.espacio_id:
        raise ValidationError({"comite": "El comité no es de este espacio."})
    if comite.disuelto and actividad.fecha > comite.disuelto:
        raise ValidationError({"comite": f"El comité se disolvió el {comite.disuelto:%d/%m/%Y}."})


def limpiar_texto_de_paso(texto: str, *, obligatorio: bool) -> str:
    """Return the words of a review ready to store, or raise ValidationError on «texto»."""
    texto = normalizar(texto)
    motivo = motivo_de_largo(texto, TEXTO_MAXIMO)
    if obligatorio and not texto:
        motivo = "Hay que escribir el motivo."
    if motivo:
        raise ValidationError({"texto": motivo})
    return texto
