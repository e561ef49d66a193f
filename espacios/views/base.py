"""What the screens over one space share."""

from typing import Any

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
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


class FormularioSobreFila(VistaFormulario):
    """A form over one row about a space, found by its uuid within the scope of the view's permission.

    `modelo` and its path to the space (`al_espacio`); the template gets `espacio` and the row as
    `fila`. A form that edits the row says `edita = True`: it gets the row, and a conflict shows beside
    what was typed what somebody else saved meanwhile.
    """

    modelo: type[Model]
    al_espacio = "espacio"
    edita = False
    fila: Any

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        lugar = (f"{self.al_espacio}__distrito", f"{self.al_espacio}__tipo")
        self.fila = get_object_or_404(self.visibles(self.modelo).select_related(*lugar), uuid=kwargs["uuid"])

    @property
    def espacio(self) -> EspacioPublico:
        espacio: Any = self.fila
        for nombre in self.al_espacio.split("__"):
            espacio = getattr(espacio, nombre)
        return espacio  # type: ignore[no-any-return]

    def impedimento(self) -> str:
        """Say why the form cannot be used now: whoever opens it is led back and told so."""
        return ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if motivo := self.impedimento():
            messages.info(request, motivo)
            return HttpResponseRedirect(self.volver())
        return super().get(request, *args, **kwargs)

    def volver(self) -> str:
        return str(self.fila.get_absolute_url())

    def version_abierta(self) -> int:
        return leer_version(self.request, self.fila.version)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | ({"fila": self.fila} if self.edita else {})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto: dict[str, Any] = {"version": self.version_abierta(), "diferencias": []}
        if "conflicto" in kwargs:
            contexto["version"] = kwargs["conflicto"].version
            contexto["diferencias"] = kwargs["form"].diferencias() if self.edita else []
        contexto |= {"fila": self.fila, "espacio": self.espacio, "cancelar": self.volver()}
        return super().get_context_data(**{**contexto, **kwargs})
