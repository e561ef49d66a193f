"""What neighbours see in their space, measured the same way each time so that it can be compared."""

import uuid
from typing import Any, Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from comunes.models import Versionado
from espacios.enums import (
    EstadoDiagnostico,
    MetodoDiagnostico,
    MomentoDiagnostico,
    PasoDiagnostico,
    RespuestaPercepcion,
    SeccionDiagnostico,
)
from espacios.models.espacio import EspacioPublico, FactorRiesgo
from espacios.models.lugar import EnUnEspacio
from territorio.alcance import alcance_de, por_su

# The five UN-Habitat dimensions, each scored from 1 (very bad) to 5 (very good).
DIMENSIONES: Final = ("seguridad", "inclusion", "conectividad", "accesibilidad", "sostenibilidad")
# Answers to «how safe do you feel here», from best to worst.
RESPUESTAS: Final = tuple(RespuestaPercepcion.values)
SEXOS: Final = ("mujeres", "hombres", "sexo_sin_dato")
EDADES: Final = ("edad_0_13", "edad_14_17", "edad_18_29", "edad_30_59", "edad_60_mas")
PERSONAS_MAXIMO: Final = 4_999
# Below it a share says little: one answer moves it by more than three points.
ENCUESTA_MINIMA: Final = 30
TEXTO_MAXIMO: Final = 2_000

_ABIERTO = Q(estado__in=[EstadoDiagnostico.BORRADOR, EstadoDiagnostico.ENVIADO, EstadoDiagnostico.OBSERVADO])
_ENTREGADO = Q(estado__in=[EstadoDiagnostico.ENVIADO, EstadoDiagnostico.VALIDADO])


