"""How easy a text reads: syllables, the index, the words of the scale."""

import pytest

from comunes.lecturabilidad import NivelLectura, indice, nivel, silabas


@pytest.mark.parametrize(
    ("palabra", "cuantas"),
    [
        ("sol", 1),
        ("casa", 2),
        ("ciudad", 2),
        ("país", 2),
        ("aéreo", 4),
        ("quiere", 2),
        ("pingüino", 3),
        ("prohibir", 3),
        ("oía", 3),
        ("muy", 1),
        ("y", 1),
        ("ÁRBOL", 2),
    ],
)
def test_syllables_follow_spanish_diphthongs_and_hiatus(palabra, cuantas):
    assert silabas(palabra) == cuantas


def test_index_is_the_published_formula():
    # Two sentences, six words, eleven syllables.
    assert indice("La casa es azul. Vecina, llama.") == pytest.approx(206.835 - 62.3 * 11 / 6 - 3)


def test_text_without_words_has_no_level():
    assert (indice("105 …"), nivel("")) == (None, None)


@pytest.mark.parametrize(
    ("texto", "esperado"),
    [
        ("Si ves algo raro, llama al 105. No te acerques.", NivelLectura.MUY_FACIL),
        (
            "La municipalidad comunica la realización de una campaña descentralizada de inmunización "
            "dirigida prioritariamente a población vulnerable",
            NivelLectura.DIFICIL,
        ),
    ],
)
def test_level_says_it_in_words(texto, esperado):
    assert nivel(texto) == esperado
