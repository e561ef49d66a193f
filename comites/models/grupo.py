"""The register of a committee's WhatsApp group."""

from datetime import date
from typing import Any, Final

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from comites.enums import EstadoGrupo
from comites.models.comite import Comite
from comites.reglas_de_grupo import VERSION_DE_REGLAS
from comites.vigencia import estado_de_grupo, limite_de_silencio
from comunes.models import Versionado
from territorio.alcance import por_su

INICIO_DE_ENLACE: Final = "https://chat.whatsapp.com/"
ENLACE_MAXIMO: Final = 80


class GrupoQuerySet(models.QuerySet["GrupoWhatsApp"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "GrupoQuerySet":
        return por_su(self, "comite", Comite.objects.visible_to, user, permiso)

    def activos(self, dia: date | None = None) -> "GrupoQuerySet":
        """Groups in use on `dia` (today by default).

        Open by then, not closed, and not silent for long when the last post is known.
        """
        dia = dia or timezone.localdate()
        return self.filter(
            Q(abierto__isnull=True) | Q(abierto__lte=dia),
            Q(cerrado__isnull=True) | Q(cerrado__gt=dia),
            Q(ultimo_mensaje__isnull=True) | Q(ultimo_mensaje__gte=limite_de_silencio(dia)),
        )

    def abiertos(self) -> "GrupoQuerySet":
        return self.filter(cerrado__isnull=True)

    def silenciosos(self, dia: date | None = None) -> "GrupoQuerySet":
        """Open groups whose last post, when it is known, lies too far behind."""
        return self.abiertos().filter(ultimo_mensaje__lt=limite_de_silencio(dia or timezone.localdate()))

    def sin_respaldo(self) -> "GrupoQuerySet":
        return self.abiertos().filter(celular_respaldo="")

    def sin_reglas(self) -> "GrupoQuerySet":
        """Open groups that never accepted the rules, or accepted an older text."""
        return self.abiertos().exclude(reglas_version=VERSION_DE_REGLAS)


class GrupoWhatsApp(Versionado):
    """The register of a committee's group. Chats are never read or stored.

    Who of the committee is in it stands on each membership (`Integrante.en_grupo`). `enlace`, which lets
    anybody in, is shown only to who holds GRUPO_INVITAR, on request, and each time is written down.
    """

    comite = models.ForeignKey(Comite, models.PROTECT, related_name="grupos")
    celular_administrador = models.CharField(
        "celular de quien administra", max_length=16, blank=True, default=""
    )
    celular_respaldo = models.CharField(
        "celular de respaldo", max_length=16, blank=True, default="", db_default=""
    )
    enlace = models.CharField(
        "enlace de invitación", max_length=ENLACE_MAXIMO, blank=True, default="", db_default=""
    )
    reglas_aceptadas = models.DateField("reglas aceptadas", null=True, blank=True)
    reglas_version = models.CharField(
        "versión de las reglas", max_length=12, blank=True, default="", db_default=""
    )
    miembros = models.PositiveIntegerField("miembros", null=True, blank=True)
    abierto = models.DateField("abierto", null=True, blank=True)
    ultimo_mensaje = models.DateField("último mensaje", null=True, blank=True)
    cerrado = models.DateField("cerrado", null=True, blank=True)

    objects = GrupoQuerySet.as_manager()

    class Meta:
        verbose_name = "grupo de WhatsApp"
        verbose_name_plural = "grupos de WhatsApp"
        ordering = ("comite", "-pk")
        indexes = [
            # What the open group of a committee lacks, without reading the group.
            models.Index(
                fields=["comite", "celular_respaldo", "reglas_version"],
                condition=Q(cerrado__isnull=True),
                name="grupo_abierto_idx",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["comite"],
                condition=Q(cerrado__isnull=True),
                name="grupo_uno_activo_por_comite",
                violation_error_message="Este comité ya tiene un grupo abierto.",
            ),
            models.CheckConstraint(
                condition=Q(celular_respaldo="") | ~Q(celular_respaldo=F("celular_administrador")),
                name="grupo_respaldo_es_otra_persona",
                violation_error_message="El respaldo es otra persona que quien administra.",
            ),
            models.CheckConstraint(
                condition=Q(enlace="") | Q(enlace__startswith=INICIO_DE_ENLACE),
                name="grupo_enlace_de_whatsapp",
                violation_error_message="El enlace no es de un grupo de WhatsApp.",
            ),
            models.CheckConstraint(
                condition=Q(reglas_aceptadas__isnull=True, reglas_version="")
                | (Q(reglas_aceptadas__isnull=False) & ~Q(reglas_version="")),
                name="grupo_reglas_con_fecha_y_version",
            ),
        ]

    def __str__(self) -> str:
        return f"Grupo de {self.comite}"

    @property
    def estado(self) -> EstadoGrupo:
        return estado_de_grupo(self)

    @property
    def tiene_reglas(self) -> bool:
        """Say whether it accepted the rules as they read today."""
        return self.reglas_version == VERSION_DE_REGLAS
