"""Contracts of pages that show rows: lists, one row, exports, public pages, admin lists."""

import csv
import io
from typing import Any, ClassVar

from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cuentas.roles import Rol
from tests.apoyo import consultas, contar_consultas, cuerpo_comparable, entrar, es_ida_a_ingresar
from tests.contratos.base import Contrato
from tests.contratos.lugares import Lugar, Lugares


class ContratoLista(Contrato):
    """A list shows exactly the rows in scope, in a constant number of queries."""

    url: ClassVar[str]
    consultas: ClassVar[int]

    def otra(self, lugar: Lugar) -> Model:
        """Make one more row in `lugar`; override where `fila` always returns the same one."""
        return self.fila(lugar)

    def direccion(self) -> str:
        return reverse(self.url)

    def mostradas(self, respuesta: HttpResponse) -> set[Any]:
        """Return the keys of the rows in the answer."""
        return {fila.pk for fila in respuesta.context["object_list"]}  # type: ignore[attr-defined]

    def pedir(self, client: Client) -> Any:
        """Ask for the list; an export overrides it with its post."""
        return client.get(self.direccion())

    def contar(self, client: Client) -> int:
        """Return how many queries one answer takes, once caches are warm."""
        return contar_consultas(client, self.direccion())

    def test_shows_exactly_the_rows_in_scope(self, client: Client, lugares: Lugares, rol_con: Rol) -> None:
        filas = self.filas(lugares)
        self.entra(client, rol_con, lugares.propio)
        respuesta = self.pedir(client)
        assert respuesta.status_code == 200
        assert self.mostradas(respuesta) == {filas[n].pk for n in self.alcanza(rol_con)}

    def test_sibling_territory_shows_its_own_rows(self, client: Client, lugares: Lugares) -> None:
        filas = self.filas(lugares)
        rol = self.rol_de_prueba()
        if self.alcanza(rol) == {"propio", "vecino", "hermano", "lejano"}:
            return  # only national roles come here: there is no sibling
        self.entra(client, rol, lugares.lejano)
        assert self.mostradas(self.pedir(client)) == {filas["lejano"].pk}

    def test_role_without_permission_gets_403(self, client: Client, lugares: Lugares, rol_sin: Rol) -> None:
        self.filas(lugares)
        self.entra(client, rol_sin, lugares.propio)
        assert self.pedir(client).status_code == 403

    def test_account_without_role_gets_403(self, client: Client, lugares: Lugares) -> None:
        self.filas(lugares)
        self.entra_sin_rol(client)
        assert self.pedir(client).status_code == 403

    def test_anonymous_is_sent_to_sign_in(self, client: Client, lugares: Lugares) -> None:
        self.filas(lugares)
        assert es_ida_a_ingresar(self.pedir(client))

    def test_growth_one_and_three_rows_take_the_same_queries(self, client: Client, lugares: Lugares) -> None:
        self.fila(lugares.propio)
        self.entra(client, self.rol_de_prueba(), lugares.propio)
        una = self.contar(client)
        self.otra(lugares.propio)
        self.otra(lugares.propio)
        assert (una, self.contar(client)) == (self.consultas, self.consultas)


class ContratoExportacion(ContratoLista):
    """A downloaded list: the same contract; `mostradas` reads the keys out of the file."""


class ContratoArchivo(ContratoExportacion):
    """An export made by `VistaExportacion`, asked for by post; `claves` reads the keys out of the rows."""

    def pedir(self, client: Client) -> Any:
        respuesta = client.post(self.direccion(), {"formato": "csv"})
        if getattr(respuesta, "streaming", False):
            respuesta.contenido = respuesta.getvalue()  # read now: its queries belong to the answer
        return respuesta

    def contar(self, client: Client) -> int:
        self.pedir(client)
        with consultas() as hechas:
            self.pedir(client)
        return len(hechas)

    def mostradas(self, respuesta: Any) -> set[Any]:
        return self.claves(leer_csv_exportado(respuesta.contenido)[1])

    def claves(self, filas: list[dict[str, str]]) -> set[Any]:
        raise NotImplementedError


