"""The builtin tags: icons, chips, numbers, distances, query strings and error summaries."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
import time_machine
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from comunes.templatetags import componentes

NB = "\N{NO-BREAK SPACE}"


def pintar(texto: str, **contexto: object) -> str:
    return Template(texto).render(Context(contexto))


def test_icono_draws_the_symbol_and_hides_it_from_screen_readers() -> None:
    svg = pintar('{% icono "tree" %}')
    assert svg.startswith('<svg class="ico" viewBox="0 0 16 16" aria-hidden="true"><path d="')
    assert svg.endswith("</svg>")


def test_icono_with_title_is_an_image_with_an_escaped_name() -> None:
    svg = pintar('{% icono "tree" clase="gris" tamano="2" titulo=titulo %}', titulo='"><script>')
    assert '<svg class="ico ico-2 gris" viewBox="0 0 16 16" role="img"' in svg
    assert 'aria-label="&quot;&gt;&lt;script&gt;"' in svg


def test_icono_unknown_raises() -> None:
    with pytest.raises(TemplateSyntaxError, match="farola-magica"):
        pintar('{% icono "farola-magica" %}')


def test_chip_estado_takes_tone_icon_and_label() -> None:
    estado = SimpleNamespace(tono="parque", icono="lightbulb", label="Recuperado")
    html = pintar("{% chip_estado e %}", e=estado)
    assert html.startswith('<span class="chip chip--parque"><svg class="ico"')
    assert html.endswith("</svg>Recuperado</span>")


def test_chip_estado_without_tone_or_with_another_text() -> None:
    estado = SimpleNamespace(tono="", icono="people", label="En formación")
    assert pintar("{% chip_estado e texto='Comité en formación' %}", e=estado).endswith(
        "</svg>Comité en formación</span>"
    )
    assert pintar("{% chip_estado e %}", e=estado).startswith('<span class="chip"><svg')


def test_chip_estado_of_nothing_draws_nothing() -> None:
    assert pintar("{% chip_estado e %}", e=None) == ""


@pytest.mark.parametrize(
    ("numero", "texto"),
    [
        (0, "0"),
        (83, "83"),
        (4258, f"4{NB}258"),
        (1_234_567, f"1{NB}234{NB}567"),
        (-1000, f"-1{NB}000"),
        (Decimal("1840.5"), f"1{NB}840.5"),
        (None, "s/d"),
    ],
)
def test_miles(numero: object, texto: str) -> None:
    assert componentes.miles(numero) == texto


def test_por_ciento_rounds_and_keeps_no_data_apart_from_zero() -> None:
    assert [componentes.por_ciento(n) for n in (70.6, 0, None)] == [f"71{NB}%", f"0{NB}%", "s/d"]


@time_machine.travel(datetime(2026, 11, 24, 2, 0, tzinfo=UTC), tick=False)  # the 23rd, 9 p. m. in Lima
@pytest.mark.parametrize(
    ("fecha", "texto"),
    [
        (date(2026, 11, 14), "hace 9 días"),
        (date(2026, 11, 22), "ayer"),
        (date(2026, 11, 23), "hoy"),
        (date(2026, 11, 24), "mañana"),
        (date(2026, 12, 4), "en 11 días"),
        (date(2024, 11, 24), "hace 729 días"),
        (date(2020, 11, 23), "hace 6 años"),
        (datetime(2026, 11, 24, 1, 0, tzinfo=UTC), "hoy"),
        (None, ""),
    ],
)
def test_distancia_counts_days_in_lima(fecha: date | None, texto: str) -> None:
    assert componentes.distancia(fecha) == texto


@pytest.mark.parametrize(
    ("nombre", "iniciales"),
    [
        ("Teodora Huamán viuda de Ccallo", "TH"),
        ("María del Rosario Chuquimarca Ttito", "MC"),
        ("Jorge Luis Ñahui Echevarría", "JÑ"),
        ("Edilberto Pacheco", "EP"),
        ("Zoila", "Z"),
        ("", ""),
    ],
)
def test_monograma(nombre: str, iniciales: str) -> None:
    assert componentes.monograma(nombre) == iniciales


def test_url_con_keeps_the_query_and_forgets_the_page() -> None:
    peticion = RequestFactory().get("/espacios/?q=los+jazmines&region=1501&cursor=abc")
    assert pintar("{% url_con estado='en_alerta' %}", request=peticion) == (
        "?q=los+jazmines&amp;region=1501&amp;estado=en_alerta"
    )


def test_url_con_empty_value_removes_its_parameter() -> None:
    peticion = RequestFactory().get("/espacios/?q=a&region=1501")
    assert pintar("{% url_con region=None q='' %}", request=peticion) == "?"


def test_url_con_without_request_starts_an_empty_query() -> None:
    assert pintar("{% url_con cursor='x y' %}") == "?cursor=x+y"


class FormularioDePrueba(forms.Form):
    nombre = forms.CharField(label="Nombre")
    tipo = forms.ChoiceField(label="Tipo", choices=[("a", "A")], widget=forms.RadioSelect)
    clave = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self) -> None:
        raise forms.ValidationError("No cuadra")


def test_errores_enlazados_link_each_field_and_groups_link_their_first_option() -> None:
    formulario = FormularioDePrueba({})
    anclas = [ancla for ancla, _ in componentes.errores_enlazados(formulario)]
    assert anclas == ["", "id_nombre", "id_tipo_0", ""]
    assert componentes.errores_enlazados(formulario)[0] == ("", "No cuadra")
    assert componentes.errores_enlazados(formulario)[1] == ("id_nombre", "Nombre: este campo es obligatorio.")
    formulario.fields["nombre"].error_messages["required"] = "Falta responder «Nombre»."
    formulario.full_clean()
    assert componentes.errores_enlazados(formulario)[1] == ("id_nombre", "Falta responder «Nombre».")


@pytest.mark.parametrize(
    ("cuantos", "titulo"),
    [
        (1, "Falta un dato por corregir"),
        (3, "Faltan tres datos por corregir"),
        (12, "Faltan 12 datos por corregir"),
    ],
)
def test_titulo_de_errores(cuantos: int, titulo: str) -> None:
    assert componentes.titulo_de_errores([("id_nombre", "Nombre: falta.")] * cuantos) == titulo


def test_error_of_no_field_is_not_called_a_wrong_datum() -> None:
    assert componentes.titulo_de_errores([("", "Otra persona guardó cambios.")]) == "No se guardó todavía"


def test_repeated_icons_stand_once_and_are_drawn_by_reference():
    pagina = pintar(
        "{% simbolos iconos %}{% chip_estado e por_referencia=True %}{% chip_estado e por_referencia=True %}",
        iconos=["lightbulb", "lightbulb"],
        e=SimpleNamespace(tono="", icono="lightbulb", label="Recuperado"),
    )
    assert pagina.count('<symbol id="i-lightbulb"') == 1
    assert pagina.count('<use href="#i-lightbulb"/>') == 2
    assert pagina.count("<path") == pintar('{% icono "lightbulb" %}').count("<path")
