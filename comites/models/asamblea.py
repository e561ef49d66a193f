"""Assemblies: the meeting that a committee is called to, and what came out of it."""

from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from comites.enums import MotivoAsamblea
from comites.models.comite import Comite, Mandato
from comunes.models import Versionado
from territorio.alcance import por_su

AGENDA_MAXIMA = 2_000
MINUTOS_HASTA_LA_SEGUNDA = 30


class AsambleaQuerySet(models.QuerySet["Asamblea"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "AsambleaQuerySet":
        return por_su(self, "comite", Comite.objects.visible_to, user, permiso)


class Asamblea(Versionado):
    """A meeting of a committee. `mandato` is the one it elected."""

    comite = models.ForeignKey(Comite, models.PROTECT, related_name="asambleas", verbose_name="comité")
    motivo = models.CharField("motivo", max_length=12, choices=MotivoAsamblea.choices)
    fecha = models.DateField("fecha")
    hora = models.TimeField("hora")
    lugar = models.CharField("lugar", max_length=200)
    agenda = models.TextField("agenda", max_length=AGENDA_MAXIMA, help_text="Un punto por línea.")
    citada_por = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    mandato = models.OneToOneField(
        Mandato, models.PROTECT, null=True, blank=True, related_name="asamblea", verbose_name="eligió"
    )
    asistentes = models.PositiveSmallIntegerField("asistentes", null=True, blank=True)
    segunda = models.BooleanField("en segunda convocatoria", default=False)

    objects = AsambleaQuerySet.as_manager()

    class Meta:
        verbose_name = "asamblea"
        verbose_name_plural = "asambleas"
        ordering = ("-fecha", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["comite", "fecha", "hora"],
                name="asamblea_una_a_la_vez",
                violation_error_message="El comité ya tiene una asamblea ese día a esa hora.",
            ),
            models.CheckConstraint(
                condition=Q(mandato__isnull=True) | Q(asistentes__isnull=False),
                name="asamblea_que_elige_tiene_asistentes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_motivo_display()} del {self.fecha:%d/%m/%Y}"

    @property
    def segunda_hora(self) -> time:
        """The hour of the second call, which asks for a smaller quorum."""
        primera = datetime.combine(self.fecha, self.hora)
        return (primera + timedelta(minutes=MINUTOS_HASTA_LA_SEGUNDA)).time()

    @property
    def por_venir(self) -> bool:
        return self.fecha >= timezone.localdate()

    def texto_para_compartir(self) -> str:
        """Return the call as a message for the committee's group: no names in it."""
        motivo = self.get_motivo_display().lower()
        return (
            f"{self.comite.nombre}: {motivo}, el {self.fecha:%d/%m/%Y}, "
            f"{self.hora:%H:%M} h (segunda convocatoria {self.segunda_hora:%H:%M} h), en {self.lugar}. "
            f"Agenda: {'; '.join(self.puntos)}. Tu asistencia y tu voto cuentan."
        )

    @property
    def puntos(self) -> list[str]:
        """The agenda, one item each."""
        return [punto.strip() for punto in self.agenda.splitlines() if punto.strip()]
