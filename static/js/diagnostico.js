// The field form of a diagnosis: sums as one types, and a draft that saves itself. Without this file
// the form works all the same: «Guardar» saves it.

import { sinPulsar } from "./pulso.js";

const ESPERA = 3_000;
const REINTENTO = 15_000;

const formulario = document.querySelector("[data-diagnostico]");

// Sums: each output adds the fields it names; the one of the survey warns while it is small.
function sumar() {
  for (const salida of formulario.querySelectorAll("output[data-suma]")) {
    const nombres = salida.dataset.suma.split(" ");
    const total = nombres.reduce((suma, n) => suma + Math.max(0, Number(formulario.elements[n].value) || 0), 0);
    salida.textContent = String(total);
    if (salida.dataset.minimo) {
      formulario.querySelector("[data-pocas]").hidden = total === 0 || total >= Number(salida.dataset.minimo);
    }
  }
}

// Saving by itself: one request at a time, a few seconds after the last change.
const estado = formulario.querySelector("[data-estado-guardado]");
const aviso = formulario.querySelector("[data-aviso-guardado]");
let reloj = 0;
let guardando = null;
let pendiente = false;
let detenido = !formulario.dataset.autoguardar;

function programar(espera = ESPERA) {
  if (detenido) return;
  pendiente = true;
  clearTimeout(reloj);
  reloj = setTimeout(guardar, espera);
}

async function guardar() {
  if (guardando || detenido) return;
  pendiente = false;
  guardando = pedir();
  await guardando;
  guardando = null;
  if (pendiente) programar();
}

async function pedir() {
  const datos = new FormData(formulario);
  datos.delete("clave_idempotencia");
  estado.textContent = "Guardando…";
  try {
    const respuesta = await fetch(formulario.dataset.autoguardar, { method: "POST", body: datos }).finally(sinPulsar);
    const esJson = respuesta.headers.get("Content-Type")?.startsWith("application/json");
    if (respuesta.redirected || !esJson) return await volverAIntentar();
    const { version, texto, visto } = await respuesta.json();
    if (!respuesta.ok) return detener(texto);
    formulario.elements.version.value = version;
    if (visto) formulario.elements.visto.value = visto;
    estado.textContent = texto;
  } catch {
    estado.textContent = "Sin señal. Lo escrito sigue aquí; se guardará cuando vuelva.";
    programar(REINTENTO);
  }
}

// Signing in again, in another tab, changes the form's seal: take the new one and go on.
async function volverAIntentar() {
  const respuesta = await fetch(location.href);
  const pagina = new DOMParser().parseFromString(await respuesta.text(), "text/html");
  const sello = !respuesta.redirected && pagina.querySelector("[data-diagnostico] [name=csrfmiddlewaretoken]");
  if (sello) formulario.elements.csrfmiddlewaretoken.value = sello.value;
  estado.textContent = sello
    ? "No se pudo guardar. Lo escrito sigue aquí; se intentará de nuevo."
    : "Su sesión terminó. Ingrese de nuevo en otra pestaña: lo escrito sigue aquí y se guardará.";
  programar(sello ? ESPERA : REINTENTO);
}

function detener(texto) {
  detenido = true;
  estado.textContent = "Lo escrito sigue aquí."; // that it was not saved, the notice says
  aviso.querySelector("p").textContent = texto;
  aviso.setAttribute("role", "alert");
  aviso.hidden = false;
}

formulario.addEventListener("input", () => {
  sumar();
  programar();
});
addEventListener("online", () => pendiente && programar(0));

// A form that is sent while a save is on its way waits for it: otherwise it would carry an old version.
formulario.addEventListener("submit", async (evento) => {
  clearTimeout(reloj);
  pendiente = false;
  if (!guardando) {
    detenido = true;
    return;
  }
  evento.preventDefault();
  evento.stopPropagation();
  const boton = evento.submitter;
  await guardando;
  formulario.requestSubmit(boton);
});

// A link that leaves the form for another page of the same diagnosis keeps what was typed first.
document.addEventListener("click", async (evento) => {
  const enlace = evento.target.closest("a[data-guardar-antes]");
  if (!enlace || (!pendiente && !guardando)) return;
  evento.preventDefault();
  clearTimeout(reloj);
  if (guardando) await guardando;
  if (pendiente) await guardar();
  if (!detenido && !pendiente) location.assign(enlace.href);
});

addEventListener("pageshow", (evento) => (evento.persisted ? location.reload() : sumar()));
sumar();

// What was answered before this file came, on a slow phone, is saved too.
function cambiado(campo) {
  if (campo.matches("[type=checkbox], [type=radio]")) return campo.checked !== campo.defaultChecked;
  return campo.matches("input:not([type=file]), textarea") && campo.value !== campo.defaultValue;
}

if ([...formulario.elements].some(cambiado)) programar();
