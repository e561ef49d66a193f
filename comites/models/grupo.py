"""The register of a committee's WhatsApp group."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from comites.enums import EstadoGrupo
from comites.models.comite import Comite
from comites.vigencia import DIAS_DE_SILENCIO, estado_de_grupo
from comunes.models import Versionado
from territorio.alcance import por_su


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
            Q(ultimo_mensaje__isnull=True) | Q(ultimo_mensaje__gte=dia - timedelta(days=DIAS_DE_SILENCIO)),
        )


class GrupoWhatsApp(Versionado):
    """The register of a committee's group. Chats are never read or stored."""

    comite = models.ForeignKey(Comite, models.PROTECT, related_name="grupos")
    celular_administrador = models.CharField(
        "celular de quien administra", max_length=16, blank=True, default=""
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
        constraints = [
            models.UniqueConstraint(
                fields=["comite"],
                condition=Q(cerrado__isnull=True),
                name="grupo_uno_activo_por_comite",
                violation_error_message="Este comité ya tiene un grupo abierto.",
            )
        ]

    def __str__(self) -> str:
        return f"Grupo de {self.comite}"

    @property
    def estado(self) -> EstadoGrupo:
        return estado_de_grupo(self)
