"""The same filters on the list, the map, the file and a saved view, in a browser."""

from pathlib import Path

from playwright.sync_api import Page, expect

from cuentas.roles import Rol
from tests.contratos.lectura import leer_csv_exportado
from tests.contratos.lugares import hacer_lugares
from tests.e2e.apoyo import abrir, entrar_como, pasar, sin_desborde, sin_violaciones


def revisar(pagina: Page) -> None:
    sin_violaciones(pagina)
    sin_desborde(pagina)


def test_filters_go_along_from_list_to_map_to_file_to_saved_view(pagina: Page) -> None:
    lugares = hacer_lugares()
    for n, estado in enumerate(["recuperado", "recuperado", "identificado"]):
        lugares.propio.otro_espacio(
            nombre=f"Losa Los Tallanes {n}", estado=estado, latitud=f"-11.9{n}", longitud="-77.0"
        )
    entrar_como(pagina, lugares.propio.usuario(Rol.COORDINADOR_MUNICIPAL))
    abrir(pagina, "/espacios/")
    pagina.get_by_role("navigation", name="Por estado").get_by_role("link", name="Recuperado").click()
    expect(pagina.get_by_role("row")).to_have_count(3)  # the head and two spaces
    revisar(pagina)

    pagina.get_by_role("link", name="Mapa").first.click()
    expect(pagina.locator("[data-mapa-espacios]")).to_have_attribute("data-listo", "si")
    expect(pagina.get_by_role("heading", name="2 espacios en esta vista")).to_be_visible()
    expect(pagina.locator(".mapa .leaflet-marker-icon")).to_have_count(2)
    pagina.locator(".mapa .leaflet-marker-icon").first.focus()
    pagina.keyboard.press("Enter")
    expect(pagina.locator(".leaflet-popup")).to_contain_text("Losa Los Tallanes")
    revisar(pagina)

    pagina.get_by_text("Exportar").click()
    with pagina.expect_download() as bajada:
        pagina.get_by_role("button", name="CSV").click()
    _, filas = leer_csv_exportado(Path(bajada.value.path()).read_bytes())
    assert [fila["NOMBRE DEL ESPACIO"] for fila in filas] == ["Losa Los Tallanes 0", "Losa Los Tallanes 1"]

    pagina.get_by_role("link", name="Recuperados", exact=True).click()
    expect(pagina.locator("[data-mapa-areas]")).to_have_attribute("data-listo", "si")
    expect(pagina.locator("path.area--4")).to_have_count(1)
    revisar(pagina)

    pasar(pagina.get_by_role("link", name="Guardar esta vista"))
    pagina.get_by_label("Nombre de la vista").fill("Mis recuperados")
    pagina.get_by_label("Abrir la lista siempre así").check()
    revisar(pagina)
    pasar(pagina.get_by_role("button", name="Guardar vista"))
    abrir(pagina, "/espacios/")
    expect(pagina.get_by_role("link", name="Mis recuperados")).to_have_attribute("aria-current", "true")
    pagina.get_by_role("navigation", name="Por estado").get_by_role("link", name="Todos").click()
    expect(pagina.get_by_role("row")).to_have_count(4)
    pasar(pagina.get_by_role("link", name="Ordenar mis vistas"))
    revisar(pagina)
