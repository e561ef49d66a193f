"""Region, province and district: the filters by place that every list shares."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from comunes.consultas import al_paso
from comunes.filtros import FiltroDeLista
from cuentas.enums import Permiso
from espacios.opciones import partes_de_lugar, reunir


def en_provincia(campo: str, provincia: str) -> Q:
    """Return the condition that the district in `campo` is of that province: its code begins so.

    As a range of digits it means the same whatever language the engine sorts by.
    """
    return al_paso(campo, desde=provincia, antes_de=f"{int(provincia) + 1:0{len(provincia)}}")


class FiltroDeLugar(FiltroDeLista):
    """Filters of rows with `region` and `municipalidad`, or of what reaches them by `hasta_el_lugar`.

    Options come from the scope of `permiso`. A filter with nothing to choose is not shown.
    `con_opciones` names those whose options come in the one
    query of `partes`; `en_orden`, the fields as the screen shows them, what is not named last.
    """

    permiso: Permiso
    filters: dict[str, Any]
    hasta_el_lugar = ""
    con_opciones: tuple[str, ...] = ("region", "provincia", "distrito")
    en_orden: tuple[str, ...] = ("q", "region", "provincia", "distrito")

    region = django_filters.ChoiceFilter(label="Región", empty_label="Todas las regiones")
    provincia = django_filters.ChoiceFilter(
        label="Provincia", empty_label="Todas las provincias", method="de_provincia"
    )
    distrito = django_filters.ChoiceFilter(label="Distrito", empty_label="Todos los distritos")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        primeros = [nombre for nombre in self.en_orden if nombre in self.filters]
        for nombre, columna in (("region", "region"), ("distrito", "municipalidad")):
            self.filters[nombre].field_name = f"{self.hasta_el_lugar}{columna}"
        self.filters = {nombre: self.filters[nombre] for nombre in dict.fromkeys((*primeros, *self.filters))}
        opciones = reunir(self.partes())
        for nombre in self.con_opciones:
            if len(opciones.get(nombre, [])) > 1 or self.data.get(nombre):
                self.filters[nombre].extra["choices"] = opciones.get(nombre, [])
            else:
                del self.filters[nombre]

    def partes(self) -> list[QuerySet[Any]]:
        """Return what `reunir` takes."""
        elegidos = {nombre: self.data.get(nombre, "") for nombre in ("region", "provincia")}
        return partes_de_lugar(self.request.user, self.permiso, **elegidos)

    def de_provincia(self, filas: QuerySet[Any], _campo: str, provincia: str) -> QuerySet[Any]:
        return filas.filter(en_provincia(f"{self.hasta_el_lugar}municipalidad", provincia))
