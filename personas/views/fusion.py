"""Pairs that may be one person: the list, the comparison, the union and its undoing."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from comunes.paginas import Pagina
from comunes.versiones import leer_version
from comunes.vistas import VistaAccion, VistaFormulario, VistaLista
from cuentas.enums import Permiso
from personas.enums import EstadoDuplicado
from personas.forms.documento import FormularioBuscarDocumento
from personas.forms.fusion import FormularioUnir
from personas.models import Fusion, Persona, PosibleDuplicado
from personas.permissions import ver_persona_revelada, ver_personas
from personas.referencias import objeciones
from personas.secciones import secciones_de
from personas.selectors import buscar_por_documento, buscar_similares
from personas.services import descartar_duplicado, deshacer_union, unir_personas
from personas.services.fusion import campos_distintos
from personas.valores import valores_en_palabras
from personas.views.base import FormularioDePersona


class ListaDuplicados(VistaLista):
    """Pairs in scope that wait, or that somebody said are two (`?estado=descartado`)."""

    permiso = Permiso.PERSONA_FUSIONAR
    model = PosibleDuplicado
    orden = ("-pk",)
    template_name = "personas/duplicados.html"

    @property
    def estado(self) -> str:
        pedido = self.request.GET.get("estado", "")
        return pedido if pedido in EstadoDuplicado.values else EstadoDuplicado.PENDIENTE.value

    def paginar(self, filas: Any) -> Pagina:
        filas = filas.filter(estado=self.estado)
        return super().paginar(filas.select_related("primera__distrito", "segunda__distrito"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        pares = contexto["object_list"]
        vistas = ver_personas(self.request.user, [p for d in pares for p in (d.primera, d.segunda)])
        filas = [(d, [(p, vistas[p.pk]) for p in (d.primera, d.segunda)]) for d in pares]
        return contexto | {"filas": filas, "estado": self.estado, "estados": list(EstadoDuplicado)}


class DescartarDuplicado(VistaAccion):
    """Two people after all. `reabrir` in the post opens the question again."""

    permiso = Permiso.PERSONA_FUSIONAR
    model = PosibleDuplicado
    mensaje_exito = "Anotado."

    def ejecutar(self, objeto: PosibleDuplicado) -> str:
        reabrir = "reabrir" in self.request.POST
        descartar_duplicado(actor=self.request.user, duplicado=objeto, reabrir=reabrir)
        return reverse("personas:duplicados")


class BuscarParaUnir(FormularioDePersona):
    """Find the other row of this person: those that resemble, or whoever has a document."""

    permiso = Permiso.PERSONA_FUSIONAR
    form_class = FormularioBuscarDocumento
    template_name = "personas/buscar_para_unir.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(parecidas=self._parecidas(), **kwargs)

    def _parecidas(self) -> list[Any]:
        p = self.persona
        similares = buscar_similares(
            self.request.user,
            nombres=p.nombres,
            apellido_paterno=p.apellido_paterno,
            apellido_materno=p.apellido_materno,
            fecha_nacimiento=p.fecha_nacimiento,
            distrito=p.distrito,
        )
        otras = [otra for otra in similares.personas if otra.pk != p.pk]
        vistas = ver_personas(self.request.user, otras)
        return [(otra, vistas[otra.pk]) for otra in otras]

    def form_valid(self, form: BaseForm) -> HttpResponse:
        limpios = form.cleaned_data
        hallazgo = buscar_por_documento(
            self.request.user, tipo=limpios["tipo_documento"], numero=limpios["numero_documento"]
        )
        if hallazgo.persona is None or hallazgo.persona.pk == self.persona.pk:
            form.add_error("numero_documento", "No hay otra persona con ese documento en su ámbito.")
            return self.form_invalid(form)
        claves = sorted((self.persona.pk, hallazgo.persona.pk))
        return HttpResponseRedirect(reverse("personas:unir", args=claves))


class UnirPersonas(VistaFormulario):
    """Two persons side by side; the older row stays, with the values chosen."""

    permiso = Permiso.PERSONA_FUSIONAR
    form_class = FormularioUnir
    template_name = "personas/unir.html"
    mensaje_exito = "Ahora son una sola. Si fue un error, puede deshacerlo desde esta página."

    previa = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return
        self.previa = self._respuesta_previa()
        if not self.previa:  # once united, one of the two is gone: a repeat is answered like the first
            filas = self.visibles(Persona).select_related("distrito", "usuario")
            self.personas = [get_object_or_404(filas, pk=kwargs[lado]) for lado in ("una", "otra")]
            self.vistas = [ver_persona_revelada(request.user, p) for p in self.personas]
            self.objeciones = objeciones(*self.personas)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return (
            HttpResponseRedirect(self.previa) if self.previa else super().dispatch(request, *args, **kwargs)
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        valores = [valores_en_palabras(p, v) for p, v in zip(self.personas, self.vistas, strict=True)]
        return super().get_form_kwargs() | {
            "lados": list(zip(self.personas, valores, strict=True)),
            "distintos": campos_distintos(*self.personas),
            "por_confirmar": any(not o.definitiva for o in self.objeciones),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        usuario = self.request.user
        lados = [(p, v, secciones_de(p, usuario)) for p, v in zip(self.personas, self.vistas, strict=True)]
        finales = [o.texto for o in self.objeciones if o.definitiva]
        avisos = [o.texto for o in self.objeciones if not o.definitiva]
        contexto = {"lados": lados, "finales": finales, "avisos": avisos}
        versiones = self._versiones_en_pagina(en_conflicto="conflicto" in kwargs)
        return super().get_context_data(versiones=versiones, **contexto, **kwargs)

    def _versiones_en_pagina(self, *, en_conflicto: bool) -> tuple[int, int]:
        """Return those that were opened; once the conflict was told, those that stand."""
        if self.request.method == "POST" and not en_conflicto:
            return self._version("una"), self._version("otra")
        una, otra = self.personas
        return una.version, otra.version

    def guardar(self, form: BaseForm) -> str:
        assert isinstance(form, FormularioUnir)  # noqa: S101  tells the type checker
        una, otra = self.personas
        unir_personas(
            actor=self.request.user,
            conservada=una,
            absorbida=otra,
            versiones=(self._version("una"), self._version("otra")),
            tomar_de_la_otra=form.de_la_segunda,
            motivo=form.cleaned_data["motivo"],
            confirmado=form.cleaned_data.get("confirmado", False),
        )
        return una.get_absolute_url()

    def _version(self, lado: str) -> int:
        return leer_version(self.request.POST.get(f"version_{lado}"))


class DeshacerUnion(VistaAccion):
    permiso = Permiso.PERSONA_FUSIONAR
    model = Fusion
    mensaje_exito = "Se deshizo: vuelven a ser dos personas, cada una con lo suyo."

    def ejecutar(self, objeto: Fusion) -> str:
        deshacer_union(actor=self.request.user, fusion=objeto)
        return objeto.get_absolute_url()
