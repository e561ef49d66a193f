"""The form of the WhatsApp group's register."""

from collections.abc import Iterable
from typing import Any

from django import forms

from comites.models import GrupoWhatsApp
from comites.selectors import FichaIntegrante
from comites.services.grupos import MAXIMO_DE_MIEMBROS, DatosGrupo
from comunes.formularios import CampoFecha, Formulario
from personas.documentos import escribir_celular

_SE_CONSERVA = "Ya hay uno guardado; en blanco, se conserva."
_CAMPOS = ("miembros", "abierto", "ultimo_mensaje")
# The choice among members, and the phone of somebody who is not one.
_QUIENES = {"administra": "celular_administrador", "respalda": "celular_respaldo"}


def _elegir(etiqueta: str, ayuda: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=etiqueta, required=False, help_text=ayuda)


def _celular(etiqueta: str) -> forms.CharField:
    atributos = {"type": "tel", "autocomplete": "off", "class": "campo-medio"}
    return forms.CharField(
        label=etiqueta, required=False, max_length=20, widget=forms.TextInput(attrs=atributos)
    )


class FormularioGrupo(Formulario):
    """The register of the WhatsApp group. Whoever administers it is chosen among `fichas`, or by phone."""

    administra = _elegir("Quién administra el grupo")
    celular_administrador = _celular("Si no está en el padrón, su celular")
    respalda = _elegir(
        "Quién más puede administrarlo",
        "Así el grupo no se queda sin nadie si cambia un celular. En WhatsApp, esa persona también debe "
        "figurar como administradora.",
    )
    celular_respaldo = _celular("Si no está en el padrón, el celular de respaldo")
    abierto = CampoFecha(label="Abierto el", required=False)
    miembros = forms.IntegerField(
        label="Miembros, contando a vecinas y vecinos",
        required=False,
        min_value=1,
        max_value=MAXIMO_DE_MIEMBROS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "campo-corto"}),
        error_messages={
            "invalid": "Escriba solo un número, por ejemplo 34.",
            "min_value": "Un grupo tiene al menos un miembro.",
            "max_value": f"WhatsApp admite hasta {MAXIMO_DE_MIEMBROS} miembros.",
        },
    )
    ultimo_mensaje = CampoFecha(
        label="Último mensaje",
        required=False,
        help_text="Solo la fecha del último que se vio. Aquí no se guarda ninguna conversación.",
    )
    enlace = forms.CharField(
        label="Enlace de invitación",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        help_text="Está en WhatsApp, en los datos del grupo: «Invitar mediante enlace». Con él cualquiera "
        "entra; solo lo ve quien puede invitar, y queda anotado.",
    )
    sin_enlace = forms.BooleanField(label="Quitar el enlace guardado", required=False)

    def __init__(
        self,
        *args: Any,
        grupo: GrupoWhatsApp | None,
        celular_a_la_vista: bool,
        fichas: Iterable[FichaIntegrante],
        **kwargs: Any,
    ) -> None:
        self.grupo = grupo
        self.con_celular = {str(f.integrante.pk): f for f in fichas if f.integrante.persona.celular}
        inicial = {c: getattr(grupo, c) for c in _CAMPOS} if grupo else {}
        for quien, campo in _QUIENES.items():
            inicial |= self._inicial_de(quien, campo, celular_a_la_vista)
        super().__init__(*args, **{**kwargs, "initial": inicial})
        for quien, campo in _QUIENES.items():
            opciones = [(pk, ficha.nombre) for pk, ficha in self.con_celular.items()]
            self.fields[quien].choices = [("", "Elegir del padrón"), *opciones]  # type: ignore[attr-defined]
            if self._guardado(campo) and campo not in inicial and quien not in inicial:
                self.fields[campo].help_text = _SE_CONSERVA
        if grupo and grupo.enlace:
            self.fields["enlace"].help_text = _SE_CONSERVA
        else:
            del self.fields["sin_enlace"]

    def _guardado(self, campo: str) -> str:
        return getattr(self.grupo, campo) if self.grupo else ""

    def _inicial_de(self, quien: str, campo: str, a_la_vista: bool) -> dict[str, str]:
        """Return whose stored phone it is or, when nobody's here, the phone itself if it may be read."""
        guardado = self._guardado(campo)
        duenas = [pk for pk, f in self.con_celular.items() if f.integrante.persona.celular == guardado]
        if duenas:
            return {quien: duenas[0]}
        return {campo: escribir_celular(guardado)} if guardado and a_la_vista else {}

    def datos(self) -> DatosGrupo:
        """Return what was chosen or typed; what this user may not read stays unless something replaces it."""
        limpios = self.cleaned_data
        celulares: dict[str, Any] = {
            campo: self._celular_de(quien, campo) for quien, campo in _QUIENES.items()
        }
        enlace = "" if limpios.get("sin_enlace") else limpios["enlace"] or None
        return DatosGrupo(**{c: limpios[c] for c in _CAMPOS}, **celulares, enlace=enlace)

    def _celular_de(self, quien: str, campo: str) -> str:
        elegida, escrito = self.cleaned_data[quien], self.cleaned_data[campo]
        cambio_la_eleccion = elegida and elegida != self.initial.get(quien)
        if elegida and (cambio_la_eleccion or not escrito):
            return self.con_celular[elegida].integrante.persona.celular
        oculto = campo not in self.initial and quien not in self.initial
        return escrito or (self._guardado(campo) if oculto else "")
