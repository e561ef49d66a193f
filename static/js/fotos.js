// Shrinks photos on the phone: a picture of 4 MB leaves as one of about 300 KB, without its position.
// Any file input marked data-encoger gets it; the leader's form uses `encoger` itself.

export const LADO = 1600;
const CALIDAD = 0.82;

// Return `archivo` as an upright JPEG of at most LADO pixels a side, or as it came when this browser
// cannot read or draw it: then the server has the last word.
export async function encoger(archivo, lado = LADO) {
  try {
    const imagen = await createImageBitmap(archivo, { imageOrientation: "from-image" });
    const escala = Math.min(1, lado / Math.max(imagen.width, imagen.height));
    const blob = await dibujar(imagen, Math.round(imagen.width * escala), Math.round(imagen.height * escala));
    imagen.close();
    if (!blob || (escala === 1 && blob.size >= archivo.size)) return archivo;
    return new File([blob], nombreJpg(archivo.name), { type: "image/jpeg", lastModified: archivo.lastModified });
  } catch {
    return archivo;
  }
}

function dibujar(imagen, ancho, alto) {
  const lienzo = document.createElement("canvas");
  lienzo.width = ancho;
  lienzo.height = alto;
  const pincel = lienzo.getContext("2d");
  pincel.fillStyle = "#fff"; // what is transparent would come out black
  pincel.fillRect(0, 0, ancho, alto);
  pincel.drawImage(imagen, 0, 0, ancho, alto);
  return new Promise((listo) => lienzo.toBlob(listo, "image/jpeg", CALIDAD));
}

function nombreJpg(nombre) {
  return `${nombre.replace(/\.[^.]*$/, "") || "foto"}.jpg`;
}

// The SHA-256 of what will travel, in hexadecimal: what the server's receipt lists. Null where the
// browser gives no cryptography (plain http outside this machine).
export async function huella(archivo) {
  if (!globalThis.crypto?.subtle) return null;
  const resumen = await crypto.subtle.digest("SHA-256", await archivo.arrayBuffer());
  return [...new Uint8Array(resumen)].map((octeto) => octeto.toString(16).padStart(2, "0")).join("");
}

// Plain forms: the input's own files are exchanged for small ones, and the form is sent as always.
async function encogerCampo(campo) {
  const elegidas = [...campo.files];
  const carga = new DataTransfer();
  for (const archivo of elegidas) carga.items.add(await encoger(archivo));
  if (campo.files.length === elegidas.length) campo.files = carga.files;
}

document.addEventListener("change", (evento) => {
  const campo = evento.target;
  if (!campo.matches?.("input[type=file][data-encoger]") || !campo.files.length) return;
  campo.dataset.encogiendo = "si";
  encogerCampo(campo).finally(() => {
    delete campo.dataset.encogiendo;
    campo.dispatchEvent(new Event("encogida", { bubbles: true }));
  });
});

// A form sent while its photos are being shrunk waits for them.
document.addEventListener("submit", (evento) => {
  const formulario = evento.target;
  if (!formulario.querySelector("[data-encogiendo]")) return;
  evento.preventDefault();
  evento.stopImmediatePropagation();
  const { submitter: boton } = evento;
  boton?.setAttribute("aria-busy", "true");
  const alTerminar = () => {
    if (formulario.querySelector("[data-encogiendo]")) return;
    formulario.removeEventListener("encogida", alTerminar);
    formulario.requestSubmit(boton ?? undefined);
  };
  formulario.addEventListener("encogida", alTerminar);
}, true);
