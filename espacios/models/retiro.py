"""A request to take a space out of the programme, answered by somebody else."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from espacios.enums import EstadoPedido
from espacios.models.espacio import EspacioPublico
from territorio.alcance import alcance_de

_PENDIENTE = Q(estado=EstadoPedido.PENDIENTE)


class PedidoQuerySet(models.QuerySet["PedidoDeRetiro"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "PedidoQuerySet":
        condicion = alcance_de(user, permiso).filtro(
            regiones="espacio__region",
            municipalidades="espacio__municipalidad",
            comisarias="espacio__comisaria",
            espacios="espacio",
        )
        return self.none() if condicion is None else self.filter(condicion)

    def pendientes(self) -> "PedidoQuerySet":
        return self.filter(_PENDIENTE)


class PedidoDeRetiro(models.Model):
    """Who asked for it and why, who answered and what; kept for good, whatever the answer."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    espacio = models.ForeignKey(EspacioPublico, models.PROTECT, related_name="pedidos_de_retiro")
    motivo = models.CharField("motivo", max_length=500)
    estado = models.CharField(
        "estado", max_length=10, choices=EstadoPedido.choices, default=EstadoPedido.PENDIENTE
    )
    autor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    creado = models.DateTimeField("pedido", auto_now_add=True)
    resuelto_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    resuelto_en = models.DateTimeField("resuelto", null=True, blank=True)
    respuesta = models.CharField("respuesta", max_length=500, blank=True, default="")

    objects = PedidoQuerySet.as_manager()

    class Meta:
        verbose_name = "pedido de retiro"
        verbose_name_plural = "pedidos de retiro"
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["espacio"],
                condition=_PENDIENTE,
                name="pedido_de_retiro_uno_pendiente",
                violation_error_message="Ya hay un pedido de retiro que espera respuesta.",
            ),
            models.CheckConstraint(
                condition=Q(_PENDIENTE, resuelto_por__isnull=True, resuelto_en__isnull=True)
                | Q(~_PENDIENTE, resuelto_por__isnull=False, resuelto_en__isnull=False),
                name="pedido_de_retiro_resuelto_por_alguien",
            ),
            models.CheckConstraint(
                condition=~Q(estado=EstadoPedido.APROBADO) | ~Q(resuelto_por=F("autor")),
                name="pedido_de_retiro_aprueba_otra_persona",
                violation_error_message="Lo aprueba otra persona, no quien lo pidió.",
            ),
        ]

    def __str__(self) -> str:
        return f"Retiro de {self.espacio_id}: {self.get_estado_display().lower()}"
