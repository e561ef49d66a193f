"""Papers that were issued, and their signed copies: which, to whom, when, and whether they still hold."""

import secrets
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from comites.enums import ClaseArchivo, ClaseDocumento, EstadoDocumento, EstadoEjemplar
from comites.models.asamblea import Asamblea
from comites.models.comite import Comite, Mandato
from comunes.archivos import NombreDeArchivo
from comunes.models import Versionado
from territorio.alcance import alcance_de, por_su

_EN_PIE = Q(estado__in=[EstadoEjemplar.POR_VALIDAR, EstadoEjemplar.VALIDADO])


def codigo_nuevo() -> str:
    """Return 128 bits at random, as they stand in the address that the QR leads to."""
    return secrets.token_urlsafe(16)


class DocumentoQuerySet(models.QuerySet["DocumentoEmitido"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "DocumentoQuerySet":
        return por_su(self, "comite", Comite.objects.visible_to, user, permiso)

    def con_ejemplar(self) -> "DocumentoQuerySet":
        """Annotate `estado_ejemplar`, of the latest signed copy that was uploaded (None without one)."""
        ultimo = EjemplarFirmado.objects.filter(documento=OuterRef("pk")).order_by("-pk")
        return self.annotate(
            estado_ejemplar=Subquery(ultimo.values("estado")[:1]),
            ejemplar_id=Subquery(ultimo.values("pk")[:1]),
        )


class DocumentoEmitido(models.Model):
    """A numbered paper of a committee. What it says is `contenido`; it never changes.

    `contenido` names memberships by their keys, not persons: the names are printed as whoever prints
    may read them. `huella` is the SHA-256 of everything the paper stands for (`comites.huellas`).
    """

    codigo = models.CharField("código", max_length=22, unique=True, default=codigo_nuevo, editable=False)
    clase = models.CharField("clase", max_length=20, choices=ClaseDocumento.choices)
    anio = models.PositiveSmallIntegerField("año")
    numero = models.PositiveIntegerField("número")
    comite = models.ForeignKey(Comite, models.PROTECT, related_name="documentos", verbose_name="comité")
    mandato = models.ForeignKey(
        Mandato, models.PROTECT, null=True, blank=True, related_name="documentos", verbose_name="mandato"
    )
    asamblea = models.ForeignKey(
        Asamblea, models.PROTECT, null=True, blank=True, related_name="documentos", verbose_name="asamblea"
    )
    contenido = models.JSONField("contenido", default=dict)
    huella = models.CharField("huella", max_length=64)
    emitido_por = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    emitido = models.DateTimeField("emitido", default=timezone.now)
    reemplazado_por = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="reemplaza_a", verbose_name="reemplazo"
    )
    anulado = models.DateTimeField("anulado", null=True, blank=True)
    motivo_anulacion = models.CharField("motivo de la anulación", max_length=200, blank=True, default="")

    objects = DocumentoQuerySet.as_manager()
    # Of the latest signed copy, on rows read through `con_ejemplar`.
    estado_ejemplar: str | None = None

    class Meta:
        verbose_name = "documento emitido"
        verbose_name_plural = "documentos emitidos"
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(fields=["clase", "anio", "numero"], name="documento_numero_unico"),
            models.CheckConstraint(condition=Q(numero__gte=1), name="documento_numero_desde_uno"),
            models.CheckConstraint(
                condition=Q(anulado__isnull=True) | ~Q(motivo_anulacion=""),
                name="documento_anulado_con_motivo",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_clase_display()} {self.correlativo}"

    def get_absolute_url(self) -> str:
        return reverse("comites:documento-pdf", args=[self.codigo])

    @property
    def clase_enum(self) -> ClaseDocumento:
        return ClaseDocumento(self.clase)

    @property
    def correlativo(self) -> str:
        """Return «AR-2026-0007»: kind, year, number within both."""
        return f"{self.clase_enum.sigla}-{self.anio}-{self.numero:04d}"

    @property
    def vale(self) -> bool:
        """Say whether it is the version in force: neither annulled nor replaced."""
        return self.anulado is None and self.reemplazado_por_id is None

    @property
    def estado(self) -> EstadoDocumento:
        """Return its state; of a row read through `con_ejemplar`."""
        if self.anulado is not None:
            return EstadoDocumento.ANULADO
        if self.estado_ejemplar == EstadoEjemplar.VALIDADO:
            return EstadoDocumento.VALIDADO
        if self.reemplazado_por_id is not None:
            return EstadoDocumento.REEMPLAZADO
        if not self.clase_enum.se_firma:
            return EstadoDocumento.EMITIDO
        por_ejemplar = {
            EstadoEjemplar.POR_VALIDAR: EstadoDocumento.POR_VALIDAR,
            EstadoEjemplar.OBSERVADO: EstadoDocumento.OBSERVADO,
        }
        return por_ejemplar.get(self.estado_ejemplar, EstadoDocumento.POR_FIRMAR)  # type: ignore[call-overload,no-any-return]


class EjemplarQuerySet(models.QuerySet["EjemplarFirmado"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "EjemplarQuerySet":
        condicion = alcance_de(user, permiso).filtro(
            regiones="documento__comite__region",
            municipalidades="documento__comite__municipalidad",
            comisarias="documento__comite__espacio__comisaria",
            comites="documento__comite",
        )
        return self.none() if condicion is None else self.filter(condicion)


class EjemplarFirmado(Versionado):
    """The signed paper, scanned or photographed. Whoever issued or uploaded it never validates it."""

    documento = models.ForeignKey(DocumentoEmitido, models.PROTECT, related_name="ejemplares")
    estado = models.CharField(
        "estado", max_length=12, choices=EstadoEjemplar.choices, default=EstadoEjemplar.POR_VALIDAR
    )
    subido_por = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # Copied from the document so that the database itself can refuse its author.
    emitido_por = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    revisado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    revisado = models.DateTimeField("revisado", null=True, blank=True)
    observacion = models.CharField("qué hay que corregir", max_length=400, blank=True, default="")

    objects = EjemplarQuerySet.as_manager()

    class Meta:
        verbose_name = "ejemplar firmado"
        verbose_name_plural = "ejemplares firmados"
        ordering = ("-pk",)
        indexes = [
            models.Index(
                fields=["creado", "id"], name="ejemplar_por_validar_idx", condition=Q(estado="por-validar")
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["documento"],
                condition=_EN_PIE,
                name="ejemplar_uno_en_pie",
                violation_error_message="Ya hay un ejemplar firmado de este documento.",
            ),
            models.CheckConstraint(
                condition=Q(revisado_por__isnull=True)
                | (~Q(revisado_por=F("subido_por")) & ~Q(revisado_por=F("emitido_por"))),
                name="ejemplar_lo_revisa_otra_persona",
            ),
            models.CheckConstraint(
                condition=Q(estado="por-validar", revisado_por__isnull=True)
                | (~Q(estado="por-validar") & Q(revisado_por__isnull=False)),
                name="ejemplar_revisado_por_alguien",
            ),
        ]

    def __str__(self) -> str:
        return f"Ejemplar de {self.documento}"

    def get_absolute_url(self) -> str:
        return reverse("comites:ejemplar-revisar", args=[self.pk])

    @property
    def estado_enum(self) -> EstadoEjemplar:
        return EstadoEjemplar(self.estado)


class PaginaQuerySet(models.QuerySet["PaginaFirmada"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "PaginaQuerySet":
        return por_su(self, "ejemplar", EjemplarFirmado.objects.visible_to, user, permiso)


class PaginaFirmada(models.Model):
    """One file of a signed copy: a photo, made anew, or a PDF as it came."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ejemplar = models.ForeignKey(EjemplarFirmado, models.PROTECT, related_name="paginas")
    orden = models.PositiveSmallIntegerField("orden", default=1)
    clase = models.CharField("clase", max_length=4, choices=ClaseArchivo.choices)
    archivo = NombreDeArchivo("archivo", max_length=120)
    sha256 = models.CharField("huella del archivo", max_length=64)

    objects = PaginaQuerySet.as_manager()

    class Meta:
        verbose_name = "página firmada"
        verbose_name_plural = "páginas firmadas"
        ordering = ("orden", "pk")
        constraints = [models.UniqueConstraint(fields=["ejemplar", "orden"], name="pagina_en_su_orden")]

    def __str__(self) -> str:
        return f"Página {self.orden}"

    def get_absolute_url(self) -> str:
        return reverse("comites:pagina-firmada", args=[self.uuid])

    @property
    def es_foto(self) -> bool:
        return self.clase == ClaseArchivo.FOTO
