// How the leader's form shows what it has: where and when, what was typed before, what the server answers.

const formulario = document.querySelector("[data-anotar]");
const ficha = document.querySelector("[data-donde]");

// Where and when: the card always says what will be sent.
export function mostrarDia() {
  ficha.querySelector("[data-dia]").textContent = contarDia();
}

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

function mostrarLugar() {
  const elegido = ficha.querySelector("[data-comite]")?.selectedOptions[0];
  if (elegido) ficha.querySelector("[data-lugar]").textContent = elegido.dataset.espacio ?? elegido.textContent;
}

ficha.querySelector("[data-comite]")?.addEventListener("change", mostrarLugar);

// Of the checklists, only the one of what was chosen; the ticks of the others do not travel.
export function mostrarLista() {
  const elegido = formulario.querySelector("[name=tipo]:checked")?.value;
  formulario.querySelectorAll("[data-lista]").forEach((lista) => {
    lista.hidden = lista.dataset.lista !== elegido;
    lista.disabled = lista.hidden;
  });
}

// Fill a frame that came from the phone itself with its leader's committees and today.
export function llenarDonde({ comites }, hoy) {
  const lista = ficha.querySelector("[data-comite]");
  for (const { id, nombre, espacio } of comites) {
    const opcion = new Option(nombre, id, false, comites.length === 1);
    opcion.dataset.espacio = espacio;
    lista.append(opcion);
  }
  ficha.open = comites.length > 1;
  formulario.elements.fecha.max = formulario.elements.fecha.value = hoy;
  mostrarLugar();
  mostrarDia();
}

// Put back what was typed before.
export function ponerCampos(campos) {
  const { cumplidos = [], ...sueltos } = campos;
  formulario.querySelectorAll("[name=cumplidos]").forEach((casilla) => {
    casilla.checked = cumplidos.includes(casilla.value);
  });
  for (const [nombre, valor] of Object.entries(sueltos)) {
    const opcion = formulario.querySelector(`[type=radio][name="${nombre}"][value="${CSS.escape(valor)}"]`);
    if (opcion) {
      opcion.checked = true;
      opcion.closest("details")?.setAttribute("open", "");
    } else if (formulario.elements[nombre] && nombre !== "tipo" && nombre !== "parecida") {
      formulario.elements[nombre].value = valor;
    }
  }
  mostrarLugar();
  mostrarDia();
  mostrarLista();
}

// Say beside each question that needs an answer what is wrong with it, as the server would, without asking it.
// The first of them gets the focus and its words are returned; with nothing wrong, an empty text.
export function primeraQueFalta() {
  const faltan = [...formulario.querySelectorAll("[data-si-falta]")].filter((campo) => motivoDe(campo));
  faltan.forEach(marcar);
  if (!faltan.length) return "";
  if (faltan.some((campo) => ficha.contains(campo))) ficha.open = true;
  (faltan[0].querySelector("select, input:not([type=radio])") ?? faltan[0]).focus();
  faltan[0].scrollIntoView({ block: "start" });
  return motivoDe(faltan[0]);
}

// Bounds are told here only without signal: the server, where it answers, says more of them.
function motivoDe(campo) {
  const control = formulario.elements[campo.dataset.campo];
  const { siFalta, siEsPoco = "", siEsMucho = "" } = campo.dataset;
  // A frame that was never filled has no committees to choose from: it is asked for once there is signal.
  if (!control.value) return control.options?.length === 1 ? "" : siFalta;
  if (navigator.onLine) return "";
  return (control.validity?.rangeUnderflow && siEsPoco) || (control.validity?.rangeOverflow && siEsMucho) || "";
}

function marcar(campo) {
  const error = document.importNode(formulario.querySelector("[data-molde-error]").content, true);
  error.querySelector("[data-error-texto]").textContent = motivoDe(campo);
  campo.querySelector(`[data-region="error-${campo.dataset.campo}"]`).replaceChildren(error);
  campo.classList.add("campo--error");
}

// Once answered, a question no longer says that something is wrong with it. Whether it did is returned.
export function quitarError(nombre) {
  const campo = formulario.querySelector(`[data-campo="${nombre}"].campo--error`);
  campo?.querySelector("[data-region]").replaceChildren();
  campo?.classList.remove("campo--error");
  return Boolean(campo);
}

// Bring from the server's page the parts that say what to correct or decide.
export function traerPartes(pagina) {
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
