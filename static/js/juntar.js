// A long list of ticks leaves as one field with commas, and not as one field each: the server takes so many
// fields and no more. Without this script each tick goes by itself, as always.
for (const formulario of document.querySelectorAll("form[data-juntar]")) {
  const campo = formulario.dataset.juntar;
  formulario.addEventListener("formdata", ({ formData }) => {
    const valores = formData.getAll(campo);
    formData.delete(campo);
    if (valores.length) formData.set(campo, valores.join(","));
  });
}
