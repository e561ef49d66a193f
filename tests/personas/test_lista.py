"""Pages of the list of persons: exact, and with nobody's name in the address."""

import base64

import pytest
from django.db import connection, models
from django.urls import get_resolver, reverse

from comites.models import Comite
from comunes.inventario import INVENTARIO, Datos
from comunes.vistas import VistaLista
from cuentas.enums import Permiso
from cuentas.roles import Rol
from personas.models import Persona
from personas.views.lista import ListaPersonas
from tests.apoyo import entrar
from tests.fabricas.comites import ComiteFactory, IntegranteFactory
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.personas import PersonaFactory

pytestmark = pytest.mark.django_db
LISTA = reverse("personas:lista")


@pytest.fixture
def nombradas(client, monkeypatch):
    """Five persons, two of the same name, in pages of two."""
    monkeypatch.setattr(ListaPersonas, "tamano", 2)
    comite = ComiteFactory()
    for apellido in ("Zárate", "Quispe", "Ñahui", "Quispe", "Ayala"):
        persona = PersonaFactory(nombres="Rosa", apellido_paterno=apellido, apellido_materno="Huamán")
        IntegranteFactory(persona=persona, comite=comite)
    entrar(client, usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, comite.espacio.municipalidad))
    return list(Persona.objects.order_by("clave_orden", "pk"))


def recorrer(client, q, hacia, cursor=""):
    """Return the pages one after the other, and what their addresses carry."""
    paginas, cursores = [], []
    while True:
        pagina = client.get(f"{LISTA}?{q}&cursor={cursor}").context["pagina"]
        paginas.append(list(pagina))
        if not (cursor := getattr(pagina, hacia)):
            return paginas, cursores
        cursores.append(cursor)


def buscar(client, texto):
    """Return the address of a search."""
    return client.post(LISTA, {"q": texto})["Location"]


@pytest.mark.parametrize("q", ["", "rosa"])
def test_pages_are_exact_and_name_nobody(client, nombradas, q):
    a, b, c, d, e = nombradas
    q = buscar(client, q).partition("?")[2]
    paginas, cursores = recorrer(client, q, "siguiente")
    assert paginas == [[a, b], [c, d], [e]]
    de_vuelta = recorrer(client, q, "anterior", cursores[-1])
    assert de_vuelta[0] == [[e], [c, d], [a, b]]
    leidos = [base64.urlsafe_b64decode(cursor + "==") for cursor in cursores + de_vuelta[1]]
    assert leidos == [b'["s",null,%d]' % b.pk, b'["s",null,%d]' % d.pk,
                      b'["a",null,%d]' % e.pk, b'["a",null,%d]' % c.pk]  # fmt: skip


def test_words_that_are_searched_stay_out_of_every_address(client, nombradas):
    quispe, ayala = buscar(client, " quispe "), buscar(client, "ayala")
    pagina = client.get(quispe)
    assert [str(p.apellido_paterno) for p in pagina.context["pagina"]] == ["Quispe", "Quispe"]
    assert "«quispe»" in pagina.content.decode()
    assert [d for d in (quispe, ayala) if "quispe" in d or "ayala" in d] == []
    assert "q=" not in pagina.content.decode()
    atras = [len(client.get(direccion).context["pagina"]) for direccion in (ayala, quispe)]
    assert (atras, buscar(client, "quispe")) == ([1, 2], quispe)
    assert (buscar(client, "   "), client.get(f"{LISTA}?q=ayala").context["palabras"]) == (LISTA, "")


def test_address_of_a_search_tells_another_session_nothing(client, nombradas):
    direccion = buscar(client, "ayala")
    entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    ajena = client.get(direccion)
    assert (ajena.context["palabras"], len(ajena.context["pagina"])) == ("", 0)
    assert "Esa búsqueda ya no está guardada." in ajena.content.decode()
    assert "Todavía no hay personas" not in ajena.content.decode()
    assert [len(client.get(LISTA + c).context["pagina"]) for c in ("", "?busqueda=")] == [2, 2]


def test_session_keeps_the_latest_searches(client, nombradas):
    primera, ultima = [buscar(client, f"rosa {n}") for n in range(21)][::20]
    assert [client.get(d).context["olvidadas"] for d in (primera, ultima)] == [True, False]


def test_page_after_somebody_who_is_gone_or_out_of_reach_is_the_first(client, nombradas):
    ajena = IntegranteFactory(persona=PersonaFactory(apellido_paterno="Mamani")).persona
    for pk in (ajena.pk, 999999, '"x"', "[1]", "null"):
        cursor = base64.urlsafe_b64encode(f'["a",null,{pk}]'.encode()).decode().rstrip("=")
        pagina = client.get(LISTA, {"cursor": cursor}).context["pagina"]
        assert (list(pagina), pagina.anterior) == (nombradas[:2], "")


def listas(clase=VistaLista):
    """Every list of the product; the addresses are read first, because they bring the views along."""
    assert get_resolver().url_patterns
    for hija in clase.__subclasses__():
        yield from [hija, *listas(hija)] if not hija.__module__.startswith("tests.") else []


def test_list_in_the_order_of_what_identifies_somebody_says_so():
    for vista in (v for v in listas() if v.model):  # a shared base has none
        for ruta in vista.orden:
            modelo, campo = vista.model, None
            for parte in ruta.lstrip("-").split("__"):
                modelo = campo.related_model if campo else modelo
                campo = modelo._meta.pk if parte == "pk" else modelo._meta.get_field(parte)
            identifica = INVENTARIO[modelo._meta.label_lower].datos in (Datos.IDENTIDAD, Datos.CUENTA)
            if identifica and isinstance(campo, models.CharField):
                assert vista.cursor_sin_datos, (vista, ruta)


def test_each_person_stands_once_in_the_page(client, nombradas):
    pagina = client.get(buscar(client, "rosa")).content.decode()
    assert [pagina.count(f'href="{p.get_absolute_url()}"') for p in nombradas] == [1, 1, 0, 0, 0]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="The plans of SQLite")
def test_whether_a_person_is_in_scope_is_read_from_an_index_alone(nombradas):
    usuario = usuario_con_rol(Rol.ESPECIALISTA_REGIONAL, Comite.objects.get().espacio.region)
    plan = Persona.objects.visible_to(usuario, Permiso.PERSONA_VER).filter(pk=nombradas[0].pk).explain()
    assert plan.count("COVERING INDEX integrante_persona_idx (persona_id=?") == 1
