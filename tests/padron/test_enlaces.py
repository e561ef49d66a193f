"""Rows against rows of the same file: repeats, same documents, unique offices, dependants."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.padron.mini import actividad, comite, completo, espacio, fila_de, integrante, motivos, revisar

pytestmark = pytest.mark.usefixtures("territorio")
OTRA = {"N° DOC": "40999999", "NOMBRES": "Julia", "APELLIDO PATERNO": "Mamani"}


def _con(carpeta: Path, hoja: str, *filas: dict[str, Any]) -> Any:
    return revisar(carpeta, {**completo(), hoja: list(filas)})


def test_same_space_twice_in_a_district_is_rejected_the_second_time(tmp_path: Path) -> None:
    revision = _con(tmp_path, "ESPACIOS", espacio(), espacio(**{"NOMBRE DEL ESPACIO": "PARQUE UNO"}))
    assert motivos(fila_de(revision, "ESPACIOS", 2)) == {}
    assert motivos(fila_de(revision, "ESPACIOS", 3)) == {
        "nombre": "El espacio «PARQUE UNO» ya está en la fila 2 de ESPACIOS, en el mismo distrito."
    }


def test_same_name_in_another_district_is_another_space(tmp_path: Path) -> None:
    otro = espacio(UBIGEO="150101", DISTRITO="Lima")
    assert motivos(fila_de(_con(tmp_path, "ESPACIOS", espacio(), otro), "ESPACIOS", 3)) == {}


def test_second_committee_of_a_space_is_rejected(tmp_path: Path) -> None:
    revision = _con(tmp_path, "COMITÉS", comite(), comite(COMITÉ="Comité Los Vecinos"))
    assert motivos(fila_de(revision, "COMITÉS", 3)) == {
        "espacio": "El espacio «Parque Uno» ya tiene el comité de la fila 2 de COMITÉS."
    }


def test_same_person_in_two_committees_is_accepted(tmp_path: Path) -> None:
    hojas = completo()
    hojas["ESPACIOS"].append(espacio(**{"NOMBRE DEL ESPACIO": "Parque Dos"}))
    hojas["COMITÉS"].append(comite(COMITÉ="Comité Parque Dos", ESPACIO="Parque Dos"))
    hojas["INTEGRANTES"].append(integrante(COMITÉ="Comité Parque Dos", NOMBRES="TEODORA"))
    revision = revisar(tmp_path, hojas)
    assert revision.totales[""]["rechazar"] == 0


def test_same_person_twice_in_a_committee_is_rejected(tmp_path: Path) -> None:
    revision = _con(tmp_path, "INTEGRANTES", integrante(), integrante(CARGO="Vocal"))
    assert motivos(fila_de(revision, "INTEGRANTES", 3)) == {
        "documento": "Esta persona ya está en el comité, en la fila 2 de INTEGRANTES."
    }


def test_document_of_somebody_else_is_rejected_even_when_the_first_row_fell(tmp_path: Path) -> None:
    revision = _con(
        tmp_path,
        "INTEGRANTES",
        integrante(COMITÉ="Comité Fantasma"),
        integrante(**{**OTRA, "N° DOC": 40123456}),
    )
    assert set(motivos(fila_de(revision, "INTEGRANTES", 2))) == {"comite"}
    assert motivos(fila_de(revision, "INTEGRANTES", 3)) == {
        "documento": "El documento «40123456» es el mismo de la fila 2 de INTEGRANTES, que es otra persona."
    }


def test_second_president_is_rejected_and_second_vocal_is_not(tmp_path: Path) -> None:
    revision = _con(tmp_path, "INTEGRANTES", integrante(), integrante(**OTRA))
    assert motivos(fila_de(revision, "INTEGRANTES", 3)) == {
        "cargo": "El comité ya tiene «Presidenta» en la fila 2 de INTEGRANTES."
    }
    vocales = (integrante(CARGO="Vocal"), integrante(CARGO="Vocal", **OTRA))
    assert _con(tmp_path, "INTEGRANTES", *vocales).totales[""]["rechazar"] == 0


def test_rejected_president_leaves_the_office_free(tmp_path: Path) -> None:
    revision = _con(tmp_path, "INTEGRANTES", integrante(**{"N° DOC": "123"}), integrante(**OTRA))
    assert motivos(fila_de(revision, "INTEGRANTES", 3)) == {}


def test_repeated_activity_is_rejected(tmp_path: Path) -> None:
    revision = _con(
        tmp_path, "ACTIVIDADES", actividad(), actividad(PARTICIPANTES=9), actividad(TÍTULO="Otra")
    )
    assert motivos(fila_de(revision, "ACTIVIDADES", 3)) == {
        "fecha": "Es la misma actividad de la fila 2 de ACTIVIDADES: mismo tipo, día y título."
    }
    assert motivos(fila_de(revision, "ACTIVIDADES", 4)) == {}


def test_dependants_fall_with_the_space(tmp_path: Path) -> None:
    revision = _con(tmp_path, "ESPACIOS", espacio(LATITUD=-77.0, LONGITUD=-12.02))
    assert motivos(fila_de(revision, "COMITÉS")) == {
        "espacio": "Depende de la fila 2 de ESPACIOS, que fue rechazada."
    }
    for hoja in ("INTEGRANTES", "ACTIVIDADES"):
        fila = fila_de(revision, hoja)
        assert motivos(fila) == {"comite": "Depende de la fila 2 de COMITÉS, que fue rechazada."}
        assert (fila.directa, fila.motivos[0].depende) == (False, ("COMITÉS", 2))


def test_row_with_two_faults_says_both(tmp_path: Path) -> None:
    hojas = {**completo(), "ESPACIOS": [espacio(TIPO="Volcán")]}
    hojas["INTEGRANTES"] = [integrante(**{"N° DOC": "12"})]
    fila = fila_de(revisar(tmp_path, hojas), "INTEGRANTES")
    assert set(motivos(fila)) == {"documento", "comite"}
    assert fila.directa


def test_without_ubigeo_a_name_that_is_one_is_enough(tmp_path: Path) -> None:
    hojas = completo()
    for hoja in ("COMITÉS", "INTEGRANTES", "ACTIVIDADES"):
        for fila in hojas[hoja]:
            del fila["UBIGEO"]
    assert revisar(tmp_path, hojas).totales[""]["rechazar"] == 0
    hojas["ESPACIOS"].append(espacio(UBIGEO="150101", DISTRITO="Lima"))
    assert motivos(fila_de(revisar(tmp_path, hojas), "COMITÉS")) == {
        "espacio": "Hay varios con el nombre «Parque Uno»: escriba el ubigeo del espacio."
    }


def test_space_without_ubigeo_is_placed_by_its_district(tmp_path: Path) -> None:
    hojas = completo()
    for fila in hojas["ESPACIOS"]:
        del fila["UBIGEO"]
    assert fila_de(revisar(tmp_path, hojas), "ESPACIOS").valores["lugar"].ubigeo == "150132"
    hojas["ESPACIOS"][0]["DISTRITO"] = "Bellavista"
    assert motivos(fila_de(revisar(tmp_path, hojas), "ESPACIOS")) == {
        "ubigeo": "Falta el ubigeo y hay varios distritos con ese nombre: 070102 (Callao), 200602 (Sullana)."
    }


def test_default_term_is_the_programmes(tmp_path: Path) -> None:
    revision = _con(tmp_path, "COMITÉS", comite(**{"FIN DE VIGENCIA": None}))
    assert fila_de(revision, "COMITÉS").valores["vigencia"] == date(2027, 3, 1)
