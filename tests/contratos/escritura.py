"""Contracts of what writes: forms that create, forms that edit, and action buttons."""

import uuid
from typing import Any, ClassVar

from django.db.models import Model
from django.http import HttpResponse
from django.test import Client

from cuentas.roles import Rol
from tests.apoyo import cuerpo_comparable, es_ida_a_ingresar
from tests.contratos.base import Contrato, retrato
from tests.contratos.lectura import ContratoDetalle
from tests.contratos.lugares import Lugar, Lugares


class _ConEnvio(Contrato):
    """What both kinds of form share. `modelo` is what the form writes."""

    modelo: ClassVar[type[Model]]
    # A required field; leaving it out must be answered with 422.
    obligatorio: ClassVar[str]

    def url(self, lugar: Lugar) -> str:
        """Return the address of the form in `lugar` (for its own row, when it edits one)."""
        raise NotImplementedError

    def datos(self, lugar: Lugar) -> dict[str, Any]:
        """Return valid values for the form in `lugar`, without its idempotency key."""
        raise NotImplementedError

    def ajenos(self, lejano: Lugar) -> dict[str, Any]:
        """Return, per field that names a row, the key of one out of reach ({} if no field does)."""
        raise NotImplementedError

    def _enviar(self, client: Client, lugar: Lugar, **cambios: Any) -> HttpResponse:
        datos = {**self.datos(lugar), "clave_idempotencia": str(uuid.uuid4()), **cambios}
        return client.post(self.url(lugar), {c: v for c, v in datos.items() if v is not None})

    def test_repeated_post_writes_once_and_answers_alike(self, client: Client, lugares: Lugares) -> None:
        self.entra(client, self.rol_de_prueba(), lugares.propio)
        clave = str(uuid.uuid4())
        datos = {**self.datos(lugares.propio), "clave_idempotencia": clave}
        url = self.url(lugares.propio)
        primera = client.post(url, datos)
        assert primera.status_code == 302, getattr(primera, "context", {}) and _errores(primera)
        antes = retrato(self.modelo)
        segunda = client.post(url, datos)
        assert (segunda.status_code, segunda["Location"]) == (302, primera["Location"])
        assert retrato(self.modelo) == antes

    def test_missing_value_is_answered_with_what_was_typed(self, client: Client, lugares: Lugares) -> None:
        self.entra(client, self.rol_de_prueba(), lugares.propio)
        datos = self.datos(lugares.propio)
        url, antes = self.url(lugares.propio), retrato(self.modelo)
        respuesta = client.post(url, {c: v for c, v in datos.items() if c != self.obligatorio})
        assert respuesta.status_code == 422
        form = respuesta.context["form"]
        assert self.obligatorio in form.errors
        escrito = {c: form[c].value() for c in datos if c in form.fields and c != self.obligatorio}
        assert {c: _texto(v) for c, v in escrito.items()} == {c: _texto(datos[c]) for c in escrito}
        assert retrato(self.modelo) == antes

    def test_row_out_of_reach_is_refused_in_every_field(self, client: Client, lugares: Lugares) -> None:
        ajenos = self.ajenos(lugares.lejano)
        self.entra(client, self.rol_de_prueba(), lugares.propio)
        self.datos(lugares.propio)
        self.url(lugares.propio)
        antes = retrato(self.modelo)
        estados = {c: self._enviar(client, lugares.propio, **{c: v}).status_code for c, v in ajenos.items()}
        assert {c: e for c, e in estados.items() if e not in {403, 404, 422}} == {}
        assert retrato(self.modelo) == antes

    def test_account_without_role_gets_403_and_writes_nothing(self, client: Client, lugares: Lugares) -> None:
        self.datos(lugares.propio)
        self.url(lugares.propio)
        antes = retrato(self.modelo)
        self.entra_sin_rol(client)
        assert self._enviar(client, lugares.propio).status_code == 403
        assert retrato(self.modelo) == antes

    def test_anonymous_post_writes_nothing(self, client: Client, lugares: Lugares) -> None:
        self.datos(lugares.propio)
        self.url(lugares.propio)
        antes = retrato(self.modelo)
        assert es_ida_a_ingresar(self._enviar(client, lugares.propio))
        assert retrato(self.modelo) == antes


