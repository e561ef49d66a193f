"""The guide's pieces that are written from the tables of the code: two tables and one picture.

`manage.py escribir_guia` puts them into `docs/guia`; a test fails while they are out of date.
"""

from collections.abc import Iterable
from html import escape
from typing import Any, Final

from cuentas.enums import Permiso
from cuentas.roles import roles_con
from espacios import ciclo_diagnostico, ciclo_intervencion, ciclo_plan
from espacios.ciclo import AVANCES, CAMINO, REINCORPORAR, RETIRAR, TRANSICIONES, Transicion
from espacios.enums import EstadoDiagnostico, EstadoIntervencion, EstadoPlan, PasoPlan
from espacios.evidencias import ESTADOS_CON_ALERTA, motivos_de_alerta

_ANCHO, _CAJA, _ALTO, _MARGEN = 860, 230, 46, 20
_TEXTO_X: Final = _MARGEN + _CAJA + 30
_RENGLON: Final = 21


def quienes(permiso: Permiso) -> str:
    """Return the roles that hold `permiso`, in words."""
    return ", ".join(str(rol.label).lower() for rol in roles_con(permiso))


# Tables -------------------------------------------------------------------------------------------


def tabla_del_espacio() -> str:
    """Return the life of a space as a Markdown table."""
    filas = [(t.verbo, _desde(t), _hacia(t), _pruebas(t), _quien(t)) for t in TRANSICIONES]
    return _tabla(("Paso", "De", "A", "Pruebas", "Quién"), filas)


def tabla_del_diagnostico() -> str:
    """Return the life of a diagnosis as a Markdown table."""
    filas = []
    for t in ciclo_diagnostico.TRANSICIONES.values():
        desde = [e.label.lower() for e in EstadoDiagnostico if e in t.desde]
        quien = quienes(t.permiso) + ("; otra persona" if t.de_otra_persona else "")
        filas.append((t.verbo, ", ".join(desde), t.hacia.label.lower(), quien))
    return _tabla(("Paso", "De", "A", "Quién"), filas)


def tabla_del_plan() -> str:
    """Return the lives of a work plan and of an intervention as one Markdown table."""
    del_plan = [t for t in ciclo_plan.TRANSICIONES.values() if t.paso != PasoPlan.REEMPLAZAR]
    filas = [("Plan", *_paso(t, EstadoPlan)) for t in del_plan]
    de_intervencion = ciclo_intervencion.TRANSICIONES.values()
    filas += [("Intervención", *_paso(t, EstadoIntervencion)) for t in de_intervencion]
    return _tabla(("Qué", "Paso", "De", "A", "Quién"), filas)


def _paso(t: Any, estados: Any) -> tuple[str, str, str, str]:
    desde = ", ".join(e.label.lower() for e in estados if e in t.desde)
    otra = "; otra persona" if t.permiso == Permiso.PLAN_APROBAR else ""
    return t.verbo, desde, t.hacia.label.lower(), quienes(t.permiso) + otra


def _tabla(titulos: tuple[str, ...], filas: Iterable[tuple[str, ...]]) -> str:
    lineas = [titulos, ("---",) * len(titulos), *filas]
    return "\n".join(f"| {' | '.join(linea)} |".replace(" --- ", "---") for linea in lineas)


def _desde(t: Transicion) -> str:
    return "cualquiera del camino" if t.desde == CAMINO else ", ".join(e.label.lower() for e in t.desde)


def _hacia(t: Transicion) -> str:
    return t.hacia.label.lower() if t.hacia else "el estado que tenía"


def _pruebas(t: Transicion) -> str:
    pruebas = [r.prueba.lower() for r in t.requisitos] + (["motivo"] if t.pide_motivo else [])
    return "; ".join(pruebas)


def _quien(t: Transicion) -> str:
    pedido = f"; lo puede pedir: {quienes(t.lo_pide)}" if t.lo_pide else ""
    return quienes(t.permiso) + pedido


