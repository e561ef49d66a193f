"""Every write of committees, their members, mandates, groups and leaders' access."""

from comites.services.accesos import dar_acceso_lider
from comites.services.asambleas import Llamado, convocar_asamblea, convocar_elecciones, emitir_de_asamblea
from comites.services.constitucion import constituir_comite, disolver_comite, editar_comite
from comites.services.difusiones import anotar_difusion, deshacer_difusion
from comites.services.documentos import anular_documento, emitir_documento
from comites.services.ejemplares import anotar_apertura, observar_ejemplar, subir_ejemplar, validar_ejemplar
from comites.services.entrantes import Entrante
from comites.services.grupos import (
    actualizar_grupo,
    anotar_reglas_aceptadas,
    anotar_ultimo_mensaje,
    cerrar_grupo,
    marcar_quienes_estan,
    mostrar_enlace,
    registrar_grupo_whatsapp,
)
from comites.services.integrantes import (
    agregar_integrante,
    editar_integrante,
    registrar_integrante_nuevo,
    retirar_integrante,
)
from comites.services.mensajes import (
    DatosMensaje,
    editar_mensaje,
    escribir_mensaje,
    publicar_mensaje,
    retirar_mensaje,
)
from comites.services.permisos import registrar_permisos
from comites.services.renovacion import Eleccion, renovar_mandato
from comites.services.revisiones import anular_agregado, aprobar_agregado, corregir_agregado

__all__ = [
    "DatosMensaje",
    "Eleccion",
    "Entrante",
    "Llamado",
    "actualizar_grupo",
    "agregar_integrante",
    "anotar_apertura",
    "anotar_difusion",
    "anotar_reglas_aceptadas",
    "anotar_ultimo_mensaje",
    "anular_agregado",
    "anular_documento",
    "aprobar_agregado",
    "cerrar_grupo",
    "constituir_comite",
    "convocar_asamblea",
    "convocar_elecciones",
    "corregir_agregado",
    "dar_acceso_lider",
    "deshacer_difusion",
    "disolver_comite",
    "editar_comite",
    "editar_integrante",
    "editar_mensaje",
    "emitir_de_asamblea",
    "emitir_documento",
    "escribir_mensaje",
    "marcar_quienes_estan",
    "mostrar_enlace",
    "observar_ejemplar",
    "publicar_mensaje",
    "registrar_grupo_whatsapp",
    "registrar_integrante_nuevo",
    "registrar_permisos",
    "renovar_mandato",
    "retirar_integrante",
    "retirar_mensaje",
    "subir_ejemplar",
    "validar_ejemplar",
]
