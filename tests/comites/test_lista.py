"""The list: search, filters, figures beside the states."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from comites import selectors
from comites.models import Comite
from cuentas.roles import Rol
from tests.apoyo import entrar
from tests.comites.conftest import HOY
from tests.contratos.lugares import hacer_lugares
from tests.fabricas.comites import ComiteFactory, GrupoFactory, IntegranteFactory, MandatoFactory
from tests.fabricas.cuentas import usuario_con_rol

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy_fijo")]


@pytest.fixture
def lugar():
    return hacer_lugares().propio


@pytest.fixture
def pedir(client):
    entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    return lambda consulta="": client.get(f"{reverse('comites:lista')}{consulta}")


def comite(lugar, fin=None, **campos):
    nuevo = ComiteFactory(espacio=lugar.otro_espacio(), **{"fecha_constitucion": date(2025, 1, 10), **campos})
    if fin:
        MandatoFactory(comite=nuevo, inicio=date(2025, 1, 10), fin=fin)
    return nuevo


def nombres(respuesta):
    return [fila.comite.nombre for fila in respuesta.context["filas"]]


def figuras(respuesta):
    return {c["texto"]: c["cuenta"] for c in respuesta.context["chips"]}


def test_names_and_spaces_are_found_without_accents(pedir, lugar):
    comite(lugar, nombre="Comité Comunitario Ñaña Unida")
    otro = comite(lugar, nombre="Comité Comunitario Los Olivos")
    otro.espacio.nombre = "Alameda Túpac Amaru"
    otro.espacio.save()
    assert nombres(pedir("?q=nana+COMITE")) == ["Comité Comunitario Ñaña Unida"]
    assert nombres(pedir("?q=tupac")) == ["Comité Comunitario Los Olivos"]
    assert nombres(pedir("?q=%00")) == nombres(pedir())


def test_each_state_has_its_figure_and_its_rows(pedir, lugar):
    comite(lugar, fecha_constitucion=None, nombre="En formación")
    comite(lugar, fin=HOY + timedelta(days=61), nombre="Vigente")
    comite(lugar, fin=HOY + timedelta(days=60), nombre="Por vencer")
    comite(lugar, fin=HOY - timedelta(days=1), nombre="Vencido")
    comite(lugar, nombre="Constituido")
    comite(lugar, disuelto=HOY, nombre="Disuelto")
    assert figuras(pedir()) == {
        "Todos": 5,
        "En formación": 1,
        "Constituido": 1,
        "Vigente": 1,
        "Por vencer": 1,
        "Vencido": 1,
        "Disuelto": 1,
    }
    for estado in ("en-formacion", "constituido", "vigente", "por-vencer", "vencido", "disuelto"):
        assert [
            n.lower().replace("ó", "o").replace(" ", "-") for n in nombres(pedir(f"?estado={estado}"))
        ] == [estado]


def test_dissolved_ones_are_shown_only_when_asked_for(pedir, lugar):
    comite(lugar, disuelto=HOY)
    assert nombres(pedir()) == []
    assert len(nombres(pedir("?estado=disuelto"))) == 1


def test_too_many_to_count_show_no_figures(pedir, lugar, monkeypatch):
    monkeypatch.setattr(selectors, "TOPE_DE_CUENTA", 2)
    for _ in range(3):
        comite(lugar)
    respuesta = pedir()
    assert (respuesta.context["total"], figuras(respuesta)["Todos"]) == ("muchos comités", None)


def test_warnings_are_filters(pedir, lugar, cargos):
    completo = comite(lugar, nombre="Completo")
    GrupoFactory(comite=completo)
    for slug in ("presidencia", "vocal", "vocal", "vocal", "vocal"):
        cargo = cargos[slug]
        IntegranteFactory(comite=completo, cargo=cargo, cargo_unico=cargo.unico, desde=date(2025, 2, 1))
    comite(lugar, nombre="Vacío")
    assert [nombres(pedir(f"?aviso={a}")) for a in ("pocos", "sin-presidencia", "sin-grupo")] == [
        ["Vacío"]
    ] * 3


def test_filter_of_a_foreign_region_shows_nothing_and_says_so(client, lugar):
    comite(lugar)
    entrar(client, lugar.usuario(Rol.ESPECIALISTA_REGIONAL))
    respuesta = client.get(f"{reverse('comites:lista')}?distrito=080101")
    assert respuesta.context["filtro"].perdidos == ["Distrito"]
    assert "No se aplicó un filtro." in respuesta.content.decode()


def test_filters_in_use_are_named_and_can_be_taken_off(pedir, lugar):
    comite(lugar)
    puestos = pedir("?q=zzz&estado=vigente&cursor=abc").context["filtro"].puestos
    assert [(p.nombre, p.texto) for p in puestos] == [("q", "«zzz»"), ("estado", "Vigente")]
    pagina = pedir("?q=zzz&estado=vigente&cursor=abc").content.decode()
    assert [u in pagina for u in ('href="?estado=vigente"', 'href="?q=zzz"')] == [True, True]


def test_pages_follow_each_other_without_repeating(pedir, lugar):
    for numero in range(28):
        comite(lugar, nombre=f"Comité {numero:02d}")
    primera = pedir()
    segunda = pedir(f"?cursor={primera.context['pagina'].siguiente}")
    assert nombres(primera) + nombres(segunda) == [f"Comité {n:02d}" for n in range(28)]
    assert Comite.objects.count() == 28
