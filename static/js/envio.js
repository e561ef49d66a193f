// Sends the form whole, photos included, straight from the page: for a phone that keeps nothing.

import { SinPermiso, SinSenal, SinSesion, YA_LLEGO, mandarCuerpo, pedirDatos } from "./cola.js";

// Return {recibo} when everything arrived, {pagina} with what has to be corrected, {corregir, problema} when
// other words stand there.
export async function enviarSinGuardar(formulario, boton, fotos) {
  const telefono = await pedirDatos();
  if (!telefono.comites.length) throw new SinPermiso();
  const respuesta = await mandarCuerpo(formulario.action, cuerpoDe(formulario, boton, fotos), telefono);
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

function cuerpoDe(formulario, boton, fotos) {
  const datos = new FormData(formulario);
  if (boton?.name) datos.append(boton.name, boton.value);
  datos.delete("fotos");
  fotos.forEach(({ archivo }) => datos.append("fotos", archivo, archivo.name));
  return datos;
}
