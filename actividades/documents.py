"""Papers of activities: the report of what was verified, for a committee, a municipality or a region."""

from typing import Any, Final

from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.formats import date_format

from actividades.desglose import protegidos
from actividades.enums import ClaseInstitucion, Organizador
from actividades.models import POR_EDAD, POR_SEXO, Actividad, ActividadQuerySet, Evidencia, Participacion
from comunes.documentos import FOTOS_SIN_DIFUMINAR, componer, foto_incrustada
from comunes.templatetags.componentes import miles

PLANTILLA: Final = "actividades/papeles/informe.typ"
PLANTILLA_DE_UNA: Final = "actividades/papeles/actividad.typ"
FILAS_MAXIMO: Final = 150
FOTOS_MAXIMO: Final = 6
# Stands for a group too small to be shown.
TAPADO: Final = "—"


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
        "grupos": _por_grupos(verificadas, total["gente"] or 0),
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


def _por_grupos(filas: ActividadQuerySet, total: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the participations by sex and by age, as far as they were told; small groups kept back."""
    sumas = filas.aggregate(**{campo: Sum(campo) for campo in (*POR_SEXO, *POR_EDAD)})
    return _grupos_protegidos(Actividad(participantes=total, **sumas))  # all of them as if they were one


def _grupos_protegidos(actividad: Actividad) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (titulo, [(nombre, TAPADO if n is None else miles(n)) for nombre, n in protegidos(contados)])
        for titulo, contados in (("Por sexo", actividad.por_sexo), ("Por edad", actividad.por_edad))
        if contados
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


# One activity --------------------------------------------------------------------------------------


def informe_de_actividad(actividad: Actividad) -> bytes:
    """Return the PDF of one activity, which brings its `evidencias` and `participaciones`.

    It leaves the house: small groups are kept back, and so is what nobody has looked at.
    """
    grupos = _grupos_protegidos(actividad)
    fotos = _fotos_de_una(actividad)
    tapa = any(cuantos == TAPADO for _, visibles in grupos for _, cuantos in visibles)
    datos = {
        "estado": _estado(actividad),
        "datos": _datos(actividad),
        "grupos": grupos,
        "nota": "Los grupos de menos de cinco personas no se muestran." if tapa else "",
        "textos": [
            (titulo, texto)
            for titulo, texto in (
                ("Qué se logró", actividad.resultado),
                ("Qué sigue", actividad.siguiente_paso),
            )
            if texto
        ],
        "pasos": [f"{paso}: {'sí' if hecho else 'no'}" for paso, hecho in actividad.lista],
        "instituciones": [
            (p.nombre, p.get_institucion_display(), miles(p.personas) if p.personas else "s/d")
            for p in actividad.participaciones.all()
            if p.revisada_en
        ],
        "fotos": fotos,
        "interno": FOTOS_SIN_DIFUMINAR if fotos else "",
    }
    return componer(PLANTILLA_DE_UNA, str(actividad), datos)


def _estado(actividad: Actividad) -> str:
    if actividad.verificada_en:
        return f"Verificada el {timezone.localtime(actividad.verificada_en):%d/%m/%Y} por otra persona"
    return str(actividad.get_estado_display())


def _datos(actividad: Actividad) -> list[tuple[str, str]]:
    comite = actividad.comite if actividad.organizador == Organizador.COMITE else None
    espacio = actividad.espacio
    datos = [
        ("Espacio", f"{espacio.nombre} ({espacio.codigo})"),
        ("Distrito y región", f"{espacio.distrito}, {espacio.region}"),
        ("Fecha", date_format(actividad.fecha, r"l j \d\e F \d\e Y").capitalize()),
        ("Tipo", str(actividad.tipo)),
        ("La organizó", str(comite or actividad.get_organizador_display())),
        ("Participantes", miles(actividad.participantes)),
        ("Con apoyo de", actividad.apoyo),
        ("Fotos", miles(actividad.fotos_en_pie)),
        ("Recibo", actividad.recibo),
    ]
    return [(nombre, valor) for nombre, valor in datos if valor]


def _fotos_de_una(actividad: Actividad) -> list[dict[str, Any]]:
    de_quien: dict[int | None, str] = {p.pk: p.nombre for p in actividad.participaciones.all()}
    vistas = [e for e in actividad.evidencias.all() if not e.por_revisar][:FOTOS_MAXIMO]
    fotos = [
        {
            "imagen": foto_incrustada(e.archivo.name or "", e.ancho, e.alto),
            "texto": f"Foto de {de_quien.get(e.participacion_id, 'quien la anotó')}",
        }
        for e in vistas
    ]
    return [foto for foto in fotos if foto["imagen"]]
