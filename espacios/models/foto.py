"""The photos of a space: private until somebody else approves them, hidden but kept when removed."""

import uuid
from typing import Any, Final

from django.conf import settings
from django.db import models

from comunes.models import Versionado
from cuentas.enums import Permiso
from espacios.enums import EstadoFoto, MedioAutorizacion, MomentoFoto, PersonasEnFoto
from espacios.models.diagnostico import Diagnostico
from espacios.models.espacio import EspacioPublico

TEXTO_ALTERNATIVO_MAXIMO: Final = 200
NOTA_MAXIMA: Final = 300
MOTIVO_MAXIMO: Final = 500


class FotoQuerySet(models.QuerySet["FotoEspacio"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "FotoQuerySet":
        """Return the photos of the spaces in scope; removed ones only to whoever may restore them."""
        en_alcance = self.filter(espacio__in=EspacioPublico.objects.visible_to(user, permiso))
        return en_alcance if permiso == Permiso.ESPACIO_EDITAR else en_alcance.vigentes()

    def vigentes(self) -> "FotoQuerySet":
        """Those that nobody removed: what every screen, proof and count starts from."""
        return self.filter(retirada_en__isnull=True)

    def publicadas(self) -> "FotoQuerySet":
        return self.vigentes().filter(publicada=True)


class FotoEspacio(Versionado):
    """A photo of the place, re-encoded and without metadata.

    `archivo` is the whole picture, never public. `archivo_publico` is the one with the `rectangulos`
    burned in; a photo without rectangles has none. Rectangles are [left, top, width, height] in
    thousandths of the picture. `antes`, on a photo of after, is the one it is compared with.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    espacio = models.ForeignKey(EspacioPublico, models.PROTECT, related_name="fotos")
    diagnostico = models.ForeignKey(
        Diagnostico, models.PROTECT, null=True, blank=True, related_name="fotos", verbose_name="diagnóstico"
    )
    archivo = models.FileField("archivo", max_length=160)
    archivo_publico = models.FileField("archivo difuminado", max_length=160, blank=True, default="")
    rectangulos = models.JSONField("zonas difuminadas", default=list, blank=True)
    sha256 = models.CharField(max_length=64, editable=False)
    ancho = models.PositiveIntegerField(editable=False)
    alto = models.PositiveIntegerField(editable=False)

    momento = models.CharField(
        "momento", max_length=10, choices=MomentoFoto.choices, default=MomentoFoto.GENERAL
    )
    descripcion = models.CharField(
        "texto alternativo", max_length=TEXTO_ALTERNATIVO_MAXIMO, blank=True, default=""
    )
    tomada = models.DateField("fecha de la foto", null=True, blank=True)
    orden = models.PositiveSmallIntegerField("orden", default=0, editable=False)
    antes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="despues", verbose_name="foto de antes"
    )

    personas = models.CharField(
        "personas reconocibles", max_length=12, choices=PersonasEnFoto.choices, blank=True, default=""
    )
    con_menores = models.BooleanField("hay menores de edad", default=False)
    autoriza_apoderado = models.BooleanField("autoriza madre, padre o apoderado", default=False)
    autorizacion_medio = models.CharField(
        "cómo autorizaron", max_length=10, choices=MedioAutorizacion.choices, blank=True, default=""
    )
    autorizacion_fecha = models.DateField("fecha de la autorización", null=True, blank=True)
    autorizacion_nota = models.CharField(
        "nota de la autorización", max_length=NOTA_MAXIMA, blank=True, default=""
    )

    publicada = models.BooleanField("publicada", default=False)
    estado = models.CharField(
        "publicación", max_length=12, choices=EstadoFoto.choices, default=EstadoFoto.PRIVADA
    )
    aprobada_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    aprobada_en = models.DateTimeField("aprobada", null=True, blank=True)
    devuelta_porque = models.CharField("por qué se devolvió", max_length=NOTA_MAXIMA, blank=True, default="")
    retirada_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    retirada_en = models.DateTimeField("retirada", null=True, blank=True)
    retirada_motivo = models.CharField("motivo del retiro", max_length=MOTIVO_MAXIMO, blank=True, default="")
    autor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = FotoQuerySet.as_manager()

    class Meta:
        verbose_name = "foto del espacio"
        verbose_name_plural = "fotos del espacio"
        ordering = ("orden", "pk")
        constraints = [
            models.UniqueConstraint(fields=["espacio", "sha256"], name="foto_espacio_una_vez"),
        ]

    def __str__(self) -> str:
        return self.descripcion or f"Foto de {self.espacio_id}"
