"""Registering for a talk on a phone, without account, and checking a certificate: one walk."""

from playwright.sync_api import Locator, Page, expect

from capacitaciones.models import Inscripcion
from cuentas.roles import Rol
from tests.contratos.lugares import hacer_lugares
from tests.e2e.apoyo import abrir, entrar_como, pasar, sin_desborde, sin_violaciones
from tests.fabricas.capacitaciones import ConstanciaFactory, SesionFactory


def registrarse(page: Page) -> None:
    for campo, valor in (
        ("Número", "71234567"),
        ("Tus nombres", "María del Rosario"),
        ("Tus apellidos", "Chuquimarca Ttito de Huallpa"),
        ("Tu celular o tu correo", "987 654 321"),
    ):
        page.get_by_label(campo).fill(valor)
    page.get_by_label("Acepto, y tengo 14 años o más").check()
    page.get_by_role("button", name="Inscribirme").tap()


def sin_barreras(page: Page) -> None:
    sin_violaciones(page)
    sin_desborde(page, 320)


def test_somebody_registers_for_a_talk_and_checks_a_certificate(pagina_movil: Page) -> None:
    page, sesion = pagina_movil, SesionFactory(abierta=True, aforo=30, titulo="Convivir en el barrio")
    constancia = ConstanciaFactory()
    abrir(page, "/charlas/")
    sin_barreras(page)
    pasar(page.get_by_role("link", name=sesion.titulo), Locator.tap)
    expect(page.get_by_role("heading", name="Inscríbete")).to_be_visible()
    sin_barreras(page)
    registrarse(page)
    expect(page.get_by_text("Tienes tu lugar, María del Rosario.")).to_be_visible()
    sin_barreras(page)
    assert Inscripcion.objects.filter(sesion=sesion).count() == 1
    abrir(page, "/constancia/")
    sin_barreras(page)
    page.get_by_label("Código de la constancia").fill(constancia.codigo.lower())
    page.get_by_role("button", name="Comprobar", exact=True).tap()
    expect(page.get_by_text("Esta constancia es válida.")).to_be_visible()
    sin_barreras(page)
    entrar_como(page, hacer_lugares().propio.usuario(Rol.LIDER_COMITE))
    abrir(page, "/constancia/mias/")
    expect(page.get_by_role("heading", name="Todavía no tienes constancias")).to_be_visible()
    sin_barreras(page)
