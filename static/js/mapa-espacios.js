// The map of spaces: clusters that open, a sign by state (colour and shape), and beside it the list of
// what is in view. The server sends single spaces while they are few and cells with counts when many;
// moving the map asks again only when something was left out.

import { alAcercarse, cargarGuion, cargarLeaflet, leerCapa as leer } from "./leaflet-perezoso.js";
import { crearMapa, dibujarPais } from "./mapa-comun.js";

const LISTADOS = 50;
const SVG = "http://www.w3.org/2000/svg";
const ZOOM_DE_DISTRITOS = 9;
const ZOOM_DE_ROTULOS = 11.5;

const caja = document.querySelector("[data-mapa-espacios]");
const lista = document.querySelector("[data-mapa-lista]");
const titulo = document.querySelector("[data-mapa-titulo]");

function faro(clase, tamano, texto) {
  const luz = document.createElement("span");
  luz.className = `faro ${clase} faro-${tamano}`;
  luz.textContent = texto;
  return L.divIcon({ className: "", iconSize: [tamano, tamano], html: luz });
}

// The sign of a state, as `espacios/_senal.html` draws it; the icons are in the page already.
function senal({ tono, icono }) {
  const signo = document.createElement("span");
  signo.className = `senal chip--${tono || "nada"}`;
  const dibujo = signo.appendChild(document.createElementNS(SVG, "svg"));
  dibujo.classList.add("ico");
  dibujo.setAttribute("aria-hidden", "true");
  dibujo.appendChild(document.createElementNS(SVG, "use")).setAttribute("href", `#i-${icono}`);
  return signo;
}

// Outlines ----------------------------------------------------------------------------------------

async function dibujarFondo(mapa) {
  const [regiones] = await Promise.all([leer(caja.dataset.regiones), dibujarPais(mapa, caja.dataset.contexto)]);
  const vistas = new Set();
  const capa = L.geoJSON(regiones, { interactive: false, style: { className: "region" } }).addTo(mapa);
  const distritos = () => {
    if (mapa.getZoom() < ZOOM_DE_DISTRITOS) return;
    capa.eachLayer((region) => {
      const { ubigeo } = region.feature.properties;
      if (vistas.has(ubigeo) || !region.getBounds().intersects(mapa.getBounds())) return;
      vistas.add(ubigeo);
      dibujarDistritos(mapa, ubigeo).catch(() => vistas.delete(ubigeo));
    });
  };
  // Names of districts only where they have room.
  const rotulos = () => caja.classList.toggle("mapa--con-rotulos", mapa.getZoom() >= ZOOM_DE_ROTULOS);
  mapa.on("zoomend", rotulos).on("moveend", distritos);
  rotulos();
  distritos();
}

async function dibujarDistritos(mapa, region) {
  const datos = await leer(`${caja.dataset.distritos}?region=${region}`);
  L.geoJSON(datos, {
    interactive: false,
    style: { className: "region region--fuera" },
    onEachFeature: (rasgo, capa) => capa.bindTooltip(rasgo.properties.nombre, { permanent: true, direction: "center", className: "rotulo-distrito" }),
  }).addTo(mapa);
}

// Spaces ------------------------------------------------------------------------------------------

function marcador(rasgo) {
  const [lon, lat] = rasgo.geometry.coordinates;
  const datos = rasgo.properties;
  if (datos.n) return racimo(lat, lon, datos);
  const texto = `${datos.nombre}. ${datos.frase}`;
  const marca = L.marker([lat, lon], { icon: L.divIcon({ className: "", iconSize: [26, 26], html: senal(datos) }), title: texto, alt: texto, riseOnHover: true });
  marca.espacio = datos;
  return marca.bindPopup(() => tarjeta(datos), { maxWidth: 260, minWidth: 180, className: "globo" });
}

// What a chosen point says: its name, its state, and the way to its page.
function tarjeta(espacio) {
  const { nombre, frase, url } = espacio;
  const cuerpo = document.createElement("div");
  cuerpo.appendChild(document.createElement("b")).textContent = nombre;
  const estado = cuerpo.appendChild(document.createElement("p"));
  estado.append(senal(espacio), ` ${frase}`);
  const ancla = cuerpo.appendChild(document.createElement("a"));
  ancla.href = url;
  ancla.textContent = "Abrir su página";
  return cuerpo;
}

function tamano(n) {
  return n < 10 ? 30 : n < 100 ? 32 : 38;
}

