"""A leader shares a ready message from the phone and ticks it as sent."""

import re
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image
from playwright.sync_api import Page, expect

from comites.models import Difusion
from comunes.archivos import archivos_o_nada
from comunes.fotos import guardar, procesar
from cuentas.roles import Rol
from tests.contratos.lugares import hacer_lugares
from tests.e2e.apoyo import abrir, entrar_como, sin_desborde, sin_violaciones
from tests.fabricas.comites import GrupoFactory
from tests.fabricas.comites_mensajes import MensajeFactory

# A phone that shares files, as Chrome on Android does. `final` names how its sheet ends badly.
TELEFONO_QUE_COMPARTE = """
globalThis.compartido = [];
navigator.canShare = ({ files }) => files.every(({ type }) => type === "image/jpeg");
navigator.share = async ({ files, text, ...mas }) => {
  const cabecera = [...new Uint8Array(await files[0].slice(0, 3).arrayBuffer())];
  compartido.push([files.length, files[0].name, files[0].type, cabecera, text, Object.keys(mas)]);
  if (globalThis.final) throw new DOMException("", globalThis.final);
};
"""
FINALES = {
    "NotAllowedError": "La imagen está lista: falta tocar otra vez.",
    "AbortError": "",
    "DataError": "No se pudo compartir. La imagen se puede descargar y adjuntar en el grupo.",
    "": "",
}


# The page's own policy blocks what `wait_for_function` evaluates when it has to look again.
HASTA_COMPARTIR = """n => new Promise((listo) => {
  const mirar = () => (compartido.length >= n ? listo() : setTimeout(mirar, 20));
  mirar();
})"""


def una_imagen() -> str:
    """Return the name of a kept image of a message."""
    cuadro = BytesIO()
    Image.new("RGB", (40, 30), "green").save(cuadro, "JPEG")
    with archivos_o_nada():
        return guardar(procesar(ContentFile(cuadro.getvalue())), "mensajes")


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


def test_message_leaves_the_phone_with_its_image_and_only_a_tick_says_that_it_was_sent(
    pagina_movil: Page,
) -> None:
    """The sheet gets the picture and the whole text; closed, refused or signed out, nothing is claimed."""
    lugar, texto = hacer_lugares().propio, "Trae «escoba» & bolsa.\n\nCon una hora alcanza."
    MensajeFactory(titulo="Faena", texto=texto, imagen=una_imagen(), imagen_alt="Una escoba")
    entrar_como(pagina_movil, lugar.usuario(Rol.LIDER_COMITE))
    GrupoFactory(comite=lugar.comite)
    pagina_movil.add_init_script(TELEFONO_QUE_COMPARTE)
    abrir(pagina_movil, f"/comites/{lugar.comite.pk}/mensajes/")
    boton = pagina_movil.get_by_role("button", name=re.compile("^Compartir con la imagen"))
    aviso = pagina_movil.locator("[data-aviso]")
    pagina_movil.route(
        "**/imagen/grande/", lambda ruta: ruta.fulfill(content_type="text/html", body="Entrar")
    )
    boton.tap()
    expect(aviso).to_have_text("La imagen no llegó. Se puede probar otra vez o compartir solo el texto.")
    pagina_movil.unroute("**/imagen/grande/")
    for n, (final, dicho) in enumerate(FINALES.items(), 1):
        pagina_movil.evaluate("final => { globalThis.final = final; }", final)
        boton.tap()
        pagina_movil.evaluate(HASTA_COMPARTIR, n)
        expect(aviso).to_have_text(dicho)
    un_jpeg = [1, "mensaje.jpg", "image/jpeg", [0xFF, 0xD8, 0xFF], texto, []]
    assert pagina_movil.evaluate("compartido") == [un_jpeg] * len(FINALES)
    expect(
        pagina_movil.get_by_role("link", name="Compartir solo el texto «Faena» por WhatsApp")
    ).to_be_visible()
    expect(pagina_movil.get_by_role("button", name=re.compile("^Ya lo envié"))).to_be_visible()
    sin_violaciones(pagina_movil)
    assert Difusion.objects.count() == 0
