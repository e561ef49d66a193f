"""The sample's work plans and joint work: what spaces in recovery and beyond had to show to get there."""

from datetime import date, timedelta
from itertools import cycle
from typing import Any, Final

from django.utils import timezone

from cuentas.models import Usuario
from cuentas.roles import Rol
from espacios.enums import EstadoEspacio
from espacios.models import EspacioPublico, EspacioQuerySet, PlanTrabajo
from espacios.services import (
    abrir_plan,
    agregar_accion,
    anotar_avance,
    aprobar_plan,
    observar_plan,
    presentar_plan,
    registrar_articulacion,
)
from portal.ejemplo.camino import Destinos, los_que_llegan
from portal.ejemplo.reloj import hace

E = EstadoEspacio
DIAS_DESDE, DURACION = 200, 320
OBJETIVOS: Final = (
    "Que el espacio se use de día y de noche sin temor: luz, limpieza, actividades y una ronda acordada con "
    "la comisaría."
)
# What, who answers, days after the beginning until it is due, meta, proof, whether the municipality has part.
_ACCIONES: Final = (
    ("Retirar el desmonte y la basura", "municipalidad", 80, "Cero puntos de acopio", "Fotos", False),
    ("Cambiar las luminarias apagadas", "municipalidad", 194, "12 luminarias encendidas", "Acta", False),
    ("Ronda conjunta los viernes por la noche", "comisaria", 198, "Una ronda por semana", "Parte", True),
    ("Pintar el muro y las bancas con el vecindario", "comite", 225, "Un muro y 8 bancas", "Fotos", False),
)
# The person who answers in each institution, by their office, and what it takes. What the municipality
# puts in is what the observed plan is asked to say.
_DE_QUIEN: Final = {
    "municipalidad": {"a_cargo": "Responsable de Servicios Públicos"},
    "comisaria": {"a_cargo": "Promotoría de la OPC", "recurso": "Una patrulla y dos efectivos"},
    "comite": {"a_cargo": "Presidencia del comité", "recurso": "Pintura donada y voluntariado"},
}
_EN_CURSO: Final = "Se empezó y sigue; falta coordinar lo último con el comité y la comisaría."
_HECHO: Final = "Se comprobó en el lugar, con fotos y acta de conformidad."
# How far the actions are, in turns: of a space in recovery, and of a recovered one.
_EN_RECUPERACION: Final = ((100, 60, 0, 0), (100, 0, 40, 0), (100, 100, 30, 10))
_RECUPERADO: Final = ((100, 100, 40, 0), (100, 100, 100, 100), (100, 100, 80, 0))
# What a recovered space fulfilled was there when its intervention was verified.
HACE_RECUPERADO: Final = 103
_OBSERVACION: Final = "Está bien encaminado. Complete lo que se pide y vuelva a presentarlo."
_DE_LAS_LUMINARIAS: Final = "Falta decir de dónde salen los recursos."
_ACTA: Final = {
    "tipo": "acta",
    "municipalidad": True,
    "acuerdo": "La municipalidad mantiene el alumbrado y la limpieza; la comisaría hace una ronda semanal y "
    "comparte con el comité el número de la patrulla.",
    "firmantes": "Gerente de Seguridad Ciudadana, municipalidad; comisario, comisaría.",
}


def planificar(
    *, oficina: Usuario, cuentas: dict[Rol, Usuario], destinos: Destinos, cerca: EspacioPublico
) -> None:
    """Give every space in recovery or beyond its plan and joint work, and a few a plan on its way."""
    revisora = cuentas[Rol.RESPONSABLE_NACIONAL]
    turnos = {True: cycle(_EN_RECUPERACION), False: cycle(_RECUPERADO)}
    for espacio in los_que_llegan(destinos, E.EN_RECUPERACION, E.RECUPERADO, E.EN_SOSTENIBILIDAD):
        _articular(oficina, espacio)
        plan = _presentado(oficina, espacio, dias=DIAS_DESDE)
        with hace(DIAS_DESDE - 8 - espacio.pk % 5):
            plan = aprobar_plan(actor=revisora, plan=plan, version=plan.version)
        falta = destinos[espacio.pk] == E.EN_RECUPERACION
        avances = _RECUPERADO[0] if espacio.pk == cerca.pk else next(turnos[falta])
        _avanzar(oficina, plan, avances, hace_al_menos=2 if falta else HACE_RECUPERADO)
    _en_camino(cuentas, los_que_llegan(destinos, E.EN_DIAGNOSTICO), cerca)


