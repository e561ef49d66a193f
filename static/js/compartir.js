// A message with its picture, through the phone's own sharing sheet: data-compartir-imagen is the picture's
// address, data-texto the message. The button comes hidden: it appears where the browser shares files.

const PRUEBA = () => new File([new Uint8Array(1)], "prueba.jpg", { type: "image/jpeg" });
const leidas = new Map(); // a second tap shares at once, if reading took longer than the browser waits

function compartible() {
  return Boolean(navigator.canShare && navigator.canShare({ files: [PRUEBA()] }));
}

async function leer(direccion) {
  if (!leidas.has(direccion)) {
    const respuesta = await fetch(direccion, { credentials: "same-origin" });
    if (!respuesta.ok) throw new Error("no picture");
    const imagen = await respuesta.blob();
    leidas.set(direccion, new File([imagen], "mensaje.jpg", { type: imagen.type }));
  }
  return leidas.get(direccion);
}

async function compartir(boton) {
  const aviso = boton.parentElement.querySelector("[data-aviso]");
  aviso.textContent = "";
  try {
    const imagen = await leer(boton.dataset.compartirImagen);
    await navigator.share({ files: [imagen], text: boton.dataset.texto });
  } catch (error) {
    if (error.name === "AbortError") return; // the person closed the sheet
    aviso.textContent =
      error.name === "NotAllowedError" ? "La imagen está lista: toca otra vez." : "No se pudo. Descarga la imagen.";
  }
}

document.addEventListener("click", (evento) => {
  const boton = evento.target.closest("[data-compartir-imagen]");
  if (boton) compartir(boton);
});

if (compartible()) {
  document.querySelectorAll("[data-compartir-imagen][hidden]").forEach((boton) => { boton.hidden = false; });
}
