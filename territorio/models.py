"""The eight regions and what lies in them. INEI codes are the keys; the RENIEC code stands beside."""

from typing import Any

from django.db import models

from comunes.models import Buscable
from territorio.alcance import alcance_de


class TerritorioQuerySet(models.QuerySet[Any]):
    """Reference data: rows vanish from newer files, never from the table."""

    # How this kind of place is reached by each kind of assignment.
    rutas: dict[str, str] = {}

    def visible_to(self, user: Any, permiso: Any = None) -> "TerritorioQuerySet":
        condicion = alcance_de(user, permiso).filtro(**self.rutas)
        return self.none() if condicion is None else self.filter(condicion).distinct()

    def activos(self) -> "TerritorioQuerySet":
        return self.filter(activo=True)


class RegionQuerySet(TerritorioQuerySet):
    rutas = {
        "regiones": "pk",
        "municipalidades": "municipalidades",
        "comisarias": "comisarias",
    }


class ProvinciaQuerySet(TerritorioQuerySet):
    rutas = {
        "regiones": "region",
        "municipalidades": "distritos__municipalidad",
        "comisarias": "distritos__comisarias",
    }


class MunicipalidadQuerySet(TerritorioQuerySet):
    rutas = {"regiones": "region", "municipalidades": "pk"}


class ComisariaQuerySet(TerritorioQuerySet):
    rutas = {"regiones": "region", "municipalidades": "distrito__municipalidad", "comisarias": "pk"}


class DistritoQuerySet(TerritorioQuerySet):
    rutas = {"regiones": "region", "municipalidades": "municipalidad", "comisarias": "comisarias"}


class Territorio(Buscable):
    """What every place has: a name to search by, and whether the newest file still lists it."""

    campos_de_busqueda = ("nombre",)

    nombre = models.CharField("nombre", max_length=160)
    activo = models.BooleanField("activo", default=True)

    class Meta:
        abstract = True
        ordering = ("nombre",)

    def __str__(self) -> str:
        return self.nombre


class Region(Territorio):
    """A region of the programme. Lima Metropolitana is the province of Lima (1501)."""

    ubigeo = models.CharField("código INEI", max_length=4, primary_key=True)
    iso_3166_2 = models.CharField("código ISO", max_length=6)
    tipo = models.CharField("tipo", max_length=40)
    capital = models.CharField("capital", max_length=80)
    poblacion = models.PositiveIntegerField("población proyectada 2025", null=True)
    latitud = models.DecimalField("latitud", max_digits=8, decimal_places=5, null=True)
    longitud = models.DecimalField("longitud", max_digits=8, decimal_places=5, null=True)

    objects = RegionQuerySet.as_manager()

    class Meta(Territorio.Meta):
        verbose_name = "región"
        verbose_name_plural = "regiones"


class Provincia(Territorio):
    ubigeo = models.CharField("código INEI", max_length=4, primary_key=True)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="provincias", verbose_name="región"
    )
    capital = models.CharField("capital", max_length=80)
    poblacion = models.PositiveIntegerField("población proyectada 2025", null=True)

    objects = ProvinciaQuerySet.as_manager()

    class Meta(Territorio.Meta):
        verbose_name = "provincia"
        verbose_name_plural = "provincias"


class Distrito(Territorio):
    ubigeo = models.CharField("código INEI", max_length=6, primary_key=True)
    ubigeo_reniec = models.CharField("código RENIEC", max_length=6)
    provincia = models.ForeignKey(Provincia, on_delete=models.PROTECT, related_name="distritos")
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="distritos", verbose_name="región"
    )
    nombre_inei = models.CharField("grafía del INEI", max_length=160)
    poblacion = models.PositiveIntegerField("población proyectada 2025", null=True)
    latitud = models.DecimalField("latitud de la capital", max_digits=8, decimal_places=5, null=True)
    longitud = models.DecimalField("longitud de la capital", max_digits=8, decimal_places=5, null=True)
    centro_latitud = models.DecimalField("latitud del centro", max_digits=8, decimal_places=5, null=True)
    centro_longitud = models.DecimalField("longitud del centro", max_digits=8, decimal_places=5, null=True)

    objects = DistritoQuerySet.as_manager()

    class Meta(Territorio.Meta):
        verbose_name = "distrito"
        verbose_name_plural = "distritos"
        constraints = [
            # A district that INEI renumbers keeps its RENIEC code; the retired row holds it too.
            models.UniqueConstraint(
                fields=["ubigeo_reniec"], condition=models.Q(activo=True), name="distrito_reniec_unico"
            )
        ]


class Municipalidad(Territorio):
    """One per district; the provincial capital's is the provincial one."""

    distrito = models.OneToOneField(
        Distrito, on_delete=models.PROTECT, primary_key=True, related_name="municipalidad"
    )
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="municipalidades", verbose_name="región"
    )
    tipo = models.CharField("tipo", max_length=20)
    sede = models.CharField("sede", max_length=80)

    objects = MunicipalidadQuerySet.as_manager()

    class Meta(Territorio.Meta):
        verbose_name = "municipalidad"
        verbose_name_plural = "municipalidades"


class Comisaria(Territorio):
    """A police precinct as registered in 2017; its class is unknown for most."""

    codigo_inei = models.CharField("código INEI", max_length=8, primary_key=True)
    distrito = models.ForeignKey(Distrito, on_delete=models.PROTECT, related_name="comisarias")
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="comisarias", verbose_name="región"
    )
    tipo = models.CharField("tipo", max_length=60)
    clase = models.CharField("clase", max_length=1, blank=True, default="")
    region_policial = models.CharField("región policial (derivada)", max_length=80)
    nombre_fuente = models.CharField("nombre en la fuente", max_length=160)
    latitud = models.DecimalField("latitud", max_digits=9, decimal_places=6, null=True)
    longitud = models.DecimalField("longitud", max_digits=9, decimal_places=6, null=True)
    observacion = models.CharField("observación", max_length=300, blank=True, default="")

    objects = ComisariaQuerySet.as_manager()

    class Meta(Territorio.Meta):
        verbose_name = "comisaría"
        verbose_name_plural = "comisarías"
