"""The one text normaliser, and the key that searches compare."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comunes.texto import clave_busqueda, en_serie, en_una_linea, normalizar


@pytest.mark.parametrize(
    ("entrada", "esperado"),
    [
        ("  Parque\u200b Áncash\x00 ", "Parque Áncash"),
        ("A\u0301ncash", "Áncash"),
        ("DNI １２３٤", "DNI 1234"),
        ("uno\r\ndos\rtres", "uno\ndos\ntres"),
        ("\ufeff\u202eoculto", "oculto"),
        ("familia 👨\u200d👩\u200d👧", "familia 👨\u200d👩\u200d👧"),
    ],
)
def test_normalizar_removes_what_nobody_typed(entrada, esperado):
    assert normalizar(entrada) == esperado


@given(st.text())
def test_normalizar_is_idempotent_and_nfc(texto):
    una_vez = normalizar(texto)
    assert normalizar(una_vez) == una_vez
    assert unicodedata.is_normalized("NFC", una_vez)
    assert "\x00" not in una_vez


def test_search_key_ignores_accents_case_and_order_of_spaces():
    assert clave_busqueda("  ÁNCASH ", "Ñahui\u00a0Peña") == "ancash nahui pena"


def test_single_line_folds_breaks():
    assert en_una_linea("uno\n\n dos\t tres") == "uno dos tres"


@pytest.mark.parametrize(
    ("nombres", "esperado"),
    [
        ([], ""),
        (["Encuesta"], "Encuesta"),
        (
            ["Marcha exploratoria", "Paseo de Jane", "Encuesta"],
            "Marcha exploratoria, paseo de Jane, encuesta",
        ),
    ],
)
def test_en_serie_capitalises_only_the_first(nombres, esperado):
    assert en_serie(nombres) == esperado
