"""What neighbours do for their space: its kind, its data and its verification by somebody else."""

import uuid
from datetime import timedelta
from functools import reduce
from operator import add
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from actividades.desglose import Grupos, con_resto
from actividades.enums import (
    PROGRAMADAS,
    EstadoActividad,
    FamiliaDeActividad,
    IconoActividad,
    Organizador,
    Paso,
)
from comites.models import Comite
from comunes.consultas import al_paso
from comunes.models import Buscable, Catalogo, Versionado
from comunes.texto import en_una_linea
from espacios.models import EnUnEspacio, EspacioPublico
from territorio.alcance import alcance_de

PARTICIPANTES_MAXIMO = 4_999
FOTOS_MAXIMO = 10
PASOS_MAXIMO, PASO_LARGO = 8, 120
POR_SEXO = ("mujeres", "hombres")
POR_EDAD = ("menores_de_14", "de_14_a_17", "de_18_a_29", "de_30_a_59", "de_60_a_mas")


def _caben(campos: tuple[str, ...]) -> Q:
    """Groups that were counted add up to no more than the total; without any, whatever the total."""
    # Without the blank that `Coalesce` puts behind its comma: Django reads a SQLite table's columns by it.
    o_cero = (Func(F(campo), template="COALESCE(%(expressions)s,0)") for campo in campos)
    suma = reduce(add, o_cero)
    return Q(**{f"{campo}__isnull": True for campo in campos}) | Q(participantes__gte=suma)


class TipoActividad(Catalogo):
    icono = models.CharField(
        "icono", max_length=40, choices=IconoActividad.choices, default=IconoActividad.VISTO
    )
    familia = models.CharField(
        "se parece a",
        max_length=12,
        choices=FamiliaDeActividad.choices,
        blank=True,
        default="",
        db_default="",
        help_text="Al anotar dos que se parecen, en un mismo lugar y día, se pregunta si son la misma.",
    )
    lista = models.TextField(
        "lista de pasos",
        blank=True,
        default="",
        help_text="Un paso por línea, hasta ocho. El comité los marca al anotar la actividad.",
    )

    class Meta(Catalogo.Meta):
        verbose_name = "tipo de actividad"
        verbose_name_plural = "tipos de actividad"

    def clean(self) -> None:
        if len(self.pasos) > PASOS_MAXIMO or any(len(paso) > PASO_LARGO for paso in self.pasos):
            motivo = f"Caben {PASOS_MAXIMO} pasos de hasta {PASO_LARGO} letras."
            raise ValidationError({"lista": motivo})

    @property
    def parecidos(self) -> Q:
        """The condition of being of this kind, or of one that people may call it instead."""
        iguales = Q(tipo=self)
        return iguales | Q(tipo__familia=self.familia) if self.familia else iguales

    @property
    def pasos(self) -> list[str]:
        """The checklist that activities of this kind carry, if any."""
        return list(dict.fromkeys(filter(None, map(en_una_linea, self.lista.splitlines()))))


