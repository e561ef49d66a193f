"""The leader's own committee: which ones they lead, what is due in one, and whom to ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists
from django.utils import timezone

from comites.enums import EstadoComite, EstadoGrupo, RevisionIntegrante, SenalGrupo
from comites.grupos import Grupo
from comites.mensajes import DIAS_SIN_RECORDAR, enviadas_entre
from comites.models import Comite, ComiteQuerySet
from comites.selectors import FichaIntegrante, Padron, con_eleccion_llamada
from comunes.templatetags.componentes import distancia
from cuentas.enums import Permiso
from cuentas.models import Asignacion
from cuentas.roles import Rol
from espacios.enums import ESTADOS_RECUPERADOS
from espacios.selectors import callado_desde
from territorio.alcance import alcance_de

# Before the space goes silent for the programme, its leader hears about it.
DIAS_DE_AVISO_DE_SILENCIO = 30
# How long the leader reads that somebody they added was annulled, and why.
DIAS_DE_ANULADOS = 30


@dataclass(frozen=True)
class Pendiente:
    """Something due in the committee: what it is, what to do, and one step when the leader can take it."""

    tono: str
    icono: str
    que: str
    como: str
    accion: str = ""
    cargo: str = ""  # the office to fill, for the step «agregar»


def comites_del_lider(user: Any) -> ComiteQuerySet:
    """Return the committees that `user` leads and that are still active, ready for their page."""
    propios = alcance_de(user, Permiso.INTEGRANTE_AGREGAR).comites
    filas = Comite.objects.visible_to(user, Permiso.INTEGRANTE_AGREGAR).filter(pk__in=propios).activos()
    hoy = timezone.localdate()
    filas = con_eleccion_llamada(filas.annotate(con_mensaje=Exists(enviadas_entre(hoy.replace(day=1), hoy))))
    return filas.con_lugar().con_grupo().con_estado().con_mandato()


def coordinacion_de(comite: Comite) -> list[str]:
    """Return the names of who coordinates in the committee's municipality: whom a leader may ask."""
    vigentes = Asignacion.objects.vigentes().filter(
        rol=Rol.COORDINADOR_MUNICIPAL, municipalidad=comite.espacio.municipalidad_id, usuario__is_active=True
    )
    filas = vigentes.select_related("usuario").order_by("usuario__nombres", "usuario__apellidos", "pk")
    return [asignacion.usuario.get_full_name() for asignacion in filas[:3]]


def dias_de_silencio(comite: Comite, hoy: date) -> int | None:
    """Return the days since the last verified activity or, without one, since the constitution."""
    ultima = comite.espacio.ultima_actividad or comite.fecha_constitucion
    return None if ultima is None else max(0, (hoy - ultima).days)


def pendientes_de(comite: Any, padron: Padron, grupo: Grupo) -> list[Pendiente]:
    """Return what is due in `comite`, read through `comites_del_lider`, what presses most first."""
    hoy = timezone.localdate()
    return [
        *_mandato(comite, hoy),
        *_silencio(comite, hoy),
        *_vacantes(padron),
        *_pocos(padron),
        *_permisos(padron),
        *_grupo(grupo),
        *_mensaje(comite, grupo, hoy),
    ]


def _mandato(comite: Any, hoy: date) -> Iterator[Pendiente]:
    estado, mandato = EstadoComite(comite.estado_derivado), comite.mandato_leido
    if estado == EstadoComite.POR_VENCER:
        yield Pendiente(
            "atencion",
            "hourglass-split",
            f"El mandato termina {distancia(mandato.fin)}, el {mandato.fin:%d/%m/%Y}.",
            *_que_hacer_con_la_eleccion(comite, hoy),
        )
    elif estado == EstadoComite.VENCIDO:
        alerta = "Hasta la elección, el espacio queda en alerta. " if _recuperado(comite) else ""
        como, accion = _que_hacer_con_la_eleccion(comite, hoy)
        yield Pendiente(
            "alerta",
            "calendar-x-fill",
            f"El mandato venció {distancia(mandato.fin)}, el {mandato.fin:%d/%m/%Y}.",
            alerta + como,
            accion,
        )
    elif estado == EstadoComite.EN_FORMACION:
        yield Pendiente(
            "info",
            "file-earmark-text",
            "Tu comité todavía está en formación.",
            "Falta su acta de constitución firmada y validada. La prepara tu municipalidad.",
        )
    elif mandato is None:
        yield Pendiente(
            "info", "file-earmark-text", "Falta registrar el mandato.", "Lo registra tu municipalidad."
        )


def _que_hacer_con_la_eleccion(comite: Any, hoy: date) -> tuple[str, str]:
    """Return what to do and the step: call the election or, called already, hold it."""
    dia = comite.eleccion_llamada
    if dia is None:
        acta = "Tu municipalidad anota el resultado y prepara el acta."
        return f"Pónganse de acuerdo en quiénes continúan y convoca a la elección. {acta}", "convocar"
    if dia < hoy:
        return f"La elección fue el {dia:%d/%m/%Y}: tu municipalidad anota el resultado.", "papeles"
    return f"La elección está convocada para el {dia:%d/%m/%Y}.", "papeles"


def _recuperado(comite: Any) -> bool:
    """Say whether its space is one of those that can be in alert."""
    return comite.espacio.estado in ESTADOS_RECUPERADOS


