"""A required field left empty says what to do: no form answers Django's «Este campo es obligatorio»."""

import importlib
import pkgutil

import pytest
from django import forms
from django.contrib.admin.helpers import ActionForm
from django.forms import BaseForm

from comunes.formularios import Formulario
from comunes.pedidos import ConPedidos, pedido_de
from tests.meta.proyecto import APPS, RAIZ


def _propios():
    """Return every form class of ours, wherever it is written."""
    for app in APPS:
        for modulo in pkgutil.walk_packages([str(RAIZ / app)], f"{app}."):
            if not {"migrations", "management", "settings"} & set(modulo.name.split(".")):
                importlib.import_module(modulo.name)
    return {c for c in _descendientes(BaseForm) if c.__module__.split(".")[0] in APPS}


def _descendientes(clase):
    for hija in clase.__subclasses__():
        yield hija
        yield from _descendientes(hija)


def test_every_form_says_what_an_empty_field_asks_for():
    propios = {c for c in _propios() if not issubclass(c, ActionForm)}
    assert len(propios) > 50
    assert {c.__qualname__ for c in propios if not issubclass(c, ConPedidos)} == set()


@pytest.mark.parametrize(
    ("campo", "rotulo", "dicho"),
    [
        (forms.CharField(), "Nombre del espacio", "Falta escribir el nombre del espacio."),
        (forms.ChoiceField(), "Institución responsable", "Falta elegir la institución responsable."),
        (forms.DateField(), "Fecha", "Falta poner la fecha."),
        (forms.MultipleChoiceField(), "Factores de riesgo", "Falta marcar los factores de riesgo."),
        (forms.CharField(), "Tu PIN actual", "Falta escribir tu PIN actual."),
        (forms.ChoiceField(), "¿Qué muestra?", "Falta responder «¿Qué muestra?»."),
        (forms.ChoiceField(), "Quién la organizó", "Falta elegir «Quién la organizó»."),
    ],
)
def test_words_come_from_the_label(campo, rotulo, dicho):
    assert pedido_de(campo, rotulo) == dicho


def test_words_of_its_own_stay():
    class Prueba(Formulario):
        titulo = forms.CharField(label="Título")
        lema = forms.CharField(label="Lema", error_messages={"required": "Escriba el lema en una línea."})

    errores = Prueba({}).errors
    assert errores == {"titulo": ["Falta escribir el título."], "lema": ["Escriba el lema en una línea."]}
