"""Filters of the admin's list of accounts."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from cuentas.models import Asignacion, Usuario
from cuentas.roles import Rol
from territorio.models import Region


class FiltroRol(admin.SimpleListFilter):
    """Accounts that hold a role today."""

    title = "función"
    parameter_name = "rol"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(rol.value, rol.label) for rol in Rol]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Usuario]) -> QuerySet[Usuario]:
        if self.value() not in Rol.values:
            return queryset
        return queryset.filter(Exists(_vigentes().filter(rol=self.value())))


class FiltroRegion(admin.SimpleListFilter):
    """Accounts with a role in a region, or in a place of it."""

    title = "región"
    parameter_name = "region"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(region.pk, region.nombre) for region in Region.objects.filter(activo=True)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Usuario]) -> QuerySet[Usuario]:
        clave = self.value()
        if not clave:
            return queryset
        en_region = (
            Q(region=clave)
            | Q(municipalidad__region=clave)
            | Q(comisaria__region=clave)
            | Q(espacio__region=clave)
        )
        return queryset.filter(Exists(_vigentes().filter(en_region)))


def _vigentes() -> QuerySet[Asignacion]:
    return Asignacion.objects.vigentes().filter(usuario=OuterRef("pk"))
