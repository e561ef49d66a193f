// The leader's form: photos are prepared and shown as they are chosen, and the form is sent without
// leaving the page, so that neither an error nor a lost connection loses anything. Without this file
// the same form is sent the plain way.

import { elegir, listas, vaciar } from "./fotos_elegidas.js";
import { enviar, SinSenal, SinSesion } from "./envio.js";

const formulario = document.querySelector("[data-anotar]");
const aviso = document.querySelector("[data-anotar-aviso]");
const entrar = document.querySelector("[data-anotar-entrar]");
const ficha = document.querySelector("[data-donde]");
const REINTENTO = 60_000;

function decir(texto, tono = "") {
  entrar.hidden = true;
  aviso.textContent = texto;
  aviso.dataset.tono = tono;
}

// Where and when: the card always says what will be sent.
function contarDia() {
  const { value, max } = formulario.elements.fecha;
  if (!value) return "Elige el día";
  const [anio, mes, dia] = value.split("-").map(Number);
  const hoy = value === max;
  const otroAnio = !max.startsWith(`${anio}-`);
  const texto = new Date(anio, mes - 1, dia).toLocaleDateString("es-PE", {
    ...(!hoy && { weekday: "long" }),
    day: "numeric",
    month: "long",
    ...(otroAnio && { year: "numeric" }),
  }).replace(",", "");
  return hoy ? `Hoy, ${texto}` : texto.charAt(0).toUpperCase() + texto.slice(1);
}

formulario.elements.fecha.addEventListener("input", () => {
  ficha.querySelector("[data-dia]").textContent = contarDia();
});
ficha.querySelector("[data-comite]")?.addEventListener("change", ({ target }) => {
  const elegido = target.selectedOptions[0];
  ficha.querySelector("[data-lugar]").textContent = elegido.dataset.espacio ?? elegido.textContent;
});

formulario.addEventListener("change", ({ target }) => {
  if (target.matches("[data-fotos-elegir]")) elegir(target, decir);
});
// With a poor signal, photos may be chosen before this file arrives.
for (const campo of formulario.querySelectorAll("[data-fotos-elegir]")) {
  if (campo.files.length) elegir(campo, decir);
}

// Sending.
function ocupar(boton) {
  formulario.dataset.enviando = "si";
  boton?.setAttribute("aria-busy", "true");
}

function soltar(boton) {
  delete formulario.dataset.enviando;
  boton?.removeAttribute("aria-busy");
}

formulario.addEventListener("submit", async (evento) => {
  evento.preventDefault();
  const boton = evento.submitter;
  ocupar(boton);
  decir("Preparando las fotos…");
  const fotos = await listas();
  decir(fotos.length ? `Enviando tu actividad con ${cuantas(fotos)}…` : "Enviando tu actividad…");
  try {
    resolver(await enviar(formulario, boton, fotos), fotos);
  } catch (error) {
    explicar(error, boton, fotos);
  } finally {
    soltar(boton);
  }
});

function cuantas(fotos) {
  return fotos.length === 1 ? "1 foto" : `${fotos.length} fotos`;
}

// Done only when the server lists every photo: until then they stay here.
function resolver({ recibo, llegadas, pagina }, fotos) {
  if (pagina) {
    traerPartes(pagina);
    decir("");
    return;
  }
  const faltan = fotos.filter(({ huella }) => huella && !llegadas.includes(huella)).length;
  if (faltan) {
    decir(`${fotos.length - faltan} de ${fotos.length} fotos llegaron. La actividad ya está guardada: toca «Guardar actividad» para enviar lo que falta.`, "alerta");
    return;
  }
  decir("Recibido.");
  vaciar();
  location.replace(recibo);
}

function traerPartes(pagina) {
  formulario.querySelectorAll("[data-region]").forEach((parte) => {
    const nueva = pagina.querySelector(`[data-region="${parte.dataset.region}"]`);
    if (nueva) parte.replaceChildren(...nueva.childNodes);
  });
  formulario.querySelectorAll("[data-campo]").forEach((campo) => {
    campo.classList.toggle("campo--error", Boolean(campo.querySelector(":scope .campo-error")));
  });
  if (ficha.querySelector(".campo-error")) ficha.open = true;
  const primero = formulario.querySelector("[data-enfocar]");
  primero?.focus();
  primero?.scrollIntoView({ block: "start" });
}

let reintento = null;

function explicar(error, boton, fotos) {
  const queda = fotos.length ? `Lo que anotaste y ${fotos.length === 1 ? "tu foto" : `tus ${cuantas(fotos)}`} siguen aquí.` : "Lo que anotaste sigue aquí.";
  if (error instanceof SinSenal) {
    decir(`No hay señal. ${queda} Deja esta pantalla abierta: se enviará cuando vuelva.`, "alerta");
    clearTimeout(reintento);
    reintento = setTimeout(() => formulario.requestSubmit(boton?.isConnected ? boton : undefined), REINTENTO);
  } else if (error instanceof SinSesion) {
    decir(`Tu sesión se cerró. ${queda} Entra otra vez y vuelve aquí a tocar «Guardar actividad».`, "alerta");
    entrar.hidden = false;
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

// Leaving with photos chosen asks first: they live only on this page.
addEventListener("beforeunload", (evento) => {
  if (document.querySelector("[data-fotos-lista] li")) evento.preventDefault();
});
