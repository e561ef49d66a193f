"""Those elected who are not in the roll, inside the form that takes the election's result."""

from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

from comites.forms.entrantes import DEL_DOCUMENTO, PorEntrar, consentimientos_de, datos_de
from comites.models import Comite
from comites.selectors import buscar_para_sumar, por_completar
from comites.services import Entrante
from comunes.vistas import agregar_errores
from personas.edades import es_menor
from personas.enums import Canal
from personas.forms.documento import FormularioDocumento
from personas.models import Persona
from personas.permissions import ver_persona, ver_personas
from personas.selectors import Similares, buscar_en_ambito, buscar_similares
from personas.services import comprobar_identidad

MAXIMO = 10
_IDENTIDAD = ("nombres", "apellido_paterno", "apellido_materno")


class ConEntrantes:
    """Looks up the documents that were typed, shows the form again with the next step, and reads the result.

    «Sumar», «Buscar» and «Es esta persona» send the whole form: it comes back as it was typed, and nothing
    is written.
    """

    request: Any
    comite: Comite
    probadas: dict[int, Persona]

    @cached_property
    def entrantes(self) -> list[PorEntrar]:
        escritos = self.request.POST
        cuantos = escritos.get("entrantes", "0")
        total = int(cuantos) if cuantos.isascii() and cuantos.isdigit() else 0
        return [self._por_entrar(n) for n in range(min(total + ("sumar" in escritos), MAXIMO))]

    def _escrito(self, numero: int, corto: str) -> str:
        return str(self.request.POST.get(PorEntrar(numero).campo(corto), ""))

    def _documento(self, numero: int) -> FormularioDocumento:
        return FormularioDocumento({c: self._escrito(numero, c) for c in DEL_DOCUMENTO})

    def _por_entrar(self, numero: int) -> PorEntrar:
        documento = self._documento(numero)
        if not documento.is_valid():
            return PorEntrar(numero)
        tipo, escrito = documento.cleaned_data["tipo_documento"], documento.cleaned_data["numero_documento"]
        elegida = self._elegida(numero)
        hallazgo = buscar_para_sumar(self.request.user, tipo=tipo, numero=escrito)
        if conocida := elegida or hallazgo.persona:
            nombre = ver_persona(self.request.user, conocida).nombre_o_reserva
            return PorEntrar(numero, "conocida", tipo, escrito, conocida, nombre, bool(elegida))
        if hallazgo.fuera:
            return PorEntrar(numero, "fuera", tipo, escrito)
        similares = self._similares(numero, por_completar(tipo, escrito))
        vistas = ver_personas(self.request.user, similares.personas)
        return PorEntrar(
            numero,
            "nueva",
            tipo,
            escrito,
            similares=similares,
            parecidas=tuple((p, vistas[p.pk]) for p in similares.personas),
            menor=es_menor(self._nacio(numero)),
        )

    def _elegida(self, numero: int) -> Persona | None:
        """Return who was taken among those that resemble, now or before; another document forgets it."""
        if self.request.POST.get("buscar") == str(numero):
            return None
        cual, _, ahora = self.request.POST.get("elegir", "").partition("-")
        clave = ahora if cual == str(numero) else self._escrito(numero, "elegida")
        return buscar_en_ambito(self.request.user, clave)

    def _nacio(self, numero: int) -> date | None:
        try:
            return date.fromisoformat(self._escrito(numero, "fecha_nacimiento"))
        except ValueError:
            return None

    def _similares(self, numero: int, salvo: Persona | None) -> Similares:
        nombres = {c: self._escrito(numero, c) for c in _IDENTIDAD}
        if not nombres["nombres"]:
            return Similares([])
        distrito, nacio = self.comite.espacio.distrito, self._nacio(numero)
        return buscar_similares(
            self.request.user, distrito=distrito, fecha_nacimiento=nacio, salvo=salvo, **nombres
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if {"sumar", "buscar", "elegir"} & set(request.POST):
            return self._mostrar_otra_vez()
        respuesta: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
        return respuesta

    def _mostrar_otra_vez(self) -> HttpResponse:
        """Show what was typed with the next step's fields; only the document looked for is judged."""
        vista: Any = self
        opciones = vista.get_form_kwargs() | {"data": None, "files": None}
        opciones["initial"] = opciones["initial"] | self.request.POST.dict()
        form = vista.get_form_class()(**opciones)
        for campo, fallos in self._errores_de_lo_buscado().items():
            form.errors[campo] = fallos
            form.fields[campo].required = True  # no longer called optional on the screen
        estado = 422 if form.errors else 200
        respuesta: HttpResponse = vista.render_to_response(vista.get_context_data(form=form), status=estado)
        return respuesta

    def _errores_de_lo_buscado(self) -> dict[str, Any]:
        buscado = self.request.POST.get("buscar", "")
        entrante = next((e for e in self.entrantes if str(e.numero) == buscado), None)
        errores = self._documento(entrante.numero).errors if entrante else {}
        return {entrante.campo(corto): fallos for corto, fallos in errores.items()} if entrante else {}

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Prove who comes from elsewhere outside the saving transaction: a wrong guess stays counted."""
        vista: Any = super()
        try:
            self.probadas = {e.numero: self._probar(e, form) for e in self.entrantes if e.paso == "fuera"}
        except ValidationError as error:
            agregar_errores(form, error)
            respuesta: HttpResponse = vista.form_invalid(form)
            return respuesta
        valida: HttpResponse = vista.form_valid(form)
        return valida

    def _probar(self, entrante: PorEntrar, form: BaseForm) -> Persona:
        campo = entrante.campo("fecha_nacimiento")
        try:
            return comprobar_identidad(
                actor=self.request.user,
                tipo=entrante.tipo,
                numero=entrante.documento,
                fecha_nacimiento=form.cleaned_data[campo],
            )
        except ValidationError as error:
            raise ValidationError({campo: error.messages}) from error

    def elegidos(self, form: BaseForm) -> list[Entrante]:
        """Return those whose document was found or is new; a blank one is nobody."""
        return [self._elegido(e, form.cleaned_data) for e in self.entrantes if e.paso != "documento"]

    def _elegido(self, entrante: PorEntrar, limpios: dict[str, Any]) -> Entrante:
        cargo = limpios[entrante.campo("cargo")]
        if entrante.paso == "nueva":
            return Entrante(
                entrante.clave,
                cargo,
                datos=datos_de(entrante, limpios, self.comite.espacio.distrito),
                consentimientos=consentimientos_de(entrante, limpios),
                canal=Canal(limpios[entrante.campo("canal")]),
                apoderado=limpios[entrante.campo("apoderado")],
            )
        probada = self.probadas.get(entrante.numero)
        persona = probada or entrante.persona
        nacio = probada.fecha_nacimiento if probada else None
        documento = (entrante.tipo, entrante.documento) if entrante.elegida else None
        return Entrante(entrante.clave, cargo, persona=persona, nacimiento_probado=nacio, documento=documento)
