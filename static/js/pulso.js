// Nothing moves under a finger. What arrives late (an answer, what the phone keeps) is put on the page once nobody is
// pressing: moved between press and release, a button would lose its press, or another would get it.

const TRAS_SOLTAR = 300; // on a touch screen the click comes a little after the finger has gone
let pulsado = false;
let reloj = 0;
let esperan = [];

// Wait, if somebody is pressing, until the press has had its click.
export function sinPulsar() {
  return pulsado ? new Promise((listo) => esperan.push(listo)) : Promise.resolve();
}

function soltar() {
  clearTimeout(reloj);
  pulsado = false;
  const listos = esperan;
  esperan = [];
  listos.forEach((listo) => listo());
}

function soltarTras(espera) {
  clearTimeout(reloj);
  reloj = setTimeout(soltar, espera);
}

// The list of a select opens at the press, and may swallow the release.
addEventListener("pointerdown", ({ target }) => {
  clearTimeout(reloj);
  pulsado = !target.closest("select");
}, true);
addEventListener("pointerup", () => soltarTras(TRAS_SOLTAR), true);
addEventListener("click", () => soltarTras(0), true);
addEventListener("pointercancel", soltar, true);
addEventListener("blur", soltar);
addEventListener("pointermove", ({ buttons }) => { if (pulsado && !buttons) soltar(); }, true);
