"""Names in the order in which people look for them, the same on either engine, page by page."""

import pytest

from comunes.lotes import actualizar_en_lote, crear_en_lote
from comunes.paginas import cursor_tras, paginar
from comunes.texto import clave_de_orden
from espacios.models import EspacioPublico
from tests.fabricas.espacios import EspacioFactory

pytestmark = pytest.mark.django_db
EN_ORDEN = ["Álamo", "alto", "Área verde", "«Área verde 2»", "Arequipa", "Nazca", "nuevo", "Ñaña", "Oasis"]
ORDEN = ("clave_orden", "pk")


def test_names_are_sorted_without_accents_and_n_tilde_after_n():
    for nombre in reversed(EN_ORDEN):
        EspacioFactory(nombre=nombre)
    assert [e.nombre for e in EspacioPublico.objects.all()] == EN_ORDEN
    vistos, cursor = [], ""
    for _ in range(5):
        pagina = paginar(EspacioPublico.objects.all(), orden=ORDEN, cursor=cursor, tamano=2)
        vistos += [e.nombre for e in pagina]
        cursor = pagina.siguiente
    assert (vistos, cursor) == (EN_ORDEN, "")
    ultimo = EspacioPublico.objects.get(nombre="Oasis")
    despues = paginar(EspacioPublico.objects.all(), orden=ORDEN, cursor=cursor_tras(ultimo, ORDEN), tamano=2)
    assert list(despues) == []


def test_equal_keys_are_told_apart_by_the_row():
    filas = [EspacioFactory(nombre=n) for n in ("Área", "AREA", "area", "Àrea")]
    primera = paginar(EspacioPublico.objects.all(), orden=ORDEN, cursor="", tamano=3)
    segunda = paginar(EspacioPublico.objects.all(), orden=ORDEN, cursor=primera.siguiente, tamano=3)
    assert [e.pk for e in (*primera, *segunda)] == [e.pk for e in filas]


def test_every_way_of_writing_keeps_the_key():
    espacio = EspacioFactory(nombre="Zorritos")
    espacio.nombre = "Ánimas"
    espacio.save(update_fields=["nombre"])
    copia = EspacioPublico.objects.get()
    assert copia.clave_orden == "animas"
    copia.codigo, copia.nombre = "NES-1", "Ñuñoa"
    crear_en_lote([copia])
    actualizar_en_lote(EspacioPublico, {espacio.pk: {"nombre": "Óvalo"}})
    claves = set(EspacioPublico.objects.values_list("clave_orden", flat=True))
    assert claves == {"ovalo", clave_de_orden("Ñuñoa")}
