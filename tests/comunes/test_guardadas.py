"""Saved views: one's own filters under a name, on any list that takes them."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from comunes.guardadas import services
from comunes.guardadas.services import guardar_vista, predeterminar_vista, renombrar_vista
from comunes.models import VistaGuardada
from cuentas.roles import Rol
from tests.apoyo import entrar
from tests.fabricas.comunes import VistaGuardadaFactory
from tests.fabricas.cuentas import UsuarioFactory, usuario_con_rol

pytestmark = pytest.mark.django_db
ESPACIOS = "espacios:lista"
LISTA, MAPA, MIAS, GUARDAR = (
    reverse(n) for n in (ESPACIOS, "espacios:mapa", "comunes:mis-vistas", "comunes:vista-guardar")
)


@pytest.fixture
def nacional(client):
    return entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))


def guardar(actor, nombre="Recuperados", consulta="estado=recuperado", **mas):
    return guardar_vista(actor=actor, lista=ESPACIOS, nombre=nombre, consulta=consulta, **mas)


def test_only_filters_of_the_list_are_kept(nacional):
    vista = guardar(nacional, consulta="lista=x&q=grau&cursor=abc&estado=&tipo=&silencio=90&trampa=1&todo=1")
    assert vista.consulta == "q=grau&silencio=90"
    assert vista.get_absolute_url() == f"{LISTA}?q=grau&silencio=90"


@pytest.mark.parametrize(
    ("campos", "mensaje"),
    [
        ({"consulta": "cursor=abc"}, "Ponga algún filtro en la lista antes de guardar la vista."),
        (
            {"consulta": "estado=volando"},
            "Un filtro no se puede aplicar: quítelo de la lista y guarde de nuevo.",
        ),
        ({"consulta": "q=" + "a" * 600}, "Son demasiados filtros para guardarlos: acorte la búsqueda."),
        ({"nombre": " \u200b "}, "Escriba un nombre para la vista."),
        ({"nombre": "a" * 61}, "El nombre tiene más de 60 letras. Acórtelo."),
        ({"nombre": "RECUPERADOS", "consulta": "q=x"}, "Ya tiene una vista con ese nombre en esta lista."),
    ],
)
def test_what_cannot_be_saved_is_said(nacional, campos, mensaje):
    guardar(nacional)
    with pytest.raises(ValidationError) as negativa:
        guardar(nacional, **{"nombre": "Otra", **campos})
    assert negativa.value.messages == [mensaje]
    assert VistaGuardada.objects.count() == 1


@pytest.mark.parametrize(
    "lista", ["", "espacios:espacio-nuevo", "portal:portada", "no:existe", "espacios:mapa"]
)
def test_only_lists_that_take_views_have_them(nacional, lista):
    with pytest.raises(ValidationError):
        guardar_vista(actor=nacional, lista=lista, nombre="Otra", consulta="estado=recuperado")


def test_the_same_view_again_is_the_same_and_there_is_a_limit(nacional, monkeypatch):
    monkeypatch.setattr(services, "MAXIMO_POR_LISTA", 2)
    assert guardar(nacional) == guardar(nacional)
    guardar(nacional, "Dos")
    with pytest.raises(ValidationError, match="Ya tiene 2 vistas"):
        guardar(nacional, "Tres")


def test_one_default_at_a_time_and_a_taken_name_is_refused(nacional):
    una, otra = guardar(nacional, predeterminada=True), guardar(nacional, "Dos")
    predeterminar_vista(actor=nacional, vista=otra, si=True)
    assert list(VistaGuardada.objects.filter(predeterminada=True)) == [otra]
    with pytest.raises(ValidationError):
        renombrar_vista(actor=nacional, vista=una, nombre="dos")


def test_default_opens_the_list_and_the_whole_list_stays_reachable(client, nacional):
    guardar(nacional, predeterminada=True)
    for url in (LISTA, MAPA):
        assert client.get(url)["Location"] == f"{url}?estado=recuperado"
    pagina = client.get(f"{LISTA}?estado=recuperado").content.decode()
    assert 'href="?todo=1"' in pagina
    assert client.get(f"{LISTA}?todo=1").status_code == 200


def test_view_in_use_is_marked_and_not_offered_again(client, nacional):
    guardar(nacional)
    vistas = client.get(f"{LISTA}?estado=recuperado&q=&cursor=").context["vistas"]
    assert (vistas.actual.nombre, vistas.puede_guardar) == ("Recuperados", False)
    vistas = client.get(f"{LISTA}?estado=recuperado&q=grau").context["vistas"]
    assert (vistas.actual, vistas.puede_guardar) == (None, True)


def test_saving_from_the_screen_leads_back_to_the_list(client, nacional):
    url = f"{GUARDAR}?lista={ESPACIOS}&estado=recuperado"
    assert "Recuperado" in client.get(url).content.decode()
    respuesta = client.post(url, {"nombre": "Mis recuperados", "predeterminada": "on"})
    assert (respuesta.status_code, respuesta["Location"]) == (302, f"{LISTA}?estado=recuperado")
    vista = VistaGuardada.objects.get()
    assert (vista.usuario, vista.nombre, vista.predeterminada) == (nacional, "Mis recuperados", True)
    assert client.post(url, {"nombre": ""}).status_code == 422


@pytest.mark.parametrize("lista", ["", "no:existe", "padron:inicio"])
def test_list_without_views_is_not_found(client, nacional, lista):
    assert client.get(GUARDAR, {"lista": lista, "estado": "recuperado"}).status_code == 404


def test_views_of_others_do_not_exist_for_me(client, nacional):
    ajena = VistaGuardadaFactory(predeterminada=True)
    assert client.get(LISTA).status_code == 200
    assert client.get(MIAS).context["grupos"] == []
    for accion in ("renombrar", "predeterminar", "eliminar"):
        url = reverse(f"comunes:vista-{accion}", args=[ajena.uuid])
        assert client.post(url, {"nombre": "Mía", "si": "0"}).status_code == 404
    ajena.refresh_from_db()
    assert (ajena.nombre, ajena.predeterminada) == (str(ajena), True)


def test_own_views_are_renamed_set_and_deleted(client, nacional):
    vista = guardar(nacional)
    for accion, datos in (("renombrar", {"nombre": "Nueva"}), ("predeterminar", {"si": "1"})):
        assert client.post(reverse(f"comunes:vista-{accion}", args=[vista.uuid]), datos)["Location"] == MIAS
    vista.refresh_from_db()
    assert (vista.nombre, vista.predeterminada) == ("Nueva", True)
    assert [g["filas"] for g in client.get(MIAS).context["grupos"]] == [[(vista, "Estado: Recuperado")]]
    client.post(reverse("comunes:vista-eliminar", args=[vista.uuid]))
    assert VistaGuardada.objects.count() == 0


def test_view_of_a_list_that_is_out_of_reach_now_is_not_shown(client):
    usuario = entrar(client, UsuarioFactory())
    VistaGuardadaFactory(usuario=usuario)
    assert client.get(MIAS).context["grupos"] == []


@pytest.mark.parametrize(
    ("lista", "consulta"), [("comites:lista", "aviso=pocos"), ("actividades:lista", "estado=verificada")]
)
def test_other_lists_take_views_too(client, nacional, lista, consulta):
    guardar_vista(actor=nacional, lista=lista, nombre="Mía", consulta=consulta, predeterminada=True)
    assert client.get(reverse(lista))["Location"] == f"{reverse(lista)}?{consulta}"
    assert "Mía" in client.get(f"{reverse(lista)}?todo=1").content.decode()
