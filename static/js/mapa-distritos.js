// The districts in view and, where they have room, their names. What is not seen is not drawn: the map
// computes every outline anew at each step nearer or farther.

import { porPartes } from "./mapa-comun.js";

function nombrar(distrito, conNombre) {
  if (Boolean(distrito.getTooltip()) === conNombre) return;
  if (conNombre) distrito.bindTooltip(distrito.feature.properties.nombre, { permanent: true, direction: "center", className: "rotulo-distrito" });
  else distrito.unbindTooltip();
}

// Keep them up with every move: outlines from one zoom on, names from another. `capasDe(vista)` gives the
// layers of districts to look in, which are not on the map themselves.
export function seguirDistritos(mapa, capasDe, { desde = 0, conNombreDesde = 0 } = {}) {
  const puestos = L.layerGroup().addTo(mapa);
  let vez = 0;
  const mirar = async () => {
    const turno = ++vez;
    const vista = mapa.getBounds();
    const conNombre = mapa.getZoom() >= conNombreDesde;
    const seVe = (distrito) => vista.intersects(distrito.getBounds());
    puestos.getLayers().filter((distrito) => !seVe(distrito)).forEach((distrito) => puestos.removeLayer(distrito));
    if (mapa.getZoom() < desde) return void puestos.clearLayers();
    const capas = await capasDe(vista);
    await porPartes(capas.flatMap((capa) => capa.getLayers()).filter(seVe), (distrito) => {
      if (turno !== vez) return; // the map moved on meanwhile
      nombrar(distrito, conNombre);
      puestos.addLayer(distrito);
    });
  };
  mapa.on("zoomanim", ({ zoom }) => { if (zoom < desde) puestos.clearLayers(); });
  mapa.on("moveend", () => mirar().catch(() => {}));
  return mirar();
}
