"""Papers of activities: the report of what was verified, for a committee, a municipality or a region."""

from typing import Any, Final

from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth
from django.utils.formats import date_format

from actividades.enums import ClaseInstitucion
from actividades.models import Actividad, ActividadQuerySet, Evidencia, Participacion
from comunes.documentos import FOTOS_SIN_DIFUMINAR, componer, foto_incrustada
from comunes.templatetags.componentes import miles

PLANTILLA: Final = "actividades/papeles/informe.typ"
FILAS_MAXIMO: Final = 150
FOTOS_MAXIMO: Final = 6


def informe_de_actividades(filas: ActividadQuerySet, *, ambito: str, filtros: list[str]) -> bytes:
    """Return the PDF of the verified ones of `filas`: totals of all, and the newest of them one by one.

    `ambito` names whose sight the rows come from and `filtros` what they were asked with.
    """
    verificadas = filas.verificadas().order_by()
    total = verificadas.aggregate(
        n=Count("pk"), gente=Sum("participantes"), espacios=Count("espacio", distinct=True)
    )
    ultimas = verificadas.select_related("tipo", "espacio__distrito").order_by("-fecha", "-pk")[:FILAS_MAXIMO]
    fotos = _fotos(verificadas)
    resto = total["n"] - FILAS_MAXIMO
    datos = {
        "ambito": ambito,
        "filtros": ". ".join(filtros) or "Ninguno",
        "cifras": [
            _cifra(total["n"], "actividad verificada", "actividades verificadas"),
            _cifra(total["gente"] or 0, "participación", "participaciones"),
            _cifra(total["espacios"], "espacio", "espacios"),
        ],
        **_conjuntas(verificadas),
        "tipos": _por_tipo(verificadas),
        "meses": _por_mes(verificadas),
        "fotos": fotos,
        "interno": FOTOS_SIN_DIFUMINAR if fotos else "",
        "filas": [_fila(actividad) for actividad in ultimas],
        "resto": f"Y {miles(resto)} más, que están en la lista y en su exportación." if resto > 0 else "",
    }
    return componer(PLANTILLA, "Informe de actividades", datos)


def _cifra(cuantas: int, una: str, varias: str) -> tuple[str, str]:
    return (una if cuantas == 1 else varias), miles(cuantas)


def _por_tipo(filas: ActividadQuerySet) -> list[tuple[str, str, str]]:
    grupos = filas.values_list("tipo__nombre").annotate(n=Count("pk"), gente=Sum("participantes"))
    return [
        (nombre, miles(n), miles(gente or 0)) for nombre, n, gente in grupos.order_by("-n", "tipo__nombre")
    ]


def _conjuntas(filas: ActividadQuerySet) -> dict[str, Any]:
    """Return how many were joint, each once, and the parts of institutions by kind, each of them once."""
    partes = Participacion.objects.contadas().filter(actividad__in=filas).order_by()
    clases = partes.values_list("institucion").annotate(n=Count("pk"), gente=Sum("personas"))
    juntas = partes.aggregate(n=Count("actividad", distinct=True))["n"]
    return {
        "juntas": miles(juntas) if juntas else "",
        "instituciones": [
            (ClaseInstitucion(clase).label, miles(n), miles(gente or 0))
            for clase, n, gente in clases.order_by("-n", "institucion")
        ],
    }


def _por_mes(filas: ActividadQuerySet) -> list[tuple[str, str, str]]:
    grupos = filas.annotate(mes=TruncMonth("fecha")).values_list("mes")
    con_totales = grupos.annotate(n=Count("pk"), gente=Sum("participantes")).order_by("mes")
    return [
        (date_format(mes, r"F \d\e Y").capitalize(), miles(n), miles(gente or 0))
        for mes, n, gente in con_totales
    ]


def _fila(actividad: Actividad) -> tuple[str, str, str, str]:
    lugar = f"{actividad.espacio.nombre}, {actividad.espacio.distrito}"
    return f"{actividad.fecha:%d/%m/%Y}", str(actividad), lugar, miles(actividad.participantes)


def _fotos(filas: ActividadQuerySet) -> list[dict[str, Any]]:
    """Return the first photo of the newest activities, with words for who does not see it."""
    evidencias = Evidencia.objects.revisadas().filter(actividad__in=filas).select_related("actividad__tipo")
    primeras: dict[int, Evidencia] = {}
    for evidencia in evidencias.order_by("-actividad__fecha", "pk")[: FOTOS_MAXIMO * 4]:
        primeras.setdefault(evidencia.actividad_id, evidencia)
    fotos = [
        {
            "imagen": foto_incrustada(e.archivo.name or "", e.ancho, e.alto),
            "texto": f"{e.actividad}, {e.actividad.fecha:%d/%m/%Y}",
        }
        for e in list(primeras.values())[:FOTOS_MAXIMO]
    ]
    return [foto for foto in fotos if foto["imagen"]]
