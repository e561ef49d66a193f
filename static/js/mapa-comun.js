// What the maps share: the map itself, its words, and drawing that never holds the page up.

const TODO = [[-18.4, -81.4], [0, -68.6]];
const RATO_MS = 8; // of a frame's 16: what is left is the browser's, to paint and to answer a finger

export function crearMapa(caja) {
  caja.replaceChildren();
  const mapa = L.map(caja, { maxZoom: 18, scrollWheelZoom: false, zoomControl: false, zoomSnap: 0.5 });
  L.control.zoom({ zoomInTitle: "Acercar", zoomOutTitle: "Alejar" }).addTo(mapa);
  mapa.attributionControl.setPrefix(false).addAttribution("Límites referenciales: INEI e IGN");
  mapa.fitBounds(TODO);
  mapa.on("popupopen", ({ popup }) => {
    popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", "Cerrar");
  });
  return mapa;
}

// Wait until what was done is painted.
export const otroCuadro = () => new Promise((sigue) => { requestAnimationFrame(() => setTimeout(sigue)); });

// Do `hacer` with each of `cosas`, some milliseconds of each frame: on a slow phone too, whoever drags or
// types meanwhile is answered at once.
export async function porPartes(cosas, hacer) {
  let hasta = performance.now() + RATO_MS;
  for (const cosa of cosas) {
    if (performance.now() > hasta) {
      await otroCuadro();
      hasta = performance.now() + RATO_MS;
    }
    hacer(cosa);
  }
}

// Draw what `leyendo` brings, over what is drawn already. Returns the layer, once whole.
export async function dibujarCapa(mapa, leyendo, opciones) {
  const capa = L.geoJSON(await leyendo, opciones);
  await porPartes(capa.getLayers(), (area) => area.addTo(mapa));
  return capa;
}

export function dibujarPais(mapa, leyendo) {
  return dibujarCapa(mapa, leyendo, { interactive: false, style: { className: "contexto" } });
}
