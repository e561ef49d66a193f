"""Reads of messages: what to send to a group, what was sent to it, and who got what in a month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from comites.enums import Tema
from comites.models import Comite, ComiteQuerySet, Difusion, GrupoWhatsApp, Mensaje
from cuentas.enums import Permiso
from cuentas.whatsapp import enlace_a_whatsapp

A_LA_VISTA: Final = 20
ENVIADOS_A_LA_VISTA: Final = 12
DIAS_SIN_RECORDAR: Final = 7


@dataclass(frozen=True)
class ParaEnviar:
    """A message in front of a group: its text ready for WhatsApp, and whether it was sent."""

    mensaje: Mensaje
    difusion: Difusion | None = None

    @property
    def whatsapp(self) -> str:
        return enlace_a_whatsapp(self.mensaje.texto)


def para_el_grupo(comite: Comite, grupo: GrupoWhatsApp | None) -> list[ParaEnviar]:
    """Return the messages of today for `comite`: first what its group has not got, by neglected theme.

    Three queries, whatever their number.
    """
    vigentes = Mensaje.objects.vigentes().para_regiones([comite.espacio.region_id])[:A_LA_VISTA]
    mensajes = list(vigentes)
    if grupo is None:
        return [ParaEnviar(mensaje) for mensaje in mensajes]
    suyas = Difusion.objects.filter(grupo=grupo)
    hechas = {d.mensaje_id: d for d in suyas.filter(mensaje__in=mensajes).select_related("quien")}
    ultimas = dict(suyas.order_by().values_list("mensaje__tema").annotate(dia=Max("dia")))
    filas = [ParaEnviar(mensaje, hechas.get(mensaje.pk)) for mensaje in mensajes]
    return sorted(filas, key=lambda f: (f.difusion is not None, ultimas.get(f.mensaje.tema, date.min)))


def enviados_antes(comite: Comite) -> list[Difusion]:
    """Return what the committee's groups got, newest first."""
    suyas = Difusion.objects.filter(grupo__comite=comite).select_related("mensaje", "quien")
    return list(suyas[:ENVIADOS_A_LA_VISTA])


def sugerencias(comites: Iterable[Comite]) -> list[tuple[Comite, ParaEnviar]]:
    """Return, for each committee with an open group, the next message that its group has not got.

    Meant for the few committees that one person leads: up to three queries for each.
    """
    comites = list(comites)
    grupos = {g.comite_id: g for g in GrupoWhatsApp.objects.filter(comite__in=comites, cerrado=None)}
    halladas = []
    for comite in comites:
        filas = para_el_grupo(comite, grupos[comite.pk]) if comite.pk in grupos else []
        if filas and filas[0].difusion is None:
            halladas.append((comite, filas[0]))
    return halladas


def dias_del_mes(texto: str) -> tuple[date, date]:
    """Return the first day and the last of «2026-11»; of this month when it cannot be read."""
    try:
        primero = date.fromisoformat(f"{texto}-01")
    except ValueError:
        primero = timezone.localdate().replace(day=1)
    return primero, (primero + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def enviadas_entre(desde: date, hasta: date, **condicion: Any) -> Any:
    """Return the notes of those days of the committee that the outer query is about."""
    return Difusion.objects.filter(grupo__comite=OuterRef("pk"), dia__gte=desde, dia__lte=hasta, **condicion)


def con_difusiones(filas: ComiteQuerySet, desde: date, hasta: date) -> ComiteQuerySet:
    """Annotate, per theme, the day of the last message sent between two days: `dia_<tema>`, or None."""
    ultimas = {
        f"dia_{tema.value}": Subquery(
            enviadas_entre(desde, hasta, mensaje__tema=tema.value).order_by("-dia").values("dia")[:1]
        )
        for tema in Tema
    }
    return filas.annotate(**ultimas)


def envios_por_dia(envios: QuerySet[Difusion]) -> dict[date, list[tuple[Tema, int]]]:
    """Return how many groups got each theme on each day; one query."""
    cuentas: dict[date, list[tuple[Tema, int]]] = {}
    filas = envios.order_by().values_list("dia", "mensaje__tema").annotate(n=Count("pk"))
    orden = {tema.value: n for n, tema in enumerate(Tema)}
    for dia, tema, cuantos in sorted(filas, key=lambda fila: (fila[0], orden[fila[1]])):
        cuentas.setdefault(dia, []).append((Tema(tema), cuantos))
    return cuentas


def comites_sin_mensaje(user: Any, hoy: date) -> Any:
    """Return the active committees of `user`'s work whose open group got nothing this month.

    Nobody is reminded in the first days of a month, `DIAS_SIN_RECORDAR`: the month has hardly begun.
    """
    filas = Comite.objects.visible_to(user, Permiso.COMITE_EDITAR).activos()
    if hoy.day <= DIAS_SIN_RECORDAR:
        return filas.none()
    abiertos = GrupoWhatsApp.objects.abiertos().filter(comite=OuterRef("pk"))
    enviadas = enviadas_entre(hoy.replace(day=1), hoy)
    filas = filas.filter(Exists(abiertos), ~Exists(enviadas)).con_grupo()
    return filas.select_related("espacio__distrito").order_by("clave_orden", "pk")
