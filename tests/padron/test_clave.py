"""The sample padrón against its answer key: repaired, rejected, reasons, dependants."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from territorio.services import cargar_territorio
from tests.padron.conftest import EJEMPLO

CLAVE = json.loads((Path(__file__).parent / "muestras" / "padron_ejemplo.clave.json").read_text())


@pytest.fixture(scope="module")
def informe(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """The dry run's report; made once, since a dry run leaves nothing behind."""
    destino = tmp_path_factory.mktemp("padron") / "informe.json"
    with django_db_blocker.unblock(), transaction.atomic():
        cargar_territorio(actor=None)
        call_command("importar_padron", EJEMPLO / "padron_ejemplo.xlsx", informe=destino, verbosity=0)
        transaction.set_rollback(True)
    datos: dict[str, Any] = json.loads(destino.read_text())
    return datos


def _filas(informe: dict[str, Any], **condicion: Any) -> dict[tuple[str, int], dict[str, Any]]:
    return {
        (nombre, fila["fila"]): fila
        for nombre, hoja in informe["hojas"].items()
        for fila in hoja["filas"]
        if all(fila[campo] == valor for campo, valor in condicion.items())
    }


def test_every_data_row_is_counted(informe: dict[str, Any]) -> None:
    assert {n: hoja["totales"]["filas"] for n, hoja in informe["hojas"].items()} == CLAVE["filas"]


def test_repaired_cells_are_those_of_the_key(informe: dict[str, Any]) -> None:
    reparadas = [r for fila in _filas(informe).values() for r in fila["reparaciones"]]
    cuentas = {columna: sum(r[0] == columna for r in reparadas) for columna, _ in reparadas}
    assert cuentas == {"ubigeo": 3, "documento": 40, "nombres": 20, "nacimiento": 25, "celular": 30}
    assert len(reparadas) == CLAVE["corregibles"] == informe["totales"]["celdas_reparadas"]


def test_directly_rejected_rows_and_columns_are_those_of_the_key(informe: dict[str, Any]) -> None:
    halladas = {
        llave: [c for c, _ in f["motivos"]] for llave, f in _filas(informe, rechazo_directo=True).items()
    }
    assert halladas == {(c["hoja"], c["fila"]): [c["campo"]] for c in CLAVE["rechazables"]}


@pytest.mark.parametrize(
    ("hoja", "fila", "texto"),
    [
        ("INTEGRANTES", 4, "El DNI «658460» tiene 6 dígitos y deben ser 8."),
        (
            "INTEGRANTES",
            191,
            "El documento «56473675» es el mismo de la fila 141 de INTEGRANTES, que es otra persona.",
        ),
        (
            "ESPACIOS",
            11,
            "El ubigeo «150801» (INEI) está fuera de las ocho regiones del programa: es del resto de Lima "
            "(fuera de la provincia de Lima).",
        ),
        (
            "ESPACIOS",
            15,
            "La latitud y la longitud parecen intercambiadas (-79.963373, -6.7753). Propuesta: "
            "latitud -6.7753, longitud -79.963373.",
        ),
        ("COMITÉS", 35, "La vigencia termina (10/11/2020) antes de empezar (10/12/2020)."),
        ("ACTIVIDADES", 44, "La fecha «02/05/2031» es futura: se anota lo ya realizado."),
    ],
)
def test_reason_names_the_value(informe: dict[str, Any], hoja: str, fila: int, texto: str) -> None:
    assert [t for _, t in _filas(informe)[hoja, fila]["motivos"]] == [texto]


def test_dependants_say_which_row_dragged_them(informe: dict[str, Any]) -> None:
    dependientes = _filas(informe, accion="rechazar", rechazo_directo=False)
    comites = {llave[1]: f["depende_de"] for llave, f in dependientes.items() if llave[0] == "COMITÉS"}
    assert comites == {fila: {"hoja": "ESPACIOS", "fila": fila} for fila in (11, 15, 27)}
    causas = {(f["depende_de"]["hoja"], f["depende_de"]["fila"]) for f in dependientes.values()}
    assert causas == {("ESPACIOS", f) for f in (11, 15, 27)} | {("COMITÉS", f) for f in (11, 15, 27, 35)}
    assert {len(f["motivos"]) for f in dependientes.values()} == {1}


def test_system_is_detected_and_said(informe: dict[str, Any]) -> None:
    assert informe["ubigeo"]["sistema"] == "INEI"
    assert informe["ubigeo"]["origen"] == "nombres"


def test_mended_workbook_has_nothing_to_reject(enmendado: Path, tmp_path: Path) -> None:
    destino = tmp_path / "informe.json"
    call_command("importar_padron", enmendado, informe=destino, verbosity=0)
    totales = json.loads(destino.read_text())["totales"]
    assert (totales["filas"], totales["crear"], totales["rechazar"]) == (741, 741, 0)
