// Behaviour shared by every page. Everything is delegated from the document, so that what htmx
// brings later works too. Nothing here is needed to read a page or to send a form.

import { sinPulsar } from "./pulso.js";

const $ = (selector, raiz = document) => raiz.querySelector(selector);

// Drawers and dialogs: data-abre="id" opens, data-cierra closes, so does a press beside them.
function abrir(dialogo) {
  if (!dialogo.open) dialogo.showModal();
}

document.addEventListener("click", (evento) => {
  const abre = evento.target.closest("[data-abre]");
  const dialogo = abre && document.getElementById(abre.dataset.abre);
  if (dialogo) {
    evento.preventDefault();
    abrir(dialogo);
    return;
  }
  if (evento.target.closest("dialog [data-cierra]")) {
    evento.preventDefault();
    evento.target.closest("dialog").close();
  } else if (evento.target instanceof HTMLDialogElement) {
    evento.target.close();
  }
});

// A photo marked data-amplia is seen large here; a press that asks for another tab is left to the browser.
document.addEventListener("click", async (evento) => {
  const enlace = evento.target.closest("a[data-amplia]");
  if (!enlace || evento.button || evento.ctrlKey || evento.metaKey || evento.shiftKey) return;
  evento.preventDefault();
  try {
    const { ampliar } = await import("./visor.js");
    ampliar(enlace);
  } catch {
    location.assign(enlace.href);
  }
});

// Messages: closing one gives the focus back to the page.
document.addEventListener("click", (evento) => {
  const boton = evento.target.closest("[data-descartar]");
  if (!boton) return;
  boton.closest(".aviso").remove();
  $("#principal")?.focus({ preventScroll: true });
});

// Confirmation: the button or form that carries data-confirmar asks before it sends.
let porConfirmar = null;

function pedirConfirmacion(origen, formulario, boton) {
  const dialogo = $("#confirmar");
  const { confirmar, confirmarDetalle = "", confirmarBoton = "Continuar" } = origen.dataset;
  $("#confirmar-titulo").textContent = confirmar;
  $("#confirmar-detalle").textContent = confirmarDetalle;
  const si = $("[data-confirmar-si]");
  si.textContent = confirmarBoton;
  // Red warns of what takes something away: a main action, or one that says data-confirmar-calma, does not.
  const corriente = (boton ?? origen).classList.contains("btn-primary") || "confirmarCalma" in origen.dataset;
  si.classList.toggle("btn-primary", corriente);
  si.classList.toggle("btn-peligro", !corriente);
  porConfirmar = { formulario, boton };
  abrir(dialogo);
}

// About what is marked, nothing is asked while nothing is: the server says so.
const tieneQue = (formulario, { dataset }) => !dataset.confirmarMarcadas || formulario.querySelector(`[name="${dataset.confirmarMarcadas}"]:checked`);

document.addEventListener("click", (evento) => {
  if (!evento.target.closest("[data-confirmar-si]") || !porConfirmar) return;
  const { formulario, boton } = porConfirmar;
  porConfirmar = null;
  $("#confirmar").close();
  formulario.dataset.confirmado = "si";
  formulario.requestSubmit(boton ?? undefined);
});

// One send per press: the button says that it is busy and a second press does nothing.
// A form that downloads a file, and so stays on its page, says data-descarga.
function marcarEnviando(formulario, boton) {
  formulario.dataset.enviando = "si";
  boton?.setAttribute("aria-busy", "true");
}

function soltar(formulario) {
  delete formulario.dataset.enviando;
  delete formulario.dataset.confirmado;
  formulario.querySelectorAll("[aria-busy]").forEach((boton) => boton.removeAttribute("aria-busy"));
}

document.addEventListener("submit", (evento) => {
  const formulario = evento.target;
  const boton = evento.submitter;
  const origen = boton?.dataset.confirmar ? boton : formulario;
  const porPreguntar = origen.dataset.confirmar && !formulario.dataset.confirmado && $("#confirmar") && tieneQue(formulario, origen);
  if (!formulario.dataset.enviando && !porPreguntar) return;
  evento.preventDefault();
  evento.stopImmediatePropagation();
  if (porPreguntar) pedirConfirmacion(origen, formulario, boton);
}, true);

// In the bubbling phase: a form that its own screen sends by other means is not marked.
document.addEventListener("submit", (evento) => {
  const { target: formulario, submitter: boton } = evento;
  if (evento.defaultPrevented || "descarga" in formulario.dataset || formulario.method !== "post") return;
  marcarEnviando(formulario, boton);
});

addEventListener("pageshow", () => document.querySelectorAll("form[data-enviando]").forEach(soltar));
document.addEventListener("htmx:afterRequest", (evento) => {
  // A piece inside a form that asks for something of its own says nothing about its sending.
  if (evento.target instanceof HTMLFormElement) soltar(evento.target);
});

// What htmx brings waits until nobody is pressing.
document.addEventListener("htmx:beforeSend", ({ detail: { xhr } }) => {
  const { onload } = xhr;
  xhr.onload = () => sinPulsar().then(onload);
});

// Counter: data-paso adds, data-valor sets; both stay within the field's min and max.
function poner(campo, numero) {
  const minimo = campo.min === "" ? 0 : Number(campo.min);
  const maximo = campo.max === "" ? Infinity : Number(campo.max);
  campo.value = Math.min(maximo, Math.max(minimo, numero));
  campo.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("click", (evento) => {
  const boton = evento.target.closest("[data-paso], [data-valor]");
  const campo = boton?.closest("[data-contador]")?.querySelector("input");
  if (!campo) return;
  const { paso, valor } = boton.dataset;
  poner(campo, valor === undefined ? (Number(campo.value) || 0) + Number(paso) : Number(valor));
});

// Chosen files: the big label says which ones.
document.addEventListener("change", (evento) => {
  const etiqueta = evento.target.closest?.(".agregar-foto");
  const aviso = etiqueta && $("[data-elegido]", etiqueta);
  if (!aviso) return;
  const nombres = [...evento.target.files].map((archivo) => archivo.name);
  aviso.textContent = nombres.length > 2 ? `${nombres.length} archivos elegidos` : nombres.join(", ");
});

// The error summary, or the heading of a step that htmx brought, receives the focus: it is read first.
$("[data-enfocar]")?.focus();
document.addEventListener("htmx:afterSwap", (evento) => $("[data-enfocar]", evento.target)?.focus());

// A row of filters that does not fit the screen is moved to where the one in force is seen.
function mostrarElegidos() {
  document.querySelectorAll(".chips-filtro > [aria-current]").forEach((chip) => {
    const fila = chip.parentElement;
    fila.scrollLeft = chip.offsetLeft - (fila.clientWidth - chip.offsetWidth) / 2;
  });
}

mostrarElegidos();
document.addEventListener("htmx:afterSwap", mostrarElegidos);
