// What the maps of work screens share: the map itself, its words, the pale country behind.

import { leerCapa } from "./leaflet-perezoso.js";

const TODO = [[-18.4, -81.4], [0, -68.6]];

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

export async function dibujarPais(mapa, direccion) {
  L.geoJSON(await leerCapa(direccion), { interactive: false, style: { className: "contexto" } }).addTo(mapa).bringToBack();
}
