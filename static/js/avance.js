// The form of progress: each answer shows its own fields. Without this file all of them are shown.

const PEDIDOS = {
  "en-curso": ["avance", "texto", "fotos"],
  cumplida: ["fecha", "texto", "fotos"],
  reprogramada: ["plazo", "texto"],
};

const formulario = document.querySelector("[data-avance] form");

function mostrar() {
  const elegido = formulario.elements.estado.value;
  for (const nombre of ["avance", "fecha", "plazo", "texto", "fotos"]) {
    const campo = document.getElementById(`div_id_${nombre}`);
    if (campo) campo.hidden = !(PEDIDOS[elegido] ?? []).includes(nombre);
  }
}

formulario.addEventListener("change", mostrar);
addEventListener("pageshow", mostrar);
mostrar();
