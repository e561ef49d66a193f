"""Line base beside follow-up: which ones are compared, and the figures."""

from datetime import date

import pytest

from cuentas.roles import Rol
from espacios.comparacion import comparar, con_signo, vigentes
from espacios.models import Diagnostico
from tests.apoyo import entrar
from tests.contratos.lugares import hacer_lugares
from tests.fabricas.espacios import DiagnosticoFactory, EspacioFactory

pytestmark = pytest.mark.django_db


def de(espacio):
    return list(Diagnostico.objects.filter(espacio=espacio))


@pytest.fixture
def base():
    return DiagnosticoFactory(validado=True, fecha=date(2026, 3, 14))


def seguir(base, **campos):
    datos = {"momento": "seguimiento", "validado": True, "fecha": date(2026, 10, 3), **campos}
    return DiagnosticoFactory(espacio=base.espacio, **datos)


def test_without_a_validated_line_base_there_is_nothing_to_compare():
    enviado = DiagnosticoFactory(enviado=True)
    assert comparar(de(enviado.espacio)) is None
    assert comparar([]) is None


def test_line_base_alone_has_scores_and_no_change(base):
    c = comparar(de(base.espacio))
    assert (c.base, c.hoy, [e.cambio for e in c.puntajes]) == (base, None, [None] * 5)
    assert (c.radar.hoy, c.cambio_de_inseguridad, round(c.inseguridad.base)) == ("", "", 70)


def test_the_latest_validated_follow_up_is_compared(base):
    seguir(base, fecha=date(2026, 6, 1))
    ultimo = seguir(base, seguridad=4, sostenibilidad=1, conectividad=2)
    DiagnosticoFactory(espacio=base.espacio, momento="cierre", enviado=True, fecha=date(2026, 11, 1))
    c = comparar(de(base.espacio))
    assert c.hoy == ultimo
    assert {e.nombre: e.cambio for e in c.puntajes} == {
        "Seguridad": 2,
        "Inclusión": 0,
        "Conectividad": -1,
        "Accesibilidad": 0,
        "Sostenibilidad": 0,
    }
    assert c.en_palabras.startswith("Seguridad: de 2 a 4; Inclusión: de 2 a 2;")


def test_an_amended_line_base_is_compared_in_the_place_of_the_former(base):
    nueva = DiagnosticoFactory(
        espacio=base.espacio, validado=True, edicion=2, enmienda_de=base, seguridad=3, fecha=base.fecha
    )
    assert vigentes(de(base.espacio)) == [nueva]
    assert set(Diagnostico.objects.vigentes()) == {nueva}
    assert comparar(de(base.espacio)).base == nueva


def test_an_amendment_still_open_leaves_the_former_in_force(base):
    DiagnosticoFactory(espacio=base.espacio, enviado=True, edicion=2, enmienda_de=base)
    assert vigentes(de(base.espacio)) == [base]


@pytest.mark.parametrize(
    ("inseguro", "muy_inseguro", "dicho"),
    [
        (10, 5, "20 puntos porcentuales menos"),
        (20, 15, "sin cambio"),
        (40, 15, "9 puntos porcentuales más"),
    ],
)
def test_change_of_insecurity_in_percentage_points(base, inseguro, muy_inseguro, dicho):
    seguir(base, inseguro=inseguro, muy_inseguro=muy_inseguro)
    cambio = comparar(de(base.espacio)).cambio_de_inseguridad
    assert cambio == dicho


def test_survey_missing_at_one_end_is_no_change(base):
    sin = dict.fromkeys(("muy_seguro", "seguro", "ni_seguro_ni_inseguro", "inseguro", "muy_inseguro"), 0)
    seguir(base, **sin)
    c = comparar(de(base.espacio))
    assert (c.cambio_de_inseguridad, c.inseguridad.hoy, c.hay_encuestas) == ("", None, True)
    assert [r.hoy for _, r in c.respuestas] == [None] * 5


@pytest.mark.parametrize(
    ("numero", "dicho"), [(2.0, "+2"), (-37.4, "−37"), (0, "0"), (-0.2, "0"), (None, "s/d")]
)
def test_change_is_written_with_its_sign(numero, dicho):
    assert con_signo(numero) == dicho


def test_space_page_says_why_there_is_nothing_yet(client):
    lugar = hacer_lugares().propio
    entrar(client, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))
    assert "Todavía no hay diagnóstico." in client.get(lugar.espacio.get_absolute_url()).content.decode()


def test_other_spaces_are_never_compared(base):
    DiagnosticoFactory(espacio=EspacioFactory(), validado=True)
    assert comparar(de(base.espacio)).hoy is None
