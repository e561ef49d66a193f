// Prepares the leader's phone on any of its pages: the worker, storage that the browser may not clear by
// itself, and the sending of what waits, when the page opens and when the signal is back.

import { SinSenal, SinSesion, cuantasEsperan, enviarTodo } from "./cola.js";

const avisar = (detalle) => document.dispatchEvent(new CustomEvent("cola", { detail: detalle }));
let enviando = false;

// Try to send everything; tells the page through «cola» events what happens.
export async function probar() {
  if (enviando) return;
  enviando = true;
  let estado = "quieta";
  avisar({ estado: "enviando" });
  try {
    await enviarTodo((uuid, llegaron, total) => avisar({ estado: "enviando", uuid, llegaron, total }));
  } catch (error) {
    estado = error instanceof SinSesion ? "sin-sesion" : "sin-senal";
    if (error instanceof SinSenal) pedirTurno();
  } finally {
    enviando = false;
    avisar({ estado });
    mostrarMarcas();
  }
}

// Ask the system to wake the worker when there is signal. Where it cannot, the next opening sends.
export async function pedirTurno() {
  const registro = await navigator.serviceWorker?.getRegistration();
  await registro?.sync?.register("enviar").catch(() => {});
}

// The badge: every [data-por-enviar] says how many wait; hidden when none does.
export async function mostrarMarcas() {
  const esperan = await cuantasEsperan().catch(() => 0);
  document.querySelectorAll("[data-por-enviar]").forEach((marca) => {
    marca.hidden = !esperan;
    const cuenta = marca.querySelector("[data-por-enviar-cuenta]");
    if (cuenta) cuenta.textContent = esperan === 1 ? "1 actividad por enviar" : `${esperan} actividades por enviar`;
  });
}

const SERVICIO = document.querySelector("[data-servicio]")?.dataset.servicio;
if (SERVICIO && "serviceWorker" in navigator) {
  navigator.serviceWorker.register(SERVICIO, { type: "module", scope: "/actividades/" }).catch(() => {});
}
navigator.serviceWorker?.addEventListener("message", () => {
  avisar({ estado: "quieta" });
  mostrarMarcas();
});
addEventListener("online", probar);
mostrarMarcas().then(probar);
