// Leaflet and map layers on demand: nothing is fetched until a map is about to be seen.

// Call `accion` once, when `caja` comes within 300 px of the screen.
export function alAcercarse(caja, accion) {
  const vigia = new IntersectionObserver((avistamientos) => {
    if (!avistamientos.some((avistamiento) => avistamiento.isIntersecting)) return;
    vigia.disconnect();
    accion();
  }, { rootMargin: "300px" });
  vigia.observe(caja);
}

// Load Leaflet once. The page gives its addresses in data-leaflet and data-leaflet-hoja. The sheet goes
// first in the head, so that the product's own rules win; it is waited for, because Leaflet places the names
// by the size that they have when they are drawn.
export async function cargarLeaflet({ leaflet, leafletHoja }) {
  if (window.L) return;
  await Promise.all([cargarHoja(leafletHoja), cargarGuion(leaflet)]);
}

function cargarHoja(direccion) {
  const hoja = document.createElement("link");
  hoja.rel = "stylesheet";
  hoja.href = direccion;
  document.head.prepend(hoja);
  return cargado(hoja);
}

function cargado(elemento) {
  return new Promise((listo, fallo) => {
    elemento.addEventListener("load", listo);
    elemento.addEventListener("error", fallo);
  });
}

// Scripts asked for at once travel together and run in the order in which they were asked for.
export function cargarGuion(direccion) {
  const guion = document.createElement("script");
  guion.async = false;
  guion.src = direccion;
  document.head.append(guion);
  return cargado(guion);
}

// Read a GeoJSON layer; throws when the server does not answer with one.
export async function leerCapa(direccion) {
  const respuesta = await fetch(direccion);
  if (!respuesta.ok) throw new Error(`${respuesta.status} ${direccion}`);
  return respuesta.json();
}