class DiagnosticoQuerySet(models.QuerySet["Diagnostico"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "DiagnosticoQuerySet":
        condicion = alcance_de(user, permiso).filtro(
            regiones="region",
            municipalidades="municipalidad",
            comisarias="espacio__comisaria",
            espacios="espacio",
        )
        return self.none() if condicion is None else self.filter(condicion)

    def abiertos(self) -> "DiagnosticoQuerySet":
        return self.filter(_ABIERTO)

    def en_pie(self) -> "DiagnosticoQuerySet":
        """Every one that was not thrown away."""
        return self.exclude(estado=EstadoDiagnostico.DESCARTADO)

    def vigentes(self) -> "DiagnosticoQuerySet":
        """Validated ones that no validated version has taken the place of."""
        validados = self.filter(estado=EstadoDiagnostico.VALIDADO)
        return validados.exclude(enmienda__estado=EstadoDiagnostico.VALIDADO)


def _puntaje(nombre: str) -> Any:
    return models.PositiveSmallIntegerField(nombre, null=True, blank=True)


def _cuenta(nombre: str) -> Any:
    return models.PositiveSmallIntegerField(nombre, default=0)


def _entre(campos: tuple[str, ...], minimo: int, maximo: int) -> Q:
    """Return the condition that each field is empty or lies between both ends."""
    todas = Q()
    for campo in campos:
        todas &= Q(**{f"{campo}__isnull": True}) | Q(**{f"{campo}__range": (minimo, maximo)})
    return todas


def _suma(campos: tuple[str, ...]) -> Any:
    primero, *resto = (F(campo) for campo in campos)
    return sum(resto, start=primero)


class Diagnostico(EnUnEspacio, Versionado):
    """One participatory look at a space. Locked once validated; amended by a new version of it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    espacio = models.ForeignKey(EspacioPublico, models.PROTECT, related_name="diagnosticos")
    momento = models.CharField("momento", max_length=12, choices=MomentoDiagnostico.choices)
    edicion = models.PositiveSmallIntegerField("edición", default=1, editable=False)
    enmienda_de = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="enmienda", verbose_name="corrige a"
    )
    estado = models.CharField(
        "estado", max_length=10, choices=EstadoDiagnostico.choices, default=EstadoDiagnostico.BORRADOR
    )
    fecha = models.DateField("fecha", default=timezone.localdate)
    metodos = models.JSONField("métodos", default=list)
    factores = models.ManyToManyField(FactorRiesgo, verbose_name="factores de riesgo", related_name="+")

    potencialidades = models.TextField("potencialidades", max_length=TEXTO_MAXIMO, blank=True, default="")
    actores = models.TextField("actores", max_length=TEXTO_MAXIMO, blank=True, default="")
    oportunidades = models.TextField("oportunidades", max_length=TEXTO_MAXIMO, blank=True, default="")

    seguridad = _puntaje("seguridad")
    inclusion = _puntaje("inclusión")
    conectividad = _puntaje("conectividad")
    accesibilidad = _puntaje("accesibilidad")
    sostenibilidad = _puntaje("sostenibilidad")

    mujeres = _cuenta("mujeres")
    hombres = _cuenta("hombres")
    sexo_sin_dato = _cuenta("no declaran sexo")
    edad_0_13 = _cuenta("menores de 14")
    edad_14_17 = _cuenta("de 14 a 17")
    edad_18_29 = _cuenta("de 18 a 29")
    edad_30_59 = _cuenta("de 30 a 59")
    edad_60_mas = _cuenta("de 60 a más")

    muy_seguro = _cuenta("muy seguro")
    seguro = _cuenta("seguro")
    ni_seguro_ni_inseguro = _cuenta("ni seguro ni inseguro")
    inseguro = _cuenta("inseguro")
    muy_inseguro = _cuenta("muy inseguro")

    autor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # Everybody who changed something in it: none of them may validate it.
    editores = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name="lo editaron", blank=True, related_name="+"
    )
    enviado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    validado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    validado_en = models.DateTimeField("validado", null=True, blank=True)

    objects = DiagnosticoQuerySet.as_manager()

    class Meta:
        verbose_name = "diagnóstico"
        verbose_name_plural = "diagnósticos"
        ordering = ("-fecha", "-pk")
        indexes = [
            models.Index(fields=["espacio", "-fecha", "-id"], name="diagnostico_espacio_idx"),
            models.Index(fields=["estado", "-fecha", "-id"], name="diagnostico_estado_idx"),
            models.Index(fields=["region", "estado", "fecha", "id"], name="diagnostico_region_idx"),
            models.Index(fields=["municipalidad", "estado", "fecha", "id"], name="diagnostico_muni_idx"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=_entre(DIMENSIONES, 1, 5),
                name="diagnostico_puntajes_1_a_5",
                violation_error_message="Cada puntaje va de 1 a 5.",
            ),
            models.CheckConstraint(
                condition=_entre((*SEXOS, *EDADES, *RESPUESTAS), 0, PERSONAS_MAXIMO),
                name="diagnostico_cuentas_rango",
                violation_error_message="Las cantidades van de 0 a 4999.",
            ),
            models.CheckConstraint(
                condition=~_ENTREGADO | Q(**{f"{d}__isnull": False for d in DIMENSIONES}),
                name="diagnostico_entregado_con_puntajes",
                violation_error_message="Faltan puntajes.",
            ),
            models.CheckConstraint(
                condition=~_ENTREGADO | Q(mujeres__gt=0) | Q(hombres__gt=0) | Q(sexo_sin_dato__gt=0),
                name="diagnostico_entregado_con_gente",
                violation_error_message="Falta cuántas personas participaron.",
            ),
            models.CheckConstraint(
                condition=~_ENTREGADO | Q(edad_60_mas__lte=_suma(SEXOS) - _suma(EDADES[:-1])),
                name="diagnostico_edades_caben",
                violation_error_message="Las edades suman más personas que las que participaron.",
            ),
            models.CheckConstraint(
                condition=~_ENTREGADO | Q(enviado_por__isnull=False),
                name="diagnostico_entregado_por_alguien",
            ),
            models.CheckConstraint(
                condition=Q(estado="validado", validado_por__isnull=False, validado_en__isnull=False)
                | Q(~Q(estado="validado"), validado_por__isnull=True, validado_en__isnull=True),
                name="diagnostico_validado_por_alguien",
            ),
            models.CheckConstraint(
                condition=Q(validado_por__isnull=True)
                | (
                    (Q(autor__isnull=True) | ~Q(validado_por=F("autor")))
                    & (Q(enviado_por__isnull=True) | ~Q(validado_por=F("enviado_por")))
                ),
                name="diagnostico_valida_otra_persona",
                violation_error_message="Valida otra persona, no quien lo hizo ni quien lo envió.",
            ),
            models.CheckConstraint(
                condition=Q(edicion=1, enmienda_de__isnull=True)
                | Q(edicion__gt=1, enmienda_de__isnull=False),
                name="diagnostico_edicion_con_anterior",
            ),
            models.UniqueConstraint(
                fields=["espacio"],
                condition=Q(momento=MomentoDiagnostico.LINEA_BASE, enmienda_de__isnull=True)
                & ~Q(estado=EstadoDiagnostico.DESCARTADO),
                name="diagnostico_una_linea_base",
                violation_error_message="Este espacio ya tiene su línea base.",
            ),
            models.UniqueConstraint(
                fields=["enmienda_de"],
                condition=~Q(estado=EstadoDiagnostico.DESCARTADO),
                name="diagnostico_una_enmienda",
                violation_error_message="Ya hay una versión nueva de este diagnóstico.",
            ),
            models.UniqueConstraint(
                fields=["espacio", "momento"],
                condition=_ABIERTO,
                name="diagnostico_uno_abierto",
                violation_error_message="Ya hay un diagnóstico abierto de este momento.",
            ),
        ]

    def __str__(self) -> str:
        version = f", versión {self.edicion}" if self.edicion > 1 else ""
        return f"{self.get_momento_display()} del {self.fecha:%d/%m/%Y}{version}"

    def get_absolute_url(self) -> str:
        return reverse("espacios:diagnostico-detalle", args=[self.uuid])

    @property
    def estado_enum(self) -> EstadoDiagnostico:
        return EstadoDiagnostico(self.estado)

    @property
    def nombres_de_metodos(self) -> list[str]:
        return [str(MetodoDiagnostico(m).label) for m in self.metodos]

    @property
    def participantes(self) -> int:
        return sum(getattr(self, campo) for campo in SEXOS)

    @property
    def edad_sin_dato(self) -> int:
        """Whoever took part and is in no age group; never below zero while a draft does not add up."""
        return max(0, self.participantes - sum(getattr(self, campo) for campo in EDADES))

    @property
    def puntaje(self) -> int | None:
        """The five scores added up, from 5 to 25; None while one is missing."""
        puntajes = [getattr(self, campo) for campo in DIMENSIONES]
        return None if None in puntajes else sum(puntajes)

    @property
    def encuestas(self) -> int:
        """n: the valid answers of the perception survey."""
        return sum(getattr(self, campo) for campo in RESPUESTAS)

    @property
    def inseguridad(self) -> float | None:
        """The share, in percent, that feels unsafe or very unsafe; None without answers."""
        n = self.encuestas
        return 100 * (self.inseguro + self.muy_inseguro) / n if n else None


class RevisionDiagnosticoQuerySet(models.QuerySet["RevisionDiagnostico"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "RevisionDiagnosticoQuerySet":
        return por_su(self, "diagnostico", Diagnostico.objects.visible_to, user, permiso)


class RevisionDiagnostico(models.Model):
    """One step between who made a diagnosis and who reviews it; never edited.

    `comentarios` holds a text by section (`SeccionDiagnostico`).
    """

    diagnostico = models.ForeignKey(Diagnostico, models.PROTECT, related_name="revisiones")
    paso = models.CharField("paso", max_length=10, choices=PasoDiagnostico.choices)
    comentarios = models.JSONField("comentarios", default=dict, blank=True)
    autor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    creada = models.DateTimeField(auto_now_add=True)

    objects = RevisionDiagnosticoQuerySet.as_manager()

    class Meta:
        verbose_name = "revisión de diagnóstico"
        verbose_name_plural = "revisiones de diagnósticos"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.get_paso_display()

    @property
    def comentarios_en_palabras(self) -> list[tuple[str, str]]:
        """The comments with the names of their sections, in the order of the form."""
        return [(str(s.label), self.comentarios[s]) for s in SeccionDiagnostico if s in self.comentarios]
