"""Public pages: readable by everybody, on any screen, with nothing blocked by our own CSP."""

from playwright.sync_api import Page, expect

from tests.e2e.apoyo import abrir, sin_desborde, sin_violaciones


def test_missing_page_says_so_in_our_own_look(pagina: Page) -> None:
    abrir(pagina, "/no-existe/", estado=404)
    expect(pagina.locator("h1")).to_be_visible()
    sin_violaciones(pagina)
    sin_desborde(pagina)
    sin_desborde(pagina, 320)
