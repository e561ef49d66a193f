"""Tasks about plans and interventions: what is due, what waits for a review, what came back."""

from datetime import date
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from comunes.templatetags.componentes import distancia
from cuentas.enums import Permiso
from espacios.enums import EstadoIntervencion, EstadoPlan
from espacios.models import Accion, FotoEspacio, Intervencion, PlanTrabajo
from portal.clases_de_tarea import Clase, Tarea


def acciones_por_vencer(user: Any, hoy: date) -> QuerySet[Accion]:
    """Return the actions the user may move on that are overdue or due this week."""
    filas = Accion.objects.visible_to(user, Permiso.PLAN_AVANZAR).por_vencer(hoy)
    return filas.select_related("plan__espacio")


def intervenciones_por_vencer(user: Any, hoy: date) -> QuerySet[Intervencion]:
    """Return the interventions in the user's hands that are late, or begin or end this week."""
    filas = Intervencion.objects.visible_to(user, Permiso.PLAN_AVANZAR).por_vencer(hoy)
    return filas.select_related("espacio")


def planes_por_aprobar(user: Any, hoy: date) -> QuerySet[PlanTrabajo]:
    """Return what waits for the user's approval: never what they made or presented themselves."""
    filas = PlanTrabajo.objects.visible_to(user, Permiso.PLAN_APROBAR).filter(estado=EstadoPlan.PRESENTADO)
    ajenos = filas.exclude(autor=user).exclude(presentado_por=user)
    return ajenos.select_related("espacio").order_by("inicio", "pk")


def planes_observados(user: Any, hoy: date) -> QuerySet[PlanTrabajo]:
    """Return what came back and waits to be mended."""
    filas = PlanTrabajo.objects.visible_to(user, Permiso.PLAN_EDITAR).filter(estado=EstadoPlan.OBSERVADO)
    return filas.select_related("espacio").order_by("inicio", "pk")


def intervenciones_por_verificar(user: Any, hoy: date) -> QuerySet[Intervencion]:
    """Return what waits for the user's review: nothing they registered, ended or photographed."""
    filas = Intervencion.objects.visible_to(user, Permiso.PLAN_APROBAR)
    suyas = FotoEspacio.objects.filter(intervencion=OuterRef("pk"), autor=user)
    ajenas = filas.exclude(autor=user).exclude(terminada_por=user).filter(~Exists(suyas))
    terminadas = ajenas.filter(estado=EstadoIntervencion.TERMINADA)
    return terminadas.select_related("espacio").order_by("inicio", "pk")


def intervenciones_observadas(user: Any, hoy: date) -> QuerySet[Intervencion]:
    """Return what came back and waits to be mended."""
    filas = Intervencion.objects.visible_to(user, Permiso.PLAN_EDITAR)
    observadas = filas.filter(estado=EstadoIntervencion.OBSERVADA)
    return observadas.select_related("espacio").order_by("inicio", "pk")


def _tarea_de_accion(user: Any, accion: Accion, hoy: date) -> Tarea:
    vencida = accion.plazo < hoy
    conjunta = f", conjunta con {accion.con_quienes}" if accion.conjunta_con else ""
    return Tarea(
        titulo=accion.que,
        url=accion.get_absolute_url(),
        urgencia=f"{'Venció' if vencida else 'Vence'} {distancia(accion.plazo)}, el {accion.plazo:%d/%m/%Y}.",
        tono_urgencia="urge" if vencida else "pronto",
        motivo=f"{accion.plan.espacio.nombre}. Responde: {accion.institucion}{conjunta}.",
        accion="Anotar avance",
        url_accion=reverse("espacios:accion-avance", args=[accion.uuid]),
    )


def _tarea_de_intervencion_con_fecha(user: Any, intervencion: Intervencion, hoy: date) -> Tarea:
    que, dia = intervencion.lo_que_toca or ("terminar", hoy)  # neither is ever missing here
    tarde = dia < hoy
    return Tarea(
        titulo=intervencion.titulo,
        url=intervencion.get_absolute_url(),
        urgencia=f"{'Debía' if tarde else 'Debe'} {que} {distancia(dia)}, el {dia:%d/%m/%Y}.",
        tono_urgencia="urge" if tarde else "pronto",
        motivo=f"{intervencion.espacio.nombre}. Responde: {intervencion.institucion}.",
        accion="Poner al día" if user.tiene(Permiso.PLAN_EDITAR) else "Ver la intervención",
        url_accion=intervencion.get_absolute_url(),
    )