def _articular(oficina: Usuario, espacio: EspacioPublico) -> None:
    con_comisaria = espacio.comisaria_id is not None
    with hace(DIAS_DESDE - 5):
        fecha = timezone.localdate()
        registrar_articulacion(actor=oficina, espacio=espacio, fecha=fecha, comisaria=con_comisaria, **_ACTA)


def _presentado(autora: Usuario, espacio: EspacioPublico, *, dias: int) -> PlanTrabajo:
    with hace(dias):
        plan = _borrador(autora, espacio)
    with hace(dias - 2):
        return presentar_plan(actor=autora, plan=plan, version=plan.version)


def _borrador(autora: Usuario, espacio: EspacioPublico) -> PlanTrabajo:
    inicio = timezone.localdate()
    fin = inicio + timedelta(days=DURACION)
    plan = abrir_plan(actor=autora, espacio=espacio, objetivos=OBJETIVOS, inicio=inicio, fin=fin)
    for que, responsable, dias, meta, medio, conjunta in _ACCIONES:
        agregar_accion(
            actor=autora,
            plan=plan,
            que=que,
            responsable=responsable,
            plazo=inicio + timedelta(days=dias + espacio.pk % 7 * 3),
            meta=meta,
            medio=medio,
            conjunta_municipalidad=conjunta,
            **_DE_QUIEN[responsable],
        )
    return plan


def _avanzar(actor: Usuario, plan: PlanTrabajo, avances: tuple[int, ...], *, hace_al_menos: int) -> None:
    for accion, avance in zip(plan.acciones.order_by("orden"), avances, strict=True):
        hoy, varia = timezone.localdate(), accion.pk % 20
        cumplida = max((hoy - accion.plazo).days, hace_al_menos + varia)
        with hace(cumplida if avance == 100 else 2 + varia):
            if datos := _datos_del_avance(avance, timezone.localdate()):
                anotar_avance(actor=actor, accion=accion, version=accion.version, **datos)


def _datos_del_avance(avance: int, dia: date) -> dict[str, Any]:
    if avance == 100:
        return {"estado": "cumplida", "texto": _HECHO, "fecha": dia}
    return {"estado": "en-curso", "avance": avance, "texto": _EN_CURSO} if avance else {}


def _en_camino(cuentas: dict[Rol, Usuario], filas: EspacioQuerySet, cerca: EspacioPublico) -> None:
    """Leave a plan waiting for approval, one sent back and one in draft, near the sample's coordinator."""
    coordinadora, especialista = cuentas[Rol.COORDINADOR_MUNICIPAL], cuentas[Rol.ESPECIALISTA_REGIONAL]
    de_la_region = filas.filter(region=cerca.region_id)
    cercanos = sorted(de_la_region, key=lambda e: e.municipalidad_id != cerca.municipalidad_id)[:3]
    for numero, espacio in enumerate(cercanos):
        autora = coordinadora if espacio.municipalidad_id == cerca.municipalidad_id else especialista
        if numero == 2:
            _borrador(autora, espacio)
            continue
        plan = _presentado(autora, espacio, dias=7)
        if numero == 1:
            _observar(cuentas[Rol.RESPONSABLE_NACIONAL], plan)


def _observar(revisora: Usuario, plan: PlanTrabajo) -> None:
    luminarias = plan.acciones.order_by("orden")[1]
    with hace(2):
        observar_plan(
            actor=revisora,
            plan=plan,
            version=plan.version,
            comentario=_OBSERVACION,
            comentarios={str(luminarias.uuid): _DE_LAS_LUMINARIAS},
        )
