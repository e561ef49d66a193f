"""The admin's pages of accounts: what they show, what they write, what they refuse."""

import pytest
from django.contrib.admin import site
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from cuentas.admin_base import BUSQUEDA_OLVIDADA
from cuentas.models import Usuario
from cuentas.roles import Rol
from tests.apoyo import entrar
from tests.contratos.lugares import hacer_lugares
from tests.cuentas.conftest import acciones, vigentes
from tests.fabricas.cuentas import (
    UsuarioFactory,
    usuario_con_rol,
)
from tests.fabricas.territorio import MunicipalidadFactory

RAIZ = "https://espacioseguro.example/"
LISTA = reverse("admin:cuentas_usuario_changelist")
NUEVA = reverse("admin:cuentas_usuario_add")


@pytest.fixture
def coordinadora(municipalidad):
    return usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, municipalidad)


def filas_de_funciones(*filas, iniciales=0):
    datos = {"asignaciones-TOTAL_FORMS": len(filas), "asignaciones-INITIAL_FORMS": iniciales}
    for n, fila in enumerate(filas):
        datos |= {f"asignaciones-{n}-{campo}": valor for campo, valor in fila.items()}
    return datos


def test_account_is_made_on_screen(client, admin, municipalidad):
    entrar(client, admin)
    assert client.get(NUEVA).status_code == 200
    datos = {"nombres": "Yesenia", "apellidos": "Ruiz", "email": "y@muni.pe", "invitar": "on"}
    funcion = {"rol": Rol.COORDINADOR_MUNICIPAL, "municipalidad": municipalidad.pk}
    respuesta = client.post(NUEVA, {**datos, **filas_de_funciones(funcion)})
    assert respuesta.status_code == 302, respuesta.context["errors"]
    usuario = Usuario.objects.get(email="y@muni.pe")
    assert vigentes(usuario) == [f"Coordinación municipal, {municipalidad}"]
    assert LogEntry.objects.count() == 0
    pagina = client.get(reverse("admin:cuentas_usuario_history", args=[usuario.pk])).content.decode()
    assert "Se creó la cuenta" in pagina


def test_what_the_service_refuses_comes_back_with_everything_typed(client, admin, municipalidad):
    entrar(client, admin)
    UsuarioFactory(identificador="tomado@ejemplo.pe", email="")
    datos = {"nombres": "Yesenia", "apellidos": "Ruiz", "email": "tomado@ejemplo.pe"}
    respuesta = client.post(NUEVA, {**datos, **filas_de_funciones()})
    assert respuesta.status_code == 200
    form = respuesta.context["adminform"].form
    assert form.errors["email"] == ["Ya hay una cuenta con este correo."]
    assert form["nombres"].value() == "Yesenia"
    assert not Usuario.objects.filter(nombres="Yesenia").exists()


@pytest.mark.parametrize(
    ("fila", "campo"),
    [
        ({"rol": Rol.COORDINADOR_MUNICIPAL}, "municipalidad"),
        ({"rol": Rol.AUDITOR, "region": "1501"}, "region"),
        ({"rol": Rol.LIDER_COMITE}, "rol"),
        ({"rol": "inventado"}, "rol"),
        ({"rol": Rol.COORDINADOR_MUNICIPAL, "municipalidad": "999999"}, "municipalidad"),
    ],
)
def test_role_and_place_must_match(client, admin, municipalidad, fila, campo):
    entrar(client, admin)
    datos = {"nombres": "Yesenia", "apellidos": "Ruiz", "email": "y@muni.pe"}
    respuesta = client.post(NUEVA, {**datos, **filas_de_funciones(fila)})
    assert respuesta.status_code == 200
    assert campo in respuesta.context["inline_admin_formsets"][0].formset.errors[0]
    assert not Usuario.objects.filter(email="y@muni.pe").exists()


