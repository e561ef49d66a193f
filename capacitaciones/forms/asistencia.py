"""Who came: the list with its ticks, how many more, and somebody who had not registered."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from capacitaciones.enums import GrupoEdad, TipoAsistente
from capacitaciones.privacidad import ACEPTO_EN_LA_LISTA, CASILLA_EN_LA_LISTA
from capacitaciones.reglas import DatosInscripcion
from capacitaciones.services.asistencias import ANONIMAS_MAXIMO, Cuentas
from comunes.formularios import Formulario
from personas.enums import Sexo
from personas.forms.documento import FormularioDocumento

SEXOS = ((Sexo.MUJER, "Mujeres"), (Sexo.HOMBRE, "Hombres"), (Sexo.NO_DECLARA, "No declaran"))
EDADES = (("", "Sin preguntar la edad"), *GrupoEdad.choices)


def nombre_de(sexo: str, edad: str) -> str:
    """Return the name of the field that counts one group."""
    return f"anonimas-{sexo}-{edad or 'sin-edad'}"


def claves_en(texto: Any) -> list[str]:
    """Return the keys written in a text with commas between."""
    return [clave for clave in str(texto or "").split(",") if clave]


class FormularioAsistencia(Formulario):
    """The rows `a_la_vista`: those of `parte` and those that the page that was sent showed, in the order of
    `claves`, the whole list. `mostradas` and `presentes` are keys of registrations, those that the page
    showed and those ticked; the rest, how many were only counted, by sex and age, which a list in parts asks
    once (`con_cuentas`)."""

    mostradas = forms.RegexField(r"^[0-9,]*$", required=False, widget=forms.HiddenInput)
    presentes = forms.TypedMultipleChoiceField(label="Quiénes vinieron", coerce=int, required=False)

    def __init__(
        self, *args: Any, claves: Sequence[int], parte: Sequence[int], con_cuentas: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        # The list may have grown or shrunk since: what was sent is read, whichever part this is now.
        self.contadas = any(campo.startswith("anonimas-") for campo in self.data)
        self.con_cuentas = con_cuentas or self.contadas
        de_la_parte, enviadas = set(parte), self.enviadas
        self.a_la_vista = [c for c in claves if c in de_la_parte or str(c) in enviadas]
        self.fields["presentes"].choices = [(clave, "") for clave in self.a_la_vista]  # type: ignore[attr-defined]
        self.fields["presentes"].error_messages["invalid_choice"] = (
            "La lista cambió mientras tanto: revísela y guarde otra vez."
        )
        for sexo, plural, edad, palabras in self._grupos():
            self.fields[nombre_de(sexo, edad)] = _contador(f"{plural}, {palabras.lower()}")

    def _grupos(self) -> list[tuple[str, str, str, str]]:
        """Return what it counts: sex and age, each with its word."""
        return [(*sexo, *edad) for sexo in SEXOS for edad in EDADES] if self.con_cuentas else []

    @property
    def cuadro(self) -> list[tuple[str, list[tuple[str, Any]]]]:
        """The counters as the page lays them out: age by age, three fields each with its word."""
        return [(edad, [(s, self[nombre_de(sexo, clave)]) for sexo, s in SEXOS]) for clave, edad in EDADES]

    @property
    def con_edades(self) -> bool:
        """Say whether somebody counted by age: then the ages stay in sight."""
        return any(campo.value() for _, campos in self.cuadro[1:] for _, campo in campos)

    def marcadas(self, de_entrada: Iterable[int]) -> set[str]:
        """Return the keys to tick: those sent, and of `de_entrada` those that the page sent did not show."""
        marcadas = {str(clave) for clave in self["presentes"].value() or []}
        return marcadas | ({str(clave) for clave in de_entrada} - self.enviadas)

    @property
    def enviadas(self) -> set[str]:
        """The keys that the page that was sent showed; none before."""
        return set(claves_en(self["mostradas"].value())) if self.is_bound else set()

    def clean_mostradas(self) -> set[int]:
        return {int(clave) for clave in claves_en(self.cleaned_data["mostradas"])}

    def anonimas(self) -> Cuentas:
        """Return how many of each group, if the page offered them; groups it did not are nobody's change."""
        if not self.contadas:
            return {}
        return {
            (str(sexo), edad): self.cleaned_data[nombre_de(sexo, edad)] or 0
            for sexo, _, edad, _ in self._grupos()
        }


def _contador(rotulo: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=rotulo,
        required=False,
        min_value=0,
        max_value=ANONIMAS_MAXIMO,
        error_messages={
            "invalid": "Ponga solo números.",
            "min_value": "Ponga 0 o más.",
            "max_value": f"Cuente hasta {ANONIMAS_MAXIMO}.",
        },
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "form-control campo-corto"}),
    )


class _ConPermisoDeQuienVino(Formulario):
    acepta = forms.BooleanField(
        label=CASILLA_EN_LA_LISTA,
        help_text=ACEPTO_EN_LA_LISTA,
        error_messages={"required": "Sin su permiso no se guardan sus datos: cuéntela sin nombre."},
    )


class FormularioConocida(FormularioDocumento, _ConPermisoDeQuienVino):
    """Somebody the system knows: nothing else is asked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for campo in ("tipo_documento", "numero_documento"):
            self.fields[campo].widget = forms.HiddenInput()

    def datos(self) -> DatosInscripcion:
        return DatosInscripcion(nombres="", apellidos="", acepta=self.cleaned_data["acepta"])


class FormularioNueva(FormularioDocumento, _ConPermisoDeQuienVino):
    """Somebody who gives a name."""

    nombres = forms.CharField(label="Nombres", max_length=80)
    apellidos = forms.CharField(label="Apellidos", max_length=120)
    celular = forms.CharField(
        label="Celular",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "class": "campo-medio"}),
    )
    tipo = forms.ChoiceField(
        label="Participa como",
        choices=TipoAsistente.choices,
        initial=TipoAsistente.PUBLICO,
        widget=forms.RadioSelect,
    )
    field_order = ("tipo_documento", "numero_documento", "nombres", "apellidos", "celular", "tipo", "acepta")

    def datos(self) -> DatosInscripcion:
        return DatosInscripcion(**{c: self.cleaned_data[c] for c in self.field_order})