class ActividadQuerySet(models.QuerySet["Actividad"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "ActividadQuerySet":
        condicion = alcance_de(user, permiso).filtro(
            regiones="region",
            municipalidades="municipalidad",
            comisarias="espacio__comisaria",
            comites="comite",
        )
        return self.none() if condicion is None else self.filter(condicion)

    def verificadas(self) -> "ActividadQuerySet":
        return self.filter(estado=EstadoActividad.VERIFICADA)

    def autogestionadas(self) -> "ActividadQuerySet":
        """What the indicator counts: verified, and organised by the committee itself."""
        return self.verificadas().filter(organizador=Organizador.COMITE)

    def programadas(self) -> "ActividadQuerySet":
        """What is still to be done, on its first day or on another one."""
        return self.filter(estado__in=PROGRAMADAS)

    def anotadas(self, *, tras_otras: bool = False) -> "ActividadQuerySet":
        """What was written down and, once its day came, what had been planned and was called off.

        Nothing done is of a day to come: that lets an index begin where these do; `tras_otras`, on a
        page that goes on from another, which says itself where it begins.
        """
        manana = timezone.localdate() + timedelta(days=1)
        hasta_hoy = al_paso("fecha", antes_de=manana) if tras_otras else Q(fecha__lt=manana)
        return self.filter(hasta_hoy).exclude(estado__in=PROGRAMADAS)

    def por_verificar(self) -> "ActividadQuerySet":
        return self.filter(estado=EstadoActividad.REALIZADA)


class Actividad(EnUnEspacio, Buscable, Versionado):
    """One activity. `uuid` is made by whoever writes it down: sent twice, it is still one."""

    campos_de_busqueda = ("titulo", "resultado")
    indexada = True

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    espacio = models.ForeignKey(EspacioPublico, models.PROTECT, related_name="actividades")
    comite = models.ForeignKey(
        Comite, models.PROTECT, null=True, blank=True, related_name="actividades", verbose_name="comité"
    )
    organizador = models.CharField(
        "quién la organizó", max_length=15, choices=Organizador.choices, default=Organizador.COMITE
    )
    tipo = models.ForeignKey(TipoActividad, models.PROTECT, verbose_name="tipo")
    titulo = models.CharField("título", max_length=160, blank=True, default="")
    fecha = models.DateField("fecha")
    # The checklist of its kind as it was that day: pairs of step and whether it was done.
    lista = models.JSONField("lista de pasos", default=list, editable=False)
    # Only of what is planned: its hour, and the series it was planned with.
    hora = models.TimeField("hora", null=True, blank=True)
    serie = models.UUIDField(null=True, editable=False)
    participantes = models.PositiveIntegerField("participantes", null=True, blank=True)
    apoyo = models.CharField("con apoyo de", max_length=200, blank=True, default="")
    resultado = models.TextField("qué contar", max_length=2000, blank=True, default="")
    # Who took part, as far as somebody counted: by sex and by age, each at most `participantes`.
    mujeres = models.PositiveSmallIntegerField("mujeres", null=True, blank=True)
    hombres = models.PositiveSmallIntegerField("hombres", null=True, blank=True)
    menores_de_14 = models.PositiveSmallIntegerField("menos de 14 años", null=True, blank=True)
    de_14_a_17 = models.PositiveSmallIntegerField("de 14 a 17", null=True, blank=True)
    de_18_a_29 = models.PositiveSmallIntegerField("de 18 a 29", null=True, blank=True)
    de_30_a_59 = models.PositiveSmallIntegerField("de 30 a 59", null=True, blank=True)
    de_60_a_mas = models.PositiveSmallIntegerField("60 o más", null=True, blank=True)
    siguiente_paso = models.CharField("qué sigue", max_length=300, blank=True, default="", db_default="")
    estado = models.CharField(
        "estado", max_length=15, choices=EstadoActividad.choices, default=EstadoActividad.REALIZADA
    )
    autor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    verificada_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    verificada_en = models.DateTimeField("verificada", null=True, blank=True)
    observacion = models.CharField("qué falta", max_length=500, blank=True, default="")
    # Kept by the services, so that the database itself can ask for evidence and cap it.
    total_fotos = models.PositiveSmallIntegerField("fotos", default=0, editable=False)
    # Kept like `total_fotos`: what invited institutions sent through their links.
    fotos_de_invitados = models.PositiveSmallIntegerField(
        "fotos de invitados", default=0, db_default=0, editable=False
    )
    # How many photos the phone said it would send: they arrive one by one, over days if it must be.
    fotos_anunciadas = models.PositiveSmallIntegerField("fotos anunciadas", default=0, editable=False)

    objects = ActividadQuerySet.as_manager()

    class Meta:
        verbose_name = "actividad"
        verbose_name_plural = "actividades"
        ordering = ("-fecha", "-pk")
        indexes = [
            models.Index(fields=["-fecha", "-id"], name="actividad_fecha_idx"),
            models.Index(fields=["estado", "-fecha", "-id"], name="actividad_estado_idx"),
            models.Index(fields=["espacio", "-fecha", "-id"], name="actividad_espacio_idx"),
            models.Index(fields=["comite", "-fecha", "-id"], name="actividad_comite_idx"),
            models.Index(fields=["tipo", "-fecha", "-id"], name="actividad_tipo_idx"),
            models.Index(fields=["estado", "-verificada_en", "-id"], name="actividad_verificadas_idx"),
            # The list of a place; the province is compared in the index itself while it is walked.
            models.Index(
                fields=["region", "-fecha", "-id", "municipalidad"], name="actividad_region_fecha_idx"
            ),
            models.Index(fields=["municipalidad", "-fecha", "-id"], name="actividad_muni_fecha_idx"),
            # What «Mi semana» of a place reads: what waits or was done, in order; what was verified lately.
            models.Index(fields=["region", "estado", "fecha", "id"], name="actividad_region_idx"),
            models.Index(fields=["municipalidad", "estado", "fecha", "id"], name="actividad_muni_idx"),
            models.Index(
                fields=["region", "-verificada_en", "-id"],
                name="actividad_region_verif_idx",
                condition=Q(verificada_en__isnull=False),
            ),
            models.Index(
                fields=["municipalidad", "-verificada_en", "-id"],
                name="actividad_muni_verif_idx",
                condition=Q(verificada_en__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(participantes__isnull=True)
                | Q(participantes__gte=1, participantes__lte=PARTICIPANTES_MAXIMO),
                name="actividad_participantes_rango",
                violation_error_message="Escribe cuántas personas fueron: de 1 a 4999.",
            ),
            models.CheckConstraint(
                condition=_caben(POR_SEXO),
                name="actividad_sexo_dentro_del_total",
                violation_error_message="Mujeres y hombres suman más que el total.",
            ),
            models.CheckConstraint(
                condition=_caben(POR_EDAD),
                name="actividad_edad_dentro_del_total",
                violation_error_message="Las edades suman más que el total.",
            ),
            models.CheckConstraint(
                condition=~Q(estado="verificada")
                | Q(verificada_por__isnull=False, verificada_en__isnull=False, participantes__isnull=False),
                name="actividad_verificada_completa",
            ),
            models.CheckConstraint(
                condition=Q(verificada_por__isnull=True)
                | Q(autor__isnull=True)
                | ~Q(verificada_por=F("autor")),
                name="actividad_verifica_otra_persona",
                violation_error_message="Verifica otra persona, no quien la anotó.",
            ),
            models.CheckConstraint(
                condition=~Q(organizador="comite") | Q(comite__isnull=False),
                name="actividad_de_comite_con_comite",
            ),
            models.CheckConstraint(
                condition=Q(total_fotos__lte=FOTOS_MAXIMO),
                name="actividad_fotos_maximo",
                violation_error_message="En una actividad caben 10 fotos.",
            ),
            models.CheckConstraint(
                condition=Q(fotos_anunciadas__lte=FOTOS_MAXIMO),
                name="actividad_anunciadas_maximo",
                violation_error_message="En una actividad caben 10 fotos.",
            ),
            models.CheckConstraint(
                condition=~Q(estado="verificada") | Q(total_fotos__gte=1) | Q(fotos_de_invitados__gte=1),
                name="actividad_verificada_con_evidencia",
                violation_error_message="Falta al menos una foto.",
            ),
        ]

    def __str__(self) -> str:
        return self.titulo or str(self.tipo)

    def get_absolute_url(self) -> str:
        return reverse("actividades:actividad-detalle", args=[self.uuid])

    @property
    def estado_enum(self) -> EstadoActividad:
        return EstadoActividad(self.estado)

    @property
    def por_hacer(self) -> bool:
        """Whether it is planned, and nobody wrote it down as done."""
        return self.estado in PROGRAMADAS

    @property
    def invitacion(self) -> str:
        """The words that call the group to what is planned: no names, no phones."""
        cuando = date_format(self.fecha, r"l j \d\e F")
        hora = f" a las {self.hora:%H:%M}" if self.hora else ""
        return f"Te esperamos: {self} en {self.espacio.nombre}, {cuando}{hora}."

    @property
    def por_sexo(self) -> Grupos:
        return self._grupos(POR_SEXO)

    @property
    def por_edad(self) -> Grupos:
        return self._grupos(POR_EDAD)

    def _grupos(self, campos: tuple[str, ...]) -> Grupos:
        nombres = [str(self._meta.get_field(campo).verbose_name) for campo in campos]  # type: ignore[union-attr]
        contados = zip(nombres, (getattr(self, campo) for campo in campos), strict=True)
        return con_resto(contados, self.participantes or 0)

    @property
    def cumplidos(self) -> frozenset[str]:
        """The steps of its checklist that were done."""
        return frozenset(paso for paso, hecho in self.lista if hecho)

    @property
    def pasos_cumplidos(self) -> int:
        return len(self.cumplidos)

    @property
    def rechazada_por(self) -> int | None:
        """The key of whoever turned it down last."""
        rechazos = self.revisiones.filter(paso=Paso.RECHAZAR)  # type: ignore[attr-defined]
        return rechazos.order_by("-pk").values_list("autor", flat=True).first()

    @property
    def fotos_en_pie(self) -> int:
        """How many photos it has, whoever sent them."""
        return self.total_fotos + self.fotos_de_invitados

    @property
    def fotos_por_llegar(self) -> int:
        return max(0, self.fotos_anunciadas - self.total_fotos)

    @property
    def recibo(self) -> str:
        """The number people quote when they ask about it: «A-2026-0418»."""
        return f"A-{timezone.localtime(self.creado):%Y}-{self.pk:04d}"
