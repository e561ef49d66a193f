"""Line base beside follow-up: which ones are compared, and the figures."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from cuentas.roles import Rol
from espacios.comparacion import comparar, con_signo, vigentes
from espacios.evidencias import con_alertas, condicion_de_alerta, razones_de
from espacios.models import Diagnostico, EspacioPublico
from espacios.services import validar_diagnostico
from tests.apoyo import entrar
from tests.contratos.lugares import hacer_lugares
from tests.fabricas.cuentas import usuario_con_rol
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


# Worse than the line base -------------------------------------------------------------------------


def validar(base, **campos):
    """Validate a follow-up through the service; return the reasons for alarm of its recovered space."""
    revisora = usuario_con_rol(Rol.RESPONSABLE_NACIONAL)
    nuevo = DiagnosticoFactory(espacio=base.espacio, momento="seguimiento", enviado=True, **campos)
    EspacioPublico.objects.filter(pk=base.espacio.pk).update(estado="recuperado")
    validar_diagnostico(actor=revisora, diagnostico=nuevo, version=1)
    espacio = con_alertas(EspacioPublico.objects.filter(pk=base.espacio.pk)).get()
    return [r.texto for r in razones_de(espacio) if "diagnóstico de seguimiento" in r.texto]


def test_a_worse_follow_up_alerts_with_its_figures_and_a_better_one_clears_it(base):
    [razon] = validar(base, fecha=date(2026, 6, 1), accesibilidad=1, inseguro=30)
    assert razon == (
        "El diagnóstico de seguimiento del 01/06/2026 es peor que la línea base: el puntaje bajó de 10 a 9 "
        "de 25 y quienes se sienten inseguros subieron de 70 % a 75 %. La alerta se quita sola con uno "
        "posterior, validado, que ya no sea peor."
    )
    assert validar(base, fecha=date(2026, 10, 3), accesibilidad=2) == []


@pytest.mark.parametrize(
    ("campos", "peor"),
    [
        ({}, False),
        ({"seguridad": 1, "inclusion": 3}, False),
        ({"muy_seguro": 0, "seguro": 8, "muy_inseguro": 17}, False),  # 4 points more
        ({"muy_seguro": 0, "seguro": 7, "muy_inseguro": 18}, True),  # 6 points more
        (
            {"muy_seguro": 0, "seguro": 0, "ni_seguro_ni_inseguro": 0, "inseguro": 29, "muy_inseguro": 0},
            False,
        ),
    ],
)
def test_what_counts_as_worse(base, campos, peor):
    seguir(base, **campos)
    assert bool(comparar(de(base.espacio)).empeoras) is peor


def test_worse_needs_both_in_force(base):
    DiagnosticoFactory(espacio=base.espacio, momento="seguimiento", enviado=True, seguridad=1)
    assert comparar(de(base.espacio)).empeoras == []
    DiagnosticoFactory(espacio=base.espacio, validado=True, edicion=2, enmienda_de=base, seguridad=1)
    assert comparar(de(base.espacio)).base.puntaje == 9


def test_alerts_read_a_column_and_no_diagnosis(base):
    """However many diagnoses there are, the list of alerts never looks at them."""
    assert "espacios_diagnostico" not in str(EspacioPublico.objects.filter(condicion_de_alerta()).query)


def test_migration_fills_in_what_the_services_keep(base):
    validar(base, accesibilidad=1)
    EspacioPublico.objects.update(diagnostico_peor=False)
    import_module("espacios.migrations.0006_llenar_editores_y_empeoras").llenar(apps, None)
    assert EspacioPublico.objects.get(pk=base.espacio.pk).diagnostico_peor


def test_other_spaces_are_never_compared(base):
    DiagnosticoFactory(espacio=EspacioFactory(), validado=True)
    assert comparar(de(base.espacio)).hoy is None
