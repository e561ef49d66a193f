"""Rows of activities: committee, kind, day and participants."""

from actividades.models import PARTICIPANTES_MAXIMO
from comunes.hojas.celdas import leer_entero
from padron.contexto import Contexto
from padron.filas import Fila
from padron.revisores.pasos import exigir_texto, tomar_del_catalogo, tomar_fecha, tomar_texto


def revisar_actividad(fila: Fila, ctx: Contexto) -> None:
    exigir_texto(fila, "comite", 200, "Falta el comité.")
    if fila.crudos.get("espacio") is not None:
        tomar_texto(fila, "espacio", 160)
    if tomar_del_catalogo(fila, "tipo", ctx.tipos_actividad, "El tipo de actividad") is None:
        fila.rechazar("tipo", "Falta el tipo de actividad.")
    tomar_texto(fila, "titulo", 160)
    if (
        tomar_fecha(fila, ctx, "fecha", futura="La fecha «{valor}» es futura: se anota lo ya realizado.")
        is None
    ):
        fila.rechazar("fecha", "Falta la fecha de la actividad.")
    _revisar_participantes(fila)
    tomar_texto(fila, "apoyo", 200)
    tomar_texto(fila, "resultado", 2000)


def _revisar_participantes(fila: Fila) -> None:
    cuantos = fila.tomar("participantes", leer_entero(fila.crudos.get("participantes")))
    if cuantos is None:
        return
    if cuantos < 0:
        fila.rechazar("participantes", "Los participantes no pueden ser un número negativo («{valor}»).")
    elif not 1 <= cuantos <= PARTICIPANTES_MAXIMO:
        fila.rechazar(
            "participantes", f"Los participantes «{{valor}}» deben ser de 1 a {PARTICIPANTES_MAXIMO}."
        )
