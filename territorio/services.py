"""Loading the reference data of the territory: all or nothing, and never a deletion."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from comunes.bitacora import registrar
from comunes.models import HechoDeInstalacion
from territorio.lectura import CARPETA_PROPIA, TABLAS, Lectura, Tabla, leer_tabla
from territorio.models import Territorio

HECHO = "territorio"
ERRORES_MOSTRADOS = 30
_LOTE = 200  # SQLite stops at 32 766 variables, and CASE branches nest


@dataclass
class CambiosDeTabla:
    """What a load did to one table. `cambiadas` maps a code to the names of the changed fields."""

    tabla: Tabla
    nuevas: list[str] = field(default_factory=list)
    cambiadas: dict[str, list[str]] = field(default_factory=dict)
    retiradas: list[str] = field(default_factory=list)
    reactivadas: list[str] = field(default_factory=list)
    iguales: int = 0

    @property
    def hay(self) -> bool:
        return bool(self.nuevas or self.cambiadas or self.retiradas or self.reactivadas)

    def cuentas(self) -> dict[str, int]:
        return {
            "nuevas": len(self.nuevas),
            "cambiadas": len(self.cambiadas),
            "reactivadas": len(self.reactivadas),
            "retiradas": len(self.retiradas),
            "iguales": self.iguales,
        }


def cargar_territorio(*, actor: Any, carpeta: Path = CARPETA_PROPIA) -> list[CambiosDeTabla]:
    """Bring the tables to what the files of `carpeta` say and return what changed, table by table.

    A file that the folder does not bring leaves its table as it is. A row that vanished becomes
    inactive; one that is back becomes active. Raises ValidationError with every problem found
    (one message each) before anything is written.
    """
    lecturas = [leida for tabla in TABLAS if (leida := leer_tabla(tabla, carpeta))]
    if not lecturas:
        nombres = ", ".join(t.archivo for t in TABLAS)
        raise ValidationError([f"La carpeta {carpeta} no tiene ninguno de estos archivos: {nombres}."])
    with transaction.atomic():
        guardadas = {t.archivo: _guardadas(t) for t in TABLAS}
        _revisar(lecturas, guardadas)
        cambios = [_comparar(leida, guardadas[leida.tabla.archivo]) for leida in lecturas]
        for leida, cambio in zip(lecturas, cambios, strict=True):
            if cambio.hay:
                _escribir(leida, cambio)
        if any(c.hay for c in cambios):
            _anotar(actor, cambios)
    return cambios


def _guardadas(tabla: Tabla) -> dict[str, dict[str, Any]]:
    filas = tabla.modelo._default_manager.order_by("pk").values(*tabla.columnas.values(), "activo")
    return {fila[tabla.atributo_clave]: fila for fila in filas}


# Coherence between files --------------------------------------------------------------------------


def _revisar(lecturas: list[Lectura], guardadas: dict[str, dict[str, dict[str, Any]]]) -> None:
    """Raise ValidationError when a row hangs from a place that will not be there."""
    finales = {
        archivo: {k: f for k, f in filas.items() if f["activo"]} for archivo, filas in guardadas.items()
    }
    finales |= {leida.tabla.archivo: leida.filas for leida in lecturas}
    errores = [error for leida in lecturas for error in leida.errores]
    leidas = {leida.tabla.archivo: leida for leida in lecturas}
    if not errores:
        for tabla in TABLAS:
            errores += _sin_padre(tabla, finales, leidas.get(tabla.archivo))
        errores += _reniec_repetidos(finales["distritos.csv"], leidas.get("distritos.csv"))
        errores += _sin_municipalidad(finales)
    if errores:
        resto = len(errores) - ERRORES_MOSTRADOS
        extra = [f"Y {resto} problemas más. No se cargó nada."] if resto > 0 else ["No se cargó nada."]
        raise ValidationError(errores[:ERRORES_MOSTRADOS] + extra)


def _sin_padre(tabla: Tabla, finales: dict[str, dict[str, Any]], leida: Lectura | None) -> list[str]:
    errores = Lectura(tabla, lineas=leida.lineas if leida else {})
    for columna, archivo in tabla.padres.items():
        atributo = tabla.columnas[columna]
        for clave, fila in finales[tabla.archivo].items():
            if fila[atributo] not in finales[archivo]:
                errores.error(f"{clave} depende de {fila[atributo]}, que no está en {archivo}.", clave)
    return errores.errores


def _reniec_repetidos(distritos: dict[str, Any], leida: Lectura | None) -> list[str]:
    errores = Lectura(TABLAS[2], lineas=leida.lineas if leida else {})
    vistos: dict[str, str] = {}
    for clave, fila in distritos.items():
        anterior = vistos.setdefault(fila["ubigeo_reniec"], clave)
        if anterior != clave:
            errores.error(f"{clave} y {anterior} tienen el mismo código RENIEC.", clave)
    return errores.errores


def _sin_municipalidad(finales: dict[str, dict[str, Any]]) -> list[str]:
    faltan = finales["distritos.csv"].keys() - finales["municipalidades.csv"].keys()
    return [f"municipalidades.csv: falta la municipalidad del distrito {clave}." for clave in sorted(faltan)]


# Writing ------------------------------------------------------------------------------------------


def _comparar(leida: Lectura, guardadas: dict[str, dict[str, Any]]) -> CambiosDeTabla:
    cambio = CambiosDeTabla(leida.tabla)
    for clave, nueva in leida.filas.items():
        vieja = guardadas.get(clave)
        if vieja is None:
            cambio.nuevas.append(clave)
            continue
        if distintos := [campo for campo, valor in nueva.items() if vieja[campo] != valor]:
            cambio.cambiadas[clave] = distintos
        if not vieja["activo"]:
            cambio.reactivadas.append(clave)
        elif not distintos:
            cambio.iguales += 1
    cambio.retiradas = [k for k, f in guardadas.items() if f["activo"] and k not in leida.filas]
    return cambio


def _escribir(leida: Lectura, cambio: CambiosDeTabla) -> None:
    modelo = leida.tabla.modelo
    filas = modelo._default_manager
    tocadas = {*cambio.cambiadas, *cambio.reactivadas}
    # Inactive first: unique codes may move from one row to another within the same file.
    filas.filter(pk__in=[*cambio.retiradas, *cambio.cambiadas]).update(activo=False)
    filas.bulk_create([_fila(leida, clave) for clave in cambio.nuevas], batch_size=_LOTE)
    campos = [c for c in leida.tabla.columnas.values() if c != leida.tabla.atributo_clave]
    nombres = [c.removesuffix("_id") for c in campos]
    filas.bulk_update(
        [_fila(leida, clave) for clave in sorted(tocadas)],
        [*nombres, "busqueda", "activo"],
        batch_size=_LOTE,
    )


def _fila(leida: Lectura, clave: str) -> Territorio:
    fila = leida.tabla.modelo(**leida.filas[clave], activo=True)
    fila.busqueda = fila.texto_de_busqueda()
    return fila


def _anotar(actor: Any, cambios: list[CambiosDeTabla]) -> None:
    cuentas = {c.tabla.archivo: c.cuentas() for c in cambios}
    hecho, _ = HechoDeInstalacion.objects.update_or_create(
        pk=HECHO,
        defaults={"valor": {"cargado": timezone.localtime().isoformat(timespec="seconds"), **cuentas}},
    )
    registrar(actor=actor, accion="territorio-cargado", objeto=hecho, **cuentas)
