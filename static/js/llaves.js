// Ties allauth's key ceremonies (mfa/js/webauthn.js) to our pages. A form says what it does in
// data-llave: "entrar" (sign in), "usar" (second step, confirm), "agregar". Where the browser offers no
// keys, what needs them stays hidden.

const formulario = document.querySelector("[data-llave]");
const esNumero = /^[\d.]+$|^\[/.test(location.hostname); // browsers tie keys to names, not to numbers
const posible = Boolean(window.PublicKeyCredential) && window.isSecureContext && !esNumero;

for (const parte of document.querySelectorAll("[data-llave-posible]")) parte.hidden = !posible;
for (const parte of document.querySelectorAll("[data-llave-imposible]")) parte.hidden = posible;

const CEREMONIAS = {
  entrar: (api) => api.loginForm({ ids: { login: "llave-boton", credential: "llave-credencial" } }),
  usar: (api) =>
    api.authenticateForm({
      ids: { authenticate: "llave-boton", credential: "llave-credencial", data: "llave-datos" },
    }),
  agregar: (api) =>
    api.addForm({
      ids: {
        add: "llave-boton",
        credential: "id_credential",
        passwordless: "id_passwordless",
        data: "llave-datos",
      },
    }),
};

if (formulario && posible) {
  formulario.hidden = false;
  document.getElementById("llave-boton").disabled = false;
  CEREMONIAS[formulario.dataset.llave](window.allauth.webauthn.forms);
}

document.addEventListener("allauth.error", (evento) => {
  evento.preventDefault(); // it would go to the console; people get words instead
  const aviso = document.querySelector("[data-llave-error]");
  if (aviso) aviso.hidden = false;
});
