"""What was done in a space, by whom, when, at what cost, with photos of before and after."""

import uuid
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils import timezone

from comunes.models import Versionado
from cuentas.enums import Permiso
from espacios.enums import (
    EstadoEspacio,
    EstadoIntervencion,
    Institucion,
    PasoIntervencion,
    TipoIntervencion,
)
from espacios.models.accion import Accion, domingo_de
from espacios.models.espacio import EspacioPublico
from territorio.alcance import alcance_de

DESCRIPCION_MAXIMA: Final = 2_000
COMENTARIO_MAXIMO: Final = 1_000

_ENTREGADA: Final = (EstadoIntervencion.TERMINADA, EstadoIntervencion.VERIFICADA)
# A planned one has to begin on its day, and one in execution to end on its own.
_TOCA: Final = Case(
    When(estado=EstadoIntervencion.PLANIFICADA, then=F("inicio")),
    When(estado=EstadoIntervencion.EN_EJECUCION, then=F("fin")),
)


class IntervencionQuerySet(models.QuerySet["Intervencion"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "IntervencionQuerySet":
        """A comisaría and a leader reach all those of their spaces, and see to those they answer for."""
        alcance = alcance_de(user, permiso)
        condicion = alcance.filtro(regiones="espacio__region", municipalidades="espacio__municipalidad")
        if alcance.nacional:
            return self
        condicion = condicion or Q(pk__in=[])
        propias = (
            (Q(espacio__comisaria__in=alcance.comisarias), Institucion.COMISARIA),
            (Q(espacio__in=alcance.espacios), Institucion.COMITE),
        )
        for suyas, institucion in propias:
            responde = Q(responsable=institucion) if permiso == Permiso.PLAN_AVANZAR else Q()
            condicion |= suyas & responde
        return self.filter(condicion)

    def por_vencer(self, hoy: date) -> "IntervencionQuerySet":
        """Those that should have begun or ended, or have to until Sunday, in spaces that take part."""
        activas = self.exclude(espacio__estado=EstadoEspacio.RETIRADO)
        return activas.filter(toca__lte=domingo_de(hoy)).order_by("toca", "pk")


class Intervencion(Versionado):
    """One work on a space. It counts as proof once somebody else verifies it with its photos."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    espacio = models.ForeignKey(EspacioPublico, models.PROTECT, related_name="intervenciones")
    accion = models.ForeignKey(
        Accion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="acción del plan"
    )
    tipo = models.CharField("tipo", max_length=20, choices=TipoIntervencion.choices)
    titulo = models.CharField("título", max_length=160)
    descripcion = models.TextField("descripción", max_length=DESCRIPCION_MAXIMA, blank=True, default="")
    responsable = models.CharField("responsable", max_length=14, choices=Institucion.choices)
    responsable_nombre = models.CharField("nombre de la institución", max_length=120, blank=True, default="")
    costo = models.DecimalField("costo (S/)", max_digits=10, decimal_places=2, null=True, blank=True)
    fuente = models.CharField("fuente de los fondos", max_length=160, blank=True, default="")
    inicio = models.DateField("inicio")
    fin = models.DateField("fin", null=True, blank=True)
    estado = models.CharField(
        "estado",
        max_length=12,
        choices=EstadoIntervencion.choices,
        default=EstadoIntervencion.PLANIFICADA,
    )
    # The day on which something is expected of it; none once it is delivered, sent back or cancelled.
    toca = models.GeneratedField(expression=_TOCA, output_field=models.DateField(null=True), db_persist=True)
    autor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    terminada_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    verificada_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    verificada_en = models.DateTimeField("verificada", null=True, blank=True)

    objects = IntervencionQuerySet.as_manager()

    class Meta:
        verbose_name = "intervención"
        verbose_name_plural = "intervenciones"
        ordering = ("-inicio", "-pk")
        indexes = [
            models.Index(fields=["espacio", "-inicio", "-id"], name="intervencion_espacio_idx"),
            models.Index(fields=["estado", "-inicio", "-id"], name="intervencion_estado_idx"),
            models.Index(fields=["-inicio", "-id"], name="intervencion_inicio_idx"),
            models.Index(
                fields=["toca", "id"], condition=Q(toca__isnull=False), name="intervencion_toca_idx"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__isnull=True) | Q(fin__gte=F("inicio")),
                name="intervencion_fin_despues",
                violation_error_message="La intervención termina antes de empezar.",
            ),
            models.CheckConstraint(
                condition=Q(costo__isnull=True) | Q(costo__gte=0),
                name="intervencion_costo_no_negativo",
                violation_error_message="El costo no puede ser menos que cero.",
            ),
            models.CheckConstraint(
                condition=~Q(responsable=Institucion.OTRA) | ~Q(responsable_nombre=""),
                name="intervencion_otra_con_nombre",
                violation_error_message="Escriba el nombre de la institución.",
            ),
            models.CheckConstraint(
                condition=~Q(estado__in=_ENTREGADA) | Q(fin__isnull=False, terminada_por__isnull=False),
                name="intervencion_terminada_con_fin",
            ),
            models.CheckConstraint(
                condition=Q(
                    estado=EstadoIntervencion.VERIFICADA,
                    verificada_por__isnull=False,
                    verificada_en__isnull=False,
                )
                | Q(
                    ~Q(estado=EstadoIntervencion.VERIFICADA),
                    verificada_por__isnull=True,
                    verificada_en__isnull=True,
                ),
                name="intervencion_verificada_por",
            ),
            models.CheckConstraint(
                condition=Q(verificada_por__isnull=True)
                | (
                    (Q(autor__isnull=True) | ~Q(verificada_por=F("autor")))
                    & ~Q(verificada_por=F("terminada_por"))
                ),
                name="intervencion_verifica_otra_persona",
                violation_error_message="Verifica otra persona, no quien la registró ni la dio por hecha.",
            ),
        ]

    def __str__(self) -> str:
        return self.titulo

    def get_absolute_url(self) -> str:
        return reverse("espacios:intervencion-detalle", args=[self.uuid])

    @property
    def estado_enum(self) -> EstadoIntervencion:
        return EstadoIntervencion(self.estado)

    @property
    def lo_que_toca(self) -> tuple[str, date] | None:
        """Return what is expected of it and on which day (`toca`); None when no date presses."""
        if self.estado == EstadoIntervencion.PLANIFICADA:
            return "empezar", self.inicio
        if self.estado == EstadoIntervencion.EN_EJECUCION and self.fin:
            return "terminar", self.fin
        return None

    @property
    def atraso(self) -> str:
        """Say that it should have begun, or ended, by now; or return an empty text."""
        toca = self.lo_que_toca
        return f"Debía {toca[0]} el {toca[1]:%d/%m/%Y}." if toca and toca[1] < timezone.localdate() else ""

    @property
    def institucion(self) -> str:
        """Return who answers for it: the institution's own name when it was written."""
        return self.responsable_nombre or str(Institucion(self.responsable).label)


class RevisionIntervencionQuerySet(models.QuerySet["RevisionIntervencion"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "RevisionIntervencionQuerySet":
        return self.filter(intervencion__in=Intervencion.objects.visible_to(user, permiso))


class RevisionIntervencion(models.Model):
    """One step in the life of an intervention, with what was said on taking it; never edited."""

    intervencion = models.ForeignKey(Intervencion, models.PROTECT, related_name="revisiones")
    paso = models.CharField("paso", max_length=10, choices=PasoIntervencion.choices)
    comentario = models.TextField("comentario", max_length=COMENTARIO_MAXIMO, blank=True, default="")
    autor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    creada = models.DateTimeField(auto_now_add=True)

    objects = RevisionIntervencionQuerySet.as_manager()

    class Meta:
        verbose_name = "revisión de una intervención"
        verbose_name_plural = "revisiones de intervenciones"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.get_paso_display()
