// Rectangles over a photo. The number boxes of the form are what is sent; here they are drawn, dragged
// and moved with the keyboard. Lengths are percentages of the picture.

const raiz = document.querySelector("[data-zonas]");
const lienzo = raiz.querySelector("[data-lienzo]");
const lista = raiz.querySelector("[data-filas]");
const anuncio = raiz.querySelector("[data-anuncio]");
const maximo = Number(raiz.dataset.maximo);
const MINIMO = 1;
const molde = lista.lastElementChild.cloneNode(true);
const dibujadas = new Map(); // row of the form -> rectangle over the photo

const campos = (fila) => [...fila.querySelectorAll("input")];
const leer = (fila) => campos(fila).map((campo) => Number(campo.value.replace(",", ".")));
const entre = (valor, minimo, tope) => Math.min(tope, Math.max(minimo, valor));
const redondo = (valor) => Math.round(valor * 10) / 10;

// Write the four numbers of a row, kept inside the picture, and draw them.
function poner(fila, [izquierda, arriba, ancho, alto]) {
  const a = entre(redondo(ancho), MINIMO, 100);
  const b = entre(redondo(alto), MINIMO, 100);
  const medidas = [entre(redondo(izquierda), 0, 100 - a), entre(redondo(arriba), 0, 100 - b), a, b];
  campos(fila).forEach((campo, n) => { campo.value = redondo(medidas[n]); });
  dibujar(fila);
}

function dibujar(fila) {
  const zona = dibujadas.get(fila);
  const [izquierda, arriba, ancho, alto] = leer(fila);
  Object.assign(zona.style, { left: `${izquierda}%`, top: `${arriba}%`, width: `${ancho}%`, height: `${alto}%` });
}

function numerar() {
  [...lista.children].forEach((fila, n) => {
    fila.querySelectorAll("[data-numero]").forEach((lugar) => { lugar.textContent = n + 1; });
    dibujadas.get(fila).setAttribute("aria-label", `Rectángulo ${n + 1}`);
  });
  raiz.querySelector("[data-agregar-zona]").disabled = lista.children.length >= maximo;
}

function sumar(fila) {
  const zona = document.createElement("button");
  zona.type = "button";
  zona.className = "zona";
  zona.setAttribute("aria-describedby", "zonas-ayuda");
  zona.append(Object.assign(document.createElement("span"), { className: "zona-esquina" }));
  zona.addEventListener("keydown", (evento) => conTeclas(evento, fila));
  lienzo.append(zona);
  dibujadas.set(fila, zona);
  const quitarla = fila.querySelector("[data-quitar-zona]");
  quitarla.hidden = false;
  quitarla.addEventListener("click", () => quitar(fila));
  campos(fila).forEach((campo) => campo.addEventListener("input", () => dibujar(fila)));
  dibujar(fila);
}

function nueva(medidas) {
  if (lista.children.length >= maximo) {
    anuncio.textContent = `Caben ${maximo} rectángulos.`;
    return null;
  }
  const fila = molde.cloneNode(true);
  lista.append(fila);
  sumar(fila);
  poner(fila, medidas);
  numerar();
  anuncio.textContent = `Rectángulo ${lista.children.length} agregado.`;
  return fila;
}

function quitar(fila) {
  const otra = fila.nextElementSibling ?? fila.previousElementSibling;
  dibujadas.get(fila).remove();
  dibujadas.delete(fila);
  fila.remove();
  numerar();
  anuncio.textContent = "Rectángulo quitado.";
  (dibujadas.get(otra) ?? raiz.querySelector("[data-agregar-zona]")).focus();
}

// Keyboard: arrows move one per cent, with Shift they change the size, Delete removes.
const FLECHAS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function conTeclas(evento, fila) {
  if (evento.key === "Delete" || evento.key === "Backspace") {
    evento.preventDefault();
    quitar(fila);
    return;
  }
  const flecha = FLECHAS[evento.key];
  if (!flecha) return;
  evento.preventDefault();
  const [izquierda, arriba, ancho, alto] = leer(fila);
  const [x, y] = flecha;
  poner(fila, evento.shiftKey ? [izquierda, arriba, ancho + x, alto + y] : [izquierda + x, arriba + y, ancho, alto]);
}

// Pointer: over the photo it draws, over a rectangle it moves it, over its corner it changes the size.
function enPorcentaje(evento) {
  const caja = lienzo.getBoundingClientRect();
  return [
    entre(((evento.clientX - caja.left) / caja.width) * 100, 0, 100),
    entre(((evento.clientY - caja.top) / caja.height) * 100, 0, 100),
  ];
}

const filaDe = (zona) => [...dibujadas].find(([, suya]) => suya === zona)?.[0];
let arrastre = null;

lienzo.addEventListener("pointerdown", (evento) => {
  if (evento.button !== 0 || arrastre) return;
  const [x, y] = enPorcentaje(evento);
  const zona = evento.target.closest(".zona");
  arrastre = { x, y, fila: zona && filaDe(zona), medidas: null, mide: !zona || evento.target.matches(".zona-esquina") };
  if (zona) arrastre.medidas = leer(arrastre.fila);
  lienzo.setPointerCapture(evento.pointerId);
});

lienzo.addEventListener("pointermove", (evento) => {
  if (!arrastre) return;
  const [x, y] = enPorcentaje(evento);
  const [dx, dy] = [x - arrastre.x, y - arrastre.y];
  if (!arrastre.medidas) {
    if (Math.max(Math.abs(dx), Math.abs(dy)) < MINIMO) return; // a tap draws nothing
    arrastre.fila ??= nueva([x, y, MINIMO, MINIMO]);
    if (arrastre.fila) poner(arrastre.fila, [Math.min(x, arrastre.x), Math.min(y, arrastre.y), Math.abs(dx), Math.abs(dy)]);
    return;
  }
  const [izquierda, arriba, ancho, alto] = arrastre.medidas;
  if (arrastre.mide) poner(arrastre.fila, [izquierda, arriba, Math.min(ancho + dx, 100 - izquierda), Math.min(alto + dy, 100 - arriba)]);
  else poner(arrastre.fila, [izquierda + dx, arriba + dy, ancho, alto]);
});

for (const fin of ["pointerup", "pointercancel"]) {
  lienzo.addEventListener(fin, () => {
    if (arrastre?.fila) dibujadas.get(arrastre.fila)?.focus({ preventScroll: true });
    arrastre = null;
  });
}

// Start: the blank rows go, what they are for is the button's work now.
for (const fila of [...lista.children]) {
  if (campos(fila).some((campo) => campo.value.trim())) sumar(fila);
  else fila.remove();
}
numerar();
lienzo.classList.add("zonas-lienzo--activo");
raiz.querySelectorAll("[data-con-guion]").forEach((elemento) => { elemento.hidden = false; });
raiz.querySelectorAll("[data-sin-guion]").forEach((elemento) => { elemento.hidden = true; });
raiz.querySelector("[data-agregar-zona]").addEventListener("click", () => {
  const fila = nueva([40, 40, 20, 20]);
  if (fila) dibujadas.get(fila).focus();
});
