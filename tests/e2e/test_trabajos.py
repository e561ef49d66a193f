"""The three jobs, done by hand on a phone and on a desk, from the sign-in page to the result."""

import re
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from PIL import Image
from playwright.sync_api import Page, expect

from actividades.models import Actividad
from comites.models import Comite
from comites.services import dar_acceso_lider
from comunes.instalacion import marcar_datos_de_ejemplo
from cuentas.models import Usuario
from cuentas.roles import Rol
from cuentas.services import emitir_enlace
from espacios.models import EspacioPublico
from portal.ejemplo.carga import ARCHIVO
from portal.ejemplo.clave import CLAVE_DE_EJEMPLO
from territorio.models import Comisaria, Municipalidad
from territorio.services import cargar_territorio
from tests.contratos.lugares import Lugar
from tests.e2e.apoyo import abrir, pasar, sin_desborde, sin_violaciones
from tests.fabricas.comites import CargoFactory, IntegranteFactory, MandatoFactory

PIN = "294817"


@pytest.fixture
def lugar(settings: Any) -> Lugar:
    """San Juan de Miraflores in the real territory; sample accounts need no second factor here."""
    settings.EXIGIR_SEGUNDO_FACTOR_EN_EJEMPLO = False
    marcar_datos_de_ejemplo()
    cargar_territorio(actor=None)
    municipalidad = Municipalidad.objects.select_related("region").get(pk="150133")
    comisaria = Comisaria.objects.filter(distrito="150133").earliest("pk")
    return Lugar(municipalidad.region, municipalidad, comisaria)


def _ingresar(page: Page, usuario: Usuario) -> None:
    usuario.de_ejemplo = True
    usuario.set_password(CLAVE_DE_EJEMPLO)
    usuario.save()
    Authenticator.objects.filter(user=usuario).delete()
    abrir(page, "/cuenta/ingresar/")
    sin_violaciones(page)
    page.get_by_label("Correo").fill(usuario.email)
    page.get_by_label("Contraseña", exact=True).fill(CLAVE_DE_EJEMPLO)
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mi semana")


def _sana(page: Page) -> None:
    sin_violaciones(page)
    sin_desborde(page)


# The ministry -------------------------------------------------------------------------------------


def test_ministry_imports_a_padron_and_finds_it_in_the_admin(pagina: Page, lugar: Lugar) -> None:
    _ingresar(pagina, lugar.usuario(Rol.RESPONSABLE_NACIONAL))
    abrir(pagina, "/padron/")
    pasar(pagina.get_by_role("link", name="Subir un padrón").first)
    pagina.set_input_files("input[type=file]", ARCHIVO)
    pagina.get_by_role("button", name="Subir y revisar").click()
    expect(pagina.get_by_role("button", name="Guardar el padrón")).to_be_visible()
    pagina.wait_for_load_state()  # the script that asks first
    pagina.get_by_role("button", name="Guardar el padrón").click()
    pagina.get_by_role("dialog").get_by_role("button", name="Guardar el padrón").click()
    expect(pagina.get_by_text("El padrón está guardado.")).to_be_visible()
    _sana(pagina)
    assert (EspacioPublico.objects.count(), Comite.objects.count()) == (83, 83)
    _buscar_en_el_admin(pagina)


def _buscar_en_el_admin(page: Page) -> None:
    abrir(page, "/admin/espacios/espaciopublico/")
    sin_violaciones(page)
    page.locator("#searchbar").fill("tupac amaru")
    page.get_by_role("button", name="Buscar").click()
    esperadas = EspacioPublico.objects.filter(nombre__contains="Túpac Amaru").count()
    expect(page.locator("#result_list tbody tr")).to_have_count(esperadas)


# The coordinator ----------------------------------------------------------------------------------


def test_coordinator_registers_a_space_and_its_committee(pagina: Page, lugar: Lugar) -> None:
    _ingresar(pagina, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))
    _sana(pagina)
    _registrar_espacio(pagina)
    _constituir(pagina)
    _agregar_integrante(pagina)
    _dar_acceso(pagina)
    espacio = EspacioPublico.objects.get(nombre="Parque Los Algarrobos")
    comite = Comite.objects.get(espacio=espacio)
    assert espacio.codigo == "NES-150133-01"
    assert [i.persona.numero_documento for i in comite.integrantes.all()] == ["40658460"]


