// The leader's form. What is typed is kept on the phone from the first keystroke, photos included, and sent
// from there: neither an error, nor a lost connection, nor a closed page loses anything. Without this file
// the same form is sent the plain way.

import { ESTADOS, SinEspacio, borrar, fotosDe, guardarFoto, hoy, leer, leerDatos, poner, quitarFoto, todos } from "./borradores.js";
import { OtraCuenta, SinPermiso, SinSenal, SinSesion, enviarBorrador, pedirDatos } from "./cola.js";
import { enviarSinGuardar } from "./envio.js";
import { conectar, cuantas as cuantasFotos, elegir, identificador, listas, marcarRechazada, reponer, vaciar } from "./fotos_elegidas.js";
import { llenarDonde, mostrarDia, mostrarLista, ponerCampos, primeraQueFalta, quitarError, traerPartes } from "./anotar_pantalla.js";
import { DE_QUIEN, pedirTurno } from "./telefono.js";

const formulario = document.querySelector("[data-anotar]");
const aviso = document.querySelector("[data-anotar-aviso]");
const entrar = document.querySelector("[data-anotar-entrar]");
const corregir = document.querySelector("[data-anotar-corregir]");
const POR_ENVIAR = "/actividades/por-enviar/";
const RETRASO = 250;
const REINTENTO = 60_000;

const direccion = new URLSearchParams(location.search);
let uuid = formulario.elements.clave_idempotencia.value || direccion.get("programada") || identificador();
let usuario = DE_QUIEN || null;
let seGuarda = true; // false once the phone refused to keep something
let guardada = false; // whether it lies on the phone
let advertencia = ""; // said whenever there is nothing else to say
let creado = Date.now();

function decir(texto, tono = "") {
  entrar.hidden = corregir.hidden = true;
  aviso.textContent = texto || advertencia;
  aviso.dataset.tono = texto ? tono : "alerta";
}

// The activity arrived with other words than these, which stay here: the way to the ones that stand.
function decirQueDifiere({ problema, corregir: direccionDeLaQueLlego }) {
  decir(problema, "alerta");
  corregir.querySelector("a").href = direccionDeLaQueLlego;
  corregir.hidden = false;
}

const cuantas = (n) => (n === 1 ? "1 foto" : `${n} fotos`);

// Keeping ------------------------------------------------------------------------------------------

// What was typed; `boton` answers «¿ya está anotada?».
function campos(boton) {
  const datos = new FormData(formulario);
  const { comite, fecha, tipo = "", participantes, resultado } = Object.fromEntries(datos);
  const parecida = boton?.name === "parecida" ? boton.value : "";
  return { comite, fecha, tipo, participantes, resultado, parecida, cumplidos: datos.getAll("cumplidos") };
}

function resumen() {
  const elegido = formulario.querySelector("[name=tipo]:checked");
  return elegido ? formulario.querySelector(`label[for="${elegido.id}"]`).textContent.trim() : "";
}

// Nothing said: neither an answer, nor another day, nor a photo. Its committee alone is nothing to keep.
function estaVacia() {
  const { fecha, tipo, participantes, resultado } = campos();
  const otroDia = fecha && fecha !== formulario.elements.fecha.max;
  return !(otroDia || tipo || participantes || resultado.trim() || cuantasFotos());
}

// What was emptied again does not wait on the phone.
async function soltarLaVacia() {
  if (!guardada || !estaVacia()) return;
  guardada = false;
  await borrar(uuid).catch(noSeGuarda);
  history.replaceState(null, "", location.pathname);
}

async function conservar(estado, boton) {
  if (!seGuarda) return false;
  if (estado === ESTADOS.BORRADOR && estaVacia()) {
    await soltarLaVacia();
    return false;
  }
  try {
    const cambios = { estado, campos: campos(boton), tipo: resumen(), problema: "" };
    const nuevo = { uuid, creado, llegadas: [] };
    await poner(uuid, nuevo, (previo) => ({ ...previo, usuario: previo.usuario ?? usuario, ...cambios }));
    if (!guardada) navigator.storage?.persist?.().catch(() => {});
    guardada = true;
    history.replaceState(null, "", `?borrador=${uuid}`);
    return true;
  } catch (error) {
    noSeGuarda(error);
    return false;
  }
}

function noSeGuarda(error) {
  seGuarda = false;
  const motivo = error instanceof SinEspacio ? "Tu teléfono no tiene espacio para guardarla" : "Este navegador no la guarda";
  advertencia = `${motivo}: no cierres esta pantalla hasta ver «Recibido».`;
  decir("");
}

