"""Rows of committees: their space, mandate and WhatsApp group."""

from datetime import date
from typing import Final

from django.conf import settings

from comunes.hojas.celdas import leer_entero, leer_si_no
from padron import limpieza
from padron.contexto import Contexto
from padron.filas import Fila
from padron.revisores.pasos import exigir_texto, tomar_fecha

_MIEMBROS_MAXIMO: Final = 1_024  # what a WhatsApp group holds


def revisar_comite(fila: Fila, ctx: Contexto) -> None:
    exigir_texto(fila, "comite", 200, "Falta el nombre del comité.", nombre_propio=True)
    exigir_texto(fila, "espacio", 160, "Falta el espacio del comité.")
    _revisar_vigencia(fila, ctx)
    _revisar_grupo(fila)


def _revisar_vigencia(fila: Fila, ctx: Contexto) -> None:
    constitucion = tomar_fecha(
        fila, ctx, "constitucion", futura="La fecha de constitución «{valor}» es futura."
    )
    inicio = tomar_fecha(fila, ctx, "inicio") or constitucion
    fin = tomar_fecha(fila, ctx, "vigencia")
    if inicio is None:
        if fin is not None:
            fila.rechazar("constitucion", "Hay fin de vigencia y falta la fecha de constitución.")
        return
    fila.valores["inicio"] = inicio
    if fin is None and not fila.rechazada:
        fila.valores["vigencia_supuesta"] = True
        fila.valores["vigencia"] = _anios_despues(inicio, settings.DURACION_MANDATO_ANIOS)
    elif fin is not None and fin <= inicio:
        fila.rechazar(
            "vigencia", f"La vigencia termina ({fin:%d/%m/%Y}) antes de empezar ({inicio:%d/%m/%Y})."
        )


def _anios_despues(dia: date, anios: int) -> date:
    try:
        return dia.replace(year=dia.year + anios)
    except ValueError:  # 29 February
        return dia.replace(year=dia.year + anios, day=28)


def _revisar_grupo(fila: Fila) -> None:
    tiene = fila.tomar("whatsapp", leer_si_no(fila.crudos.get("whatsapp")))
    fila.tomar("celular", limpieza.leer_celular(fila.crudos.get("celular")))
    miembros = fila.tomar("miembros", leer_entero(fila.crudos.get("miembros")))
    if miembros is not None and not 0 <= miembros <= _MIEMBROS_MAXIMO:
        fila.rechazar("miembros", f"Los miembros del grupo «{{valor}}» deben ser de 0 a {_MIEMBROS_MAXIMO}.")
    if tiene is None and ("celular" in fila.valores or "miembros" in fila.valores):
        fila.valores["whatsapp"] = True
