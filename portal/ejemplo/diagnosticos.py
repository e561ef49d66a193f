"""The sample's diagnoses: line bases, follow-ups that improved, one waiting for review and one sent back."""

from itertools import cycle
from typing import Any, Final

from django.utils import timezone

from cuentas.models import Usuario
from cuentas.roles import Rol
from espacios.enums import EstadoDiagnostico, EstadoEspacio, MomentoDiagnostico, MomentoFoto
from espacios.models import Diagnostico, EspacioPublico, EspacioQuerySet, FactorRiesgo
from espacios.models.diagnostico import DIMENSIONES, EDADES, RESPUESTAS, SEXOS
from espacios.services import (
    abrir_diagnostico,
    agregar_fotos,
    enviar_diagnostico,
    guardar_borrador,
    observar_diagnostico,
    validar_diagnostico,
)
from portal.ejemplo.camino import Destinos, los_que_llegan
from portal.ejemplo.dibujos import foto_de_antes
from portal.ejemplo.reloj import hace

E = EstadoEspacio

# Follow-ups are few, so that the first start stays short: what the sample accounts see first.
CON_HISTORIA: Final = 10
EL_QUE_EMPEORO: Final = 2
FOTOS_DE_BASE: Final = 2
# How far the line bases of spaces in diagnosis are, in turns.
_EN_DIAGNOSTICO: Final = (
    EstadoDiagnostico.ENVIADO,
    EstadoDiagnostico.OBSERVADO,
    EstadoDiagnostico.BORRADOR,
    EstadoDiagnostico.VALIDADO,
)
DIAS_DE_BASE, DIAS_DE_SEGUIMIENTO, DIAS_EN_ESPERA = 210, 30, 20
_RECUPERADOS: Final = (E.RECUPERADO, E.EN_SOSTENIBILIDAD)
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
# What a draft still lacks: the talk with the neighbours, and their answers.
_A_MEDIAS: Final = {**dict.fromkeys(RESPUESTAS, 0), "oportunidades": ""}
_OBSERVACION: Final = {"percepcion": "Faltan las respuestas de la tarde: complete al menos 30."}
_SEXOS, _EDADES = (14, 9, 1), (2, 3, 7, 8, 3)
_TEXTOS: Final = {
    "potencialidades": "Una losa, árboles grandes y personas que ya barren los sábados.",
    "actores": "Junta vecinal, parroquia, colegio, bodegas de la cuadra, comisaría.",
    "oportunidades": "El presupuesto participativo y el cambio de luminarias de este año.",
}


def diagnosticar(
    *, oficina: Usuario, cuentas: dict[Rol, Usuario], destinos: Destinos, cerca: EspacioPublico
) -> None:
    """Give their line base to spaces in diagnosis and beyond, and a follow-up to those nearest to `cerca`."""
    revisora = cuentas[Rol.RESPONSABLE_NACIONAL]
    recuperados = 0
    avanzados = _cercanos_primero(los_que_llegan(destinos, E.EN_RECUPERACION, *_RECUPERADOS), cerca)
    for numero, espacio in enumerate(avanzados):
        _validado(espacio, MomentoDiagnostico.LINEA_BASE, oficina, revisora, DIAS_DE_BASE - numero % 5)
        if numero < CON_HISTORIA and destinos[espacio.pk] in _RECUPERADOS:
            recuperados += 1
            cambios = _PEOR if recuperados == EL_QUE_EMPEORO else {}
            _validado(
                espacio, MomentoDiagnostico.SEGUIMIENTO, oficina, revisora, DIAS_DE_SEGUIMIENTO, **cambios
            )
    en_ello = _cercanos_primero(los_que_llegan(destinos, E.EN_DIAGNOSTICO), cerca)
    for espacio, hasta in zip(en_ello, cycle(_EN_DIAGNOSTICO), strict=False):
        _llevar(oficina, revisora, espacio, hasta)


def _llevar(oficina: Usuario, revisora: Usuario, espacio: Any, hasta: EstadoDiagnostico) -> None:
    """Take a line base that was begun not long ago to the state `hasta`."""
    momento = MomentoDiagnostico.LINEA_BASE
    if hasta == EstadoDiagnostico.BORRADOR:
        with hace(DIAS_EN_ESPERA):
            _llenado(espacio, momento, oficina, **_A_MEDIAS)
    elif hasta == EstadoDiagnostico.VALIDADO:
        _validado(espacio, momento, oficina, revisora, DIAS_EN_ESPERA)
    else:
        diagnostico = _enviado(espacio, momento, oficina, DIAS_EN_ESPERA)
        if hasta == EstadoDiagnostico.OBSERVADO:
            with hace(DIAS_EN_ESPERA - 6):
                observar_diagnostico(
                    actor=revisora,
                    diagnostico=diagnostico,
                    version=diagnostico.version,
                    comentarios=_OBSERVACION,
                )


def _cercanos_primero(filas: EspacioQuerySet, cerca: EspacioPublico) -> list[EspacioPublico]:
    """Return the spaces of the same municipality, then those of the same region, then the rest."""
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
