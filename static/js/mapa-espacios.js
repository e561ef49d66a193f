// The map of spaces: clusters that open, a sign by state (colour and shape), and beside it the list of
// what is in view. The server sends single spaces while they are few and cells with counts when many;
// moving the map asks again only when something was left out.

import { alAcercarse, cargarGuion, cargarLeaflet, leerCapa as leer } from "./leaflet-perezoso.js";
import { crearMapa, dibujarCapa, dibujarPais, otroCuadro } from "./mapa-comun.js";
import { seguirDistritos } from "./mapa-distritos.js";
import { sinPulsar } from "./pulso.js";

const LISTADOS = 50;
const SVG = "http://www.w3.org/2000/svg";
const DISTRITOS = { desde: 9, conNombreDesde: 11.5 };

const caja = document.querySelector("[data-mapa-espacios]");
const lista = document.querySelector("[data-mapa-lista]");
const titulo = document.querySelector("[data-mapa-titulo]");
const deLaPagina = lista && { titulo: titulo.textContent, filas: [...lista.children] };
const enOrden = new Intl.Collator("es").compare;

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

// One icon for all the points that look the same: the map draws it for those that it shows.
const iconos = new Map();
function iconoDe(datos) {
  const cual = `${datos.tono} ${datos.icono}`;
  if (!iconos.has(cual)) iconos.set(cual, L.divIcon({ className: "", iconSize: [26, 26], html: senal(datos).outerHTML }));
  return iconos.get(cual);
}

// Outlines ----------------------------------------------------------------------------------------

async function dibujarFondo(mapa, regiones, contexto) {
  await dibujarPais(mapa, contexto);
  const capa = await dibujarCapa(mapa, regiones, { interactive: false, style: { className: "region" } });
  const enVista = (vista) => capa.getLayers().filter((region) => vista.intersects(region.getBounds()));
  const leidas = new Map();
  const distritosDe = ({ feature: { properties: { ubigeo } } }) => {
    if (!leidas.has(ubigeo)) leidas.set(ubigeo, leerDistritos(ubigeo).catch(() => { leidas.delete(ubigeo); return L.layerGroup(); }));
    return leidas.get(ubigeo);
  };
  await seguirDistritos(mapa, (vista) => Promise.all(enVista(vista).map(distritosDe)), DISTRITOS);
}

async function leerDistritos(region) {
  const datos = await leer(`${caja.dataset.distritos}?region=${region}`);
  return L.geoJSON(datos, { interactive: false, style: { className: "region region--fuera" } });
}

// Spaces ------------------------------------------------------------------------------------------

function marcador(rasgo) {
  const [lon, lat] = rasgo.geometry.coordinates;
  const datos = rasgo.properties;
  if (datos.n) return racimo(lat, lon, datos);
  const texto = `${datos.nombre}. ${datos.frase}`;
  const marca = L.marker([lat, lon], { icon: iconoDe(datos), title: texto, alt: texto, riseOnHover: true });
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

// While the map shows groups, the list stays as the page brought it.
function listarVista(mapa, marcas, completo) {
  if (!completo) {
    titulo.textContent = deLaPagina.titulo;
    lista.replaceChildren(...deLaPagina.filas);
    return;
  }
  const limites = mapa.getBounds();
  const espacios = marcas.filter((marca) => limites.contains(marca.getLatLng())).map((marca) => marca.espacio);
  espacios.sort((a, b) => enOrden(a.nombre, b.nombre));
  titulo.textContent = `${espacios.length} espacio${espacios.length === 1 ? "" : "s"} en esta vista`;
  lista.replaceChildren(...espacios.slice(0, LISTADOS).map(enlace));
  if (!espacios.length) lista.append(sinNinguno(marcas.length));
}

function sinNinguno(hayMas) {
  const fila = document.createElement("li");
  fila.className = "px-4 pb-3 gris";
  fila.textContent = hayMas ? "Mueva o aleje el mapa para ver los demás." : "No hay espacios con esos filtros. Pruebe con menos filtros.";
  return fila;
}

// The points come first; the outlines after them, little by little.
async function iniciar() {
  const [puntos, regiones, contexto] = [caja.dataset.puntos, caja.dataset.regiones, caja.dataset.contexto].map(leer);
  [puntos, regiones, contexto].forEach((leyendo) => leyendo.catch(() => {})); // each is waited for further on
  await Promise.all([cargarLeaflet(caja.dataset), cargarGuion(caja.dataset.racimos)]);
  const mapa = crearMapa(caja);
  const grupos = capaDeGrupos().addTo(mapa);
  const sueltos = L.layerGroup().addTo(mapa);
  let marcas = [];
  let completo = false;
  let pedido = 0;

  const poner = (datos) => {
    marcas = datos.features.map(marcador);
    completo = datos.completo;
    grupos.clearLayers();
    sueltos.clearLayers();
    if (completo) grupos.addLayers(marcas);
    else marcas.forEach((marca) => sueltos.addLayer(marca));
  };
  const pedir = async () => {
    const turno = ++pedido;
    const datos = await leer(`${caja.dataset.puntos}&ventana=${mapa.getBounds().pad(0.2).toBBoxString()}&zoom=${Math.round(mapa.getZoom())}`);
    await sinPulsar();
    if (turno !== pedido) return;
    poner(datos);
    listarVista(mapa, marcas, completo);
  };

  const todos = await puntos;
  const entero = todos.completo; // everything arrived at once: moving the map needs no more questions
  if (todos.features.length) mapa.fitBounds(L.geoJSON(todos).getBounds().pad(0.15), { maxZoom: 15, animate: false });
  poner(todos);
  mapa.on("moveend", () => {
    if (entero) listarVista(mapa, marcas, completo);
    else pedir().catch(() => {});
  });
  listarVista(mapa, marcas, completo);
  caja.dataset.listo = "si";
  await otroCuadro(); // what was put is seen before the outlines begin
  dibujarFondo(mapa, regiones, contexto).catch(() => {});
}

// When anything fails the list of the page is still there.
if (caja) alAcercarse(caja, () => iniciar().catch(() => { caja.dataset.listo = "no"; }));
