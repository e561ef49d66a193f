"""Adding somebody, document first: the known in two taps, the rest in five fields at most.

One address, always by POST: a document never stands in a URL. `paso` says which question is being
answered: `documento` looks the number up; `conocida`, `fuera` and `nueva` save; `pedir` asks whoever
has the person in scope. While somebody new is typed, `revisar` shows who might be the same, and `elegida`
takes one of them.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from comites.forms.integrantes import (
    PARECIDAS,
    FormularioConocida,
    FormularioDeFuera,
    FormularioNueva,
)
from comites.models import Cargo, Integrante
from comites.selectors import buscar_para_sumar, membresias_visibles, por_completar
from comites.services import agregar_integrante, registrar_integrante_nuevo
from comites.views.base import FormularioDeComite
from comunes.formularios import Formulario
from comunes.vistas import agregar_errores
from personas.forms.accesos import FormularioPedirAcceso
from personas.forms.documento import FormularioDocumento
from personas.models import Persona
from personas.permissions import DatosVisibles, ver_persona, ver_personas
from personas.selectors import (
    Hallazgo,
    Similares,
    buscar_en_ambito,
    buscar_similares,
    documento_fuera,
)
from personas.services import completar_documento, comprobar_identidad, solicitar_acceso

FORMULARIOS: dict[str, type[Formulario]] = {
    "conocida": FormularioConocida,
    "fuera": FormularioDeFuera,
    "nueva": FormularioNueva,
    "pedir": FormularioPedirAcceso,
}
# What is typed about somebody before the rest: it travels along when access is asked for.
IDENTIDAD = ("nombres", "apellido_paterno", "apellido_materno", "fecha_nacimiento")
YA_HAY = "Alguien acaba de registrar a esta persona. Busque otra vez su documento."
YA_NO_ESTA = "Esa persona ya no está en su ámbito. Busque otra vez su documento."
PEDIDO_ENVIADO = "Pedido enviado. La respuesta aparecerá en Personas, «Pedidos de acceso»."


@dataclass(frozen=True)
class Conocida:
    """A person in scope with enough to decide whether it is the one."""

    persona: Persona
    datos: DatosVisibles
    membresias: list[Integrante]
    ya_integra: Integrante | None = None

    @property
    def cargo(self) -> str:
        """The office that they hold here, as they are called."""
        return self.ya_integra.cargo.nombre_para(self.persona.sexo) if self.ya_integra else ""


class IntegranteNuevo(FormularioDeComite):
    template_name = "comites/integrante_nuevo.html"
    plantilla_paso = "comites/_paso.html"
    plantilla_parecidas = "comites/_parecidas.html"
    # The steps that save, each with its form; what is missing here isn't offered.
    formularios = FORMULARIOS
    documento: FormularioDocumento
    hallazgo: Hallazgo | None = None
    similares: Similares | None = None
    persona_probada: Persona | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("paso", "documento")
        kwargs.setdefault("documento", FormularioDocumento(initial=self._cargo_pedido()))
        return super().get_context_data(
            conocida=self._conocida(),
            parecidas=self._parecidas(),
            similares=self.similares,
            escrito=[(c, self.request.POST.get(c, "")) for c in IDENTIDAD],
            **kwargs,
        )

    def get_template_names(self) -> list[str]:
        return [self.plantilla_paso] if self.request.htmx else [self.template_name]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.paso = request.POST.get("paso", "documento")
        self.documento = FormularioDocumento(request.POST)

    def get_form_class(self) -> type[Formulario]:
        return self.formularios.get(self.paso, FormularioDocumento)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "revisar" in request.POST and self.request.htmx:
            return self._mostrar_parecidas()
        pide = "pedir" in request.POST and "pedir" in self.formularios
        if ("elegida" in request.POST and "guardar" not in request.POST) or pide:
            return self._cambiar_de_paso()
        if self.paso in self.formularios:
            return super().post(request, *args, **kwargs)
        return self._mostrar_lo_hallado() if self.documento.is_valid() else self._pedir_documento()

    # While somebody new is typed ----------------------------------------------------------------

    def _mostrar_parecidas(self) -> HttpResponse:
        """Answer with who might be the same, from the name and the birth date alone. Writes nothing."""
        form = self.formularios["nueva"](self.request.POST)
        form.is_valid()
        self.similares = self._similares(form)
        contexto = {"form": form, "similares": self.similares, "parecidas": self._parecidas()}
        return render(self.request, self.plantilla_parecidas, contexto)

    def _cambiar_de_paso(self) -> HttpResponse:
        """Take one of those shown as the person, or go on to ask for who is outside."""
        if not self.documento.is_valid():
            return self._pedir_documento()
        self.paso = "conocida" if "elegida" in self.request.POST else "pedir"
        if self.paso == "conocida":
            self.hallazgo = self._buscar()
            if self.hallazgo.persona is None:
                return self._pedir_documento()
        inicial = self._cargo_pedido() | {"motivo": f"Integrará el {self.comite.nombre}"[:200]}
        contexto = self.get_context_data(
            form=self.formularios[self.paso](initial=inicial), documento=self.documento, paso=self.paso
        )
        return self.render_to_response(contexto)

    # The first question ------------------------------------------------------------------------

    def _pedir_documento(self, estado: int = 422) -> HttpResponse:
        contexto = self.get_context_data(form=self.documento, documento=self.documento)
        return self.render_to_response(contexto, status=200 if self.request.htmx else estado)

    def _mostrar_lo_hallado(self) -> HttpResponse:
        self.hallazgo = self._buscar()
        paso = "conocida" if self.hallazgo.persona else "fuera" if self.hallazgo.fuera else "nueva"
        form = self.formularios.get(paso, Formulario)(initial=self._cargo_pedido())
        return self.render_to_response(self.get_context_data(form=form, documento=self.documento, paso=paso))

    def _buscar(self) -> Hallazgo:
        """Return who was chosen among those that resemble, or who has the document."""
        if elegida := self.request.POST.get("elegida", ""):
            return Hallazgo(persona=buscar_en_ambito(self.request.user, elegida))
        limpios = self.documento.cleaned_data
        return buscar_para_sumar(
            self.request.user, tipo=limpios["tipo_documento"], numero=limpios["numero_documento"]
        )

    def _cargo_pedido(self) -> dict[str, Any]:
        """Return the office that the page's link asked for, as the first choice."""
        slug = self.request.GET.get("cargo", "")[:60]
        cargo = Cargo.objects.filter(slug=slug, activo=True).first() if slug else None
        return {"cargo": cargo.pk} if cargo else {}

    # What the screen shows -----------------------------------------------------------------------

    def _conocida(self) -> Conocida | None:
        persona = self.hallazgo.persona if self.hallazgo else None
        if persona is None:
            return None
        membresias = membresias_visibles(self.request.user, persona)
        aqui = next((m for m in membresias if m.comite_id == self.comite.pk), None)
        return Conocida(persona, ver_persona(self.request.user, persona), membresias, aqui)

    def _similares(self, form: Formulario) -> Similares:
        escritos: dict[str, Any] = {c: form.cleaned_data.get(c) or "" for c in IDENTIDAD}
        escritos["fecha_nacimiento"] = escritos["fecha_nacimiento"] or None
        distrito = self.comite.espacio.distrito
        return buscar_similares(self.request.user, distrito=distrito, salvo=self._por_completar(), **escritos)

    def _por_completar(self) -> Persona | None:
        if not self.documento.is_valid():
            return None
        limpios = self.documento.cleaned_data
        return por_completar(limpios["tipo_documento"], limpios["numero_documento"])

    def _parecidas(self) -> list[tuple[Persona, DatosVisibles]]:
        if self.similares is None:
            return []
        vistas = ver_personas(self.request.user, self.similares.personas)
        return [(p, vistas[p.pk]) for p in self.similares.personas]

    # Saving --------------------------------------------------------------------------------------

    def form_valid(self, form: BaseForm) -> HttpResponse:
        if not self.documento.is_valid():
            return self._pedir_documento()
        if isinstance(form, FormularioDeFuera):
            try:
                self.persona_probada = self._comprobar(form)
            except ValidationError as error:
                agregar_errores(form, error)
                return self.form_invalid(form)
        return super().form_valid(form)

    def _comprobar(self, form: FormularioDeFuera) -> Persona:
        """Prove who it is outside the saving transaction: a wrong guess stays counted."""
        limpios = self.documento.cleaned_data
        return comprobar_identidad(
            actor=self.request.user,
            tipo=limpios["tipo_documento"],
            numero=limpios["numero_documento"],
            fecha_nacimiento=form.cleaned_data["fecha_nacimiento"],
        )

    def guardar(self, form: BaseForm) -> str:
        if isinstance(form, FormularioPedirAcceso):
            self._pedir(form)
        elif isinstance(form, FormularioNueva):
            self._registrar(form)
        else:
            self._agregar(form)
        return self.comite.get_absolute_url()

    def _agregar(self, form: BaseForm) -> None:
        persona = self.persona_probada or self._buscar().persona
        if persona is None:
            raise ValidationError(YA_NO_ESTA)
        if "elegida" in self.request.POST:
            self._completar_documento(persona)
        agregar_integrante(
            actor=self.request.user,
            comite=self.comite,
            persona=persona,
            cargo=form.cleaned_data["cargo"],
            desde=form.cleaned_data["desde"],
            nacimiento_probado=persona.fecha_nacimiento if self.persona_probada else None,
        )

    def _completar_documento(self, persona: Persona) -> None:
        """Whoever was registered without a document and was recognised now gets the one just typed."""
        limpios = self.documento.cleaned_data
        completar_documento(
            actor=self.request.user,
            persona=persona,
            tipo=limpios["tipo_documento"],
            numero=limpios["numero_documento"],
        )

    def _pedir(self, form: FormularioPedirAcceso) -> None:
        """Ask to see who has the document or, without that, who resembles what was typed."""
        limpios = self.documento.cleaned_data
        ajenas = documento_fuera(
            self.request.user, tipo=limpios["tipo_documento"], numero=limpios["numero_documento"]
        )
        if not ajenas:
            nueva = FormularioNueva(self.request.POST)
            nueva.is_valid()
            ajenas = self._similares(nueva).personas_fuera()
        if not ajenas:
            raise ValidationError(YA_NO_ESTA)
        solicitar_acceso(actor=self.request.user, personas=ajenas, motivo=form.cleaned_data["motivo"])
        messages.success(self.request, PEDIDO_ENVIADO)

    def _registrar(self, form: FormularioNueva) -> None:
        if not self._buscar().nadie:
            raise ValidationError(YA_HAY)
        documento, distrito = self.documento.cleaned_data, self.comite.espacio.distrito
        datos = form.datos(documento["tipo_documento"], documento["numero_documento"], distrito)
        self._exigir_que_sea_otra(form)
        registrar_integrante_nuevo(
            actor=self.request.user,
            comite=self.comite,
            datos=datos,
            cargo=form.cleaned_data["cargo"],
            desde=form.cleaned_data["desde"],
            consentimientos=form.consentimientos,
            canal=form.cleaned_data["canal"],
            apoderado=form.cleaned_data["apoderado"],
        )

    def _exigir_que_sea_otra(self, form: FormularioNueva) -> None:
        """Show whoever has the same name before saving; go on once the user says it is another."""
        similares = self._similares(form)
        if similares and not form.cleaned_data["es_otra"]:
            self.similares = similares
            raise ValidationError({"es_otra": PARECIDAS})

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        if not self.documento.is_valid():
            return self._pedir_documento()
        if self.paso == "conocida" and self.hallazgo is None:
            self.hallazgo = self._buscar()
        contexto = self.get_context_data(form=form, documento=self.documento, paso=self.paso)
        return self.render_to_response(contexto, status=422)
