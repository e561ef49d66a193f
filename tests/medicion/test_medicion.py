"""The program that measures, at the size of the programme: what it writes and says, never how long."""

from datetime import timedelta

import pytest
from django.db.models import Count
from django.utils import timezone

from actividades.models import Actividad
from capacitaciones.models import Inscripcion
from comites.models import Comite, Integrante
from comunes.busqueda.indices import hay_indice, modelos_indexados
from comunes.texto import clave_busqueda
from espacios.models import EspacioPublico
from medicion import metas, poblar
from medicion.azar import barajar
from medicion.medir import juzgar, medir_todo
from medicion.telefono import inscribir, recibir
from monitoreo.models import Conteo
from personas.models import Persona

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.lenta
def test_programme_is_whole_and_every_screen_answers(settings, monkeypatch):
    settings.ALLOWED_HOSTS = ["testserver"]
    monkeypatch.setattr("medicion.cronometro.VECES", 1)
    medidas = medir_todo([1], "lista$|espacio$|raro|exportación csv|portada|nacional|dirigente")
    assert [EspacioPublico.objects.count(), Comite.objects.count(), Actividad.objects.count()] == [
        83,
        83,
        1000,
    ]
    assert Integrante.objects.count() == Persona.objects.count() == 479
    assert EspacioPublico.objects.values("region").annotate(n=Count("pk")).count() == 8
    assert [e for e in EspacioPublico.objects.all() if e.busqueda != e.texto_de_busqueda()] == []
    assert [p for p in Persona.objects.all() if p.busqueda != p.texto_de_busqueda()] == []
    assert [m for m in modelos_indexados() if not hay_indice(m)] == []
    assert Conteo.objects.filter(municipalidad=None).count() == 1
    hoy = timezone.localdate()
    assert Actividad.objects.verificadas().filter(fecha__gt=hoy).count() == 0
    for comite in Comite.objects.all():
        comite.full_clean()
    assert set(medidas["espacio"]) == {1}
    assert medidas["referencia"][1]["consultas"] > 0
    assert "faltas" not in juzgar(medidas)
    poblar.crecer(hoy - timedelta(days=1), desde=1, hasta=1)
    assert EspacioPublico.objects.count() == 83
    monkeypatch.setattr(recibir, "VECES", 1)
    monkeypatch.setattr(recibir, "FOTOS", 1)
    assert recibir.medir()["foto_ms"] > 0
    assert Actividad.objects.count() == 1003
    monkeypatch.setattr(inscribir, "VECES", 1)
    assert inscribir.medir()["veces"] > 0
    assert Inscripcion.objects.filter(sesion__titulo="Charla de la medición").count() == 3


def test_targets_say_what_is_missed():
    medida = {"ms": 10.0, "cpu_ms": 10.0, "relativo": 10.0, "consultas": 9, "bytes": 70_000}
    lenta = {**medida, "relativo": 13.0}
    assert metas.faltas(metas.LISTA, {1: medida, 1000: lenta}, 5.0) == [
        "razón 1.30 > 1.2",
        "consultas 9 > 8",
        "bytes 70000 > 60000",
    ]
    assert metas.faltas(metas.TABLERO, {1: medida, 1000: lenta}, 2.0) == ["6.5 veces la referencia > 5"]
    assert metas.faltas(metas.SIN_META, {1: medida, 1000: lenta}, 1.0) == []


def test_weights_are_dealt_out_whole():
    assert barajar({"a": 3, "b": 1}, 8) == ["a"] * 6 + ["b"] * 2
    assert clave_busqueda("Ñawpa") == "nawpa"
