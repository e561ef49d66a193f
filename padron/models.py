"""An uploaded padrón: the file, what was understood of it, and what happens to each of its rows."""

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from comunes.models import Versionado
from padron.enums import AccionFila, EstadoImportacion, Etapa, SistemaUbigeo
from territorio.alcance import alcance_de
from territorio.models import Region

EN_CURSO = (EstadoImportacion.LEYENDO, EstadoImportacion.APLICANDO)
# Without news for this long, whoever was working on it is gone.
SIN_NOTICIAS = timedelta(minutes=5)


class ImportacionQuerySet(models.QuerySet["Importacion"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "ImportacionQuerySet":
        """The national office sees all; a regional one, its own."""
        alcance = alcance_de(user, permiso)
        if alcance.nacional:
            return self
        if not alcance.regiones:
            return self.none()
        return self.filter(Q(region__in=alcance.regiones) | Q(usuario=user.pk))


class Importacion(Versionado):
    """One file on its way in. `region` is the office that uploaded it; empty for the national one."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="quién lo subió"
    )
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    archivo = models.FileField("archivo", max_length=160, blank=True)
    nombre_archivo = models.CharField("nombre del archivo", max_length=160)
    sha256 = models.CharField(max_length=64, editable=False)
    peso = models.PositiveIntegerField("peso en bytes")
    estado = models.CharField(
        "estado", max_length=15, choices=EstadoImportacion.choices, default=EstadoImportacion.LEYENDO
    )
    mensaje = models.CharField("mensaje", max_length=600, blank=True, default="")
    etapa = models.CharField("etapa", max_length=15, choices=Etapa.choices, default=Etapa.EN_COLA)
    hechas = models.PositiveIntegerField("filas hechas", default=0)
    por_hacer = models.PositiveIntegerField("filas por hacer", default=0)
    sistema_declarado = models.CharField(
        "sistema de ubigeo declarado", max_length=6, choices=SistemaUbigeo.choices, blank=True, default=""
    )
    sistema = models.CharField("sistema de ubigeo", max_length=6, blank=True, default="")
    origen_sistema = models.CharField("cómo se supo", max_length=15, blank=True, default="")
    coinciden = models.JSONField("nombres que coinciden", default=dict, blank=True)
    es_de_ejemplo = models.BooleanField("dice ser de ejemplo", default=False)
    # By sheet: what it holds, its header row and its columns; first as understood, then as corrected.
    hojas = models.JSONField("hojas", default=list, blank=True)
    mapeo = models.JSONField("columnas corregidas", default=dict, blank=True)
    totales = models.JSONField("totales", default=dict, blank=True)
    huella = models.CharField(max_length=64, blank=True, default="", editable=False)
    con_consentimiento = models.BooleanField("consentimientos firmados en la oficina", default=False)
    confirmada_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    aplicada = models.DateTimeField("guardada", null=True, blank=True)

    objects = ImportacionQuerySet.as_manager()

    class Meta:
        verbose_name = "importación"
        verbose_name_plural = "importaciones"
        ordering = ("-creado", "-pk")
        indexes = [
            models.Index(fields=["region", "-creado", "-id"], name="importacion_region_idx"),
            models.Index(fields=["-creado", "-id"], name="importacion_creado_idx"),
            models.Index(fields=["sha256"], name="importacion_sha256_idx"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(estado="aplicada") | Q(aplicada__isnull=False, confirmada_por__isnull=False),
                name="importacion_aplicada_completa",
            )
        ]

    def __str__(self) -> str:
        return self.nombre_archivo

    def get_absolute_url(self) -> str:
        return reverse("padron:importacion", args=[self.uuid])

    @property
    def estado_enum(self) -> EstadoImportacion:
        return EstadoImportacion(self.estado)

    @property
    def en_curso(self) -> bool:
        return self.estado in EN_CURSO

    @property
    def sin_noticias(self) -> bool:
        """Whether the work stopped without a word, so that somebody may start it again."""
        return self.en_curso and self.actualizado < timezone.now() - SIN_NOTICIAS

    @property
    def por_ciento(self) -> int | None:
        return min(99, self.hechas * 100 // self.por_hacer) if self.por_hacer else None

    @property
    def total(self) -> dict[str, int]:
        """The counts of the whole file."""
        return self.totales.get("", {})


class FilaImportadaQuerySet(models.QuerySet["FilaImportada"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "FilaImportadaQuerySet":
        return self.filter(importacion__in=Importacion.objects.visible_to(user, permiso))


class FilaImportada(models.Model):
    """What the review said of one row. The lists hold cells of the file: personal data.

    `motivos`: [column, words, value, sheet, row]; `reparaciones`: [column, kinds, before, after];
    `cambios`: [column, before, after].
    """

    importacion = models.ForeignKey(Importacion, models.CASCADE, related_name="filas")
    orden = models.PositiveIntegerField()
    hoja = models.CharField(max_length=100)
    fila = models.PositiveIntegerField()
    entidad = models.CharField(max_length=15)
    nombre = models.CharField(max_length=200, blank=True, default="")
    accion = models.CharField(max_length=10, choices=AccionFila.choices)
    directa = models.BooleanField(default=False)
    reparada = models.BooleanField(default=False)
    motivos = models.JSONField(default=list, blank=True)
    reparaciones = models.JSONField(default=list, blank=True)
    cambios = models.JSONField(default=list, blank=True)

    objects = FilaImportadaQuerySet.as_manager()

    class Meta:
        verbose_name = "fila importada"
        verbose_name_plural = "filas importadas"
        ordering = ("importacion", "orden")
        indexes = [
            models.Index(fields=["importacion", "hoja", "accion", "orden"], name="fila_accion_idx"),
            models.Index(fields=["importacion", "hoja", "reparada", "orden"], name="fila_reparada_idx"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["importacion", "orden"], name="fila_una_por_orden"),
        ]

    def __str__(self) -> str:
        return f"{self.hoja}, fila {self.fila}"
