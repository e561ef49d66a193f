"""A leader shares a ready message from the phone and ticks it as sent."""

import re

from playwright.sync_api import Page, expect

from comites.models import Difusion
from cuentas.roles import Rol
from tests.contratos.lugares import hacer_lugares
from tests.e2e.apoyo import abrir, entrar_como, sin_desborde, sin_violaciones
from tests.fabricas.comites import GrupoFactory
from tests.fabricas.comites_mensajes import MensajeFactory


def test_leader_shares_a_message_and_ticks_it(pagina_movil: Page) -> None:
    lugar, mensaje = hacer_lugares().propio, MensajeFactory(titulo="Llama al 105")
    lider = entrar_como(pagina_movil, lugar.usuario(Rol.LIDER_COMITE))
    grupo = GrupoFactory(comite=lugar.comite)
    abrir(pagina_movil, "/actividades/mi-comite/")
    pagina_movil.get_by_role("link", name="Verlo y compartirlo").tap()
    compartir = pagina_movil.get_by_role("link", name="Compartir «Llama al 105» por WhatsApp")
    expect(compartir).to_have_attribute("href", re.compile(r"^https://wa\.me/\?text=Si\+ves\+algo"))
    sin_violaciones(pagina_movil)
    sin_desborde(pagina_movil, 320)
    pagina_movil.get_by_role("button", name=re.compile("^Ya lo envié")).tap()
    expect(pagina_movil.get_by_role("button", name=re.compile("^Deshacer"))).to_be_visible()
    assert list(Difusion.objects.values_list("mensaje", "grupo", "quien")) == [
        (mensaje.pk, grupo.pk, lider.pk)
    ]
