"""The coordinator's committee job in a real browser: constitute, add members document first, renew."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from comites.enums import ClaseDocumento
from comites.models import Cargo, Comite, Integrante
from comites.services import emitir_documento
from cuentas.roles import Rol
from personas.models import Persona
from tests.contratos.lugares import hacer_lugares
from tests.e2e.apoyo import abrir, entrar_como, pasar, sin_desborde, sin_violaciones
from tests.fabricas.comites import GrupoFactory, IntegranteFactory, MandatoFactory


@pytest.fixture
def lugar():
    lugar = hacer_lugares().propio
    lugar.espacio.nombre = (
        "Parque Ecológico Señor de los Milagros, Asentamiento Humano Cruz de Motupe, Grupo 4"
    )
    lugar.espacio.save()
    return lugar


@pytest.fixture
def comite(lugar):
    """A committee with a long name, a president, a vacancy and a group."""
    comite = lugar.comite
    MandatoFactory(comite=comite)
    GrupoFactory(comite=comite)
    cargo = Cargo.objects.get(slug="presidencia")
    IntegranteFactory(
        comite=comite, cargo=cargo, cargo_unico=True, persona__apellido_paterno="Huamán viuda de"
    )
    return comite


def sana(page: Page) -> None:
    """No barrier at this width, and no sideways scroll down to 320 px."""
    sin_violaciones(page)
    sin_desborde(page)
    if page.viewport_size["width"] < 600:
        sin_desborde(page, 320)
        page.set_viewport_size({"width": 360, "height": 740})


def test_committee_is_constituted_from_its_space(pagina: Page, lugar):
    entrar_como(pagina, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))
    pagina.route("**/mandato*.js", lambda ruta: pagina.wait_for_timeout(500) or ruta.continue_())
    abrir(pagina, lugar.espacio.get_absolute_url())
    pagina.get_by_role("link", name="Constituir comité").click()
    expect(pagina.get_by_label("Nombre del comité")).to_have_value(
        f"Comité Comunitario {lugar.espacio.nombre}"
    )
    pagina.get_by_label("Fecha de constitución").fill("2026-03-16")  # before the script came, and after
    expect(pagina.get_by_label("Último día del mandato")).to_have_value("2028-03-15")
    pagina.get_by_label("Fecha de constitución").fill("2026-03-15")
    expect(pagina.get_by_label("Último día del mandato")).to_have_value("2028-03-14")
    sana(pagina)
    pagina.get_by_label("Referencia del acta").fill("Acta 04-2026, folio 12")
    pagina.get_by_role("button", name="Guardar comité").click()
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("Comité Comunitario Parque Ecológico")
    sana(pagina)
    mandato = Comite.objects.get().mandatos.get()
    assert (mandato.inicio, mandato.fin) == (date(2026, 3, 15), date(2028, 3, 14))


def test_new_member_is_added_document_first(pagina: Page, lugar, comite):
    entrar_como(pagina, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))
    abrir(pagina, comite.get_absolute_url())
    pasar(pagina.get_by_role("link", name=re.compile("^Agregar.*Vicepresidenta o vicepresidente")))
    pagina.get_by_label("Número").fill("4012345")
    pagina.get_by_role("button", name="Buscar persona").click()
    expect(pagina.locator("#id_numero_documento_error")).to_contain_text(
        "Le falta un número: tiene 7 y deben ser 8."
    )
    sana(pagina)
    pagina.get_by_label("Número").fill("40123456")
    pagina.get_by_role("button", name="Buscar persona").click()
    expect(pagina.get_by_role("heading", name="Nadie de los comités tiene este documento")).to_be_focused()
    expect(pagina.get_by_label("Cargo")).to_have_value(str(Cargo.objects.get(slug="vicepresidencia").pk))
    sana(pagina)
    pagina.get_by_label("Nombres").fill("Teodora")
    pagina.get_by_label("Apellido paterno").fill("Guamán viuda de")
    pagina.get_by_label("Fecha de nacimiento").fill("1980-05-04")
    pagina.get_by_label("Apellido materno").click()
    expect(pagina.get_by_text("Puede ser alguien ya registrado.")).to_be_visible()
    sana(pagina)
    pagina.get_by_label("Nombres").fill("Rosa Elvira")
    pagina.get_by_label("Apellido paterno").fill("Quispe")
    pagina.get_by_label("Apellido materno").click()
    expect(pagina.get_by_text("Puede ser alguien ya registrado.")).to_have_count(0)
    pagina.get_by_label("Mujer").check()
    pagina.get_by_label("Fecha de nacimiento").fill("1980-05-04")
    pagina.get_by_label("Celular").fill("98745612")
    pagina.get_by_role("button", name="Agregar al comité").click()
    expect(pagina.get_by_role("alert")).to_contain_text("Faltan dos datos por corregir")
    expect(pagina.get_by_label("Nombres")).to_have_value("Rosa Elvira")
    sana(pagina)
    pagina.get_by_label("Celular").fill("987 456 123")
    pagina.get_by_label("Acepta que se guarden sus datos para la gestión del comité.").check()
    pagina.get_by_role("button", name="Agregar al comité").click()
    expect(pagina.get_by_role("list").filter(has_text="Rosa Elvira Quispe").first).to_contain_text(
        "Vicepresidenta"
    )
    assert Persona.objects.get(numero_documento="40123456").celular == "+51987456123"


def test_known_person_joins_in_two_taps(pagina: Page, lugar, comite):
    vecina = IntegranteFactory(
        comite=comite, hasta=date.today(), persona__numero_documento="45678901"
    ).persona
    entrar_como(pagina, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))
    abrir(pagina, f"{reverse('comites:integrante-nuevo', args=[comite.pk])}?cargo=vocal")
    pagina.get_by_label("Número").fill("45678901")
    pagina.get_by_role("button", name="Buscar persona").click()
    expect(pagina.get_by_role("heading", name=vecina.nombre_completo)).to_be_focused()
    sana(pagina)
    pagina.get_by_role("button", name="Agregar al comité").click()
    expect(pagina).to_have_url(f"{pagina.sitio}{comite.get_absolute_url()}")
    assert Integrante.objects.activos().filter(comite=comite, persona=vecina).count() == 1


def test_member_leaves_and_the_office_is_vacant(pagina: Page, lugar, comite):
    entrar_como(pagina, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))
    abrir(pagina, comite.get_absolute_url())
    pasar(pagina.get_by_role("link", name="Registrar salida"))
    pagina.get_by_label("Renuncia").check()
    sana(pagina)
    pagina.get_by_role("button", name="Registrar salida").click()
    expect(pagina.get_by_role("status").first).to_contain_text("Salida registrada.")
    expect(pagina.get_by_role("heading", name="Todavía no hay integrantes")).to_be_visible()
    sana(pagina)


def test_mandate_is_renewed_on_a_phone(pagina_movil: Page, lugar, comite):
    comite.mandatos.update(fin=date.today() - timedelta(days=2))
    entrar_como(pagina_movil, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))
    abrir(pagina_movil, comite.get_absolute_url())
    pasar(pagina_movil.get_by_role("link", name="Renovar mandato").first)
    pagina_movil.get_by_label("Integrantes que asistieron").fill("0")
    pagina_movil.get_by_role("button", name="Guardar mandato").click()
    expect(pagina_movil.locator("#id_asistentes_error")).to_contain_text("No hubo quórum")
    sana(pagina_movil)
    pagina_movil.get_by_label("Integrantes que asistieron").fill("1")
    pagina_movil.get_by_role("button", name="Guardar mandato").click()
    expect(pagina_movil.get_by_role("heading", name="Acta de renovación")).to_be_visible()
    sana(pagina_movil)
    assert comite.mandatos.count() == 2


@pytest.mark.parametrize(
    "nombre",
    [
        "comite-renovar",
        "comite-disolver",
        "comite-editar",
        "grupo",
        "grupo-editar",
        "comite-historia",
        "papeles",
    ],
)
def test_the_other_screens_have_no_barrier(pagina: Page, lugar, comite, nombre):
    entrar_como(pagina, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))
    abrir(pagina, reverse(f"comites:{nombre}", args=[comite.pk]))
    sana(pagina)


def test_list_and_empty_list_have_no_barrier(pagina: Page, lugar, comite):
    entrar_como(pagina, lugar.usuario(Rol.RESPONSABLE_NACIONAL))
    abrir(pagina, reverse("comites:lista"))
    sana(pagina)
    abrir(pagina, f"{reverse('comites:lista')}?q=zzz")
    sana(pagina)
    pagina.get_by_role("link", name="Quitar los filtros").first.click()
    expect(pagina.get_by_role("link", name=comite.nombre).locator("visible=true").first).to_be_visible()


def test_papers_and_their_public_check_have_no_barrier(pagina_movil: Page, lugar, comite):
    coordinadora = entrar_como(pagina_movil, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))
    comite.mandatos.update(fin=date.today() + timedelta(days=20))
    documento = emitir_documento(actor=coordinadora, comite=comite, clase=ClaseDocumento.PADRON)
    abrir(pagina_movil, reverse("comites:convocar-varios"))
    sana(pagina_movil)
    pagina_movil.get_by_role("button", name="Convocar elecciones").click()
    expect(pagina_movil.get_by_role("status").first).to_contain_text("Se convocó una elección")
    sana(pagina_movil)
    abrir(pagina_movil, reverse("comites:ejemplar-subir", args=[documento.codigo]))
    sana(pagina_movil)
    abrir(pagina_movil, reverse("documentos:verificar", args=[documento.codigo]))
    sana(pagina_movil)


def test_figures_of_a_place_are_pressed_one_by_one_on_a_phone(pagina_movil: Page, lugar) -> None:
    """The name of the place covers its card; the figures in it lead elsewhere."""
    IntegranteFactory(comite=lugar.comite)
    entrar_como(pagina_movil, lugar.usuario(Rol.RESPONSABLE_NACIONAL))
    abrir(pagina_movil, reverse("comites:grupos-cobertura"))
    pasar(pagina_movil.get_by_role("link", name=re.compile(", sin grupo$")).first)
    expect(pagina_movil).to_have_url(re.compile(r"/comites/grupos/\?region=\d+&como=sin-grupo$"))
    sin_desborde(pagina_movil, 320)
