"""Sample work on persons: data revealed, access asked for somebody of another place, requests over data."""

from typing import Final

from django.utils import timezone

from comites.models import Comite, Integrante
from cuentas.models import Usuario
from cuentas.roles import Rol
from personas.cargas import consentir_gestion
from personas.enums import CanalSolicitud, Derecho
from personas.models import Persona
from personas.services import (
    DatosSolicitud,
    buscar_duplicados,
    recibir_solicitud,
    revelar_datos,
    solicitar_acceso,
)

CADA_TANTOS: Final = 9  # one committee in so many came without signatures
_PIDEN: Final = (
    (Derecho.ACCESO, CanalSolicitud.WEB, ""),
    (Derecho.RECTIFICACION, CanalSolicitud.PRESENCIAL, "El segundo apellido está mal escrito en el padrón."),
)


def firmar_en_la_oficina(*, oficina: Usuario, comite: Comite) -> None:
    """Let the office hold the signed consents of the roll; here and there some are still to be obtained."""
    filas = Integrante.objects.activos().select_related("persona").order_by("comite", "pk")
    faltan = {i.persona_id for i in filas.filter(comite=comite).order_by("-cargo__orden", "-pk")[1:3]}
    faltan |= {i.persona_id for i in filas if i.comite_id % CADA_TANTOS == 0 and i.comite_id != comite.pk}
    firmaron = {i.persona_id: i.persona for i in filas if i.persona_id not in faltan}
    consentir_gestion(actor=oficina, personas=list(firmaron.values()), fecha=timezone.localdate())


def preguntar_por_datos(*, cuentas: dict[Rol, Usuario], comite: Comite) -> None:
    """Leave something for whoever answers: at the data office, and in the region."""
    personas = list(Persona.objects.filter(membresias__comite=comite).exclude(numero_documento="")[:2])
    for persona, (derecho, canal, detalle) in zip(personas, _PIDEN, strict=False):
        actor = None if canal == CanalSolicitud.WEB else cuentas[Rol.OFICIAL_DATOS]
        recibir_solicitud(actor=actor, datos=_datos(persona, derecho, detalle), canal=canal)
    if personas:
        motivo = "Comparar su documento con el acta firmada"
        revelar_datos(
            actor=cuentas[Rol.RESPONSABLE_NACIONAL], persona=personas[0], campos=["documento"], motivo=motivo
        )
    ajena = _de_otra_municipalidad(comite)
    if ajena is not None:
        motivo = f"Se mudó y quiere integrar el {comite.nombre}"[:200]
        solicitar_acceso(actor=cuentas[Rol.COORDINADOR_MUNICIPAL], personas=[ajena], motivo=motivo)
    buscar_duplicados(actor=None)


def _datos(persona: Persona, derecho: Derecho, detalle: str) -> DatosSolicitud:
    return DatosSolicitud(
        derecho=derecho,
        nombre=persona.nombre_completo,
        tipo_documento=persona.tipo_documento,
        numero_documento=persona.numero_documento,
        contacto="vecina@ejemplo.pe",
        detalle=detalle,
    )


def _de_otra_municipalidad(comite: Comite) -> Persona | None:
    espacio = comite.espacio
    lejos = Integrante.objects.filter(comite__espacio__region=espacio.region_id).exclude(
        comite__espacio__municipalidad=espacio.municipalidad_id
    )
    otra = lejos.select_related("persona").order_by("pk").first()
    return otra.persona if otra else None
