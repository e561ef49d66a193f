"""Documents and phones: one stored form, messages that say what is wrong, masks that hide it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from personas import documentos as d
from personas.enums import TipoDocumento as T


def mensaje(funcion, *valores):
    with pytest.raises(ValidationError) as error:
        funcion(*valores)
    return error.value.messages[0]


@pytest.mark.parametrize(
    ("tipo", "escrito", "guardado"),
    [
        (T.DNI, " 00 658.460 ", "00658460"),
        (T.DNI, "4205-1691", "42051691"),
        (T.CE, "00123456a", "00123456A"),
        (T.PTP, "123456789012", "123456789012"),
        (T.PASAPORTE, "ab 12345", "AB12345"),
        (T.SIN_DOCUMENTO, "  ", ""),
    ],
)
def test_document_is_stored_in_one_form(tipo, escrito, guardado):
    assert d.normalizar_documento(tipo, escrito) == guardado


@pytest.mark.parametrize(
    ("tipo", "escrito", "texto"),
    [
        (T.DNI, "1234567", "Le falta un número: tiene 7 y deben ser 8."),
        (T.DNI, "658460", "Le faltan 2 números: tiene 6 y deben ser 8."),
        (T.DNI, "123456789", "Le sobra un número: tiene 9 y deben ser 8."),
        (T.DNI, "1234567A", "El DNI tiene solo números; quite las letras y los signos."),
        (T.DNI, "", "Escriba el número del documento."),
        (T.CE, "12345678", "Este documento tiene de 9 a 12 letras y números; escribió 8."),
        (T.PASAPORTE, "AB*12345", "El documento tiene solo letras y números; quite los otros signos."),
    ],
)
def test_wrong_document_says_what_is_wrong(tipo, escrito, texto):
    assert mensaje(d.normalizar_documento, tipo, escrito) == texto


def test_eight_zeros_are_nobodys_document():
    assert mensaje(d.normalizar_documento, T.DNI, "00000000").startswith("Ese número no es de nadie.")


def test_number_with_sin_documento_is_refused():
    assert "Sin documento" in mensaje(d.normalizar_documento, T.SIN_DOCUMENTO, "12345678")


@pytest.mark.parametrize(
    "escrito", ["987654321", "+51 987 654 321", "51987654321", "0051-987654321", "(987) 654.321"]
)
def test_mobile_is_stored_as_e164(escrito):
    assert d.normalizar_celular(escrito) == "+51987654321"


def test_mobile_that_starts_like_the_country_code_is_kept():
    assert mensaje(d.normalizar_celular, "519876543") == "Un celular del Perú empieza con 9."


@pytest.mark.parametrize(
    ("escrito", "texto"),
    [
        ("98745612", "Le falta un número: tiene 8 y deben ser 9."),
        ("98765432100", "Le sobran 2 números: tiene 11 y deben ser 9."),
        ("014567890", "Un celular del Perú empieza con 9."),
        ("98765432x", "El celular tiene solo números."),
    ],
)
def test_wrong_mobile_says_what_is_wrong(escrito, texto):
    assert mensaje(d.normalizar_celular, escrito) == texto


def test_no_mobile_is_no_error():
    assert d.normalizar_celular(" ") == ""


@given(st.from_regex(r"9[0-9]{8}", fullmatch=True))
def test_stored_mobile_normalises_to_itself(numero):
    guardado = d.normalizar_celular(numero)
    assert d.normalizar_celular(guardado) == guardado
    assert d.normalizar_celular(d.escribir_celular(guardado)) == guardado


@given(st.text(max_size=20))
def test_any_text_is_stored_or_refused_but_never_breaks(texto):
    for funcion in (d.normalizar_celular, lambda t: d.normalizar_documento(T.DNI, t)):
        try:
            funcion(texto)
        except ValidationError:
            continue


@given(st.from_regex(r"[0-9]{8}", fullmatch=True))
def test_mask_shows_the_last_four_only(numero):
    assert d.enmascarar_documento(numero) == f"••••\N{NO-BREAK SPACE}{numero[4:]}"


def test_mask_of_a_short_number_shows_nothing():
    assert d.enmascarar_documento("1234") == "••••"


def test_birth_date_in_the_future_or_too_old_is_refused():
    assert "futuro" in mensaje(d.validar_nacimiento, timezone.localdate() + timedelta(days=1))
    assert "115" in mensaje(d.validar_nacimiento, date(1890, 1, 1))
    assert d.validar_nacimiento(None) is None
