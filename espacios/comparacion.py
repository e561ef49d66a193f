"""The line base of a space beside its latest follow-up: scores, and how safe people feel."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from comunes.graficos import Barra, Comparacion, Eje, Radar, barras, radar
from espacios.enums import EstadoDiagnostico, MomentoDiagnostico
from espacios.models import Diagnostico
from espacios.models.diagnostico import DIMENSIONES, ENCUESTA_MINIMA, RESPUESTAS

_MENOS = "\N{MINUS SIGN}"
# What counts as worse than the line base, and raises an alert in a recovered space: this many points
# less of the 25, or this many percentage points more of people who feel unsafe, with enough answers.
PUNTOS_MENOS: Final = 1
INSEGURIDAD_MAS: Final = 5


@dataclass(frozen=True)
class Comparativa:
    """Both diagnoses (`hoy` is None until a follow-up is validated) and what is drawn of them.

    `puntajes` are the radar's axes; `respuestas`, each answer's share with its pair of bars.
    """

    base: Diagnostico
    hoy: Diagnostico | None
    puntajes: list[Eje]
    radar: Radar
    respuestas: list[tuple[Barra, Comparacion]]
    inseguridad: Comparacion

    @property
    def hay_encuestas(self) -> bool:
        return self.inseguridad.base is not None or self.inseguridad.hoy is not None

    @property
    def en_palabras(self) -> str:
        """The radar for whoever does not see it."""
        partes = [f"{e.nombre}: {_de_a(e.base, e.hoy)}" for e in self.puntajes]
        return "; ".join(partes) + "."

    @property
    def respuestas_en_palabras(self) -> str:
        partes = [f"{c.nombre}: {_de_a(_entero(c.base), _entero(c.hoy), ' %')}" for _, c in self.respuestas]
        return "; ".join(partes) + "."

    @property
    def empeoras(self) -> list[str]:
        """In what, in words with figures, the latest diagnosis is worse than the line base."""
        base, hoy = self.base, self.hoy
        if hoy is None or base.puntaje is None or hoy.puntaje is None:
            return []
        dichas = []
        if base.puntaje - hoy.puntaje >= PUNTOS_MENOS:
            dichas.append(f"el puntaje bajó de {base.puntaje} a {hoy.puntaje} de 25")
        cambio, bastan = self.inseguridad.cambio_pp, min(base.encuestas, hoy.encuestas) >= ENCUESTA_MINIMA
        if bastan and cambio is not None and cambio >= INSEGURIDAD_MAS:
            partes = (_entero(self.inseguridad.base), _entero(self.inseguridad.hoy))
            dichas.append("quienes se sienten inseguros subieron de {} % a {} %".format(*partes))
        return dichas

    @property
    def cambio_de_inseguridad(self) -> str:
        """«37 puntos porcentuales menos», or nothing when there are not two shares to compare."""
        cambio = _entero(self.inseguridad.cambio_pp)
        if cambio is None:
            return ""
        if cambio == 0:
            return "sin cambio"
        puntos = "punto porcentual" if abs(cambio) == 1 else "puntos porcentuales"
        return f"{abs(cambio)} {puntos} {'más' if cambio > 0 else 'menos'}"


def vigentes(filas: Sequence[Diagnostico]) -> list[Diagnostico]:
    """Return the validated ones of `filas` that no validated version has taken the place of."""
    validados = [d for d in filas if d.estado == EstadoDiagnostico.VALIDADO]
    corregidos = {d.enmienda_de_id for d in validados}
    return [d for d in validados if d.pk not in corregidos]


def comparar(filas: Sequence[Diagnostico]) -> Comparativa | None:
    """Compare what is in force among the diagnoses of one space; None without a validated line base."""
    en_vigor = vigentes(filas)
    base = next((d for d in en_vigor if d.momento == MomentoDiagnostico.LINEA_BASE), None)
    if base is None:
        return None
    posteriores = [d for d in en_vigor if d.momento != MomentoDiagnostico.LINEA_BASE]
    hoy = max(posteriores, key=lambda d: (d.fecha, d.pk), default=None)
    ejes = [_eje(base, hoy, d) for d in DIMENSIONES]
    respuestas = [
        Comparacion(_rotulo(r), _parte(base, r), _parte(hoy, r) if hoy else None) for r in RESPUESTAS
    ]
    return Comparativa(
        base,
        hoy,
        ejes,
        radar(ejes),
        list(zip(barras(respuestas), respuestas, strict=True)),
        Comparacion("Inseguridad", base.inseguridad, hoy.inseguridad if hoy else None),
    )


def con_signo(numero: float | None) -> str:
    """Write a change with its sign, «+1», «−37», «0»; «s/d» when there is none."""
    entero = _entero(numero)
    if entero is None:
        return "s/d"
    return f"+{entero}" if entero > 0 else str(entero).replace("-", _MENOS)


def _eje(base: Diagnostico, hoy: Diagnostico | None, dimension: str) -> Eje:
    return Eje(_rotulo(dimension), getattr(base, dimension), getattr(hoy, dimension) if hoy else None)


def _parte(diagnostico: Diagnostico, respuesta: str) -> float | None:
    n = diagnostico.encuestas
    return 100 * getattr(diagnostico, respuesta) / n if n else None


def _rotulo(campo: str) -> str:
    nombre = str(Diagnostico._meta.get_field(campo).verbose_name)  # type: ignore[union-attr]
    return nombre[:1].upper() + nombre[1:]


def _entero(numero: float | None) -> int | None:
    return None if numero is None else round(numero)


def _de_a(base: float | None, hoy: float | None, unidad: str = "") -> str:
    if base is None or hoy is None:
        solo = hoy if base is None else base
        return "sin dato" if solo is None else f"{solo}{unidad}"
    return f"de {base}{unidad} a {hoy}{unidad}"