def _registrar_espacio(page: Page) -> None:
    abrir(page, "/espacios/")
    pasar(page.get_by_role("link", name="Registrar espacio").first)
    _sana(page)
    page.get_by_label("Nombre del espacio").fill("Parque Los Algarrobos")
    page.get_by_label("Tipo").select_option(label="Parque")
    page.get_by_label("Iluminación deficiente").check()
    page.get_by_label("Dirección").fill("Jirón Los Algarrobos, cuadra 4")
    page.get_by_role("textbox", name="Ubicación").fill("-12.1610, -76.9700")
    page.get_by_role("button", name="Guardar espacio").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Parque Los Algarrobos")
    _sana(page)


def _constituir(page: Page) -> None:
    pasar(page.get_by_role("link", name="Constituir comité").first)
    _sana(page)
    page.get_by_label("Nombre del comité").fill("Comité Comunitario Parque Los Algarrobos")
    page.get_by_label("Fecha de constitución").fill("2026-05-04")
    page.get_by_role("button", name="Guardar comité").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Comité Comunitario Parque Los Algarrobos")
    _sana(page)


def _agregar_integrante(page: Page) -> None:
    pasar(page.get_by_role("link", name="Agregar integrante").first)
    _sana(page)
    page.get_by_label("Número").fill("40658460")
    page.get_by_role("button", name="Buscar persona").click()
    page.get_by_label("Nombres").fill("Rosa Elvira")
    page.get_by_label("Apellido paterno").fill("Quispe")
    page.get_by_label("Mujer").check()
    page.get_by_label("Fecha de nacimiento").fill("1980-05-04")
    page.get_by_label("Cargo").select_option(label="Presidenta o presidente")
    page.get_by_label("Acepta que se guarden sus datos").check()
    _sana(page)
    page.get_by_role("button", name="Agregar al comité").click()
    expect(page.get_by_role("list").get_by_text("Rosa Elvira Quispe", exact=True)).to_be_visible()
    _sana(page)


def _dar_acceso(page: Page) -> None:
    pasar(page.get_by_role("button", name="Dar acceso a Rosa Elvira Quispe"))
    _sana(page)
    page.get_by_role("button", name="Emitir enlace nuevo").click()
    expect(page.get_by_label("Mensaje con el enlace")).to_have_value(re.compile(r"/cuenta/enlace/\S+"))
    _sana(page)


# The leader ---------------------------------------------------------------------------------------


@pytest.fixture
def enlace(lugar: Lugar) -> str:
    """A personal link of the president of a committee in force."""
    mandato = MandatoFactory(comite=lugar.comite)
    cargo = CargoFactory(slug="presidencia", nombre="Presidencia")
    integrante = IntegranteFactory(comite=lugar.comite, mandato=mandato, cargo=cargo)
    coordinacion = lugar.usuario(Rol.COORDINADOR_MUNICIPAL)
    lider = dar_acceso_lider(actor=coordinacion, integrante=integrante).usuario
    _, secreto = emitir_enlace(actor=coordinacion, usuario=lider)
    return f"/cuenta/enlace/{secreto}/"


@pytest.fixture
def fotos(tmp_path: Path) -> list[Path]:
    rutas = [tmp_path / f"foto-{n}.jpg" for n in range(2)]
    for n, ruta in enumerate(rutas):
        Image.effect_noise((1600, 1200), 30 + 30 * n).convert("RGB").save(ruta)
    return rutas


def test_leader_logs_an_activity_by_the_personal_link(pagina: Page, enlace: str, fotos: list[Path]) -> None:
    _elegir_pin(pagina, enlace)
    pagina.get_by_role("link", name="Anotar una actividad").click()
    pagina.wait_for_url("**/actividades/anotar/")
    pagina.get_by_label("Siembra").click()
    pagina.get_by_role("button", name="20", exact=True).click()
    pagina.locator("[data-fotos-elegir][multiple]").set_input_files(fotos)
    expect(pagina.locator("[data-fotos-lista] li")).to_have_count(2)
    _sana(pagina)
    pagina.get_by_role("button", name="Guardar actividad", exact=True).click()
    expect(pagina.get_by_role("heading", name="Recibido")).to_be_visible()
    _sana(pagina)
    actividad = Actividad.objects.get()
    assert (actividad.participantes, actividad.evidencias.count()) == (20, 2)
    assert actividad.autor is not None


def _elegir_pin(page: Page, enlace: str) -> None:
    abrir(page, enlace)
    _sana(page)
    for campo in page.locator("main input:not([type=hidden])").all():
        campo.fill(PIN)
    page.get_by_role("button", name="Guardar mi PIN y entrar").click()
    expect(page.get_by_role("link", name="Anotar una actividad")).to_be_visible()
    _sana(page)
