"""The targets of each page, and what a run makes of them."""

from dataclasses import dataclass
from typing import Any, Final

MILISEGUNDOS: Final = 1000


@dataclass(frozen=True)
class Meta:
    """What a page must hold: ratio between the largest and the smallest scale, queries, bytes, times.

    `base` is the scale that the ratio starts from; `contra` names a page of reference and `veces` how many
    times its time is allowed.
    """

    razon: float = 0
    consultas: int = 0
    bytes: int = 0
    contra: str = ""
    veces: float = 0
    primer_byte_ms: float = 0
    memoria_mb: float = 0
    base: int = 1


LISTA: Final = Meta(razon=1.2, consultas=8, bytes=60_000)
# Lists that fill a page only from 100× on: a municipality has one space at 1×.
LISTA_CORTA: Final = Meta(razon=1.2, consultas=8, bytes=60_000, base=100)
BUSQUEDA: Final = Meta(razon=1.3, consultas=8, bytes=60_000)
BUSQUEDA_CORTA: Final = Meta(razon=1.3, consultas=8, bytes=60_000, base=100)
# A question sent as a form: its answer is small, so that what is looked up weighs.
PREGUNTA: Final = Meta(razon=1.3)
DETALLE: Final = Meta(razon=1.1, consultas=8)
MAPA: Final = Meta(razon=1.2, bytes=150_000, base=100)
TABLERO: Final = Meta(razon=1.5, contra="referencia", veces=5)
# At 1× a region or a municipality has half of what waits, and half the page.
TABLERO_CORTO: Final = Meta(razon=1.5, contra="referencia", veces=5, base=100)
EXPORTACION: Final = Meta(primer_byte_ms=100, memoria_mb=20, base=100)
SIN_META: Final = Meta()


def razon(ultima: dict[str, Any], base: dict[str, Any]) -> float:
    return float(ultima["relativo"] / base["relativo"])


def faltas(meta: Meta, medidas: dict[int, dict[str, Any]], referencia: float) -> list[str]:
    """Return what a page measured at several scales (scale: figures) misses, in words.

    Ratios compare processor time, in times that of a fixed page asked for at the same moment: what other
    work on the machine disturbs least.
    """
    mayor = max(medidas)
    ultima, base = medidas[mayor], medidas.get(meta.base) or medidas[min(medidas)]
    dichas = []
    if meta.razon and mayor > meta.base and razon(ultima, base) > meta.razon:
        dichas.append(f"razón {razon(ultima, base):.2f} > {meta.razon}")
    for nombre in ("consultas", "bytes"):
        tope = getattr(meta, nombre)
        if tope and ultima[nombre] > tope:
            dichas.append(f"{nombre} {ultima[nombre]} > {tope}")
    if meta.veces and referencia and ultima["relativo"] > meta.veces * referencia:
        dichas.append(f"{ultima['relativo'] / referencia:.1f} veces la referencia > {meta.veces:g}")
    if meta.primer_byte_ms and ultima["primer_byte_ms"] > meta.primer_byte_ms:
        dichas.append(f"primer byte {ultima['primer_byte_ms']:.0f} ms > {meta.primer_byte_ms:.0f}")
    if meta.memoria_mb and ultima["memoria_mb"] - base["memoria_mb"] > meta.memoria_mb:
        dichas.append(f"memoria +{ultima['memoria_mb'] - base['memoria_mb']:.0f} MB > {meta.memoria_mb:.0f}")
    return dichas
