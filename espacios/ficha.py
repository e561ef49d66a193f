"""What the space page says in words: the path of lamps, the history, before and after."""

from dataclasses import dataclass

from django.utils.timezone import localtime

from comunes.models import Evento
from espacios.ciclo import CAMINO, Falta, Transicion, lo_que_falta, siguiente_paso, transicion_entre
from espacios.enums import EstadoEspacio, MomentoDiagnostico, MomentoFoto
from espacios.linea import Hecho
from espacios.models import EspacioPublico, FotoEspacio
from espacios.selectors import EVENTO_ESTADO, EVENTO_REGISTRO, PasoDado, pasos_dados

NOMBRES_DE_CAMPOS = {
    **{f.name: str(f.verbose_name) for f in EspacioPublico._meta.fields},
    "factores": "factores de riesgo",
}
_CUENTAS = ("", "una prueba", "dos pruebas", "tres pruebas")


@dataclass(frozen=True)
class Paso:
    """One lamp of the path: «hecho», «actual» or «falta»."""

    texto: str
    detalle: str
    estado: str


@dataclass(frozen=True)
class Siguiente:
    """The next step and the proofs it lacks."""

    paso: Transicion
    faltas: list[Falta]


def siguiente(espacio: EspacioPublico) -> Siguiente | None:
    paso = siguiente_paso(espacio.estado)
    return Siguiente(paso, lo_que_falta(espacio, paso)) if paso else None


def camino(espacio: EspacioPublico, sigue: Siguiente | None) -> list[Paso]:
    """Return the lamps of a space read `con_pasos`; a state that was set without passing has no date."""
    dados = pasos_dados(espacio)
    llegadas = {paso.hacia: f"{paso.dia:%d/%m/%Y}" for paso in dados}
    llegadas[CAMINO[0].value] = f"{espacio.fecha_incorporacion:%d/%m/%Y}"  # imported spaces began earlier
    aqui = _lugar_en_el_camino(espacio, dados)
    lugar = "hasta aquí llegó" if espacio.estado == EstadoEspacio.RETIRADO else "aquí estamos"
    pasos = []
    for n, estado in enumerate(CAMINO):
        fecha = llegadas.get(estado.value, "")
        if n < aqui:
            pasos.append(Paso(estado.label, fecha, "hecho"))
        elif n == aqui:
            pasos.append(Paso(estado.label, f"{fecha}, {lugar}".lstrip(", "), "actual"))
        else:
            pasos.append(Paso(estado.label, _cuanto_falta(sigue) if n == aqui + 1 else "", "falta"))
    return pasos


def _lugar_en_el_camino(espacio: EspacioPublico, dados: list[PasoDado]) -> int:
    estado = espacio.estado
    if estado == EstadoEspacio.RETIRADO:
        estado = next((p.desde for p in reversed(dados) if p.hacia == estado), CAMINO[0])
    return CAMINO.index(EstadoEspacio(estado))


def _cuanto_falta(sigue: Siguiente | None) -> str:
    if sigue is None:
        return ""
    cuantas = len(sigue.faltas)
    return f"Falta{'' if cuantas == 1 else 'n'} {_CUENTAS[cuantas]}" if cuantas else "Ya se puede pasar"


# History ------------------------------------------------------------------------------------------


def en_palabras(evento: Evento) -> Hecho:
    """Return a line of history in words: what happened, who did it, why."""
    quien = str(evento.actor) if evento.actor else "El sistema"
    motivo = evento.datos.get("motivo", "")
    return Hecho(
        f"{localtime(evento.fecha):%d/%m/%Y %H:%M}",
        _titulo(evento),
        f"{quien}. Motivo: {motivo}" if motivo else f"{quien}.",
        verificada=evento.accion == EVENTO_ESTADO,
    )