conectar({
  lista: async (foto) => {
    if (await conservar(ESTADOS.BORRADOR)) await guardarFoto(filaDe(foto)).catch(noSeGuarda);
  },
  quita: ({ uuid: suya }) => quitarFoto(suya).then(soltarLaVacia).catch(() => {}),
});

function filaDe({ uuid: suya, archivo, huella }, orden = 0) {
  return { uuid: suya, borrador: uuid, orden: Date.now() + orden, archivo, nombre: archivo.name, huella };
}

// The browser may have emptied its store while this page was open: what it shows is kept anew.
async function conservarTodo(boton, fotos) {
  if (!(await conservar(ESTADOS.POR_ENVIAR, boton))) return false;
  try {
    const estan = new Set((await fotosDe(uuid)).map((foto) => foto.uuid));
    const faltan = fotos.filter((foto) => !estan.has(foto.uuid));
    for (const [orden, foto] of faltan.entries()) await guardarFoto(filaDe(foto, orden));
  } catch (error) {
    noSeGuarda(error);
  }
  return seGuarda;
}

// What is typed while it is being sent is kept at once, to be sent too.
let pausa = null;
formulario.addEventListener("input", ({ target }) => {
  if (target.name === "fecha") mostrarDia();
  if (target.name === "tipo") mostrarLista();
  if (target.matches("[data-fotos-elegir]")) return;
  if (target.value && quitarError(target.name)) decir("");
  clearTimeout(pausa);
  if (formulario.dataset.enviando) conservar(ESTADOS.POR_ENVIAR, botonDelEnvio);
  else pausa = setTimeout(() => conservar(ESTADOS.BORRADOR), RETRASO);
});
formulario.addEventListener("change", ({ target }) => {
  if (target.matches("[data-fotos-elegir]")) elegir(target, decir);
});

// Sending ------------------------------------------------------------------------------------------

let botonDelEnvio = null;

function ocupar(boton) {
  botonDelEnvio = boton;
  formulario.dataset.enviando = "si";
  boton?.setAttribute("aria-busy", "true");
}

function soltar(boton) {
  delete formulario.dataset.enviando;
  boton?.removeAttribute("aria-busy");
}

formulario.addEventListener("submit", async (evento) => {
  evento.preventDefault();
  const falta = primeraQueFalta();
  if (falta) {
    decir(falta, "alerta");
    return;
  }
  const boton = evento.submitter;
  ocupar(boton);
  clearTimeout(pausa);
  decir("Preparando las fotos…");
  const fotos = await listas();
  decir(fotos.length ? `Enviando tu actividad con ${cuantas(fotos.length)}…` : "Enviando tu actividad…");
  try {
    if (await conservarTodo(boton, fotos)) resolver(await enviarBorrador(uuid, { alAvanzar }));
    else resolver(await enviarDeLaPagina(boton, fotos));
  } catch (error) {
    await explicar(error, boton, fotos.length);
  } finally {
    soltar(boton);
  }
});

// The phone kept only part of it, or nothing: the page sends it, and what was kept goes.
async function enviarDeLaPagina(boton, fotos) {
  const respuesta = await enviarSinGuardar(formulario, boton, fotos);
  if (respuesta.recibo) await borrar(uuid).catch(() => {});
  return respuesta;
}

function alAvanzar(llegaron, total) {
  if (total) decir(`${llegaron} de ${cuantas(total)} ${llegaron === 1 ? "llegó" : "llegaron"}…`);
}

// Done only when the server lists every photo: until then they stay here.
function resolver(respuesta) {
  const { recibo, pagina, rechazadas, corregir: laQueLlego } = respuesta ?? {};
  if (laQueLlego) {
    decirQueDifiere(respuesta);
  } else if (recibo) {
    decir("Recibido.");
    conectar({ lista: async () => {}, quita: async () => {} });
    vaciar();
    location.replace(recibo);
  } else if (pagina) {
    traerPartes(new DOMParser().parseFromString(pagina, "text/html"));
    decir("");
  } else if (rechazadas) {
    decir(`La actividad ya está guardada. ${rechazadas[0].rechazo ?? "Una foto no llegó."} Quita la foto marcada y vuelve a guardar.`, "alerta");
    marcarRechazadas();
  } else {
    location.replace(POR_ENVIAR);
  }
}

