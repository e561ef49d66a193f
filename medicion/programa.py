"""The programme at any scale: 83 spaces, 83 committees, 479 members and 1 000 activities for each unit.

Row `i` depends only on `i` and on today's date, so a larger programme begins with the smaller one and a
database grows from one scale to the next.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, Final

from comunes.texto import clave_busqueda, clave_de_orden
from medicion.azar import azar, barajar, elegir
from medicion.nombres import COLAS, PROPIOS, RARO, RAROS, REFERENCIAS, TIPOS, VIAS
from medicion.volcado import valor
from territorio.models import Comisaria, Distrito

ESPACIOS: Final = 83
ACTIVIDADES: Final = 1_000
REGIONES: Final = {
    "1501": 34, "07": 8, "13": 12, "14": 9, "20": 11, "08": 8, "12": 8, "04": 10,
}  # fmt: skip
ESTADOS: Final = {
    "identificado": 6, "priorizado": 7, "en-diagnostico": 9, "en-recuperacion": 16, "recuperado": 20,
    "en-sostenibilidad": 40, "retirado": 2,
}  # fmt: skip
# Members of the committees of 83 spaces: 479 in all, four committees under the recommended five.
MIEMBROS: Final = (2, 3, 4, 4) + (5,) * 17 + (6,) * 53 + (7,) * 9

clave, en_orden = cache(clave_busqueda), cache(clave_de_orden)


@dataclass(frozen=True)
class Espacio:
    """What the other tables need to know of a space."""

    pk: int
    codigo: str
    nombre: str
    tipo: str
    estado: str
    distrito: str
    region: str
    comisaria: str | None
    incorporado: date
    latitud: str
    longitud: str
    direccion: str
    referencia: str

    @property
    def con_comite(self) -> bool:
        """One space in fifty lost its committee; the retired ones too."""
        return self.estado != "retirado" and azar(self.pk, 90) % 50 != 0


@dataclass
class Programa:
    """Deals out places and names; keeps what is read once from the territory."""

    hoy: date
    distritos: list[str] = field(default_factory=list)
    centros: dict[str, tuple[float, float]] = field(default_factory=dict)
    region_de: dict[str, str] = field(default_factory=dict)
    comisarias: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        filas = list(Distrito.objects.activos().order_by("pk"))
        pesos: dict[str, int] = {}
        for d in filas:
            suyos = [o for o in filas if o.region_id == d.region_id]
            habitantes = sum(o.poblacion or 1 for o in suyos)
            peso = REGIONES.get(d.region_id, 5)
            pesos[d.pk] = max(1, round(1_000_000 * peso * (d.poblacion or 1) / habitantes))
            lat, lon = d.centro_latitud or d.latitud, d.centro_longitud or d.longitud
            self.centros[d.pk] = (float(lat or -12), float(lon or -77))
            self.region_de[d.pk] = d.region_id
        self.distritos = barajar(pesos, 50_000)
        for c in Comisaria.objects.activos().order_by("pk"):
            self.comisarias.setdefault(c.distrito_id, []).append(c.pk)
        self.tipos = barajar({slug: peso for slug, (_, peso) in TIPOS.items()})
        self.estados = barajar(ESTADOS)

    def espacios(self, desde: int, hasta: int) -> Iterator[Espacio]:
        """Yield the spaces numbered `desde` to `hasta`, the last one left out."""
        usados: Counter[str] = Counter()
        for i in range(hasta):
            distrito = elegir(self.distritos, i, 1)
            usados[distrito] += 1
            if i >= desde:
                yield self._espacio(i, distrito, usados[distrito])

    def _espacio(self, i: int, distrito: str, orden: int) -> Espacio:
        tipo = elegir(self.tipos, i, 2)
        propio = RARO if i in RAROS else elegir(PROPIOS, i, 3) + elegir(COLAS, i, 4)
        lat, lon = self.centros[distrito]
        comisarias = self.comisarias.get(distrito)
        return Espacio(
            pk=i + 1,
            codigo=f"NES-{distrito}-{orden:02d}",
            nombre=f"{TIPOS[tipo][0]} {propio}",
            tipo=tipo,
            estado=elegir(self.estados, i, 5),
            distrito=distrito,
            region=self.region_de[distrito],
            comisaria=elegir(comisarias, i, 6) if comisarias else None,
            incorporado=self.hoy - timedelta(days=30 + azar(i, 7) % 900),
            latitud=f"{min(lat + (azar(i, 8) % 4000 - 2000) / 80_000, 0):.6f}",
            longitud=f"{lon + (azar(i, 9) % 4000 - 2000) / 80_000:.6f}",
            direccion=f"{elegir(VIAS, i, 10)} {elegir(PROPIOS, i, 11)} {100 + azar(i, 12) % 2400}",
            referencia=elegir(REFERENCIAS, i, 13),
        )


@cache
def dia(fecha: date) -> Any:
    """Return a day as the driver wants it."""
    return valor(fecha)


@cache
def momento(fecha: date) -> Any:
    """Return the noon (in Lima) of a day as the driver wants it."""
    return valor(datetime(fecha.year, fecha.month, fecha.day, 17, tzinfo=UTC))
