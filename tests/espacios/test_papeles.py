"""The ficha de diagnóstico read back: its words, its tags, the mark of sample data, who may open it."""

import uuid

import pytest
from django.urls import reverse

from comunes.instalacion import marcar_datos_de_ejemplo
from cuentas.enums import Permiso
from espacios.documents import ficha_de_diagnostico
from tests.contratos import ContratoDetalle
from tests.fabricas.espacios import DiagnosticoFactory, foto_con_archivo
from tests.pdf import leer

pytestmark = [pytest.mark.django_db, pytest.mark.lenta]


def test_filled_ficha_says_what_the_diagnosis_says():
    diagnostico = DiagnosticoFactory(
        validado=True, potencialidades='#panic("x") *no* $1$', espacio__nombre="Parque Ñandú #let"
    )
    texto = leer(ficha_de_diagnostico(diagnostico.espacio, diagnostico))[1]
    for dicho in (
        "Parque Ñandú #let",
        diagnostico.espacio.codigo,
        '#panic("x") *no* $1$',
        "Marcha exploratoria",
        "Respuestas: n = 50. Se sienten inseguros o muy inseguros: 70 %.",
    ):
        assert dicho in texto
    assert "Firma" not in texto


def test_ficha_is_tagged_and_says_its_language_and_title():
    diagnostico = DiagnosticoFactory(validado=True)
    for contenido in (
        ficha_de_diagnostico(diagnostico.espacio),
        ficha_de_diagnostico(diagnostico.espacio, diagnostico),
    ):
        raiz = leer(contenido)[0].trailer["/Root"]
        assert (raiz["/MarkInfo"]["/Marked"], raiz["/Lang"]) == (True, "es-PE")
        assert "/StructTreeRoot" in raiz
        assert b"pdfuaid:part" in raiz["/Metadata"].get_object().get_data()


def test_blank_ficha_carries_the_space_and_nothing_measured():
    diagnostico = DiagnosticoFactory(validado=True)
    texto = leer(ficha_de_diagnostico(diagnostico.espacio))[1]
    assert diagnostico.espacio.codigo in texto
    assert "Firma" in texto
    assert "Se sienten inseguros" not in texto
    assert diagnostico.potencialidades not in texto


def test_sample_data_is_marked_on_paper():
    diagnostico = DiagnosticoFactory(validado=True)
    assert "Datos de ejemplo" not in leer(ficha_de_diagnostico(diagnostico.espacio))[1]
    marcar_datos_de_ejemplo()
    assert "Datos de ejemplo" in leer(ficha_de_diagnostico(diagnostico.espacio))[1]


class TestFichaLlena(ContratoDetalle):
    permiso = Permiso.ESPACIO_VER

    def fila(self, lugar):
        return DiagnosticoFactory(espacio=lugar.espacio, validado=True)

    def url_de(self, fila):
        return reverse("espacios:diagnostico-ficha", args=[fila.uuid])

    def url_inexistente(self):
        return reverse("espacios:diagnostico-ficha", args=[uuid.uuid4()])


class TestFichaEnBlanco(ContratoDetalle):
    permiso = Permiso.ESPACIO_VER

    def fila(self, lugar):
        return lugar.espacio

    def url_de(self, fila):
        return reverse("espacios:diagnostico-en-blanco", args=[fila.codigo])

    def url_inexistente(self):
        return reverse("espacios:diagnostico-en-blanco", args=["NES-999999-99"])


def test_ficha_with_photos_as_they_were_taken_is_for_internal_use():
    diagnostico = DiagnosticoFactory(validado=True)
    assert "Uso interno" not in leer(ficha_de_diagnostico(diagnostico.espacio, diagnostico))[1]
    foto_con_archivo(espacio=diagnostico.espacio, diagnostico=diagnostico)
    assert "Uso interno" in leer(ficha_de_diagnostico(diagnostico.espacio, diagnostico))[1]
