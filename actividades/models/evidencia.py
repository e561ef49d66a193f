"""The photos of an activity: who brought each, and what it looks like."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from actividades.enums import EstadoParticipacion
from actividades.models.actividad import Actividad
from actividades.models.participacion import Participacion
from territorio.alcance import por_su


class EvidenciaQuerySet(models.QuerySet["Evidencia"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "EvidenciaQuerySet":
        return por_su(self, "actividad", Actividad.objects.visible_to, user, permiso)

    def de_cuentas(self) -> "EvidenciaQuerySet":
        """What people with an account sent, not invited institutions."""
        return self.filter(participacion__isnull=True)

    def en_pie(self) -> "EvidenciaQuerySet":
        """What `fotos_en_pie` counts: of people with an account and of institutions that confirm their part.

        What came with a part taken out or declined is kept without being shown.
        """
        return self.filter(
            Q(participacion__isnull=True) | Q(participacion__estado=EstadoParticipacion.CONFIRMADA)
        )

    def revisadas(self) -> "EvidenciaQuerySet":
        """Without what an invited institution sent and nobody has looked at yet."""
        return self.filter(por_revisar=False)


class Evidencia(models.Model):
    """A photo of an activity, re-encoded and without metadata; never public by itself."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    actividad = models.ForeignKey(Actividad, models.PROTECT, related_name="evidencias")
    archivo = models.FileField("archivo", max_length=160)
    sha256 = models.CharField(max_length=64, editable=False)
    ancho = models.PositiveIntegerField(editable=False)
    alto = models.PositiveIntegerField(editable=False)
    # What the photo looks like, in the four bands of `comunes.parecido`; empty when it is too plain to tell.
    banda_1 = models.IntegerField(null=True, editable=False, db_index=True)
    banda_2 = models.IntegerField(null=True, editable=False, db_index=True)
    banda_3 = models.IntegerField(null=True, editable=False, db_index=True)
    banda_4 = models.IntegerField(null=True, editable=False, db_index=True)
    # Sent by an invited institution: whose it is, and whether somebody has looked at it.
    participacion = models.ForeignKey(
        Participacion, models.PROTECT, null=True, editable=False, related_name="evidencias"
    )
    por_revisar = models.BooleanField(default=False, db_default=False, editable=False)
    autor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    creada = models.DateTimeField(auto_now_add=True)

    objects = EvidenciaQuerySet.as_manager()

    class Meta:
        verbose_name = "evidencia"
        verbose_name_plural = "evidencias"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["actividad", "sha256"],
                condition=Q(participacion__isnull=True),
                name="evidencia_una_vez",
            ),
            models.UniqueConstraint(fields=["participacion", "sha256"], name="evidencia_de_invitado_una_vez"),
            models.CheckConstraint(
                condition=Q(por_revisar=False) | Q(participacion__isnull=False),
                name="evidencia_por_revisar_de_invitado",
            ),
        ]

    def __str__(self) -> str:
        return f"Foto de la actividad {self.actividad_id}"

    @property
    def bandas(self) -> tuple[int, ...] | None:
        """The four bands of what it looks like, or None when that says nothing."""
        bandas = (self.banda_1, self.banda_2, self.banda_3, self.banda_4)
        return None if None in bandas else bandas  # type: ignore[return-value]
