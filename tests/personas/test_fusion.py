"""Making one person of two: everything points to the one, and undoing brings all of it back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from comites.models import Cargo, Integrante
from comunes.versiones import ConflictoDeEdicion
from cuentas.enums import Permiso
from cuentas.roles import Rol
from personas.models import Consentimiento, Fusion, Persona, PosibleDuplicado
from personas.referencias import referencias
from personas.services import buscar_duplicados, descartar_duplicado, deshacer_union, unir_personas
from personas.services.fusion import CONFIRMAR
from tests.apoyo import entrar
from tests.contratos import ContratoAccion, ContratoLista
from tests.contratos.lugares import hacer_lugares
from tests.fabricas.comites import IntegranteFactory
from tests.fabricas.cuentas import UsuarioFactory, usuario_con_rol
from tests.fabricas.personas import (
    AccesoADatosFactory,
    ConsentimientoFactory,
    FusionFactory,
    PersonaFactory,
    PosibleDuplicadoFactory,
    SolicitudDeAccesoFactory,
)

pytestmark = pytest.mark.django_db
MOTIVO = "Mismo documento en el padrón de papel"
# Computed again from the rest: those rows go with the union.
DERIVADOS = {
    ("personas.PosibleDuplicado", "primera"),
    ("personas.PosibleDuplicado", "segunda"),
    ("monitoreo.PersonaRepetida", "persona"),
}


@pytest.fixture
def lugares():
    return hacer_lugares()


@pytest.fixture
def especialista(lugares):
    return lugares.propio.usuario(Rol.ESPECIALISTA_REGIONAL)


@pytest.fixture
def una(lugares):
    persona = PersonaFactory(
        tipo_documento="sin-documento", numero_documento="", nombres="Rosa", apellido_paterno="Quispe"
    )
    return IntegranteFactory(
        comite=lugares.propio.comite, persona=persona, hasta=timezone.localdate()
    ).persona


@pytest.fixture
def otra(lugares):
    persona = PersonaFactory(nombres="Rosa Elvira", apellido_paterno="Kispe", usuario=UsuarioFactory())
    return IntegranteFactory(comite=lugares.vecino.comite, persona=persona).persona


def unir(actor, una, otra, de_la_otra=("documento", "nombres", "cuenta"), **cambios):
    datos = {"motivo": MOTIVO, "versiones": (una.version, otra.version), **cambios}
    return unir_personas(
        actor=actor, conservada=una, absorbida=otra, tomar_de_la_otra=frozenset(de_la_otra), **datos
    )


def retrato():
    """Everything that a union may touch, but versions and the moment of writing."""
    modelos = [Persona, *{r.filas.model for r in referencias()} - {Fusion}]
    return {
        m._meta.label: [
            {c: v for c, v in fila.items() if c not in {"version", "actualizado"}}
            for fila in m._base_manager.order_by("pk").values()
        ]
        for m in modelos
    }


def test_every_foreign_key_to_a_person_is_registered():
    inversas = [c for c in Persona._meta.get_fields(include_hidden=True) if c.auto_created and c.is_relation]
    suyas = {(r.related_model._meta.label, r.field.name) for r in inversas}
    assert suyas == {(r.modelo, r.campo) for r in referencias()} | DERIVADOS


def test_one_remains_with_the_chosen_values_and_everything_of_both(especialista, una, otra):
    ConsentimientoFactory(persona=otra, finalidad="whatsapp")
    AccesoADatosFactory(persona=otra)
    unir(especialista, una, otra)
    una.refresh_from_db()
    assert (una.nombres, una.numero_documento, una.usuario_id) == (
        "Rosa Elvira",
        otra.numero_documento,
        otra.usuario_id,
    )
    assert una.apellido_paterno == "Quispe"
    assert not Persona.objects.filter(pk=otra.pk).exists()
    assert (una.membresias.count(), una.consentimientos.count(), una.accesos.count()) == (2, 1, 1)


def test_undoing_leaves_everything_as_it_was(especialista, una, otra):
    for finalidad in ("gestion", "fotos"):
        ConsentimientoFactory(persona=otra, finalidad=finalidad)
    ConsentimientoFactory(persona=una, finalidad="gestion")
    AccesoADatosFactory(persona=otra)
    pedido = SolicitudDeAccesoFactory(persona=otra)
    SolicitudDeAccesoFactory(persona=una, solicitante=pedido.solicitante)
    antes = retrato()
    fusion = unir(especialista, una, otra)
    assert Consentimiento.objects.filter(persona=una).vigentes().count() == 2
    assert retrato() != antes
    deshacer_union(actor=especialista, fusion=fusion)
    assert retrato() == antes


@pytest.mark.parametrize("quien_retira", ["una", "otra"])
def test_consent_taken_back_in_either_row_stays_taken_back(especialista, una, otra, quien_retira):
    retira, acepta = (una, otra) if quien_retira == "una" else (otra, una)
    ayer = timezone.localdate() - timedelta(days=1)
    for finalidad in ("gestion", "whatsapp"):
        ConsentimientoFactory(persona=retira, finalidad=finalidad, fecha=ayer, revocado=timezone.now())
        ConsentimientoFactory(persona=acepta, finalidad=finalidad, fecha=ayer)
    ConsentimientoFactory(persona=retira, finalidad="gestion")  # taken back, and given again
    antes = retrato()
    fusion = unir(especialista, una, otra)
    assert [c.finalidad for c in Consentimiento.objects.filter(persona=una).vigentes()] == ["gestion"]
    deshacer_union(actor=especialista, fusion=fusion)
    assert retrato() == antes


def test_undoing_keeps_what_was_edited_or_added_since(especialista, una, otra):
    fusion = unir(especialista, una, otra)
    Persona.objects.filter(pk=una.pk).update(nombres="Rosa María")
    nueva = ConsentimientoFactory(persona_id=una.pk, persona=None, finalidad="fotos")
    deshacer_union(actor=especialista, fusion=fusion)
    una.refresh_from_db()
    nueva.refresh_from_db()
    assert (una.nombres, una.numero_documento, nueva.persona_id) == ("Rosa María", "", una.pk)


def test_union_is_undone_once_and_the_latest_first(especialista, lugares, una, otra):
    tercera = IntegranteFactory(comite=lugares.hermano.comite).persona
    primera = unir(especialista, una, otra)
    una.refresh_from_db()
    segunda = unir(especialista, una, tercera, de_la_otra=(), confirmado=True)
    with pytest.raises(ValidationError, match="más reciente"):
        deshacer_union(actor=especialista, fusion=primera)
    deshacer_union(actor=especialista, fusion=segunda)
    deshacer_union(actor=especialista, fusion=primera)
    with pytest.raises(ValidationError, match="ya fue deshecha"):
        deshacer_union(actor=especialista, fusion=primera)
    assert Persona.objects.count() == 3


def test_document_taken_by_somebody_else_since_stops_the_undoing(especialista, una, otra):
    fusion = unir(especialista, una, otra, de_la_otra=())
    PersonaFactory(numero_documento=otra.numero_documento)
    antes = retrato()
    with pytest.raises(ValidationError, match="mismo documento"):
        deshacer_union(actor=especialista, fusion=fusion)
    assert retrato() == antes


def test_two_active_committees_need_to_be_confirmed(especialista, lugares, una, otra):
    Integrante.objects.filter(persona=una).update(hasta=None)
    antes = retrato()
    with pytest.raises(ValidationError) as error:
        unir(especialista, una, otra)
    assert error.value.message_dict == {"confirmado": [CONFIRMAR]}
    assert retrato() == antes
    una.refresh_from_db()
    unir(especialista, una, otra, confirmado=True)
    assert una.membresias.filter(hasta__isnull=True).count() == 2


def test_twice_in_one_committee_is_refused_and_nothing_is_lost(especialista, lugares, una, otra):
    IntegranteFactory(comite=lugares.propio.comite, persona=una)
    IntegranteFactory(comite=lugares.propio.comite, persona=otra)
    antes = retrato()
    with pytest.raises(ValidationError, match="Registre antes la salida"):
        unir(especialista, una, otra, confirmado=True)
    assert retrato() == antes


def test_birth_date_of_a_minor_is_not_taken_by_who_leads(especialista, lugares, una, otra):
    IntegranteFactory(
        comite=lugares.propio.comite,
        persona=una,
        cargo=Cargo.objects.get(slug="presidencia"),
        cargo_unico=True,
    )
    Persona.objects.filter(pk=otra.pk).update(fecha_nacimiento=date(2012, 1, 1))
    otra.refresh_from_db()
    antes = retrato()
    with pytest.raises(ValidationError) as error:
        unir(especialista, una, otra, de_la_otra=["fecha_nacimiento"], confirmado=True)
    assert list(error.value.message_dict) == ["fecha_nacimiento"]
    assert retrato() == antes


def test_stale_comparison_never_wins(especialista, una, otra):
    with pytest.raises(ConflictoDeEdicion):
        unir(especialista, una, otra, versiones=(una.version, otra.version + 1))
    assert Persona.objects.count() == 2


@pytest.mark.parametrize("rol", [Rol.COORDINADOR_MUNICIPAL, Rol.LIDER_COMITE, Rol.AUDITOR])
def test_other_roles_do_not_unite(lugares, una, otra, rol):
    with pytest.raises(PermissionDenied):
        unir(lugares.propio.usuario(rol), una, otra)


def test_person_of_another_region_is_out_of_reach(client, lugares, especialista, una):
    lejana = IntegranteFactory(comite=lugares.lejano.comite).persona
    with pytest.raises(PermissionDenied):
        unir(especialista, una, lejana)
    entrar(client, especialista)
    assert client.get(reverse("personas:unir", args=[una.pk, lejana.pk])).status_code == 404


def test_screen_unites_and_undoes(client, especialista, una, otra):
    entrar(client, especialista)
    url = reverse("personas:unir", args=[una.pk, otra.pk])
    pagina = client.get(url)
    form = pagina.context["form"]
    assert (form["documento"].value(), form["cuenta"].value()) == ("segunda", "segunda")
    datos = {c: "segunda" for c in form.fields if c != "motivo"}
    datos |= {"motivo": MOTIVO, "version_una": una.version, "version_otra": otra.version}
    respuesta = client.post(url, datos)
    assert (respuesta.status_code, respuesta["Location"]) == (302, una.get_absolute_url())
    fusion = Fusion.objects.get()
    assert client.get(otra.get_absolute_url())["Location"] == una.get_absolute_url()
    assert (
        reverse("personas:union-deshacer", args=[fusion.pk])
        in client.get(respuesta["Location"]).content.decode()
    )
    client.post(reverse("personas:union-deshacer", args=[fusion.pk]))
    assert Persona.objects.filter(pk=otra.pk).exists()


def test_error_on_screen_does_not_make_an_old_comparison_new(client, especialista, una, otra):
    """What comes back after a mistake was still compared as it stood when the pair was opened."""
    entrar(client, especialista)
    url = reverse("personas:unir", args=[una.pk, otra.pk])
    abierta = client.get(url)
    datos = dict.fromkeys((c for c in abierta.context["form"].fields if c != "motivo"), "segunda")
    datos |= {"motivo": "", "version_una": una.version, "version_otra": otra.version}
    Persona.objects.filter(pk=una.pk).update(nombres="Corregida", version=una.version + 1)
    devuelta = client.post(url, datos)
    assert (devuelta.status_code, devuelta.context["versiones"]) == (422, (una.version, otra.version))
    assert f'name="version_una" value="{una.version}"' in devuelta.content.decode()
    tardia = client.post(url, datos | {"motivo": MOTIVO})
    assert (tardia.status_code, tardia.context["versiones"]) == (409, (una.version + 1, otra.version))
    assert Persona.objects.count() == 2
    una.refresh_from_db()
    alguien = dict(zip(("version_una", "version_otra"), tardia.context["versiones"], strict=True))
    assert client.post(url, datos | alguien | {"motivo": MOTIVO}).status_code == 302


def test_screen_asks_about_two_committees_and_keeps_the_choices(client, especialista, una, otra):
    Integrante.objects.filter(persona=una).update(hasta=None)
    entrar(client, especialista)
    url = reverse("personas:unir", args=[una.pk, otra.pk])
    elegidos = [c for c in client.get(url).context["form"].fields if c not in ("motivo", "confirmado")]
    datos = dict.fromkeys(elegidos, "primera") | {"version_una": una.version, "version_otra": otra.version}
    respuesta = client.post(url, datos | {"motivo": MOTIVO})
    form = respuesta.context["form"]
    assert (respuesta.status_code, form.errors) == (422, {"confirmado": [CONFIRMAR]})
    assert [form[c].value() for c in (*elegidos, "motivo")] == [*["primera"] * len(elegidos), MOTIVO]
    assert client.post(url, datos | {"motivo": MOTIVO, "confirmado": "on"}).status_code == 302


def test_masked_reader_chooses_without_reading(client, una, otra):
    Persona.objects.filter(pk=una.pk).update(tipo_documento="dni", numero_documento="48151623")
    entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    texto = client.get(reverse("personas:unir", args=[una.pk, otra.pk])).content.decode()
    assert ("48151623" in texto, otra.numero_documento in texto) == (False, False)


def test_search_for_the_other_row(client, especialista, una, otra):
    entrar(client, especialista)
    url = reverse("personas:buscar-para-unir", args=[una.pk])
    assert client.get(url).status_code == 200
    respuesta = client.post(url, {"tipo_documento": "dni", "numero_documento": otra.numero_documento})
    assert respuesta["Location"] == reverse("personas:unir", args=[una.pk, otra.pk])


# Pairs to look at -----------------------------------------------------------------------------------


def par(**cambios):
    nombre = {"nombres": "María José", "apellido_paterno": "Ñahui", "apellido_materno": "Ríos"}
    primera = PersonaFactory(**nombre, fecha_nacimiento=date(1990, 6, 12))
    segunda = PersonaFactory(**{**nombre, "fecha_nacimiento": date(1990, 6, 12), **cambios})
    return primera, segunda


@pytest.mark.parametrize(
    ("cambios", "hallados"),
    [
        ({"nombres": "Maria Jose", "apellido_paterno": "Nahui"}, 1),
        ({"nombres": "José", "apellido_materno": ""}, 1),
        ({"fecha_nacimiento": None}, 1),
        ({"fecha_nacimiento": date(1970, 1, 30)}, 0),
        ({"nombres": "Teodora", "apellido_paterno": "Ccallo"}, 0),
    ],
)
def test_pairs_that_resemble_are_found(cambios, hallados):
    par(**cambios)
    assert buscar_duplicados(actor=None) == hallados
    assert buscar_duplicados(actor=None) == hallados


def test_dismissed_pair_stays_dismissed_and_a_mended_one_is_forgotten():
    primera, segunda = par()
    nacional = usuario_con_rol(Rol.RESPONSABLE_NACIONAL)
    buscar_duplicados(actor=None)
    descartar_duplicado(actor=nacional, duplicado=PosibleDuplicado.objects.get())
    apellidos = {"apellido_paterno": "Ticona", "apellido_materno": "Huanca"}
    tercera = PersonaFactory(nombres="Elsa", fecha_nacimiento=date(1970, 1, 1), **apellidos)
    PersonaFactory(nombres="Elza", fecha_nacimiento=date(1970, 1, 1), **apellidos)
    assert buscar_duplicados(actor=None) == 1
    tercera.nombres = "Teodora"
    tercera.save()
    assert buscar_duplicados(actor=None) == 0
    assert [(d.primera, d.segunda) for d in PosibleDuplicado.objects.all()] == [(primera, segunda)]


def test_dismissed_pair_can_be_looked_at_again(client, especialista, lugares):
    personas = [IntegranteFactory(comite=lugares.propio.comite).persona for _ in range(2)]
    par = PosibleDuplicadoFactory(primera=personas[0], segunda=personas[1], estado="descartado")
    entrar(client, especialista)
    lista = client.get(reverse("personas:duplicados") + "?estado=descartado")
    assert 'name="reabrir"' in lista.content.decode()
    client.post(reverse("personas:duplicado-descartar", args=[par.pk]), {"reabrir": "si"})
    par.refresh_from_db()
    assert par.estado == "pendiente"


class TestDuplicados(ContratoLista):
    url = "personas:duplicados"
    permiso = Permiso.PERSONA_FUSIONAR
    consultas = 5

    def fila(self, lugar):
        personas = [IntegranteFactory(comite=lugar.comite).persona for _ in range(2)]
        return PosibleDuplicadoFactory(primera=personas[0], segunda=personas[1])

    def test_sibling_territory_shows_its_own_rows(self, client, lugares):
        filas = self.filas(lugares)
        self.entra(client, Rol.ESPECIALISTA_REGIONAL, lugares.lejano)
        assert self.mostradas(client.get(self.direccion())) == {filas["lejano"].pk}


class TestDescartar(ContratoAccion):
    permiso = Permiso.PERSONA_FUSIONAR
    modelo = PosibleDuplicado

    def fila(self, lugar):
        personas = [IntegranteFactory(comite=lugar.comite).persona for _ in range(2)]
        return PosibleDuplicadoFactory(primera=personas[0], segunda=personas[1])

    def url_de(self, fila):
        return reverse("personas:duplicado-descartar", args=[fila.pk])

    def url_inexistente(self):
        return reverse("personas:duplicado-descartar", args=[987654321])


class TestDeshacer(ContratoAccion):
    permiso = Permiso.PERSONA_FUSIONAR
    modelo = Fusion

    def fila(self, lugar):
        hasta = timezone.localdate()
        una, otra = (IntegranteFactory(comite=lugar.comite, hasta=hasta).persona for _ in range(2))
        actor = usuario_con_rol(Rol.RESPONSABLE_NACIONAL)
        return unir(actor, una, otra, de_la_otra=(), confirmado=True)

    def url_de(self, fila):
        return reverse("personas:union-deshacer", args=[fila.pk])

    def url_inexistente(self):
        return reverse("personas:union-deshacer", args=[987654321])


def test_union_without_snapshot_cannot_be_undone(especialista, una):
    with pytest.raises(ValidationError, match="se borraron"):
        deshacer_union(actor=especialista, fusion=FusionFactory(conservada=una))
