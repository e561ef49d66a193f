"""Rows against what is registered: what changes, what stays, what clashes."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from actividades.models import Actividad
from comites.models import Comite, GrupoWhatsApp, Integrante, Mandato
from comunes.models import Evento
from cuentas.models import Usuario
from cuentas.roles import Rol
from espacios.enums import EstadoEspacio
from espacios.models import EspacioPublico
from padron.filas import Accion, Fila
from personas.models import Persona
from territorio.models import Region
from tests.fabricas.cuentas import UsuarioFactory, usuario_con_rol
from tests.padron.mini import (
    actividad,
    comite,
    completo,
    espacio,
    fila_de,
    importar,
    integrante,
    motivos,
    revisar,
)

OTRA = {"N° DOC": "40999999", "NOMBRES": "Julia", "APELLIDO PATERNO": "Mamani"}


@pytest.fixture
def registrado(territorio: None, tmp_path: Path) -> Path:
    """The small padrón is already in; return the folder to write in."""
    importar(tmp_path, completo())
    return tmp_path


def _con(hoja: str, *filas: dict[str, Any]) -> dict[str, Any]:
    return {**completo(), hoja: list(filas)}


def _cambios(fila: Fila) -> list[tuple[str, str, str]]:
    assert fila.accion is Accion.ACTUALIZAR, motivos(fila)
    return fila.cambios


def test_what_is_equal_stays_equal(registrado: Path) -> None:
    assert {f.accion for f in revisar(registrado, completo()).padron.todas()} == {Accion.IGUAL}


def test_empty_cells_erase_nothing(registrado: Path) -> None:
    hojas = {
        "ESPACIOS": [espacio(LATITUD=None, LONGITUD=None, **{"ÁREA M2": None, "FACTORES DE RIESGO": None})],
        "COMITÉS": [comite(**{"FIN DE VIGENCIA": None, "CELULAR DEL ADMINISTRADOR": None})],
        "INTEGRANTES": [integrante(CELULAR=None, SEXO=None, CARGO=None, DESDE=None)],
        "ACTIVIDADES": [actividad(PARTICIPANTES=None)],
    }
    assert {f.accion for f in revisar(registrado, hojas).padron.todas()} == {Accion.IGUAL}


def test_space_lists_what_changes_and_changes_it(registrado: Path) -> None:
    nueva = espacio(TIPO="Losa", LATITUD=-12.03, **{"ÁREA M2": 750, "FACTORES DE RIESGO": "robo, vandalismo"})
    revision = importar(registrado, _con("ESPACIOS", nueva))
    assert _cambios(fila_de(revision, "ESPACIOS")) == [
        ("latitud", "-12.02", "-12.03"),
        ("area", "500", "750"),
        ("tipo", "Parque", "Losa o complejo deportivo"),
        ("factores", "Vandalismo", "Vandalismo, Robo o hurto"),
    ]
    guardado = EspacioPublico.objects.get()
    assert (guardado.tipo.slug, guardado.version, guardado.factores.count()) == (
        "losa-o-complejo-deportivo",
        2,
        2,
    )
    evento = Evento.objects.get(accion="espacio-editado")
    assert evento.datos["campos"] == ["area_m2", "factores", "latitud", "tipo_id"]
    assert {f.accion for f in revisar(registrado, _con("ESPACIOS", nueva)).padron.todas()} == {Accion.IGUAL}


def test_retired_space_is_not_changed(registrado: Path) -> None:
    EspacioPublico.objects.update(estado=EstadoEspacio.RETIRADO)
    fila = fila_de(revisar(registrado, _con("ESPACIOS", espacio(**{"ÁREA M2": 9}))), "ESPACIOS")
    assert motivos(fila) == {
        "nombre": "El espacio «Parque Uno» está retirado: primero hay que reincorporarlo."
    }


def test_committee_with_another_name_in_the_space_is_rejected_with_its_members(registrado: Path) -> None:
    hojas = _con("COMITÉS", comite(COMITÉ="Comité Los Vecinos"))
    hojas["INTEGRANTES"] = [integrante(COMITÉ="Comité Los Vecinos")]
    revision = revisar(registrado, hojas)
    assert motivos(fila_de(revision, "COMITÉS")) == {
        "comite": "El espacio ya tiene un comité activo con otro nombre: «Comité Parque Uno»."
    }
    assert motivos(fila_de(revision, "INTEGRANTES")) == {
        "comite": "Depende de la fila 2 de COMITÉS, que fue rechazada."
    }


def test_later_end_of_the_same_mandate_moves_it(registrado: Path) -> None:
    revision = importar(registrado, _con("COMITÉS", comite(**{"FIN DE VIGENCIA": date(2027, 6, 30)})))
    assert _cambios(fila_de(revision, "COMITÉS")) == [("vigencia", "01/03/2027", "30/06/2027")]
    assert Mandato.objects.get().fin == date(2027, 6, 30)


def test_renewed_mandate_is_added_and_takes_the_members_along(registrado: Path) -> None:
    renovado = comite(**{"INICIO DE VIGENCIA": date(2027, 3, 2), "FIN DE VIGENCIA": date(2029, 3, 1)})
    revision = importar(registrado, _con("COMITÉS", renovado))
    assert _cambios(fila_de(revision, "COMITÉS")) == [("vigencia", "", "02/03/2027 a 01/03/2029")]
    assert Mandato.objects.count() == 2
    assert Integrante.objects.get().mandato == Mandato.objects.get(inicio=date(2027, 3, 2))


def test_earlier_mandate_completes_the_history_and_moves_nobody(registrado: Path) -> None:
    viejo = comite(**{"INICIO DE VIGENCIA": date(2022, 1, 1), "FIN DE VIGENCIA": date(2024, 1, 1)})
    importar(registrado, _con("COMITÉS", viejo))
    assert Mandato.objects.count() == 2
    assert Integrante.objects.get().mandato == Mandato.objects.get(inicio=date(2025, 3, 1))


def test_mandate_that_crosses_the_registered_one_is_rejected(registrado: Path) -> None:
    cruzado = comite(**{"INICIO DE VIGENCIA": date(2026, 1, 1), "FIN DE VIGENCIA": date(2028, 1, 1)})
    assert motivos(fila_de(revisar(registrado, _con("COMITÉS", cruzado)), "COMITÉS")) == {
        "vigencia": "La vigencia del 01/01/2026 al 01/01/2028 se cruza con la registrada, del 01/03/2025 al "
        "01/03/2027."
    }


def test_group_is_updated_or_opened(registrado: Path) -> None:
    hojas = _con("COMITÉS", comite(**{"MIEMBROS DEL GRUPO": 45, "CELULAR DEL ADMINISTRADOR": "911111111"}))
    revision = importar(registrado, hojas)
    assert _cambios(fila_de(revision, "COMITÉS")) == [
        ("celular", "+51987654321", "+51911111111"),
        ("miembros", "", "45"),
    ]
    GrupoWhatsApp.objects.update(cerrado=date(2025, 9, 1))
    assert _cambios(fila_de(importar(registrado, hojas), "COMITÉS")) == [("whatsapp", "", "Sí")]
    assert GrupoWhatsApp.objects.get(cerrado__isnull=True).miembros == 45


def test_member_and_person_are_updated(registrado: Path) -> None:
    nueva = integrante(CARGO="Vocal", CELULAR="911111111", **{"APELLIDO MATERNO": "Ccállo"})
    revision = importar(registrado, _con("INTEGRANTES", nueva))
    assert _cambios(fila_de(revision, "INTEGRANTES")) == [
        ("cargo", "Presidenta o presidente", "Vocal"),
        ("materno", "Ccallo", "Ccállo"),
        ("celular", "+51987654321", "+51911111111"),
    ]
    guardado = Integrante.objects.select_related("persona", "cargo").get()
    assert (guardado.cargo.slug, guardado.cargo_unico, guardado.version) == ("vocal", False, 2)
    assert (guardado.persona.celular, guardado.persona.version) == ("+51911111111", 2)
    assert guardado.persona.apellido_materno == "Ccállo"


def test_two_members_may_swap_their_offices(registrado: Path) -> None:
    importar(registrado, _con("INTEGRANTES", integrante(), integrante(CARGO="Vicepresidente", **OTRA)))
    cruzados = (integrante(CARGO="Vicepresidenta"), integrante(CARGO="Presidenta", **OTRA))
    revision = importar(registrado, _con("INTEGRANTES", *cruzados))
    assert revision.totales["INTEGRANTES"]["actualizar"] == 2
    cargos = dict(Integrante.objects.values_list("persona__numero_documento", "cargo__slug"))
    assert cargos == {"40123456": "vicepresidencia", "40999999": "presidencia"}
    assert Integrante.objects.filter(cargo_unico=True).count() == 2


def test_office_held_by_somebody_outside_the_file_is_rejected(registrado: Path) -> None:
    fila = fila_de(revisar(registrado, _con("INTEGRANTES", integrante(**OTRA))), "INTEGRANTES")
    assert motivos(fila) == {
        "cargo": "El comité ya tiene presidenta o presidente en este mandato: otra persona."
    }


def test_document_registered_to_somebody_else_is_rejected_without_naming_them(registrado: Path) -> None:
    otra = integrante(NOMBRES="Julia", **{"APELLIDO PATERNO": "Mamani"})
    fila = fila_de(revisar(registrado, _con("INTEGRANTES", otra)), "INTEGRANTES")
    assert motivos(fila) == {
        "documento": "El documento «40123456» ya está registrado a nombre de otra persona."
    }


def test_person_of_another_region_joins_unchanged(registrado: Path) -> None:
    """The regional office may add a known person; her data belong to the office she comes from."""
    especialista = usuario_con_rol(Rol.ESPECIALISTA_REGIONAL, Region.objects.get(pk="08"))
    hojas = {
        "ESPACIOS": [espacio(UBIGEO="080101", DISTRITO="Cusco")],
        "COMITÉS": [comite(UBIGEO="080101")],
        "INTEGRANTES": [integrante(UBIGEO="080101", CELULAR="911111111")],
    }
    revision = importar(registrado, hojas, actor=especialista)
    assert revision.totales[""]["crear"] == 3
    assert Persona.objects.get().celular == "+51987654321"
    assert Integrante.objects.count() == 2


def test_person_without_document_is_known_by_name_in_her_committee(registrado: Path) -> None:
    sin = integrante(CARGO="Vocal", NOMBRES="Justa", **{"TIPO DOC": "Sin documento", "N° DOC": None})
    for accion in (Accion.CREAR, Accion.IGUAL):
        fila = fila_de(importar(registrado, _con("INTEGRANTES", integrante(), sin)), "INTEGRANTES", 3)
        assert (fila.accion, motivos(fila)) == (accion, {})


def test_verified_activity_is_not_changed(registrado: Path) -> None:
    Actividad.objects.update(
        estado="verificada",
        total_fotos=1,
        verificada_por=UsuarioFactory(),
        verificada_en="2025-07-01T10:00Z",
    )
    assert fila_de(revisar(registrado, completo()), "ACTIVIDADES").accion is Accion.IGUAL
    fila = fila_de(revisar(registrado, _con("ACTIVIDADES", actividad(PARTICIPANTES=99))), "ACTIVIDADES")
    assert motivos(fila) == {
        "participantes": "La actividad ya está verificada con otro dato («20»): cámbiela en su ficha."
    }


def test_activity_is_updated_while_it_waits(registrado: Path) -> None:
    importar(registrado, _con("ACTIVIDADES", actividad(PARTICIPANTES=33)))
    assert Actividad.objects.get().participantes == 33


def test_members_alone_find_their_registered_committee(registrado: Path) -> None:
    revision = importar(registrado, {"INTEGRANTES": [integrante(CARGO="Vocal", **OTRA)]})
    assert revision.totales[""]["crear"] == 1
    assert Integrante.objects.get(persona__numero_documento="40999999").mandato == Mandato.objects.get()


def test_committees_of_another_region_do_not_exist_for_the_regional_office(registrado: Path) -> None:
    especialista = usuario_con_rol(Rol.ESPECIALISTA_REGIONAL, Region.objects.get(pk="08"))
    revision = revisar(registrado, {"INTEGRANTES": [integrante(**OTRA)]}, actor=especialista)
    assert set(motivos(fila_de(revision, "INTEGRANTES"))) == {"ubigeo", "comite"}
    assert "no tiene a su cargo" in motivos(fila_de(revision, "INTEGRANTES"))["ubigeo"]


def test_imported_activities_wait_for_somebody_else(territorio: None, tmp_path: Path) -> None:
    quien: Usuario = usuario_con_rol(Rol.RESPONSABLE_NACIONAL)
    importar(tmp_path, completo(), actor=quien)
    hecha = Actividad.objects.get()
    assert (hecha.estado, hecha.autor, hecha.organizador) == ("realizada", quien, "comite")
    assert EspacioPublico.objects.get().creado_por == quien
    assert Comite.objects.get().fecha_constitucion == date(2025, 3, 1)