def leer_csv_exportado(contenido: bytes) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Return what an exported CSV says about itself, and its rows by heading."""
    lineas = list(csv.reader(io.StringIO(contenido.decode("utf-8-sig"), newline=""), delimiter=";"))
    corte = lineas.index([])
    titulos, *filas = lineas[corte + 1 :]
    return dict(lineas[:corte]), [dict(zip(titulos, fila, strict=True)) for fila in filas]  # type: ignore[arg-type]


class ContratoDetalle(Contrato):
    """One row: shown in scope, 404 like a missing one outside it."""

    def url_de(self, fila: Any) -> str:
        return str(fila.get_absolute_url())

    def url_inexistente(self) -> str:
        """Return a well-formed address of no row."""
        raise NotImplementedError

    def pedir(self, client: Client, url: str) -> HttpResponse:
        return client.get(url)

    def test_answers_in_scope_and_404_outside(self, client: Client, lugares: Lugares, rol_con: Rol) -> None:
        filas = self.filas(lugares)
        self.entra(client, rol_con, lugares.propio)
        respuestas = {n: self.pedir(client, self.url_de(f)).status_code for n, f in filas.items()}
        dentro = self.alcanza(rol_con)
        assert respuestas == {n: 200 if n in dentro else 404 for n in filas}

    def test_foreign_row_answers_like_a_missing_one(self, client: Client, lugares: Lugares) -> None:
        ajena = self.url_de(self.fila(lugares.lejano))
        rol = self.rol_de_prueba()
        if "lejano" in self.alcanza(rol):
            return  # only national roles come here: nothing is foreign
        self.entra(client, rol, lugares.propio)
        falta = self.url_inexistente()
        una, otra = self.pedir(client, ajena), self.pedir(client, falta)
        assert (una.status_code, otra.status_code) == (404, 404)
        assert cuerpo_comparable(una, ajena) == cuerpo_comparable(otra, falta)

    def test_role_without_permission_gets_403(self, client: Client, lugares: Lugares, rol_sin: Rol) -> None:
        url = self.url_de(self.fila(lugares.propio))
        self.entra(client, rol_sin, lugares.propio)
        assert self.pedir(client, url).status_code == 403

    def test_account_without_role_gets_403(self, client: Client, lugares: Lugares) -> None:
        url = self.url_de(self.fila(lugares.propio))
        self.entra_sin_rol(client)
        assert self.pedir(client, url).status_code == 403

    def test_anonymous_is_sent_to_sign_in(self, client: Client, lugares: Lugares) -> None:
        assert es_ida_a_ingresar(self.pedir(client, self.url_de(self.fila(lugares.propio))))


class ContratoPublico(Contrato):
    """A public page: anybody reads it, and what it must not say is nowhere in it."""

    def url_de(self, fila: Any) -> str:
        return str(fila.get_absolute_url())

    def reservado(self, fila: Any) -> list[str]:
        """Return texts stored about `fila` that the page must never show (names, phones, documents)."""
        raise NotImplementedError

    def test_anonymous_reads_it_without_anything_reserved(self, client: Client, lugares: Lugares) -> None:
        fila = self.fila(lugares.propio)
        reservados = self.reservado(fila)
        respuesta = client.get(self.url_de(fila))
        assert respuesta.status_code == 200
        assert [t for t in reservados if t in respuesta.content.decode()] == []


class ContratoAdmin(Contrato):
    """An admin list: exactly the rows in scope; a foreign row answers like a missing one; no deletion."""

    modelo: ClassVar[type[Model]]

    def _url(self, accion: str, *args: Any) -> str:
        meta = self.modelo._meta
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_{accion}", args=args)

    def _entra_personal(self, client: Client, rol: Rol, lugar: Lugar) -> bool:
        usuario = lugar.usuario(rol)
        entrar(client, usuario)
        return bool(usuario.is_staff)

    def test_list_shows_exactly_the_rows_in_scope(
        self, client: Client, lugares: Lugares, rol_con: Rol
    ) -> None:
        filas = self.filas(lugares)
        es_personal = self._entra_personal(client, rol_con, lugares.propio)
        respuesta = client.get(self._url("changelist"))
        if not es_personal:
            assert respuesta.status_code in {302, 403}
            return
        mostradas = {fila.pk for fila in respuesta.context["cl"].result_list}
        assert mostradas == {filas[n].pk for n in self.alcanza(rol_con)}

    def test_foreign_row_answers_like_a_missing_one(self, client: Client, lugares: Lugares) -> None:
        ajena = self.fila(lugares.lejano)
        self._entra_personal(client, Rol.ESPECIALISTA_REGIONAL, lugares.propio)
        una = client.get(self._url("change", ajena.pk))
        otra = client.get(self._url("change", 987654321))
        assert (una.status_code, una.get("Location")) == (otra.status_code, otra.get("Location"))
        assert una.status_code in {302, 403, 404}

    def test_staff_without_permission_gets_403(self, client: Client, lugares: Lugares, rol_sin: Rol) -> None:
        self._entra_personal(client, rol_sin, lugares.propio)
        assert client.get(self._url("changelist")).status_code in {302, 403}

    def test_nothing_is_deleted_here(self, client: Client, lugares: Lugares, rol_con: Rol) -> None:
        propia = self.fila(lugares.propio)
        self._entra_personal(client, rol_con, lugares.propio)
        respuesta = client.post(self._url("delete", propia.pk), {"post": "yes"})
        assert respuesta.status_code in {302, 403}
        assert self.modelo._base_manager.filter(pk=propia.pk).exists()
