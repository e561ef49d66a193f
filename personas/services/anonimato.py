"""Taking out everything that identifies a person; sex, age group and committees stay for the figures."""

from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from comunes.bitacora import registrar
from comunes.fotos import TAMANOS, ruta
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from cuentas.services import anonimizar_lider
from personas.edades import edad_en
from personas.enums import TipoDocumento
from personas.models import Consentimiento, Fusion, Persona, PosibleDuplicado, SolicitudDeAcceso
from personas.models.derechos import ABIERTAS, SolicitudDeDerechos
from personas.olvido import impedimentos, limpiar, participacion
from personas.selectors import cuentas_de
from personas.sin_ficha import olvidar_sin_ficha

NOMBRES, APELLIDO = "Persona", "anonimizada"
RETIRADO = "Dato retirado"
# The ages at which a person changes group in the figures.
_CORTES = (14, 18, 30, 60)


@transaction.atomic
def anonimizar_persona(*, actor: Any, persona: Persona, motivo: str) -> Persona:
    """Take out name, document, contact, day of birth, account, papers and snapshots. It cannot be undone.

    `motivo` is a slug for the history. A missing actor is the retention command. Raises ValidationError when
    the person still takes part in something.
    """
    if actor is not None:
        exigir(actor, Permiso.DERECHOS_ATENDER, persona)
    persona = Persona.objects.select_for_update(of=("self",)).get(pk=persona.pk)
    if persona.anonimizada:
        return persona
    if razones := impedimentos(persona):
        raise ValidationError(razones)
    limpiar(persona)
    _olvidar_lo_que_cuelga(actor, persona)
    _vaciar(persona)
    registrar(actor=actor, accion="persona-anonimizada", objeto=persona, motivo=motivo)
    return persona


@transaction.atomic
def borrar_sin_ficha(*, actor: Any, solicitud: SolicitudDeDerechos) -> None:
    """Take out what is kept of whoever asked and has no row here. Raises ValidationError when nothing is."""
    exigir(actor, Permiso.DERECHOS_ATENDER, solicitud)
    cuantos = olvidar_sin_ficha(solicitud)
    if not cuantos:
        raise ValidationError("No hay datos de quien pide, o falta comprobar su identidad.")
    registrar(actor=actor, accion="datos-sin-ficha-retirados", objeto=solicitud, cuantos=cuantos)


def _olvidar_lo_que_cuelga(actor: Any, persona: Persona) -> None:
    PosibleDuplicado.objects.filter(Q(primera=persona) | Q(segunda=persona)).delete()
    cuentas = cuentas_de(persona)
    suyas = Fusion.objects.filter(Q(conservada=persona) | Q(absorbida=persona.pk))
    suyas.update(foto={}, motivo=RETIRADO)
    SolicitudDeAcceso.objects.filter(persona=persona).update(motivo=RETIRADO)
    _borrar_papeles(persona)
    for usuario in cuentas:
        anonimizar_lider(actor=actor, usuario=usuario)


def _borrar_papeles(persona: Persona) -> None:
    """Forget the guardians' names and the photos of papers; the files go once the rest is saved."""
    suyos = Consentimiento.objects.filter(persona=persona)
    papeles = [c.papel for c in suyos if c.papel]
    suyos.update(papel="", apoderado="", motivo_revocacion="")
    archivos = [ruta(papel, tamano) for papel in papeles for tamano in TAMANOS]
    transaction.on_commit(partial(_borrar_archivos, archivos))


def _borrar_archivos(archivos: list[str]) -> None:
    for archivo in archivos:
        default_storage.delete(archivo)


def _vaciar(persona: Persona) -> None:
    persona.tipo_documento, persona.numero_documento = TipoDocumento.SIN_DOCUMENTO, ""
    persona.nombres, persona.apellido_paterno, persona.apellido_materno = NOMBRES, APELLIDO, ""
    persona.celular = persona.correo = ""
    persona.distrito = persona.usuario = None
    persona.fecha_nacimiento = fecha_sin_dia(persona.fecha_nacimiento)
    persona.anonimizada = timezone.now()
    persona.version += 1
    persona.save()


def fecha_sin_dia(nacio: date | None) -> date | None:
    """Return a day of the same year that leaves the person in the same age group today."""
    if nacio is None:
        return None
    candidatas = [nacio.replace(month=mes, day=dia) for mes, dia in ((7, 1), (1, 1), (12, 31))]
    return next((c for c in candidatas if _grupo(c) == _grupo(nacio)), candidatas[0])


def _grupo(nacio: date) -> int:
    edad = edad_en(nacio) or 0
    return sum(edad >= corte for corte in _CORTES)


def por_anonimizar(limite: date) -> QuerySet[Persona]:
    """Return the persons who left everything by `limite`, or never took part and were registered by then."""
    reciente, alguna = participacion(limite)
    pendientes = SolicitudDeDerechos.objects.filter(estado__in=ABIERTAS, persona__isnull=False)
    filas = Persona.objects.identificadas().exclude(reciente).filter(alguna | Q(creado__date__lte=limite))
    return filas.exclude(pk__in=pendientes.values("persona")).order_by("pk")


def anonimizar_vencidas(*, actor: Any, limite: date, simular: bool = False) -> tuple[int, int]:
    """Anonymise everybody whose term ended by `limite`; return how many, and how many had to wait.

    Each person in a transaction of its own: an interrupted run goes on from there. `simular` only counts.
    """
    hechas = esperan = 0
    for persona in list(por_anonimizar(limite)):
        if impedimentos(persona):
            esperan += 1
            continue
        hechas += 1
        if not simular:
            anonimizar_persona(actor=actor, persona=persona, motivo="plazo-cumplido")
    return hechas, esperan


@transaction.atomic
def olvidar_solicitudes(*, actor: Any, limite: date, simular: bool = False) -> int:
    """Take out who wrote the requests answered by `limite`; what was asked and answered when, stays."""
    viejas = SolicitudDeDerechos.objects.exclude(estado__in=ABIERTAS).filter(respondida__lte=limite)
    viejas = viejas.exclude(nombre=RETIRADO)
    cuantas = viejas.count()
    if cuantas and not simular:
        viejas.update(
            nombre=RETIRADO, numero_documento="", contacto="", detalle="", respuesta=RETIRADO, identidad=""
        )
    return cuantas
