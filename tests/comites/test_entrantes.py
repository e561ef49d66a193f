"""Those elected who are not in the roll, in the same screen as the rest of the result."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from comites.models import Integrante, Mandato
from personas.models import Consentimiento, Persona
from tests.apoyo import entrar
from tests.comites.conftest import HOY
from tests.comites.test_renovacion import FIN, datos_de
from tests.fabricas.comites import ComiteFactory, IntegranteFactory
from tests.fabricas.personas import PersonaFactory
from tests.pdf import leer

pytestmark = pytest.mark.django_db
NUEVA = {
    "tipo_documento": "dni",
    "numero_documento": "44556677",
    "nombres": "Rosaura",
    "apellido_paterno": "Huamaní",
    "apellido_materno": "Ticona",
    "sexo": "mujer",
    "fecha_nacimiento": "1990-05-06",
    "celular": "987 111 222",
    "consiente_gestion": "on",
    "canal": "papel",
}


@pytest.fixture
def enviar(client, comite, coordinadora, padron, cargos):
    comite.mandatos.update(fin=FIN)
    entrar(client, coordinadora)
    url = reverse("comites:comite-renovar", args=[comite.pk])

    def _enviar(entra, *, sin_presidencia=True, **cambios):
        datos = datos_de(padron, cargos, **{"entrantes": "1", **cambios})
        if sin_presidencia:
            datos[f"cargo_{padron[1].pk}"] = "no"
        return client.post(url, datos | {f"entra_0_{campo}": valor for campo, valor in entra.items()})

    return _enviar


def test_searching_a_document_keeps_all_that_was_typed_and_writes_nothing(enviar):
    respuesta = enviar({"tipo_documento": "dni", "numero_documento": "44556677"}, buscar="0", lugar="Cancha")
    form = respuesta.context["form"]
    assert (respuesta.status_code, form["lugar"].value(), form.errors) == (200, "Cancha", {})
    assert ([e.paso for e in form.entrantes], form["entra_0_numero_documento"].value()) == (
        ["nueva"],
        "44556677",
    )
    assert (Mandato.objects.count(), Persona.objects.count()) == (1, 3)


@pytest.mark.parametrize(("numero", "dicho"), [("7123", "Le faltan 4 números"), ("", "Escriba el número")])
def test_wrong_document_that_is_looked_for_is_told_beside_it(enviar, numero, dicho):
    respuesta = enviar({"tipo_documento": "dni", "numero_documento": numero}, buscar="0", lugar="Cancha")
    form = respuesta.context["form"]
    assert (respuesta.status_code, list(form.errors), form["lugar"].value()) == (
        422,
        ["entra_0_numero_documento"],
        "Cancha",
    )
    assert dicho in form.errors["entra_0_numero_documento"][0]


def test_new_person_is_elected_president_in_one_screen(client, enviar, comite, cargos, coordinadora):
    respuesta = enviar({**NUEVA, "cargo": cargos["presidencia"].pk})
    assert respuesta.status_code == 302, respuesta.context["form"].errors
    nueva = Integrante.objects.get(persona__numero_documento="44556677")
    mandato = comite.mandatos.latest("inicio")
    assert (nueva.mandato, nueva.desde, nueva.cargo_unico) == (mandato, mandato.inicio, True)
    acta = client.get(comite.documentos.get().get_absolute_url())
    texto = leer(acta.content)[1]
    assert [t in texto for t in ("Directiva renovada", "Rosaura Huamaní Ticona", comite.nombre)] == [True] * 3
    assert Consentimiento.objects.get(persona=nueva.persona).registrado_por == coordinadora


def test_known_person_of_the_place_needs_only_the_office(enviar, comite, cargos):
    otro = ComiteFactory(espacio__municipalidad=comite.espacio.municipalidad)
    vecino = IntegranteFactory(comite=otro, persona__numero_documento="41112223")
    entra = {"tipo_documento": "dni", "numero_documento": "41112223", "cargo": cargos["vocal"].pk}
    assert enviar(entra).status_code == 302
    assert Integrante.objects.filter(
        comite=comite, persona=vecino.persona, desde=FIN + timedelta(days=1)
    ).exists()


def test_person_of_another_place_is_only_said_to_exist_until_proved(enviar, comite, cargos):
    campos = {"apellido_paterno": "Quispicondor", "fecha_nacimiento": date(1980, 2, 3)}
    ajena = PersonaFactory(numero_documento="41112223", **campos)
    entra = {"tipo_documento": "dni", "numero_documento": "41112223", "cargo": cargos["vocal"].pk}
    hallada = enviar(entra, buscar="0")
    assert [e.paso for e in hallada.context["form"].entrantes] == ["fuera"]
    assert "Quispicondor" not in hallada.content.decode()
    adivinada = enviar(entra | {"fecha_nacimiento": "1980-03-02"})
    assert list(adivinada.context["form"].errors) == ["entra_0_fecha_nacimiento"]
    assert enviar(entra | {"fecha_nacimiento": "1980-02-03"}).status_code == 302
    assert Integrante.objects.filter(comite=comite, persona=ajena).exists()


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"numero_documento": "4455667"}, "entra_0_numero_documento"),
        ({"consiente_gestion": ""}, "entra_0_consiente_gestion"),
        ({"fecha_nacimiento": "2010-05-06"}, "entra_0_cargo"),
        ({"numero_documento": "48151623", "cargo": "vocal"}, "entra_0_numero_documento"),
        ({"celular": "12345"}, "entra_0_celular"),
        ({"fecha_nacimiento": "2015-05-06", "celular": "", "cargo": "vocal"}, "entra_0_apoderado"),
        (
            {"fecha_nacimiento": "2010-05-06", "consiente_fotos": "on", "cargo": "vocal"},
            "entra_0_apoderado",
        ),
    ],
    ids=["seven-digits", "no-consent", "minor-president", "already-in", "phone", "child", "minor-in-photos"],
)
def test_mistake_is_said_beside_its_field_and_nothing_is_written(enviar, cargos, cambios, campo):
    entra = {**NUEVA, "cargo": "presidencia", **cambios}
    entra["cargo"] = cargos[entra["cargo"]].pk
    respuesta = enviar(entra)
    form = respuesta.context["form"]
    assert (respuesta.status_code, list(form.errors)) == (422, [campo])
    assert form["lugar"].value() == "Losa del parque"
    assert (Mandato.objects.count(), Persona.objects.count(), Consentimiento.objects.count()) == (1, 3, 0)


def test_who_resembles_is_taken_with_one_tap_and_gets_the_document(enviar, comite, cargos):
    otro = ComiteFactory(espacio__municipalidad=comite.espacio.municipalidad)
    campos = {c: NUEVA[c] for c in ("nombres", "apellido_paterno", "apellido_materno", "fecha_nacimiento")}
    sin_documento = PersonaFactory(tipo_documento="sin-documento", numero_documento="", **campos)
    IntegranteFactory(comite=otro, persona=sin_documento)
    entra = {**NUEVA, "cargo": cargos["vocal"].pk}
    respuesta = enviar(entra)
    assert list(respuesta.context["form"].errors) == ["entra_0_es_otra"]
    assert f'value="0-{sin_documento.pk}"' in respuesta.content.decode()
    elegida = enviar(entra, elegir=f"0-{sin_documento.pk}")
    assert [(e.paso, e.persona) for e in elegida.context["form"].entrantes] == [("conocida", sin_documento)]
    assert enviar({**entra, "elegida": sin_documento.pk}).status_code == 302
    integrante = Integrante.objects.get(comite=comite, persona=sin_documento)
    assert (integrante.persona.numero_documento, integrante.cargo) == ("44556677", cargos["vocal"])


def test_saying_that_it_is_another_registers_a_new_one(enviar, comite, cargos):
    campos = {c: NUEVA[c] for c in ("nombres", "apellido_paterno", "apellido_materno", "fecha_nacimiento")}
    PersonaFactory(**campos)  # outside: only said to exist
    entra = {**NUEVA, "cargo": cargos["vocal"].pk}
    assert "Hay alguien así fuera de su ámbito." in enviar(entra).content.decode()
    assert enviar({**entra, "elegida": "7"} | {"es_otra": "on"}).status_code == 302
    assert comite.integrantes.filter(persona__numero_documento="44556677").count() == 1


def test_minor_elected_from_outside_comes_in_with_who_accepts_for_them(enviar, cargos):
    menor = {**NUEVA, "fecha_nacimiento": "2010-05-06", "cargo": cargos["vocal"].pk, "consiente_fotos": "on"}
    sin_quien = enviar(menor).content.decode()
    assert '<details class="mt-3" open>' in sin_quien
    rotulos = [parte.partition("</label>")[0] for parte in sin_quien.split('for="id_entra_0_apoderado">')[1:]]
    assert ["opcional" in rotulo for rotulo in rotulos] == [False]
    respuesta = enviar({**menor, "apoderado": "Elena  Ríos"})
    assert respuesta.status_code == 302, respuesta.context["form"].errors
    dados = Consentimiento.objects.filter(persona__numero_documento="44556677")
    assert dict(dados.values_list("finalidad", "apoderado")) == {"gestion": "", "fotos": "Elena Ríos"}


def test_two_presidents_one_of_them_new_are_refused(enviar, cargos):
    respuesta = enviar({**NUEVA, "cargo": cargos["presidencia"].pk}, sin_presidencia=False)
    assert list(respuesta.context["form"].errors) == ["entra_0_cargo"]


@pytest.mark.parametrize("conocida", [True, False], ids=["known", "new"])
def test_same_person_typed_twice_is_told_beside_the_second_and_nothing_is_written(
    enviar, comite, cargos, conocida
):
    if conocida:
        otro = ComiteFactory(espacio__municipalidad=comite.espacio.municipalidad)
        IntegranteFactory(comite=otro, persona__numero_documento=NUEVA["numero_documento"])
    personas = Persona.objects.count()
    segunda = {**NUEVA, "numero_documento": "44 55 66 77", "cargo": cargos["fiscal"].pk}
    escrito = {f"entra_1_{campo}": valor for campo, valor in segunda.items()}
    respuesta = enviar({**NUEVA, "cargo": cargos["vocal"].pk}, **escrito | {"entrantes": "2"})
    form = respuesta.context["form"]
    assert (respuesta.status_code, list(form.errors)) == (422, ["entra_1_numero_documento"])
    assert "más arriba" in form.errors["entra_1_numero_documento"][0]
    assert form["lugar"].value() == "Losa del parque"
    assert (Mandato.objects.filter(comite=comite).count(), Persona.objects.count()) == (1, personas)


def test_form_shown_again_keeps_the_version_it_was_opened_on(enviar, comite):
    type(comite).objects.filter(pk=comite.pk).update(version=2)
    respuesta = enviar({}, dia=HOY + timedelta(days=5))
    assert (respuesta.status_code, respuesta.context["version"]) == (422, 1)
