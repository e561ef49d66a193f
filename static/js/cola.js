// Sends what waits on the phone. Sending again is always safe: the server knows a draft by its uuid and a
// photo by its SHA-256. A draft leaves the phone only when the server lists the hash of every photo and its
// words are those that stand there.

import { ESTADOS, borrar, cambiar, cambiarFoto, fotosDe, guardarDatos, leer, todos } from "./borradores.js";
import { corte, subir } from "./subir.js";

export class SinSenal extends Error {}
export class Atascada extends SinSenal {} // the server answered, but not to this one: others may well pass
export class SinSesion extends Error {}
export class SinPermiso extends Error {} // signed in, but without a committee to write for
export class OtraCuenta extends Error {}
export class Ocupada extends Error {}

const DATOS = "/actividades/telefono/datos.json";
const CANDADO = "espacio-seguro-cola";
const ESPERA = 120_000;
export const YA_LLEGO = "Esta actividad ya había llegado con otros datos. Lo que escribiste después sigue aquí: pásalo a la que llegó o descártalo.";
// Said beside the draft and, once opened, on its form: what there is to decide comes when it is saved again.
const QUIZA_YA_ESTA = "Parece que ya está anotada: guárdala otra vez y te preguntamos.";
const HAY_QUE_CORREGIR = "Hay algo que corregir: guárdala otra vez y te decimos qué.";

// Who is signed in, their committees, today, the seal of the forms; kept for when there is no signal.
export async function pedirDatos() {
  const opciones = { headers: { Accept: "application/json" }, cache: "no-store", signal: corte(ESPERA) };
  const respuesta = await conSenal(fetch(DATOS, opciones));
  if (respuesta.redirected) throw new SinSesion();
  if (respuesta.status === 403) throw new SinPermiso();
  if (!respuesta.ok) throw new SinSenal();
  const datos = await respuesta.json();
  datos.desfase = datos.ahora - Date.now();
  await guardarDatos({ ...datos, sello: "" }).catch(() => {});
  return datos;
}

const conSenal = (pedido) => pedido.catch(() => { throw new SinSenal(); });

// POST it, whoever asks: gives the answer, or throws SinSenal.
export function mandarCuerpo(direccion, cuerpo, { sello }) {
  return conSenal(subir(direccion, cuerpo, { Accept: "application/json, text/html", "X-CSRFToken": sello }));
}

