"""Reads about the institutions of an activity: behind a link, on its page, and in its history."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from actividades.ciclo import impedimento_para_invitar, impedimento_para_revisar, permitido, respondidas_por
from actividades.enums import EstadoParticipacion
from actividades.models import Actividad, Evidencia, Participacion
from cuentas.enums import Permiso
from cuentas.secretos import huella


def participacion_del_enlace(secreto: str) -> Participacion | None:
    """Return what the link of `secreto` answers for, or None for any reason."""
    filas = Participacion.objects.select_related(
        "actividad__tipo", "actividad__espacio__distrito", "actividad__comite"
    )
    participacion = filas.filter(huella=huella(secreto)).first()
    return participacion if participacion is not None and participacion.enlace_vivo() else None


@dataclass(frozen=True)
class EnPagina:
    """An institution on the page of its activity, with what this person may do about it."""

    participacion: Participacion
    fotos: list[Evidencia]
    revisa: bool
    impedimento: str
    invita: bool
    retira: bool
    reabre: bool
    olvida: bool
    propia: bool


def en_pagina(actividad: Actividad, user: Any) -> list[EnPagina]:
    """Return the institutions of `actividad`, which brings its `participaciones` and `evidencias`."""
    anota = permitido(actividad, user, Permiso.ACTIVIDAD_ANOTAR)
    verifica = permitido(actividad, user, Permiso.ACTIVIDAD_VERIFICAR)
    viva = not impedimento_para_invitar(actividad)
    fotos = [e for e in actividad.evidencias.all() if e.participacion_id]
    propias = _propias(actividad, user)
    espera = verifica and any(p.por_revisar for p in actividad.participaciones.all())
    respondidas = respondidas_por(actividad, user) if espera else frozenset()
    filas = []
    for p in actividad.participaciones.all():
        retirada = p.estado == EstadoParticipacion.RETIRADA
        filas.append(
            EnPagina(
                p,
                [] if retirada else [e for e in fotos if e.participacion_id == p.pk],
                revisa=verifica and p.por_revisar,
                impedimento=impedimento_para_revisar(p, user, respondidas),
                invita=anota and viva and p.abierta,
                retira=not retirada and (verifica if p.respondida_en else anota),
                reabre=verifica and not p.abierta,
                olvida=verifica and p.con_nombre,
                propia=viva and p.abierta and p.pk in propias,
            )
        )
    return filas


def _propias(actividad: Actividad, user: Any) -> frozenset[int]:
    """Return the keys of the parts that the user answers for, with the account of that institution."""
    if not actividad.participaciones.all() or not user.tiene(Permiso.PARTE_CONFIRMAR):
        return frozenset()
    suyas = Participacion.objects.visible_to(user, Permiso.PARTE_CONFIRMAR).filter(actividad=actividad)
    return frozenset(suyas.values_list("pk", flat=True))


def pasos_de(actividad: Actividad) -> list[tuple[datetime, str, str, bool]]:
    """Return the history of its institutions: when, what, in whose words, whether it lights the dot."""
    pasos = []
    for p in actividad.participaciones.all():
        pasos.append((p.creado, f"Invitada {p.nombre}", "", False))
        if p.respondida_en:
            dijo = "confirmó su participación" if p.participo else "dijo que no participó"
            pasos.append((p.respondida_en, f"{p.nombre} {dijo}", p.responde, False))
        if p.revisada_en:
            pasos.append((p.revisada_en, f"Revisado lo de {p.nombre}", "", True))
        if p.estado == EstadoParticipacion.RETIRADA:
            pasos.append((p.actualizado, f"Retirada {p.nombre}", p.motivo, False))
    return pasos
