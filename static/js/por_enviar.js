// The page of what waits on the phone: lists the drafts, says how the sending goes, and never shows what
// another account left here.

import { ESTADOS, borrar, fotosDe, leerDatos, recibidos, todos } from "./borradores.js";
import { sinPulsar } from "./pulso.js";
import { DE_QUIEN, probar } from "./telefono.js";

const $ = (selector) => document.querySelector(`[data-cola-${selector}]`);
const lista = $("lista");
const molde = $("molde");
const TITULOS = {
  "sin-senal": ["Guardado en tu teléfono", "Se enviará solo cuando vuelva la señal. Puedes cerrar la página."],
  "sin-sesion": ["Guardado en tu teléfono", "Tu sesión se cerró. Entra otra vez y se enviará solo."],
  "sin-permiso": [
    "Guardado en tu teléfono",
    "Tu cuenta no tiene un comité activo para anotar. Nada se perdió: avisa a tu municipalidad; cuando lo arregle, se enviará solo.",
  ],
  enviando: ["Enviando", "La señal alcanza: deja esta página abierta."],
  quieta: ["Guardado en tu teléfono", "Revisa lo que dice cada una."],
};
const TODO_LLEGO = "Todo lo que anotaste en este teléfono ya llegó.";
const LO_DEMAS = " Las demás páginas se abren cuando vuelva la señal.";
const FOTOS_EN_CAMINO = [
  "La actividad ya está guardada",
  "Faltan fotos: siguen desde donde se quedaron. No hace falta repetir.",
];
const SEGURO = "Sí, borrarla de este teléfono";
// With nothing to send, no sending fails: that there is no signal is said all the same.
const segunLaSenal = (dicho) => (dicho === "quieta" && !navigator.onLine ? "sin-senal" : dicho);
let estado = segunLaSenal("quieta");
let vistas = [];
const porDescartar = new Set(); // those that asked whether it is sure: they stay so when the list is made anew

const textoDe = {
  [ESTADOS.BORRADOR]: () => "A medias: ábrela y guárdala",
  [ESTADOS.CORREGIR]: ({ problema }) => problema || "Hay algo que corregir.",
  [ESTADOS.POR_ENVIAR]: ({ actividad, llegadas }, fotos) =>
    actividad ? `${llegadas.length} de ${fotos.length} fotos llegaron` : `Por enviar. ${contarFotos(fotos)}`,
};

function contarFotos(fotos) {
  if (!fotos.length) return "Sin fotos";
  const megas = fotos.reduce((suma, { archivo }) => suma + archivo.size, 0) / 1_048_576;
  return `${fotos.length === 1 ? "1 foto" : `${fotos.length} fotos`}, ${megas.toFixed(1)} MB`;
}

