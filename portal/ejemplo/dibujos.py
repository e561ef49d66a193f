"""The sample's «photos»: drawn scenes of a neighbourhood park. No picture of a real person or place."""

from collections.abc import Callable
from functools import cache

from comunes.fotos import Foto, procesar
from portal.ejemplo.lienzo import (
    ARENA,
    CIELO,
    FAROL,
    FAROL_CLARO,
    JACARANDA,
    NOCHE,
    PARQUE,
    ROPA,
    TERRACOTA,
    TINTA,
    Lienzo,
)

_SUELO = 560
_VERDE, _VERDE_OSCURO = "#3E9B6E", "#2C7D58"
VARIANTES = 3


def _parque(semilla: int, *, de_noche: bool = False) -> Lienzo:
    """Return a park with its houses behind, ready for what happens in it."""
    dibujo = Lienzo(NOCHE if de_noche else "#DCECF5", semilla)
    if not de_noche:
        dibujo.disco(dibujo.azar.randint(150, 1050), 130, 58, "#F7D08A")
    dibujo.cerros(_SUELO - 90, 210, "#1D4746" if de_noche else "#C9B79C")
    dibujo.cerros(_SUELO - 60, 130, "#17403F" if de_noche else "#B59F80")
    dibujo.casas(_SUELO - 20, FAROL_CLARO if de_noche else "#F7F1E4")
    dibujo.caja(0, _SUELO - 30, 1200, 400, _VERDE_OSCURO if de_noche else _VERDE)
    dibujo.poligono([(430, 900), (760, 900), (640, _SUELO - 30), (560, _SUELO - 30)], "#D9C9A8")
    for x in (70, 250, 960, 1130):
        talla = dibujo.azar.uniform(0.9, 1.35)
        dibujo.arbol(x + dibujo.azar.randint(-30, 30), _SUELO + 40, talla, PARQUE, "#0A5A46")
    for x in (390, 830):
        dibujo.farol(x, _SUELO + 60, encendido=True)
    return dibujo


def _limpieza(dibujo: Lienzo) -> None:
    dibujo.grupo(140, 1040, 790, 6)
    for x in range(180, 1100, 190):
        dibujo.linea((x + 30, 660), (x + 66, 816), "#8A6A43", 8)
        dibujo.poligono([(x + 50, 806), (x + 88, 806), (x + 100, 846), (x + 44, 846)], FAROL)
    for x in (110, 560, 1060):
        dibujo.disco(x, 812, 40, TINTA)
        dibujo.poligono([(x - 12, 778), (x + 12, 778), (x, 752)], TINTA)


def _mural(dibujo: Lienzo) -> None:
    dibujo.caja(130, 430, 940, 290, ARENA, 6)
    for n, color in enumerate((CIELO, FAROL, TERRACOTA, JACARANDA, "#2E8B74")):
        dibujo.disco(240 + n * 180, 560 - (n % 2) * 50, 74, color)
        dibujo.poligono([(160 + n * 180, 720), (330 + n * 180, 720), (245 + n * 180, 600)], _VERDE_OSCURO)
    dibujo.disco(600, 520, 60, FAROL_CLARO)
    dibujo.grupo(200, 1020, 850, 5)
    for x in (180, 520, 1000):
        dibujo.caja(x, 800, 44, 48, CIELO, 4)


def _siembra(dibujo: Lienzo) -> None:
    for x in range(90, 1150, 118):
        dibujo.disco(x, 836, 40, "#7A5435")
        dibujo.caja(x - 3, 770, 6, 60, _VERDE_OSCURO)
        for dx in (-18, 18):
            dibujo.disco(x + dx, 776, 18, "#6CC28F")
    dibujo.grupo(120, 1080, 770, 6)


def _mantenimiento(dibujo: Lienzo) -> None:
    for x in (250, 610):
        dibujo.linea((x - 50, 800), (x, 600), TERRACOTA, 14)
    dibujo.linea((250, 604), (610, 604), TERRACOTA, 14)
    for x in (350, 500):
        dibujo.linea((x, 606), (x, 740), TINTA, 5)
        dibujo.caja(x - 34, 738, 68, 12, FAROL, 4)
    dibujo.poligono([(780, 560), (830, 560), (1030, 800), (970, 800)], CIELO)
    dibujo.caja(770, 560, 14, 240, TINTA)
    dibujo.grupo(120, 1120, 850, 5)


def _deporte(dibujo: Lienzo) -> None:
    dibujo.poligono([(90, 870), (1110, 870), (960, 640), (240, 640)], "#C96F4A")
    dibujo.linea((600, 640), (600, 870), ARENA, 6)
    dibujo.disco(600, 760, 58, ARENA)
    dibujo.disco(600, 760, 50, "#C96F4A")
    dibujo.grupo(180, 1040, 820, 7)
    dibujo.disco(660, 832, 20, "#FFFFFF")


