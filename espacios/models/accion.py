"""The actions of a work plan: who does what until when, and how far each one is."""

from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.utils import timezone

from comunes.models import Versionado
from cuentas.enums import Permiso
from espacios.enums import EstadoAccion, EstadoEspacio, EstadoPlan, Institucion, PlazoAccion
from espacios.models.plan import PlanTrabajo
from territorio.alcance import Alcance, alcance_de

FRASE_MAXIMO: Final = 200
DETALLE_MAXIMO: Final = 500
CON_INSTITUCIONES: Final = (
    ~Q(responsable=Institucion.COMITE) | Q(conjunta_municipalidad=True) | Q(conjunta_comisaria=True)
)


class AccionQuerySet(models.QuerySet["Accion"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "AccionQuerySet":
        """A comisaría and a leader reach every action of their spaces, and move on only their own.

        A comisaría's are those it has part in; a leader's, those that the committee answers for.
        """
        return self._en(alcance_de(user, permiso), permiso)

    def avanzables_por_lugar(self, user: Any) -> "AccionQuerySet":
        """Those that the user moves on by territory, and not only for leading the committee."""
        alcance = alcance_de(user, Permiso.PLAN_AVANZAR)
        return self._en(alcance.sin_comites(), Permiso.PLAN_AVANZAR)

    def _en(self, alcance: Alcance, permiso: Any) -> "AccionQuerySet":
        condicion = alcance.filtro(
            regiones="plan__espacio__region", municipalidades="plan__espacio__municipalidad"
        )
        if alcance.nacional:
            return self
        condicion = condicion or Q(pk__in=[])
        if alcance.comisarias:
            suyas = Q(plan__espacio__comisaria__in=alcance.comisarias)
            if permiso == Permiso.PLAN_AVANZAR:
                suyas &= Q(conjunta_comisaria=True) | Q(responsable=Institucion.COMISARIA)
            condicion |= suyas
        if alcance.espacios:
            suyas = Q(plan__espacio__in=alcance.espacios)
            if permiso == Permiso.PLAN_AVANZAR:
                suyas &= Q(responsable=Institucion.COMITE)
            condicion |= suyas
        return self.filter(condicion)

    def marcar_avanzables(self, user: Any) -> "AccionQuerySet":
        """Annotate `avanzable`: whether the user may note progress on the row now."""
        if alcance_de(user, Permiso.PLAN_AVANZAR).vacio:
            return self.annotate(avanzable=Value(False))
        suyas = Accion.objects.visible_to(user, Permiso.PLAN_AVANZAR).filter(plan__estado=EstadoPlan.APROBADO)
        activas = suyas.exclude(plan__espacio__estado=EstadoEspacio.RETIRADO)
        return self.annotate(avanzable=Exists(activas.filter(pk=OuterRef("pk"))))

    def en_marcha(self) -> "AccionQuerySet":
        """Unfinished actions of approved plans, of spaces that take part: what may be overdue."""
        vivas = self.filter(plan__estado=EstadoPlan.APROBADO).exclude(estado=EstadoAccion.CUMPLIDA)
        return vivas.exclude(plan__espacio__estado=EstadoEspacio.RETIRADO)

    def cumplidas(self) -> "AccionQuerySet":
        """Each fulfilled action once: those of versions that were replaced go on in the newer one."""
        vigentes = (EstadoPlan.APROBADO, EstadoPlan.CERRADO)
        return self.filter(estado=EstadoAccion.CUMPLIDA, plan__estado__in=vigentes)

    def compromisos(self) -> "AccionQuerySet":
        """The actions in which an institution has part; the others are the committee's alone."""
        return self.filter(CON_INSTITUCIONES)

    def por_vencer(self, hoy: date) -> "AccionQuerySet":
        """Overdue actions and those due until Sunday, the oldest due date first."""
        return self.en_marcha().filter(plazo__lte=domingo_de(hoy)).order_by("plazo", "pk")


def domingo_de(hoy: date) -> date:
    """Return the last day of the week of `hoy`."""
    return hoy + timedelta(days=6 - hoy.weekday())


class Accion(Versionado):
    """One thing to be done, by whom and until when. `serie` names it across the versions of its plan."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    serie = models.UUIDField(default=uuid4, editable=False, db_index=True)
    plan = models.ForeignKey(PlanTrabajo, models.PROTECT, related_name="acciones")
    orden = models.PositiveSmallIntegerField("orden", default=1)
    que = models.CharField("qué se hará", max_length=FRASE_MAXIMO)
    responsable = models.CharField("responsable", max_length=14, choices=Institucion.choices)
    responsable_nombre = models.CharField("nombre de la institución", max_length=120, blank=True, default="")
    a_cargo = models.CharField("a cargo de", max_length=120, blank=True, default="")
    conjunta_municipalidad = models.BooleanField("conjunta con la municipalidad", default=False)
    conjunta_comisaria = models.BooleanField("conjunta con la comisaría", default=False)
    plazo = models.DateField("plazo")
    plazo_inicial = models.DateField("plazo aprobado", editable=False)
    recurso = models.CharField("recurso", max_length=FRASE_MAXIMO, blank=True, default="")
    meta = models.CharField("meta", max_length=FRASE_MAXIMO)
    medio = models.CharField("medio de verificación", max_length=FRASE_MAXIMO)

    estado = models.CharField(
        "estado", max_length=12, choices=EstadoAccion.choices, default=EstadoAccion.PENDIENTE
    )
    avance = models.PositiveSmallIntegerField("avance (%)", default=0)
    evidencia = models.TextField("evidencia", max_length=DETALLE_MAXIMO, blank=True, default="")
    cumplida_el = models.DateField("fecha de cumplimiento", null=True, blank=True)

    objects = AccionQuerySet.as_manager()

    class Meta:
        verbose_name = "acción del plan"
        verbose_name_plural = "acciones del plan"
        ordering = ("plan", "orden", "pk")
        indexes = [
            models.Index(
                fields=["plazo", "id"], condition=~Q(estado="cumplida"), name="accion_pendiente_idx"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(avance__lte=100),
                name="accion_avance_hasta_100",
                violation_error_message="El avance va de 0 a 100.",
            ),
            models.CheckConstraint(
                condition=Q(estado=EstadoAccion.CUMPLIDA, avance=100, cumplida_el__isnull=False)
                & ~Q(evidencia="")
                | Q(~Q(estado=EstadoAccion.CUMPLIDA), cumplida_el__isnull=True, avance__lt=100),
                name="accion_cumplida_con_evidencia",
                violation_error_message="Una acción cumplida lleva su fecha y con qué se comprueba.",
            ),
            models.CheckConstraint(
                condition=~Q(estado=EstadoAccion.PENDIENTE) | Q(avance=0),
                name="accion_pendiente_sin_avance",
            ),
            models.CheckConstraint(
                condition=~Q(responsable=Institucion.OTRA) | ~Q(responsable_nombre=""),
                name="accion_otra_con_nombre",
                violation_error_message="Escriba el nombre de la institución.",
            ),
        ]

    def __str__(self) -> str:
        return self.que

    def get_absolute_url(self) -> str:
        return f"{self.plan.get_absolute_url()}#accion-{self.pk}"

    @property
    def estado_enum(self) -> EstadoAccion:
        return EstadoAccion(self.estado)

    @property
    def institucion(self) -> str:
        """Return who answers for it: the institution's own name when it was written."""
        return self.responsable_nombre or str(Institucion(self.responsable).label)

    @property
    def conjunta_con(self) -> list[str]:
        """Return with whom it is done together, besides who answers for it."""
        con = (
            (self.conjunta_municipalidad, Institucion.MUNICIPALIDAD, "municipalidad"),
            (self.conjunta_comisaria, Institucion.COMISARIA, "comisaría"),
        )
        return [nombre for marcada, quien, nombre in con if marcada and self.responsable != quien]

    @property
    def con_quienes(self) -> str:
        """Return `conjunta_con` as a phrase: «la municipalidad y la comisaría»."""
        return " y ".join(f"la {nombre}" for nombre in self.conjunta_con)

    @property
    def situacion(self) -> PlazoAccion | None:
        """Return how it stands against its due date today; None when nothing presses."""
        hoy = timezone.localdate()
        if self.estado == EstadoAccion.CUMPLIDA or self.plazo > domingo_de(hoy):
            return None
        return PlazoAccion.VENCIDA if self.plazo < hoy else PlazoAccion.ESTA_SEMANA


class AvanceAccionQuerySet(models.QuerySet["AvanceAccion"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "AvanceAccionQuerySet":
        return self.filter(accion__in=Accion.objects.visible_to(user, permiso))


class AvanceAccion(models.Model):
    """One report about an action; never edited. `texto` is the evidence or the motive."""

    accion = models.ForeignKey(Accion, models.PROTECT, related_name="avances")
    estado = models.CharField("estado", max_length=12, choices=EstadoAccion.choices)
    avance = models.PositiveSmallIntegerField("avance (%)")
    texto = models.TextField("detalle", max_length=DETALLE_MAXIMO, blank=True, default="")
    plazo = models.DateField("plazo nuevo", null=True, blank=True)
    foto = models.ForeignKey("espacios.FotoEspacio", models.PROTECT, null=True, blank=True, related_name="+")
    autor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    creado = models.DateTimeField(auto_now_add=True)

    objects = AvanceAccionQuerySet.as_manager()

    class Meta:
        verbose_name = "avance de una acción"
        verbose_name_plural = "avances de las acciones"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{EstadoAccion(self.estado).label}, {self.avance} %"

    @property
    def estado_enum(self) -> EstadoAccion:
        return EstadoAccion(self.estado)