function racimo(lat, lon, { n, alertas = 0 }) {
  const texto = `${n} espacio${n === 1 ? "" : "s"}${alertas ? `, ${alertas} en alerta` : ""}: acercar`;
  const clase = `faro--racimo${alertas ? " faro--con-alerta" : ""}`;
  return L.marker([lat, lon], { icon: faro(clase, tamano(n), n > 999 ? "+999" : n), title: texto, alt: texto })
    .on("click keypress", (evento) => evento.target._map.setView([lat, lon], evento.target._map.getZoom() + 2));
}

function capaDeGrupos() {
  return L.markerClusterGroup({
    chunkedLoading: true,
    animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    showCoverageOnHover: false,
    maxClusterRadius: 48,
    iconCreateFunction: (grupo) => {
      const n = grupo.getChildCount();
      const alertas = grupo.getAllChildMarkers().filter((marca) => marca.espacio?.tono === "terracota").length;
      grupo.options.title = grupo.options.alt = alertas ? `${n} espacios, ${alertas} en alerta` : `${n} espacios`;
      return faro(`faro--racimo${alertas ? " faro--con-alerta" : ""}`, tamano(n), n);
    },
  });
}

function enlace(espacio) {
  const { nombre, frase, url } = espacio;
  const fila = document.createElement("li");
  const ancla = fila.appendChild(document.createElement("a"));
  ancla.href = url;
  ancla.append(senal(espacio));
  const palabras = ancla.appendChild(document.createElement("span"));
  palabras.appendChild(document.createElement("b")).textContent = nombre;
  const bajo = palabras.appendChild(document.createElement("span"));
  bajo.className = "small gris d-block";
  bajo.textContent = frase;
  return fila;
}

function listarVista(mapa, marcas, completo) {
  const limites = mapa.getBounds();
  const dentro = marcas.filter((marca) => limites.contains(marca.getLatLng()));
  if (!completo) {
    titulo.textContent = "Acerque el mapa para ver la lista";
    lista.replaceChildren();
    return;
  }
  const espacios = dentro.map((marca) => marca.espacio).sort((a, b) => a.nombre.localeCompare(b.nombre, "es"));
  titulo.textContent = `${espacios.length} espacio${espacios.length === 1 ? "" : "s"} en esta vista`;
  lista.replaceChildren(...espacios.slice(0, LISTADOS).map(enlace));
  if (!espacios.length) lista.append(sinNinguno(marcas.length));
}

function sinNinguno(hayMas) {
  const fila = document.createElement("li");
  fila.className = "gris list-unstyled pb-3";
  fila.textContent = hayMas ? "Mueva o aleje el mapa para ver los demás." : "No hay espacios con esos filtros. Pruebe con menos filtros.";
  return fila;
}

async function iniciar() {
  await cargarLeaflet(caja.dataset);
  await cargarGuion(caja.dataset.racimos);
  const mapa = crearMapa(caja);
  dibujarFondo(mapa).catch(() => {});
  const grupos = capaDeGrupos().addTo(mapa);
  const sueltos = L.layerGroup().addTo(mapa);
  let marcas = [];
  let completo = false;
  let pedido = 0;

  const pedir = async (conVentana) => {
    const turno = ++pedido;
    const ventana = conVentana ? `&ventana=${mapa.getBounds().pad(0.2).toBBoxString()}&zoom=${Math.round(mapa.getZoom())}` : "";
    const datos = await leer(caja.dataset.puntos + ventana);
    if (turno !== pedido) return;
    marcas = datos.features.map(marcador);
    completo = datos.completo;
    grupos.clearLayers();
    sueltos.clearLayers();
    if (completo) grupos.addLayers(marcas);
    else marcas.forEach((marca) => sueltos.addLayer(marca));
    listarVista(mapa, marcas, completo);
  };

  await pedir(false);
  const entero = completo; // everything arrived at once: moving the map needs no more questions
  if (marcas.length) mapa.fitBounds(L.latLngBounds(marcas.map((marca) => marca.getLatLng())).pad(0.15), { maxZoom: 15, animate: false });
  mapa.on("moveend", () => {
    if (entero) listarVista(mapa, marcas, completo);
    else pedir(true).catch(() => {});
  });
  if (entero) listarVista(mapa, marcas, completo);
  caja.dataset.listo = "si";
}

// When anything fails the list of the page is still there.
if (caja) alAcercarse(caja, () => iniciar().catch(() => { caja.dataset.listo = "no"; }));
