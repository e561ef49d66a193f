// Of the questions about persons, only those that the answer leaves with sense are shown.
// Without this script all of them stand there, and what makes no sense is not kept.

const formulario = document.querySelector("#datos-de-foto");
const bloque = (campo) => formulario.querySelector(`#div_id_${campo}`);
const valor = (campo) => formulario.elements[campo]?.value ?? "";

function acomodar() {
  const hay = ["con-permiso", "sin-permiso"].includes(valor("personas"));
  const permiso = valor("personas") === "con-permiso";
  bloque("con_menores").hidden = !hay;
  for (const campo of ["autorizacion_medio", "autorizacion_fecha", "autorizacion_nota"]) bloque(campo).hidden = !permiso;
  bloque("autoriza_apoderado").hidden = !(permiso && formulario.elements.con_menores.checked);
}

formulario.addEventListener("change", acomodar);
acomodar();
