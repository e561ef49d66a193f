"""Requests of people over their own data (ARCO: access, rectification, cancellation, opposition)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from comunes.models import Versionado
from cuentas.enums import Permiso
from personas.enums import CanalSolicitud, Derecho, EstadoSolicitud, TipoDocumento
from personas.models.persona import Persona
from personas.plazos import habiles_hasta
from territorio.alcance import alcance_de

PIDE = {
    Derecho.ACCESO: "Ver sus datos",
    Derecho.RECTIFICACION: "Corregir sus datos",
    Derecho.CANCELACION: "Borrar sus datos",
    Derecho.OPOSICION: "Oponerse al uso de sus datos",
}
ABIERTAS = (EstadoSolicitud.RECIBIDA, EstadoSolicitud.IDENTIFICADA)


class SolicitudDeDerechosQuerySet(models.QuerySet["SolicitudDeDerechos"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "SolicitudDeDerechosQuerySet":
        """Only for whoever answers them, who does so for the whole country."""
        return self if alcance_de(user, permiso or Permiso.DERECHOS_ATENDER).nacional else self.none()

    def abiertas(self) -> "SolicitudDeDerechosQuerySet":
        return self.filter(estado__in=ABIERTAS)


class SolicitudDeDerechos(Versionado):
    """What somebody asks about their data, as they wrote it. `persona` is known once identity is checked."""

    codigo = models.CharField("código", max_length=12, unique=True)
    derecho = models.CharField("qué pide", max_length=15, choices=Derecho.choices)
    canal = models.CharField("cómo llegó", max_length=12, choices=CanalSolicitud.choices)
    nombre = models.CharField("nombres y apellidos", max_length=160, blank=True)
    tipo_documento = models.CharField("tipo de documento", max_length=15, choices=TipoDocumento.choices)
    numero_documento = models.CharField("número de documento", max_length=12, blank=True)
    contacto = models.CharField("correo o celular", max_length=120, blank=True)
    detalle = models.TextField("detalle", max_length=1000, blank=True, default="")
    recibida = models.DateField("recibida", default=timezone.localdate)
    vence = models.DateField("vence")
    estado = models.CharField(
        "estado", max_length=14, choices=EstadoSolicitud.choices, default=EstadoSolicitud.RECIBIDA
    )
    persona = models.ForeignKey(
        Persona, models.PROTECT, null=True, blank=True, related_name="solicitudes_de_derechos"
    )
    identidad = models.CharField("cómo se comprobó la identidad", max_length=200, blank=True, default="")
    respuesta = models.TextField("respuesta", max_length=4000, blank=True, default="")
    respondida = models.DateField("respondida", null=True, blank=True)
    respondida_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SolicitudDeDerechosQuerySet.as_manager()

    class Meta:
        verbose_name = "solicitud de derechos"
        verbose_name_plural = "solicitudes de derechos"
        ordering = ("vence", "pk")
        indexes = [models.Index(fields=["estado", "vence", "id"], name="derechos_por_vencer_idx")]
        constraints = [
            models.CheckConstraint(
                condition=Q(estado__in=["recibida", "identificada"])
                | (Q(respondida__isnull=False) & ~Q(respuesta="")),
                name="derechos_cerrada_con_respuesta",
            ),
        ]

    def __str__(self) -> str:
        return f"Solicitud {self.codigo}"

    def get_absolute_url(self) -> str:
        return reverse("personas:solicitud", args=[self.codigo])

    @property
    def estado_enum(self) -> EstadoSolicitud:
        return EstadoSolicitud(self.estado)

    @property
    def pide(self) -> str:
        """What is asked, as whoever answers says it."""
        return PIDE[Derecho(self.derecho)]

    @property
    def abierta(self) -> bool:
        return self.estado in ABIERTAS

    @property
    def pide_quitar(self) -> bool:
        """Say whether what it asks ends by taking the data out: without a row here, objecting does too."""
        sin_ficha = self.persona_id is None and self.derecho == Derecho.OPOSICION
        return sin_ficha or self.derecho == Derecho.CANCELACION

    @property
    def quedan(self) -> int:
        """Working days left to answer; negative once it is late."""
        return habiles_hasta(timezone.localdate(), self.vence)

    @property
    def fuera_de_plazo(self) -> bool:
        return (self.respondida or timezone.localdate()) > self.vence