def test_account_is_moved_and_ended_on_screen(client, admin, coordinadora):
    entrar(client, admin)
    nueva = MunicipalidadFactory()
    ruta = reverse("admin:cuentas_usuario_change", args=[coordinadora.pk])
    actual = coordinadora.asignaciones.get()
    base = {"nombres": "Rosa", "apellidos": "Paz", "email": coordinadora.email}
    fila = {"id": actual.pk, "usuario": coordinadora.pk, "rol": actual.rol, "municipalidad": nueva.pk}
    respuesta = client.post(ruta, {**base, "version": 1, **filas_de_funciones(fila, iniciales=1)})
    assert respuesta.status_code == 302, respuesta.context["errors"]
    assert vigentes(coordinadora) == [f"Coordinación municipal, {nueva}"]
    actual = coordinadora.asignaciones.vigentes().get()
    fila = {**fila, "id": actual.pk, "terminar": "on"}
    client.post(ruta, {**base, "version": 2, **filas_de_funciones(fila, iniciales=1)})
    assert vigentes(coordinadora) == []


def test_stale_edit_on_screen_does_not_win(client, admin, coordinadora):
    entrar(client, admin)
    ruta = reverse("admin:cuentas_usuario_change", args=[coordinadora.pk])
    datos = {"nombres": "Rosa", "apellidos": "Paz", "email": coordinadora.email, "version": 7}
    respuesta = client.post(ruta, {**datos, **filas_de_funciones()})
    assert "Otra persona guardó cambios" in respuesta.content.decode()
    assert Usuario.objects.get(pk=coordinadora.pk).apellidos == coordinadora.apellidos


def test_undeclared_fields_are_not_written(client, admin, coordinadora):
    entrar(client, admin)
    ruta = reverse("admin:cuentas_usuario_change", args=[coordinadora.pk])
    datos = {"nombres": "Rosa", "apellidos": "Paz", "email": coordinadora.email, "version": 1}
    ajenos = {
        "password": "x",
        "pin": "x",
        "is_active": "",
        "de_ejemplo": "on",
        "sello": "x",
        "last_login": "x",
    }
    antes = Usuario.objects.filter(pk=coordinadora.pk).values(*ajenos).get()
    assert client.post(ruta, {**datos, **ajenos, **filas_de_funciones()}).status_code == 302
    assert Usuario.objects.filter(pk=coordinadora.pk).values(*ajenos).get() == antes


def test_role_of_another_account_cannot_be_touched_through_this_one(client, admin, coordinadora):
    entrar(client, admin)
    ajena = usuario_con_rol(Rol.AUDITOR).asignaciones.get()
    ruta = reverse("admin:cuentas_usuario_change", args=[coordinadora.pk])
    fila = {"id": ajena.pk, "usuario": coordinadora.pk, "rol": Rol.AUDITOR, "terminar": "on"}
    datos = {"nombres": "Rosa", "apellidos": "Paz", "email": coordinadora.email, "version": 1}
    client.post(ruta, {**datos, **filas_de_funciones(fila, iniciales=1)})
    ajena.refresh_from_db()
    assert ajena.activa


def test_list_is_searched_without_accents_and_no_name_in_the_address(client, admin, coordinadora):
    entrar(client, admin)
    coordinadora.nombres, coordinadora.apellidos = "Óscar", "Muñoz"
    coordinadora.save()
    filtrada = client.post(f"{LISTA}?is_active__exact=1&p=3", {"q": "oscar munoz"})["Location"]
    lista = client.get(filtrada).context["cl"]
    assert (list(lista.result_list), lista.palabras) == ([coordinadora], "oscar munoz")
    assert (filtrada.startswith(f"{LISTA}?is_active__exact=1&q="), "munoz" in filtrada) == (True, False)
    for olvidada in ("oscar munoz", "clave-de-otra-sesion"):  # a key is asked for, and it must be known
        pagina = client.get(LISTA, {"q": olvidada})
        assert (list(pagina.context["cl"].result_list), pagina.context["cl"].palabras) == ([], "")
        assert [str(m) for m in pagina.context["messages"]] == [BUSQUEDA_OLVIDADA]
    assert len(client.get(LISTA, {"q": ""}).context["cl"].result_list) > 1


def test_autocomplete_searches_the_words_that_are_typed(admin, coordinadora, rf):
    """It asks the same admin for rows, but with words: there is no key to them."""
    coordinadora.nombres, coordinadora.apellidos = "Óscar", "Muñoz"
    coordinadora.save()
    pedido, cuentas = rf.get("/"), site.get_model_admin(Usuario)
    pedido.user = admin
    filas, _ = cuentas.get_search_results(pedido, cuentas.get_queryset(pedido), "oscar munoz")
    assert list(filas) == [coordinadora]


