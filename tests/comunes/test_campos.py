"""How a form reads: label, help, error, input, tied to each other for people who do not see them."""

import re

import pytest
from django import forms
from django.template import Context, Template

OPCIONES = [("a", "Uno"), ("b", "Dos")]


class Formulario(forms.Form):
    nombre = forms.CharField(label="Nombre", help_text="Como lo llaman.")
    area = forms.DecimalField(label="Área", required=False)
    modo = forms.ChoiceField(label="Modo", help_text="Elija uno.", choices=OPCIONES, widget=forms.RadioSelect)
    riesgos = forms.MultipleChoiceField(
        label="Riesgos", choices=OPCIONES, required=False, widget=forms.CheckboxSelectMultiple
    )
    acepta = forms.BooleanField(label="Acepta")
    archivo = forms.FileField(label="Padrón", required=False)
    foto = forms.FileField(
        label="Foto", required=False, widget=forms.FileInput(attrs={"accept": "image/jpeg"})
    )
    clave = forms.CharField(widget=forms.HiddenInput, required=False)


def pintar(datos: dict[str, object] | None = None) -> str:
    plantilla = Template("{% load crispy_forms_filters %}{{ form|crispy }}")
    return plantilla.render(Context({"form": Formulario(datos)}))


def campo(html: str, nombre: str) -> str:
    """Return the HTML of one field."""
    return next(
        p for p in re.split(r'(?=<(?:div|fieldset) id="div_id_)', html) if f'id="div_id_{nombre}"' in p
    )


def palabras(html: str) -> list[str]:
    """Return the texts of a piece of HTML, one per element that has any."""
    return [texto.strip() for texto in re.split(r"<[^>]*>", html) if texto.strip()]


def test_field_reads_label_help_error_input() -> None:
    html = campo(pintar({}), "nombre")
    assert palabras(html) == ["Nombre", "Como lo llaman.", "Este campo es obligatorio."]
    assert html.index("campo-error") < html.index("<input")
    assert 'class="campo campo--error"' in html


@pytest.mark.parametrize("nombre", ["nombre", "modo"])
def test_help_and_error_are_tied_to_the_control(nombre: str) -> None:
    html = campo(pintar({}), nombre)
    ids = re.search(r'aria-describedby="([^"]+)"', html)
    assert ids is not None
    assert ids.group(1).split() == [f"id_{nombre}_helptext", f"id_{nombre}_error"]
    assert all(f'id="{i}"' in html for i in ids.group(1).split())


def test_invalid_input_says_so_and_a_radio_does_not() -> None:
    html = pintar({})
    assert 'aria-invalid="true"' in campo(html, "nombre")
    assert "aria-invalid" not in campo(html, "modo")


def test_only_optional_fields_are_marked() -> None:
    html = pintar()
    marcados = [n for n in Formulario.base_fields if n != "clave" and "(opcional)" in campo(html, n)]
    assert marcados == ["area", "riesgos", "archivo", "foto"]


def test_group_is_a_fieldset_with_its_choices_and_what_was_chosen() -> None:
    html = campo(pintar({"modo": "b"}), "modo")
    assert html.startswith("<fieldset")
    assert palabras(html) == ["Modo", "Elija uno.", "Uno", "Dos"]
    marcados = [i for i in re.findall(r"<input[^>]*>", html) if " checked" in i]
    assert len(marcados) == 1
    assert 'value="b"' in marcados[0]


def test_file_label_offers_the_camera_only_for_photos() -> None:
    html = pintar()
    assert "Elegir un archivo" in campo(html, "archivo")
    assert "Elegir una foto" in campo(html, "foto")


def test_typed_values_stay_and_hidden_fields_have_no_label() -> None:
    html = pintar({"nombre": "Parque «Los Jazmines»", "clave": "x1"})
    assert 'value="Parque «Los Jazmines»"' in html
    assert html.count('name="clave"') == 1
    assert 'for="id_clave"' not in html


def test_summary_names_how_many_and_links_each() -> None:
    html = pintar({})
    assert "Faltan tres datos por corregir" in html
    resumen = html[: html.index('id="div_id_nombre"')]
    assert re.findall(r'href="#([^"]+)"', resumen) == ["id_nombre", "id_modo_0", "id_acepta"]
