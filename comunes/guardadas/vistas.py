"""The screens of saved views: save the filters of a list, and put one's views in order."""

from itertools import groupby
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from comunes.formularios import Formulario
from comunes.guardadas.services import (
    eliminar_vista,
    filtro_de,
    guardar_vista,
    predeterminar_vista,
    renombrar_vista,
    vista_de,
)
from comunes.models import VistaGuardada
from comunes.vistas import VistaAccion, VistaFormulario, VistaPlantilla


class FormularioVista(Formulario):
    """A name for the filters in use."""

    nombre = forms.CharField(label="Nombre de la vista", max_length=60, widget=forms.TextInput())
    predeterminada = forms.BooleanField(label="Abrir la lista siempre así", required=False)


class FormularioNombre(Formulario):
    nombre = forms.CharField(label="Nombre de la vista", max_length=60)


class GuardarVista(VistaFormulario):
    """`?lista=espacios:lista` and the filters of that list, as they stand in its address."""

    propia = True
    template_name = "comunes/guardadas/guardar.html"
    form_class = FormularioVista
    mensaje_exito = "Vista guardada."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.lista = request.GET.get("lista", "")
        self.consulta = request.GET.urlencode()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and vista_de(self.lista, request.user) is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filtro = filtro_de(self.lista, self.consulta, self.request.user)
        vuelta = f"{reverse(self.lista)}?{filtro.data.urlencode()}"
        return super().get_context_data(filtro=filtro, vuelta=vuelta, **kwargs)

    def guardar(self, form: Any) -> str:
        vista = guardar_vista(
            actor=self.request.user, lista=self.lista, consulta=self.consulta, **form.cleaned_data
        )
        return vista.get_absolute_url()


class MisVistas(VistaPlantilla):
    """One's own views, list by list, with their filters in words."""

    propia = True
    template_name = "comunes/guardadas/mis_vistas.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        vistas = VistaGuardada.objects.visible_to(self.request.user)
        grupos = [
            {"titulo": titulo, "url": reverse(lista), "filas": [(v, self._filtros(v)) for v in suyas]}
            for lista, suyas in groupby(vistas, key=lambda vista: vista.lista)
            if (titulo := self._titulo(lista))
        ]
        return super().get_context_data(grupos=grupos, **kwargs)

    def _titulo(self, lista: str) -> str:
        clase = vista_de(lista, self.request.user)
        return str(clase.model._meta.verbose_name_plural).capitalize() if clase else ""

    def _filtros(self, vista: VistaGuardada) -> str:
        filtro = filtro_de(vista.lista, vista.consulta, self.request.user)
        puestos = "; ".join(f"{p.etiqueta}: {p.texto}" for p in filtro.puestos)
        return f"{puestos} (un filtro ya no vale)" if filtro.perdidos else puestos


class RenombrarVista(VistaFormulario):
    propia = True
    template_name = "comunes/guardadas/renombrar.html"
    form_class = FormularioNombre
    mensaje_exito = "Nombre cambiado."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.vista = get_object_or_404(self.visibles(VistaGuardada), uuid=kwargs["uuid"])

    def get_initial(self) -> dict[str, Any]:
        return {"nombre": self.vista.nombre}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(vista_guardada=self.vista, **kwargs)

    def guardar(self, form: Any) -> str:
        renombrar_vista(actor=self.request.user, vista=self.vista, **form.cleaned_data)
        return reverse("comunes:mis-vistas")


class _AccionDeVista(VistaAccion):
    propia = True
    model = VistaGuardada

    def al_fallar(self, objeto: VistaGuardada) -> str:
        return reverse("comunes:mis-vistas")


class PredeterminarVista(_AccionDeVista):
    """Turns the default on or off, as the button says."""

    mensaje_exito = "Listo: así se abrirá la lista desde ahora."

    def ejecutar(self, objeto: VistaGuardada) -> str:
        si = self.request.POST.get("si", "1") == "1"
        if not si:
            self.mensaje_exito = "Listo: la lista se abrirá sin filtros."
        predeterminar_vista(actor=self.request.user, vista=objeto, si=si)
        return reverse("comunes:mis-vistas")


class EliminarVista(_AccionDeVista):
    mensaje_exito = "Vista eliminada."

    def ejecutar(self, objeto: VistaGuardada) -> str:
        eliminar_vista(actor=self.request.user, vista=objeto)
        return reverse("comunes:mis-vistas")
