// The night map of the home: one lamp per region, as large as its number of spaces. Leaflet and the
// outlines arrive only when the map is about to be seen. The list beside it is the source of the figures.

import { alAcercarse, cargarLeaflet, leerCapa } from "./leaflet-perezoso.js";
import { dibujarCapa, otroCuadro } from "./mapa-comun.js";

// Where each lamp stands and on which side its name goes. Lima and Callao stand in the sea, with a
// guide line to `real`, because on land their lamps would cover each other.
const FAROS = {
  1501: { lugar: [-12.75, -78.35], lado: "bottom", real: [-12.03, -76.95] },
  "07": { lugar: [-11.45, -78.75], lado: "left", real: [-11.93, -77.14] },
  13: { lugar: [-7.95, -78.2], lado: "right" },
  14: { lugar: [-6.35, -79.8], lado: "right" },
  20: { lugar: [-5.1, -80.3], lado: "right" },
  "08": { lugar: [-13.2, -72.2], lado: "top" },
  12: { lugar: [-11.5, -74.9], lado: "top" },
  "04": { lugar: [-15.85, -72.5], lado: "left" },
};
const VISTA = { ancha: [[-17.9, -82.6], [-3.6, -69.6]], angosta: [[-17.4, -83.9], [-4.2, -70.1]] };

function leerRegiones() {
  return [...document.querySelectorAll(".regiones a[data-ubigeo]")].map((enlace) => ({
    ...enlace.dataset, n: Number(enlace.dataset.n), url: enlace.href,
  }));
}

function dibujarFaro(mapa, region, mayor) {
  const sitio = FAROS[region.ubigeo];
  if (!sitio) return;
  if (sitio.real) L.polyline([sitio.lugar, sitio.real], { className: "guia", interactive: false }).addTo(mapa);
  const tamano = Math.min(mayor, 26 + 2 * region.n);
  const nombre = `${region.nombre}: ${region.n} ${region.n === 1 ? "espacio" : "espacios"}`;
  const faro = document.createElement("span");
  faro.className = region.n ? "faro" : "faro faro--apagado";
  faro.classList.toggle("faro--miles", region.n > 999);
  faro.textContent = region.n;
  const desvio = tamano / 2 + 10;
  const desvios = { left: [-desvio, 0], right: [desvio, 0], top: [0, 2 - desvio], bottom: [0, desvio - 2] };
  L.marker(sitio.lugar, {
    icon: L.divIcon({ className: "", iconSize: [tamano, tamano], html: faro }), title: nombre, alt: nombre,
  }).addTo(mapa)
    .on("click keypress", () => location.assign(region.url))
    .bindTooltip(region.nombre, {
      permanent: true, direction: sitio.lado, className: "rotulo", offset: desvios[sitio.lado],
    });
}

function crearMapa(caja, angosta) {
  const fijo = matchMedia("(pointer: coarse)").matches;
  const mapa = L.map(caja, {
    zoomSnap: 0.1, maxZoom: 9, scrollWheelZoom: false, zoomControl: false, dragging: !fijo, touchZoom: !fijo,
  });
  if (!fijo) L.control.zoom({ zoomInTitle: "Acercar", zoomOutTitle: "Alejar" }).addTo(mapa);
  mapa.attributionControl.setPrefix(false).addAttribution("Límites referenciales: INEI e IGN");
  mapa.fitBounds(angosta ? VISTA.angosta : VISTA.ancha);
  return mapa;
}

// The lamps come first; the outlines under them, little by little.
async function dibujar(caja) {
  const { regiones, contexto } = caja.dataset;
  const [bordes, pais] = [leerCapa(regiones), contexto ? leerCapa(contexto) : null];
  [bordes, pais].forEach((leyendo) => leyendo?.catch(() => {})); // each is waited for further on
  await cargarLeaflet(caja.dataset);
  caja.replaceChildren();
  const angosta = caja.clientWidth < 560;
  const mapa = crearMapa(caja, angosta);
  const enlaces = leerRegiones();
  enlaces.forEach((region) => dibujarFaro(mapa, region, angosta ? 32 : 46));
  await otroCuadro();
  if (pais) await dibujarCapa(mapa, pais, { interactive: false, style: { className: "contexto" } });
  await dibujarCapa(mapa, bordes, {
    style: { className: "region" },
    onEachFeature: (borde, capa) => {
      const region = enlaces.find((enlace) => enlace.ubigeo === borde.properties.ubigeo);
      if (region) capa.on("click", () => location.assign(region.url));
    },
  });
  caja.dataset.listo = "si";
}

// When anything fails the list beside the map already says the same.
const caja = document.querySelector("[data-mapa-portada]");
if (caja) alAcercarse(caja, () => dibujar(caja).catch(() => { caja.dataset.listo = "no"; }));