def _titulo(evento: Evento) -> str:
    datos = evento.datos
    if evento.accion == EVENTO_ESTADO:
        return _titulo_de_paso(datos["desde"], datos["hacia"])
    if evento.accion == "espacio-editado":
        return "Se cambió: " + ", ".join(NOMBRES_DE_CAMPOS.get(c, c) for c in datos.get("campos", []))
    if evento.accion == "espacio-fotos":
        cuantas = datos.get("cuantas", 1)
        return "Se agregó una foto" if cuantas == 1 else f"Se agregaron {cuantas} fotos"
    titulo = _TITULOS.get(evento.accion, evento.accion.replace("-", " ").capitalize())
    if momento := datos.get("momento") if evento.accion.startswith("diagnostico-") else None:
        return f"{titulo}: {MomentoDiagnostico(momento).label.lower()}"
    return f"{titulo}: {datos['que']}" if "que" in datos else titulo


def _titulo_de_paso(desde: str, hacia: str) -> str:
    """Name the step of the table; a state that was set without one says from where to where."""
    transicion = transicion_entre(desde, hacia)
    dicho = transicion.hecho if transicion else "Se fijó el estado"
    return f"{dicho}: de {_estado(desde)} a {_estado(hacia)}"


_TITULOS = {
    "retiro-pedido": "Se pidió el retiro del programa",
    "retiro-negado": "No se aprobó el retiro",
    "retiro-anulado": "Se anuló el pedido de retiro",
    EVENTO_REGISTRO: "Se registró el espacio",
    "foto-editada": "Se editaron los datos de una foto",
    "foto-difuminada": "Se difuminó una foto",
    "foto-por-aprobar": "Se pidió publicar una foto",
    "foto-publicada": "Se aprobó publicar una foto",
    "foto-devuelta": "Se devolvió una foto sin publicarla",
    "foto-retirada": "Se dejó de publicar una foto",
    "foto-movida": "Se cambió el orden de las fotos",
    "foto-emparejada": "Se hizo una pareja de antes y después",
    "foto-separada": "Se separó una pareja de antes y después",
    "foto-quitada": "Se retiró una foto",
    "foto-restaurada": "Se restauró una foto",
    "diagnostico-abierto": "Se abrió un diagnóstico",
    "diagnostico-enviado": "Se envió el diagnóstico a validación",
    "diagnostico-observado": "Se observó el diagnóstico",
    "diagnostico-validado": "Se validó el diagnóstico",
    "diagnostico-descartado": "Se descartó un borrador de diagnóstico",
    "diagnostico-borrador": "Se recuperó un borrador de diagnóstico",
    "diagnostico-enmendado": "Se empezó una versión nueva del diagnóstico",
    "plan-abierto": "Se empezó el plan de trabajo",
    "plan-presentado": "Se presentó el plan de trabajo",
    "plan-observado": "Se observó el plan de trabajo",
    "plan-aprobado": "Se aprobó el plan de trabajo",
    "plan-enmendado": "Se empezó una versión nueva del plan de trabajo",
    "plan-cerrado": "Se cerró el plan de trabajo",
    "plan-descartado": "Se descartó un borrador del plan de trabajo",
    "plan-borrador": "Se recuperó un borrador del plan de trabajo",
    "accion-en-curso": "Avanzó una acción del plan",
    "accion-cumplida": "Se cumplió una acción del plan",
    "accion-reprogramada": "Se reprogramó una acción del plan",
    "intervencion-registrada": "Se registró una intervención",
    "intervencion-en-ejecucion": "Empezó una intervención",
    "intervencion-terminada": "Terminó una intervención",
    "intervencion-observada": "Se observó una intervención",
    "intervencion-verificada": "Se verificó una intervención",
    "intervencion-cancelada": "Se canceló una intervención",
    "intervencion-retomada": "Se retomó una intervención",
    "articulacion-registrada": "Se registró una articulación",
    "articulacion-editada": "Se corrigió un registro de articulación",
}


def _estado(valor: str) -> str:
    return f"«{EstadoEspacio(valor).label.lower()}»"


# Photos -------------------------------------------------------------------------------------------


def antes_y_despues(fotos: list[FotoEspacio]) -> tuple[FotoEspacio | None, FotoEspacio | None]:
    """Return the first photo of before and the last one of after, whichever there are."""
    antes = [f for f in fotos if f.momento == MomentoFoto.ANTES]
    despues = [f for f in fotos if f.momento == MomentoFoto.DESPUES]
    return (antes[0] if antes else None), (despues[-1] if despues else None)
