"""The space and its catalogues."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone

from comunes.campos_derivados import SiNoDerivado
from comunes.consultas import Juntar
from comunes.models import Catalogo, Ordenable, Versionado
from espacios.enums import EstadoEspacio
from espacios.rejilla import celda_guardada
from territorio.alcance import alcance_de
from territorio.models import Comisaria, Distrito, Municipalidad, Region

# Peru's bounding box, in degrees: what lies outside is a typing error.
LATITUD_MINIMA, LATITUD_MAXIMA = -18.5, 0.1
LONGITUD_MINIMA, LONGITUD_MAXIMA = -81.5, -68.5


class TipoEspacio(Catalogo):
    class Meta(Catalogo.Meta):
        verbose_name = "tipo de espacio"
        verbose_name_plural = "tipos de espacio"


class FactorRiesgo(Catalogo):
    class Meta(Catalogo.Meta):
        verbose_name = "factor de riesgo"
        verbose_name_plural = "factores de riesgo"


def booleano(condicion: Q) -> Case:
    """Return `condicion` as a column of its own."""
    # An empty Q, the whole country, is no condition at all: CASE WHEN wants one.
    return Case(
        When(condicion or Q(pk__isnull=False), then=Value(True)),
        default=Value(False),
        output_field=models.BooleanField(),
    )


def en_silencio(dias: int) -> Q:
    """Return the condition of having had no verified activity in the last `dias` days."""
    desde = timezone.localdate() - timedelta(days=dias)
    return Q(ultima_actividad__isnull=True) | Q(ultima_actividad__lt=desde)


def en_silencio_recuperado(dias: int) -> Q:
    """Return the same of a recovered space: only silence from its recovery on counts."""
    return Q(silencio_desde__lt=timezone.localdate() - timedelta(days=dias))


def _alcanzados(user: Any, permiso: Any) -> Q | None:
    return alcance_de(user, permiso).filtro(
        regiones="region", municipalidades="municipalidad", comisarias="comisaria", espacios="pk"
    )


class EspacioQuerySet(models.QuerySet["EspacioPublico"]):
    def visible_to(self, user: Any, permiso: Any = None) -> "EspacioQuerySet":
        condicion = _alcanzados(user, permiso)
        return self.none() if condicion is None else self.filter(condicion)

    def marcar_permisos(self, user: Any, **permisos: Any) -> "EspacioQuerySet":
        """Annotate, under each name given, whether the row is in the user's scope for that permission."""
        condiciones = {nombre: _alcanzados(user, permiso) for nombre, permiso in permisos.items()}
        return self.annotate(
            **{n: booleano(Q(pk__in=[]) if c is None else c) for n, c in condiciones.items()}
        )

    def en_silencio(self, dias: int) -> "EspacioQuerySet":
        """Rows without a verified activity in the last `dias` days, those that never had one included."""
        return self.filter(en_silencio(dias))

    def publicados(self) -> "EspacioQuerySet":
        """What anybody may see: every space that takes part, with its public data only."""
        return self.exclude(estado=EstadoEspacio.RETIRADO)

    def con_riesgos(self) -> "EspacioQuerySet":
        """Annotate `riesgos`: the names of the risk factors in one text, without a query of their own."""
        marcados = EspacioPublico.factores.through.objects.filter(espaciopublico=OuterRef("pk"))
        juntos = marcados.values_list(Juntar(F("factorriesgo__nombre"), Value(", ")))
        return self.annotate(riesgos=Subquery(juntos))

    def con_lugar(self) -> "EspacioQuerySet":
        return self.select_related("tipo", "distrito", "region", "municipalidad", "comisaria")


