"""The guide says what the code does: its tables and its picture are written from the code's tables."""

import pytest
from django.core.management import call_command

from espacios.ciclo import TRANSICIONES
from portal import guia


def test_guide_is_up_to_date():
    assert guia.atrasadas() == [], "hay que correr «manage.py escribir_guia»"


def test_picture_names_every_step_and_proof():
    dibujo = guia.DIBUJOS["vida-del-espacio.svg"]()
    for transicion in TRANSICIONES:
        for texto in (transicion.desde[0].label, *(r.prueba for r in transicion.requisitos)):
            assert texto in dibujo


def test_command_writes_only_what_is_late(tmp_path, monkeypatch, capsys):
    for nombre in guia.TABLAS:
        (tmp_path / nombre).write_text(f"Antes.\n{guia.ABRE}\nviejo\n{guia.CIERRA}\nDespués.\n", "utf-8")
    monkeypatch.setattr(guia, "GUIA", tmp_path)
    monkeypatch.setattr("portal.management.commands.escribir_guia.GUIA", tmp_path)
    with pytest.raises(SystemExit):
        call_command("escribir_guia", "--revisar")
    call_command("escribir_guia")
    call_command("escribir_guia", "--revisar")
    escrita = (tmp_path / "diagnostico.md").read_text("utf-8")
    assert (escrita.startswith("Antes.\n"), escrita.endswith("Después.\n"), "viejo" in escrita) == (
        True,
        True,
        False,
    )
    assert len(capsys.readouterr().out.split()) == 2 * (len(guia.TABLAS) + len(guia.DIBUJOS))
