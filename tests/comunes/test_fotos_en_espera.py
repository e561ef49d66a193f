"""Photos of a form that comes back wait for the next post; tickets are nobody else's."""

from io import BytesIO

import pytest
import time_machine
from django import forms
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from PIL import Image

from comunes.campos_fotos import CampoFotos
from comunes.fotos import procesar
from comunes.fotos_en_espera import guardar_en_espera, limpiar_espera, recoger, retener


@pytest.fixture
def almacen(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return lambda: [p for p in tmp_path.rglob("*") if p.is_file()]


def imagen(color="red"):
    salida = BytesIO()
    Image.new("RGB", (30, 20), color).save(salida, "JPEG")
    return salida.getvalue()


def foto(color="red"):
    return procesar(BytesIO(imagen(color)))


class Formulario(forms.Form):
    nombre = forms.CharField()
    fotos = CampoFotos(maximo=3)


def formulario(datos, *archivos):
    files = MultiValueDict({"fotos": [SimpleUploadedFile(n, d) for n, d in archivos]})
    return Formulario(MultiValueDict(datos), files)


def test_ticket_gives_back_the_same_photo(almacen):
    una = foto()
    assert recoger(guardar_en_espera(una)) == una


FALSOS = {"ajeno": signing.dumps(["espacios/aa/otra", "x", 1, 1]), "nulo": "\x00", "árbol": "🌳"}


@pytest.mark.parametrize(
    "boleto", ["", "x", "a:b:c", *FALSOS.values()], ids=["vacío", "x", "partes", *FALSOS]
)
def test_false_ticket_gives_nothing(almacen, boleto):
    assert recoger(boleto) is None


def test_old_ticket_gives_nothing_and_its_files_go(almacen):
    with time_machine.travel("2026-11-20 15:00:00-05:00"):
        boleto = guardar_en_espera(foto())
    with time_machine.travel("2026-11-21 14:00:00-05:00"):
        limpiar_espera()
        assert recoger(boleto) is not None
    with time_machine.travel("2026-11-21 16:00:00-05:00"):
        assert recoger(boleto) is None
    with time_machine.travel("2026-11-22 00:30:00-05:00"):
        limpiar_espera()
    assert almacen() == []


def test_form_that_comes_back_keeps_its_good_photos(almacen):
    form = formulario({"nombre": [""]}, ("a.jpg", imagen()), ("b.gif", b"GIF89a"), ("c.jpg", imagen("blue")))
    assert set(form.errors) == {"nombre", "fotos"}
    retener(form)
    boletos = form.fields["fotos"].recibidas
    segundo = formulario({"nombre": ["Parque"], "fotos_recibidas": boletos}, ("d.jpg", imagen("green")))
    assert segundo.is_valid()
    assert [f.sha256 for f in segundo.cleaned_data["fotos"]] == [
        foto("green").sha256,
        foto().sha256,
        foto("blue").sha256,
    ]


def test_tickets_count_towards_the_limit_and_can_be_dropped(almacen):
    boletos = [guardar_en_espera(foto(c)) for c in ("red", "blue", "green")]
    assert (
        "fotos"
        in formulario({"nombre": ["x"], "fotos_recibidas": boletos}, ("d.jpg", imagen("white"))).errors
    )
    assert formulario(
        {"nombre": ["x"], "fotos_recibidas": boletos[:2]}, ("d.jpg", imagen("white"))
    ).is_valid()


def test_expired_ticket_is_said(almacen):
    form = formulario({"nombre": ["x"], "fotos_recibidas": ["caduco"]})
    assert form.errors["fotos"] == ["Una foto que ya había llegado caducó: hay que elegirla otra vez."]
