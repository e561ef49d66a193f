// Sends the form whole, photos included, straight from the page: for a phone that keeps nothing.

import { SinPermiso, SinSenal, SinSesion, YA_LLEGO, pedirDatos } from "./cola.js";

const ESPERA = 180_000;

// Return {recibo} when everything arrived, {pagina} with what has to be corrected, {corregir, problema} when
// other words stand there.
export async function enviarSinGuardar(formulario, boton, fotos) {
  const { sello, comites } = await pedirDatos();
  if (!comites.length) throw new SinPermiso();
  const respuesta = await pedir(formulario, boton, fotos, sello);
  if (respuesta.headers.get("Content-Type")?.startsWith("application/json")) {
    const { recibo, fotos: llegadas, corregir } = await respuesta.json();
    if (!fotos.every(({ huella }) => !huella || llegadas.includes(huella))) throw new SinSenal();
    return corregir ? { corregir, problema: YA_LLEGO } : { recibo };
  }
  if (respuesta.redirected) throw new SinSesion();
  const pagina = await respuesta.text();
  if (!pagina.includes("data-anotar")) throw new Error(`answer ${respuesta.status}`);
  return { pagina };
}

async function pedir(formulario, boton, fotos, sello) {
  const datos = new FormData(formulario);
  if (boton?.name) datos.append(boton.name, boton.value);
  datos.delete("fotos");
  fotos.forEach(({ archivo }) => datos.append("fotos", archivo, archivo.name));
  try {
    return await fetch(formulario.action, {
      method: "POST",
      body: datos,
      headers: { Accept: "application/json, text/html", "X-CSRFToken": sello },
      signal: AbortSignal.timeout?.(ESPERA),
    });
  } catch {
    throw new SinSenal();
  }
}
