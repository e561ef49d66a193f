"""Review in a real browser, on a phone and at a desk: the queue, a verification, an observation."""

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from actividades.enums import EstadoActividad
from actividades.models import Actividad, TipoActividad
from actividades.services import anotar_actividad
from cuentas.models import Usuario
from cuentas.roles import Rol
from tests.actividades.conftest import foto
from tests.contratos.lugares import Lugar, hacer_lugares
from tests.e2e.apoyo import abrir, entrar_como, pasar, sin_desborde, sin_violaciones

COLA, INICIO = "/actividades/por-verificar/", "/actividades/mi-comite/"


@pytest.fixture
def lugar() -> Lugar:
    return hacer_lugares().propio


@pytest.fixture
def lider(lugar: Lugar) -> Usuario:
    return lugar.usuario(Rol.LIDER_COMITE)


@pytest.fixture
def coordinadora(lugar: Lugar) -> Usuario:
    return lugar.usuario(Rol.COORDINADOR_MUNICIPAL)


@pytest.fixture
def dos(lugar: Lugar, lider: Usuario) -> list[Actividad]:
    """Two activities that wait for review, with a photo each."""
    datos: dict[str, Any] = {
        "actor": lider,
        "espacio": lugar.espacio,
        "comite": lugar.comite,
        "fecha": timezone.localdate(),
        "participantes": 18,
    }
    tipos = TipoActividad.objects.filter(slug__in=["siembra", "feria"]).order_by("orden")
    return [
        anotar_actividad(**datos, uuid=uuid.uuid4(), tipo=tipo, fotos=[foto(n)]).actividad
        for n, tipo in enumerate(tipos)
    ]


def test_queue_is_walked_from_the_first_to_the_last(
    pagina: Page, coordinadora: Usuario, dos: list[Actividad]
) -> None:
    entrar_como(pagina, coordinadora)
    abrir(pagina, COLA)
    sin_violaciones(pagina)
    pasar(pagina.get_by_role("link", name="Revisar").first)
    expect(pagina.get_by_role("heading", name="Siembra", level=1)).to_be_visible()
    sin_violaciones(pagina)
    pagina.get_by_role("button", name="Verificar").click()
    expect(pagina.get_by_text("Actividad verificada: ya cuenta para su comité.")).to_be_visible()
    expect(pagina.get_by_role("heading", name="Feria", level=1)).to_be_visible()
    pagina.get_by_text("Observar: pedir lo que falta").click()
    pagina.get_by_label("Qué falta").fill("Falta una foto de los puestos.")
    pagina.get_by_role("button", name="Enviar observación").click()
    expect(pagina.get_by_role("heading", name="Nada espera su revisión")).to_be_visible()
    estados = list(Actividad.objects.order_by("pk").values_list("estado", "observacion"))
    assert estados == [("verificada", ""), ("observada", "Falta una foto de los puestos.")]


def test_leader_reads_the_observation_and_answers_with_a_photo(
    pagina_movil: Page, lider: Usuario, dos: list[Actividad], tmp_path: Path
) -> None:
    Actividad.objects.filter(pk=dos[1].pk).update(
        estado=EstadoActividad.OBSERVADA, observacion="Falta una foto de los puestos."
    )
    grande = tmp_path / "camara.jpg"
    Image.effect_noise((2400, 1800), 60).convert("RGB").save(grande, quality=90)
    entrar_como(pagina_movil, lider)
    abrir(pagina_movil, INICIO)
    expect(pagina_movil.get_by_text("Falta una foto de los puestos.")).to_be_visible()
    sin_violaciones(pagina_movil)
    pasar(pagina_movil.get_by_role("link", name="Responder"), Locator.tap)
    pagina_movil.locator("input[type=file]").set_input_files(grande)
    pagina_movil.get_by_label("Respuesta").fill("Aquí está.")
    sin_violaciones(pagina_movil)
    pagina_movil.get_by_role("button", name="Enviar respuesta").tap()
    expect(pagina_movil.get_by_text("La respuesta llegó.")).to_be_visible()
    actividad = Actividad.objects.get(pk=dos[1].pk)
    assert (actividad.estado, actividad.total_fotos) == (EstadoActividad.REALIZADA, 2)
    assert set(actividad.evidencias.values_list("ancho", flat=True)) == {64, 1600}
    sin_violaciones(pagina_movil)


@pytest.mark.parametrize("ancho", [320, None])
def test_work_screens_have_no_barrier_and_do_not_overflow(
    pagina: Page, coordinadora: Usuario, lugar: Lugar, dos: list[Actividad], ancho: int | None
) -> None:
    entrar_como(pagina, coordinadora)
    una = dos[0].uuid
    for ruta in (
        "/actividades/",
        "/actividades/?estado=verificada&q=nada",
        f"/actividades/nueva/{lugar.espacio.codigo}/",
        *(f"/actividades/{una}/{paso}/" for paso in ("editar", "observar", "cancelar", "fotos")),
    ):
        abrir(pagina, ruta)
        sin_desborde(pagina, ancho)
        if ancho is None:
            sin_violaciones(pagina)
