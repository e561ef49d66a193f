"""A talk from end to end on a phone: planned, opened, its attendance, closed with its certificates."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from capacitaciones.models import Constancia, Sesion
from cuentas.roles import Rol
from tests.e2e.apoyo import abrir, entrar_como, pasar, sin_desborde, sin_violaciones
from tests.fabricas.capacitaciones import InscripcionFactory
from tests.fabricas.cuentas import usuario_con_rol


def sin_barreras(page: Page) -> None:
    sin_violaciones(page)
    sin_desborde(page, 320)


def programar(page: Page) -> None:
    """One that began an hour ago, so that its attendance can be written down."""
    ahora = timezone.localtime()
    abrir(page, "/capacitaciones/nueva/")
    sin_barreras(page)
    page.get_by_label("Tema").select_option("convivencia")
    page.get_by_label("Título").fill("Convivir en el barrio, con acuerdos que se cumplen")
    page.get_by_label("Empieza").fill(f"{ahora - timedelta(hours=1):%Y-%m-%dT%H:%M}")
    page.get_by_label("Termina").fill(f"{ahora + timedelta(hours=1):%Y-%m-%dT%H:%M}")
    page.get_by_label("Enlace de la reunión").fill("https://reunion.ejemplo.pe/x")
    pasar(page.get_by_role("button", name="Programar"), Locator.tap)


def retirar(page: Page, quien: str) -> None:
    """In the list, whose rows are cards here: each keeps its buttons within reach."""
    pasar(page.get_by_role("link", name="Ver la lista"), Locator.tap)
    page.get_by_role("button", name=f"Retirar a {quien}").tap()
    page.get_by_role("button", name="Retirar", exact=True).tap()
    expect(page.get_by_text("La inscripción quedó retirada.")).to_be_visible()
    pasar(page.get_by_role("navigation", name="Ruta").get_by_role("link").last, Locator.tap)


def agregar(page: Page) -> None:
    pasar(page.get_by_role("button", name="Guardar y agregar a alguien"), Locator.tap)
    page.get_by_label("Número").fill("70001112")
    sin_barreras(page)
    pasar(page.get_by_role("button", name="Seguir"), Locator.tap)
    page.get_by_label("Nombres").fill("Elsa")
    page.get_by_label("Apellidos").fill("Poma Rojas")
    page.get_by_label("Esta persona aceptó").check()
    sin_barreras(page)
    page.get_by_role("button", name="Agregar", exact=True).tap()


def test_a_talk_is_given_and_its_certificates_issued(pagina_movil: Page) -> None:
    page = pagina_movil
    entrar_como(page, usuario_con_rol(Rol.FACILITADOR))
    programar(page)
    pasar(page.get_by_role("button", name="Abrir la inscripción"), Locator.tap)
    expect(page.get_by_text("La inscripción quedó abierta.")).to_be_visible()
    sin_barreras(page)
    presente, ausente, sobra = InscripcionFactory.create_batch(3, sesion=Sesion.objects.get())
    retirar(page, sobra.nombre_completo)
    pasar(page.get_by_role("link", name="Anotar la asistencia"), Locator.tap)
    page.get_by_label(ausente.nombre_completo).uncheck()
    page.get_by_label("Mujeres, sin preguntar la edad").fill("4")
    sin_barreras(page)
    agregar(page)
    expect(page.get_by_label("Elsa Poma Rojas")).to_be_checked()
    expect(page.get_by_label(ausente.nombre_completo)).not_to_be_checked()
    page.get_by_role("button", name="Guardar la asistencia").tap()
    expect(page.get_by_text("La asistencia quedó guardada.")).to_be_visible()
    sin_barreras(page)
    pasar(page.get_by_role("link", name="Cerrar y emitir constancias"), Locator.tap)
    expect(page.get_by_role("heading", name="Cerrar y emitir constancias")).to_be_visible()
    sin_barreras(page)
    page.get_by_role("button", name="Cerrar y emitir").tap()
    expect(page.get_by_text("Vigente")).to_have_count(2)
    sin_barreras(page)
    de = Constancia.objects.values_list("asistencia__inscripcion__apellidos", flat=True)
    assert set(de) == {presente.apellidos, "Poma Rojas"}
    assert Sesion.objects.get().asistencias.count() == 6
