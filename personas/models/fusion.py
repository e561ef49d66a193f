"""Two rows that are one human: pairs to look at, and the unions made of them, which can be undone."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F

from cuentas.enums import Permiso
from personas.enums import EstadoDuplicado
from personas.models.persona import Persona


class PosibleDuplicadoQuerySet(models.QuerySet["PosibleDuplicado"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "PosibleDuplicadoQuerySet":
        """The pairs whose two persons are both in scope."""
        propias = Persona.objects.visible_to(user, permiso or Permiso.PERSONA_FUSIONAR)
        return self.filter(primera__in=propias, segunda__in=propias)


class PosibleDuplicado(models.Model):
    """A pair that resembles. Found by a command; what people dismissed stays dismissed."""

    primera = models.ForeignKey(Persona, models.PROTECT, related_name="+")
    segunda = models.ForeignKey(Persona, models.PROTECT, related_name="+")
    estado = models.CharField(
        "estado", max_length=10, choices=EstadoDuplicado.choices, default=EstadoDuplicado.PENDIENTE
    )
    razon = models.CharField("en qué se parecen", max_length=80)
    hallado = models.DateTimeField("hallado")

    objects = PosibleDuplicadoQuerySet.as_manager()

    class Meta:
        verbose_name = "posible duplicado"
        verbose_name_plural = "posibles duplicados"
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(fields=["primera", "segunda"], name="duplicado_par_unico"),
            models.CheckConstraint(condition=models.Q(primera__lt=F("segunda")), name="duplicado_en_orden"),
        ]
        indexes = [models.Index(fields=["estado", "-id"], name="duplicado_estado_idx")]

    def __str__(self) -> str:
        return f"Par {self.primera_id}-{self.segunda_id}"

    @property
    def estado_enum(self) -> EstadoDuplicado:
        return EstadoDuplicado(self.estado)


class FusionQuerySet(models.QuerySet["Fusion"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "FusionQuerySet":
        propias = Persona.objects.visible_to(user, permiso or Permiso.PERSONA_FUSIONAR)
        return self.filter(conservada__in=propias)

    def en_pie(self) -> "FusionQuerySet":
        return self.filter(deshecha__isnull=True)


class Fusion(models.Model):
    """Two persons made one. `foto` holds both as they were; `punteros`, every row that was moved.

    The absorbed row no longer exists: nothing can point to it. Undoing brings it back with its key.
    """

    conservada = models.ForeignKey(Persona, models.PROTECT, related_name="fusiones")
    absorbida = models.PositiveBigIntegerField("clave de la otra")
    # By side («conservada», «absorbida», «resultado»): the value of each column.
    foto = models.JSONField(default=dict)
    # Lists of model, field, keys; and of model, key, the values before.
    punteros = models.JSONField(default=list)
    cierres = models.JSONField(default=list)
    motivo = models.CharField("motivo", max_length=200)
    hecha_por = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    momento = models.DateTimeField("momento", auto_now_add=True)
    deshecha = models.DateTimeField("deshecha", null=True, blank=True)
    deshecha_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = FusionQuerySet.as_manager()

    class Meta:
        verbose_name = "unión de personas"
        verbose_name_plural = "uniones de personas"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"Unión {self.pk}"

    @property
    def esta_en_pie(self) -> bool:
        return self.deshecha is None

    def get_absolute_url(self) -> str:
        return self.conservada.get_absolute_url()
