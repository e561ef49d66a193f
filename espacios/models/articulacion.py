"""The record of what municipality, comisaría and programme agreed for a space."""

import uuid
from typing import Any, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from comunes.models import Versionado
from espacios.enums import TipoArticulacion
from espacios.models.espacio import EspacioPublico
from territorio.alcance import alcance_de

ACUERDO_MAXIMO: Final = 2_000


class ArticulacionQuerySet(models.QuerySet["Articulacion"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "ArticulacionQuerySet":
        condicion = alcance_de(user, permiso).filtro(
            regiones="espacio__region",
            municipalidades="espacio__municipalidad",
            comisarias="espacio__comisaria",
            espacios="espacio",
        )
        return self.none() if condicion is None else self.filter(condicion)


class Articulacion(Versionado):
    """A minute, letter, meeting or agreement with the municipality, the comisaría or both."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    espacio = models.ForeignKey(EspacioPublico, models.PROTECT, related_name="articulaciones")
    tipo = models.CharField("tipo", max_length=10, choices=TipoArticulacion.choices)
    fecha = models.DateField("fecha", default=timezone.localdate)
    municipalidad = models.BooleanField("participa la municipalidad", default=False)
    comisaria = models.BooleanField("participa la comisaría", default=False)
    acuerdo = models.TextField("qué se acordó", max_length=ACUERDO_MAXIMO)
    firmantes = models.TextField("quiénes firman", max_length=500)
    referencia = models.CharField("número de referencia", max_length=80, blank=True, default="")
    autor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ArticulacionQuerySet.as_manager()

    class Meta:
        verbose_name = "articulación"
        verbose_name_plural = "articulaciones"
        ordering = ("-fecha", "-pk")
        indexes = [models.Index(fields=["espacio", "-fecha", "-id"], name="articulacion_espacio_idx")]
        constraints = [
            models.CheckConstraint(
                condition=Q(municipalidad=True) | Q(comisaria=True),
                name="articulacion_con_alguien",
                violation_error_message="Marque la municipalidad, la comisaría o ambas.",
            ),
        ]

    def __str__(self) -> str:
        numero = f" {self.referencia}" if self.referencia else ""
        return f"{self.get_tipo_display()}{numero} del {self.fecha:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("espacios:articulacion", args=[self.espacio.codigo])

    @property
    def instituciones(self) -> str:
        con = [(self.municipalidad, "Municipalidad"), (self.comisaria, "Comisaría")]
        return " y ".join(nombre for marcada, nombre in con if marcada)
