"""The photos of a space: private until somebody else approves them, hidden but kept when removed."""

import uuid
from typing import Any, Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from comunes.difuminado import Zona
from comunes.models import Versionado
from cuentas.enums import Permiso
from espacios.enums import EstadoFoto, MedioAutorizacion, MomentoFoto, PersonasEnFoto
from espacios.models.diagnostico import Diagnostico
from espacios.models.espacio import EspacioPublico
from espacios.models.intervencion import Intervencion
from territorio.alcance import alcance_de

TEXTO_ALTERNATIVO_MAXIMO: Final = 200
NOTA_MAXIMA: Final = 300
MOTIVO_MAXIMO: Final = 500

_PUBLICADA = Q(estado="publicada")
# Whoever can be recognised said yes (for minors, their guardian), or is blurred, or nobody can be.
_PERSONAS_A_SALVO = (
    Q(personas=PersonasEnFoto.NADIE)
    | (~Q(archivo_publico="") & ~Q(personas=""))
    | (Q(personas=PersonasEnFoto.CON_PERMISO) & (Q(con_menores=False) | Q(autoriza_apoderado=True)))
)


class FotoQuerySet(models.QuerySet["FotoEspacio"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "FotoQuerySet":
        """Return the photos of the spaces in scope; removed ones only to whoever may restore them."""
        condicion = alcance_de(user, permiso).filtro(
            regiones="espacio__region",
            municipalidades="espacio__municipalidad",
            comisarias="espacio__comisaria",
            espacios="espacio",
        )
        en_alcance = self.none() if condicion is None else self.filter(condicion)
        return en_alcance if permiso == Permiso.ESPACIO_EDITAR else en_alcance.vigentes()

    def vigentes(self) -> "FotoQuerySet":
        """Those that nobody removed: what every screen, proof and count starts from."""
        return self.filter(retirada_en__isnull=True)

    def publicadas(self) -> "FotoQuerySet":
        return self.filter(estado=EstadoFoto.PUBLICADA)

    def por_aprobar(self) -> "FotoQuerySet":
        return self.filter(estado=EstadoFoto.POR_APROBAR)

    def devueltas(self) -> "FotoQuerySet":
        """Those that somebody sent back and nobody has asked for again."""
        return self.exclude(devuelta_porque="")


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
    intervencion = models.ForeignKey(
        Intervencion, models.PROTECT, null=True, blank=True, related_name="fotos", verbose_name="intervención"
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
        indexes = [
            models.Index(
                fields=["actualizado", "id"], name="foto_por_aprobar_idx", condition=Q(estado="por-aprobar")
            ),
            models.Index(
                fields=["actualizado", "id"], name="foto_devuelta_idx", condition=~Q(devuelta_porque="")
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["espacio", "sha256"], name="foto_espacio_una_vez"),
            models.CheckConstraint(
                condition=Q(_PUBLICADA, aprobada_por__isnull=False, aprobada_en__isnull=False)
                | Q(~_PUBLICADA, aprobada_por__isnull=True, aprobada_en__isnull=True),
                name="foto_publicada_con_aprobacion",
                violation_error_message="Una foto se publica cuando alguien la aprueba.",
            ),
            models.CheckConstraint(
                condition=Q(aprobada_por__isnull=True) | Q(autor__isnull=True) | ~Q(aprobada_por=F("autor")),
                name="foto_aprueba_otra_persona",
                violation_error_message="Aprueba otra persona, no quien agregó la foto.",
            ),
            models.CheckConstraint(
                condition=~_PUBLICADA | ~Q(descripcion=""),
                name="foto_publicada_con_texto",
                violation_error_message="Falta el texto alternativo.",
            ),
            models.CheckConstraint(
                condition=~_PUBLICADA | _PERSONAS_A_SALVO,
                name="foto_publicada_con_permiso",
                violation_error_message="Se reconoce a personas que no dieron su autorización.",
            ),
            models.CheckConstraint(
                condition=Q(personas=PersonasEnFoto.CON_PERMISO, autorizacion_fecha__isnull=False)
                & ~Q(autorizacion_medio="")
                | Q(autorizacion_fecha__isnull=True, autorizacion_medio="", autoriza_apoderado=False)
                & ~Q(personas=PersonasEnFoto.CON_PERMISO),
                name="foto_autorizacion_completa",
                violation_error_message="Falta cómo y cuándo autorizaron.",
            ),
            models.CheckConstraint(
                condition=Q(rectangulos=[], archivo_publico="")
                | (~Q(rectangulos=[]) & ~Q(archivo_publico="")),
                name="foto_difuminada_entera",
            ),
            models.CheckConstraint(
                condition=Q(retirada_en__isnull=True, retirada_por__isnull=True, retirada_motivo="")
                | (Q(retirada_en__isnull=False, estado="privada") & ~Q(retirada_motivo="")),
                name="foto_retirada_con_motivo",
                violation_error_message="Una foto retirada no se publica, y lleva su motivo.",
            ),
            models.CheckConstraint(
                condition=Q(antes__isnull=True) | Q(momento="despues", retirada_en__isnull=True),
                name="foto_pareja_de_despues",
                violation_error_message="Solo una foto de después se compara con una de antes.",
            ),
        ]

    def __str__(self) -> str:
        return self.descripcion or f"Foto sin texto, {self.get_momento_display().lower()}"

    def get_absolute_url(self) -> str:
        return reverse("espacios:foto-detalle", args=[self.uuid])

    @property
    def estado_enum(self) -> EstadoFoto:
        return EstadoFoto(self.estado)

    @property
    def publicada(self) -> bool:
        return self.estado == EstadoFoto.PUBLICADA

    @property
    def zonas(self) -> list[Zona]:
        return [Zona(*medidas) for medidas in self.rectangulos]

    @property
    def nombre_publicable(self) -> str:
        """Where the picture that may be published lies: the blurred one when there is something to blur."""
        return str(self.archivo_publico if self.rectangulos else self.archivo)
