// What the phone keeps until the server has it: drafts, their photos, and what the frames are filled with.
// Everything lies in IndexedDB. A draft is {uuid, usuario, estado, campos, textos, creado, actividad, recibo,
// llegadas, enviados, problema, corregir}; its photos are rows of their own, so that a keystroke never rewrites a picture.

const BASE = "espacio-seguro";
const RECIBIDOS = 5;
export const ESTADOS = { BORRADOR: "borrador", POR_ENVIAR: "por-enviar", CORREGIR: "corregir" };

export class SinEspacio extends Error {}

let abierta = null;

function abrir() {
  abierta ??= new Promise((listo, falla) => {
    const pedido = indexedDB.open(BASE, 1);
    pedido.onupgradeneeded = () => {
      pedido.result.createObjectStore("borradores", { keyPath: "uuid" });
      pedido.result.createObjectStore("fotos", { keyPath: "uuid" }).createIndex("borrador", "borrador");
      pedido.result.createObjectStore("datos");
    };
    pedido.onsuccess = () => {
      pedido.result.onclose = () => { abierta = null; };
      listo(pedido.result);
    };
    pedido.onerror = () => { abierta = null; falla(pedido.error); };
  });
  return abierta;
}

// Run `trabajo(almacen…)` in one transaction; resolves with its result once all of it is on disk. A full phone
// may refuse at any point, opening included: that is SinEspacio.
async function transaccion(almacenes, modo, trabajo) {
  try {
    return await enUnPaso(await abrir(), almacenes, modo, trabajo);
  } catch (error) {
    throw error?.name === "QuotaExceededError" ? new SinEspacio() : error;
  }
}

function enUnPaso(base, almacenes, modo, trabajo) {
  return new Promise((listo, falla) => {
    const paso = base.transaction(almacenes, modo, { durability: "strict" });
    let resultado;
    paso.oncomplete = () => listo(resultado?.result);
    paso.onabort = () => falla(paso.error); // every error ends here, and only here is it known
    resultado = trabajo(...almacenes.map((nombre) => paso.objectStore(nombre)));
  });
}

export const leer = (uuid) => transaccion(["borradores"], "readonly", (b) => b.get(uuid));

// Put the draft as `cambios(previo)` says, from how it lies there now or, the first time, from `nuevo`.
export function poner(uuid, nuevo, cambios) {
  return transaccion(["borradores"], "readwrite", (almacen) => {
    const pedido = almacen.get(uuid);
    pedido.onsuccess = () => almacen.put(cambios(pedido.result ?? nuevo));
  });
}

// Change some fields of what lies there now, so that two pages never undo each other's part nor bring back
// what one of them let go.
function cambiarEn(nombre, uuid, cambios) {
  return transaccion([nombre], "readwrite", (almacen) => {
    const pedido = almacen.get(uuid);
    pedido.onsuccess = () => { if (pedido.result) almacen.put({ ...pedido.result, ...cambios }); };
  });
}

export const cambiar = (uuid, cambios) => cambiarEn("borradores", uuid, cambios);

export const cambiarFoto = (uuid, cambios) => cambiarEn("fotos", uuid, cambios);

// The drafts, the oldest first.
export async function todos() {
  const filas = await transaccion(["borradores"], "readonly", (b) => b.getAll());
  return filas.sort((una, otra) => una.creado - otra.creado);
}

export async function fotosDe(uuid) {
  const filas = await transaccion(["fotos"], "readonly", (f) => f.index("borrador").getAll(uuid));
  return filas.sort((una, otra) => una.orden - otra.orden);
}

export const guardarFoto = (foto) => transaccion(["fotos"], "readwrite", (f) => f.put(foto));

export const quitarFoto = (uuid) => transaccion(["fotos"], "readwrite", (f) => f.delete(uuid));

// Let a draft and its photos go. With `recibido`, what arrived stays noted: the phone's own receipt.
export function borrar(uuid, recibido = null) {
  return transaccion(["borradores", "fotos", "datos"], "readwrite", (borradores, fotos, datos) => {
    if (recibido) anotarRecibido(datos, recibido);
    borradores.delete(uuid);
    const suyas = fotos.index("borrador").openKeyCursor(uuid);
    suyas.onsuccess = () => {
      if (!suyas.result) return;
      fotos.delete(suyas.result.primaryKey);
      suyas.result.continue();
    };
  });
}

function anotarRecibido(datos, recibido) {
  const pedido = datos.get("recibidos");
  pedido.onsuccess = () => datos.put([recibido, ...(pedido.result ?? [])].slice(0, RECIBIDOS), "recibidos");
}

// The last ones that arrived, the newest first: {usuario, tipo, recibo, fotos, cuando}.
export async function recibidos() {
  return (await transaccion(["datos"], "readonly", (d) => d.get("recibidos"))) ?? [];
}

export const leerDatos = () => transaccion(["datos"], "readonly", (d) => d.get("telefono"));

export const guardarDatos = (datos) => transaccion(["datos"], "readwrite", (d) => d.put(datos, "telefono"));

// The day as the server counts it, whatever the phone's clock says: «2026-11-22».
export function hoy(datos) {
  const momento = new Date(Date.now() + (datos?.desfase ?? 0));
  const partes = new Intl.DateTimeFormat("en-CA", { timeZone: "America/Lima" });
  return partes.format(momento);
}
