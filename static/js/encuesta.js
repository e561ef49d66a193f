// The survey, one tap an answer. Each tap is kept on the phone first and sent when there is signal; the
// server counts each one once. Without this file every tap is a form of its own.

import { sinPulsar } from "./pulso.js";

const REINTENTO = 15_000;
const SABIDAS = 50; // how many that the server has may still be undone from here
const formulario = document.querySelector("[data-encuesta]");
const estado = formulario.querySelector("[data-estado]");
const deshacer = formulario.querySelector("[data-deshacer]");
const pocas = document.querySelector("[data-pocas]");
const minimo = Number(formulario.querySelector("[data-minimo]").dataset.minimo);
const salidas = [...formulario.querySelectorAll("[data-cuenta]")];
const lugar = `encuesta:${formulario.dataset.encuesta}`;

// What the server holds, and on top of it what waits on this phone. Each one: { id, respuesta, va (sent
// at least once), contada (in the server's counts), fuera (undone), llego (nothing of it is left to tell) }.
const cuentas = Object.fromEntries(salidas.map((s) => [s.dataset.cuenta, Number(s.textContent)]));
let anotadas = leer();
let enviando = false;
let reloj = 0;

function leer() {
  try {
    return JSON.parse(localStorage.getItem(lugar)) ?? [];
  } catch {
    return [];
  }
}

// False when the phone keeps nothing: then the page itself is the only place where it waits.
function guardar() {
  try {
    const sabidas = anotadas.filter((a) => a.llego).slice(-SABIDAS);
    anotadas = anotadas.filter((a) => !a.llego || sabidas.includes(a));
    localStorage.setItem(lugar, JSON.stringify(anotadas));
    return true;
  } catch {
    return false;
  }
}

const porEnviar = () => anotadas.filter((a) => !a.llego);

function mostrar() {
  const suma = { ...cuentas };
  for (const { respuesta, fuera, contada } of porEnviar()) {
    if (fuera && contada) suma[respuesta] -= 1;
    if (!fuera && !contada) suma[respuesta] += 1;
  }
  let total = 0;
  for (const salida of salidas) {
    salida.textContent = String(suma[salida.dataset.cuenta]);
    total += suma[salida.dataset.cuenta];
  }
  formulario.querySelector("[data-total]").textContent = String(total);
  pocas.hidden = total === 0 || total >= minimo;
  deshacer.hidden = anotadas.length ? anotadas.every((a) => a.fuera) : !deshacer.value;
}

function nombrar(respuesta) {
  return formulario.querySelector(`[value="${respuesta}"] span`).textContent.toLowerCase();
}

function anotar(respuesta) {
  anotadas.push({ id: nuevoId(), respuesta });
  cambiar(`Anotada: ${nombrar(respuesta)}.`);
}

function deshacerUltima() {
  const ultima = anotadas.findLast((a) => !a.fuera);
  if (!ultima) return false;
  ultima.fuera = true;
  ultima.llego = false;
  if (!ultima.va) anotadas = anotadas.filter((a) => a !== ultima);
  cambiar(`Se deshizo: ${nombrar(ultima.respuesta)}.`);
  return true;
}

function cambiar(texto) {
  const guardada = guardar();
  mostrar();
  estado.textContent = guardada ? texto : `${texto} No cierre esta página hasta que haya señal.`;
  enviar();
}

// A page that is not served over HTTPS has no randomUUID.
function nuevoId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 15) | 64;
  b[8] = (b[8] & 63) | 128;
  const hex = [...b].map((n) => n.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

async function enviar() {
  clearTimeout(reloj);
  const lote = porEnviar().slice(0, 400);
  if (enviando || !lote.length) return;
  enviando = true;
  const datos = new FormData();
  datos.set("csrfmiddlewaretoken", formulario.elements.csrfmiddlewaretoken.value);
  for (const a of lote) {
    a.va = true;
    if (a.fuera) datos.append("deshecha", a.id);
    else datos.append("nueva", `${a.id}:${a.respuesta}`);
  }
  const fueras = new Map(lote.map((a) => [a, a.fuera]));
  guardar();
  const seguir = await pedir(datos, fueras);
  enviando = false;
  mostrar();
  if (porEnviar().length) seguir ? enviar() : (reloj = setTimeout(enviar, REINTENTO));
}

// Say whether it arrived; whatever goes wrong, what waits stays on the phone.
async function pedir(datos, fueras) {
  try {
    const respuesta = await fetch(formulario.dataset.recibe, { method: "POST", body: datos }).finally(sinPulsar);
    const esJson = respuesta.headers.get("Content-Type")?.startsWith("application/json");
    if (respuesta.redirected || !esJson) return await renovarSello();
    const cuerpo = await respuesta.json();
    if (!respuesta.ok) {
      estado.textContent = `${cuerpo.texto} Quedan ${porEnviar().length} sin enviar en este celular.`;
      return false;
    }
    Object.assign(cuentas, cuerpo.cuentas);
    for (const [a, fuera] of fueras) {
      a.contada = !fuera;
      a.llego = a.fuera === fuera; // undone while it travelled: it still has to be told
    }
    guardar();
    if (!porEnviar().length) estado.textContent = "Todo guardado.";
    return true;
  } catch {
    estado.textContent = `Sin señal. ${porEnviar().length} en este celular: se enviarán cuando vuelva.`;
    return false;
  }
}

// Signing in again, in another tab, changes the form's seal: take the new one and go on.
async function renovarSello() {
  const respuesta = await fetch(location.href);
  const pagina = new DOMParser().parseFromString(await respuesta.text(), "text/html");
  const sello = !respuesta.redirected && pagina.querySelector("[data-encuesta] [name=csrfmiddlewaretoken]");
  if (sello) formulario.elements.csrfmiddlewaretoken.value = sello.value;
  else estado.textContent = "Su sesión terminó. Ingrese de nuevo en otra pestaña: lo anotado sigue aquí.";
  return Boolean(sello);
}

formulario.addEventListener("submit", (evento) => {
  const boton = evento.submitter;
  if (boton?.name === "respuesta") anotar(boton.value);
  else if (!(boton?.name === "deshacer" && deshacerUltima())) return;
  evento.preventDefault();
  evento.stopImmediatePropagation();
});
addEventListener("online", enviar);
addEventListener("pageshow", (evento) => evento.persisted && location.reload());
mostrar();
enviar();
formulario.dataset.listo = "si";
