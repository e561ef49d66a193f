"""Spaces with their risk factors, photos, diagnoses and history."""

import json
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from comunes.models import Evento
from espacios.models import Diagnostico, EspacioPublico, FactorRiesgo, FotoEspacio, TipoEspacio
from medicion.azar import azar
from medicion.programa import Espacio, Programa, clave, dia, en_orden, momento
from medicion.volcado import volcar

CAMINO = ("priorizado", "en-diagnostico", "en-recuperacion", "recuperado", "en-sostenibilidad")
DIMENSIONES = "seguridad inclusion conectividad accesibilidad sostenibilidad"
PUNTAJES = ((2, 3, 2, 3, 2), (1, 2, 3, 2, 2), (3, 3, 3, 2, 3), (2, 2, 2, 2, 1))


def escribir(programa: Programa, espacios: list[Espacio], autora: int, verificadora: int) -> None:
    """Write every row about these spaces that belongs to the app of spaces, and their history."""
    tipos = dict(TipoEspacio.objects.values_list("slug", "pk"))
    hecho = momento(programa.hoy)
    volcar(
        EspacioPublico,
        "id codigo nombre tipo_id estado distrito_id municipalidad_id region_id comisaria_id busqueda "
        "clave_orden fecha_incorporacion latitud longitud direccion referencia creado actualizado",
        (
            (
                e.pk, e.codigo, e.nombre, tipos[e.tipo], e.estado, e.distrito, e.distrito, e.region,
                e.comisaria, " ".join(clave(t) for t in (e.codigo, e.nombre, e.direccion, e.referencia) if t),
                en_orden(e.nombre),
                dia(e.incorporado), e.latitud, e.longitud, e.direccion, e.referencia, momento(e.incorporado),
                hecho,
            )
            for e in espacios
        ),
        creado_por_id=autora,
    )  # fmt: skip
    factores = list(FactorRiesgo.objects.order_by("pk").values_list("pk", flat=True))
    volcar(
        EspacioPublico.factores.through,
        "id espaciopublico_id factorriesgo_id",
        (
            (e.pk * 3 + n, e.pk, factores[(azar(e.pk, 20) + n * 5) % len(factores)])
            for e in espacios
            for n in range(1 + azar(e.pk, 21) % 3)
        ),
    )
    volcar(FotoEspacio, "id uuid espacio_id archivo momento sha256 creado", _fotos(espacios),
           ancho=1600, alto=1200, autor_id=autora)  # fmt: skip
    volcar(
        Diagnostico,
        "id uuid espacio_id momento estado fecha enviado_por_id validado_por_id validado_en creado "
        f"actualizado {DIMENSIONES} mujeres hombres inseguro muy_inseguro seguro",
        _diagnosticos(espacios, autora, verificadora),
        metodos=json.dumps(["encuesta", "observacion"]),
        autor_id=autora,
    )
    volcar(Evento, "fecha accion objeto_tipo objeto_id datos", _eventos(espacios), actor_id=autora)


def _fotos(espacios: list[Espacio]) -> Iterator[tuple[Any, ...]]:
    for e in espacios:
        if e.estado in ("recuperado", "en-sostenibilidad"):
            for n, cuando in enumerate(("antes", "despues")):
                numero = e.pk * 2 + n
                yield (
                    numero, uuid.UUID(int=numero).hex, e.pk, f"espacios/{numero}.jpg", cuando,
                    f"{numero:064x}", momento(e.incorporado),
                )  # fmt: skip


def _diagnosticos(espacios: list[Espacio], autora: int, verificadora: int) -> Iterator[tuple[Any, ...]]:
    for e in espacios:
        if e.estado in ("identificado", "priorizado", "retirado"):
            continue
        yield _diagnostico(e, "linea-base", e.pk * 2, 20, autora, verificadora)
        if e.estado == "en-sostenibilidad" and azar(e.pk, 30) % 3 == 0:
            yield _diagnostico(e, "seguimiento", e.pk * 2 + 1, 25, autora, verificadora)


def _diagnostico(
    e: Espacio, cuando: str, pk: int, dias: int, autora: int, verificadora: int
) -> tuple[Any, ...]:
    estado = "validado"
    if e.estado == "en-diagnostico":
        estado = ("borrador", "enviado", "observado", "enviado")[azar(e.pk, 31) % 4]
    fecha = e.incorporado + timedelta(days=dias)
    validado = estado == "validado"
    return (
        pk, uuid.UUID(int=pk).hex, e.pk, cuando, estado, dia(fecha),
        None if estado == "borrador" else autora, verificadora if validado else None,
        momento(fecha) if validado else None, momento(fecha), momento(fecha), *PUNTAJES[azar(pk, 32) % 4],
        12 + azar(pk, 33) % 20, 8 + azar(pk, 34) % 15, 10, 9, 4,
    )  # fmt: skip


def _eventos(espacios: list[Espacio]) -> Iterator[tuple[Any, ...]]:
    for e in espacios:
        llave = str(e.pk)
        yield momento(e.incorporado), "espacio-registrado", "espacios.espaciopublico", llave, "{}"
        desde, fecha = "identificado", e.incorporado
        for hacia in CAMINO[: CAMINO.index(e.estado) + 1] if e.estado in CAMINO else ():
            fecha += timedelta(days=5)
            datos = f'{{"desde": "{desde}", "hacia": "{hacia}"}}'
            yield momento(fecha), "espacio-estado", "espacios.espaciopublico", llave, datos
            desde = hacia