class ContratoFormularioNuevo(_ConEnvio):
    """A form that creates a row."""

    def test_opens_for_each_role_that_may(self, client: Client, lugares: Lugares, rol_con: Rol) -> None:
        url = self.url(lugares.propio)
        self.entra(client, rol_con, lugares.propio)
        assert client.get(url).status_code == 200

    def test_role_without_permission_gets_403(self, client: Client, lugares: Lugares, rol_sin: Rol) -> None:
        url = self.url(lugares.propio)
        self.entra(client, rol_sin, lugares.propio)
        assert client.get(url).status_code == 403

    def test_anonymous_is_sent_to_sign_in(self, client: Client, lugares: Lugares) -> None:
        assert es_ida_a_ingresar(client.get(self.url(lugares.propio)))


class ContratoFormularioEdicion(_ConEnvio, ContratoDetalle):
    """A form over an existing row: also the contract of one row, and stale versions never win."""

    def url(self, lugar: Lugar) -> str:
        return self.url_de(self.fila(lugar))

    def test_post_to_a_foreign_row_answers_like_a_missing_one(self, client: Client, lugares: Lugares) -> None:
        ajena, falta = self.url_de(self.fila(lugares.lejano)), self.url_inexistente()
        rol = self.rol_de_prueba()
        if "lejano" in self.alcanza(rol):
            return  # only national roles come here: nothing is foreign
        self.entra(client, rol, lugares.propio)
        datos, antes = self.datos(lugares.lejano), retrato(self.modelo)
        una, otra = client.post(ajena, datos), client.post(falta, datos)
        assert (una.status_code, otra.status_code) == (404, 404)
        assert cuerpo_comparable(una, ajena) == cuerpo_comparable(otra, falta)
        assert retrato(self.modelo) == antes

    def test_stale_version_is_answered_with_409(self, client: Client, lugares: Lugares) -> None:
        self.entra(client, self.rol_de_prueba(), lugares.propio)
        if "version" not in self.datos(lugares.propio):
            return  # the form replaces no row: there is nothing to overwrite
        self.url(lugares.propio)
        antes = retrato(self.modelo)
        assert self._enviar(client, lugares.propio, version="99").status_code == 409
        assert retrato(self.modelo) == antes


class ContratoAccion(ContratoDetalle):
    """A button: POST only; a refusal of any kind changes nothing."""

    modelo: ClassVar[type[Model]]

    def datos(self, fila: Any) -> dict[str, Any]:
        """Return what the button posts."""
        return {}

    def pedir(self, client: Client, url: str) -> HttpResponse:
        return client.post(url, self._datos_de.get(url, {}))

    def setup_method(self) -> None:
        self._datos_de: dict[str, dict[str, Any]] = {}

    def _accion(self, fila: Any) -> str:
        url = self.url_de(fila)
        self._datos_de[url] = self.datos(fila)
        return url

    def test_answers_in_scope_and_404_outside(self, client: Client, lugares: Lugares, rol_con: Rol) -> None:
        urls = {n: self._accion(f) for n, f in self.filas(lugares).items()}
        self.entra(client, rol_con, lugares.propio)
        dentro = self.alcanza(rol_con)
        estados = {n: self.pedir(client, url).status_code for n, url in urls.items()}
        assert estados == {n: 302 if n in dentro else 404 for n in urls}

    def test_changes_something_in_scope(self, client: Client, lugares: Lugares) -> None:
        url = self._accion(self.fila(lugares.propio))
        self.entra(client, self.rol_de_prueba(), lugares.propio)
        antes = retrato(self.modelo)
        self.pedir(client, url)
        assert retrato(self.modelo) != antes

    def test_foreign_row_is_left_alone(self, client: Client, lugares: Lugares) -> None:
        url = self._accion(self.fila(lugares.lejano))
        rol = self.rol_de_prueba()
        if "lejano" in self.alcanza(rol):
            return  # only national roles come here: nothing is foreign
        self.entra(client, rol, lugares.propio)
        antes = retrato(self.modelo)
        assert self.pedir(client, url).status_code == 404
        assert retrato(self.modelo) == antes

    def test_get_is_not_allowed(self, client: Client, lugares: Lugares) -> None:
        url = self._accion(self.fila(lugares.propio))
        self.entra(client, self.rol_de_prueba(), lugares.propio)
        antes = retrato(self.modelo)
        assert client.get(url).status_code == 405
        assert retrato(self.modelo) == antes


def _texto(valor: Any) -> Any:
    return (
        [str(v) for v in valor]
        if isinstance(valor, list | tuple)
        else str(valor if valor is not None else "")
    )


def _errores(respuesta: Any) -> Any:
    form = (respuesta.context or {}).get("form") if respuesta.context else None
    return form.errors if form is not None else respuesta.status_code
