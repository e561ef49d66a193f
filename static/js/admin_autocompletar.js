// Names the admin's autocompletes: select2 draws a box of its own that the field's label does not reach.
(() => {
  "use strict";

  function nombrar(caja) {
    const lista = caja.closest(".select2-container")?.previousElementSibling;
    const rotulo = lista?.id && document.querySelector(`label[for="${CSS.escape(lista.id)}"]`);
    if (!rotulo) return;
    rotulo.id = `rotulo_${lista.id}`;
    for (const parte of [caja, caja.querySelector("[role=textbox]")]) {
      if (parte) parte.setAttribute("aria-labelledby", rotulo.id);
    }
  }

  const nombrarTodas = () =>
    document.querySelectorAll(".select2-selection:not([aria-labelledby^=rotulo])").forEach(nombrar);
  // The boxes are drawn after the page, and again for every row that is added.
  window.addEventListener("DOMContentLoaded", () => {
    new MutationObserver(nombrarTodas).observe(document.body, { childList: true, subtree: true });
  });
})();
