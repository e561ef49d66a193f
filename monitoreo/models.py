"""The figures the programme declares, with their source: shown beside what is registered."""

from django.db import models


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
