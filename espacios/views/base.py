"""What the screens over one space share."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from comunes.vistas import VistaDetalle, VistaFormulario
from cuentas.enums import Permiso
from espacios.models import EspacioPublico


def leer_version(request: HttpRequest, defecto: int) -> int:
    """Return the version a form was opened at; one that cannot be read never matches."""
    texto = request.POST.get("version")
    if texto is None:
        return defecto
    return int(texto) if texto.isascii() and texto.isdigit() and len(texto) < 10 else -1


class DetalleEspacio(VistaDetalle):
    """A page about one space, found by its code."""

    permiso = Permiso.ESPACIO_VER
    model = EspacioPublico
    slug_field = slug_url_kwarg = "codigo"
    context_object_name = "espacio"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().con_lugar()  # type: ignore[attr-defined,no-any-return]


class FormularioDeEspacio(VistaFormulario):
    """A form over one space, found by its code within the scope of the view's permission."""

    permiso = Permiso.ESPACIO_EDITAR
    espacio: EspacioPublico

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        filas: Any = self.visibles(EspacioPublico)
        self.espacio = get_object_or_404(filas.con_lugar(), codigo=kwargs["codigo"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(espacio=self.espacio, **kwargs)

    def leer_version(self) -> int:
        return leer_version(self.request, self.espacio.version)
