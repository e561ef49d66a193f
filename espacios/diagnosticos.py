"""What is read of the diagnoses of a space: what may be opened, sections in words, the block."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from comunes.texto import en_serie
from cuentas.enums import Permiso
from espacios.bloques import Bloque
from espacios.ciclo_diagnostico import EDITABLES
from espacios.comparacion import comparar
from espacios.enums import (
    EstadoDiagnostico,
    EstadoEspacio,
    MomentoDiagnostico,
    PasoDiagnostico,
    SeccionDiagnostico,
)
from espacios.models import Diagnostico, EspacioPublico
from espacios.models.diagnostico import DIMENSIONES, EDADES, ENCUESTA_MINIMA, RESPUESTAS, SEXOS
from territorio.alcance import alcance_de

_BASE = MomentoDiagnostico.LINEA_BASE


def momentos_posibles(espacio: EspacioPublico) -> list[tuple[str, str]]:
    """Return the moments (value, label) of which a diagnosis may be opened now."""
    return _momentos(espacio, list(Diagnostico.objects.filter(espacio=espacio)))


def _momentos(espacio: EspacioPublico, filas: list[Diagnostico]) -> list[tuple[str, str]]:
    if espacio.estado == EstadoEspacio.RETIRADO:
        return []
    filas = [d for d in filas if d.estado != EstadoDiagnostico.DESCARTADO]
    bases = [d for d in filas if d.momento == _BASE]
    if not bases:
        return [(_BASE.value, str(_BASE.label))]
    if all(d.estado != EstadoDiagnostico.VALIDADO for d in bases):
        return []
    abiertos = {d.momento for d in filas if d.estado != EstadoDiagnostico.VALIDADO}
    return [(m.value, str(m.label)) for m in MomentoDiagnostico if m != _BASE and m not in abiertos]


# Sections in words --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Seccion:
    """One part of a diagnosis to be read: `datos` are (label, value); `comentario`, the reviewer's."""

    clase: str
    titulo: str
    datos: list[tuple[str, Any]]
    comentario: str = ""


def ultimos_comentarios(diagnostico: Diagnostico) -> dict[str, str]:
    """Return what the last observation asked to mend, by section, while it is being mended."""
    return comentarios_anteriores(diagnostico) if diagnostico.estado in EDITABLES else {}


def comentarios_anteriores(diagnostico: Diagnostico) -> dict[str, str]:
    """Return what the last observation asked to mend, for whoever reviews it again."""
    ultima = diagnostico.revisiones.filter(paso=PasoDiagnostico.OBSERVAR).order_by("-pk").first()
    return ultima.comentarios if ultima else {}


def por_secciones(diagnostico: Diagnostico, comentarios: dict[str, str]) -> list[Seccion]:
    """Return the diagnosis in the order of its form, in words."""
    return [
        Seccion(s.value, str(s.label), _DATOS[s](diagnostico), comentarios.get(s.value, ""))
        for s in SeccionDiagnostico
    ]


def rotulo(campo: str) -> str:
    """Return the name of a field as a label starts it."""
    nombre = str(Diagnostico._meta.get_field(campo).verbose_name)  # type: ignore[union-attr]
    return nombre[:1].upper() + nombre[1:]


def _valores(diagnostico: Diagnostico, campos: tuple[str, ...]) -> list[tuple[str, Any]]:
    return [(rotulo(campo), getattr(diagnostico, campo)) for campo in campos]


def _como(d: Diagnostico) -> list[tuple[str, Any]]:
    return [("Fecha", f"{d.fecha:%d/%m/%Y}"), ("Métodos", en_serie(d.nombres_de_metodos))]


def _riesgos(d: Diagnostico) -> list[tuple[str, Any]]:
    return [("Factores de riesgo", en_serie(str(f) for f in d.factores.all()))]


def _puntajes(d: Diagnostico) -> list[tuple[str, Any]]:
    return [(nombre, puntaje and f"{puntaje} de 5") for nombre, puntaje in _valores(d, DIMENSIONES)]


def _participantes(d: Diagnostico) -> list[tuple[str, Any]]:
    cuentas = [("Participantes", d.participantes), *_valores(d, (*SEXOS, *EDADES))]
    return [*cuentas, ("Edad sin dato", d.edad_sin_dato)]


def _percepcion(d: Diagnostico) -> list[tuple[str, Any]]:
    return [("Respuestas (n)", d.encuestas), *_valores(d, RESPUESTAS)]


_DATOS = {
    SeccionDiagnostico.COMO: _como,
    SeccionDiagnostico.RIESGOS: _riesgos,
    SeccionDiagnostico.DIMENSIONES: _puntajes,
    SeccionDiagnostico.MIRADA: lambda d: _valores(d, ("potencialidades", "actores", "oportunidades")),
    SeccionDiagnostico.PARTICIPANTES: _participantes,
    SeccionDiagnostico.PERCEPCION: _percepcion,
}


# The space page -----------------------------------------------------------------------------------


def bloque_diagnostico(request: HttpRequest, espacio: EspacioPublico) -> Bloque:
    """Show the diagnoses of the space: one query, however many there are."""
    filas = list(Diagnostico.objects.filter(espacio=espacio).order_by("-fecha", "-pk"))
    puede = _edita(request.user, espacio)
    datos = {
        "ancla": "diagnostico",
        "titulo": "Diagnóstico",
        "diagnosticos": filas,
        "comparativa": comparar(filas),
        "minimo": ENCUESTA_MINIMA,
        "puede_abrir": bool(puede and _momentos(espacio, filas)),
    }
    return "espacios/diagnostico/_bloque.html", datos


def _edita(user: Any, espacio: EspacioPublico) -> bool:
    alcance = alcance_de(user, Permiso.DIAGNOSTICO_EDITAR)
    return (
        alcance.nacional
        or espacio.region_id in alcance.regiones
        or espacio.municipalidad_id in alcance.municipalidades
        or espacio.comisaria_id in alcance.comisarias
    )