def _silencio(comite: Any, hoy: date) -> Iterator[Pendiente]:
    limite, dias = int(settings.DIAS_SIN_ACTIVIDAD), dias_de_silencio(comite, hoy)
    if dias is None or dias <= limite - DIAS_DE_AVISO_DE_SILENCIO:
        return
    pasado, como = dias > limite, "Anota la próxima, para que se vea lo que hace tu comité."
    if _recuperado(comite):
        dia = callado_desde(comite.espacio)
        pasado = dia <= hoy
        como = f"El {dia:%d/%m/%Y} el espacio queda en alerta."
        como = f"El espacio está en alerta desde el {dia:%d/%m/%Y}." if pasado else como
    yield Pendiente(
        "alerta" if pasado else "atencion",
        "moon",
        f"Van {dias} días sin una actividad verificada.",
        como,
        accion="anotar",
    )


def _vacantes(padron: Padron) -> Iterator[Pendiente]:
    for vacante in padron.vacancias:
        suple = vacante.suplente
        yield Pendiente(
            "info",
            "person-plus",
            f"Cargo vacante: {vacante.cargo.nombre.lower()}.",
            f"Mientras tanto suple {suple.nombre}." if suple else "Se elige en asamblea.",
            accion="agregar",
            cargo=vacante.cargo.slug,
        )


def _pocos(padron: Padron) -> Iterator[Pendiente]:
    if padron.son_pocos:
        son = {0: "Nadie está en el padrón.", 1: "Solo una persona está en el padrón."}
        yield Pendiente(
            "info",
            "people",
            son.get(padron.total, f"Son {padron.total} en el padrón."),
            f"Se recomiendan al menos {settings.MINIMO_INTEGRANTES}.",
            accion="agregar",
        )


def _permisos(padron: Padron) -> Iterator[Pendiente]:
    if cuantas := len(padron.sin_permiso):
        de = "De una persona falta su permiso" if cuantas == 1 else f"De {cuantas} personas falta su permiso"
        yield Pendiente(
            "info",
            "shield-exclamation",
            f"{de} para estar en el registro.",
            "Pregúntales cuando las veas y marca a quienes aceptan.",
            accion="permisos",
        )


def _grupo(grupo: Grupo) -> Iterator[Pendiente]:
    if grupo.estado == EstadoGrupo.POR_CREAR:
        yield Pendiente(
            "info",
            "whatsapp",
            "El grupo de WhatsApp no está registrado.",
            "Créalo en tu celular y anota aquí quién lo administra.",
            accion="grupo",
        )
    elif grupo.estado == EstadoGrupo.INACTIVO and grupo.registro:
        yield Pendiente(
            "atencion",
            "whatsapp",
            f"El último mensaje del grupo fue {distancia(grupo.registro.ultimo_mensaje)}.",
            "Comparte algo del comité para que el grupo siga vivo.",
            accion="grupo",
        )
    yield from _lo_que_falta_al_grupo(grupo)


def _lo_que_falta_al_grupo(grupo: Grupo) -> Iterator[Pendiente]:
    if SenalGrupo.RETIRARON in grupo.senales:
        cuantas = len(grupo.retiraron)
        quienes = "Una persona retiró" if cuantas == 1 else f"{cuantas} personas retiraron"
        yield Pendiente(
            "alerta",
            "person-x",
            f"{quienes} su permiso para el grupo de WhatsApp.",
            "Retira su número del grupo en WhatsApp y quita su marca.",
            accion="grupo",
        )
    if SenalGrupo.SIN_RESPALDO in grupo.senales:
        yield Pendiente(
            "info",
            "person-exclamation",
            "Una sola persona administra el grupo de WhatsApp.",
            "Elige a alguien de respaldo, por si cambia su celular.",
            accion="grupo",
        )
    if grupo.registro and not grupo.revisado and grupo.fichas:
        yield Pendiente(
            "info",
            "person-check",
            "Falta anotar quiénes del comité están en el grupo de WhatsApp.",
            "Se marca en un minuto, y así sabes a quién invitar.",
            accion="grupo",
        )
    if SenalGrupo.FALTAN in grupo.senales:
        faltan = len(grupo.faltan)
        yield Pendiente(
            "info",
            "person-dash",
            f"{'Falta 1 persona' if faltan == 1 else f'Faltan {faltan} personas'} del comité en el grupo.",
            "Marca quiénes ya están e invita al resto.",
            accion="grupo",
        )


def _mensaje(comite: Any, grupo: Grupo, hoy: date) -> Iterator[Pendiente]:
    if grupo.registro and not comite.con_mensaje and hoy.day > DIAS_SIN_RECORDAR:
        yield Pendiente(
            "info",
            "chat-text",
            "Este mes el grupo no recibió ningún mensaje del programa.",
            "Elige uno, compártelo y márcalo como enviado.",
            accion="mensajes",
        )


def anulados_hace_poco(padron: Padron) -> list[FichaIntegrante]:
    """Return those the leader added whom the office annulled lately: their motive is for the leader."""
    limite = timezone.now() - timedelta(days=DIAS_DE_ANULADOS)
    return [
        ficha
        for ficha in padron.anteriores
        if ficha.integrante.revision == RevisionIntegrante.ANULADA and ficha.integrante.actualizado >= limite
    ]


def aviso_de_renovacion(mandato: Any) -> date | None:
    """Return the day from which the page will say that the mandate is about to end."""
    return None if mandato is None else mandato.fin - timedelta(days=settings.DIAS_AVISO_VENCIMIENTO)
