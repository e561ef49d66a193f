// Prepares the leader's phone on any of its pages: the worker, storage that the browser may not clear by
// itself, and the sending of what waits, when the page opens and when the signal is back.

import { leerDatos } from "./borradores.js";
import { Ocupada, contar, enviarTodo, estadoDe, pedirDatos } from "./cola.js";
import { sinPulsar } from "./pulso.js";

// Whose page the server says this is; empty on the frames that the phone keeps.
export const DE_QUIEN = document.querySelector("[data-usuario]")?.dataset.usuario ?? "";

// Other pages and the worker hear what this one does, and it hears them.
const canal = "BroadcastChannel" in globalThis ? new BroadcastChannel("cola") : null;
const mostrar = (detalle) => document.dispatchEvent(new CustomEvent("cola", { detail: detalle }));
const TURNO = 10_000;
const MINUTO = 60_000;
let enviando = false;
let proximo = null; // the one try that waits

function avisar(detalle) {
  mostrar(detalle);
  canal?.postMessage(detalle);
}

canal?.addEventListener("message", ({ data }) => {
  mostrar(data);
  mostrarMarcas();
});

// Try to send everything; tells the page through «cola» events what happens.
export async function probar() {
  if (enviando) return;
  enviando = true;
  mostrar({ estado: "enviando" });
  try {
    await enviarTodo((uuid, llegaron, total) => avisar({ estado: "enviando", uuid, llegaron, total }));
    avisar({ estado: "quieta" });
  } catch (error) {
    // Whoever sends tells how it ends; should it vanish instead, somebody must look again.
    if (error instanceof Ocupada) return void probarTras(TURNO);
    avisar({ estado: estadoDe(error) });
    if (estadoDe(error) !== "sin-senal") return;
    pedirTurno();
    if (navigator.onLine) probarTras(MINUTO); // a signal that stalls never says that it is back
  } finally {
    enviando = false;
    mostrarMarcas();
  }
}

function probarTras(cuanto) {
  clearTimeout(proximo);
  proximo = setTimeout(probar, cuanto);
}

// Ask the system to wake the worker when there is signal. Where it cannot, the next opening sends.
export async function pedirTurno() {
  const registro = await navigator.serviceWorker?.getRegistration();
  await registro?.sync?.register("enviar").catch(() => {});
}

// The badge: every [data-por-enviar] says how many wait or were left unfinished; hidden when none was.
export async function mostrarMarcas() {
  const { esperan, aMedias } = await contar(DE_QUIEN).catch(() => ({}));
  const dicho = [enPalabras(esperan, "por enviar"), enPalabras(aMedias, "a medias")].filter(Boolean).join(" y ");
  await sinPulsar();
  document.querySelectorAll("[data-por-enviar]").forEach((marca) => {
    marca.hidden = !dicho;
    marca.querySelector("[data-por-enviar-cuenta]")?.replaceChildren(dicho);
  });
}

const enPalabras = (n, como) => n && `${n === 1 ? "1 actividad" : `${n} actividades`} ${como}`;

const SERVICIO = document.querySelector("[data-servicio]")?.dataset.servicio;
if (SERVICIO && "serviceWorker" in navigator) {
  navigator.serviceWorker.register(SERVICIO, { type: "module", scope: "/actividades/" }).catch(() => {});
}
// Somebody else entered on this phone: from here on the frames are filled with what is theirs.
async function conocer() {
  const datos = await leerDatos().catch(() => null);
  if (DE_QUIEN && datos?.usuario !== DE_QUIEN) await pedirDatos().catch(() => {});
}

addEventListener("online", probar);
conocer().then(mostrarMarcas).then(probar);
