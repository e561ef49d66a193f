"""What sends the leader's drafts holds nobody up: a limit to each request, one try waiting at a time."""

import pytest
from playwright.sync_api import Page

# A worker has no XMLHttpRequest, and an old one no AbortSignal.timeout; `cortado` says which request was cut.
SIN_VER = """
async () => {
  delete globalThis.XMLHttpRequest;
  delete AbortSignal.timeout;
  globalThis.fetch = (direccion, { signal }) => new Promise((_, falla) => {
    signal?.addEventListener("abort", () => { globalThis.cortado = direccion; falla(signal.reason); });
  });
  const { subir } = await import("/estatico/js/subir.js");
  const { pedirDatos } = await import("/estatico/js/cola.js");
  globalThis.mandar = (bytes) => {
    const cuerpo = new FormData();
    cuerpo.set("fotos", new Blob([new Uint8Array(bytes)]));
    return subir("/", cuerpo, {});
  };
  globalThis.empezar = (bytes) => {
    globalThis.cortado = "";
    (bytes ? mandar(bytes) : pedirDatos()).catch(() => {});
  };
}
"""
# Tell how many tries wait for their minute after three that failed.
EN_ESPERA = """
async () => {
  const { poner: dejar } = await import("/estatico/js/borradores.js");
  await dejar("a", { uuid: "a", estado: "por-enviar", creado: 1, campos: {} }, (borrador) => borrador);
  const enEspera = new Set();
  const { setTimeout: poner, clearTimeout: quitar } = globalThis;
  globalThis.setTimeout = (que, cuanto) => {
    const reloj = poner(que, cuanto);
    if (cuanto === 60_000) enEspera.add(reloj);
    return reloj;
  };
  globalThis.clearTimeout = (reloj) => { enEspera.delete(reloj); quitar(reloj); };
  globalThis.fetch = () => Promise.reject(new TypeError("cut"));
  const fallo = new Promise((listo) => {
    document.addEventListener("cola", ({ detail }) => { if (detail.estado === "sin-senal") listo(); });
  });
  const { probar } = await import("/estatico/js/telefono.js");
  await fallo;
  await probar();
  await probar();
  return enEspera.size;
}
"""


@pytest.mark.parametrize(
    ("bytes_", "segundos", "cortado"),
    [(3_000_000, 300, "/"), (60_000, 180, "/"), (0, 120, "/actividades/telefono/datos.json")],
)
def test_worker_cuts_a_request_after_five_minutes_at_most(
    pagina_movil: Page, bytes_: int, segundos: int, cortado: str
) -> None:
    page = pagina_movil
    page.clock.install()
    page.goto("/")
    page.evaluate(SIN_VER)
    page.evaluate(f"empezar({bytes_})")
    page.clock.run_for(segundos * 1000 - 5_000)
    assert page.evaluate("cortado") == ""
    page.clock.run_for(6_000)
    assert page.evaluate("cortado") == cortado


def test_however_often_it_is_tried_without_signal_one_try_waits(pagina_movil: Page) -> None:
    pagina_movil.goto("/")
    assert pagina_movil.evaluate(EN_ESPERA) == 1