def _feria(dibujo: Lienzo) -> None:
    for n, x in enumerate((90, 360, 630, 900)):
        dibujo.caja(x + 14, 640, 12, 200, TINTA)
        dibujo.caja(x + 194, 640, 12, 200, TINTA)
        for franja in range(6):
            color = ROPA[n] if franja % 2 else ARENA
            abajo, arriba = x + franja * 37, x + 12 + franja * 33
            dibujo.poligono([(abajo, 650), (abajo + 37, 650), (arriba + 33, 590), (arriba, 590)], color)
        dibujo.caja(x, 742, 222, 26, "#8A6A43", 4)
        for fruta in range(5):
            dibujo.disco(x + 30 + fruta * 40, 732, 14, ROPA[(fruta + n) % len(ROPA)])
    dibujo.grupo(90, 1110, 880, 7)


def _ronda(dibujo: Lienzo) -> None:
    for x in (260, 560, 860):
        dibujo.poligono([(x + 50, 690), (x + 230, 640), (x + 230, 800)], "#E8C98A")
        dibujo.persona(x, 840, "#C9D64B", 1.1, brazo=0.5)
        dibujo.caja(x - 24, 762, 48, 9, "#F4F4F4")
    for x in (150, 420, 730, 1040):
        dibujo.persona(x, 800, ROPA[x % len(ROPA)], 0.95)


def _reunion(dibujo: Lienzo) -> None:
    dibujo.caja(470, 590, 260, 150, "#FFFFFF", 8)
    for n in range(4):
        dibujo.caja(496, 614 + n * 30, 208 - (n % 2) * 60, 10, CIELO, 4)
    for x in range(120, 1110, 120):
        dibujo.caja(x - 28, 818, 56, 14, TERRACOTA, 4)
    dibujo.grupo(70, 430, 830, 4)
    dibujo.grupo(770, 1130, 830, 4)
    dibujo.persona(600, 850, PARQUE, 1.08, brazo=0.95)


_ESCENAS: dict[str, Callable[[Lienzo], None]] = {
    "limpieza-o-faena": _limpieza,
    "pintado-o-mural": _mural,
    "siembra": _siembra,
    "mantenimiento": _mantenimiento,
    "deporte": _deporte,
    "cultura": _feria,
    "feria": _feria,
    "vigilancia-o-ronda": _ronda,
}


def foto_de_actividad(tipo: str, variante: int) -> Foto:
    """Return a scene of that kind of activity; there are `VARIANTES` of each, drawn once."""
    return _escena(tipo, variante % VARIANTES)


@cache
def _escena(tipo: str, variante: int) -> Foto:
    semilla = sum(map(ord, tipo)) * 10 + variante
    dibujo = _parque(semilla, de_noche=tipo == "vigilancia-o-ronda")
    _ESCENAS.get(tipo, _reunion)(dibujo)
    return procesar(dibujo.jpeg())


@cache
def foto_de_antes(variante: int) -> Foto:
    """Return the park before: dark lamps, rubbish, a broken bench, nobody."""
    dibujo = Lienzo("#B9C0BF", 700 + variante)
    dibujo.cerros(_SUELO - 60, 190, "#9A9386")
    dibujo.casas(_SUELO - 20, "#7D8484")
    dibujo.caja(0, _SUELO - 30, 1200, 400, "#A08F70")
    for x in (120, 1060):
        dibujo.caja(x - 8, _SUELO - 90, 16, 140, "#5E4B39", 4)
        dibujo.linea((x, _SUELO - 60), (x + 46, _SUELO - 120), "#5E4B39", 9)
    for x in (390, 830):
        dibujo.farol(x, _SUELO + 60, encendido=False)
    dibujo.banca(480, 760, "#7A6A58")
    dibujo.linea((476, 700), (618, 748), "#5E4B39", 12)
    for _ in range(26):
        x, y = dibujo.azar.randint(60, 1140), dibujo.azar.randint(700, 870)
        dibujo.caja(x, y, dibujo.azar.randint(16, 60), dibujo.azar.randint(10, 30), "#6F6B62", 6)
    for x in (250, 930, 690):
        dibujo.disco(x, 812, dibujo.azar.randint(30, 46), "#3A3F42")
    return procesar(dibujo.jpeg())


@cache
def foto_de_despues(variante: int) -> Foto:
    """Return the same park in use: lit lamps, benches, flowers, neighbours."""
    dibujo = _parque(800 + variante)
    for x in (140, 880):
        dibujo.banca(x, 740, "#8A5A2B")
    for x in range(60, 1160, 46):
        if not 420 < x < 770:
            dibujo.disco(x, 850 + (x % 3) * 12, 13, ROPA[x % len(ROPA)])
    dibujo.grupo(160, 1040, 800, 4 + variante % 3)
    return procesar(dibujo.jpeg())
