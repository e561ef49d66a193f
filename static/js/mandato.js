// Proposes the last day of a mandate while its first day is chosen. What somebody typed by hand stays.
const inicio = document.querySelector("[data-inicio-mandato]");
const fin = document.querySelector("[data-fin-mandato]");

function ultimoDia(texto, anios) {
  const [anio, mes, dia] = texto.split("-").map(Number);
  const fecha = new Date(Date.UTC(anio + anios, mes - 1, dia));
  fecha.setUTCDate(fecha.getUTCDate() - 1);
  return fecha.toISOString().slice(0, 10);
}

function proponer() {
  if (fin.dataset.aMano) return;
  fin.value = inicio.value ? ultimoDia(inicio.value, Number(inicio.dataset.inicioMandato)) : "";
}

if (inicio && fin) {
  fin.addEventListener("input", () => { fin.dataset.aMano = "si"; });
  inicio.addEventListener("input", proponer);
  // Chosen before this file came, on a slow phone.
  if (inicio.value !== inicio.defaultValue && fin.value === fin.defaultValue) proponer();
}
