"""How the rows behind each figure look in public: a name, its place, a state and few columns."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from actividades.models import Actividad
from capacitaciones.models import Asistencia, Sesion
from capacitaciones.selectors import cuantas
from comites.enums import EstadoComite
from comites.models import Comite, GrupoWhatsApp
from comunes.enums import EstadoConChip
from espacios.enums import EstadoEspacio
from espacios.models import EspacioPublico
from monitoreo import indicadores as ind
from portal.selectors.publico import contados


@dataclass(frozen=True)
class FilaPublica:
    """One row; `datos` are the (column, value) of its table. Without `url` the name is no link."""

    titulo: str
    bajo: str
    url: str = ""
    estado: EstadoConChip | None = None
    datos: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Presentacion:
    """How the rows of one indicator are read, ordered and shown."""

    unidad: tuple[str, str]
    titulo: str
    orden: tuple[str, ...]
    preparar: Callable[[QuerySet[Any], date], QuerySet[Any]]
    fila: Callable[[Any], FilaPublica]


def fecha(dia: date | None) -> str:
    return f"{dia:%d/%m/%Y}" if dia else "s/d"


def lugar(espacio: EspacioPublico) -> str:
    return f"{espacio.distrito.nombre}, {espacio.region.nombre}"


def url_publica(espacio: EspacioPublico) -> str:
    """Return the public page of a space; a retired one has none."""
    if espacio.estado == EstadoEspacio.RETIRADO:
        return ""
    return reverse("portal:espacio-publico", args=[espacio.codigo])


def fila_de_espacio(espacio: EspacioPublico) -> FilaPublica:
    return FilaPublica(
        espacio.nombre,
        f"{espacio.tipo} · {lugar(espacio)}",
        url_publica(espacio),
        espacio.estado_enum,
        [("Incorporado", fecha(espacio.fecha_incorporacion))],
    )


def _fila_de_comite(comite: Any) -> FilaPublica:
    return FilaPublica(
        comite.nombre,
        f"{comite.espacio.nombre} · {lugar(comite.espacio)}",
        url_publica(comite.espacio),
        EstadoComite(comite.estado_derivado),
        [("Constituido", fecha(comite.fecha_constitucion)), ("Mandato hasta", fecha(comite.fin_vigencia))],
    )


def _fila_de_membresias(comite: Any) -> FilaPublica:
    return FilaPublica(
        comite.nombre,
        f"{comite.espacio.nombre} · {lugar(comite.espacio)}",
        url_publica(comite.espacio),
        None,
        [("Integrantes", contados(comite.total_integrantes))],
    )


def _fila_de_actividad(actividad: Actividad) -> FilaPublica:
    """Name an activity by its kind: its title is whatever its committee wrote, persons included."""
    return FilaPublica(
        str(actividad.tipo),
        f"{actividad.espacio.nombre} · {lugar(actividad.espacio)}",
        url_publica(actividad.espacio),
        actividad.estado_enum,
        [("Fecha", fecha(actividad.fecha)), ("Participantes", contados(actividad.participantes))],
    )


def _fila_de_grupo(grupo: GrupoWhatsApp) -> FilaPublica:
    comite = grupo.comite
    return FilaPublica(
        comite.nombre,
        f"{comite.espacio.nombre} · {lugar(comite.espacio)}",
        url_publica(comite.espacio),
        grupo.estado,
        [("Abierto", fecha(grupo.abierto))],
    )


def _fila_de_sesion(sesion: Any) -> FilaPublica:
    return FilaPublica(
        sesion.titulo,
        f"{sesion.tema_enum.corto} · {sesion.para_quien}",
        "",
        None,
        [("Fecha", fecha(sesion.fecha)), ("Asistencias", contados(sesion.asistentes))],
    )


def _charlas(asistencias: QuerySet[Any], dia: date) -> QuerySet[Any]:
    """Turn attendances into the talks that they are of, each with its count."""
    # Figures count closed talks: said again of the talks, their index gives the newest ones.
    sesiones = Sesion.objects.cerradas().filter(Exists(asistencias.filter(sesion=OuterRef("pk"))))
    asistentes = cuantas(Asistencia.objects.sin_repetir(), "sesion")
    return sesiones.annotate(asistentes=asistentes).select_related("region", "municipalidad")


def _comites(filas: QuerySet[Any], dia: date) -> QuerySet[Any]:
    return filas.con_estado(dia).select_related("espacio__distrito", "espacio__region")  # type: ignore[attr-defined,no-any-return]


def _comites_con_integrantes(membresias: QuerySet[Any], dia: date) -> QuerySet[Any]:
    """Turn memberships into the committees that they are of, each with its count."""
    comites = Comite.objects.filter(Exists(membresias.filter(comite=OuterRef("pk"))))
    return comites.con_integrantes(dia).select_related("espacio__distrito", "espacio__region")


PRESENTACIONES: Final = {
    ind.ESPACIOS.slug: Presentacion(
        ("espacio", "espacios"),
        "Espacio",
        ("clave_orden", "pk"),
        lambda filas, dia: filas.select_related("tipo", "distrito", "region"),
        fila_de_espacio,
    ),
    ind.COMITES.slug: Presentacion(
        ("comité", "comités"),
        "Comité",
        ("clave_orden", "pk"),
        _comites,
        _fila_de_comite,
    ),
    ind.INTEGRANTES.slug: Presentacion(
        ("persona", "personas"),
        "Comité",
        ("clave_orden", "pk"),
        _comites_con_integrantes,
        _fila_de_membresias,
    ),
    ind.ACTIVIDADES.slug: Presentacion(
        ("actividad", "actividades"),
        "Actividad",
        ("-fecha", "-pk"),
        lambda filas, dia: filas.select_related("tipo", "espacio__distrito", "espacio__region"),
        _fila_de_actividad,
    ),
    ind.GRUPOS.slug: Presentacion(
        ("grupo", "grupos"),
        "Comité",
        ("comite__clave_orden", "pk"),
        lambda filas, dia: filas.select_related("comite__espacio__distrito", "comite__espacio__region"),
        _fila_de_grupo,
    ),
    ind.CAPACITADAS.slug: Presentacion(
        ("persona", "personas"),
        "Charla",
        ("-inicio", "-pk"),
        _charlas,
        _fila_de_sesion,
    ),
}
