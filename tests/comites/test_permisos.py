"""Consents of those who came into a committee without one: seen, and written down several at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from comites.models import Integrante
from comites.services import registrar_permisos
from comites.views.permisos import YA_CONSTABAN
from cuentas.enums import Permiso
from cuentas.roles import Rol
from personas.enums import Canal, Finalidad
from personas.models import Consentimiento, Persona
from tests.apoyo import entrar
from tests.contratos import ContratoDetalle, ContratoFormularioNuevo
from tests.contratos.lugares import hacer_lugares
from tests.fabricas.comites import ComiteFactory, IntegranteFactory
from tests.fabricas.personas import ConsentimientoFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lugar():
    return hacer_lugares().propio


@pytest.fixture
def coordinadora(lugar):
    return lugar.usuario(Rol.COORDINADOR_MUNICIPAL)


@pytest.fixture
def faltan(lugar):
    """Two members of whom nothing is known, beside one who agreed, one who took it back and one who left."""
    dos = IntegranteFactory.create_batch(2, comite=lugar.comite)
    ConsentimientoFactory(persona=IntegranteFactory(comite=lugar.comite).persona)
    ConsentimientoFactory(persona=IntegranteFactory(comite=lugar.comite).persona, revocado=timezone.now())
    IntegranteFactory(
        comite=lugar.comite,
        desde=timezone.localdate() - timedelta(days=9),
        hasta=timezone.localdate(),
        motivo_salida="mudanza",
    )
    return dos


def pares():
    return sorted(Consentimiento.objects.vigentes().values_list("persona", "finalidad"))


def registrar(actor, comite, gestion, whatsapp=()):
    aceptan = {Finalidad.GESTION: gestion, Finalidad.WHATSAPP: whatsapp}
    return registrar_permisos(actor=actor, comite=comite, aceptan=aceptan, canal=Canal.PAPEL)


def test_only_those_of_whom_nothing_is_known_are_missing(lugar, faltan):
    ComiteFactory()
    assert set(Integrante.objects.sin_permiso().filter(comite=lugar.comite)) == set(faltan)


def test_several_are_written_down_at_once_and_nobody_twice(lugar, coordinadora, faltan):
    ConsentimientoFactory(persona=faltan[1].persona, canal=Canal.VERBAL)  # meanwhile, somebody else
    antes = pares()
    claves = [i.pk for i in faltan]
    assert registrar(coordinadora, lugar.comite, claves, claves) == 1
    suyos = [(faltan[0].persona_id, "gestion"), (faltan[0].persona_id, "whatsapp")]
    assert pares() == sorted([*antes, *suyos])


def test_the_group_alone_is_refused_and_nothing_is_written(lugar, coordinadora, faltan):
    antes, (una, otra) = pares(), [i.pk for i in faltan]
    with pytest.raises(ValidationError) as error:
        registrar(coordinadora, lugar.comite, [una], [otra])
    assert (list(error.value.message_dict), pares()) == (["whatsapp"], antes)


def test_nobody_of_another_committee_is_written_down(lugar, coordinadora, faltan):
    ajena = IntegranteFactory()
    assert registrar(coordinadora, lugar.comite, [ajena.pk]) == 0
    with pytest.raises(PermissionDenied):
        registrar(coordinadora, ajena.comite, [ajena.pk])


def test_leader_writes_down_on_the_phone_who_agrees(client, lugar, faltan):
    lider = lugar.usuario(Rol.LIDER_COMITE)
    entrar(client, lider)
    mio, permisos = (reverse(f"comites:{n}", args=[lugar.comite.pk]) for n in ("mio-detalle", "permisos"))
    pendientes = [p.que for p in client.get(mio).context["pendientes"]]
    assert "De 2 personas falta su permiso para estar en el registro." in pendientes
    texto = client.get(permisos).content.decode()
    assert ("Pregúntale a cada persona" in texto, " checked" in texto.split("canal")[0]) == (True, False)
    datos = {"gestion": [faltan[0].pk], "canal": "verbal", "fecha": timezone.localdate().isoformat()}
    assert client.post(permisos, datos).url == mio
    dado = Consentimiento.objects.get(persona=faltan[0].persona)
    assert (dado.canal, dado.registrado_por) == ("verbal", lider)


def test_who_was_written_down_meanwhile_spoils_nothing(client, lugar, coordinadora, faltan):
    entrar(client, coordinadora)
    url = reverse("comites:permisos", args=[lugar.comite.pk])
    ConsentimientoFactory(persona=faltan[1].persona, canal=Canal.VERBAL)
    datos = {"gestion": [i.pk for i in faltan], "canal": "papel", "fecha": timezone.localdate().isoformat()}
    mala = client.post(url, datos | {"fecha": "no"})
    assert [opcion.data["value"] for opcion in mala.context["form"]["gestion"]] == [faltan[0].pk]
    dicho = client.post(url, datos, follow=True).context["messages"]
    assert [str(m) for m in dicho] == ["Guardado: permiso de una persona."]
    canales = Consentimiento.objects.filter(persona__in=[i.persona for i in faltan])
    assert sorted(canales.values_list("canal", flat=True)) == ["papel", "verbal"]
    tarde = client.post(url, datos | {"gestion": [faltan[1].pk]}, follow=True).context["messages"]
    assert [str(m) for m in tarde] == [YA_CONSTABAN]


@pytest.mark.parametrize(
    ("fecha", "dicho"),
    [
        ("1900-01-01", "La fecha es anterior a la ley que pide el consentimiento, del 03/07/2011."),
        ("2100-01-01", "La fecha del consentimiento está en el futuro."),
    ],
)
def test_impossible_day_is_told_beside_it_and_nothing_is_written(
    client, lugar, coordinadora, faltan, fecha, dicho
):
    entrar(client, coordinadora)
    antes = pares()
    datos = {"gestion": [faltan[0].pk], "canal": "papel", "fecha": fecha}
    respuesta = client.post(reverse("comites:permisos", args=[lugar.comite.pk]), datos)
    assert (respuesta.context["form"].errors, pares()) == ({"fecha": [dicho]}, antes)


def test_who_is_missing_shows_to_the_coordination_on_every_screen(client, lugar, coordinadora, faltan):
    entrar(client, coordinadora)
    ficha = client.get(lugar.comite.get_absolute_url()).content.decode()
    assert "De 2 personas no consta que acepten" in ficha
    assert [ficha.count(f"<dd>{dice}</dd>") for dice in ("Sin registrar", "Lo retiró")] == [2, 1]
    lista = client.get(reverse("comites:lista"), {"aviso": "sin-permiso"}).context["object_list"]
    assert [c.pk for c in lista] == [lugar.comite.pk]
    semana = client.get(reverse("portal:inicio-trabajo")).content.decode()
    assert "De 2 personas no consta que acepten estar en el registro." in semana
    personas = {
        valor: set(client.get(reverse("personas:lista"), {"permiso": valor}).context["object_list"])
        for valor in ("falta", "retirado")
    }
    retirado = Persona.objects.get(consentimientos__revocado__isnull=False)
    assert ({i.persona for i in faltan} <= personas["falta"], personas["retirado"]) == (True, {retirado})
    persona = client.get(faltan[0].persona.get_absolute_url()).content.decode()
    assert "No consta que acepte estar en el registro." in persona


@pytest.mark.parametrize("rol", [Rol.ESPECIALISTA_REGIONAL, Rol.RESPONSABLE_NACIONAL])
def test_who_watches_from_afar_is_not_asked_to_obtain_them(client, lugar, rol, faltan):
    entrar(client, lugar.usuario(rol))
    semana = client.get(reverse("portal:inicio-trabajo"))
    assert (semana.status_code, "no consta que acepten" in semana.content.decode()) == (200, False)
    lista = client.get(reverse("comites:lista"), {"aviso": "sin-permiso"}).context["object_list"]
    assert [c.pk for c in lista] == [lugar.comite.pk]


def test_search_by_name_keeps_the_filter_by_permission(client, coordinadora, faltan):
    entrar(client, coordinadora)
    direccion = client.post(reverse("personas:lista"), {"q": "Quispe", "permiso": "falta"}).url
    assert direccion.endswith("&permiso=falta")


def test_under_fourteen_is_asked_for_with_a_guardian(client, lugar, coordinadora):
    menor = IntegranteFactory(
        comite=lugar.comite, persona__fecha_nacimiento=timezone.localdate() - timedelta(days=4000)
    )
    entrar(client, coordinadora)
    texto = client.get(reverse("comites:permisos", args=[lugar.comite.pk]))
    assert texto.context["con_apoderado"][0].integrante == menor
    assert reverse("personas:consentir", args=[menor.persona_id]) in texto.content.decode()


class TestPermisos(ContratoDetalle, ContratoFormularioNuevo):
    permiso = Permiso.PAPEL_LLEVAR
    modelo = Consentimiento
    obligatorio = "gestion"

    def fila(self, lugar):
        return lugar.comite

    def url_de(self, fila):
        return reverse("comites:permisos", args=[fila.pk])

    def url_inexistente(self):
        return reverse("comites:permisos", args=[999_999])

    def url(self, lugar):
        return self.url_de(lugar.comite)

    def datos(self, lugar):
        if not hasattr(lugar, "integrante"):
            lugar.integrante = IntegranteFactory(comite=lugar.comite)
        return {"gestion": [lugar.integrante.pk], "canal": "papel", "fecha": timezone.localdate()}

    def ajenos(self, lejano):
        return {"gestion": [IntegranteFactory(comite=lejano.comite).pk]}
