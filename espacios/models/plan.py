"""What will be done in a space to recover it: the work plan, and who presented and approved it."""

import uuid
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.db import models
from django.db.models import Avg, Count, F, Q
from django.urls import reverse

from comunes.models import Versionado
from espacios.enums import EstadoAccion, EstadoPlan, PasoPlan
from espacios.models.espacio import EspacioPublico
from territorio.alcance import alcance_de

OBJETIVOS_MAXIMO: Final = 2_000

ABIERTOS: Final = (EstadoPlan.BORRADOR, EstadoPlan.PRESENTADO, EstadoPlan.OBSERVADO)
# Approved some day: who did it stays on the row for good.
_CON_APROBACION: Final = (EstadoPlan.APROBADO, EstadoPlan.REEMPLAZADO, EstadoPlan.CERRADO)


class PlanQuerySet(models.QuerySet["PlanTrabajo"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "PlanQuerySet":
        condicion = alcance_de(user, permiso).filtro(
            regiones="espacio__region",
            municipalidades="espacio__municipalidad",
            comisarias="espacio__comisaria",
            espacios="espacio",
        )
        return self.none() if condicion is None else self.filter(condicion)

    def abiertos(self) -> "PlanQuerySet":
        """Those still being written or waiting for their approval: one a space at most."""
        return self.filter(estado__in=ABIERTOS)

    def en_pie(self) -> "PlanQuerySet":
        """Every one that was not thrown away."""
        return self.exclude(estado=EstadoPlan.DESCARTADO)

    def con_avance(self, hoy: date) -> "PlanQuerySet":
        """Annotate `total`, `cumplidas`, `vencidas` and `media`, the mean progress (None without actions)."""
        cumplida = Q(acciones__estado=EstadoAccion.CUMPLIDA)
        return self.annotate(
            total=Count("acciones"),
            cumplidas=Count("acciones", filter=cumplida),
            vencidas=Count(
                "acciones", filter=~cumplida & Q(acciones__plazo__lt=hoy, estado=EstadoPlan.APROBADO)
            ),
            media=Avg("acciones__avance"),
        )


class PlanTrabajo(Versionado):
    """Objectives and actions for a period. Locked once approved; amended by a new version of it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    espacio = models.ForeignKey(EspacioPublico, models.PROTECT, related_name="planes")
    edicion = models.PositiveSmallIntegerField("edición", default=1, editable=False)
    enmienda_de = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="enmienda", verbose_name="corrige a"
    )
    estado = models.CharField(
        "estado", max_length=12, choices=EstadoPlan.choices, default=EstadoPlan.BORRADOR
    )
    objetivos = models.TextField("objetivos", max_length=OBJETIVOS_MAXIMO)
    inicio = models.DateField("inicio")
    fin = models.DateField("fin")
    autor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    presentado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    aprobado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    aprobado_en = models.DateTimeField("aprobado", null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "plan de trabajo"
        verbose_name_plural = "planes de trabajo"
        ordering = ("-pk",)
        indexes = [
            models.Index(fields=["espacio", "-id"], name="plan_espacio_idx"),
            models.Index(fields=["estado", "fin", "id"], name="plan_estado_idx"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__gte=F("inicio")),
                name="plan_fin_despues_de_inicio",
                violation_error_message="El plan termina antes de empezar.",
            ),
            models.CheckConstraint(
                condition=~Q(estado__in=[EstadoPlan.PRESENTADO, *_CON_APROBACION])
                | Q(presentado_por__isnull=False),
                name="plan_presentado_por_alguien",
            ),
            models.CheckConstraint(
                condition=Q(estado__in=_CON_APROBACION, aprobado_por__isnull=False, aprobado_en__isnull=False)
                | Q(~Q(estado__in=_CON_APROBACION), aprobado_por__isnull=True, aprobado_en__isnull=True),
                name="plan_aprobado_por_alguien",
            ),
            models.CheckConstraint(
                condition=Q(aprobado_por__isnull=True)
                | (
                    (Q(autor__isnull=True) | ~Q(aprobado_por=F("autor")))
                    & (Q(presentado_por__isnull=True) | ~Q(aprobado_por=F("presentado_por")))
                ),
                name="plan_aprueba_otra_persona",
                violation_error_message="Aprueba otra persona, no quien lo hizo ni quien lo presentó.",
            ),
            models.CheckConstraint(
                condition=Q(edicion=1, enmienda_de__isnull=True)
                | Q(edicion__gt=1, enmienda_de__isnull=False),
                name="plan_edicion_con_anterior",
            ),
            models.UniqueConstraint(
                fields=["enmienda_de"],
                condition=~Q(estado=EstadoPlan.DESCARTADO),
                name="plan_una_enmienda",
                violation_error_message="Ya hay una versión nueva de este plan.",
            ),
            models.UniqueConstraint(
                fields=["espacio"],
                condition=Q(estado__in=ABIERTOS),
                name="plan_uno_abierto",
                violation_error_message="Ya hay un plan sin aprobar de este espacio.",
            ),
            models.UniqueConstraint(
                fields=["espacio"],
                condition=Q(estado=EstadoPlan.APROBADO),
                name="plan_uno_aprobado",
                violation_error_message="Este espacio ya tiene un plan aprobado.",
            ),
        ]

    def __str__(self) -> str:
        anios = (
            f"{self.inicio:%Y}" if self.inicio.year == self.fin.year else f"{self.inicio:%Y}-{self.fin:%Y}"
        )
        version = f", versión {self.edicion}" if self.edicion > 1 else ""
        return f"Plan de trabajo {anios}{version}"

    def get_absolute_url(self) -> str:
        return reverse("espacios:plan-detalle", args=[self.uuid])

    @property
    def estado_enum(self) -> EstadoPlan:
        return EstadoPlan(self.estado)


class RevisionPlanQuerySet(models.QuerySet["RevisionPlan"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "RevisionPlanQuerySet":
        return self.filter(plan__in=PlanTrabajo.objects.visible_to(user, permiso))


class RevisionPlan(models.Model):
    """One step in the life of a plan, with what was said on taking it; never edited.

    `comentarios` lists what was said of one part each: {"accion", "sobre", "texto"}. "accion" is the
    action's `serie`, empty for the objectives; "sobre" its words at that moment.
    """

    plan = models.ForeignKey(PlanTrabajo, models.PROTECT, related_name="revisiones")
    paso = models.CharField("paso", max_length=12, choices=PasoPlan.choices)
    comentario = models.TextField("comentario", max_length=OBJETIVOS_MAXIMO, blank=True, default="")
    comentarios = models.JSONField("comentarios por parte", default=list, db_default=[], blank=True)
    autor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    creada = models.DateTimeField(auto_now_add=True)

    objects = RevisionPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "revisión de un plan"
        verbose_name_plural = "revisiones de planes"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.get_paso_display()

    @property
    def de_objetivos(self) -> str:
        """Return what was said of the objectives and the period."""
        return next((c["texto"] for c in self.comentarios if not c["accion"]), "")
