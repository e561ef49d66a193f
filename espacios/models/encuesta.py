"""The perception survey asked one person at a time: one row an answer, without saying who answered."""

from typing import Any

from django.conf import settings
from django.db import models

from espacios.enums import RespuestaPercepcion
from espacios.models.diagnostico import Diagnostico
from territorio.alcance import por_su


class RespuestaQuerySet(models.QuerySet["RespuestaEncuesta"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "RespuestaQuerySet":
        return por_su(self, "diagnostico", Diagnostico.objects.visible_to, user, permiso)

    def vigentes(self) -> "RespuestaQuerySet":
        """Those that nobody undid."""
        return self.filter(anulada=False)


class RespuestaEncuesta(models.Model):
    """One answer. `uuid` is made by the phone that took it: sent twice, it counts once.

    The figures that everything reads are the counts of the diagnosis, kept by the same service.
    """

    uuid = models.UUIDField(unique=True)
    diagnostico = models.ForeignKey(Diagnostico, models.PROTECT, related_name="respuestas")
    respuesta = models.CharField("respuesta", max_length=22, choices=RespuestaPercepcion.choices)
    anulada = models.BooleanField("anulada", default=False)
    autor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    creada = models.DateTimeField(auto_now_add=True)

    objects = RespuestaQuerySet.as_manager()

    class Meta:
        verbose_name = "respuesta de encuesta"
        verbose_name_plural = "respuestas de encuesta"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.get_respuesta_display()
