"""What lets a leader in (personal link, trusted device), and the count of failed attempts."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cuentas.enums import Permiso
from cuentas.models.usuarios import Asignacion, Usuario


class DeUnaCuentaQuerySet(models.QuerySet[Any]):
    """Rows that belong to one account."""

    def visible_to(self, user: Any, permiso: Any = None) -> "DeUnaCuentaQuerySet":
        """Everybody sees their own; whoever may issue links sees those of the leaders in scope."""
        if not user.is_authenticated:
            return self.none()
        lideres = Asignacion.objects.visible_to(user, Permiso.ENLACE_EMITIR)
        return self.filter(Q(usuario=user) | Q(usuario__in=lideres.values("usuario")))


class EnlacePersonalQuerySet(DeUnaCuentaQuerySet):
    def vivos(self) -> "EnlacePersonalQuerySet":
        """Neither used nor revoked nor expired."""
        return self.filter(usado__isnull=True, revocado__isnull=True, vence__gt=timezone.now())


class EnlacePersonal(models.Model):
    """An address, sent over WhatsApp, that lets one leader choose a PIN on one phone, once.

    Only the fingerprint of the secret is kept: whoever reads the table cannot enter.
    """

    usuario = models.ForeignKey(Usuario, models.PROTECT, related_name="enlaces", verbose_name="cuenta")
    huella = models.CharField(max_length=64, unique=True, editable=False)
    creado_por = models.ForeignKey(Usuario, models.PROTECT, related_name="+", verbose_name="creado por")
    creado = models.DateTimeField("creado", default=timezone.now)
    vence = models.DateTimeField("vence")
    usado = models.DateTimeField("usado", null=True, blank=True)
    revocado = models.DateTimeField("revocado", null=True, blank=True)

    objects = EnlacePersonalQuerySet.as_manager()

    class Meta:
        verbose_name = "enlace personal"
        verbose_name_plural = "enlaces personales"
        ordering = ("-creado", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["usuario"],
                condition=Q(usado__isnull=True, revocado__isnull=True),
                name="enlace_uno_vivo_por_cuenta",
            )
        ]

    def __str__(self) -> str:
        return f"Enlace de {self.usuario}"

    @property
    def situacion(self) -> str:
        """Say in a word where this link stands."""
        if self.usado:
            return "Usado"
        if self.revocado:
            return "Anulado"
        return "Vencido" if self.vence <= timezone.now() else "Sin usar"

    @property
    def vivo(self) -> bool:
        return self.situacion == "Sin usar"


class DispositivoConfiableQuerySet(DeUnaCuentaQuerySet):
    def vivos(self) -> "DispositivoConfiableQuerySet":
        """Neither revoked nor past its thirty days."""
        return self.filter(revocado__isnull=True, vence__gt=timezone.now())


class DispositivoConfiable(models.Model):
    """A leader's phone on which the PIN alone opens the session, until `vence`.

    `fallos` counts wrong PINs since the last right one; too many end the trust.
    """

    usuario = models.ForeignKey(Usuario, models.PROTECT, related_name="dispositivos", verbose_name="cuenta")
    huella = models.CharField(max_length=64, unique=True, editable=False)
    nombre = models.CharField("nombre", max_length=80)
    creado = models.DateTimeField("desde", default=timezone.now)
    vence = models.DateTimeField("vence")
    ultimo_uso = models.DateTimeField("último ingreso", default=timezone.now)
    revocado = models.DateTimeField("anulado", null=True, blank=True)
    fallos = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = DispositivoConfiableQuerySet.as_manager()

    class Meta:
        verbose_name = "dispositivo de confianza"
        verbose_name_plural = "dispositivos de confianza"
        ordering = ("-ultimo_uso", "-pk")

    def __str__(self) -> str:
        return self.nombre

    @property
    def vivo(self) -> bool:
        return self.revocado is None and self.vence > timezone.now()


class IntentoFallido(models.Model):
    """Failed sign-ins of one account from one address. `clave` is a keyed hash of both: no names.

    `fallos` counts attempts taken and not given back since the window opened; `ultimo` is the last.
    """

    clave = models.CharField(max_length=64, primary_key=True)
    fallos = models.PositiveSmallIntegerField(default=0)
    ultimo = models.DateTimeField(db_index=True, default=timezone.now)

    class Meta:
        verbose_name = "intento fallido"
        verbose_name_plural = "intentos fallidos"

    def __str__(self) -> str:
        return f"{self.fallos} fallos hasta {self._cuando(self.ultimo)}"

    @staticmethod
    def _cuando(momento: datetime) -> str:
        return f"{timezone.localtime(momento):%d/%m/%Y %H:%M}"
