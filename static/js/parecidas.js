// While somebody new is typed: asks who resembles the name and the birth date, and shows it below them.
// Without this script the same question is asked when the form is sent.

import { sinPulsar } from "./pulso.js";

let pendiente = null;

async function preguntar(grupo) {
  const formulario = grupo.closest("form");
  const destino = document.getElementById("parecidas");
  const datos = new FormData(formulario);
  datos.set("revisar", "si");
  pendiente?.abort();
  pendiente = new AbortController();
  const { signal } = pendiente;
  try {
    const respuesta = await fetch(formulario.action, {
      method: "POST",
      body: datos,
      headers: { "HX-Request": "true" },
      signal,
    });
    if (!respuesta.ok) return;
    const quienes = await respuesta.text();
    await sinPulsar();
    if (!signal.aborted) destino.innerHTML = quienes;
  } catch {
    // No network, or the form was sent meanwhile: nothing is lost, the server asks again.
  }
}

document.addEventListener("change", (evento) => {
  const grupo = evento.target.closest("[data-parecidas]");
  if (grupo) preguntar(grupo);
});
document.addEventListener("submit", () => pendiente?.abort());
