"""The sample's diagnoses: line bases, follow-ups that improved, one waiting for review and one sent back."""

from typing import Any, Final

from django.utils import timezone

from cuentas.models import Usuario
from cuentas.roles import Rol
from espacios.enums import EstadoEspacio, MomentoDiagnostico, MomentoFoto
from espacios.models import Diagnostico, EspacioPublico, FactorRiesgo
from espacios.models.diagnostico import DIMENSIONES, EDADES, RESPUESTAS, SEXOS
from espacios.services import (
    abrir_diagnostico,
    agregar_fotos,
    enviar_diagnostico,
    guardar_borrador,
    observar_diagnostico,
    validar_diagnostico,
)
from portal.ejemplo.dibujos import foto_de_antes
from portal.ejemplo.reloj import hace

# Follow-ups are few, so that the first start stays short: what the sample accounts see first.
CON_HISTORIA: Final = 10
EL_QUE_EMPEORO: Final = 2
FOTOS_DE_BASE: Final = 2
DIAS_DE_BASE, DIAS_DE_SEGUIMIENTO, DIAS_EN_ESPERA = 210, 30, 20
_RECUPERADOS: Final = (EstadoEspacio.RECUPERADO, EstadoEspacio.EN_SOSTENIBILIDAD)
_PUNTAJES: Final = {
    MomentoDiagnostico.LINEA_BASE: (2, 2, 3, 2, 1),
    MomentoDiagnostico.SEGUIMIENTO: (4, 4, 3, 3, 3),
}
_RESPUESTAS: Final = {
    MomentoDiagnostico.LINEA_BASE: (2, 5, 8, 22, 15),
    MomentoDiagnostico.SEGUIMIENTO: (9, 17, 5, 11, 5),
}
# What the follow-up of a place that fell back says: its space is in alert, with these figures.
_PEOR: Final = {"seguridad": 1, "inclusion": 2, "conectividad": 2, "accesibilidad": 2, "sostenibilidad": 1}
_SEXOS, _EDADES = (14, 9, 1), (2, 3, 7, 8, 3)
_TEXTOS: Final = {
    "potencialidades": "Una losa, árboles grandes y personas que ya barren los sábados.",
    "actores": "Junta vecinal, parroquia, colegio, bodegas de la cuadra, comisaría.",
    "oportunidades": "El presupuesto participativo y el cambio de luminarias de este año.",
}


def diagnosticar(*, oficina: Usuario, cuentas: dict[Rol, Usuario], cerca: EspacioPublico) -> None:
    """Give their line base to spaces in recovery and beyond, and a follow-up to those nearest to `cerca`."""
    revisora = cuentas[Rol.RESPONSABLE_NACIONAL]
    recuperados = 0
    con_prueba = _elegidos(cerca, [EstadoEspacio.EN_RECUPERACION, *_RECUPERADOS])
    for numero, espacio in enumerate(con_prueba):
        _validado(espacio, MomentoDiagnostico.LINEA_BASE, oficina, revisora, DIAS_DE_BASE - numero % 5)
        if numero < CON_HISTORIA and espacio.estado in _RECUPERADOS:
            recuperados += 1
            cambios = _PEOR if recuperados == EL_QUE_EMPEORO else {}
            _validado(
                espacio, MomentoDiagnostico.SEGUIMIENTO, oficina, revisora, DIAS_DE_SEGUIMIENTO, **cambios
            )
    abiertos = _elegidos(cerca, [EstadoEspacio.EN_DIAGNOSTICO])[:2]
    enviados = [_enviado(e, MomentoDiagnostico.LINEA_BASE, oficina, DIAS_EN_ESPERA) for e in abiertos]
    for diagnostico in enviados[1:]:
        comentarios = {"percepcion": "Faltan las respuestas de la tarde: complete al menos 30."}
        with hace(DIAS_EN_ESPERA - 6):
            observar_diagnostico(
                actor=revisora, diagnostico=diagnostico, version=diagnostico.version, comentarios=comentarios
            )


def _elegidos(cerca: EspacioPublico, estados: list[EstadoEspacio]) -> list[EspacioPublico]:
    """Return spaces in those states: of the same municipality, then of the same region, then the rest."""
    filas = EspacioPublico.objects.filter(estado__in=estados).order_by("pk")
    return sorted(
        filas, key=lambda e: (e.municipalidad_id != cerca.municipalidad_id, e.region_id != cerca.region_id)
    )


def _validado(
    espacio: Any, momento: MomentoDiagnostico, oficina: Usuario, revisora: Usuario, dias: int, **cambios: Any
) -> None:
    diagnostico = _enviado(espacio, momento, oficina, dias, **cambios)
    with hace(dias - 8):
        validar_diagnostico(actor=revisora, diagnostico=diagnostico, version=diagnostico.version)


def _enviado(
    espacio: Any, momento: MomentoDiagnostico, oficina: Usuario, dias: int, **cambios: Any
) -> Diagnostico:
    """Fill one in on the day it was made, so many days ago, and send it two days later."""
    with hace(dias):
        diagnostico = _llenado(espacio, momento, oficina, **cambios)
    with hace(dias - 2):
        return enviar_diagnostico(actor=oficina, diagnostico=diagnostico, version=diagnostico.version)


def _llenado(espacio: Any, momento: MomentoDiagnostico, oficina: Usuario, **cambios: Any) -> Diagnostico:
    diagnostico = abrir_diagnostico(
        actor=oficina,
        espacio=espacio,
        momento=momento,
        fecha=timezone.localdate(),
        metodos=["marcha-exploratoria", "encuesta"],
    )
    factores = list(espacio.factores.all()) or list(FactorRiesgo.objects.filter(activo=True)[:2])
    diagnostico = guardar_borrador(
        actor=oficina,
        diagnostico=diagnostico,
        version=diagnostico.version,
        factores=factores,
        **{**_datos(momento), **cambios},
    )
    if momento == MomentoDiagnostico.LINEA_BASE:
        _fotografiar(oficina, diagnostico)
    return diagnostico


def _fotografiar(oficina: Usuario, diagnostico: Diagnostico) -> None:
    """Tie drawn photos to a line base; a recovered space has them already and keeps them once."""
    fotos = [foto_de_antes(n) for n in range(FOTOS_DE_BASE)]
    agregar_fotos(
        actor=oficina,
        espacio=diagnostico.espacio,
        diagnostico=diagnostico,
        fotos=fotos,
        momento=MomentoFoto.ANTES,
    )


def _datos(momento: MomentoDiagnostico) -> dict[str, Any]:
    numeros = ((DIMENSIONES, _PUNTAJES[momento]), (RESPUESTAS, _RESPUESTAS[momento]), (SEXOS, _SEXOS))
    datos: dict[str, Any] = {**_TEXTOS, **dict(zip(EDADES, _EDADES, strict=True))}
    for campos, valores in numeros:
        datos |= dict(zip(campos, valores, strict=True))
    return datos
