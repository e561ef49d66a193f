"""The sample's papers: a committee about to expire with its call, one expired, one renewed and proved."""

from datetime import timedelta
from io import BytesIO
from typing import Any, Final

from django.utils import timezone

from comites.cargas import mover_fin_de_mandatos
from comites.documents import pdf_de
from comites.enums import ClaseDocumento, EstadoComite, MotivoAsamblea
from comites.models import Comite, DocumentoEmitido, EjemplarFirmado, Mandato
from comites.propuestas import HORA, asamblea_propuesta
from comites.quorum import quorum_de
from comites.services import (
    Eleccion,
    convocar_asamblea,
    emitir_documento,
    renovar_mandato,
    subir_ejemplar,
    validar_ejemplar,
)
from comunes.pdf import revisar_pdf
from cuentas.models import Usuario
from cuentas.roles import Rol
from espacios.enums import ESTADOS_RECUPERADOS

DIAS_PARA_VENCER: Final = 25
DIAS_DE_VENCIDO: Final = 23
_SITIO: Final = "https://ejemplo.pe/documento/"


def emitir_papeles(*, oficina: Usuario, cuentas: dict[Rol, Usuario], comite: Comite) -> None:
    """Leave papers in every state around `comite`, the one that the sample's leader leads."""
    coordinacion, nacional = cuentas[Rol.COORDINADOR_MUNICIPAL], cuentas[Rol.RESPONSABLE_NACIONAL]
    emitir_documento(actor=coordinacion, comite=comite, clase=ClaseDocumento.PADRON)
    acta = emitir_documento(actor=coordinacion, comite=comite, clase=ClaseDocumento.ACTA_CONSTITUCION)
    _firmar(coordinacion, acta)
    _convocar_vecino(oficina, coordinacion, comite)
    _renovar_alguno(oficina, nacional, comite)
    _dejar_vencer(oficina, comite)


def _firmar(actor: Usuario, documento: DocumentoEmitido) -> EjemplarFirmado:
    """Bring the paper back «signed»: the sample's scan is the paper itself."""
    hoja = pdf_de(documento, actor, f"{_SITIO}{documento.codigo}/")
    return subir_ejemplar(actor=actor, documento=documento, pdf=revisar_pdf(BytesIO(hoja)))


def _convocar_vecino(oficina: Usuario, coordinacion: Usuario, comite: Comite) -> None:
    """Call the election of another committee of the municipality, whose mandate is about to end."""
    suyos = Comite.objects.activos().filter(espacio__municipalidad=comite.espacio.municipalidad_id)
    vecino = suyos.exclude(pk=comite.pk).exclude(mandatos=None).order_by("pk").first()
    if vecino is None:
        return
    mandato = vecino.mandatos.latest("inicio")
    fin = timezone.localdate() + timedelta(days=DIAS_PARA_VENCER)
    mover_fin_de_mandatos(actor=oficina, fines={mandato.pk: fin})
    mandato.fin = fin
    datos = asamblea_propuesta(vecino, mandato, MotivoAsamblea.RENOVACION)
    asamblea = convocar_asamblea(actor=coordinacion, comite=vecino, **datos)
    for clase in (ClaseDocumento.CONVOCATORIA, ClaseDocumento.LISTA_ASISTENCIA):
        emitir_documento(actor=coordinacion, comite=vecino, clase=clase, asamblea=asamblea)


def _renovar_alguno(oficina: Usuario, nacional: Usuario, comite: Comite) -> None:
    """Renew a committee that was about to expire, in the region of `comite` if there is one; prove it."""
    filas: Any = Comite.objects.activos().en_alguno(EstadoComite.POR_VENCER)
    otros = filas.exclude(espacio__municipalidad=comite.espacio.municipalidad_id).order_by("pk")
    cerca = otros.filter(espacio__region=comite.espacio.region_id)
    elegido = cerca.first() or otros.first()
    if elegido is None:
        return
    _renovar(oficina, elegido)
    acta = emitir_documento(actor=oficina, comite=elegido, clase=ClaseDocumento.ACTA_RENOVACION)
    ejemplar = _firmar(oficina, acta)
    validar_ejemplar(actor=nacional, ejemplar=ejemplar, version=ejemplar.version)


def _dejar_vencer(oficina: Usuario, comite: Comite) -> None:
    """Let a mandate end some weeks ago, where the space does not need it to be in force."""
    fin = timezone.localdate() - timedelta(days=DIAS_DE_VENCIDO)
    largos = Mandato.objects.filter(inicio__lt=fin, fin__gt=fin, acta_validada=None)
    ajenos = largos.exclude(comite__espacio__municipalidad=comite.espacio.municipalidad_id)
    en_obras = ajenos.exclude(comite__espacio__estado__in=ESTADOS_RECUPERADOS)
    cerca = en_obras.filter(comite__espacio__region=comite.espacio.region_id)
    if mandato := cerca.order_by("pk").first() or en_obras.order_by("pk").first():
        mover_fin_de_mandatos(actor=oficina, fines={mandato.pk: fin})


def _renovar(actor: Usuario, comite: Comite) -> None:
    siguen = list(comite.integrantes.filter(hasta=None).values_list("pk", flat=True))
    renovar_mandato(
        actor=actor,
        comite=comite,
        version=comite.version,
        inicio=comite.mandatos.latest("fin").fin + timedelta(days=1),
        continuan=siguen,
        eleccion=Eleccion(
            dia=timezone.localdate(),
            hora=HORA,
            lugar=comite.espacio.nombre[:200],
            asistentes=quorum_de(len(siguen)),
        ),
    )
