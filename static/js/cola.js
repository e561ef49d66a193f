// Sends what waits on the phone. Sending again is always safe: the server knows a draft by its uuid and a
// photo by its SHA-256. A draft leaves the phone only when the server lists the hash of every photo.

import { ESTADOS, borrar, cambiar, fotosDe, guardarDatos, guardarFoto, leer, todos } from "./borradores.js";

export class SinSenal extends Error {}
export class SinSesion extends Error {}
export class OtraCuenta extends Error {}
export class Ocupada extends Error {}

const DATOS = "/actividades/telefono/datos.json";
const CANDADO = "espacio-seguro-cola";
const ESPERA = 120_000;

// Who is signed in, their committees, today, the seal of the forms; kept for when there is no signal.
export async function pedirDatos() {
  const respuesta = await pedir(DATOS, { headers: { Accept: "application/json" }, cache: "no-store" });
  if (respuesta.redirected || respuesta.status === 403) throw new SinSesion();
  if (!respuesta.ok) throw new SinSenal();
  const datos = await respuesta.json();
  datos.desfase = datos.ahora - Date.now();
  await guardarDatos({ ...datos, sello: "" }).catch(() => {});
  return datos;
}

async function pedir(direccion, opciones) {
  try {
    return await fetch(direccion, { signal: AbortSignal.timeout?.(ESPERA), ...opciones });
  } catch {
    throw new SinSenal();
  }
}

async function mandar(direccion, cuerpo, datos) {
  const respuesta = await pedir(direccion, {
    method: "POST",
    body: cuerpo,
    headers: { Accept: "application/json, text/html", "X-CSRFToken": datos.sello },
  });
  if (respuesta.redirected || respuesta.status === 403) throw new SinSesion();
  if (respuesta.status >= 500 || respuesta.status === 400) throw new SinSenal();
  return respuesta;
}

// Only one page or worker sends at a time. `trabajo` runs once the turn comes; Ocupada when `esperar` is
// false and somebody else has it: whoever sends tells how it went.
function conTurno(trabajo, esperar) {
  if (!navigator.locks) return trabajo();
  return navigator.locks.request(CANDADO, { ifAvailable: !esperar }, (turno) => {
    if (!turno) throw new Ocupada();
    return trabajo();
  });
}

// Send one draft whole. Returns {recibo, fotos} when everything arrived, {pagina} with what has to be
// corrected or decided, {rechazadas} with photos that will never do, or null when it is no longer here.
export function enviarBorrador(uuid, { alAvanzar = () => {}, esperar = true } = {}) {
  return conTurno(async () => {
    const datos = await pedirDatos();
    const borrador = await leer(uuid);
    if (!borrador) return null;
    if (borrador.usuario && borrador.usuario !== datos.usuario) throw new OtraCuenta();
    const fotos = await fotosDe(uuid);
    const yaEsta = borrador.actividad && borrador.enviados === JSON.stringify(borrador.campos);
    const pagina = yaEsta ? null : await enviarTexto(borrador, fotos, datos);
    return pagina ? { pagina } : enviarFotos(await leer(uuid), fotos, datos, alAvanzar);
  }, esperar);
}

async function enviarTexto(borrador, fotos, datos) {
  const cuerpo = new FormData();
  Object.entries(borrador.campos).forEach(([nombre, valor]) => {
    [valor].flat().forEach((uno) => cuerpo.append(nombre, uno));
  });
  cuerpo.set("clave_idempotencia", borrador.uuid);
  cuerpo.set("fotos_anunciadas", fotos.length);
  const respuesta = await mandar(datos.rutas.anotar, cuerpo, datos);
  if (respuesta.headers.get("Content-Type")?.startsWith("application/json")) {
    const { actividad, recibo, fotos: llegadas } = await respuesta.json();
    await cambiar(borrador.uuid, { actividad, recibo, llegadas, enviados: JSON.stringify(borrador.campos) });
    return null;
  }
  const pagina = await respuesta.text();
  if (!pagina.includes("data-anotar")) throw new SinSenal();
  const problema = respuesta.status === 409 ? "¿Ya está anotada? Ábrela y dinos." : "Hay algo que corregir.";
  await cambiar(borrador.uuid, { estado: ESTADOS.CORREGIR, problema });
  return pagina;
}

async function enviarFotos(borrador, fotos, datos, alAvanzar) {
  let llegadas = borrador.llegadas ?? [];
  const llego = (foto) => foto.huella && llegadas.includes(foto.huella);
  alAvanzar(fotos.filter(llego).length, fotos.length);
  for (const foto of fotos.filter((una) => !llego(una) && !una.rechazo)) {
    const respuesta = await mandar(`/actividades/${borrador.actividad}/foto/`, cuerpoDe(foto), datos);
    const dicho = await respuesta.json();
    if (respuesta.ok) {
      foto.huella ??= dicho.recibida;
      llegadas = dicho.fotos;
      await cambiar(borrador.uuid, { llegadas });
    } else {
      foto.rechazo = dicho.error;
    }
    await guardarFoto(foto);
    alAvanzar(fotos.filter(llego).length, fotos.length);
  }
  const rechazadas = fotos.filter((foto) => !llego(foto));
  if (rechazadas.length) {
    await cambiar(borrador.uuid, { estado: ESTADOS.CORREGIR, problema: rechazadas[0].rechazo });
    return { rechazadas };
  }
  const { usuario = datos.usuario, tipo, recibo } = borrador;
  await borrar(borrador.uuid, { usuario, tipo, recibo, fotos: fotos.length, cuando: Date.now() });
  return { recibo: borrador.recibo, fotos: fotos.length };
}

function cuerpoDe(foto) {
  const cuerpo = new FormData();
  cuerpo.set("fotos", foto.archivo, foto.nombre);
  if (foto.huella) cuerpo.set("sha256", foto.huella);
  return cuerpo;
}

// How a sending ended, in the words that the screens go by.
export function estadoDe(error) {
  return error instanceof SinSesion ? "sin-sesion" : "sin-senal";
}

// Send everything that waits, the oldest first. Stops at the first sign that there is no signal or session.
export async function enviarTodo(alAvanzar = () => {}) {
  for (const { uuid, estado } of await todos()) {
    if (estado !== ESTADOS.POR_ENVIAR) continue;
    try {
      await enviarBorrador(uuid, { alAvanzar: (llegaron, total) => alAvanzar(uuid, llegaron, total), esperar: false });
    } catch (error) {
      if (!(error instanceof OtraCuenta)) throw error;
    }
  }
}

// How many wait, also as a mark on the phone's icon where it has one.
export async function cuantasEsperan() {
  const esperan = (await todos()).filter(({ estado }) => estado !== ESTADOS.BORRADOR).length;
  await (esperan ? navigator.setAppBadge?.(esperan) : navigator.clearAppBadge?.())?.catch?.(() => {});
  return esperan;
}