def _tarea_de_plan(user: Any, plan: PlanTrabajo, hoy: date) -> Tarea:
    por_aprobar = plan.estado == EstadoPlan.PRESENTADO
    revisar = reverse("espacios:plan-revisar", args=[plan.uuid])
    return Tarea(
        titulo=plan.espacio.nombre,
        url=plan.get_absolute_url(),
        motivo=f"{plan}, del {plan.inicio:%d/%m/%Y} al {plan.fin:%d/%m/%Y}.",
        accion="Revisar" if por_aprobar else "Corregir",
        url_accion=revisar if por_aprobar else plan.get_absolute_url(),
    )


def _tarea_de_intervencion(user: Any, intervencion: Intervencion, hoy: date) -> Tarea:
    por_verificar = intervencion.estado == EstadoIntervencion.TERMINADA
    revisar = reverse("espacios:intervencion-revisar", args=[intervencion.uuid])
    fin = f", terminada el {intervencion.fin:%d/%m/%Y}" if intervencion.fin else ""
    return Tarea(
        titulo=intervencion.titulo,
        url=intervencion.get_absolute_url(),
        motivo=f"{intervencion.espacio.nombre}. {intervencion.get_tipo_display()}{fin}.",
        accion="Revisar" if por_verificar else "Corregir",
        url_accion=revisar if por_verificar else intervencion.get_absolute_url(),
    )


CLASES_CON_FECHA: Final = (
    Clase(
        "acciones",
        "Acciones vencidas o de esta semana",
        "calendar-x-fill",
        "terracota",
        Permiso.PLAN_AVANZAR,
        acciones_por_vencer,
        _tarea_de_accion,
        ("plazo", "pk"),
        datos=(
            "uuid",
            "que",
            "plazo",
            "responsable",
            "responsable_nombre",
            "conjunta_municipalidad",
            "conjunta_comisaria",
            "plan__uuid",
            "plan__espacio__nombre",
        ),
    ),
    Clase(
        "intervenciones",
        "Intervenciones atrasadas o de esta semana",
        "tools",
        "terracota",
        Permiso.PLAN_AVANZAR,
        intervenciones_por_vencer,
        _tarea_de_intervencion_con_fecha,
        ("toca", "pk"),
        datos=(
            "uuid",
            "titulo",
            "estado",
            "inicio",
            "fin",
            "responsable",
            "responsable_nombre",
            "espacio__nombre",
        ),
    ),
)
CLASES_DE_REVISION: Final = (
    Clase(
        "aprobar-planes",
        "Planes de trabajo por aprobar",
        "clipboard-check",
        "jacaranda",
        Permiso.PLAN_APROBAR,
        planes_por_aprobar,
        _tarea_de_plan,
        ("inicio", "pk"),
        datos=("uuid", "estado", "edicion", "inicio", "fin", "espacio__nombre"),
    ),
    Clase(
        "corregir-planes",
        "Planes de trabajo observados",
        "chat-left-text-fill",
        "farol",
        Permiso.PLAN_EDITAR,
        planes_observados,
        _tarea_de_plan,
        ("inicio", "pk"),
        datos=("uuid", "estado", "edicion", "inicio", "fin", "espacio__nombre"),
    ),
    Clase(
        "verificar-intervenciones",
        "Intervenciones por verificar",
        "tools",
        "jacaranda",
        Permiso.PLAN_APROBAR,
        intervenciones_por_verificar,
        _tarea_de_intervencion,
        ("inicio", "pk"),
        datos=("uuid", "titulo", "tipo", "estado", "fin", "espacio__nombre"),
    ),
    Clase(
        "corregir-intervenciones",
        "Intervenciones observadas",
        "chat-left-text-fill",
        "farol",
        Permiso.PLAN_EDITAR,
        intervenciones_observadas,
        _tarea_de_intervencion,
        ("inicio", "pk"),
        datos=("uuid", "titulo", "tipo", "estado", "fin", "espacio__nombre"),
    ),
)
