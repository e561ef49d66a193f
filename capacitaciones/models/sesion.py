"""Talks: on one of nine themes, given by one facilitator, for a municipality, a region or everybody."""

import uuid
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from capacitaciones.enums import ANTES_DE_DARSE, EstadoSesion, Modalidad, TemaSesion
from comunes.models import Versionado
from territorio.alcance import alcance_de
from territorio.models import Municipalidad, Region

AFORO_MAXIMO: Final = 5_000


class SesionQuerySet(models.QuerySet["Sesion"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "SesionQuerySet":
        """The talks of the user's places, and those that the user gives."""
        condicion = alcance_de(user, permiso).filtro(
            regiones="region", municipalidades="municipalidad", propios="facilitador"
        )
        return self.none() if condicion is None else self.filter(condicion)

    def cerradas(self) -> "SesionQuerySet":
        """What figures count: attendance is final and its certificates are issued."""
        return self.filter(estado=EstadoSesion.CERRADA)

    def sin_cerrar(self) -> "SesionQuerySet":
        """Those on their way, few among all; said so that their index answers."""
        return self.filter(cerrada_en__isnull=True).exclude(estado=EstadoSesion.CANCELADA)

    def por_venir(self, ahora: datetime | None = None) -> "SesionQuerySet":
        """The talks that people may still register for or wait for."""
        return self.filter(estado__in=ANTES_DE_DARSE, fin__gt=ahora or timezone.now())

    def en_publico(self) -> "SesionQuerySet":
        """The talks that are open and have not begun, or last some days: those that the public list shows."""
        ahora = timezone.now()
        a_tiempo = Q(inicio__gt=ahora) | Q(modalidad=Modalidad.ASINCRONICA, fin__gt=ahora)
        return self.filter(a_tiempo, estado=EstadoSesion.ABIERTA)

    def con_cupo(self) -> "SesionQuerySet":
        return self.filter(Q(aforo__isnull=True) | Q(inscritos__lt=F("aforo")))


class Sesion(Versionado):
    """One talk. Without a region it is for the whole country; `uuid` is its address, inside and in public.

    `inscritos` counts who registered beforehand and did not withdraw. It is moved only by one conditional
    update (`services.inscripciones`), and the database refuses it above `aforo`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    tema = models.CharField("tema", max_length=20, choices=TemaSesion.choices)
    titulo = models.CharField("título", max_length=120)
    descripcion = models.TextField("de qué trata", max_length=1000, blank=True, default="")
    modalidad = models.CharField(
        "modalidad", max_length=20, choices=Modalidad.choices, default=Modalidad.VIRTUAL
    )
    inicio = models.DateTimeField("inicio")
    fin = models.DateTimeField("fin")
    aforo = models.PositiveSmallIntegerField("aforo", null=True, blank=True)
    inscritos = models.PositiveSmallIntegerField("inscritos", default=0, editable=False)
    enlace = models.URLField("enlace de la reunión", max_length=500, blank=True, default="")
    lugar = models.CharField("lugar", max_length=200, blank=True, default="")
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="región",
    )
    municipalidad = models.ForeignKey(
        Municipalidad,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="municipalidad",
    )
    facilitador = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name="quién la da",
    )
    estado = models.CharField(
        "estado", max_length=12, choices=EstadoSesion.choices, default=EstadoSesion.PROGRAMADA
    )
    motivo_cancelacion = models.CharField("por qué se canceló", max_length=300, blank=True, default="")
    cerrada_en = models.DateTimeField("cerrada", null=True, blank=True, editable=False)

    objects = SesionQuerySet.as_manager()

    class Meta:
        verbose_name = "charla"
        verbose_name_plural = "charlas"
        ordering = ("-inicio", "-pk")
        indexes = [
            models.Index(fields=["-inicio", "-id"], name="sesion_inicio_idx"),
            models.Index(fields=["estado", "-inicio", "-id"], name="sesion_estado_idx"),
            models.Index(fields=["tema", "-inicio", "-id"], name="sesion_tema_idx"),
            models.Index(fields=["region", "-inicio", "-id"], name="sesion_region_idx"),
            models.Index(fields=["municipalidad", "-inicio", "-id"], name="sesion_muni_idx"),
            models.Index(fields=["facilitador", "-inicio", "-id"], name="sesion_facilitador_idx"),
            models.Index(
                fields=["inicio", "id"],
                condition=Q(cerrada_en__isnull=True) & ~Q(estado="cancelada"),
                name="sesion_sin_cerrar_idx",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__gt=F("inicio")),
                name="sesion_horas_en_orden",
                violation_error_message="Termina antes de empezar.",
            ),
            models.CheckConstraint(
                condition=Q(aforo__isnull=True) | Q(aforo__gte=1, aforo__lte=AFORO_MAXIMO),
                name="sesion_aforo_rango",
                violation_error_message=f"El aforo va de 1 a {AFORO_MAXIMO} personas.",
            ),
            models.CheckConstraint(
                condition=Q(aforo__isnull=True) | Q(inscritos__lte=F("aforo")),
                name="sesion_dentro_del_aforo",
                violation_error_message="Ya hay más personas inscritas que ese aforo.",
            ),
            models.CheckConstraint(
                condition=Q(municipalidad__isnull=True) | Q(region__isnull=False),
                name="sesion_municipalidad_con_region",
            ),
            models.CheckConstraint(
                condition=Q(estado="cancelada") & ~Q(motivo_cancelacion="")
                | ~Q(estado="cancelada") & Q(motivo_cancelacion=""),
                name="sesion_cancelada_con_motivo",
            ),
            models.CheckConstraint(
                condition=Q(estado="cerrada", cerrada_en__isnull=False)
                | ~Q(estado="cerrada") & Q(cerrada_en__isnull=True),
                name="sesion_cerrada_con_fecha",
            ),
            models.CheckConstraint(
                condition=Q(estado__in=EstadoSesion.values), name="sesion_estado_conocido"
            ),
            models.CheckConstraint(condition=Q(tema__in=TemaSesion.values), name="sesion_tema_conocido"),
        ]

    def __str__(self) -> str:
        return self.titulo

    def get_absolute_url(self) -> str:
        return reverse("capacitaciones:sesion", args=[self.uuid])

    @property
    def estado_enum(self) -> EstadoSesion:
        return EstadoSesion(self.estado)

    @property
    def tema_enum(self) -> TemaSesion:
        return TemaSesion(self.tema)

    @property
    def modalidad_enum(self) -> Modalidad:
        return Modalidad(self.modalidad)

    @property
    def fecha(self) -> date:
        """The day of the talk, in Peru."""
        return timezone.localtime(self.inicio).date()

    @property
    def para_quien(self) -> str:
        """The place it is for, in words."""
        return str(self.municipalidad or self.region or "Todo el país")

    @property
    def cupos(self) -> int | None:
        """How many may still register; None without a limit."""
        return None if self.aforo is None else max(0, self.aforo - self.inscritos)

    @property
    def recibe_inscripciones(self) -> bool:
        """Say whether anybody may register now: it is open and has not begun, or lasts some days."""
        if self.estado != EstadoSesion.ABIERTA or self.cupos == 0:
            return False
        hasta = self.fin if self.modalidad == Modalidad.ASINCRONICA else self.inicio
        return timezone.now() < hasta
