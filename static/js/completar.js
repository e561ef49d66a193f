// «Completar»: says, while it is typed, whether the groups fit in the total that was written down.

function decir(grupo, total) {
  const valores = [...grupo.querySelectorAll("input")].map((campo) => campo.value.trim());
  const suma = valores.reduce((llevamos, valor) => llevamos + (Number.parseInt(valor, 10) || 0), 0);
  const aviso = grupo.querySelector("[data-suma]");
  aviso.classList.toggle("pronto", suma > total);
  if (!valores.some(Boolean)) aviso.textContent = "";
  else if (suma > total) aviso.textContent = `Suman ${suma} y el total anotado es ${total}: ${suma - total} de más.`;
  else if (suma === total) aviso.textContent = `Suman ${suma}: completo.`;
  else aviso.textContent = `Suman ${suma}. Quedan ${total - suma} sin dato.`;
}

const formulario = document.querySelector("[data-completar]");
if (formulario) {
  const total = Number.parseInt(formulario.dataset.completar, 10);
  formulario.querySelectorAll("[data-grupo]").forEach((grupo) => {
    decir(grupo, total);
    grupo.addEventListener("input", () => decir(grupo, total));
  });
}
