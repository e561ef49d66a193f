// Photos seen large without leaving the page: a link marked data-amplia, alone or among those of its group
// (data-galeria, or its list). Without this file each one is a plain link to the large photo.

let grupo = [];
let puesto = 0;
let abierta = null;

function crear(etiqueta, clase, texto = "", atributos = {}) {
  const elemento = document.createElement(etiqueta);
  elemento.className = clase;
  elemento.textContent = texto;
  for (const [nombre, valor] of Object.entries(atributos)) elemento.setAttribute(nombre, valor);
  return elemento;
}

function armar() {
  const dialogo = crear("dialog", "visor", "", { id: "visor", "aria-label": "Foto ampliada" });
  const figura = crear("figure", "visor-figura");
  figura.append(crear("img", "visor-foto", "", { alt: "" }), crear("figcaption", "visor-texto"));
  const barra = crear("div", "visor-barra");
  barra.append(
    crear("button", "btn btn-secundario", "Anterior", { type: "button", "data-visor": "-1" }),
    crear("p", "visor-cuenta", "", { role: "status" }),
    crear("button", "btn btn-secundario", "Siguiente", { type: "button", "data-visor": "1" }),
    crear("button", "btn btn-primary", "Cerrar", { type: "button", "data-cierra": "" }),
  );
  dialogo.append(figura, barra);
  dialogo.addEventListener("click", (evento) => {
    const boton = evento.target.closest("[data-visor]");
    if (boton) mover(Number(boton.dataset.visor));
  });
  dialogo.addEventListener("keydown", (evento) => {
    if (evento.key === "ArrowLeft") mover(-1);
    if (evento.key === "ArrowRight") mover(1);
  });
  dialogo.addEventListener("close", () => abierta?.focus());
  document.body.append(dialogo);
  return dialogo;
}

function mover(paso) {
  if (grupo.length < 2) return;
  puesto = (puesto + paso + grupo.length) % grupo.length;
  mostrar();
}

function mostrar() {
  const dialogo = document.getElementById("visor");
  const enlace = grupo[puesto];
  const alt = enlace.querySelector("img")?.alt ?? "";
  const foto = dialogo.querySelector(".visor-foto");
  foto.src = enlace.href;
  foto.alt = alt;
  dialogo.querySelector(".visor-texto").textContent = alt;
  dialogo.querySelector(".visor-cuenta").textContent = grupo.length > 1 ? `${puesto + 1} de ${grupo.length}` : "";
  for (const boton of dialogo.querySelectorAll("[data-visor]")) boton.hidden = grupo.length < 2;
}

export function ampliar(enlace) {
  const dialogo = document.getElementById("visor") ?? armar();
  const donde = enlace.closest("[data-galeria], ul, ol");
  grupo = donde ? [...donde.querySelectorAll("a[data-amplia]")] : [enlace];
  puesto = grupo.indexOf(enlace);
  abierta = enlace;
  mostrar();
  dialogo.showModal();
  dialogo.querySelector("[data-cierra]").focus();
}
