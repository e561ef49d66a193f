"""What each person agreed to."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q
from django.utils import timezone

from comunes.archivos import NombreDeArchivo
from comunes.consultas import Hay
from personas.enums import Canal, Finalidad
from personas.models.persona import Persona


class ConsentimientoQuerySet(models.QuerySet["Consentimiento"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "ConsentimientoQuerySet":
        return self.filter(persona__in=Persona.objects.visible_to(user, permiso))

    def vigentes(self) -> "ConsentimientoQuerySet":
        return self.filter(revocado__isnull=True)


def _de_gestion(persona: str) -> "ConsentimientoQuerySet":
    return Consentimiento.objects.filter(persona=OuterRef(persona), finalidad=Finalidad.GESTION)


def sin_permiso(persona: str = "pk") -> Q:
    """Return what meets whoever was never written down as agreeing to the programme keeping their data.

    `persona` leads from the row to the person. So it is of whoever came in a workbook of the office.
    """
    return ~Q(Hay(_de_gestion(persona)))


def permiso_retirado(persona: str = "pk") -> Q:
    """Return what meets whoever agreed to it and took it back since."""
    suyos = _de_gestion(persona)
    return Q(Hay(suyos)) & ~Q(Hay(suyos.vigentes()))


class Consentimiento(models.Model):
    """What a person agreed to, by which text, when and how; revoked, never deleted."""

    persona = models.ForeignKey(Persona, models.PROTECT, related_name="consentimientos")
    finalidad = models.CharField("finalidad", max_length=15, choices=Finalidad.choices)
    version_texto = models.CharField("versión del texto", max_length=20)
    canal = models.CharField("canal", max_length=10, choices=Canal.choices)
    fecha = models.DateField("fecha", default=timezone.localdate)
    apoderado = models.CharField("madre, padre o apoderado", max_length=160, blank=True, default="")
    registrado_por = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # The photo of the signed paper: the name that the photo engine gave it.
    papel = NombreDeArchivo("foto del papel", max_length=120, blank=True, default="", editable=False)
    revocado = models.DateTimeField("revocado", null=True, blank=True)
    motivo_revocacion = models.CharField("cómo lo revocó", max_length=200, blank=True, default="")

    objects = ConsentimientoQuerySet.as_manager()

    class Meta:
        verbose_name = "consentimiento"
        verbose_name_plural = "consentimientos"
        ordering = ("-fecha", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["persona", "finalidad"],
                condition=Q(revocado__isnull=True),
                name="consentimiento_vigente_unico",
            )
        ]
        # Few are taken back: who did is found from here.
        indexes = [
            models.Index(
                fields=["finalidad", "persona"],
                condition=Q(revocado__isnull=False),
                name="consentimiento_retirado_idx",
            )
        ]

    def __str__(self) -> str:
        return self.get_finalidad_display()
