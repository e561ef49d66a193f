"""Loading the sample programme: the workbook through the import, then the work of several people on it.

Everything is written by the same services that people use, in the name of sample accounts, and on the day
it would have been: no space skips a step or its proofs.
"""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from django.db.models import Count
from django.utils import timezone

from comites.models import Comite
from comunes.archivos import archivos_o_nada
from comunes.instalacion import hay_datos_de_ejemplo, marcar_datos_de_ejemplo
from cuentas.models import Usuario
from cuentas.roles import Rol
from espacios.ciclo import CAMINO
from espacios.enums import EstadoEspacio
from espacios.models import EspacioPublico
from padron.directo import importar_ruta
from portal.ejemplo.actividades import poner_fotos_y_revisar
from portal.ejemplo.agregados import agregar_por_su_lider
from portal.ejemplo.camino import dar_pasos, repartir
from portal.ejemplo.charlas import dar_charlas
from portal.ejemplo.conjuntas import hacer_conjuntas
from portal.ejemplo.cuentas import OFICINA, crear_cuenta, crear_cuentas, crear_lider_de_ejemplo
from portal.ejemplo.diagnosticos import diagnosticar
from portal.ejemplo.espacios import fotografiar, pedir_un_retiro, publicar_fotos
from portal.ejemplo.grupos import llevar_grupos
from portal.ejemplo.intervenciones import intervenir
from portal.ejemplo.mensajes import escribir_y_enviar
from portal.ejemplo.papeles import emitir_papeles
from portal.ejemplo.personas import firmar_en_la_oficina, preguntar_por_datos
from portal.ejemplo.planes import planificar
from portal.ejemplo.rechazos import rechazar_y_reabrir
from portal.ejemplo.reloj import fechar_lo_importado, ordenar_historia

ARCHIVO: Final = Path(__file__).resolve().parents[2] / "padron" / "ejemplo" / "padron_enmendado.xlsx"
# The last day of the workbook: moved to today, and every other date (but births) with it.
ULTIMO_DIA: Final = date(2021, 12, 19)
REGION: Final = "1501"


@archivos_o_nada()
def cargar_ejemplo() -> bool:
    """Load the sample programme and return True, or return False when it is there already.

    All or nothing, photos included. The territory must be loaded.
    """
    if hay_datos_de_ejemplo():
        return False
    dias = (timezone.localdate() - ULTIMO_DIA) // timedelta(days=1)
    oficina = crear_cuenta(OFICINA, espacio=None)
    importar_ruta(ARCHIVO, actor=oficina, dias=dias)
    fechar_lo_importado()
    comite = _comite_principal()
    cuentas = crear_cuentas(comite.espacio)
    cuentas[Rol.LIDER_COMITE] = crear_lider_de_ejemplo(cuentas[Rol.COORDINADOR_MUNICIPAL], comite)
    _trabajar(oficina, cuentas, comite)
    ordenar_historia()
    marcar_datos_de_ejemplo(archivo=ARCHIVO.name)
    return True


def _trabajar(oficina: Usuario, cuentas: dict[Rol, Usuario], comite: Comite) -> None:
    firmar_en_la_oficina(oficina=oficina, comite=comite)
    poner_fotos_y_revisar(oficina=oficina, cuentas=cuentas, comite=comite)
    rechazar_y_reabrir(cuentas=cuentas, comite=comite)
    hacer_conjuntas(cuentas=cuentas, comite=comite)
    _recorrer(oficina, cuentas, comite.espacio)
    publicar_fotos(oficina=oficina, revisa=cuentas[Rol.RESPONSABLE_NACIONAL], cerca=comite.espacio)
    agregar_por_su_lider(cuentas=cuentas, comite=comite)
    emitir_papeles(oficina=oficina, cuentas=cuentas, comite=comite)
    pedir_un_retiro(oficina=oficina, cerca=comite.espacio)
    preguntar_por_datos(cuentas=cuentas, comite=comite)
    escribir_y_enviar(cuentas=cuentas, comite=comite)
    llevar_grupos(oficina=oficina, cuentas=cuentas, comite=comite)
    dar_charlas(cuentas=cuentas, comite=comite)


def _recorrer(oficina: Usuario, cuentas: dict[Rol, Usuario], cerca: EspacioPublico) -> None:
    """Take each space along its path as far as its activities tell, with what every step asks for."""
    destinos = repartir()
    quienes: Any = {"oficina": oficina, "cuentas": cuentas, "destinos": destinos, "cerca": cerca}
    antes: Final = {
        EstadoEspacio.EN_DIAGNOSTICO: diagnosticar,
        EstadoEspacio.EN_RECUPERACION: planificar,
        EstadoEspacio.RECUPERADO: intervenir,
    }
    fotografiar(oficina=oficina, destinos=destinos)
    for hacia in CAMINO[1:]:
        if hacia in antes:
            antes[hacia](**quienes)
        dar_pasos(oficina=oficina, destinos=destinos, hacia=hacia)


def _comite_principal() -> Comite:
    """Return the committee that the sample's leader leads: a busy one, with another space nearby."""
    comites = Comite.objects.activos().filter(espacio__region=REGION, espacio__comisaria__isnull=False)
    con_trabajo = comites.select_related("espacio").annotate(trabajo=Count("actividades")).order_by("pk")
    por_municipalidad = Counter(c.espacio.municipalidad_id for c in con_trabajo)
    return max(con_trabajo, key=lambda c: (por_municipalidad[c.espacio.municipalidad_id], c.trabajo))
