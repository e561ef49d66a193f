"""The roles as code: what each may do, over which kind of place, seeing how much of a person."""

from dataclasses import dataclass
from typing import Final

from django.db.models import TextChoices

from cuentas.enums import Ambito, NivelDatos, Permiso

P = Permiso


class Rol(TextChoices):
    """Stable slugs: they are stored and must never change."""

    ADMINISTRADOR_TECNICO = "administrador-tecnico", "Administración técnica"
    RESPONSABLE_NACIONAL = "responsable-nacional", "Responsable nacional"
    ESPECIALISTA_REGIONAL = "especialista-regional", "Especialista regional"
    COORDINADOR_MUNICIPAL = "coordinador-municipal", "Coordinación municipal"
    PROMOTOR_OPC = "promotor-opc", "Promoción OPC (comisaría)"
    LIDER_COMITE = "lider-comite", "Líder de comité"
    FACILITADOR = "facilitador", "Facilitación de charlas"
    ALIADO = "aliado", "Entidad aliada"
    OFICIAL_DATOS = "oficial-datos", "Oficial de datos personales"
    AUDITOR = "auditor", "Auditoría"


@dataclass(frozen=True)
class Definicion:
    """What a role is made of."""

    ambito: Ambito
    permisos: frozenset[Permiso]
    datos: NivelDatos
    segundo_factor: bool = True


_LECTURA = frozenset({P.TRABAJO_VER, P.ESPACIO_VER, P.COMITE_VER, P.ACTIVIDAD_VER})
_CHARLAS = {P.CAPACITACION_VER, P.CAPACITACION_EDITAR}
_TERRITORIO = _LECTURA | {
    *_CHARLAS,
    P.CONSTANCIA_REVOCAR,
    P.ESPACIO_EDITAR,
    P.FOTO_PUBLICAR,
    P.DIAGNOSTICO_EDITAR,
    P.PLAN_EDITAR,
    P.PLAN_AVANZAR,
    P.COMITE_EDITAR,
    P.GRUPO_EDITAR,
    P.PAPEL_LLEVAR,
    P.DIFUSION_ANOTAR,
    P.PERSONA_VER,
    P.PERSONA_EDITAR,
    P.ENLACE_EMITIR,
    P.ACTIVIDAD_ANOTAR,
    P.ACTIVIDAD_VERIFICAR,
}

DEFINICIONES: Final[dict[Rol, Definicion]] = {
    Rol.ADMINISTRADOR_TECNICO: Definicion(
        Ambito.PAIS,
        frozenset(
            {
                P.ADMIN_ENTRAR,
                P.CUENTA_ADMINISTRAR,
                P.CATALOGO_EDITAR,
                P.TRABAJO_VER,
                P.ESPACIO_VER,
                P.BITACORA_VER,
            }
        ),
        NivelDatos.NINGUNO,
    ),
    Rol.RESPONSABLE_NACIONAL: Definicion(
        Ambito.PAIS,
        _TERRITORIO
        | {
            P.ESPACIO_APROBAR,
            P.DIAGNOSTICO_VALIDAR,
            P.PLAN_APROBAR,
            P.ACTA_VALIDAR,
            P.MENSAJE_EDITAR,
            P.ADMIN_ENTRAR,
            P.CATALOGO_EDITAR,
            P.CUENTA_ADMINISTRAR,
            P.PADRON_IMPORTAR,
            P.CIFRA_EDITAR,
            P.BITACORA_VER,
            P.PERSONA_REVELAR,
            P.PERSONA_FUSIONAR,
        },
        NivelDatos.ENMASCARADO,
    ),
    Rol.ESPECIALISTA_REGIONAL: Definicion(
        Ambito.REGION,
        _TERRITORIO
        | {
            P.ESPACIO_APROBAR,
            P.DIAGNOSTICO_VALIDAR,
            P.PLAN_APROBAR,
            P.ACTA_VALIDAR,
            P.MENSAJE_EDITAR,
            P.ADMIN_ENTRAR,
            P.PADRON_IMPORTAR,
            P.PADRON_EXPORTAR,
            P.GRUPO_INVITAR,
            P.PERSONA_FUSIONAR,
        },
        NivelDatos.COMPLETO,
    ),
    Rol.COORDINADOR_MUNICIPAL: Definicion(
        Ambito.MUNICIPALIDAD,
        _TERRITORIO | {P.PADRON_EXPORTAR, P.GRUPO_INVITAR, P.PARTE_CONFIRMAR},
        NivelDatos.CONTACTO,
    ),
    Rol.PROMOTOR_OPC: Definicion(
        Ambito.COMISARIA, _LECTURA | {P.PLAN_AVANZAR, P.PARTE_CONFIRMAR}, NivelDatos.DIRECTIVA
    ),
    Rol.LIDER_COMITE: Definicion(
        Ambito.COMITE,
        frozenset(
            {
                P.ESPACIO_VER,
                P.COMITE_VER,
                P.INTEGRANTE_AGREGAR,
                P.GRUPO_EDITAR,
                P.GRUPO_INVITAR,
                P.PAPEL_LLEVAR,
                P.DIFUSION_ANOTAR,
                P.PERSONA_VER,
                P.ACTIVIDAD_VER,
                P.ACTIVIDAD_ANOTAR,
                P.PLAN_AVANZAR,
            }
        ),
        NivelDatos.CERCANO,
        segundo_factor=False,
    ),
    Rol.FACILITADOR: Definicion(Ambito.PROPIO, frozenset({P.TRABAJO_VER, *_CHARLAS}), NivelDatos.NOMBRES),
    Rol.ALIADO: Definicion(Ambito.PAIS, frozenset({P.TRABAJO_VER}), NivelDatos.NINGUNO),
    Rol.OFICIAL_DATOS: Definicion(
        Ambito.PAIS,
        frozenset(
            {
                P.TRABAJO_VER,
                P.ADMIN_ENTRAR,
                P.PERSONA_VER,
                P.PERSONA_EDITAR,
                P.PERSONA_REVELAR,
                P.PERSONA_FUSIONAR,
                P.ACCESOS_VER,
                P.DERECHOS_ATENDER,
                P.BITACORA_VER,
            }
        ),
        # As needed and logged: what the mask hides is revealed with a motive.
        NivelDatos.ENMASCARADO,
    ),
    Rol.AUDITOR: Definicion(
        Ambito.PAIS,
        _LECTURA | {P.CAPACITACION_VER, P.ADMIN_ENTRAR, P.PERSONA_VER, P.BITACORA_VER, P.ACCESOS_VER},
        NivelDatos.ENMASCARADO,
    ),
}


def roles_con(permiso: Permiso) -> list[Rol]:
    """Return the roles that grant `permiso`."""
    return [rol for rol, definicion in DEFINICIONES.items() if permiso in definicion.permisos]
