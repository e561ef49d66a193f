"""One space from identified to sustained, through the screens, with real photos: three people's work."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.timezone import localdate
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from comites.models import Comite
from cuentas.roles import Rol
from espacios.enums import EstadoEspacio
from espacios.models import EspacioPublico
from tests.contratos.lugares import Lugar, hacer_lugares
from tests.e2e.apoyo import abrir, entrar_como, pasar, sin_violaciones
from tests.fabricas.cuentas import usuario_con_rol


@pytest.fixture
def lugar() -> Lugar:
    return hacer_lugares().propio


@pytest.fixture
def fotos(tmp_path: Path) -> dict[str, Path]:
    """The same corner dark, then lit: two different pictures as a camera makes them."""
    rutas = {}
    for nombre, cielo, farol in (("antes", "#20262b", "#3a3f42"), ("despues", "#7fb2c9", "#ffd58a")):
        imagen = Image.effect_noise((1200, 900), 30).convert("RGB")
        dibujo = ImageDraw.Draw(imagen)
        dibujo.rectangle((0, 0, 1200, 500), fill=cielo)
        dibujo.ellipse((500, 120, 700, 320), fill=farol)
        rutas[nombre] = tmp_path / f"{nombre}.jpg"
        imagen.save(rutas[nombre], quality=85)
    return rutas


def confirmar(pagina: Page, boton: str, si: str) -> None:
    """Press a button that asks first, and say yes."""
    pagina.get_by_role("button", name=boton, exact=True).click()
    pasar(pagina.get_by_role("dialog").get_by_role("button", name=si, exact=True))


def guardar(pagina: Page, boton: str) -> None:
    """Press the button of a form and wait for the page that follows, which has nothing to correct."""
    pasar(pagina.get_by_role("button", name=boton, exact=True))
    expect(pagina.locator(".resumen-errores")).to_have_count(0)


def test_one_space_goes_the_whole_way(pagina_escritorio: Page, lugar: Lugar, fotos: dict[str, Path]) -> None:
    pagina = pagina_escritorio
    coordinadora, revisora = (
        lugar.usuario(rol) for rol in (Rol.COORDINADOR_MUNICIPAL, Rol.ESPECIALISTA_REGIONAL)
    )
    entrar_como(pagina, coordinadora)
    _registrar_y_priorizar(pagina, lugar, fotos)
    _abrir_y_llenar_el_diagnostico(pagina)
    entrar_como(pagina, revisora)
    _validar_el_diagnostico(pagina)
    entrar_como(pagina, coordinadora)
    _articular_y_planificar(pagina)
    entrar_como(pagina, revisora)
    _aprobar_el_plan(pagina)
    entrar_como(pagina, coordinadora)
    _dar_el_paso(pagina, "Empezar la recuperación", EstadoEspacio.EN_RECUPERACION)
    _intervenir(pagina, fotos)
    entrar_como(pagina, revisora)
    _verificar_la_intervencion(pagina)
    entrar_como(pagina, coordinadora)
    _dar_el_paso(pagina, "Declarar recuperado", EstadoEspacio.RECUPERADO)
    _constituir_el_comite(pagina)
    entrar_como(pagina, usuario_con_rol(Rol.LIDER_COMITE, Comite.objects.get()))
    _anotar_una_actividad(pagina, fotos)
    entrar_como(pagina, coordinadora)
    _verificar_la_actividad(pagina)
    _dar_el_paso(pagina, "Pasar a sostenibilidad", EstadoEspacio.EN_SOSTENIBILIDAD)
    expect(pagina.locator(".camino .hecho, .camino .actual")).to_have_count(6)
    expect(pagina.get_by_text("En alerta.")).to_have_count(0)
    sin_violaciones(pagina)


def el_espacio() -> EspacioPublico:
    return EspacioPublico.objects.get()


def ir_al_espacio(pagina: Page) -> None:
    abrir(pagina, el_espacio().get_absolute_url())


def _dar_el_paso(pagina: Page, verbo: str, hacia: EstadoEspacio) -> None:
    ir_al_espacio(pagina)
    guardar(pagina, verbo)
    expect(pagina.get_by_text("El espacio ya está")).to_be_visible()
    assert el_espacio().estado == hacia


def _lo_que_falta(pagina: Page, texto: str, verbo: str) -> None:
    """Follow the link that the missing proof offers."""
    ir_al_espacio(pagina)
    pasar(pagina.get_by_role("listitem").filter(has_text=texto).get_by_role("link", name=verbo))


def _registrar_y_priorizar(pagina: Page, lugar: Lugar, fotos: dict[str, Path]) -> None:
    abrir(pagina, "/espacios/nuevo/")
    pagina.get_by_label("Nombre del espacio").fill("Parque Señor de los Milagros")
    pagina.get_by_label("Tipo").select_option(label="Parque")
    pagina.get_by_label("Iluminación deficiente").check()
    pagina.get_by_label("Dirección").fill("Jirón Los Algarrobos, cuadra 4")
    pagina.get_by_label("Comisaría").select_option(label=str(lugar.comisaria))
    pagina.locator("input[type=file]").first.set_input_files(fotos["antes"])
    guardar(pagina, "Guardar espacio")
    expect(pagina.get_by_text("Espacio registrado.")).to_be_visible()
    _dar_el_paso(pagina, "Priorizar", EstadoEspacio.PRIORIZADO)


def _abrir_y_llenar_el_diagnostico(pagina: Page) -> None:
    _lo_que_falta(pagina, "Falta abrir el diagnóstico", "Abrir")
    pagina.get_by_label("Marcha exploratoria").check()
    guardar(pagina, "Abrir y llenar")
    for dimension in ("Seguridad", "Inclusión", "Conectividad", "Accesibilidad", "Sostenibilidad"):
        pagina.get_by_role("group", name=dimension).get_by_role("radio", name="2").check()
    pagina.get_by_label("Potencialidades").fill("Una losa y árboles grandes.")
    pagina.get_by_label("Mujeres").fill("12")
    confirmar(pagina, "Enviar a validación", "Enviar")
    expect(pagina.get_by_text("Diagnóstico enviado.")).to_be_visible()
    _dar_el_paso(pagina, "Pasar a diagnóstico", EstadoEspacio.EN_DIAGNOSTICO)


def _validar_el_diagnostico(pagina: Page) -> None:
    abrir(pagina, "/inicio/")
    pasar(pagina.get_by_role("listitem").filter(has_text="Línea base").get_by_role("link", name="Revisar"))
    confirmar(pagina, "Validar", "Validar")
    expect(pagina.get_by_text("Diagnóstico validado.")).to_be_visible()


def _articular_y_planificar(pagina: Page) -> None:
    _lo_que_falta(pagina, "Falta registrar la articulación", "Registrar")
    pagina.get_by_role("radio").first.check()
    pagina.get_by_label("Fecha").fill(localdate().isoformat())
    pagina.get_by_label("Participa la municipalidad").check()
    pagina.get_by_label("Participa la comisaría").check()
    pagina.get_by_label("Qué se acordó").fill("Alumbrado y patrullaje mixto los viernes.")
    pagina.get_by_label("Quiénes firman").fill("Gerente de Seguridad Ciudadana; Comisario.")
    guardar(pagina, "Guardar articulación")
    _lo_que_falta(pagina, "Falta aprobar el plan", "Hacer el plan")
    pagina.get_by_label("Objetivos").fill("Que se pueda estar de noche sin temor.")
    pagina.get_by_label("Termina").fill((localdate() + timedelta(days=90)).isoformat())
    guardar(pagina, "Guardar y agregar acciones")
    pagina.get_by_label("Qué se hará").fill("Cambiar doce luminarias")
    pagina.get_by_role("radio", name="Municipalidad").check()
    pagina.get_by_label("Plazo").fill((localdate() + timedelta(days=30)).isoformat())
    pagina.get_by_label("Meta").fill("Doce luminarias encendidas")
    pagina.get_by_label("Medio de verificación").fill("Fotos de noche")
    guardar(pagina, "Guardar acción")
    confirmar(pagina, "Presentar para aprobación", "Presentar")


def _aprobar_el_plan(pagina: Page) -> None:
    ir_al_espacio(pagina)
    pasar(pagina.get_by_role("link", name="Ver el plan").first)
    pasar(pagina.get_by_role("link", name="Revisar"))
    confirmar(pagina, "Aprobar", "Aprobar")


def _intervenir(pagina: Page, fotos: dict[str, Path]) -> None:
    _lo_que_falta(pagina, "Falta verificar una intervención", "Registrar")
    pagina.get_by_role("radio", name="Física").check()
    pagina.get_by_label("Título").fill("Alumbrado del lado sur")
    pagina.get_by_role("radio", name="Municipalidad").check()
    pagina.get_by_label("Empieza").fill(localdate().isoformat())
    guardar(pagina, "Guardar intervención")
    guardar(pagina, "Empezar")
    pasar(pagina.get_by_role("link", name="Agregar fotos"))
    pagina.locator("input[type=file]").first.set_input_files(fotos["despues"])
    pagina.get_by_role("checkbox").first.check()  # the one of before, which the space already has
    guardar(pagina, "Guardar fotos")
    pasar(pagina.get_by_role("link", name="Dar por terminada"))
    guardar(pagina, "Dar por terminada")


def _verificar_la_intervencion(pagina: Page) -> None:
    _lo_que_falta(pagina, "Falta verificar una intervención", "Ver la intervención")
    pasar(pagina.get_by_role("link", name="Revisar"))
    confirmar(pagina, "Verificar", "Verificar")


def _constituir_el_comite(pagina: Page) -> None:
    _lo_que_falta(pagina, "Falta un comité", "Constituir comité")
    pagina.get_by_label("Fecha de constitución").fill(localdate().isoformat())
    pagina.get_by_label("Referencia del acta").fill("Acta 04-2026, folio 12")
    guardar(pagina, "Guardar comité")
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("Comité")


def _anotar_una_actividad(pagina: Page, fotos: dict[str, Path]) -> None:
    abrir(pagina, "/actividades/anotar/")
    pagina.get_by_label("Siembra").check()
    pagina.get_by_role("button", name="20", exact=True).click()
    pagina.locator("[data-fotos-elegir][multiple]").set_input_files(fotos["despues"])
    expect(pagina.locator("[data-fotos-lista] li")).to_have_count(1)
    pagina.get_by_role("button", name="Guardar actividad", exact=True).click()
    expect(pagina.get_by_text("Llegó tu actividad con su foto.")).to_be_visible()


def _verificar_la_actividad(pagina: Page) -> None:
    _lo_que_falta(pagina, "Falta verificar una actividad", "Revisar")
    pasar(pagina.get_by_role("link", name="Siembra").first)
    guardar(pagina, "Verificar")
    expect(pagina.get_by_text("verificada").first).to_be_visible()
