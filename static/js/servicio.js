// The service worker of the leader's phone: keeps the frames and what they are made of, opens them when the
// network does not answer, and sends what waits when the signal is back, even with the page closed.

import { Ocupada, enviarTodo, estadoDe } from "./cola.js";

const PACIENCIA = 3_000;
const PREFIJO = "telefono-";

// Wire the worker. `version` names the store; `armazones` says which frame stands in for which page, `sinSenal`
// which one for any other that cannot be reached; `copia`, whether the browser's own copies of the files will do.
export function atender({ version, copia, archivos, armazones, sinSenal }) {
  const nombre = PREFIJO + version;

  self.addEventListener("install", (evento) => {
    self.skipWaiting();
    evento.waitUntil(guardarTodo(nombre, archivos, copia, new Set(Object.values(armazones))));
  });

  self.addEventListener("activate", (evento) => {
    evento.waitUntil(olvidarOtras(nombre).then(() => self.clients.claim()));
  });

  self.addEventListener("fetch", (evento) => {
    const { request: pedido } = evento;
    const { origin, pathname } = new URL(pedido.url);
    if (pedido.method !== "GET" || origin !== self.location.origin) return;
    const armazon = pedido.mode === "navigate" && armazones[pathname];
    if (armazon) evento.respondWith(primeroLaRed(pedido, armazon, nombre));
    else if (pedido.mode === "navigate") evento.respondWith(laRedOElArmazon(pedido, sinSenal, nombre));
    else if (archivos.includes(pathname)) evento.respondWith(loGuardado(pedido, nombre));
  });

  self.addEventListener("sync", (evento) => {
    if (evento.tag === "enviar") evento.waitUntil(enviarYContar());
  });
}

// The pages that are open hear how it went. Without signal the sending fails, so that it is tried again.
async function enviarYContar() {
  const canal = new BroadcastChannel("cola");
  try {
    canal.postMessage({ estado: "enviando" });
    await enviarTodo();
    canal.postMessage({ estado: "quieta" });
  } catch (error) {
    if (error instanceof Ocupada) return;
    canal.postMessage({ estado: estadoDe(error) });
    if (estadoDe(error) === "sin-senal") throw error;
  } finally {
    canal.close();
  }
}

// The frames are asked for without the session: what is kept has nobody's data.
async function guardarTodo(nombre, archivos, copia, armazones) {
  const almacen = await caches.open(nombre);
  const pedidos = [...archivos].map((direccion) => new Request(direccion, { cache: copia }));
  const marcos = [...armazones].map((direccion) => new Request(direccion, { cache: "reload", credentials: "omit" }));
  await almacen.addAll([...pedidos, ...marcos]);
}

async function olvidarOtras(nombre) {
  const viejas = (await caches.keys()).filter((otra) => otra.startsWith(PREFIJO) && otra !== nombre);
  await Promise.all(viejas.map((vieja) => caches.delete(vieja)));
}

async function loGuardado(pedido, nombre) {
  const almacen = await caches.open(nombre);
  return (await almacen.match(pedido, { ignoreVary: true })) ?? fetch(pedido);
}

// The page as the server has it; after a few seconds without an answer, or with none, the frame.
async function primeroLaRed(pedido, armazon, nombre) {
  const almacen = await caches.open(nombre);
  const guardado = await almacen.match(armazon, { ignoreVary: true });
  const deLaRed = fetch(pedido);
  if (!guardado) return deLaRed;
  deLaRed.catch(() => {}); // it may fail after the frame was given
  try {
    const respuesta = await Promise.race([deLaRed, rendirse()]);
    return respuesta.status >= 500 ? guardado : respuesta;
  } catch {
    return guardado;
  }
}

async function laRedOElArmazon(pedido, armazon, nombre) {
  try {
    return await fetch(pedido);
  } catch (error) {
    const almacen = await caches.open(nombre);
    const guardado = await almacen.match(armazon, { ignoreVary: true });
    if (guardado) return guardado;
    throw error;
  }
}

function rendirse() {
  return new Promise((_, falla) => setTimeout(() => falla(new Error("slow network")), PACIENCIA));
}
