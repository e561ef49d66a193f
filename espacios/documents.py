"""Papers of spaces."""

from typing import Any, Final

from django.utils.timezone import localtime

from comunes.documentos import FOTOS_SIN_DIFUMINAR, componer, foto_incrustada
from espacios.enums import MetodoDiagnostico, MomentoDiagnostico
from espacios.forms_diagnostico import PREGUNTAS, ROTULOS_TEXTO
from espacios.models import Accion, Diagnostico, EspacioPublico, FactorRiesgo, PlanTrabajo
from espacios.models.diagnostico import EDADES, ENCUESTA_MINIMA, RESPUESTAS, SEXOS
from espacios.planes import progreso

FOTOS_EN_PAPEL: Final = 6
PLANTILLA_DIAGNOSTICO: Final = "espacios/papeles/diagnostico.typ"
PLANTILLA_PLAN: Final = "espacios/papeles/plan.typ"


def ficha_de_diagnostico(espacio: EspacioPublico, diagnostico: Diagnostico | None = None) -> bytes:
    """Return the PDF of a diagnosis; without one, the blank sheet to fill in by hand."""
    fotos = _fotos(diagnostico) if diagnostico else []
    datos = {
        "blanco": diagnostico is None,
        "interno": FOTOS_SIN_DIFUMINAR if fotos else "",
        "espacio": espacio.nombre,
        "codigo": espacio.codigo,
        "distrito": str(espacio.distrito),
        "municipalidad": str(espacio.municipalidad),
        "comisaria": str(espacio.comisaria or "Sin asignar"),
        "momentos": [str(m.label) for m in MomentoDiagnostico],
        "todos_los_metodos": [str(m.label) for m in MetodoDiagnostico],
        "todos_los_factores": [f.nombre for f in FactorRiesgo.objects.filter(activo=True)],
        "minimo": ENCUESTA_MINIMA,
        "fotos": fotos,
        **_llenado(diagnostico),
    }
    return componer(PLANTILLA_DIAGNOSTICO, "Ficha de diagnóstico", datos)


def _fotos(diagnostico: Diagnostico) -> list[dict[str, str]]:
    """Return the first photos of a diagnosis, with words for who does not see them."""
    filas = enumerate(diagnostico.fotos.vigentes()[:FOTOS_EN_PAPEL], start=1)
    fotos = [
        {
            "imagen": foto_incrustada(foto.nombre_publicable, foto.ancho, foto.alto),
            "texto": foto.descripcion or f"Foto {n}, sin descripción",
        }
        for n, foto in filas
    ]
    return [foto for foto in fotos if foto["imagen"]]


def _llenado(d: Diagnostico | None) -> dict[str, Any]:
    """Return what a diagnosis says, with None wherever a blank has to be left."""
    return {
        "fecha": f"{d.fecha:%d/%m/%Y}" if d else "",
        "momento": str(d) if d else "",
        "estado": str(d.estado_enum.label) if d else "",
        "metodos": d.nombres_de_metodos if d else [],
        "factores": [f.nombre for f in d.factores.all()] if d else [],
        "dimensiones": [
            {"nombre": nombre, "pregunta": pregunta, "puntaje": getattr(d, campo, None)}
            for campo, (nombre, pregunta) in PREGUNTAS.items()
        ],
        "textos": [
            {"nombre": nombre, "ayuda": ayuda, "valor": getattr(d, campo, "")}
            for campo, (nombre, ayuda) in ROTULOS_TEXTO.items()
        ],
        "sexos": _cuentas(d, SEXOS),
        "edades": _cuentas(d, EDADES),
        "respuestas": _cuentas(d, RESPUESTAS),
        "n": d.encuestas if d else 0,
        "inseguridad": round(d.inseguridad or 0) if d else 0,
    }


def _cuentas(d: Diagnostico | None, campos: tuple[str, ...]) -> list[tuple[str, int | None]]:
    nombres = (str(Diagnostico._meta.get_field(c).verbose_name) for c in campos)  # type: ignore[union-attr]
    return [(n[:1].upper() + n[1:], getattr(d, c, None)) for n, c in zip(nombres, campos, strict=True)]


def plan_de_trabajo(plan: PlanTrabajo) -> bytes:
    """Return the PDF of a plan as it is today, with the progress of its actions."""
    acciones = list(plan.acciones.all())
    p, espacio = progreso(acciones, plan), plan.espacio
    datos = {
        "espacio": espacio.nombre,
        "codigo": espacio.codigo,
        "municipalidad": str(espacio.municipalidad),
        "comisaria": str(espacio.comisaria or "Sin asignar"),
        "periodo": f"{plan.inicio:%d/%m/%Y} al {plan.fin:%d/%m/%Y}",
        "estado": str(plan.estado_enum.label),
        "objetivos": plan.objetivos,
        "acciones": [
            {"numero": n, "que": a.que, "filas": _filas_de_accion(a)} for n, a in enumerate(acciones, 1)
        ],
        "avance": f"{p.cumplidas} de {p.total} acciones cumplidas. Avance medio: {p.porcentaje} %.",
        "revisiones": [
            {
                "paso": str(r),
                "fecha": f"{localtime(r.creada):%d/%m/%Y}",
                "quien": str(r.autor or "el sistema"),
                "comentario": r.comentario,
            }
            for r in plan.revisiones.select_related("autor")
        ],
    }
    return componer(PLANTILLA_PLAN, str(plan), datos)


def _filas_de_accion(a: Accion) -> list[tuple[str, str]]:
    """Return what an action says as (name, value), without the rows that are empty."""
    estado = f"{a.estado_enum.label}, {a.avance} %"
    filas = [
        ("Responsable", ", ".join(filter(None, (a.institucion, a.a_cargo)))),
        ("Conjunta con", " y ".join(a.conjunta_con)),
        ("Plazo", f"{a.plazo:%d/%m/%Y}"),
        ("Recurso", a.recurso),
        ("Meta", a.meta),
        ("Medio de verificación", a.medio),
        ("Avance", f"{estado}. {a.evidencia}" if a.evidencia else f"{estado}."),
    ]
    return [(nombre, valor) for nombre, valor in filas if valor]
