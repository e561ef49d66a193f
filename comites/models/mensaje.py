"""Ready messages for the groups, and the note that one of them was sent to a group.

People send them by hand: nothing here talks to WhatsApp, and no conversation is read or stored.
"""

import uuid
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils import timezone

from comites.enums import EstadoMensaje, SituacionMensaje, Tema
from comites.models.comite import Comite
from comites.models.grupo import GrupoWhatsApp
from comunes.lecturabilidad import NivelLectura, nivel
from comunes.models import Versionado
from cuentas.enums import Permiso
from territorio.alcance import Alcance, alcance_de
from territorio.models import Region

TEXTO_MAXIMO: Final = 700
ALT_MAXIMO: Final = 200


def _de_sus_regiones(alcance: Alcance) -> Q:
    """Return the condition of messages for everybody or for a region where `alcance` has a place."""
    if alcance.nacional:
        return Q()
    rutas = alcance.filtro(regiones="pk", municipalidades="municipalidades", comisarias="comisarias")
    condicion = Q(region=None)
    if rutas is not None:
        condicion |= Q(region__in=Region.objects.filter(rutas).values("pk"))
    if alcance.comites:
        suyos = Comite.objects.filter(pk__in=alcance.comites)
        condicion |= Q(region__in=suyos.values("espacio__region"))
    return condicion


class MensajeQuerySet(models.QuerySet["Mensaje"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "MensajeQuerySet":
        """The messages of the user's regions and of everybody; drafts, only for who may write them."""
        escribe = alcance_de(user, Permiso.MENSAJE_EDITAR)
        propios = escribe.filtro(regiones="region")
        if permiso == Permiso.MENSAJE_EDITAR:
            return self.none() if propios is None else self.filter(propios)
        alcance = alcance_de(user, permiso)
        if alcance.vacio:
            return self.none()
        if escribe.nacional:
            return self.all()
        leidos = _de_sus_regiones(alcance) & ~Q(estado=EstadoMensaje.BORRADOR)
        return self.filter(leidos if propios is None else leidos | propios)

    def vigentes(self, dia: date | None = None) -> "MensajeQuerySet":
        """Those ready to send on `dia` or today."""
        dia = dia or timezone.localdate()
        en_fecha = Q(hasta=None) | Q(hasta__gte=dia)
        return self.filter(en_fecha, estado=EstadoMensaje.PUBLICADO, desde__lte=dia)

    def para_regiones(self, regiones: Any) -> "MensajeQuerySet":
        return self.filter(Q(region=None) | Q(region__in=regiones))


class Mensaje(Versionado):
    """A short text on one theme, ready to be shared. Without a region it is for the whole country."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    tema = models.CharField("tema", max_length=12, choices=Tema.choices)
    titulo = models.CharField("título", max_length=80)
    texto = models.CharField("texto", max_length=TEXTO_MAXIMO)
    # The name that the photo engine gave it.
    imagen = models.FileField("imagen", max_length=160, blank=True, default="")
    imagen_alt = models.CharField("qué se ve en la imagen", max_length=ALT_MAXIMO, blank=True, default="")
    desde = models.DateField("se puede enviar desde", default=timezone.localdate)
    hasta = models.DateField("hasta", null=True, blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="región"
    )
    estado = models.CharField(
        "estado", max_length=10, choices=EstadoMensaje.choices, default=EstadoMensaje.BORRADOR
    )
    autor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="quién lo escribió"
    )

    objects = MensajeQuerySet.as_manager()

    class Meta:
        verbose_name = "mensaje para grupos"
        verbose_name_plural = "mensajes para grupos"
        ordering = ("-desde", "-pk")
        indexes = [models.Index(fields=["-desde", "-id"], name="mensaje_desde_idx")]
        constraints = [
            models.CheckConstraint(
                condition=Q(hasta=None) | Q(hasta__gte=F("desde")),
                name="mensaje_fechas_en_orden",
                violation_error_message="El último día es anterior al primero.",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("texto"), TEXTO_MAXIMO), name="mensaje_texto_corto"
            ),
            models.CheckConstraint(
                condition=Q(estado__in=EstadoMensaje.values), name="mensaje_estado_conocido"
            ),
            models.CheckConstraint(condition=Q(tema__in=Tema.values), name="mensaje_tema_conocido"),
        ]

    def __str__(self) -> str:
        return self.titulo

    def get_absolute_url(self) -> str:
        return reverse("comites:mensaje", args=[self.uuid])

    @property
    def tema_enum(self) -> Tema:
        return Tema(self.tema)

    @property
    def nivel_lectura(self) -> NivelLectura | None:
        return nivel(self.texto)

    @property
    def situacion(self) -> SituacionMensaje:
        return self.situacion_en(timezone.localdate())

    def situacion_en(self, dia: date) -> SituacionMensaje:
        """Return its state on `dia`: what is stored, and for a published one also its dates."""
        if self.estado != EstadoMensaje.PUBLICADO:
            return SituacionMensaje(self.estado)
        if self.desde > dia:
            return SituacionMensaje.POR_EMPEZAR
        if self.hasta is not None and self.hasta < dia:
            return SituacionMensaje.VENCIDO
        return SituacionMensaje.VIGENTE


class DifusionQuerySet(models.QuerySet["Difusion"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "DifusionQuerySet":
        condicion = alcance_de(user, permiso).filtro(
            regiones="grupo__comite__espacio__region",
            municipalidades="grupo__comite__espacio__municipalidad",
            comisarias="grupo__comite__espacio__comisaria",
            comites="grupo__comite",
        )
        return self.none() if condicion is None else self.filter(condicion)


class Difusion(models.Model):
    """Somebody says that a message was sent to a group: which, where, who and when; nothing of the chat.

    `ultimo_previo` is the group's last post as it was, to leave it so when the note is taken back.
    """

    mensaje = models.ForeignKey(Mensaje, models.PROTECT, related_name="difusiones")
    grupo = models.ForeignKey(GrupoWhatsApp, models.PROTECT, related_name="difusiones")
    quien = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="quién"
    )
    dia = models.DateField("día", default=timezone.localdate)
    creado = models.DateTimeField("anotado", auto_now_add=True)
    ultimo_previo = models.DateField(null=True, editable=False)

    objects = DifusionQuerySet.as_manager()

    class Meta:
        verbose_name = "difusión"
        verbose_name_plural = "difusiones"
        ordering = ("-dia", "-pk")
        indexes = [
            models.Index(fields=["grupo", "dia"], name="difusion_grupo_dia_idx"),
            models.Index(fields=["-dia", "-id"], name="difusion_dia_idx"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["mensaje", "grupo"], name="difusion_una_por_grupo"),
        ]

    def __str__(self) -> str:
        return f"{self.mensaje}, {self.dia:%d/%m/%Y}"
