"""What could lose a draft besides the signal: somebody else on the phone, no room, a bad photo or draft."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from actividades.models import Actividad, Evidencia
from actividades.views import lider as vistas_del_lider
from cuentas.models import Usuario
from cuentas.roles import Rol
from tests.contratos.lugares import Lugar
from tests.e2e.apoyo import entrar_como, esperar_que_se_conserve
from tests.e2e.test_sin_senal import (
    ANOTAR,
    INICIO,
    POR_ENVIAR,
    dejar_espacio,
    en_el_telefono,
    fotos,
    guardar,
    lider,
    llenar,
    lugar,
    telefono,
)

__all__ = ["fotos", "lider", "lugar", "telefono"]
ESPACIO = 8_000_000
ILEGIBLE = b"no foto"  # told from the others by its size, below
# The phone keeps drafts as the screen would: {name: photos}, a photo being its bytes.
DEJAR = """
async (borradores) => {
  const { poner, guardarFoto, leerDatos } = await import("/estatico/js/borradores.js");
  const { usuario, hoy, comites: [{ id }] } = await leerDatos();
  for (const [orden, { uuid, fotos }] of borradores.entries()) {
    const campos = { comite: String(id), fecha: hoy, tipo: "siembra", participantes: "18", parecida: "otra" };
    const estado = "por-enviar";
    const nuevo = { uuid, usuario, creado: orden, llegadas: [], estado, campos, tipo: "Siembra" };
    await poner(uuid, nuevo, (b) => b);
    for (const [n, octetos] of fotos.entries()) {
      const archivo = new File([new Uint8Array(octetos)], "foto.jpg", { type: "image/jpeg" });
      const suya = uuid.replace(/.$/, String(n));
      await guardarFoto({ uuid: suya, borrador: uuid, orden: n, archivo, nombre: "foto.jpg", huella: null });
    }
  }
}
"""
# That photo cannot be read; and the worker does not send by itself, so that it is this page that meets it.
SIN_LEER = """
(() => {
  SyncManager.prototype.register = async () => {};
  const leer = Blob.prototype.arrayBuffer;
  const cortar = Blob.prototype.slice;
  const rota = () => Promise.reject(new DOMException("gone", "NotReadableError"));
  Blob.prototype.arrayBuffer = function () { return this.size === 7 ? rota() : leer.call(this); };
  Blob.prototype.slice = function (...a) { return this.size === 7 ? this : cortar.apply(this, a); };
})();
"""
# Sends what waits on a phone that filled up meanwhile: how it refuses something large, and then a few bytes.
ENVIAR_SIN_ESPACIO = """
async (mucho) => {
  const { probar } = await import("/estatico/js/telefono.js");
  const { guardarFoto } = await import("/estatico/js/borradores.js");
  const rechazo = (octetos) => {
    const relleno = { uuid: "relleno", borrador: "", archivo: new Uint8Array(octetos) };
    return guardarFoto(relleno).then(() => "cabe", (error) => error.constructor.name);
  };
  const antes = await rechazo(mucho);
  await probar();
  return [antes, await rechazo(1)];
}
"""
# What a browser in want of room does to a site: nothing is left of what it kept.
VACIAR = """
() => new Promise((listo) => {
  indexedDB.open("espacio-seguro").onsuccess = ({ target: { result: base } }) => {
    const paso = base.transaction(["borradores", "fotos", "datos"], "readwrite");
    for (const almacen of ["borradores", "fotos", "datos"]) paso.objectStore(almacen).clear();
    paso.oncomplete = () => { base.close(); listo(); };
  };
})
"""
# The form's page keeps something new at the moment that the photo leaves.
ESCRIBIR_MIENTRAS = """
async (uuid) => {
  const { poner, leer } = await import("/estatico/js/borradores.js");
  const { enviarBorrador } = await import("/estatico/js/cola.js");
  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (metodo, direccion) {
    this.esFoto = direccion.endsWith("/foto/");
    open.call(this, metodo, direccion);
  };
  XMLHttpRequest.prototype.send = async function (cuerpo) {
    const escribir = (b) => ({ ...b, estado: "borrador", campos: { ...b.campos, participantes: "40" } });
    if (this.esFoto) await poner(uuid, null, escribir);
    send.call(this, cuerpo);
  };
  await enviarBorrador(uuid);
  const { estado, campos } = await leer(uuid);
  return [estado, campos.participantes];
}
"""
# A request whose bytes leave when the test says; `fin` tells how it ended.
SUBIR = """
async () => {
  globalThis.XMLHttpRequest = class extends EventTarget {
    upload = new EventTarget();
    status = 0;
    open() {}
    setRequestHeader() {}
    send() {
      globalThis.fin = "";
      globalThis.mover = (loaded, total) => {
        this.upload.dispatchEvent(new ProgressEvent("progress", { loaded, total }));
      };
    }
    abort() { this.dispatchEvent(new Event("loadend")); }
  };
  const { subir } = await import("/estatico/js/subir.js");
  globalThis.empezar = () => {
    const acabar = (como) => () => { globalThis.fin = como; };
    subir("/", new FormData(), {}).then(acabar("llegó"), acabar("callada"));
  };
}
"""
UUIDS = [f"{n}aaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee" for n in "abc"]


def test_second_person_on_a_phone_writes_as_herself_and_leaves_the_firsts_draft_alone(
    telefono: Page, lugar: Lugar, lider: Usuario, fotos: list[Path]
) -> None:
    telefono.goto(ANOTAR)
    llenar(telefono, fotos[:1])
    esperar_que_se_conserve(telefono, 1)
    de_la_primera = telefono.url
    telefono.goto(INICIO)
    expect(telefono.get_by_role("link", name="1 actividad a medias en este teléfono")).to_be_visible()
    segunda = entrar_como(telefono, lugar.usuario(Rol.LIDER_COMITE))
    telefono.goto(de_la_primera)
    expect(telefono.locator("[data-lugar]")).not_to_be_empty()
    expect(telefono.get_by_label("Siembra")).not_to_be_checked()
    llenar(telefono, fotos[1:2], "10")
    guardar(telefono).tap()
    expect(telefono.get_by_role("heading", name="Recibido")).to_be_visible()
    assert (Actividad.objects.get().autor, Actividad.objects.get().total_fotos) == (segunda, 1)
    telefono.goto(POR_ENVIAR)
    expect(telefono.get_by_role("heading", name="Hay algo de otra persona")).to_be_visible()
    expect(en_el_telefono(telefono)).to_have_count(0)
    entrar_como(telefono, lider)
    telefono.goto(de_la_primera)
    expect(telefono.get_by_label("Siembra")).to_be_checked()
    expect(telefono.locator("[data-fotos-lista] li")).to_have_count(1)


@pytest.fixture
def _con_espacio(pagina_movil: Page) -> None:
    dejar_espacio(pagina_movil, ESPACIO)


@pytest.mark.usefixtures("_con_espacio")
def test_full_phone_bad_draft_and_unreadable_photo_hold_up_nothing_else(
    telefono: Page, fotos: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    malas = {UUIDS[0]}
    anotar = vistas_del_lider.anotar_actividad

    def anotar_si_puede(**datos: Any) -> Any:
        if str(datos["uuid"]) in malas:
            raise RuntimeError("something in this one breaks the server")
        return anotar(**datos)

    monkeypatch.setattr(vistas_del_lider, "anotar_actividad", anotar_si_puede)
    buenas = [list(ruta.read_bytes()) for ruta in fotos]
    telefono.add_init_script(SIN_LEER)
    telefono.goto(INICIO)
    de_antes = [{"uuid": uuid, "fotos": buenas[n : n + 1]} for n, uuid in enumerate(UUIDS[:2])]
    telefono.evaluate(DEJAR, de_antes)
    dejar_espacio(telefono, 1)
    assert telefono.evaluate(ENVIAR_SIN_ESPACIO, 2 * ESPACIO) == ["SinEspacio"] * 2
    dejar_espacio(telefono, ESPACIO)
    assert [str(u) for u in Actividad.objects.values_list("uuid", flat=True)] == UUIDS[1:2]
    assert Evidencia.objects.count() == 1
    telefono.goto(POR_ENVIAR)
    expect(en_el_telefono(telefono)).to_have_count(1)

    malas.clear()
    telefono.evaluate(DEJAR, [{"uuid": UUIDS[2], "fotos": [list(ILEGIBLE), buenas[2]]}])
    telefono.goto(POR_ENVIAR)
    no_se_abre = en_el_telefono(telefono).filter(has_text="El teléfono ya no puede abrir una foto.")
    expect(no_se_abre).to_have_count(1)
    expect(en_el_telefono(telefono)).to_have_count(1)
    assert (Actividad.objects.count(), Evidencia.objects.count()) == (3, 3)

    (tmp_path / "rota.jpg").write_bytes(ILEGIBLE)
    telefono.goto(ANOTAR)
    telefono.locator("[data-fotos-elegir][multiple]").set_input_files([tmp_path / "rota.jpg", fotos[0]])
    expect(telefono.locator("[data-fotos-lista] li img[src]")).to_have_count(1)
    expect(telefono.get_by_role("status")).to_contain_text("Una foto no se pudo leer")

    telefono.get_by_label("Siembra").tap()
    telefono.get_by_role("button", name="20", exact=True).tap()
    telefono.wait_for_url("**?borrador=*")
    telefono.evaluate(VACIAR)
    guardar(telefono).tap()
    telefono.locator("[data-region=parecidas] button[value=otra]").tap()
    expect(telefono.get_by_role("heading", name="Recibido")).to_be_visible()
    assert Actividad.objects.get(participantes=20).total_fotos == 1


def test_what_is_typed_while_the_draft_is_being_sent_stays_until_it_is_what_stands(
    telefono: Page, fotos: list[Path]
) -> None:
    telefono.goto(INICIO)
    telefono.evaluate(DEJAR, [{"uuid": UUIDS[0], "fotos": [list(fotos[0].read_bytes())]}])
    assert telefono.evaluate(ESCRIBIR_MIENTRAS, UUIDS[0]) == ["borrador", "40"]
    assert Actividad.objects.get().total_fotos == 1

    telefono.goto(f"{ANOTAR}?borrador={UUIDS[0]}")
    expect(telefono.get_by_label("Siembra")).to_be_checked()
    guardar(telefono).tap()
    expect(telefono.get_by_role("status")).to_contain_text("ya había llegado con otros datos")
    telefono.goto(POR_ENVIAR)
    expect(en_el_telefono(telefono)).to_contain_text("40 personas")
    telefono.get_by_role("link", name="Corregir la que llegó").tap()
    expect(telefono.get_by_label("Participantes")).to_have_value("18")
    telefono.get_by_label("Participantes").fill("40")
    telefono.get_by_role("button", name="Guardar cambios").tap()
    expect(telefono.get_by_text("Los cambios quedaron guardados.")).to_be_visible()
    telefono.goto(f"{ANOTAR}?borrador={UUIDS[0]}")
    expect(telefono.get_by_label("Siembra")).to_be_checked()
    guardar(telefono).tap()
    expect(telefono.get_by_role("heading", name="Recibido")).to_be_visible()
    telefono.goto(POR_ENVIAR)
    expect(en_el_telefono(telefono)).to_have_count(0)


def test_photo_is_given_up_for_silence_and_never_for_its_slowness(pagina_movil: Page) -> None:
    """Half an hour on the way is no reason to begin again; two minutes without a byte are."""
    page = pagina_movil
    page.clock.install()
    page.goto("/")
    page.evaluate(SUBIR)
    page.evaluate("empezar()")
    for parte in range(1, 20):
        page.evaluate(f"mover({parte * 10_000}, 200_000)")
        page.clock.run_for(100_000)
    assert page.evaluate("fin") == ""
    page.evaluate("mover(200_000, 200_000)")  # all of it out of the page, perhaps not of the phone
    page.clock.run_for(319_000)
    assert page.evaluate("fin") == ""
    page.clock.run_for(2_000)
    assert page.evaluate("fin") == "callada"
    page.evaluate("empezar(); mover(100_000, 200_000)")
    page.clock.run_for(119_000)
    assert page.evaluate("fin") == ""
    page.clock.run_for(2_000)
    assert page.evaluate("fin") == "callada"