async function marcarRechazadas() {
  const guardadas = await fotosDe(uuid);
  document.querySelectorAll("[data-fotos-lista] li").forEach((fila, n) => {
    if (guardadas[n]?.rechazo) marcarRechazada(fila, guardadas[n].rechazo);
  });
  document.querySelector(".rechazada")?.scrollIntoView({ block: "center" });
}

let reintento = null;

async function explicar(error, boton, n) {
  const queda = n ? `Lo que anotaste y ${n === 1 ? "tu foto" : `tus ${cuantas(n)}`} siguen aquí.` : "Lo que anotaste sigue aquí.";
  if (error instanceof SinSenal && seGuarda && navigator.serviceWorker?.controller) {
    await pedirTurno();
    location.assign(POR_ENVIAR);
  } else if (error instanceof SinSenal) {
    decir(`No hay señal. ${queda} Deja esta pantalla abierta: se enviará cuando vuelva.`, "alerta");
    clearTimeout(reintento);
    reintento = setTimeout(() => formulario.requestSubmit(boton?.isConnected ? boton : undefined), REINTENTO);
  } else if (error instanceof SinSesion) {
    decir(`Tu sesión se cerró. ${queda} Entra otra vez y se enviará.`, "alerta");
    entrar.hidden = false;
  } else if (error instanceof SinPermiso) {
    decir(`Tu cuenta no tiene un comité activo para anotar. ${queda} Avisa a tu municipalidad; cuando lo arregle, vuelve a guardar.`, "alerta");
  } else if (error instanceof OtraCuenta) {
    decir(`En este teléfono entró otra persona. ${queda} Se enviará cuando entres con tu enlace.`, "alerta");
  } else {
    decir(`No se pudo guardar. ${queda} Vuelve a tocar «Guardar actividad» en un momento.`, "alerta");
  }
}

addEventListener("online", () => {
  if (reintento === null || formulario.dataset.enviando) return;
  clearTimeout(reintento);
  reintento = null;
  formulario.requestSubmit();
});

// Leaving with photos that the phone does not keep asks first: they live only on this page.
addEventListener("beforeunload", (evento) => {
  if (!seGuarda && document.querySelector("[data-fotos-lista] li")) evento.preventDefault();
});

// Coming back to a page whose activity has left the phone begins another one.
addEventListener("pageshow", async ({ persisted }) => {
  if (persisted && guardada && !(await leer(uuid).catch(() => true))) location.replace(location.pathname);
});

// Opening ------------------------------------------------------------------------------------------

async function llenar() {
  mostrarLista();
  const guardados = await leerDatos().catch(() => null);
  if (formulario.dataset.anotar === "armazon" && guardados) llenarDonde(guardados, hoy(guardados));
  usuario ??= guardados?.usuario ?? null;
  creado += guardados?.desfase ?? 0;
  const pedido = direccion.get("borrador") ?? direccion.get("programada");
  const borrador = pedido && (await leer(pedido).catch(() => null));
  if (borrador && (borrador.usuario ?? usuario) === usuario) await seguir(borrador);
  else if (!pedido) await ofrecerElQueQuedo().catch(() => {});
  pedirDatos().then(comprobar).catch(() => {});
}

// The frame was filled for whoever used the phone before: fill it anew, unless something was typed.
function comprobar(datos) {
  if (usuario && datos.usuario !== usuario && !DE_QUIEN && !guardada) location.reload();
  usuario ??= datos.usuario;
}

async function seguir(borrador) {
  [uuid, creado, guardada] = [borrador.uuid, borrador.creado, true];
  formulario.elements.clave_idempotencia.value = uuid;
  ponerCampos(borrador.campos);
  reponer(await fotosDe(uuid));
  if (borrador.problema && borrador.corregir) decirQueDifiere(borrador);
  else if (borrador.problema) decir(borrador.problema, "alerta");
}

async function ofrecerElQueQuedo() {
  const aMedias = (await todos()).filter((b) => b.estado === ESTADOS.BORRADOR && b.usuario === usuario).at(-1);
  const oferta = document.querySelector("[data-a-medias]");
  if (!aMedias) return;
  oferta.querySelector("[data-a-medias-que]").textContent = aMedias.tipo || "Una actividad";
  oferta.querySelector("a").href = `?borrador=${aMedias.uuid}`;
  oferta.hidden = false;
}

// With a poor signal, photos may be chosen before this file arrives.
for (const campo of formulario.querySelectorAll("[data-fotos-elegir]")) {
  if (campo.files.length) elegir(campo, decir);
}
llenar();
