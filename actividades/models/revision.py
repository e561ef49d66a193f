"""The talk between who writes an activity down and who reviews it."""

from typing import Any

from django.conf import settings
from django.db import models

from actividades.enums import Paso
from actividades.models.actividad import Actividad
from territorio.alcance import por_su


class RevisionQuerySet(models.QuerySet["Revision"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "RevisionQuerySet":
        return por_su(self, "actividad", Actividad.objects.visible_to, user, permiso)


class Revision(models.Model):
    """One step of the talk between who wrote an activity down and who reviews it; never edited."""

    actividad = models.ForeignKey(Actividad, models.PROTECT, related_name="revisiones")
    paso = models.CharField("paso", max_length=15, choices=Paso.choices)
    texto = models.CharField("texto", max_length=500, blank=True, default="")
    autor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    creada = models.DateTimeField(auto_now_add=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = "revisión"
        verbose_name_plural = "revisiones"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.get_paso_display()
