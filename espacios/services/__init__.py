"""Every write of spaces: photos, diagnoses, work plans, articulation."""

from espacios.services.accion import (
    CAMPOS_ACCION,
    agregar_accion,
    anotar_avance,
    editar_accion,
    quitar_accion,
)
from espacios.services.articulacion import editar_articulacion, registrar_articulacion
from espacios.services.ciclo import (
    anular_pedido,
    aprobar_retiro,
    avanzar_espacio,
    fijar_estado,
    negar_retiro,
    pedir_retiro,
    reincorporar_espacio,
    retirar_espacio,
)
from espacios.services.cuidado_fotos import (
    editar_foto,
    emparejar_fotos,
    mover_foto,
    restaurar_foto,
    retirar_foto,
)
from espacios.services.diagnostico import (
    abrir_diagnostico,
    descartar_diagnostico,
    enmendar_diagnostico,
    enviar_diagnostico,
    guardar_borrador,
    observar_diagnostico,
    recuperar_diagnostico,
    validar_diagnostico,
)
from espacios.services.encuesta import anotar_respuestas
from espacios.services.espacio import (
    CAMPOS,
    editar_espacio,
    registrar_espacio,
)
from espacios.services.fotos import agregar_fotos
from espacios.services.plan import (
    abrir_plan,
    aprobar_plan,
    cerrar_plan,
    editar_plan,
    enmendar_plan,
    observar_plan,
    presentar_plan,
)
from espacios.services.publicacion_fotos import (
    despublicar_foto,
    devolver_foto,
    difuminar_foto,
    pedir_publicacion,
    publicar_foto,
)

__all__ = [
    "CAMPOS",
    "CAMPOS_ACCION",
    "abrir_diagnostico",
    "abrir_plan",
    "agregar_accion",
    "agregar_fotos",
    "anotar_avance",
    "anotar_respuestas",
    "anular_pedido",
    "aprobar_plan",
    "aprobar_retiro",
    "avanzar_espacio",
    "cerrar_plan",
    "descartar_diagnostico",
    "despublicar_foto",
    "devolver_foto",
    "difuminar_foto",
    "editar_accion",
    "editar_articulacion",
    "editar_espacio",
    "editar_foto",
    "editar_plan",
    "emparejar_fotos",
    "enmendar_diagnostico",
    "enmendar_plan",
    "enviar_diagnostico",
    "fijar_estado",
    "guardar_borrador",
    "mover_foto",
    "negar_retiro",
    "observar_diagnostico",
    "observar_plan",
    "pedir_publicacion",
    "pedir_retiro",
    "presentar_plan",
    "publicar_foto",
    "quitar_accion",
    "recuperar_diagnostico",
    "registrar_articulacion",
    "registrar_espacio",
    "reincorporar_espacio",
    "restaurar_foto",
    "retirar_espacio",
    "retirar_foto",
    "validar_diagnostico",
]
