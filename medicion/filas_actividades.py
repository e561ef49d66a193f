"""Activities with the photo that proves them and their line of history."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from actividades.models import Actividad, Evidencia, TipoActividad
from comunes.models import Evento
from espacios.models import EspacioPublico
from medicion.azar import azar, barajar, elegir
from medicion.nombres import RESULTADOS, TITULOS
from medicion.programa import ACTIVIDADES, ESPACIOS, Programa, clave, dia, momento
from medicion.volcado import volcar

ESTADOS = barajar(
    {"verificada": 72, "realizada": 10, "programada": 5, "observada": 5, "cancelada": 5, "reprogramada": 3}
)
ORGANIZADORES = barajar({"comite": 85, "municipalidad": 8, "comisaria": 5, "otro": 2})
DIAS = 730


@dataclass(frozen=True)
class _Hecha:
    """Number, space, day and state: what the three tables share."""

    n: int
    espacio: int
    fecha: date
    estado: str

    @property
    def con_foto(self) -> bool:
        return self.estado in ("verificada", "realizada", "observada")


def escribir(programa: Programa, desde: int, hasta: int, autora: int, verificadora: int) -> None:
    """Write the activities between two scales."""
    tipos = list(TipoActividad.objects.order_by("orden").values_list("pk", flat=True))
    suyos = EspacioPublico.objects.values_list("pk", "region", "municipalidad")
    lugares = {pk: lugar for pk, *lugar in suyos}
    hechas = [_hecha(programa.hoy, n) for n in range(desde * ACTIVIDADES, hasta * ACTIVIDADES)]
    volcar(
        Actividad,
        "id uuid espacio_id comite_id organizador tipo_id titulo fecha participantes resultado estado "
        "verificada_por_id verificada_en total_fotos busqueda creado actualizado "
        "region_id municipalidad_id",
        ((*_actividad(h, tipos, verificadora), *lugares[h.espacio]) for h in hechas),
        autor_id=autora,
    )
    volcar(
        Evidencia,
        "id uuid actividad_id archivo sha256 creada",
        (
            (h.n + 1, uuid.UUID(int=h.n + 1).hex, h.n + 1, f"actividades/{h.n}.jpg", f"{h.n:064x}",
             momento(h.fecha))
            for h in hechas
            if h.con_foto
        ),
        ancho=1600,
        alto=1200,
        autor_id=autora,
    )  # fmt: skip
    volcar(
        Evento,
        "fecha objeto_id",
        ((momento(h.fecha), str(h.n + 1)) for h in hechas),
        accion="actividad-anotada",
        objeto_tipo="actividades.actividad",
        datos="{}",
        actor_id=autora,
    )


def _hecha(hoy: date, n: int) -> _Hecha:
    """Some committees do much and some little: the share of a space grows with its number in the block."""
    bloque = n // ACTIVIDADES
    estado = elegir(ESTADOS, n, 81)
    atras = -(azar(n, 82) % 45) if estado == "programada" else azar(n, 82) % DIAS
    lugar = int(ESPACIOS * ((azar(n, 80) % 10_000) / 10_000) ** 1.4)
    return _Hecha(n, bloque * ESPACIOS + lugar + 1, hoy - timedelta(days=atras), estado)


def _actividad(h: _Hecha, tipos: list[int], verificadora: int) -> tuple[Any, ...]:
    titulo, resultado = elegir(TITULOS, h.n, 83), elegir(RESULTADOS, h.n, 84)
    organizador = elegir(ORGANIZADORES, h.n, 85)
    verificada = h.estado == "verificada"
    return (
        h.n + 1, uuid.UUID(int=h.n + 1).hex, h.espacio, h.espacio if organizador == "comite" else None,
        organizador, tipos[min(azar(h.n, 86) % 12, azar(h.n, 87) % 12) % len(tipos)], titulo, dia(h.fecha),
        None if h.estado == "programada" else 5 + azar(h.n, 88) % 60, resultado, h.estado,
        verificadora if verificada else None, momento(h.fecha + timedelta(days=3)) if verificada else None,
        int(h.con_foto), " ".join(clave(t) for t in (titulo, resultado) if t), momento(h.fecha),
        momento(h.fecha),
    )  # fmt: skip