def test_list_is_filtered(client, admin, coordinadora, municipalidad):
    entrar(client, admin)
    consultas = [
        {"rol": Rol.COORDINADOR_MUNICIPAL},
        {"region": municipalidad.region_id, "rol": Rol.COORDINADOR_MUNICIPAL},
    ]
    vistas = [list(client.get(LISTA, c).context["cl"].result_list) for c in consultas]
    assert vistas == [[coordinadora]] * 2
    assert list(client.get(LISTA, {"rol": Rol.ALIADO}).context["cl"].result_list) == []


def test_list_takes_the_same_queries_for_one_and_many(client, admin, django_assert_num_queries):
    entrar(client, admin)
    client.get(LISTA)
    with django_assert_num_queries(6):
        client.get(LISTA)
    for _ in range(3):
        usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, MunicipalidadFactory())
    with django_assert_num_queries(6):
        client.get(LISTA)


@pytest.mark.parametrize("filtro", ["password__startswith", "pin__startswith", "sello__startswith"])
def test_secrets_are_not_guessed_through_the_address(client, admin, filtro):
    entrar(client, admin)
    assert client.get(LISTA, {filtro: "a"}).status_code in {302, 400}


@pytest.mark.parametrize("slug", ["invitar", "quitar-segundo-paso", "desactivar"])
def test_action_asks_first_and_acts_on_post(client, admin, coordinadora, slug):
    entrar(client, admin)
    ruta = reverse("admin:cuentas_usuario_accion", args=[coordinadora.pk, slug])
    assert client.get(ruta).status_code == 200
    assert acciones(coordinadora) == []
    assert client.post(ruta).status_code == 302
    assert len(acciones(coordinadora)) == 1


def test_own_account_has_no_such_actions(client, admin, otra):
    entrar(client, admin)
    rutas = [
        reverse("admin:cuentas_usuario_accion", args=[admin.pk, "desactivar"]),
        reverse("admin:cuentas_usuario_entregar", args=[admin.pk]),
    ]
    assert [client.post(r).status_code for r in rutas] == [403, 403]
    assert client.get(reverse("admin:cuentas_usuario_change", args=[admin.pk])).status_code == 200


def test_work_is_handed_over_on_screen(client, admin, coordinadora):
    entrar(client, admin)
    nueva = UsuarioFactory()
    ruta = reverse("admin:cuentas_usuario_entregar", args=[coordinadora.pk])
    assert client.get(ruta).status_code == 200
    assert client.post(ruta, {"a": ""}).context["form"].errors.keys() == {"a"}
    assert client.post(ruta, {"a": coordinadora.pk}).status_code == 200
    assert client.post(ruta, {"a": nueva.pk, "desactivar": "on"}).status_code == 302
    assert len(vigentes(nueva)) == 1


@pytest.mark.parametrize("rol", [Rol.ESPECIALISTA_REGIONAL, Rol.AUDITOR, Rol.OFICIAL_DATOS])
def test_other_staff_reach_no_page_of_accounts(client, coordinadora, rol):
    entrar(client, hacer_lugares().propio.usuario(rol))
    nombres = ["change", "history", "entregar"]
    rutas = [LISTA, NUEVA, *(reverse(f"admin:cuentas_usuario_{n}", args=[coordinadora.pk]) for n in nombres)]
    estados = {client.get(r).status_code for r in rutas}
    assert estados <= {302, 403, 404}
    autocompletar = {"app_label": "cuentas", "model_name": "asignacion", "field_name": "usuario"}
    assert client.get(reverse("admin:autocomplete"), autocompletar).status_code == 403


def test_nothing_is_deleted(client, admin, coordinadora):
    entrar(client, admin)
    ruta = reverse("admin:cuentas_usuario_delete", args=[coordinadora.pk])
    assert client.post(ruta, {"post": "yes"}).status_code == 403
    assert "delete_selected" not in client.get(LISTA).content.decode()
