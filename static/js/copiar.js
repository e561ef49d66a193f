// Copy buttons: data-copiar="id" copies that field's text; data-copiado beside it says so,
// in the words of data-si-falla when the browser refuses.

async function copiar(campo) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(campo.value);
    return;
  }
  campo.select(); // an address without HTTPS has no clipboard: the older way still works
  document.execCommand("copy");
}

document.addEventListener("click", async (evento) => {
  const boton = evento.target.closest("[data-copiar]");
  if (!boton) return;
  const campo = document.getElementById(boton.dataset.copiar);
  const aviso = boton.parentElement.querySelector("[data-copiado]");
  try {
    await copiar(campo);
    aviso.textContent = "Copiado";
  } catch {
    campo.select();
    aviso.textContent = boton.dataset.siFalla ?? "Selecciónelo y cópielo";
  }
});

// Without this script a copy button would do nothing: such ones come hidden.
document.querySelectorAll("[data-copiar][hidden]").forEach((boton) => { boton.hidden = false; });
