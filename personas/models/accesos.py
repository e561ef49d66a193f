"""Looking beyond what one's role shows: asking for a person elsewhere, and revealing or taking out data."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q
from django.utils import timezone

from comunes.models import Versionado
from cuentas.enums import Permiso
from personas.enums import EstadoSolicitudDeAcceso, TipoAcceso
from personas.models.persona import Persona
from territorio.alcance import alcance_de


class SolicitudDeAccesoQuerySet(models.QuerySet["SolicitudDeAcceso"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "SolicitudDeAccesoQuerySet":
        """One's own, and those about persons in scope, which one may answer."""
        if not user.is_authenticated:
            return self.none()
        propias = Persona.objects.visible_to(user, permiso or Permiso.PERSONA_EDITAR)
        return self.filter(Q(solicitante=user) | Q(persona__in=propias))

    def con_quien_responde(self, user: Any) -> "SolicitudDeAccesoQuerySet":
        """Annotate `lo_respondo`: it waits, is about somebody in scope, and somebody else asked."""
        propias = Persona.objects.visible_to(user, Permiso.PERSONA_EDITAR).filter(pk=OuterRef("persona"))
        suya = Exists(propias) & Q(estado=EstadoSolicitudDeAcceso.PENDIENTE) & ~Q(solicitante=user)
        return self.annotate(lo_respondo=ExpressionWrapper(suya, output_field=models.BooleanField()))

    def concedidas(self, user: Any) -> "SolicitudDeAccesoQuerySet":
        """Those that let `user` see somebody outside the scope today."""
        return self.filter(
            solicitante=user, estado=EstadoSolicitudDeAcceso.CONCEDIDA, hasta__gte=timezone.localdate()
        )


class SolicitudDeAcceso(Versionado):
    """Somebody asks to see, for some days, a person outside their scope, to add it to a committee."""

    persona = models.ForeignKey(Persona, models.PROTECT, related_name="solicitudes_de_acceso")
    solicitante = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    motivo = models.CharField("para qué", max_length=200)
    estado = models.CharField(
        "estado",
        max_length=10,
        choices=EstadoSolicitudDeAcceso.choices,
        default=EstadoSolicitudDeAcceso.PENDIENTE,
    )
    respondida_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    respondida = models.DateTimeField("respondida", null=True, blank=True)
    hasta = models.DateField("se ve hasta", null=True, blank=True)

    objects = SolicitudDeAccesoQuerySet.as_manager()

    class Meta:
        verbose_name = "pedido de acceso"
        verbose_name_plural = "pedidos de acceso"
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["persona", "solicitante"],
                condition=Q(estado="pendiente"),
                name="pedido_pendiente_unico",
                violation_error_message="Ya pidió acceso a esta persona.",
            ),
            models.CheckConstraint(
                condition=~Q(estado="concedida") | Q(hasta__isnull=False), name="pedido_concedido_con_fecha"
            ),
        ]

    def __str__(self) -> str:
        return f"Pedido {self.pk}"

    @property
    def estado_enum(self) -> EstadoSolicitudDeAcceso:
        return EstadoSolicitudDeAcceso(self.estado)


class AccesoADatosQuerySet(models.QuerySet["AccesoADatos"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "AccesoADatosQuerySet":
        """The whole log for whoever watches over it; everybody else, their own lines."""
        if alcance_de(user, permiso or Permiso.ACCESOS_VER).nacional:
            return self
        return self.filter(usuario=user.pk) if user.is_authenticated else self.none()

    def reveladas(self, user: Any, persona: Persona) -> "AccesoADatosQuerySet":
        """What `user` revealed of `persona` and is still in sight."""
        return self.filter(
            usuario=user.pk, persona=persona, tipo=TipoAcceso.REVELACION, hasta__gt=timezone.now()
        )


class AccesoADatos(models.Model):
    """One line of the access log: who saw or took out which personal data, and why. Never edited.

    `campos` names the fields, comma separated; `filas` counts the persons of an export.
    """

    usuario = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    persona = models.ForeignKey(Persona, models.PROTECT, null=True, blank=True, related_name="accesos")
    tipo = models.CharField("tipo", max_length=12, choices=TipoAcceso.choices)
    campos = models.CharField("datos", max_length=200)
    motivo = models.CharField("motivo", max_length=200)
    filas = models.PositiveIntegerField("personas", default=1)
    momento = models.DateTimeField("momento", auto_now_add=True)
    hasta = models.DateTimeField("a la vista hasta", null=True, blank=True)

    objects = AccesoADatosQuerySet.as_manager()

    class Meta:
        verbose_name = "acceso a datos personales"
        verbose_name_plural = "accesos a datos personales"
        ordering = ("-pk",)
        constraints = [models.CheckConstraint(condition=~Q(motivo=""), name="acceso_con_motivo")]
        indexes = [models.Index(fields=["usuario", "persona", "hasta"], name="acceso_a_la_vista_idx")]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} {self.pk}"

    @staticmethod
    def plazo() -> Any:
        """Return the moment until which something revealed now stays in sight."""
        return timezone.now() + timedelta(minutes=settings.MINUTOS_DE_REVELACION)  # type: ignore[misc]
