"""Constituting, renewing and dissolving a committee."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from comites.enums import EstadoComite, MotivoSalida
from comites.models import Comite, Integrante, Mandato
from comites.services import constituir_comite, disolver_comite, renovar_mandato
from comites.vigencia import estado_en
from comunes.models import Evento
from comunes.versiones import ConflictoDeEdicion
from cuentas.roles import Rol
from espacios.enums import EstadoEspacio
from tests.comites.conftest import HOY
from tests.fabricas.comites import GrupoFactory, IntegranteFactory, MandatoFactory
from tests.fabricas.cuentas import AsignacionFactory, UsuarioFactory, usuario_con_rol
from tests.fabricas.espacios import EspacioFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy_fijo")]


@pytest.fixture
def espacio():
    return EspacioFactory(nombre="Parque Grupo 4")


@pytest.fixture
def encargada(espacio):
    return usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, espacio.municipalidad)


@pytest.fixture
def constituir(espacio, encargada):
    def _constituir(**cambios):
        datos = {"nombre": "Comité Comunitario Parque Grupo 4", "fecha": date(2026, 3, 15), **cambios}
        return constituir_comite(actor=encargada, espacio=espacio, **datos)

    return _constituir


def campos_con_error(funcion, *args, **kwargs):
    with pytest.raises(ValidationError) as error:
        funcion(*args, **kwargs)
    return error.value.message_dict if hasattr(error.value, "error_dict") else {"": error.value.messages}


def test_constitution_creates_committee_mandate_and_history(constituir, espacio):
    comite = constituir(acta=" Acta 12-2026 ")
    mandato = comite.mandatos.get()
    assert (comite.espacio, comite.fecha_constitucion) == (espacio, date(2026, 3, 15))
    assert (mandato.inicio, mandato.fin, mandato.acta) == (
        date(2026, 3, 15),
        date(2028, 3, 14),
        "Acta 12-2026",
    )
    assert Evento.objects.filter(accion="comite-constituido", objeto_id=comite.pk).count() == 1


def test_constitution_in_the_future_is_refused(constituir):
    assert list(campos_con_error(constituir, fecha=HOY + timedelta(days=1))) == ["fecha"]
    assert constituir(fecha=HOY).fecha_constitucion == HOY


def test_mandate_that_ends_before_it_begins_is_refused_whole(constituir):
    assert list(campos_con_error(constituir, fin=date(2026, 3, 15))) == ["fin"]
    assert Comite.objects.count() == 0


def test_short_name_is_refused(constituir):
    assert list(campos_con_error(constituir, nombre=" Pq 4 ")) == ["nombre"]


def test_second_committee_of_a_space_is_refused_by_name(constituir):
    constituir()
    assert campos_con_error(constituir) == {
        "espacio": ["Este espacio ya tiene un comité activo: Comité Comunitario Parque Grupo 4."]
    }


def test_committee_without_date_is_in_formation_and_then_the_same_is_constituted(constituir):
    formado = constituir(fecha=None)
    assert estado_en(formado, formado.mandatos.all()) == EstadoComite.EN_FORMACION
    constituido = constituir(nombre="Comité Comunitario Parque Grupo 4 Unido")
    assert constituido.pk == formado.pk
    assert (constituido.nombre, constituido.version) == ("Comité Comunitario Parque Grupo 4 Unido", 2)


def test_dissolved_committee_leaves_room_for_another(constituir, encargada):
    primero = constituir()
    disolver_comite(actor=encargada, comite=primero, version=1, fecha=HOY, motivo="Se mudó todo el barrio.")
    assert constituir(fecha=HOY).pk != primero.pk


def test_retired_space_takes_no_committee(constituir, espacio):
    espacio.estado = EstadoEspacio.RETIRADO
    espacio.save()
    assert list(campos_con_error(constituir)) == ["espacio"]


@pytest.mark.parametrize("rol", [Rol.PROMOTOR_OPC, Rol.AUDITOR])
def test_who_only_reads_cannot_constitute(espacio, rol):
    lugar = espacio.comisaria if rol == Rol.PROMOTOR_OPC else None
    with pytest.raises(PermissionDenied):
        constituir_comite(actor=usuario_con_rol(rol, lugar), espacio=espacio, nombre="Comité X", fecha=HOY)


def test_other_municipality_cannot_constitute(espacio):
    ajena = usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, EspacioFactory().municipalidad)
    with pytest.raises(PermissionDenied):
        constituir_comite(actor=ajena, espacio=espacio, nombre="Comité Comunitario", fecha=HOY)


# Renewal ----------------------------------------------------------------------------------------


def renovar(comite, actor, **cambios):
    datos = {"version": 1, "inicio": date(2026, 11, 1), **cambios}
    return renovar_mandato(actor=actor, comite=comite, **datos)


@pytest.fixture
def vencido(comite, cargos):
    """A committee whose mandate ended on 31/10/2026, with a president and a member."""
    comite.mandatos.update(fin=date(2026, 10, 31))
    mandato = comite.mandatos.get()
    for slug in ("presidencia", "vocal"):
        IntegranteFactory(
            comite=comite,
            mandato=mandato,
            cargo=cargos[slug],
            cargo_unico=cargos[slug].unico,
            desde=date(2026, 3, 15),
        )
    return comite


def test_renewal_keeps_who_goes_on_and_closes_the_rest(vencido, coordinadora, cargos):
    presidenta, vocal = vencido.integrantes.order_by("cargo__orden")
    mandato = renovar(vencido, coordinadora, continuan=[presidenta.pk])
    assert (mandato.inicio, mandato.fin) == (date(2026, 11, 1), date(2028, 10, 31))
    sigue = Integrante.objects.activos().get(comite=vencido)
    assert (sigue.persona, sigue.cargo, sigue.mandato) == (presidenta.persona, cargos["presidencia"], mandato)
    vocal.refresh_from_db()
    assert (vocal.hasta, vocal.motivo_salida) == (date(2026, 11, 1), MotivoSalida.FIN_DE_MANDATO)


def test_mandates_that_overlap_are_refused_by_one_day(vencido, coordinadora):
    assert campos_con_error(renovar, vencido, coordinadora, inicio=date(2026, 10, 31)) == {
        "inicio": ["Se cruza con el mandato del 15/03/2026 al 31/10/2026."]
    }
    assert renovar(vencido, coordinadora, inicio=date(2026, 11, 1)).pk


def test_renewal_before_a_later_mandate_may_not_reach_it(vencido, coordinadora):
    MandatoFactory(comite=vencido, inicio=date(2026, 12, 1), fin=date(2028, 11, 30))
    assert list(campos_con_error(renovar, vencido, coordinadora)) == ["inicio"]
    assert renovar(vencido, coordinadora, fin=date(2026, 11, 30)).pk


def test_two_people_renewing_one_committee_conflict(vencido, coordinadora):
    renovar(vencido, coordinadora)
    with pytest.raises(ConflictoDeEdicion):
        renovar(vencido, coordinadora, inicio=date(2028, 11, 1))
    assert Mandato.objects.filter(comite=vencido).count() == 2


def test_renewal_may_be_recorded_before_the_end_but_not_long_before(comite, coordinadora):
    comite.mandatos.update(fin=date(2026, 12, 31))
    integrante = IntegranteFactory(comite=comite, desde=date(2026, 3, 15))
    assert list(campos_con_error(renovar, comite, coordinadora, inicio=date(2027, 1, 22))) == ["inicio"]
    renovar(comite, coordinadora, inicio=date(2027, 1, 1), continuan=[integrante.pk])
    assert [i.pk for i in Integrante.objects.activos(date(2026, 12, 31))] == [integrante.pk]
    siguiente = Integrante.objects.activos(date(2027, 1, 1)).get()
    assert (siguiente.persona, siguiente.pk != integrante.pk) == (integrante.persona, True)


def test_member_who_joined_after_the_new_start_keeps_the_entry_date(vencido, coordinadora):
    nueva = IntegranteFactory(comite=vencido, desde=date(2026, 11, 10))
    renovar(vencido, coordinadora, continuan=[nueva.pk])
    assert Integrante.objects.activos().get(comite=vencido).desde == date(2026, 11, 10)


def test_committee_in_formation_cannot_be_renewed(coordinadora, comite):
    Comite.objects.filter(pk=comite.pk).update(fecha_constitucion=None)
    assert "constituido" in campos_con_error(renovar, comite, coordinadora)[""][0]


# Dissolution ------------------------------------------------------------------------------------


def disolver(comite, actor, **cambios):
    datos = {"version": 1, "fecha": HOY, "motivo": "El espacio pasó a otra junta.", **cambios}
    return disolver_comite(actor=actor, comite=comite, **datos)


def test_dissolution_ends_members_group_and_access_and_deletes_nothing(comite, coordinadora):
    integrante = IntegranteFactory(comite=comite, desde=date(2026, 3, 15))
    grupo = GrupoFactory(comite=comite)
    acceso = AsignacionFactory(
        usuario=UsuarioFactory(),
        rol=Rol.LIDER_COMITE,
        comite=comite,
        espacio=comite.espacio,
        desde=date(2026, 4, 1),
    )
    disolver(comite, coordinadora)
    for fila in (integrante, grupo, acceso, comite):
        fila.refresh_from_db()
    assert (integrante.hasta, integrante.motivo_salida) == (HOY, MotivoSalida.DISOLUCION)
    assert (grupo.cerrado, comite.disuelto) == (HOY, HOY)
    assert acceso.usuario.asignaciones_vigentes == []


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"fecha": HOY + timedelta(days=1)}, "fecha"),
        ({"fecha": date(2026, 3, 14)}, "fecha"),
        ({"motivo": "  no  "}, "motivo"),
    ],
)
def test_dissolution_needs_a_past_date_and_a_reason(comite, coordinadora, cambios, campo):
    assert list(campos_con_error(disolver, comite, coordinadora, **cambios)) == [campo]
    comite.refresh_from_db()
    assert (comite.disuelto, comite.version) == (None, 1)


def test_dissolved_committee_does_not_change_again(comite, coordinadora):
    disolver(comite, coordinadora)
    assert "disuelto" in campos_con_error(disolver, comite, coordinadora, version=2)[""][0]
    assert "disuelto" in campos_con_error(renovar, comite, coordinadora, version=2)[""][0]


def test_reason_of_dissolution_stays_out_of_the_history(comite, coordinadora):
    disolver(comite, coordinadora)
    assert Evento.objects.get(accion="comite-disuelto").datos == {}