class EspacioPublico(Ordenable, Versionado):
    """An open, state-owned place of collective use that was a risk zone."""

    campos_de_busqueda = ("codigo", "nombre", "direccion", "referencia")
    indexada = True

    codigo = models.CharField("código", max_length=20, unique=True, editable=False)
    nombre = models.CharField("nombre", max_length=160)
    tipo = models.ForeignKey(TipoEspacio, models.PROTECT, verbose_name="tipo")
    distrito = models.ForeignKey(Distrito, models.PROTECT, verbose_name="distrito", related_name="+")
    region = models.ForeignKey(
        Region, models.PROTECT, verbose_name="región", related_name="+", editable=False
    )
    municipalidad = models.ForeignKey(Municipalidad, models.PROTECT, related_name="+")
    comisaria = models.ForeignKey(
        Comisaria, models.PROTECT, verbose_name="comisaría", null=True, blank=True, related_name="+"
    )
    direccion = models.CharField("dirección", max_length=200, blank=True, default="")
    referencia = models.CharField("referencia", max_length=200, blank=True, default="")
    latitud = models.DecimalField("latitud", max_digits=9, decimal_places=6, null=True, blank=True)
    longitud = models.DecimalField("longitud", max_digits=9, decimal_places=6, null=True, blank=True)
    # Where it stands on the grid of the maps: a window is read by its cells, whatever else is asked.
    celda = models.GeneratedField(
        expression=celda_guardada(), output_field=models.IntegerField(null=True), db_persist=True
    )
    area_m2 = models.DecimalField("área (m²)", max_digits=10, decimal_places=2, null=True, blank=True)
    titular = models.CharField("titular del predio", max_length=160, blank=True, default="")
    factores = models.ManyToManyField(FactorRiesgo, verbose_name="factores de riesgo", blank=True)
    fecha_incorporacion = models.DateField("fecha de incorporación", default=timezone.localdate)
    estado = models.CharField(
        "estado", max_length=20, choices=EstadoEspacio.choices, default=EstadoEspacio.IDENTIFICADO
    )
    # Kept by the services of diagnoses: the latest one in force is worse than the line base.
    diagnostico_peor = models.BooleanField(
        "el último diagnóstico empeoró", default=False, db_default=False, editable=False
    )
    creado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    # Kept by whoever verifies activities, so that silence is a filter and not a search of the whole table.
    ultima_actividad = models.DateField("última actividad verificada", null=True, editable=False)
    # Kept by the services of the life cycle: the last day on which it came to be recovered.
    recuperado_el = models.DateField("recuperado el", null=True, editable=False)
    # Of a recovered space: its last verified activity or, if later, the day on which it was recovered.
    silencio_desde = models.GeneratedField(
        expression=Greatest(
            Coalesce("recuperado_el", "fecha_incorporacion"),
            Coalesce("ultima_actividad", "recuperado_el", "fecha_incorporacion"),
        ),
        output_field=models.DateField(),
        db_persist=True,
    )
    # Kept by triggers on the committees: whether one is active.
    con_comite = SiNoDerivado(default=False, db_default=False, editable=False)

    objects = EspacioQuerySet.as_manager()

    class Meta:
        verbose_name = "espacio público"
        verbose_name_plural = "espacios públicos"
        ordering = ("clave_orden", "pk")
        # Those of lists end in their order, so that a page is read and not sorted. What comes after the key
        # is compared in the index itself while the list is walked: the province, the silence.
        indexes = [
            models.Index(fields=["region", "clave_orden", "id", "municipalidad"], name="espacio_region_idx"),
            models.Index(fields=["municipalidad", "clave_orden", "id"], name="espacio_muni_idx"),
            models.Index(fields=["comisaria", "clave_orden", "id"], name="espacio_comisaria_idx"),
            models.Index(
                fields=["estado", "clave_orden", "id", "ultima_actividad"], name="espacio_estado_idx"
            ),
            models.Index(
                fields=["region", "estado", "clave_orden", "id", "municipalidad"],
                name="espacio_region_estado_idx",
            ),
            models.Index(
                fields=["municipalidad", "estado", "clave_orden", "id"], name="espacio_muni_estado_idx"
            ),
            models.Index(fields=["tipo", "clave_orden", "id"], name="espacio_tipo_idx"),
            # All that a window of the map needs to count and group its spaces, without reading their rows.
            models.Index(
                fields=["celda", "latitud", "longitud", "estado", "region", "municipalidad"],
                name="espacio_celda_idx",
            ),
            models.Index(fields=["region", "distrito", "estado"], name="espacio_por_lugar_idx"),
            models.Index(fields=["clave_orden", "id", "ultima_actividad"], name="espacio_silencio_idx"),
            # What «Mi semana» reads first: those that wait for a committee, those silent for longest.
            models.Index(fields=["fecha_incorporacion", "id"], name="espacio_incorporacion_idx"),
            models.Index(fields=["silencio_desde", "id"], name="espacio_callado_idx"),
            models.Index(fields=["region", "silencio_desde", "id"], name="espacio_region_callado_idx"),
            models.Index(fields=["municipalidad", "silencio_desde", "id"], name="espacio_muni_callado_idx"),
            models.Index(
                fields=["fecha_incorporacion", "id"],
                name="espacio_sin_comite_idx",
                condition=Q(con_comite=False),
            ),
            models.Index(
                fields=["region", "fecha_incorporacion", "id"],
                name="espacio_region_sin_comite_idx",
                condition=Q(con_comite=False),
            ),
            models.Index(
                fields=["municipalidad", "fecha_incorporacion", "id"],
                name="espacio_muni_sin_comite_idx",
                condition=Q(con_comite=False),
            ),
            models.Index(
                fields=["clave_orden", "id"],
                name="espacio_sin_actividad_idx",
                condition=Q(ultima_actividad__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitud__isnull=True, longitud__isnull=True)
                | Q(
                    latitud__range=(LATITUD_MINIMA, LATITUD_MAXIMA),
                    longitud__range=(LONGITUD_MINIMA, LONGITUD_MAXIMA),
                ),
                name="espacio_punto_en_peru",
                violation_error_message="El punto está fuera del Perú.",
            ),
            models.CheckConstraint(
                condition=Q(area_m2__isnull=True) | Q(area_m2__gt=0),
                name="espacio_area_positiva",
                violation_error_message="El área debe ser mayor que cero.",
            ),
        ]

    def __str__(self) -> str:
        return self.nombre

    def get_absolute_url(self) -> str:
        return reverse("espacios:espacio-detalle", args=[self.codigo])

    @property
    def estado_enum(self) -> EstadoEspacio:
        return EstadoEspacio(self.estado)

    @property
    def dia_de_recuperado(self) -> date:
        """Day on which a recovered space came to be so; one that came in like that, its first."""
        return self.recuperado_el or self.fecha_incorporacion
