"""Certificates of attendance: numbered, checked in public by a code, revoked or issued anew."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from capacitaciones.codigos import LARGO, codigo_legible
from capacitaciones.enums import EstadoConstancia
from capacitaciones.models.asistencia import Asistencia
from capacitaciones.models.sesion import Sesion
from territorio.alcance import por_su

SIGLA = "CT"


class ConstanciaQuerySet(models.QuerySet["Constancia"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "ConstanciaQuerySet":
        return por_su(self, "asistencia__sesion", Sesion.objects.visible_to, user, permiso)

    def de_cuenta(self, user: Any) -> "ConstanciaQuerySet":
        """Those of the person who signs in with this account; none for whoever is not linked to one."""
        return self.filter(asistencia__persona__usuario=user.pk) if user.is_authenticated else self.none()

    def para_leer(self) -> "ConstanciaQuerySet":
        """Bring everything that a certificate says."""
        return self.select_related(
            "asistencia__sesion__facilitador", "asistencia__persona", "asistencia__inscripcion", "reemplazo"
        )

    def vigentes(self) -> "ConstanciaQuerySet":
        return self.filter(revocada_en__isnull=True, reemplazada_en__isnull=True)


class Constancia(models.Model):
    """A certificate. Issued by the closing of its talk, and anew by `reemitir`: then it has another code
    and number, says which one it replaces, and the one before says when it was replaced.

    It holds no name: whoever prints it reads it from the attendance.
    """

    asistencia = models.ForeignKey(Asistencia, models.PROTECT, related_name="constancias")
    anio = models.PositiveSmallIntegerField("año")
    numero = models.PositiveIntegerField("número")
    codigo = models.CharField("código", max_length=LARGO, unique=True, default=codigo_legible, editable=False)
    emitida_en = models.DateTimeField("emitida", default=timezone.now)
    emitida_por = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reemplaza_a = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reemplazo", verbose_name="reemplaza a"
    )
    reemplazada_en = models.DateTimeField("reemplazada", null=True, blank=True)
    revocada_en = models.DateTimeField("revocada", null=True, blank=True)
    revocada_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    motivo_revocacion = models.CharField("por qué se revocó", max_length=200, blank=True, default="")

    objects = ConstanciaQuerySet.as_manager()

    class Meta:
        verbose_name = "constancia"
        verbose_name_plural = "constancias"
        ordering = ("-anio", "-numero")
        # Few replace another. SQLite takes the rows without a value for so many equal ones, and reads the
        # whole table before the unique index of the column; of these alone it knows that they are few.
        indexes = [
            models.Index(
                fields=["reemplaza_a"],
                condition=Q(reemplaza_a__isnull=False),
                name="constancia_reemplaza_idx",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["anio", "numero"], name="constancia_numero_unico"),
            models.UniqueConstraint(
                fields=["asistencia"],
                condition=Q(revocada_en__isnull=True, reemplazada_en__isnull=True),
                name="constancia_una_vigente",
            ),
            models.CheckConstraint(condition=Q(numero__gte=1), name="constancia_numero_desde_uno"),
            models.CheckConstraint(
                condition=Q(revocada_en__isnull=True, revocada_por__isnull=True, motivo_revocacion="")
                | Q(revocada_en__isnull=False, revocada_por__isnull=False) & ~Q(motivo_revocacion=""),
                name="constancia_revocada_con_motivo",
            ),
        ]

    def __str__(self) -> str:
        return f"Constancia {self.correlativo}"

    @property
    def correlativo(self) -> str:
        """Return «CT-2026-00007»: the kind of paper, the year, the number within it."""
        return f"{SIGLA}-{self.anio}-{self.numero:05d}"

    @property
    def estado(self) -> EstadoConstancia:
        if self.revocada_en is not None:
            return EstadoConstancia.REVOCADA
        if self.reemplazada_en is not None:
            return EstadoConstancia.REEMPLAZADA
        return EstadoConstancia.VIGENTE

    @property
    def vale(self) -> bool:
        return self.estado == EstadoConstancia.VIGENTE
