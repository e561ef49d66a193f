// The photos chosen for one form: shrunk one after another, shown, removable, never twice.

import { encoger, huella } from "./fotos.js";

const MAXIMO = 10;
const lista = document.querySelector("[data-fotos-lista]");
const molde = document.querySelector("[data-fotos-quitar]");
let elegidas = [];
let turno = Promise.resolve();
let alLista = async () => {};
let alQuitar = async () => {};

// Say who keeps the photos: `lista(foto)` gets each once it is ready, `quita(foto)` each that leaves.
export function conectar({ lista: guarda, quita }) {
  [alLista, alQuitar] = [guarda, quita];
}

// Show photos that were kept before.
export function reponer(guardadas) {
  for (const { uuid, archivo, nombre, huella: suma, rechazo } of guardadas) {
    const foto = { uuid, archivo: new File([archivo], nombre, { type: archivo.type }), huella: suma, fila: mostrar() };
    elegidas.push(foto);
    pintar(foto, rechazo);
  }
  numerar();
}

// Take what `campo` just received and leave it empty, so that the form never sends it by itself.
export function elegir(campo, decir) {
  const nuevas = [...campo.files];
  campo.value = "";
  const caben = nuevas.slice(0, MAXIMO - elegidas.length);
  decir(caben.length < nuevas.length ? `Caben ${MAXIMO} fotos: ${nuevas.length - caben.length === 1 ? "1 quedó" : `${nuevas.length - caben.length} quedaron`} fuera.` : "", "alerta");
  for (const archivo of caben) {
    const foto = { uuid: identificador(), archivo, huella: null, fila: mostrar() };
    elegidas.push(foto);
    turno = turno.then(() => preparar(foto)).catch(() => {
      quitar(foto);
      decir("Una foto no se pudo leer: elígela otra vez.", "alerta");
    });
  }
  numerar();
}

async function preparar(foto) {
  foto.archivo = await encoger(foto.archivo);
  foto.huella = await huella(foto.archivo);
  if (!elegidas.includes(foto)) return;
  if (foto.huella && elegidas.some((otra) => otra !== foto && otra.huella === foto.huella)) {
    quitar(foto);
    return;
  }
  pintar(foto);
  await alLista(foto);
}

function pintar(foto, rechazo = "") {
  const [imagen, estado] = [foto.fila.querySelector("img"), foto.fila.querySelector(".estado")];
  if (rechazo) marcarRechazada(foto.fila, rechazo);
  else imagen.addEventListener("load", () => estado.remove());
  imagen.addEventListener("error", () => marcarRechazada(foto.fila, rechazo || `No se puede ver «${foto.archivo.name}». Si no es una foto, quítala.`));
  imagen.src = URL.createObjectURL(foto.archivo);
}

// One that will not do takes a row of its own: its motive has to be read whole.
export function marcarRechazada(fila, motivo) {
  fila.classList.add("rechazada");
  fila.querySelector(".estado")?.replaceChildren(motivo);
}

// Return every photo once all are ready to travel.
export async function listas() {
  await turno;
  return elegidas;
}

export function vaciar() {
  [...elegidas].forEach(quitar);
}

export const cuantas = () => elegidas.length;

function mostrar() {
  const fila = document.importNode(molde.content, true).firstElementChild;
  lista.append(fila);
  return fila;
}

function quitar(foto) {
  URL.revokeObjectURL(foto.fila.querySelector("img").src);
  foto.fila.remove();
  elegidas = elegidas.filter((otra) => otra !== foto);
  alQuitar(foto);
  numerar();
}

// A random uuid, also where the browser offers none by itself (plain http).
export function identificador() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const octetos = crypto.getRandomValues(new Uint8Array(16));
  octetos[6] = (octetos[6] & 15) | 64;
  octetos[8] = (octetos[8] & 63) | 128;
  const hexa = [...octetos].map((octeto) => octeto.toString(16).padStart(2, "0")).join("");
  return hexa.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function numerar() {
  lista.hidden = !elegidas.length;
  elegidas.forEach(({ fila }, posicion) => {
    fila.querySelector("img").alt = `Foto ${posicion + 1}`;
    fila.querySelector(".quitar").setAttribute("aria-label", `Quitar la foto ${posicion + 1}`);
  });
}

lista?.addEventListener("click", (evento) => {
  const boton = evento.target.closest(".quitar");
  const foto = boton && elegidas.find(({ fila }) => fila.contains(boton));
  if (!foto) return;
  quitar(foto);
  (lista.querySelector(".quitar") ?? document.querySelector("[data-fotos-elegir]")).focus();
});