function momento(cuando) {
  return new Date(cuando).toLocaleString("es-PE", { weekday: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

const mayuscula = (texto) => texto.charAt(0).toUpperCase() + texto.slice(1);

async function fila(borrador) {
  const fotos = await fotosDe(borrador.uuid);
  const nodo = document.importNode(molde.content, true).firstElementChild;
  const personas = Number(borrador.campos.participantes);
  const cuantas = personas ? `, ${personas === 1 ? "1 persona" : `${personas} personas`}` : "";
  nodo.querySelector("[data-que]").textContent = `${borrador.tipo || "Actividad"}${cuantas}`;
  nodo.querySelector("[data-detalle]").textContent = `${mayuscula(momento(borrador.creado))} · ${textoDe[borrador.estado](borrador, fotos)}`;
  nodo.querySelector("[data-abrir]").search = `?borrador=${borrador.uuid}`;
  nodo.querySelector("[data-espera]").hidden = borrador.estado !== ESTADOS.POR_ENVIAR;
  nodo.querySelector("[data-te-toca]").hidden = borrador.estado === ESTADOS.POR_ENVIAR;
  const corregir = nodo.querySelector("[data-corregir]");
  corregir.hidden = !borrador.corregir;
  if (borrador.corregir) corregir.href = borrador.corregir;
  nodo.querySelector("[data-descartar-borrador]").dataset.uuid = borrador.uuid;
  if (fotos.length) {
    const imagen = nodo.querySelector("img");
    imagen.src = URL.createObjectURL(fotos[0].archivo);
    vistas.push(imagen.src);
    imagen.hidden = false;
    nodo.querySelector(".disco").hidden = true;
  }
  return nodo;
}

// The phone's own receipts.
async function filaRecibida({ tipo, recibo, fotos, cuando }) {
  const nodo = document.importNode($("molde-recibido").content, true).firstElementChild;
  const enlace = nodo.querySelector("a");
  enlace.textContent = tipo || "Actividad";
  enlace.href = recibo;
  const cuantas = fotos === 1 ? "1 foto" : `${fotos || "sin"} fotos`;
  nodo.querySelector("[data-detalle]").textContent = `Recibido el ${momento(cuando)} · ${cuantas}`;
  return nodo;
}

async function filasRecibidas(usuario) {
  const suyas = (await recibidos()).filter((una) => una.usuario === usuario);
  return Promise.all(suyas.map(filaRecibida));
}

// What is here of whoever is signed in, or used the phone last; of others, only that it waits for them.
async function pintar() {
  const quien = DE_QUIEN || (await leerDatos().catch(() => null))?.usuario;
  const guardados = await todos();
  const propios = guardados.filter(({ usuario }) => !usuario || usuario === quien);
  const ajenos = guardados.length - propios.length;
  const recibidas = await filasRecibidas(quien);
  const filas = await Promise.all(propios.map(fila));
  await sinPulsar();
  const [titulo, texto] = titular(propios, ajenos);
  $("recibidas").replaceChildren(...recibidas);
  $("seccion-recibidas").hidden = !recibidas.length;
  lista.replaceChildren(...filas);
  lista.querySelectorAll("[data-descartar-borrador]").forEach((boton) => {
    if (porDescartar.has(boton.dataset.uuid)) boton.textContent = SEGURO;
  });
  decir(titulo, texto);
  $("seccion").hidden = !propios.length;
  $("probar").hidden = !propios.some((b) => b.estado === ESTADOS.POR_ENVIAR) || estado === "enviando";
  $("cuidado").hidden = !guardados.length;
  document.querySelectorAll("[data-cuando]").forEach((nodo) => { nodo.hidden = nodo.dataset.cuando !== estado; });
}

function decir(titulo, texto) {
  $("acuse").hidden = false;
  $("titulo").textContent = titulo;
  $("texto").textContent = texto;
}

function titular(propios, ajenos) {
  if (!propios.length && ajenos) return ["Hay algo de otra persona", "Se enviará cuando entre con su enlace."];
  if (!propios.length) return ["Nada por enviar", estado === "sin-senal" ? TODO_LLEGO + LO_DEMAS : TODO_LLEGO];
  if (propios.every((b) => b.estado === ESTADOS.BORRADOR)) return ["Quedó a medias", "Ábrela, termínala y guárdala."];
  const conFotosEnCamino = propios.some((b) => b.actividad && !b.corregir) && !["sin-sesion", "sin-permiso"].includes(estado);
  return conFotosEnCamino ? FOTOS_EN_CAMINO : TITULOS[estado];
}

let pintando = Promise.resolve();
function repintar() {
  pintando = pintando.then(() => {
    vistas.forEach((direccion) => URL.revokeObjectURL(direccion));
    vistas = [];
    return pintar();
  }).catch(() => decir("Este navegador no guarda actividades", "Cada una se envía al guardarla, con señal."));
  return pintando;
}

document.addEventListener("cola", ({ detail }) => {
  estado = segunLaSenal(detail.estado);
  repintar();
});
$("probar").addEventListener("click", probar);

// Discarding asks in place: the first press changes the words, the second does it.
lista.addEventListener("click", async ({ target }) => {
  const boton = target.closest("[data-descartar-borrador]");
  if (!boton) return;
  if (!porDescartar.has(boton.dataset.uuid)) {
    porDescartar.add(boton.dataset.uuid);
    boton.textContent = SEGURO;
    return;
  }
  await borrar(boton.dataset.uuid);
  await repintar();
});

addEventListener("offline", () => { estado = "sin-senal"; repintar(); });
repintar();
