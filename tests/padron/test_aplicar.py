"""Importing for real: everything enters once, the same file again changes nothing, all or nothing."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import F

from actividades.models import Actividad
from comites.models import Comite, GrupoWhatsApp, Integrante, Mandato
from comunes.models import Evento
from espacios.models import EspacioPublico
from padron.directo import importar_ruta
from personas.models import Persona

MODELOS = (EspacioPublico, Comite, Mandato, GrupoWhatsApp, Persona, Integrante, Actividad, Evento)


def _cuentas() -> dict[str, int]:
    return {modelo.__name__: modelo.objects.count() for modelo in MODELOS}


def test_confirmed_command_writes_the_programme(enmendado: Path) -> None:
    call_command("importar_padron", enmendado, confirmar=True, verbosity=0)
    cuentas = _cuentas()
    assert {n: cuentas[n] for n in ("EspacioPublico", "Comite", "Mandato", "GrupoWhatsApp")} == {
        "EspacioPublico": 83,
        "Comite": 83,
        "Mandato": 83,
        "GrupoWhatsApp": 83,
    }
    assert (cuentas["Integrante"], cuentas["Actividad"]) == (479, 96)
    assert Integrante.objects.filter(cargo_unico=True).count() == 83 * 3
    assert not Integrante.objects.exclude(mandato__comite=F("comite")).exists()


def test_what_was_written_can_be_found_by_text(enmendado: Path) -> None:
    importar_ruta(enmendado, actor=None)
    espacio = EspacioPublico.objects.get(busqueda__contains="pachacutec", distrito="130205")
    assert espacio.codigo == "NES-130205-01"
    assert espacio.municipalidad_id == "130205"
    assert set(espacio.factores.values_list("slug", flat=True)) == {
        "robo-o-hurto",
        "abandono-o-basura",
        "accesos-inseguros",
        "falta-de-vigilancia",
    }


def test_same_file_twice_changes_nothing(muestra: Path) -> None:
    importar_ruta(muestra, actor=None)
    antes = _cuentas()
    versiones = list(Persona.objects.order_by("pk").values_list("pk", "version", "actualizado"))
    revision = importar_ruta(muestra, actor=None)
    assert (revision.totales[""]["igual"], revision.totales[""]["rechazar"]) == (694, 47)
    assert revision.totales[""]["crear"] == revision.totales[""]["actualizar"] == 0
    assert _cuentas() == antes
    assert list(Persona.objects.order_by("pk").values_list("pk", "version", "actualizado")) == versiones


def test_dates_are_shifted_except_births(enmendado: Path) -> None:
    importar_ruta(enmendado, actor=None, dias=10)
    comite = Comite.objects.get(nombre="Comité Comunitario Escalera El Progreso", espacio__distrito="130701")
    assert str(comite.fecha_constitucion) == "2021-03-30"
    integrante = Integrante.objects.get(persona__numero_documento="40658460")
    assert (str(integrante.desde), str(integrante.persona.fecha_nacimiento)) == ("2020-12-14", "1954-05-22")


@pytest.mark.parametrize("tabla", ["comites_integrante", "actividades_actividad", "comunes_evento"])
def test_failure_at_any_statement_leaves_nothing(enmendado: Path, tabla: str) -> None:
    antes = _cuentas()

    def fallar(ejecutar, sql, params, many, contexto):  # type: ignore[no-untyped-def]
        if sql.startswith(f'INSERT INTO "{tabla}"'):
            raise RuntimeError("power cut")
        return ejecutar(sql, params, many, contexto)

    with connection.execute_wrapper(fallar), pytest.raises(RuntimeError):
        importar_ruta(enmendado, actor=None)
    assert _cuentas() == antes
