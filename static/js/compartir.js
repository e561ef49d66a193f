// A message with its picture, through the phone's own sharing sheet: data-compartir-imagen is the picture's
// address, data-texto the message. The button comes hidden: where the browser shares files it appears as the
// main one, before that of the text alone. Only the person says that it was sent.

const PRUEBA = { files: [new File([new Uint8Array(1)], "prueba.jpg", { type: "image/jpeg" })], text: "prueba" };
const leidas = new Map(); // a second tap shares at once, if reading took longer than the browser waits

async function leer(direccion) {
  if (!leidas.has(direccion)) {
    const respuesta = await fetch(direccion, { credentials: "same-origin" });
    const imagen = await respuesta.blob();
    if (!respuesta.ok || imagen.type !== "image/jpeg") throw new Error("no picture"); // or the page to sign in
    leidas.set(direccion, new File([imagen], "mensaje.jpg", { type: imagen.type }));
  }
  return leidas.get(direccion);
}

async function preparar(boton, decir) {
  boton.setAttribute("aria-busy", "true");
  decir("Preparando la imagen…");
  try {
    return await leer(boton.dataset.compartirImagen);
  } catch {
    decir("La imagen no llegó. Se puede probar otra vez o compartir solo el texto.");
    return null;
  } finally {
    boton.removeAttribute("aria-busy");
  }
}

const FALLOS = {
  AbortError: "", // the person closed the sheet
  InvalidStateError: "", // the sheet is open already
  NotAllowedError: "La imagen está lista: falta tocar otra vez.",
};

async function compartir(boton) {
  const aviso = boton.parentElement.querySelector("[data-aviso]");
  const decir = (texto) => { aviso.textContent = texto; };
  const imagen = await preparar(boton, decir);
  if (!imagen) return;
  decir("");
  try {
    await navigator.share({ files: [imagen], text: boton.dataset.texto });
  } catch (error) {
    decir(FALLOS[error.name] ?? "No se pudo compartir. La imagen se puede descargar y adjuntar en el grupo.");
  }
}

function ofrecer(boton) {
  const soloTexto = boton.parentElement.querySelector("[data-compartir-texto]");
  soloTexto.classList.replace("btn-primary", "btn-secundario");
  soloTexto.querySelector("[data-nombre]").textContent = "Compartir solo el texto";
  boton.hidden = false;
  boton.addEventListener("click", () => { if (!boton.hasAttribute("aria-busy")) compartir(boton); });
}

if (navigator.canShare?.(PRUEBA)) {
  document.querySelectorAll("[data-compartir-imagen]").forEach(ofrecer);
  document.querySelectorAll("[data-sin-archivos]").forEach((consejo) => { consejo.hidden = true; });
}
