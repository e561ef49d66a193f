"""What the data of an activity must be, whoever writes it: screens, imports and commands ask here."""

from datetime import date, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils import timezone

from actividades.enums import Organizador
from actividades.models import PARTICIPANTES_MAXIMO, POR_EDAD, POR_SEXO, Actividad
from comunes.texto import en_una_linea, normalizar
from espacios.enums import EstadoEspacio

FECHA_MINIMA: Final = date(2015, 1, 1)
VECES_MAXIMO: Final = 12
PLAZO_MAXIMO: Final = timedelta(days=366)
TEXTO_MAXIMO: Final = 500
LARGOS: Final = {"titulo": 160, "apoyo": 200, "resultado": 2000, "siguiente_paso": 300}
CAMPOS: Final = ("tipo", "titulo", "fecha", "participantes", "apoyo", "resultado")


# What may be told afterwards; nothing of it is asked for.
GRUPOS: Final = {"por sexo": POR_SEXO, "por edad": POR_EDAD}
DETALLES: Final = (*POR_SEXO, *POR_EDAD, "apoyo", "resultado", "siguiente_paso")


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
    errores |= _motivos_de_largo(datos)
    if errores := {campo: motivo for campo, motivo in errores.items() if motivo}:
        raise ValidationError(errores)


def _motivos_de_largo(datos: dict[str, Any]) -> dict[str, str]:
    return {c: motivo_de_largo(datos[c], maximo) for c, maximo in LARGOS.items() if c in datos}


def normalizar_detalles(datos: dict[str, Any]) -> dict[str, Any]:
    """Return the `DETALLES` of `datos` with their texts clean; a group left empty was not counted."""
    textos = {"apoyo": en_una_linea, "resultado": normalizar, "siguiente_paso": en_una_linea}
    return {campo: textos[campo](datos[campo]) if campo in textos else datos[campo] for campo in DETALLES}


def validar_detalles(datos: dict[str, Any], participantes: int | None) -> None:
    """Raise ValidationError with every field of the normalised `datos` that is wrong."""
    errores = _motivos_de_largo(datos)
    for campos in GRUPOS.values():
        if any((datos[campo] or 0) < 0 for campo in campos):
            errores[campos[0]] = "No puede ser un número negativo."
        elif motivo := motivo_de_grupos(campos, datos, participantes):
            errores[campos[0]] = motivo
    if errores := {campo: motivo for campo, motivo in errores.items() if motivo}:
        raise ValidationError(errores)


def motivo_de_grupos(campos: tuple[str, ...], datos: dict[str, Any], participantes: int | None) -> str:
    """Say by how much the groups pass the total, or return an empty text."""
    suma, total = sum(datos[campo] or 0 for campo in campos), participantes or 0
    if suma <= total:
        return ""
    nombres = "Mujeres y hombres" if campos == POR_SEXO else "Las edades"
    sobran = suma - total
    verbo = "sobra" if sobran == 1 else "sobran"
    return f"{nombres} suman {suma} y el total anotado es {total}: {verbo} {sobran}."


def exigir_que_quepan_los_grupos(actividad: Actividad) -> None:
    """Refuse a total below what was told of who took part."""
    for campos in GRUPOS.values():
        datos = {campo: getattr(actividad, campo) for campo in campos}
        if motivo := motivo_de_grupos(campos, datos, actividad.participantes):
            raise ValidationError({"participantes": f"{motivo} Primero hay que corregir «Completar»."})


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
