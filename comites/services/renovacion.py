"""Renewing a mandate: the election, the new directive, and what happens to those who leave."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from comites.enums import MotivoAsamblea, MotivoSalida
from comites.models import Asamblea, Cargo, Comite, Integrante, Mandato
from comites.quorum import quorum_de
from comites.reglas import errores_de_directiva
from comites.services._comun import bloquear, escribir
from comites.services._mandatos import cerrar_membresia, crear_mandato
from comites.services.accesos import terminar_accesos
from comites.services.entrantes import Entrante, errores_de_entrantes, hacer_entrar
from comites.vigencia import ultimo_dia_de_aviso
from comunes.bitacora import registrar
from comunes.texto import en_una_linea
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir


@dataclass(frozen=True)
class Eleccion:
    """The assembly that elected: the one that was called, or one held without a call in the system."""

    dia: date
    hora: time
    lugar: str
    asistentes: int
    segunda: bool = False
    asamblea: Asamblea | None = None


@transaction.atomic
def renovar_mandato(
    *,
    actor: Any,
    comite: Comite,
    version: int,
    inicio: date,
    fin: date | None = None,
    acta: str = "",
    continuan: Collection[int] = (),
    cargos: Mapping[int, Cargo] | None = None,
    eleccion: Eleccion | None = None,
    adelantar: bool = False,
    entran: Sequence[Entrante] = (),
) -> Mandato:
    """Open a new mandate. Whoever goes on is in `continuan` (same office) or `cargos` (the office elected).

    Keys are memberships; everybody else leaves, and whoever was elected without being in the roll is in
    `entran`. It may start up to the warning period ahead, so that an
    election held before the end is recorded at once; with `adelantar` the mandate in force ends the day
    before. Raises ValidationError by field (`cargo_<membership>` for an office), ConflictoDeEdicion.
    """
    exigir(actor, Permiso.COMITE_EDITAR, comite)
    comite = tomar_version(bloquear(comite), version)
    _exigir_inicio_posible(comite, inicio)
    salientes = _salientes(comite)
    directiva = _directiva(salientes, continuan, cargos or {})
    errores = errores_de_directiva(directiva, inicio) | _errores_de_eleccion(eleccion, inicio, len(salientes))
    unicos = {cargo.pk for _, cargo in directiva if cargo.unico}
    errores |= errores_de_entrantes(entran, unicos, {i.persona_id for i in salientes}, inicio)
    if errores:
        raise ValidationError(errores)  # type: ignore[arg-type]
    if adelantar:
        _adelantar_fin(actor, comite, inicio)
    mandato = crear_mandato(comite, inicio, fin, acta)
    _relevar(actor, comite, mandato, salientes, dict(directiva))
    for entrante in entran:
        hacer_entrar(actor=actor, comite=comite, mandato=mandato, entrante=entrante)
    if eleccion is not None:
        _anotar_eleccion(actor, comite, mandato, eleccion)
    registrar(actor=actor, accion="mandato-renovado", objeto=comite, mandato=mandato.pk)
    return mandato


def _salientes(comite: Comite) -> list[Integrante]:
    filas = Integrante.objects.filter(comite=comite, hasta__isnull=True)
    return list(filas.select_related("cargo", "persona"))


def _directiva(
    salientes: list[Integrante], continuan: Collection[int], cargos: Mapping[int, Cargo]
) -> list[tuple[Integrante, Cargo]]:
    ajenos = set(cargos) - {i.pk for i in salientes}
    if ajenos:
        raise ValidationError("Una de las personas ya no integra el comité. Revise la lista.")
    pares = [(i, cargos.get(i.pk, i.cargo if i.pk in continuan else None)) for i in salientes]
    return [(integrante, cargo) for integrante, cargo in pares if cargo is not None]


def _exigir_inicio_posible(comite: Comite, inicio: date) -> None:
    if comite.fecha_constitucion is None:
        raise ValidationError("Este comité todavía no está constituido: registre primero su constitución.")
    if inicio < comite.fecha_constitucion:
        desde = escribir(comite.fecha_constitucion)
        raise ValidationError({"inicio": f"El comité se constituyó el {desde}; no puede ser antes."})
    limite = ultimo_dia_de_aviso(timezone.localdate())
    if inicio > limite:
        raise ValidationError({"inicio": f"Se puede registrar hasta el {escribir(limite)}, no más adelante."})


def _errores_de_eleccion(eleccion: Eleccion | None, inicio: date, total: int) -> dict[str, str]:
    if eleccion is None:
        return {}
    errores = {}
    if eleccion.dia > timezone.localdate():
        errores["dia"] = "La elección está en el futuro. Regístrela cuando se haya hecho."
    elif eleccion.dia > inicio:
        errores["dia"] = "Es posterior al primer día del mandato nuevo. Revise las dos fechas."
    exigido = quorum_de(total, segunda=eleccion.segunda)
    if total and eleccion.asistentes < exigido:
        llamada = "segunda" if eleccion.segunda else "primera"
        errores["asistentes"] = (
            f"No hubo quórum: en {llamada} convocatoria se necesitan {exigido} de {total}."
        )
    if eleccion.asistentes > total:
        errores["asistentes"] = f"El padrón tiene {total} integrante{'' if total == 1 else 's'}."
    return errores


def _adelantar_fin(actor: Any, comite: Comite, inicio: date) -> None:
    """End the mandate that covers `inicio` the day before; nothing to do when none does."""
    vigente = comite.mandatos.en_fecha(inicio).first()
    if vigente is None:
        return
    vigente.fin = inicio - timedelta(days=1)
    if vigente.fin <= vigente.inicio:
        raise ValidationError({"inicio": f"El mandato actual recién empezó el {escribir(vigente.inicio)}."})
    vigente.save(update_fields=["fin"])
    registrar(actor=actor, accion="mandato-adelantado", objeto=comite, mandato=vigente.pk)


def _relevar(
    actor: Any,
    comite: Comite,
    mandato: Mandato,
    salientes: list[Integrante],
    directiva: Mapping[Integrante, Cargo],
) -> None:
    """Close every membership; open a new one for whoever goes on, end the access of whoever does not."""
    for integrante in salientes:
        cerrar_membresia(integrante, max(mandato.inicio, integrante.desde), MotivoSalida.FIN_DE_MANDATO)
    for integrante in salientes:
        if integrante in directiva:
            _continuar(integrante, mandato, directiva[integrante])
        else:
            terminar_accesos(actor=actor, comite=comite, persona=integrante.persona, hasta=mandato.inicio)


def _continuar(integrante: Integrante, mandato: Mandato, cargo: Cargo) -> None:
    Integrante.objects.create(
        comite_id=integrante.comite_id,
        mandato=mandato,
        persona_id=integrante.persona_id,
        cargo=cargo,
        cargo_unico=cargo.unico,
        desde=max(mandato.inicio, integrante.desde),
        en_grupo=integrante.en_grupo,
    )


def _anotar_eleccion(actor: Any, comite: Comite, mandato: Mandato, eleccion: Eleccion) -> None:
    """Tie the mandate to the assembly that elected it, made now when nobody called it here."""
    llamada = (
        eleccion.asamblea
        or comite.asambleas.filter(mandato=None, fecha=eleccion.dia, hora=eleccion.hora).first()
    )
    asamblea = llamada or Asamblea(
        comite=comite,
        motivo=MotivoAsamblea.RENOVACION,
        agenda=MotivoAsamblea.RENOVACION.label,
        citada_por=actor,
    )
    if asamblea.comite_id != comite.pk or asamblea.mandato_id is not None:
        raise ValidationError("Esa asamblea ya tiene su resultado.")
    asamblea.fecha, asamblea.hora = eleccion.dia, eleccion.hora
    asamblea.lugar = en_una_linea(eleccion.lugar)[:200]
    asamblea.asistentes, asamblea.segunda = eleccion.asistentes, eleccion.segunda
    asamblea.mandato = mandato
    asamblea.full_clean()
    asamblea.save()
