// A map with one pin for a coordinates field. The text of the field rules: the pin follows it, and
// every way of placing the pin (tap, drag, the phone's own position) writes the text. Without
// JavaScript, or when the map cannot load, the field works alone.
//
// The server reads the text, as it will on saving, and what it would say comes over the map (htmx): the pin
// is where the server reads it. Only without its answer the text is read here.

import { alAcercarse, cargarLeaflet, leerCapa } from "./leaflet-perezoso.js";
import { seguirDistritos } from "./mapa-distritos.js";

const DECIMALES = 6;
const PAR = /^\s*\(?\s*(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)\s*\)?\s*$/;
const ZOOM_DE_PUNTO = 15;
const PAUSA = 500;

function leerPar(texto) {
  const hallado = PAR.exec(texto);
  const [lat, lon] = hallado ? [Number(hallado[1]), Number(hallado[2])] : [NaN, NaN];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? L.latLng(lat, lon) : null;
}

function escribirCampo(campo, punto) {
  campo.value = punto ? `${Number(punto.lat.toFixed(DECIMALES))}, ${Number(punto.lng.toFixed(DECIMALES))}` : "";
  campo.dispatchEvent(new Event("change", { bubbles: true }));
}

function crearMapa(caja) {
  const mapa = L.map(caja, { maxZoom: 18, scrollWheelZoom: false, zoomControl: false });
  L.control.zoom({ zoomInTitle: "Acercar", zoomOutTitle: "Alejar" }).addTo(mapa);
  mapa.attributionControl.setPrefix(false).addAttribution("Límites referenciales: INEI e IGN");
  return mapa;
}

// The districts of the region; gives the one that is written in the form.
async function leerDistritos({ distritos, distrito }) {
  const esEl = ({ properties }) => properties.ubigeo === distrito;
  const capa = L.geoJSON(await leerCapa(distritos), {
    interactive: false,
    style: (rasgo) => ({ className: esEl(rasgo) ? "region region--aqui" : "region region--fuera" }),
  });
  return [capa, capa.getLayers().find(({ feature }) => esEl(feature))];
}

function conChincheta(mapa, campo) {
  const icono = L.divIcon({ className: "", iconSize: [30, 30], html: '<span class="faro faro-30"></span>' });
  let chincheta = null;
  const poner = (punto, centrar) => {
    if (!punto) {
      chincheta?.remove();
      chincheta = null;
      return;
    }
    chincheta ??= L.marker(punto, { icon: icono, draggable: true, autoPan: true, alt: "Punto del espacio", title: "Arrastre para corregir" })
      .addTo(mapa).on("dragend", () => escribirCampo(campo, chincheta.getLatLng()));
    chincheta.setLatLng(punto);
    if (centrar) mapa.setView(punto, Math.max(mapa.getZoom(), ZOOM_DE_PUNTO));
  };
  return poner;
}

// What the form came back with stands beside the field already: it is not said twice, until it is corrected.
function callarLoDicho(lugar, campo) {
  if (!campo.matches("[aria-invalid]")) return;
  lugar.dataset.dicho = "";
  for (const cambio of ["input", "change"]) campo.addEventListener(cambio, () => delete lugar.dataset.dicho);
}

// What is typed or pasted is looked at in its pauses, once it looks like coordinates or a link.
function seguirTexto(campo) {
  let espera;
  campo.addEventListener("input", () => {
    clearTimeout(espera);
    if (!PAR.test(campo.value) && !campo.value.includes(":")) return;
    espera = setTimeout(() => campo.dispatchEvent(new Event("escrito")), PAUSA);
  });
}

function ubicarme(boton, aviso, alHallar) {
  boton.hidden = !("geolocation" in navigator);
  boton.addEventListener("click", () => {
    aviso.textContent = "Buscando su ubicación…";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        aviso.textContent = `Precisión: unos ${Math.round(coords.accuracy)} metros.`;
        alHallar({ lat: coords.latitude, lng: coords.longitude });
      },
      () => { aviso.textContent = "No se pudo obtener su ubicación. Toque el mapa o escriba las coordenadas."; },
      { enableHighAccuracy: true, timeout: 15000 },
    );
  });
}

// The box and the row below it take their place at once: if they came with the map, what is under them
// would move away from under the finger. The row needs no map.
function mostrar(caja, campo) {
  const ayuda = caja.closest(".campo").querySelector("[data-mapa-punto-ayuda]");
  caja.hidden = ayuda.hidden = false;
  ayuda.querySelector("[data-quitar-punto]").addEventListener("click", () => escribirCampo(campo, null));
  ubicarme(ayuda.querySelector("[data-mi-ubicacion]"), ayuda.querySelector("[data-aviso-punto]"), (punto) => escribirCampo(campo, punto));
}

async function iniciar(caja, campo) {
  await cargarLeaflet(caja.dataset);
  const mapa = crearMapa(caja);
  const [lat, lon] = caja.dataset.centro.split(",").map(Number);
  mapa.setView(lat && lon ? [lat, lon] : [-9.2, -75], lat && lon ? 13 : 5);
  const poner = conChincheta(mapa, campo);
  const aviso = caja.parentElement.querySelector("[data-aviso-de-punto]");
  const leido = () => leerPar(aviso.querySelector("[data-leido]")?.value ?? "");
  const seguir = (punto) => poner(punto, punto !== null && !mapa.getBounds().contains(punto));
  mapa.on("click", (evento) => escribirCampo(campo, evento.latlng));
  aviso.addEventListener("htmx:afterSwap", () => seguir(leido()));
  for (const fallo of ["htmx:sendError", "htmx:responseError"]) {
    aviso.addEventListener(fallo, () => seguir(leerPar(campo.value)));
  }
  const rechazado = "dicho" in caja.parentElement.dataset;
  const punto = aviso.childElementCount || rechazado ? leido() : leerPar(campo.value);
  poner(punto, true);
  if (rechazado) campo.dispatchEvent(new Event("escrito"));
  const [distritos, propio] = await leerDistritos(caja.dataset);
  if (propio && !punto) mapa.fitBounds(propio.getBounds());
  await seguirDistritos(mapa, () => [distritos]);
  caja.dataset.listo = "si";
}

// What a refused text probably meant, one tap away: without a script the same button asks the server.
const soloBotones = () => document.querySelectorAll("[data-usar-punto]").forEach((boton) => {
  boton.type = "button"; // Enter in a field saves, as always
});

soloBotones();
document.addEventListener("htmx:afterSwap", soloBotones);
document.addEventListener("click", (evento) => {
  const boton = evento.target.closest("[data-usar-punto]");
  if (!boton) return;
  const campo = document.getElementById(boton.dataset.usarPunto);
  campo.value = boton.value;
  campo.removeAttribute("aria-invalid");
  campo.classList.remove("is-invalid");
  campo.closest(".campo").classList.remove("campo--error");
  document.getElementById(`${campo.id}_error`)?.remove();
  campo.dispatchEvent(new Event("change", { bubbles: true }));
  campo.focus();
  boton.parentElement.remove();
});

document.querySelectorAll("[data-mapa-punto]").forEach((caja) => {
  const campo = document.getElementById(caja.dataset.mapaPunto);
  mostrar(caja, campo);
  seguirTexto(campo);
  callarLoDicho(caja.parentElement, campo);
  alAcercarse(caja, () => iniciar(caja, campo).catch(() => { caja.dataset.listo = "no"; }));
});
