"""Cut-paper primitives for the sample's pictures: drawn large, then reduced, so that edges are smooth.

Positions are in the picture's own units: 0 to 1200 across, 0 to 900 down.
"""

import math
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

ANCHO, ALTO = 1200, 900
_ESCALA = 2
Color = str
Punto = tuple[float, float]

NOCHE, TINTA, PARQUE, FAROL, FAROL_CLARO = "#0F2C2E", "#14242B", "#0B6B53", "#F2A93B", "#FFD58A"
TERRACOTA, CIELO, JACARANDA, ARENA, PIEL = "#B3402A", "#1F6FA8", "#6B4E8E", "#F2ECE1", "#B5794F"
ROPA = (TERRACOTA, CIELO, JACARANDA, FAROL, "#2E8B74", "#D9657C", "#3E5C8A")
CASAS = ("#D98A5B", "#E5B567", "#9FB8C8", "#B59CC8", "#C9776A", "#8FB59C")


class Lienzo:
    """A picture being drawn, with a random source of its own so that each seed gives one picture."""

    def __init__(self, fondo: Color, semilla: int) -> None:
        self.azar = Random(semilla)  # noqa: S311  a drawing, not a secret
        self._imagen = Image.new("RGB", (ANCHO * _ESCALA, ALTO * _ESCALA), fondo)
        self._pincel = ImageDraw.Draw(self._imagen)

    def jpeg(self) -> BytesIO:
        """Return the finished picture as a file."""
        salida = BytesIO()
        self._imagen.reduce(_ESCALA).save(salida, "JPEG", quality=86)
        salida.seek(0)
        return salida

    def poligono(self, puntos: list[Punto], color: Color) -> None:
        self._pincel.polygon([(x * _ESCALA, y * _ESCALA) for x, y in puntos], fill=color)

    def caja(self, x: float, y: float, ancho: float, alto: float, color: Color, radio: float = 0) -> None:
        marco = (x * _ESCALA, y * _ESCALA, (x + ancho) * _ESCALA, (y + alto) * _ESCALA)
        self._pincel.rounded_rectangle(marco, radius=radio * _ESCALA, fill=color)

    def disco(self, x: float, y: float, radio: float, color: Color) -> None:
        r = radio * _ESCALA
        self._pincel.ellipse((x * _ESCALA - r, y * _ESCALA - r, x * _ESCALA + r, y * _ESCALA + r), fill=color)

    def linea(self, desde: Punto, hasta: Punto, color: Color, grosor: float) -> None:
        puntos = [(x * _ESCALA, y * _ESCALA) for x, y in (desde, hasta)]
        self._pincel.line(puntos, fill=color, width=round(grosor * _ESCALA))

    # Things -----------------------------------------------------------------------------------

    def cerros(self, base: float, alto: float, color: Color) -> None:
        """A ridge from side to side."""
        fase = self.azar.random() * 6
        cresta = [
            (x, base - alto * (0.55 + 0.45 * math.sin(x / 170 + fase) * math.cos(x / 410 + fase)))
            for x in range(0, ANCHO + 1, 20)
        ]
        self.poligono([(0, base), *cresta, (ANCHO, base)], color)

    def casas(self, suelo: float, ventana: Color) -> None:
        """A row of houses from side to side, with some windows."""
        x = -20.0
        while x < ANCHO:
            ancho, alto = self.azar.randint(95, 170), self.azar.randint(90, 210)
            self.caja(x, suelo - alto, ancho, alto, self.azar.choice(CASAS))
            for fila in range(int(alto // 65)):
                for columna in range(int(ancho // 55)):
                    if self.azar.random() < 0.75:
                        self.caja(x + 16 + columna * 50, suelo - alto + 18 + fila * 60, 22, 30, ventana, 3)
            x += ancho + 4

    def arbol(self, x: float, suelo: float, talla: float, hoja: Color, sombra: Color) -> None:
        self.caja(x - 7 * talla, suelo - 95 * talla, 14 * talla, 95 * talla, "#6B4A32", 4)
        for dx, dy, radio in ((-34, -105, 40), (34, -108, 42), (0, -150, 50), (0, -105, 46)):
            self.disco(x + dx * talla, suelo + dy * talla, radio * talla, sombra if dx < 0 else hoja)

    def farol(self, x: float, suelo: float, *, encendido: bool) -> None:
        """A street lamp; lit, it has a halo."""
        if encendido:
            for radio, color in ((70, "#F7CF8A"), (46, FAROL_CLARO)):
                self.disco(x, suelo - 236, radio, color)
        self.caja(x - 5, suelo - 220, 10, 220, TINTA)
        self.disco(x, suelo - 236, 22, FAROL if encendido else "#8C9899")

    def banca(self, x: float, suelo: float, color: Color) -> None:
        self.caja(x, suelo - 36, 130, 12, color, 4)
        self.caja(x, suelo - 66, 130, 12, color, 4)
        for pata in (12, 106):
            self.caja(x + pata, suelo - 60, 10, 60, TINTA, 2)

    def persona(self, x: float, suelo: float, ropa: Color, talla: float = 1.0, *, brazo: float = 0.4) -> None:
        """Somebody without a face. `brazo`: how high the right arm goes, from 0 (down) to 1 (up)."""
        t = talla
        for lado in (-12, 4):
            self.caja(x + lado * t, suelo - 58 * t, 11 * t, 58 * t, "#2F3B46", 4 * t)
        self.caja(x - 21 * t, suelo - 128 * t, 42 * t, 78 * t, ropa, 18 * t)
        self.disco(x, suelo - 150 * t, 20 * t, PIEL)
        self.disco(x, suelo - 158 * t, 19 * t, "#2B2320")
        self.disco(x, suelo - 147 * t, 17 * t, PIEL)
        mano = (x + 50 * t, suelo - (75 + 90 * brazo) * t)
        self.linea((x + 14 * t, suelo - 115 * t), mano, ropa, 11 * t)
        self.disco(*mano, 7 * t, PIEL)
        self.linea((x - 15 * t, suelo - 113 * t), (x - 26 * t, suelo - 68 * t), ropa, 11 * t)

    def grupo(self, desde: float, hasta: float, suelo: float, cuantas: int) -> None:
        """Several people side by side, of several sizes."""
        paso = (hasta - desde) / cuantas
        for n in range(cuantas):
            x = desde + paso * (n + 0.5) + self.azar.uniform(-12, 12)
            talla = self.azar.choice((0.72, 0.95, 1.0, 1.05))
            ropa = self.azar.choice(ROPA)
            self.persona(
                x, suelo + self.azar.uniform(-14, 22), ropa, talla, brazo=self.azar.uniform(0.0, 0.9)
            )
