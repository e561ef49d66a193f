"""A person's values in words, each as far as its reader may see it."""

from typing import Any

from personas.permissions import DatosVisibles, Ver

NADA = "Sin dato"
RESERVADO = "Reservado"


def valores_en_palabras(persona: Any, vista: DatosVisibles) -> dict[str, str]:
    """Return the value of each choice of a union, as `vista` lets it be read."""
    return {
        "documento": vista.documento or RESERVADO,
        "nombres": persona.nombres if vista.nombre else RESERVADO,
        "apellido_paterno": persona.apellido_paterno if vista.nombre else RESERVADO,
        "apellido_materno": (persona.apellido_materno or NADA) if vista.nombre else RESERVADO,
        "sexo": persona.get_sexo_display(),
        "fecha_nacimiento": _fecha(persona, vista),
        "celular": vista.celular or (RESERVADO if persona.celular else NADA),
        "correo": _correo(persona, vista),
        "distrito": str(persona.distrito) if persona.distrito else NADA,
        "cuenta": "Tiene cuenta" if persona.usuario_id else "No tiene cuenta",
    }


def _fecha(persona: Any, vista: DatosVisibles) -> str:
    if persona.fecha_nacimiento is None:
        return NADA
    return f"{vista.nacimiento:%d/%m/%Y}" if vista.nacimiento else RESERVADO


def _correo(persona: Any, vista: DatosVisibles) -> str:
    if not persona.correo:
        return NADA
    return persona.correo if vista.grado.documento == Ver.TODO else RESERVADO
