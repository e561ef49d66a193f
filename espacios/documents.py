"""Papers of spaces."""

from typing import Any, Final

from comunes.documentos import componer
from espacios.enums import MetodoDiagnostico, MomentoDiagnostico
from espacios.forms_diagnostico import PREGUNTAS, ROTULOS_TEXTO
from espacios.models import Diagnostico, EspacioPublico, FactorRiesgo
from espacios.models.diagnostico import EDADES, ENCUESTA_MINIMA, RESPUESTAS, SEXOS

PLANTILLA_DIAGNOSTICO: Final = "espacios/papeles/diagnostico.typ"


def ficha_de_diagnostico(espacio: EspacioPublico, diagnostico: Diagnostico | None = None) -> bytes:
    """Return the PDF of a diagnosis; without one, the blank sheet to fill in by hand."""
    datos = {
        "blanco": diagnostico is None,
        "espacio": espacio.nombre,
        "codigo": espacio.codigo,
        "distrito": str(espacio.distrito),
        "municipalidad": str(espacio.municipalidad),
        "comisaria": str(espacio.comisaria or "Sin asignar"),
        "momentos": [str(m.label) for m in MomentoDiagnostico],
        "todos_los_metodos": [str(m.label) for m in MetodoDiagnostico],
        "todos_los_factores": [f.nombre for f in FactorRiesgo.objects.filter(activo=True)],
        "minimo": ENCUESTA_MINIMA,
        **_llenado(diagnostico),
    }
    return componer(PLANTILLA_DIAGNOSTICO, "Ficha de diagnóstico", datos)


def _llenado(d: Diagnostico | None) -> dict[str, Any]:
    """Return what a diagnosis says, with None wherever a blank has to be left."""
    return {
        "fecha": f"{d.fecha:%d/%m/%Y}" if d else "",
        "momento": str(d) if d else "",
        "estado": str(d.estado_enum.label) if d else "",
        "metodos": d.nombres_de_metodos if d else [],
        "factores": [f.nombre for f in d.factores.all()] if d else [],
        "dimensiones": [
            {"nombre": nombre, "pregunta": pregunta, "puntaje": getattr(d, campo, None)}
            for campo, (nombre, pregunta) in PREGUNTAS.items()
        ],
        "textos": [
            {"nombre": nombre, "ayuda": ayuda, "valor": getattr(d, campo, "")}
            for campo, (nombre, ayuda) in ROTULOS_TEXTO.items()
        ],
        "sexos": _cuentas(d, SEXOS),
        "edades": _cuentas(d, EDADES),
        "respuestas": _cuentas(d, RESPUESTAS),
        "n": d.encuestas if d else 0,
        "inseguridad": round(d.inseguridad or 0) if d else 0,
    }


def _cuentas(d: Diagnostico | None, campos: tuple[str, ...]) -> list[tuple[str, int | None]]:
    nombres = (str(Diagnostico._meta.get_field(c).verbose_name) for c in campos)  # type: ignore[union-attr]
    return [(n[:1].upper() + n[1:], getattr(d, c, None)) for n, c in zip(nombres, campos, strict=True)]
