// A POST that may last as long as its bytes move: on the slowest network a photo takes minutes, and beginning
// again would never end. Only a silence stops it.

const SILENCIO = 120_000;
const LENTO = 1; // bytes a millisecond; a line slower than that is as good as none
const SIN_VER = 300_000; // the longest for what is sent without seeing it go: others wait for their turn

// A phone may take all the bytes into its own store at once, and they leave it unseen: that takes what it takes.
const paciencia = (bytes) => SILENCIO + bytes / LENTO;

// The signal that cuts a `fetch` after `cuanto`; by hand, because phones of 2021 have no AbortSignal.timeout.
export function corte(cuanto) {
  const control = new AbortController();
  setTimeout(() => control.abort(), cuanto);
  return control.signal;
}

// Like `fetch`, which says nothing of what it has sent. A worker has nothing else: there the limit is the time
// that the whole would take on the slowest line, and a few minutes at most.
export function subir(direccion, cuerpo, cabeceras) {
  if ("XMLHttpRequest" in globalThis) return vigilado(direccion, cuerpo, cabeceras);
  const bytes = [...cuerpo.values()].reduce((suma, valor) => suma + (valor.size ?? valor.length), 0);
  const signal = corte(Math.min(paciencia(bytes), SIN_VER));
  return fetch(direccion, { method: "POST", body: cuerpo, headers: cabeceras, signal });
}

function vigilado(direccion, cuerpo, cabeceras) {
  return new Promise((listo, falla) => {
    const pedido = new XMLHttpRequest();
    let reloj = null;
    const esperar = (cuanto) => {
      clearTimeout(reloj);
      reloj = setTimeout(() => pedido.abort(), cuanto);
    };
    pedido.upload.addEventListener("progress", ({ loaded, total }) => esperar(loaded < total ? SILENCIO : paciencia(total)));
    pedido.addEventListener("progress", () => esperar(SILENCIO));
    pedido.addEventListener("loadend", () => {
      clearTimeout(reloj);
      if (pedido.status) listo(respuestaDe(pedido, direccion));
      else falla(new TypeError("cut"));
    });
    pedido.open("POST", direccion);
    Object.entries(cabeceras).forEach(([nombre, valor]) => pedido.setRequestHeader(nombre, valor));
    esperar(SILENCIO);
    pedido.send(cuerpo);
  });
}

function respuestaDe(pedido, direccion) {
  return {
    status: pedido.status,
    ok: pedido.status >= 200 && pedido.status < 300,
    redirected: pedido.responseURL !== new URL(direccion, location.href).href,
    headers: { get: (nombre) => pedido.getResponseHeader(nombre) },
    text: async () => pedido.responseText,
    json: async () => JSON.parse(pedido.responseText),
  };
}
