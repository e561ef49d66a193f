"""The renewal wizard: what it proposes, what it refuses beside which field, and two people at once."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from comites.enums import ClaseDocumento as C
from comites.enums import MotivoAsamblea
from comites.models import Asamblea, DocumentoEmitido, Integrante, Mandato
from comites.services import Eleccion, convocar_asamblea, dar_acceso_lider, renovar_mandato
from comites.vigencia import fin_propuesto
from cuentas.models import Asignacion, Usuario
from cuentas.roles import Rol
from tests.apoyo import entrar
from tests.comites.apoyo import errores
from tests.comites.conftest import HOY
from tests.fabricas.cuentas import usuario_con_rol

pytestmark = pytest.mark.django_db
FIN = date(2026, 11, 30)
INICIO = FIN + timedelta(days=1)


@pytest.fixture
def por_vencer(comite, padron):
    """The committee of three, eight days before the end of its mandate."""
    comite.mandatos.update(fin=FIN)
    return comite


@pytest.fixture
def renovar(por_vencer, coordinadora):
    def _renovar(cargos=None, **cambios):
        eleccion = {"dia": HOY, "hora": time(16, 0), "lugar": "Losa", "asistentes": 2}
        suelto = {c: cambios.pop(c) for c in list(cambios) if c in (*eleccion, "segunda", "asamblea")}
        datos = {"version": 1, "inicio": INICIO, **cambios}
        return renovar_mandato(
            actor=coordinadora,
            comite=por_vencer,
            cargos=cargos or {},
            eleccion=Eleccion(**{**eleccion, **suelto}),
            **datos,
        )

    return _renovar


def hacer_menor(integrante):
    integrante.persona.fecha_nacimiento = date(2010, 1, 1)
    integrante.persona.save()


# The service --------------------------------------------------------------------------------------


def test_offices_may_be_swapped_in_one_election(renovar, padron, cargos):
    presidenta, vocal, fiscal = padron
    mandato = renovar({vocal.pk: cargos["presidencia"], presidenta.pk: cargos["vicepresidencia"]})
    nuevos = {i.persona_id: i.cargo.slug for i in Integrante.objects.filter(mandato=mandato)}
    assert nuevos == {vocal.persona_id: "presidencia", presidenta.persona_id: "vicepresidencia"}
    fiscal.refresh_from_db()
    assert (fiscal.hasta, fiscal.motivo_salida) == (INICIO, "fin-de-mandato")


def test_two_presidents_are_told_at_both_and_nothing_is_written(renovar, padron, cargos):
    presidencia = cargos["presidencia"]
    dichos = errores(renovar, {padron[0].pk: presidencia, padron[1].pk: presidencia})
    assert sorted(dichos) == sorted([f"cargo_{padron[0].pk}", f"cargo_{padron[1].pk}"])
    assert Mandato.objects.count() == 1


def test_minor_as_president_is_told_beside_the_office(renovar, padron, cargos):
    hacer_menor(padron[1])
    dichos = errores(renovar, {padron[1].pk: cargos["presidencia"]})
    dicho = "Este cargo es para personas de 18 años o más. Elija otro cargo."
    assert dichos == {f"cargo_{padron[1].pk}": [dicho]}
    assert renovar({padron[1].pk: cargos["vocal"]}).pk


@pytest.mark.parametrize(
    ("cambios", "campos"),
    [
        ({"asistentes": 1}, ["asistentes"]),
        ({"asistentes": 4}, ["asistentes"]),
        ({"dia": HOY + timedelta(days=1)}, ["dia"]),
        ({"inicio": HOY - timedelta(days=1)}, ["dia"]),
        ({"inicio": FIN}, ["inicio"]),
        ({"asistentes": 1, "dia": HOY + timedelta(days=1)}, ["asistentes", "dia"]),
    ],
)
def test_quorum_dates_and_overlap_are_told_beside_their_field(renovar, cambios, campos):
    assert sorted(errores(renovar, **cambios)) == campos
    assert Mandato.objects.count() == 1


def test_second_call_asks_for_fewer(renovar):
    assert renovar(asistentes=1, segunda=True).asamblea.segunda


def test_early_election_ends_the_mandate_in_force_the_day_before(renovar, por_vencer):
    mandato = renovar(inicio=HOY, adelantar=True)
    anterior = por_vencer.mandatos.earliest("inicio")
    assert (anterior.fin, mandato.inicio) == (HOY - timedelta(days=1), HOY)


def test_result_ties_the_assembly_that_was_called(renovar, por_vencer, coordinadora):
    asamblea = convocar_asamblea(
        actor=coordinadora,
        comite=por_vencer,
        motivo=MotivoAsamblea.RENOVACION,
        fecha=HOY,
        hora=time(17, 0),
        lugar="Losa",
        agenda="Elección",
    )
    mandato = renovar(asamblea=asamblea)
    asamblea.refresh_from_db()
    assert (asamblea.mandato, asamblea.asistentes, Asamblea.objects.count()) == (mandato, 2, 1)


def test_leaving_ends_the_access_and_keeps_the_account_and_staying_gives_none(
    renovar, padron, coordinadora, cargos
):
    acceso = dar_acceso_lider(actor=coordinadora, integrante=padron[0])
    renovar({padron[1].pk: cargos["presidencia"]})
    acceso.refresh_from_db()
    assert (acceso.hasta, acceso.usuario.is_active) == (FIN, True)
    assert Asignacion.objects.filter(rol=Rol.LIDER_COMITE).count() == 1
    padron[1].persona.refresh_from_db()
    assert padron[1].persona.usuario is None


# The screen ---------------------------------------------------------------------------------------


@pytest.fixture
def url(por_vencer):
    return reverse("comites:comite-renovar", args=[por_vencer.pk])


def datos_de(padron, cargos, **cambios):
    return {
        "dia": HOY,
        "hora": "16:00",
        "lugar": "Losa del parque",
        "asistentes": 3,
        "inicio": INICIO,
        "fin": fin_propuesto(INICIO),
        "acta": "",
        "version": 1,
        "mandato_visto": padron[0].mandato_id,
        f"cargo_{padron[0].pk}": cargos["vocal"].pk,
        f"cargo_{padron[1].pk}": cargos["presidencia"].pk,
        f"cargo_{padron[2].pk}": "no",
        **cambios,
    }


def test_wizard_proposes_dates_place_and_the_present_roll(client, coordinadora, padron, url):
    entrar(client, coordinadora)
    form = client.get(url).context["form"]
    assert (form["inicio"].value(), form["fin"].value()) == (INICIO, fin_propuesto(INICIO))
    assert [c.initial for c in form.campos_de_cargo] == [
        i.cargo_id for i in sorted(padron, key=lambda i: i.cargo.orden)
    ]
    assert form.fields["asistentes"].help_text == "Quórum: 2 de 3; en segunda convocatoria, 1."


def test_result_in_one_screen_makes_the_mandate_and_its_acta(client, coordinadora, padron, cargos, url):
    entrar(client, coordinadora)
    respuesta = client.post(url, datos_de(padron, cargos))
    assert respuesta["Location"] == reverse("comites:papeles", args=[padron[0].comite_id])
    mandato = Mandato.objects.latest("inicio")
    acta = DocumentoEmitido.objects.get()
    assert (acta.clase, acta.mandato, acta.asamblea) == (C.ACTA_RENOVACION, mandato, mandato.asamblea)
    assert acta.contenido["integrantes"] == [
        [i.pk, i.cargo.slug] for i in Integrante.objects.filter(mandato=mandato).order_by("cargo__orden")
    ]


def test_wizard_long_before_the_end_proposes_what_can_be_saved(client, coordinadora, padron, comite):
    url = reverse("comites:comite-renovar", args=[comite.pk])
    entrar(client, coordinadora)
    form = client.get(url).context["form"]
    propuesto = {c: form[c].value() for c in form.fields}
    assert (propuesto["inicio"], propuesto["adelantar"]) == (HOY, True)
    datos = {c: v for c, v in propuesto.items() if v not in (None, False)} | {"asistentes": 2, "version": 1}
    respuesta = client.post(url, datos)
    fines = list(Mandato.objects.order_by("inicio").values_list("fin", flat=True))
    assert (respuesta.status_code, fines) == (302, [HOY - timedelta(days=1), fin_propuesto(HOY)])


def test_refused_result_keeps_everything_that_was_typed(client, coordinadora, padron, cargos, url):
    entrar(client, coordinadora)
    escrito = datos_de(padron, cargos, asistentes=1, acta="Acta 7")
    escrito[f"cargo_{padron[2].pk}"] = cargos["presidencia"].pk
    respuesta = client.post(url, escrito)
    form = respuesta.context["form"]
    assert respuesta.status_code == 422
    assert sorted(form.errors) == sorted(["asistentes", f"cargo_{padron[1].pk}", f"cargo_{padron[2].pk}"])
    assert {c: str(form[c].value()) for c in form.fields} == {
        c: str(escrito.get(c, form[c].value())) for c in form.fields
    }


def test_member_missing_from_the_form_is_asked_about_and_not_dropped(
    client, coordinadora, padron, cargos, url
):
    datos = datos_de(padron, cargos)
    del datos[f"cargo_{padron[2].pk}"]
    entrar(client, coordinadora)
    assert list(client.post(url, datos).context["form"].errors) == [f"cargo_{padron[2].pk}"]


def test_second_of_two_people_sees_the_result_of_the_first(client, coordinadora, padron, cargos, url):
    otra = usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, padron[0].comite.espacio.municipalidad)
    datos = datos_de(padron, cargos)
    entrar(client, otra)
    assert client.post(url, datos).status_code == 302
    entrar(client, coordinadora)
    suyos = {"lugar": "Otro lugar", f"cargo_{padron[2].pk}": cargos["vocal"].pk}
    respuesta = client.post(url, datos | suyos)
    assert respuesta.status_code == 409
    visto = " ".join(respuesta.content.decode().split())
    assert f"{Usuario.objects.get(pk=otra.pk).get_full_name()} registró el 22/11/2026" in visto
    assert "01/12/2026 al 30/11/2028" in visto
    form = respuesta.context["form"]
    elegidos = {campo.name: campo.value() for campo in form.campos_de_cargo}
    assert elegidos == {c: str(v) for c, v in (datos | suyos).items() if c.startswith("cargo_")}
    assert form["lugar"].value() == "Otro lugar"
    assert Mandato.objects.count() == 2


def test_committee_renewed_ahead_of_time_shows_the_directive_that_was_elected(
    client, coordinadora, padron, cargos, url
):
    entrar(client, coordinadora)
    client.post(url, datos_de(padron, cargos))
    elegidas = [f.integrante.persona_id for f in client.get(url).context["form"].fichas]
    assert sorted(elegidas) == sorted(i.persona_id for i in padron[:2])


def test_other_change_meanwhile_gets_the_usual_notice(client, coordinadora, padron, cargos, url):
    entrar(client, coordinadora)
    respuesta = client.post(url, datos_de(padron, cargos, version=99))
    assert respuesta.status_code == 409
    assert "renovado_por" not in respuesta.context
    assert "Otra persona guardó cambios" in respuesta.content.decode()