# Picture ------------------------------------------------------------------------------------------


def diagrama_del_espacio() -> str:
    """Return the life of a space as SVG: states on the left, what each step asks for on the right."""
    partes, y = [], _MARGEN
    for avance in AVANCES:
        renglones = [f"• {r.prueba}" for r in avance.requisitos]
        alto = max(78, _RENGLON * (len(renglones) + 1) + 24)
        partes += [_caja(y, avance.desde[0].label), _flecha(y + _ALTO, alto)]
        partes.append(_renglones(y + _ALTO + 26, avance.verbo, renglones))
        y += _ALTO + alto
    partes.append(_caja(y, CAMINO[-1].label))
    y += _ALTO + 34
    for titulo, cabeza, renglones in _aparte():
        partes += [_caja(y, titulo, aparte=True), _renglones(y + 20, cabeza, renglones)]
        y += max(_ALTO, _RENGLON * (len(renglones) + 1)) + 26
    return _svg(y, partes)


def _aparte() -> list[tuple[str, str, list[str]]]:
    """Return what lies beside the path: the derived alert and the way out and back."""
    donde = " y ".join(f"«{e.label.lower()}»" for e in ESTADOS_CON_ALERTA)
    alerta = [f"• {m.texto}" for m in sorted(motivos_de_alerta(), key=lambda m: m.clave)]
    retiro = [
        "• Sale de cualquier estado, con motivo.",
        f"• Aprueba: {quienes(RETIRAR.permiso)}.",
        f"• Vuelve con «{REINCORPORAR.verbo.lower()}», con motivo, al estado que tenía.",
        "• Nada se borra.",
    ]
    return [
        ("En alerta", f"Se calcula sola en {donde}, y se apaga sola", alerta),
        ("Retirado", RETIRAR.verbo, retiro),
    ]


def _caja(y: int, texto: str, *, aparte: bool = False) -> str:
    raya = ' stroke-dasharray="6 4"' if aparte else ""
    fondo, tinta = ("#faf7f2", "#14242b") if aparte else ("#0b6b53", "#ffffff")
    return (
        f'<rect x="{_MARGEN}" y="{y}" width="{_CAJA}" height="{_ALTO}" rx="10" fill="{fondo}" '
        f'stroke="#084f3e" stroke-width="1.5"{raya}/>'
        f'<text x="{_MARGEN + _CAJA // 2}" y="{y + 29}" text-anchor="middle" font-size="17" '
        f'font-weight="700" fill="{tinta}">{escape(texto)}</text>'
    )


def _flecha(y: int, alto: int) -> str:
    x, punta = _MARGEN + _CAJA // 2, y + alto
    return (
        f'<path d="M{x} {y}V{punta - 8}" stroke="#55656a" stroke-width="2"/>'
        f'<path d="M{x - 7} {punta - 10}L{x} {punta}L{x + 7} {punta - 10}Z" fill="#55656a"/>'
    )


def _renglones(y: int, cabeza: str, renglones: list[str]) -> str:
    lineas = [f'<text x="{_TEXTO_X}" y="{y}" font-size="16" font-weight="700">{escape(cabeza)}</text>']
    for n, renglon in enumerate(renglones, start=1):
        lineas.append(f'<text x="{_TEXTO_X}" y="{y + n * _RENGLON}" font-size="15">{escape(renglon)}</text>')
    return "\n".join(lineas)


def _svg(alto: int, partes: list[str]) -> str:
    dentro = "\n".join(partes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_ANCHO} {alto}" width="{_ANCHO}" '
        f'height="{alto}" role="img" font-family="Verdana, sans-serif" fill="#14242b">\n'
        "<title>Vida de un espacio</title>\n"
        f'<rect width="{_ANCHO}" height="{alto}" fill="#ffffff"/>\n{dentro}\n</svg>\n'
    )