async function mandar(direccion, cuerpo, datos) {
  const respuesta = await mandarCuerpo(direccion, cuerpo, datos);
  if (respuesta.redirected || respuesta.status === 403) throw new SinSesion();
  if (!respuesta.ok && ![409, 422].includes(respuesta.status)) throw new Atascada();
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
// corrected or decided, {rechazadas} with photos that will never do, {corregir, problema} when other words
// stand there, or null when it is no longer here.
export function enviarBorrador(uuid, { alAvanzar = () => {}, esperar = true } = {}) {
  return conTurno(async () => {
    const datos = await pedirDatos();
    const borrador = await leer(uuid);
    if (!borrador) return null;
    if (borrador.usuario && borrador.usuario !== datos.usuario) throw new OtraCuenta();
    const fotos = await fotosDe(uuid);
    const yaEsta = borrador.actividad && !borrador.corregir && borrador.enviados === resumenDe(borrador, fotos);
    const { pagina, llegado } = yaEsta ? {} : await enviarTexto(borrador, fotos, datos);
    return pagina ? { pagina } : enviarFotos({ ...borrador, ...llegado }, fotos, datos, alAvanzar);
  }, esperar);
}

// What is noted on the way only saves sending it again: a phone without room does without.
const apuntar = (uuid, cambios) => cambiar(uuid, cambios).catch(() => {});

// What the words that were sent said, the number of photos included.
const resumenDe = ({ campos }, fotos) => JSON.stringify([campos, fotos.length]);

async function enviarTexto(borrador, fotos, datos) {
  if (!datos.comites.length) throw new SinPermiso();
  const cuerpo = new FormData();
  Object.entries(borrador.campos).forEach(([nombre, valor]) => {
    [valor].flat().forEach((uno) => cuerpo.append(nombre, uno));
  });
  cuerpo.set("clave_idempotencia", borrador.uuid);
  cuerpo.set("fotos_anunciadas", fotos.length);
  const respuesta = await mandar(datos.rutas.anotar, cuerpo, datos);
  if (respuesta.headers.get("Content-Type")?.startsWith("application/json")) {
    const { actividad, recibo, fotos: llegadas, corregir } = await respuesta.json();
    const llegado = { actividad, recibo, llegadas, corregir, enviados: resumenDe(borrador, fotos) };
    await apuntar(borrador.uuid, llegado);
    return { llegado };
  }
  const pagina = await respuesta.text();
  if (!pagina.includes("data-anotar")) throw new Atascada();
  const problema = respuesta.status === 409 ? QUIZA_YA_ESTA : HAY_QUE_CORREGIR;
  await apuntar(borrador.uuid, { estado: ESTADOS.CORREGIR, problema });
  return { pagina };
}

async function enviarFotos(borrador, fotos, datos, alAvanzar) {
  let llegadas = borrador.llegadas ?? [];
  const llego = (foto) => foto.huella && llegadas.includes(foto.huella);
  alAvanzar(fotos.filter(llego).length, fotos.length);
  for (const foto of fotos.filter((una) => !llego(una) && !una.rechazo)) {
    llegadas = (await enviarFoto(foto, borrador, datos)) ?? llegadas;
    alAvanzar(fotos.filter(llego).length, fotos.length);
  }
  const rechazadas = fotos.filter((foto) => !llego(foto));
  if (rechazadas.length) {
    await apuntar(borrador.uuid, { estado: ESTADOS.CORREGIR, problema: rechazadas[0].rechazo });
    return { rechazadas };
  }
  if (await cambioMientras(borrador, fotos)) return { recibo: borrador.recibo, fotos: fotos.length };
  if (borrador.corregir) {
    await apuntar(borrador.uuid, { estado: ESTADOS.CORREGIR, problema: YA_LLEGO });
    return { corregir: borrador.corregir, problema: YA_LLEGO };
  }
  await despedir(borrador, fotos.length, datos);
  return { recibo: borrador.recibo, fotos: fotos.length };
}

// Whether somebody went on writing, or added a photo, while this was being sent: that stays to be sent too.
async function cambioMientras({ uuid, campos }, fotos) {
  const ahora = await leer(uuid).catch(() => null);
  const suyas = await fotosDe(uuid).catch(() => []);
  const nueva = suyas.some((suya) => !fotos.some((enviada) => enviada.uuid === suya.uuid));
  return Boolean(ahora) && (nueva || JSON.stringify(ahora.campos) !== JSON.stringify(campos));
}

// Everything arrived. Where there is no room to note it, the draft goes all the same: that makes room.
function despedir({ uuid, usuario, tipo, recibo }, fotos, datos) {
  const cuando = Date.now() + datos.desfase;
  return borrar(uuid, { usuario: usuario ?? datos.usuario, tipo, recibo, fotos, cuando }).catch(() => borrar(uuid));
}

// Send one photo. Returns the hashes that the server holds, or null once it will never take this one.
async function enviarFoto(foto, { uuid, actividad }, datos) {
  if (!(await seLee(foto.archivo))) return rechazar(foto, "El teléfono ya no puede abrir una foto.");
  const respuesta = await mandar(`/actividades/${actividad}/foto/`, cuerpoDe(foto), datos);
  const dicho = await respuesta.json();
  if (!respuesta.ok) return rechazar(foto, dicho.error);
  if (!foto.huella) {
    foto.huella = dicho.recibida;
    await cambiarFoto(foto.uuid, { huella: foto.huella }).catch(() => {});
  }
  await apuntar(uuid, { llegadas: dicho.fotos });
  return dicho.fotos;
}

async function rechazar(foto, rechazo) {
  foto.rechazo = rechazo;
  await cambiarFoto(foto.uuid, { rechazo }).catch(() => {});
  return null;
}

// A picture that the browser lost on its disk would fail like a lost signal, and for ever.
const seLee = (archivo) => archivo.slice(0, 1).arrayBuffer().then(() => true, () => false);

function cuerpoDe(foto) {
  const cuerpo = new FormData();
  cuerpo.set("fotos", foto.archivo, foto.nombre);
  if (foto.huella) cuerpo.set("sha256", foto.huella);
  return cuerpo;
}

// How a sending ended, in the words that the screens go by.
export function estadoDe(error) {
  if (error instanceof SinPermiso) return "sin-permiso";
  return error instanceof SinSesion ? "sin-sesion" : "sin-senal";
}

// Send everything that waits, the oldest first. Stops at the first sign that there is no signal or session;
// one that the server cannot take now, or not from this account, does not hold up the others.
export async function enviarTodo(alAvanzar = () => {}) {
  let atascada = null;
  for (const { uuid, estado } of await todos()) {
    if (estado !== ESTADOS.POR_ENVIAR) continue;
    try {
      await enviarBorrador(uuid, { alAvanzar: (llegaron, total) => alAvanzar(uuid, llegaron, total), esperar: false });
    } catch (error) {
      if (error instanceof Atascada || error instanceof SinPermiso) atascada = error;
      else if (!(error instanceof OtraCuenta)) throw error;
    }
  }
  if (atascada) throw atascada;
}

// How many wait, also as a mark on the phone's icon where it has one, and how many `usuario` left unfinished.
export async function contar(usuario) {
  const borradores = await todos();
  const aMedias = borradores.filter((b) => b.estado === ESTADOS.BORRADOR && (b.usuario ?? usuario) === usuario).length;
  const esperan = borradores.filter(({ estado }) => estado !== ESTADOS.BORRADOR).length;
  await (esperan ? navigator.setAppBadge?.(esperan) : navigator.clearAppBadge?.())?.catch?.(() => {});
  return { esperan, aMedias };
}
