"""The sample's activities: photos for most, a review by somebody else, and a few fresh ones by the leader."""

import uuid
from datetime import time, timedelta
from typing import Final

from django.utils import timezone

from actividades.enums import Frecuencia
from actividades.models import Actividad, Evidencia, TipoActividad
from actividades.services import (
    agregar_evidencias,
    anotar_actividad,
    completar_actividad,
    observar_actividad,
    programar_actividad,
    verificar_actividad,
)
from comites.models import Comite
from cuentas.models import Usuario
from cuentas.roles import Rol
from cuentas.services import guardar_catalogo
from portal.ejemplo.dibujos import VARIANTES, foto_de_actividad
from portal.ejemplo.reloj import hace

# What is newer than this still waits for its review; every seventh of the others lacks its photos.
DIAS_EN_ESPERA: Final = 12
CADA_CUANTAS_SIN_FOTOS: Final = 7
RECIENTES: Final = (
    (2, "limpieza-o-faena", "Faena de limpieza del sábado", 18, "Municipalidad"),
    (9, "siembra", "Siembra de molles junto a la losa", 24, ""),
    (20, "pintado-o-mural", "Pintado de bancas y veredas", 15, "Comisaría"),
)
# In the workbook each activity has a name and a type drawn apart: here the name says which it is.
TIPO_POR_NOMBRE: Final = {
    "Mantenimiento de juegos": "mantenimiento",
    "Pintado de mural": "pintado-o-mural",
    "Reunión": "reunion",
    "Ronda vecinal": "vigilancia-o-ronda",
    "Siembra de plantas": "siembra",
    "Tarde cultural": "cultura",
}


def poner_fotos_y_revisar(*, oficina: Usuario, cuentas: dict[Rol, Usuario], comite: Comite) -> None:
    """Give the imported activities their photos and reviews, and let the leader log some of their own."""
    for nombre, slug in TIPO_POR_NOMBRE.items():
        Actividad.objects.filter(titulo__startswith=nombre).update(tipo=TipoActividad.objects.get(slug=slug))
    for numero, actividad in enumerate(Actividad.objects.select_related("tipo", "espacio").order_by("pk")):
        _revisar_importada(numero, actividad, oficina, cuentas)
    # The same few drawings stand for every photo: that they look alike says nothing.
    Evidencia.objects.update(banda_1=None, banda_2=None, banda_3=None, banda_4=None)
    _anotar_recientes(cuentas[Rol.LIDER_COMITE], cuentas[Rol.COORDINADOR_MUNICIPAL], comite)
    _programar(cuentas[Rol.LIDER_COMITE], comite)
    faena = TipoActividad.objects.get(slug="limpieza-o-faena")
    faena.lista = "Se avisó al vecindario\nHubo guantes y bolsas\nSe llevaron la basura"
    guardar_catalogo(actor=cuentas[Rol.RESPONSABLE_NACIONAL], objeto=faena)


def _revisar_importada(
    numero: int, actividad: Actividad, oficina: Usuario, cuentas: dict[Rol, Usuario]
) -> None:
    quien_revisa = _quien_revisa(actividad, cuentas)
    if numero % CADA_CUANTAS_SIN_FOTOS == 0:
        if numero % 2 == 0:
            texto = "Falta al menos una foto de la actividad."
            observar_actividad(
                actor=quien_revisa, actividad=actividad, version=actividad.version, texto=texto
            )
        return
    fotos = [foto_de_actividad(actividad.tipo.slug, numero + n) for n in range(1 + numero % 2)]
    pasados = (timezone.localdate() - actividad.fecha).days
    with hace(max(0, pasados - 1)):
        agregar_evidencias(actor=oficina, actividad=actividad, fotos=fotos)
    if pasados > DIAS_EN_ESPERA:
        with hace(pasados - 2 - numero % 6):
            verificar_actividad(actor=quien_revisa, actividad=actividad, version=actividad.version)


def _quien_revisa(actividad: Actividad, cuentas: dict[Rol, Usuario]) -> Usuario:
    """Return the nearest of the sample's people who may review it."""
    for rol in (Rol.COORDINADOR_MUNICIPAL, Rol.ESPECIALISTA_REGIONAL):
        alcance = cuentas[rol].alcance()
        espacio = actividad.espacio
        if espacio.municipalidad_id in alcance.municipalidades or espacio.region_id in alcance.regiones:
            return cuentas[rol]
    return cuentas[Rol.RESPONSABLE_NACIONAL]


def _anotar_recientes(lider: Usuario, coordinacion: Usuario, comite: Comite) -> None:
    """Log the leader's own latest activities; the oldest is verified, the others wait."""
    hoy = timezone.localdate()
    for numero, (dias, slug, titulo, participantes, apoyo) in enumerate(RECIENTES):
        with hace(dias):
            recibo = anotar_actividad(
                actor=lider,
                uuid=uuid.uuid4(),
                espacio=comite.espacio,
                comite=comite,
                tipo=TipoActividad.objects.get(slug=slug),
                fecha=hoy - timedelta(days=dias),
                participantes=participantes,
                titulo=titulo,
                apoyo=apoyo,
                fotos=[foto_de_actividad(slug, n) for n in range(VARIANTES - numero)],
            )
            actividad = completar_actividad(
                actor=lider,
                actividad=recibo.actividad,
                version=recibo.actividad.version,
                **_quienes(participantes),
                apoyo=apoyo,
                resultado=recibo.actividad.resultado,
                siguiente_paso="Volver a reunirnos el mes que viene.",
            )
        if dias > DIAS_EN_ESPERA:
            with hace(dias - 3):
                verificar_actividad(actor=coordinacion, actividad=actividad, version=actividad.version)


def _quienes(total: int) -> dict[str, int | None]:
    """Return who took part of `total`, with a few of whom nothing is known."""
    mayores, jovenes = total // 3, total // 6
    return {
        "mujeres": total // 2 + 1,
        "hombres": total // 3,
        "menores_de_14": None,
        "de_14_a_17": 2,
        "de_18_a_29": jovenes,
        "de_30_a_59": mayores,
        "de_60_a_mas": jovenes,
    }


def _programar(lider: Usuario, comite: Comite) -> None:
    """Plan today's meeting and a cleaning each month."""
    hoy = timezone.localdate()
    tipos = TipoActividad.objects.in_bulk(["reunion", "limpieza-o-faena"], field_name="slug")
    reunion, faena = tipos["reunion"], tipos["limpieza-o-faena"]
    programar_actividad(actor=lider, comite=comite, tipo=reunion, fecha=hoy, hora=time(19))
    programar_actividad(
        actor=lider,
        comite=comite,
        tipo=faena,
        fecha=hoy + timedelta(days=6),
        hora=time(9),
        titulo="Faena del mes",
        frecuencia=Frecuencia.MENSUAL,
        veces=4,
    )
