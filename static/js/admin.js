// Django's admin, made readable for people who do not see it: its pickers (select2) come without a
// name and the tables of related rows with empty headers.

const NOMBRES_DE_COLUMNA = { original: "Registro" };

function nombrarSelector(lista) {
  const etiqueta = document.querySelector(`label[for="${CSS.escape(lista.id)}"]`);
  const nombre = (etiqueta ?? lista.closest("td"))?.textContent.trim().replace(/:$/, "") || lista.name;
  const caja = lista.nextElementSibling;
  caja?.querySelectorAll(".select2-selection, .select2-selection__rendered").forEach((parte) => {
    const elegido = lista.selectedOptions[0]?.textContent.trim();
    parte.setAttribute("aria-label", elegido ? `${nombre}: ${elegido}` : nombre);
    parte.removeAttribute("aria-labelledby");
  });
}

function nombrarColumna(celda) {
  const texto = document.createElement("span");
  texto.className = "visually-hidden";
  texto.textContent = NOMBRES_DE_COLUMNA[celda.className] ?? "Acciones";
  celda.append(texto);
}

function nombrarTodo() {
  document.querySelectorAll("select.select2-hidden-accessible").forEach(nombrarSelector);
  document.querySelectorAll("thead th:empty").forEach(nombrarColumna);
}

// select2 draws itself on load and again when a row is added or a value is chosen.
addEventListener("load", () => {
  nombrarTodo();
  document.addEventListener("formset:added", nombrarTodo);
  window.django?.jQuery?.(document).on("select2:select select2:unselect change", nombrarTodo);
});
