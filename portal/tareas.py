"""Tasks as the screen shows them: an object, its reason, one action; grouped, what presses first."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.timezone import localtime

from actividades.models import Participacion
from actividades.selectors import piden_otra_mirada
from comunes.juntas import Consulta, Halladas
from comunes.paginas import Pagina, paginar
from comunes.templatetags.componentes import distancia
from cuentas.enums import Permiso
from espacios.enums import EstadoDiagnostico
from portal.clases_de_tarea import Clase, Grupo, Tarea
from portal.enlaces import url_si_existe
from portal.selectors import trabajo
from portal.semana import LARGOS
from portal.tareas_charlas import CHARLAS_POR_CERRAR, CHARLAS_POR_VENIR
from portal.tareas_comites import AGREGADOS, PAPELES, RENOVAR, SILENCIO, SIN_COMITE, SIN_MENSAJE, SIN_PERMISO
from portal.tareas_fotos import CLASES_DE_FOTOS
from portal.tareas_planes import CLASES_CON_FECHA, CLASES_DE_REVISION

TAREAS_MOSTRADAS: Final = 5
TAREAS_POR_PAGINA: Final = 20
TOPE_DE_CUENTA: Final = 100


def consultas_de(user: Any, hoy: date) -> dict[str, Consulta]:
    """Return what waits of each kind that concerns `user`."""
    return {
        c.slug: Consulta(c.filas(user, hoy), c.datos, TAREAS_MOSTRADAS, TOPE_DE_CUENTA)
        for c in CLASES
        if user.tiene(c.permiso)
    }


def grupos_de(user: Any, hoy: date, leido: dict[str, Halladas]) -> list[Grupo]:
    """Return the groups with something in them, from what `consultas_de` gave."""
    return [_armar(c, user, hoy, leido[c.slug]) for c in CLASES if c.slug in leido and leido[c.slug].filas]


def _armar(clase: Clase, user: Any, hoy: date, halladas: Halladas) -> Grupo:
    tareas = [clase.tarea(user, fila, hoy) for fila in halladas.filas]
    url_todas = clase.todas() if clase.todas else reverse("portal:tareas", args=[clase.slug])
    return Grupo(clase.slug, clase.titulo, clase.icono, clase.tono, tareas, halladas.total, url_todas)


def pagina_de(clase: Clase, user: Any, hoy: date, cursor: str) -> tuple[list[Tarea], Pagina]:
    """Return a page of all the tasks of one kind."""
    pagina = paginar(clase.filas(user, hoy), orden=clase.orden, cursor=cursor, tamano=TAREAS_POR_PAGINA)
    return [clase.tarea(user, fila, hoy) for fila in pagina], pagina


def _tarea_de_actividad(user: Any, actividad: Any, hoy: date) -> Tarea:
    url = url_si_existe("actividades:actividad-detalle", actividad.uuid)
    dia = LARGOS[actividad.fecha.weekday()].capitalize()
    datos = [f"{dia} {actividad.fecha:%d/%m/%Y}"]
    if actividad.participantes:
        datos.append(f"{actividad.participantes} personas")
    datos.append(_fotos(actividad.fotos_en_pie))
    return Tarea(
        titulo=str(actividad),
        url=url,
        motivo=f"{actividad.espacio.nombre}. {', '.join(datos)}.",
        accion="Revisar",
        url_accion=url,
        foto=url_si_existe("actividades:evidencia", actividad.foto, "miniatura") if actividad.foto else "",
        foto_alt="Foto de la actividad",
    )


def _fotos(cuantas: int) -> str:
    return "1 foto" if cuantas == 1 else f"{cuantas or 'sin'} fotos"


def _tarea_de_otra_mirada(user: Any, actividad: Any, hoy: date) -> Tarea:
    url = actividad.get_absolute_url()
    return Tarea(
        titulo=f"{actividad}, {actividad.fecha:%d/%m/%Y}",
        url=url,
        motivo=f"{actividad.espacio.nombre}. La rechazó otra persona: «{actividad.observacion}»",
        accion="Mirar",
        url_accion=url,
    )


def _tarea_de_parte(user: Any, parte: Any, hoy: date) -> Tarea:
    url = reverse("actividades:parte", args=[parte.uuid])
    lugar, fecha = parte.actividad.espacio.nombre, parte.actividad.fecha
    participo = "participó" if fecha <= hoy else "participará"
    return Tarea(
        titulo=str(parte.actividad),
        url=url,
        motivo=f"{lugar}, {fecha:%d/%m/%Y}. ¿{parte.nombre} {participo}?",
        accion="Responder",
        url_accion=url,
    )


def _tarea_de_diagnostico(user: Any, diagnostico: Any, hoy: date) -> Tarea:
    observado = diagnostico.estado == EstadoDiagnostico.OBSERVADO
    nombre = "espacios:diagnostico-llenar" if observado else "espacios:diagnostico-revisar"
    return Tarea(
        titulo=diagnostico.espacio.nombre,
        url=diagnostico.get_absolute_url(),
        motivo=f"{diagnostico}.",
        accion="Corregir" if observado else "Revisar",
        url_accion=url_si_existe(nombre, diagnostico.uuid),
    )


def _tarea_de_retiro(user: Any, pedido: Any, hoy: date) -> Tarea:
    url = reverse("espacios:retiro-responder", args=[pedido.uuid])
    return Tarea(
        titulo=pedido.espacio.nombre,
        url=url,
        motivo=f"Se pidió el {localtime(pedido.creado):%d/%m/%Y}. {pedido.motivo}",
        accion="Responder",
        url_accion=url,
    )


def _tarea_de_derechos(user: Any, solicitud: Any, hoy: date) -> Tarea:
    tarde = solicitud.quedan < 0
    return Tarea(
        titulo=f"{solicitud.pide}, solicitud {solicitud.codigo}",
        url=solicitud.get_absolute_url(),
        urgencia=f"El plazo {'venció' if tarde else 'vence'} {distancia(solicitud.vence)}, "
        f"el {solicitud.vence:%d/%m/%Y}.",
        tono_urgencia="urge" if tarde else "pronto",
        motivo=f"{solicitud.get_estado_display()}. Llegó el {solicitud.recibida:%d/%m/%Y}.",
        accion="Atender",
        url_accion=solicitud.get_absolute_url(),
    )


CLASES: Final = (
    Clase(
        "derechos",
        "Personas que preguntan por sus datos",
        "shield-lock",
        "jacaranda",
        Permiso.DERECHOS_ATENDER,
        lambda user, hoy: trabajo.solicitudes_de_derechos(user),
        _tarea_de_derechos,
        ("vence", "pk"),
        datos=("codigo", "derecho", "vence", "estado", "recibida"),
    ),
    RENOVAR,
    *CLASES_CON_FECHA,
    Clase(
        "verificar",
        "Actividades por verificar",
        "check2-square",
        "jacaranda",
        Permiso.ACTIVIDAD_VERIFICAR,
        lambda user, hoy: trabajo.actividades_por_verificar(user),
        _tarea_de_actividad,
        ("fecha", "pk"),
        datos=(
            "uuid",
            "titulo",
            "tipo__nombre",
            "fecha",
            "participantes",
            "total_fotos",
            "fotos_de_invitados",
            "espacio__nombre",
            "foto",
        ),
    ),
    Clase(
        "otra-mirada",
        "Piden otra mirada",
        "arrow-repeat",
        "terracota",
        Permiso.ACTIVIDAD_VERIFICAR,
        lambda user, hoy: piden_otra_mirada(user),
        _tarea_de_otra_mirada,
        ("fecha", "pk"),
        datos=("uuid", "titulo", "tipo__nombre", "fecha", "observacion", "espacio__nombre"),
    ),
    Clase(
        "partes",
        "Su parte en actividades conjuntas",
        "people",
        "cielo",
        Permiso.PARTE_CONFIRMAR,
        lambda user, hoy: Participacion.objects.visible_to(user, Permiso.PARTE_CONFIRMAR).por_responder(),
        _tarea_de_parte,
        ("creado", "pk"),
        datos=(
            "uuid",
            "nombre",
            "actividad__titulo",
            "actividad__tipo__nombre",
            "actividad__fecha",
            "actividad__espacio__nombre",
        ),
    ),
    Clase(
        "validar",
        "Diagnósticos por validar",
        "clipboard2-pulse",
        "jacaranda",
        Permiso.DIAGNOSTICO_VALIDAR,
        lambda user, hoy: trabajo.diagnosticos_por_validar(user),
        _tarea_de_diagnostico,
        ("fecha", "pk"),
        datos=("uuid", "estado", "momento", "edicion", "fecha", "espacio__nombre"),
    ),
    CHARLAS_POR_CERRAR,
    PAPELES,
    AGREGADOS,
    Clase(
        "corregir",
        "Diagnósticos observados",
        "chat-left-text-fill",
        "farol",
        Permiso.DIAGNOSTICO_EDITAR,
        lambda user, hoy: trabajo.diagnosticos_observados(user),
        _tarea_de_diagnostico,
        ("fecha", "pk"),
        datos=("uuid", "estado", "momento", "edicion", "fecha", "espacio__nombre"),
    ),
    *CLASES_DE_REVISION,
    *CLASES_DE_FOTOS,
    Clase(
        "retiros",
        "Retiros por responder",
        "archive",
        "farol",
        Permiso.ESPACIO_APROBAR,
        lambda user, hoy: trabajo.retiros_por_responder(user),
        _tarea_de_retiro,
        ("creado", "pk"),
        datos=("uuid", "creado", "motivo", "espacio__nombre"),
    ),
    CHARLAS_POR_VENIR,
    SIN_COMITE,
    SILENCIO,
    SIN_MENSAJE,
    SIN_PERMISO,
)

POR_SLUG: Final = {clase.slug: clase for clase in CLASES}


def total_de(grupos: Iterable[Grupo]) -> int:
    return sum(grupo.total for grupo in grupos)
