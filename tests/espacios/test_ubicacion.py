"""Coordinates are read however people write them, and mistakes are answered with a proposal."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from espacios.selectors import se_parecen
from espacios.ubicacion import Punto, exigir_en_peru, leer_punto

LIMA = Punto(Decimal("-12.046400"), Decimal("-77.042800"))


@pytest.mark.parametrize(
    "texto",
    [
        "-12.0464, -77.0428",
        "-12.0464,-77.0428",
        "  -12.0464   -77.0428 ",
        "-12.0464; -77.0428",
        "(-12.0464, -77.0428)",
        "−12.0464, −77.0428",
        "-12,0464; -77,0428",
        "-12,0464, -77,0428",
        "-12,0464 -77,0428",
        "12.0464° S, 77.0428° W",
        "77.0428°O 12.0464°S",
        "12°02'47.04\"S 77°02'34.08\"W",
        "https://www.google.com/maps/@-12.0464,-77.0428,17z",
        "https://www.google.com/maps/place/x/@-12.1,-77.1,17z/data=!3d-12.0464!4d-77.0428",
        "https://maps.google.com/?q=-12.0464,-77.0428",
        "https://maps.google.com/maps?q=-12.0464%2C-77.0428&z=17",
        "geo:-12.0464,-77.0428",
        "https://www.openstreetmap.org/?mlat=-12.0464&mlon=-77.0428#map=17/-12.1/-77.1",
    ],
)
def test_point_is_read_in_every_usual_form(texto):
    assert leer_punto(texto) == LIMA


@pytest.mark.parametrize(
    ("texto", "mensaje"),
    [
        (
            "-77.0428, -12.0464",
            "Este punto está fuera del Perú. La latitud va primero y parece que están al revés. "
            "¿Será -12.0464, -77.0428?",
        ),
        (
            "12.0464, 77.0428",
            "Este punto está fuera del Perú. Falta el signo menos. ¿Será -12.0464, -77.0428?",
        ),
        (
            "77.0428, 12.0464",
            "Este punto está fuera del Perú. La latitud va primero y parece que están al revés. "
            "¿Será -12.0464, -77.0428?",
        ),
        ("40.4168, -3.7038", "Este punto está fuera del Perú."),
        ("-120464, -770428", "Este punto está fuera del Perú."),
        ("9" * 400 + ", 1", "Este punto está fuera del Perú."),
    ],
)
def test_point_outside_peru_is_refused_with_a_proposal(texto, mensaje):
    with pytest.raises(ValidationError) as refusal:
        leer_punto(texto)
    assert refusal.value.messages == [mensaje]


@pytest.mark.parametrize(
    "texto",
    ["", "-12.0464", "hola", "-12.05, -77.03, 15", "NaN, NaN", "1e5, 1e5", "°", "12° S", "\x00", "-12,05"],
)
def test_what_is_not_a_point_is_refused(texto):
    with pytest.raises(ValidationError) as refusal:
        leer_punto(texto)
    assert refusal.value.code == "formato"


def test_half_written_proposal_reads_back():
    with pytest.raises(ValidationError) as refusal:
        leer_punto("-77.1, -12")
    propuesta = refusal.value.messages[0].partition("¿Será ")[2].rstrip("?")
    assert leer_punto(propuesta) == Punto(Decimal("-12"), Decimal("-77.1"))


@given(
    st.decimals(Decimal("-18.5"), Decimal("0.1"), places=6),
    st.decimals(Decimal("-81.5"), Decimal("-68.5"), places=6),
)
def test_point_in_peru_survives_being_written_and_read(latitud, longitud):
    punto = exigir_en_peru(latitud, longitud)
    assert leer_punto(str(punto)) == punto


@given(st.text(max_size=60))
def test_any_text_gives_a_point_or_a_reason(texto):
    try:
        leer_punto(texto)
    except ValidationError:
        return


@pytest.mark.parametrize(
    ("uno", "otro", "parecidos"),
    [
        ("Pq. Túpac Amaru II", "Parque Tupac Amaru 2", True),
        ("Señor de los Milagros", "Parque Señor de los Milagros, Asentamiento Humano Cruz de Motupe", True),
        ("Losa «Juventud Unida»", "Losa deportiva Juventud Unida de Canto Grande", True),
        ("Plaza", "plaza", True),
        ("Parque Grau", "Parque Miguel Grau Seminario del Callao", False),
        ("Parque La Paz", "Parque El Progreso", False),
        ("Alameda Los Olivos", "Alameda Los Jardines", False),
    ],
)
def test_like_names_are_told_by_the_words_that_say_which_place(uno, otro, parecidos):
    assert (se_parecen(uno, otro), se_parecen(otro, uno)) == (parecidos, parecidos)
