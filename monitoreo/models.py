"""The figures the programme declares, with their source: shown beside what is registered."""

from typing import Any

from django.db import models

from personas.models import Persona
from territorio.models import Comisaria, Municipalidad, Region


class CorteDeclarado(models.Model):
    """A dated set of declared figures; the date is unknown when the source states none."""

    fuente = models.CharField("fuente", max_length=400)
    fecha = models.DateField("fecha de corte", null=True, blank=True)
    vigente = models.BooleanField("se muestra", default=True)
    creado = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "corte declarado"
        verbose_name_plural = "cortes declarados"
        ordering = ("-vigente", "-creado")
        constraints = [
            models.UniqueConstraint(
                fields=["vigente"], condition=models.Q(vigente=True), name="corte_declarado_uno_vigente"
            )
        ]

    def __str__(self) -> str:
        return self.fuente

    @property
    def fecha_en_palabras(self) -> str:
        return f"{self.fecha:%d/%m/%Y}" if self.fecha else "fecha no indicada en la fuente"


class Operador(models.TextChoices):
    """How a declared value is to be read; a lower bound gives no percentage."""

    IGUAL = "igual", "exactamente"
    MAS_DE = "mas-de", "más de"


class CifraDeclarada(models.Model):
    corte = models.ForeignKey(CorteDeclarado, models.PROTECT, related_name="cifras")
    indicador = models.SlugField("indicador", max_length=40)
    operador = models.CharField("operador", max_length=10, choices=Operador.choices, default=Operador.IGUAL)
    valor = models.PositiveIntegerField("valor")

    class Meta:
        verbose_name = "cifra declarada"
        verbose_name_plural = "cifras declaradas"
        ordering = ("corte", "pk")
        constraints = [
            models.UniqueConstraint(fields=["corte", "indicador"], name="cifra_declarada_una_por_indicador")
        ]

    def __str__(self) -> str:
        return f"{self.get_operador_display()} {self.valor}"

    @property
    def prefijo(self) -> str:
        """The words before the value; nothing when it is exact."""
        return "" if self.operador == Operador.IGUAL else str(self.get_operador_display())


def _cuenta(**opciones: Any) -> Any:
    return models.PositiveIntegerField(default=0, **opciones)


class Conteo(models.Model):
    """What a municipality (and precinct) has on a day, counted beforehand: dashboards add these rows up.

    The row without a place says that every place was counted for that day. `monitoreo.conteos` says what
    each figure counts.
    """

    dia = models.DateField()
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    municipalidad = models.ForeignKey(Municipalidad, models.PROTECT, null=True, related_name="+")
    comisaria = models.ForeignKey(Comisaria, models.PROTECT, null=True, related_name="+")
    espacios = _cuenta()
    incorporados = _cuenta()
    comites = _cuenta()
    constituidos = _cuenta()
    por_renovar = _cuenta()
    membresias = _cuenta()
    membresias_en_corte = _cuenta()
    verificadas = _cuenta()
    autogestionadas = _cuenta()
    grupos = _cuenta()
    grupos_de_constituidos = _cuenta()
    con_grupo = _cuenta(db_default=0)
    silenciosos = _cuenta(db_default=0)
    sin_respaldo = _cuenta(db_default=0)
    sin_reglas = _cuenta(db_default=0)

    class Meta:
        verbose_name = "conteo"
        verbose_name_plural = "conteos"

    def __str__(self) -> str:
        return f"{self.municipalidad_id or 'país'} {self.dia}"


class ConteoDeCharlas(models.Model):
    """The attendances of the closed talks of a region, and the distinct persons among them, as of `contado`.

    Without a region, of the country: talks hang from no municipality, and persons do not add up.
    """

    dia = models.DateField()
    region = models.OneToOneField(Region, models.PROTECT, null=True, related_name="+")
    asistencias = _cuenta()
    capacitadas = _cuenta()
    contado = models.DateTimeField()

    class Meta:
        verbose_name = "conteo de charlas"
        verbose_name_plural = "conteos de charlas"

    def __str__(self) -> str:
        return f"{self.region_id or 'país'} {self.dia}"


class CambioPorContar(models.Model):
    """A municipality where something that is counted changed since; written by triggers, never edited.

    Without one, what changed is counted for the whole country: talks.

    Once for each transaction (`tanda`, see `comunes.disparadores`), however many rows it writes.
    """

    municipalidad = models.CharField(max_length=6)
    tanda = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        verbose_name = "cambio por contar"
        verbose_name_plural = "cambios por contar"
        indexes = [models.Index(fields=["municipalidad", "tanda"], name="cambio_por_contar_idx")]

    def __str__(self) -> str:
        return self.municipalidad


class PersonaRepetida(models.Model):
    """Somebody who belongs, or once belonged, to several committees: persons are fewer than memberships."""

    persona = models.OneToOneField(Persona, models.CASCADE, primary_key=True, related_name="+")

    class Meta:
        verbose_name = "persona en varios comités"
        verbose_name_plural = "personas en varios comités"

    def __str__(self) -> str:
        return f"Persona {self.pk}"
