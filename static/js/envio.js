// Sends a form with its photos and tells apart what can happen: a receipt, a page with errors, no
// signal, no session. Sending again is always safe: the server knows the draft by its uuid.

export class SinSenal extends Error {}
export class SinSesion extends Error {}

const ESPERA = 180_000;

// Return {recibo, llegadas} when it arrived, or {pagina} with what has to be corrected.
export async function enviar(formulario, boton, fotos) {
  let respuesta = await pedir(formulario, boton, fotos);
  if (respuesta.status === 403 && (await renovarSello(formulario))) {
    respuesta = await pedir(formulario, boton, fotos);
  }
  const tipo = respuesta.headers.get("Content-Type") ?? "";
  if (respuesta.ok && tipo.startsWith("application/json")) {
    const { recibo, fotos: llegadas } = await respuesta.json();
    return { recibo, llegadas };
  }
  if (respuesta.redirected) throw new SinSesion();
  const pagina = new DOMParser().parseFromString(await respuesta.text(), "text/html");
  if (!pagina.querySelector("[data-anotar]")) throw new Error(`answer ${respuesta.status}`);
  return { pagina };
}

async function pedir(formulario, boton, fotos) {
  const datos = new FormData(formulario);
  if (boton?.name) datos.append(boton.name, boton.value);
  datos.delete("fotos");
  fotos.forEach(({ archivo }) => datos.append("fotos", archivo, archivo.name));
  try {
    return await fetch(formulario.action, {
      method: "POST",
      body: datos,
      headers: { Accept: "application/json, text/html" },
      signal: AbortSignal.timeout?.(ESPERA),
    });
  } catch {
    throw new SinSenal();
  }
}

// Signing in again changes the form's seal: take the new one from the page as it is now.
async function renovarSello(formulario) {
  const respuesta = await fetch(formulario.action, { headers: { Accept: "text/html" } });
  if (respuesta.redirected) throw new SinSesion();
  const pagina = new DOMParser().parseFromString(await respuesta.text(), "text/html");
  const nuevo = pagina.querySelector("[data-anotar] [name=csrfmiddlewaretoken]");
  if (!nuevo) return false;
  formulario.elements.csrfmiddlewaretoken.value = nuevo.value;
  return true;
}
