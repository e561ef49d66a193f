"""Fingerprints of photos that lack one: counted first, in batches, going on where it stopped."""

from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from PIL import Image

from actividades.models import Evidencia
from actividades.services import agregar_evidencias
from actividades.services.huellas import ultima_mirada
from comunes.fotos import procesar
from tests.actividades.conftest import foto
from tests.fabricas.actividades import ActividadFactory, EvidenciaFactory

pytestmark = pytest.mark.django_db


def rayada(semilla):
    """Return a photo with something to tell it by."""
    imagen = Image.effect_noise((40, 40), 80 + semilla).convert("RGB")
    salida = BytesIO()
    imagen.save(salida, "PNG")
    return procesar(salida)


def correr(*opciones):
    salida = StringIO()
    call_command("calcular_huellas", *opciones, stdout=salida, stderr=salida)
    return salida.getvalue().splitlines()


def test_missing_fingerprints_are_put_in_batches_and_once(lider, lugares, archivos_guardados):
    actividad = ActividadFactory(comite=lugares.propio.comite)
    fotos = [rayada(1), rayada(2), rayada(3), foto(1)]
    agregar_evidencias(actor=lider, actividad=actividad, fotos=fotos)
    EvidenciaFactory(actividad=actividad)  # its file is gone
    huellas = list(Evidencia.objects.values_list("banda_1", "banda_4"))
    Evidencia.objects.update(banda_1=None, banda_2=None, banda_3=None, banda_4=None)
    assert correr("--simular") == ["Fotos por mirar: 5."]
    assert correr("--lote=1", "--maximo=2")[-1] == "Con huella: 2. Demasiado lisas: 0. Sin archivo: 0."
    assert correr("--lote=2")[-2] == "Con huella: 1. Demasiado lisas: 1. Sin archivo: 1."
    assert list(Evidencia.objects.values_list("banda_1", "banda_4")) == huellas
    assert (correr("--simular"), ultima_mirada()) == (
        ["Fotos por mirar: 0."],
        Evidencia.objects.latest("pk").pk,
    )
    assert correr("--simular", "--desde-el-principio") == ["Fotos por mirar: 2."]
