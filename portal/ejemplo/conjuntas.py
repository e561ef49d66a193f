"""The sample's joint activities: who confirmed, who did not come, who has not answered yet."""

from typing import Final

from actividades.enums import ClaseInstitucion
from actividades.models import Actividad, Evidencia, Participacion
from actividades.services import (
    aportar_a_actividad,
    invitar_institucion,
    responder_invitacion,
    revisar_participacion,
)
from comites.models import Comite
from cuentas.models import Usuario
from cuentas.roles import Rol
from portal.ejemplo.dibujos import foto_de_actividad
from portal.ejemplo.reloj import hace

C = ClaseInstitucion
COLEGIO: Final = "Colegio Los Molles (inventado)"


def hacer_conjuntas(*, cuentas: dict[Rol, Usuario], comite: Comite) -> None:
    """Invite institutions to the leader's latest activities, and answer through their links."""
    lider, coordinacion = cuentas[Rol.LIDER_COMITE], cuentas[Rol.COORDINADOR_MUNICIPAL]
    suyas = Actividad.objects.filter(comite=comite, autor=lider)
    siembra, pintado = suyas.get(tipo__slug="siembra"), suyas.get(tipo__slug="pintado-o-mural")
    with hace(8):
        comisaria = _invitar(lider, pintado, C.COMISARIA)
        _confirmar(
            comisaria, "Víctor Hugo Salas", "Promotor de la OPC", personas=4, nota="Cuidamos el tránsito."
        )
        municipalidad = _invitar(lider, siembra, C.MUNICIPALIDAD)
        _confirmar(
            municipalidad, "Gladys Ñahui", "Jefa de Parques y Jardines", personas=6, nota="Llevamos tierra."
        )
        colegio = _invitar(lider, siembra, C.EDUCACION, COLEGIO)
        responder_invitacion(
            actor=None, participacion=colegio, participa=False, quien="Raúl Poma", cargo="Subdirector"
        )
    with hace(6):
        comisaria.refresh_from_db()
        revisar_participacion(actor=coordinacion, participacion=comisaria, version=comisaria.version)
    _invitar(lider, siembra, C.COMISARIA)
    # As with the other drawings, that they look alike says nothing.
    Evidencia.objects.update(banda_1=None, banda_2=None, banda_3=None, banda_4=None)


def _invitar(
    lider: Usuario, actividad: Actividad, clase: ClaseInstitucion, nombre: str = ""
) -> Participacion:
    participacion, _ = invitar_institucion(actor=lider, actividad=actividad, institucion=clase, nombre=nombre)
    return participacion


def _confirmar(participacion: Participacion, quien: str, cargo: str, *, personas: int, nota: str) -> None:
    responder_invitacion(actor=None, participacion=participacion, participa=True, quien=quien, cargo=cargo)
    foto = foto_de_actividad(participacion.actividad.tipo.slug, participacion.pk)
    aportar_a_actividad(actor=None, participacion=participacion, personas=personas, nota=nota, fotos=[foto])
