"""A joint activity in a real browser: a link is shared, the institution confirms without an account."""

import re

from playwright.sync_api import Page, expect

from actividades.models import Participacion
from cuentas.roles import Rol
from tests.contratos.lugares import hacer_lugares
from tests.e2e.apoyo import abrir, entrar_como, sin_desborde, sin_violaciones
from tests.fabricas.actividades import ActividadFactory


def test_institution_confirms_its_part_and_says_how_many_came(pagina_movil: Page) -> None:
    page, lugares = pagina_movil, hacer_lugares()
    actividad = ActividadFactory(comite=lugares.propio.comite)
    entrar_como(page, lugares.propio.usuario(Rol.LIDER_COMITE))
    abrir(page, f"{actividad.get_absolute_url()}invitar/")
    page.get_by_label(str(lugares.propio.comisaria)).tap()
    expect(page.get_by_label("Nombre de la otra institución")).to_be_hidden()
    sin_violaciones(page)
    page.get_by_role("button", name="Crear el enlace").tap()
    hallado = re.search(r"/invitacion/\S+", page.get_by_label("Mensaje con el enlace").input_value())
    assert hallado is not None
    sin_violaciones(page)
    page.context.clear_cookies()
    abrir(page, hallado[0])
    page.get_by_label("Su nombre").fill("Elsa Poma")
    page.get_by_label("Su cargo").fill("Jefa de la OPC")
    page.get_by_role("button", name="Confirmo nuestra participación").tap()
    expect(page.get_by_role("heading", name="Gracias: su participación está confirmada")).to_be_visible()
    page.get_by_label("¿Cuántas personas").fill("6")
    sin_violaciones(page)
    sin_desborde(page, 320)
    page.get_by_role("button", name="Enviar").tap()
    expect(page.get_by_text("Guardado. Gracias.")).to_be_visible()
    participacion = Participacion.objects.get()
    assert (participacion.estado, participacion.personas) == ("confirmada", 6)
