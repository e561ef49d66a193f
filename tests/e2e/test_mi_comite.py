"""A leader's own committee on a phone: what is due, and somebody added with the consent asked aloud."""

from playwright.sync_api import Locator, Page, expect

from comites.models import Integrante
from cuentas.roles import Rol
from tests.contratos.lugares import hacer_lugares
from tests.e2e.apoyo import abrir, entrar_como, pasar, sin_desborde, sin_violaciones
from tests.fabricas.comites import IntegranteFactory


def test_leader_adds_somebody_from_the_phone(pagina_movil: Page) -> None:
    page, lugar = pagina_movil, hacer_lugares().propio
    IntegranteFactory(comite=lugar.comite, persona__celular="+51987654321")
    entrar_como(page, lugar.usuario(Rol.LIDER_COMITE))
    abrir(page, "/actividades/mi-comite/")
    pasar(page.get_by_role("link", name="Mi comité"), Locator.tap)
    expect(page.get_by_role("heading", name="Quiénes lo integran")).to_be_visible()
    sin_violaciones(page)
    sin_desborde(page, 320)
    pasar(page.get_by_role("link", name="Agregar a alguien", exact=True).last, Locator.tap)
    page.get_by_label("Número").fill("40123456")
    page.get_by_role("button", name="Buscar", exact=True).tap()
    page.get_by_label("Nombres", exact=True).fill("Rosa Elvira")
    page.get_by_label("Apellido paterno").fill("Ñahui")
    page.get_by_label("Fecha de nacimiento").fill("1990-06-12")
    page.get_by_label("Mujer").check()
    sin_violaciones(page)
    sin_desborde(page, 320)
    page.get_by_label("Acepta que se guarden sus datos").check()
    page.get_by_role("button", name="Agregar a mi comité").tap()
    expect(page.get_by_text("Listo: ya está en tu comité.")).to_be_visible()
    expect(page.get_by_text("Rosa Elvira Ñahui")).to_be_visible()
    assert Integrante.objects.filter(comite=lugar.comite).count() == 2
