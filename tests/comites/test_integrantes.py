"""Entering, changing office and leaving."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from comites.enums import MotivoSalida
from comites.models import Integrante
from comites.services import (
    agregar_integrante,
    disolver_comite,
    editar_integrante,
    registrar_integrante_nuevo,
    retirar_integrante,
)
from comites.services.integrantes import RETIRO_SU_PERMISO
from comunes.models import Evento
from comunes.versiones import ConflictoDeEdicion
from cuentas.roles import Rol
from personas.datos import DatosPersona
from personas.enums import Finalidad
from personas.models import Persona
from personas.services import NO_COINCIDE, editar_persona
from tests.comites.conftest import HOY
from tests.fabricas.comites import CargoFactory, IntegranteFactory
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.personas import ConsentimientoFactory, PersonaFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy_fijo")]
DATOS = DatosPersona(
    numero_documento="40123456",
    nombres="Rosa Elvira",
    apellido_paterno="Quispe",
    sexo="mujer",
    fecha_nacimiento=date(1980, 5, 4),
    celular="987654321",
)


@pytest.fixture
def vecina(comite):
    """A person whom the coordinator sees because she belonged to the committee."""
    return IntegranteFactory(comite=comite, desde=date(2026, 4, 1), hasta=date(2026, 5, 1)).persona


@pytest.fixture
def agregar(comite, coordinadora, vecina, cargos):
    def _agregar(slug="vocal", **cambios):
        datos = {"persona": vecina, "cargo": cargos[slug], **cambios}
        return agregar_integrante(actor=coordinadora, comite=comite, **datos)

    return _agregar


@pytest.mark.parametrize("acepta_de_nuevo", [False, True])
def test_who_took_back_the_consent_enters_only_after_giving_it_again(agregar, vecina, acepta_de_nuevo):
    ConsentimientoFactory(persona=vecina, revocado=timezone.now())
    if acepta_de_nuevo:
        ConsentimientoFactory(persona=vecina)
        assert agregar().persona == vecina
    else:
        assert campos_con_error(agregar) == {"cargo": [RETIRO_SU_PERMISO]}


def campos_con_error(funcion, *args, **kwargs):
    with pytest.raises(ValidationError) as error:
        funcion(*args, **kwargs)
    return error.value.message_dict if hasattr(error.value, "error_dict") else {"": error.value.messages}


def test_known_person_enters_today_in_the_current_mandate(agregar, comite, vecina):
    integrante = agregar()
    assert (integrante.persona, integrante.desde, integrante.mandato) == (vecina, HOY, comite.mandatos.get())
    assert Evento.objects.filter(accion="integrante-agregado").count() == 1


def test_same_person_twice_is_refused(agregar):
    agregar()
    assert campos_con_error(agregar, "fiscal") == {"persona": ["Esta persona ya integra el comité."]}


def test_second_president_is_refused_naming_the_one_there_is(agregar, comite, vecina):
    agregar("presidencia", desde=date(2026, 6, 1))
    otra = IntegranteFactory(comite=comite, desde=date(2026, 4, 1), hasta=date(2026, 5, 1)).persona
    assert campos_con_error(agregar, "presidencia", persona=otra) == {
        "cargo": [
            f"Ese cargo lo tiene {vecina.nombre_completo} desde el 01/06/2026. "
            "Hay que registrar primero su salida o elegir otro cargo."
        ]
    }


@pytest.mark.parametrize("con_mandato", [True, False])
def test_two_presidents_are_refused_by_the_database_itself(comite, cargos, con_mandato):
    mandato = comite.mandatos.get() if con_mandato else None
    campos = {"comite": comite, "mandato": mandato, "cargo": cargos["presidencia"], "cargo_unico": True}
    IntegranteFactory(**campos)
    with pytest.raises(IntegrityError), transaction.atomic():
        IntegranteFactory(**campos)


def test_two_members_without_unique_office_are_fine(agregar, comite):
    agregar("vocal")
    otra = IntegranteFactory(comite=comite, desde=date(2026, 4, 1), hasta=date(2026, 5, 1)).persona
    assert agregar("vocal", persona=otra).pk


@pytest.mark.parametrize(
    ("nacio", "slug", "admite"),
    [
        (date(2008, 11, 22), "presidencia", True),
        (date(2008, 11, 23), "presidencia", False),
        (date(2008, 11, 23), "secretaria-de-actas", False),
        (date(2010, 1, 1), "delegacion-juvenil", True),
        (None, "presidencia", False),
        (None, "vocal", True),
    ],
)
def test_leading_offices_are_for_adults_to_the_day(agregar, vecina, nacio, slug, admite):
    vecina.fecha_nacimiento = nacio
    vecina.save()
    if admite:
        assert agregar(slug).pk
    else:
        assert list(campos_con_error(agregar, slug)) == ["cargo"]


@pytest.mark.parametrize("desde", [HOY + timedelta(days=1), date(2026, 3, 14)])
def test_entry_lies_between_the_constitution_and_today(agregar, desde):
    assert list(campos_con_error(agregar, desde=desde)) == ["desde"]


def test_office_out_of_use_is_refused(agregar):
    fuera = CargoFactory(slug="antiguo", nombre="Antiguo", activo=False)
    assert list(campos_con_error(agregar, cargo=fuera)) == ["cargo"]


def test_dissolved_committee_takes_nobody(agregar, comite, coordinadora):
    disolver_comite(actor=coordinadora, comite=comite, version=1, fecha=HOY, motivo="Ya no se reúnen.")
    assert "disuelto" in campos_con_error(agregar)[""][0]


def test_stranger_needs_the_birth_date_as_proof(agregar):
    ajena = PersonaFactory(fecha_nacimiento=date(1990, 6, 12))
    assert campos_con_error(agregar, persona=ajena) == {"fecha_nacimiento": [NO_COINCIDE]}
    assert campos_con_error(agregar, persona=ajena, nacimiento_probado=date(1990, 6, 13)) == {
        "fecha_nacimiento": [NO_COINCIDE]
    }
    assert agregar(persona=ajena, nacimiento_probado=date(1990, 6, 12)).persona == ajena


@pytest.mark.parametrize("rol", [Rol.PROMOTOR_OPC, Rol.AUDITOR])
def test_who_may_not_edit_adds_nobody(comite, vecina, cargos, rol):
    lugar = {Rol.PROMOTOR_OPC: comite.espacio.comisaria}.get(rol)
    with pytest.raises(PermissionDenied):
        agregar_integrante(
            actor=usuario_con_rol(rol, lugar), comite=comite, persona=vecina, cargo=cargos["vocal"]
        )


# A new person -----------------------------------------------------------------------------------


@pytest.fixture
def registrar(comite, coordinadora, cargos):
    def _registrar(**cambios):
        datos = {"datos": DATOS, "cargo": cargos["vocal"], "consentimientos": [Finalidad.GESTION], **cambios}
        return registrar_integrante_nuevo(actor=coordinadora, comite=comite, **datos)

    return _registrar


def test_new_person_enters_with_its_consents(registrar):
    integrante = registrar(consentimientos=[Finalidad.GESTION, Finalidad.WHATSAPP])
    dados = integrante.persona.consentimientos.values_list("finalidad", "version_texto", "canal")
    assert sorted(dados) == [("gestion", "2026-11", "papel"), ("whatsapp", "2026-11", "papel")]


def test_without_consent_nothing_is_kept(registrar):
    assert list(campos_con_error(registrar, consentimientos=[])) == ["consiente_gestion"]
    assert Persona.objects.filter(numero_documento="40123456").count() == 0


def test_what_fails_at_the_end_leaves_nothing_behind(registrar):
    nina = replace(DATOS, fecha_nacimiento=date(2015, 1, 1), celular="")
    assert list(campos_con_error(registrar, datos=nina)) == ["apoderado"]
    assert (Persona.objects.count(), Integrante.objects.count(), Evento.objects.count()) == (0, 0, 0)


def test_minor_as_president_is_refused_whole(registrar, cargos):
    joven = replace(DATOS, fecha_nacimiento=date(2010, 1, 1))
    assert list(campos_con_error(registrar, datos=joven, cargo=cargos["presidencia"])) == ["cargo"]
    assert Persona.objects.count() == 0


# Editing ----------------------------------------------------------------------------------------


def test_office_is_corrected_and_the_history_says_which(agregar, coordinadora, cargos):
    integrante = agregar()
    editar_integrante(
        actor=coordinadora,
        integrante=integrante,
        version=1,
        cargo=cargos["presidencia"],
        desde=date(2026, 6, 1),
    )
    integrante.refresh_from_db()
    assert (integrante.cargo.slug, integrante.cargo_unico, integrante.version) == ("presidencia", True, 2)
    datos = Evento.objects.get(accion="integrante-editado").datos
    assert (datos["de"], datos["a"]) == ("vocal", "presidencia")


def test_stale_correction_is_a_conflict(agregar, coordinadora, cargos):
    integrante = agregar()
    argumentos = {"actor": coordinadora, "version": 1, "desde": HOY}
    editar_integrante(
        integrante=Integrante.objects.get(pk=integrante.pk), cargo=cargos["fiscal"], **argumentos
    )
    with pytest.raises(ConflictoDeEdicion):
        editar_integrante(integrante=integrante, cargo=cargos["tesoreria"], **argumentos)
    integrante.refresh_from_db()
    assert integrante.cargo.slug == "fiscal"


def test_sitting_president_does_not_become_a_minor_by_an_edit(agregar, coordinadora, vecina):
    agregar("presidencia", desde=date(2026, 6, 1))
    datos = replace(DatosPersona.de(vecina), fecha_nacimiento=date(2010, 1, 1))
    errores = campos_con_error(editar_persona, actor=coordinadora, persona=vecina, version=1, datos=datos)
    assert list(errores) == ["fecha_nacimiento"]
    assert Persona.objects.get(pk=vecina.pk).fecha_nacimiento == date(1980, 5, 4)


# Leaving ----------------------------------------------------------------------------------------


def retirar(actor, integrante, **cambios):
    datos = {"version": 1, "fecha": HOY, "motivo": MotivoSalida.RENUNCIA, **cambios}
    return retirar_integrante(actor=actor, integrante=integrante, **datos)


def test_who_leaves_is_out_that_day_and_stays_in_the_history(agregar, coordinadora, comite):
    integrante = agregar("presidencia", desde=date(2026, 6, 1))
    salida = retirar(coordinadora, integrante)
    assert not Integrante.objects.activos(HOY).filter(comite=comite).exists()
    assert Integrante.objects.activos(HOY - timedelta(days=1)).get(comite=comite) == integrante
    assert (salida.hasta, salida.motivo_salida) == (HOY, "renuncia")


def test_office_left_can_be_taken_the_same_day(agregar, coordinadora, comite):
    retirar(coordinadora, agregar("presidencia", desde=date(2026, 6, 1)))
    otra = IntegranteFactory(comite=comite, desde=date(2026, 4, 1), hasta=date(2026, 5, 1)).persona
    assert agregar("presidencia", persona=otra).desde == HOY


def test_leaving_twice_is_answered_and_changes_nothing(agregar, coordinadora):
    integrante = agregar()
    retirar(coordinadora, integrante)
    assert "ya está registrada" in campos_con_error(retirar, coordinadora, integrante, version=2)[""][0]


@pytest.mark.parametrize("fecha", [HOY + timedelta(days=1), date(2026, 5, 31)])
def test_leaving_lies_between_the_entry_and_today(agregar, coordinadora, fecha):
    integrante = agregar(desde=date(2026, 6, 1))
    assert list(campos_con_error(retirar, coordinadora, integrante, fecha=fecha)) == ["fecha"]


def test_stale_leaving_is_a_conflict(agregar, coordinadora):
    integrante = agregar()
    with pytest.raises(ConflictoDeEdicion):
        retirar(coordinadora, integrante, version=7)


def test_other_municipality_cannot_make_anybody_leave(agregar):
    ajeno = IntegranteFactory()
    otra = usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, ajeno.comite.espacio.municipalidad)
    with pytest.raises(PermissionDenied):
        retirar(otra, agregar())


def test_leaving_before_an_elected_mandate_begins_empties_it(agregar, coordinadora, comite):
    integrante = agregar()
    Integrante.objects.filter(pk=integrante.pk).update(hasta=date(2027, 1, 1))
    siguiente = IntegranteFactory(comite=comite, persona=integrante.persona, desde=date(2027, 1, 1))
    integrante.refresh_from_db()
    retirar(coordinadora, integrante)
    siguiente.refresh_from_db()
    assert (siguiente.hasta, siguiente.motivo_salida) == (date(2027, 1, 1), "renuncia")
    assert not Integrante.objects.activos(date(2027, 6, 1)).filter(comite=comite).exists()
