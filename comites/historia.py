"""The events of a committee in words, for its history page. No names of members: only what happened."""

from typing import Any

from django.utils import timezone

from comites.enums import AGREGADO_POR_LIDER
from comunes.models import Evento

_FRASES = {
    "comite-en-formacion": "Se registró el comité, en formación",
    "comite-constituido": "Se registró la constitución",
    "comite-editado": "Se corrigió el nombre",
    "comite-disuelto": "Se registró la disolución",
    "mandato-adelantado": "El mandato terminó antes, por una elección adelantada",
    "mandato-renovado": "Se renovó el mandato",
    "asamblea-convocada": "Se convocó una asamblea",
    "documento-emitido": "Se emitió un documento",
    "documento-anulado": "Se anuló un documento",
    "ejemplar-subido": "Llegó un documento firmado",
    "ejemplar-validado": "Se validó un documento firmado",
    "ejemplar-observado": "Se observó un documento firmado",
    "firmado-abierto": "Se abrió un documento firmado",
    "integrante-agregado": "Entró una persona",
    AGREGADO_POR_LIDER: "Entró una persona, agregada por su líder",
    "busquedas-frenadas": "Se frenaron las búsquedas de documentos de su líder",
    "integrante-editado": "Se corrigió un cargo o su fecha",
    "integrante-aprobado": "Se revisó a una persona agregada por su líder",
    "integrante-anulado": "Se anuló el registro de una persona agregada por su líder",
    "integrante-retirado": "Salió una persona",
    "grupo-registrado": "Se registró el grupo de WhatsApp",
    "grupo-actualizado": "Se actualizó el grupo de WhatsApp",
    "grupo-integrantes": "Se anotó quiénes están en el grupo de WhatsApp",
    "grupo-reglas": "El grupo de WhatsApp aceptó las reglas",
    "grupo-con-mensajes": "Se anotó que hubo mensajes en el grupo",
    "grupo-enlace-mostrado": "Se mostró el enlace del grupo, para invitar",
    "grupo-cerrado": "Se cerró el grupo de WhatsApp",
    "mensaje-enviado": "Se anotó un mensaje enviado al grupo",
    "mensaje-no-enviado": "Se quitó la anotación de un mensaje enviado",
}


def en_palabras(evento: Evento) -> dict[str, Any]:
    """Return an event as the timeline component reads it."""
    cuando = timezone.localtime(evento.fecha)
    quien = evento.actor.get_full_name() if evento.actor else "La instalación"
    return {
        "cuando": f"{cuando:%d/%m/%Y, %H:%M}",
        "titulo": _FRASES.get(evento.accion, evento.accion.replace("-", " ").capitalize()),
        "texto": f"{evento.datos['documento']}, {quien}" if "documento" in evento.datos else quien,
    }
