"""Forms that register, edit and retire spaces."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from comunes.vistas import VistaFormulario, VistaPlantilla
from cuentas.enums import Permiso
from espacios import services
from espacios.campos import USAR_PUNTO, CampoPunto
from espacios.forms import FormularioDistrito, FormularioEspacio, FormularioMotivo, aviso_de_lugar
from espacios.selectors import parecidos
from espacios.ubicacion import Punto, leer_punto
from espacios.views.base import FormularioDeEspacio
from territorio.models import Distrito


class ConPropuestaDePunto(VistaFormulario):
    """A form whose refused point may be put right with a button: it comes back with it, nothing is saved."""

    def get_form_kwargs(self) -> dict[str, Any]:
        propios = super().get_form_kwargs()
        if propuesta := self.request.POST.get(USAR_PUNTO):
            propios["data"] = self.request.POST.copy()
            propios["data"]["ubicacion"] = propuesta
        return propios

    def form_valid(self, form: Any) -> HttpResponse:
        if USAR_PUNTO not in self.request.POST:
            return super().form_valid(form)
        messages.info(self.request, "Se puso el punto propuesto. Revíselo en el mapa y guarde.")
        return self.form_invalid(form)


class NuevoEspacio(ConPropuestaDePunto):
    """Register a space. Whoever works in one district goes straight in; others choose it first."""

    permiso = Permiso.ESPACIO_EDITAR
    form_class = FormularioEspacio
    template_name = "espacios/nuevo.html"
    mensaje_exito = "Espacio registrado."
    distrito: Any  # None while it has not been chosen

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.distritos: Any = self.visibles(Distrito)
        self.distrito = self._buscar_distrito(request.GET.get("distrito", ""))

    def _buscar_distrito(self, ubigeo: str) -> Distrito | None:
        filas = self.distritos.select_related("region", "provincia")
        if ubigeo:
            if not (pedido := filas.filter(pk=ubigeo, activo=True).first()):
                raise Http404
            return pedido
        primeros = filas.filter(activo=True)[:2]
        return primeros[0] if len(primeros) == 1 else None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.distrito is None:
            form = FormularioDistrito(distritos=self.distritos.filter(activo=True))
            return render(request, "espacios/elegir_distrito.html", {"form": form, "migas": self.migas()})
        return super().dispatch(request, *args, **kwargs)

    def migas(self) -> list[tuple[str, str]]:
        return [("Espacios", reverse("espacios:lista")), ("Registrar un espacio", "")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(distrito=self.distrito, migas=self.migas(), **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user, "distrito": self.distrito}

    def guardar(self, form: Any) -> str:
        espacio = services.registrar_espacio(
            actor=self.request.user, distrito=self.distrito, **form.campos_de_servicio()
        )
        return reverse("espacios:espacio-detalle", args=[espacio.codigo])


class EditarEspacio(ConPropuestaDePunto, FormularioDeEspacio):
    """Edit a space. A conflict shows what the other person saved, beside everything typed."""

    form_class = FormularioEspacio
    template_name = "espacios/editar.html"
    mensaje_exito = "Cambios guardados."

    def get_form_kwargs(self) -> dict[str, Any]:
        propios = {"user": self.request.user, "distrito": self.espacio.distrito, "espacio": self.espacio}
        return super().get_form_kwargs() | propios

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """On a conflict the form goes on from what was saved meanwhile, shown beside what was typed."""
        contexto = {"version": self._version_abierta(), "diferencias": []}
        if "conflicto" in kwargs:
            contexto = {"version": kwargs["conflicto"].version, "diferencias": kwargs["form"].diferencias()}
        return super().get_context_data(**contexto, **kwargs)

    def _version_abierta(self) -> int:
        return self.leer_version() if self.request.method == "POST" else self.espacio.version

    def guardar(self, form: Any) -> str:
        services.editar_espacio(
            actor=self.request.user,
            espacio=self.espacio,
            version=self.leer_version(),
            **form.campos_de_servicio(),
        )
        return reverse("espacios:espacio-detalle", args=[self.espacio.codigo])


class BuscarParecidos(VistaPlantilla):
    """The spaces like the one being typed, as a piece of page; nothing when there are none."""

    permiso = Permiso.ESPACIO_EDITAR
    template_name = "espacios/_parecidos.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pedido = self.request.GET
        distritos: Any = self.visibles(Distrito)
        distrito = get_object_or_404(distritos, pk=pedido.get("distrito_del_espacio", ""))
        hallados = []
        if nombre := pedido.get("nombre", ""):
            punto = _punto_o_nada(pedido.get("ubicacion", ""))
            hallados = parecidos(self.request.user, nombre=nombre, distrito=distrito, punto=punto)
        return super().get_context_data(parecidos=hallados, **kwargs)


class AvisoDePunto(VistaPlantilla):
    """What the form will say about the coordinates being typed, in its words, as a piece of page."""

    permiso = Permiso.ESPACIO_EDITAR
    template_name = "espacios/_aviso_de_punto.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        distritos: Any = self.visibles(Distrito)
        distrito = get_object_or_404(distritos, pk=self.kwargs["distrito"])
        campo, punto = CampoPunto(required=False), None
        try:
            punto = campo.clean(self.request.GET.get("ubicacion", ""))
            avisos = [aviso] if punto and (aviso := aviso_de_lugar(punto, distrito)) else []
        except ValidationError as error:
            avisos = error.messages
        propuesta = campo.widget.propuesta
        propios = {"avisos": avisos, "punto": punto, "propuesta": propuesta, "usar_punto": USAR_PUNTO}
        return super().get_context_data(**propios, **kwargs)


def _punto_o_nada(texto: str) -> Punto | None:
    try:
        return leer_punto(texto)
    except ValidationError:
        return None


class _ConMotivo(FormularioDeEspacio):
    """A decision over a space that asks for its motive."""

    permiso = Permiso.ESPACIO_APROBAR
    form_class = FormularioMotivo
    template_name = "espacios/motivo.html"
    textos: dict[str, str] = {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(version=self.espacio.version, textos=self.textos, **kwargs)

    def _decidir(self, form: Any, servicio: Any) -> str:
        servicio(
            actor=self.request.user,
            espacio=self.espacio,
            version=self.leer_version(),
            motivo=form.cleaned_data["motivo"],
        )
        return reverse("espacios:espacio-detalle", args=[self.espacio.codigo])


class RetirarEspacio(_ConMotivo):
    mensaje_exito = "El espacio quedó retirado. Su historia se conserva."
    textos = {
        "titulo": "Retirar el espacio",
        "explicacion": "Deja de contar como espacio participante. No se borra nada y se puede reincorporar.",
        "boton": "Retirar espacio",
    }

    def guardar(self, form: Any) -> str:
        return self._decidir(form, services.retirar_espacio)


class ReincorporarEspacio(_ConMotivo):
    mensaje_exito = "El espacio volvió al estado que tenía."
    textos = {
        "titulo": "Reincorporar el espacio",
        "explicacion": "Vuelve al estado que tenía cuando se retiró.",
        "boton": "Reincorporar espacio",
    }

    def guardar(self, form: Any) -> str:
        return self._decidir(form, services.reincorporar_espacio)
