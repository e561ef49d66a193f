// Regions or districts coloured by the figures of the table beside the map: the table is the data.

import { alAcercarse, cargarLeaflet, leerCapa } from "./leaflet-perezoso.js";
import { crearMapa, dibujarPais, otroCuadro, porPartes } from "./mapa-comun.js";

// Small neighbours: their figures stand in the sea, one over the other.
const LADOS = { "07": { direction: "left", offset: [-4, -16] }, 1501: { direction: "left", offset: [-10, 18] } };
const LETREROS = 40;

const caja = document.querySelector("[data-mapa-areas]");

function leerTabla() {
  const filas = [...document.querySelectorAll("[data-area]")];
  return new Map(filas.map((fila) => [fila.dataset.area, {
    clase: fila.dataset.clase,
    valor: fila.dataset.valor,
    url: fila.querySelector("a")?.href,
    fila,
  }]));
}

function letrero(rasgo, dato, conNombre) {
  const texto = document.createElement("span");
  if (conNombre) texto.append(rasgo.properties.nombre, document.createElement("br"));
  texto.appendChild(document.createElement("b")).textContent = dato.valor;
  return texto;
}

function unir(capa, rasgo, dato, fijo) {
  if (!dato || dato.clase === "0") {
    capa.bindTooltip(rasgo.properties.nombre, { sticky: true });
    return;
  }
  const lado = LADOS[rasgo.properties.ubigeo] ?? { direction: "center" };
  const esRegion = rasgo.properties.ubigeo.length < 6; // districts are too many for their names: the table has them
  const rotulo = { permanent: true, className: "rotulo-area", ...lado };
  capa.bindTooltip(letrero(rasgo, dato, esRegion || !fijo), fijo ? rotulo : { sticky: true });
  capa.on("mouseover mouseout", (evento) => dato.fila.classList.toggle("fila-marcada", evento.type === "mouseover"));
  if (dato.url) capa.on("click", () => location.assign(dato.url));
}

// Two figures never stand one on the other: the larger stays, the other appears when there is room.
function despejar(rotulos) {
  const lugares = rotulos.map((rotulo) => rotulo.getBoundingClientRect()); // all are read before any changes
  const puestos = [];
  rotulos.forEach((rotulo, n) => {
    const lugar = lugares[n];
    const tapado = puestos.some((otro) => lugar.left < otro.right && otro.left < lugar.right && lugar.top < otro.bottom && otro.top < lugar.bottom);
    rotulo.classList.toggle("rotulo-area--tapado", tapado);
    if (!tapado) puestos.push(lugar);
  });
}

function rotulosPorClase(capa, datos) {
  const conDato = capa.getLayers().filter((area) => area.getTooltip()?.options.permanent);
  const clase = (area) => Number(datos.get(area.feature.properties.ubigeo).clase);
  return conDato.sort((una, otra) => clase(otra) - clase(una)).map((area) => area.getTooltip().getElement());
}

async function iniciar() {
  const [contexto, rasgos] = [caja.dataset.contexto, caja.dataset.capa].map(leerCapa);
  [contexto, rasgos].forEach((leyendo) => leyendo.catch(() => {})); // each is waited for further on
  await cargarLeaflet(caja.dataset);
  const datos = leerTabla();
  const mapa = crearMapa(caja);
  const fijo = [...datos.values()].filter((dato) => dato.clase !== "0").length <= LETREROS;
  const capa = L.geoJSON(await rasgos, {
    style: ({ properties }) => ({ className: `area area--${datos.get(properties.ubigeo)?.clase ?? 0}` }),
    onEachFeature: (rasgo, area) => unir(area, rasgo, datos.get(rasgo.properties.ubigeo), fijo),
  });
  mapa.fitBounds(capa.getBounds().pad(0.05), { animate: false });
  await dibujarPais(mapa, contexto);
  await porPartes(capa.getLayers(), (area) => area.addTo(mapa));
  await otroCuadro();
  const rotulos = rotulosPorClase(capa, datos);
  despejar(rotulos);
  mapa.on("zoomend resize", () => despejar(rotulos));
  caja.dataset.listo = "si";
}

// When anything fails the table of the page is still there.
if (caja) alAcercarse(caja, () => iniciar().catch(() => { caja.dataset.listo = "no"; }));
