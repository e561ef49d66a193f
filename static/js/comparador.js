// Before and after, one over the other. Without this script both photos stand side by side.
// The range input does all the work: arrows, Home, End, a finger and the mouse are the browser's own.

for (const figura of document.querySelectorAll("[data-comparador]")) {
  const mando = figura.querySelector("[data-mando]");
  const campo = mando.querySelector("input");
  const poner = () => {
    figura.style.setProperty("--corte", `${campo.value}%`);
    campo.setAttribute("aria-valuetext", `Se ve ${campo.value} % del antes y ${100 - campo.value} % del después`);
  };
  campo.addEventListener("input", poner);
  poner();
  figura.classList.add("comparador--activo");
  mando.hidden = false;
}
