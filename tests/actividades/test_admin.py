"""The admin over activities: scope, actions row by row through the services, nothing edited past them."""

import pytest
from django.urls import reverse

from actividades.enums import EstadoActividad, IconoActividad
from actividades.models import Actividad, Revision, TipoActividad
from cuentas.enums import Permiso
from cuentas.roles import Rol
from tests.apoyo import contar_consultas, entrar
from tests.contratos import ContratoAdmin
from tests.contratos.lugares import Lugar
from tests.fabricas.actividades import ActividadFactory, EvidenciaFactory, RevisionFactory

pytestmark = pytest.mark.django_db
LISTA = reverse("admin:actividades_actividad_changelist")


@pytest.fixture
def especialista(client, lugares):
    return entrar(client, lugares.propio.usuario(Rol.ESPECIALISTA_REGIONAL))


class TestAdminActividad(ContratoAdmin):
    permiso = Permiso.ACTIVIDAD_VER
    modelo = Actividad

    def fila(self, lugar: Lugar) -> Actividad:
        return ActividadFactory(comite=lugar.comite)


def accion(client, nombre, *filas, texto=""):
    datos = {"action": nombre, "_selected_action": [f.pk for f in filas], "texto": texto}
    return [str(m) for m in client.post(LISTA, datos, follow=True).context["messages"]]


def test_verifying_several_says_what_happened_to_each(client, especialista, lugares):
    comite = lugares.propio.comite
    lista = ActividadFactory(comite=comite, total_fotos=1)
    sin_foto = ActividadFactory(comite=comite, titulo="Pintado")
    propia = ActividadFactory(comite=comite, titulo="Siembra", total_fotos=1, autor=especialista)
    mensajes = accion(client, "verificar", lista, sin_foto, propia)
    assert set(mensajes) == {
        "1 verificada.",
        f"{sin_foto.recibo}, Pintado: Falta al menos una foto.",
        f"{propia.recibo}, Siembra: La anotó usted: la revisa otra persona.",
    }
    estados = dict(Actividad.objects.values_list("pk", "estado"))
    assert estados == {lista.pk: "verificada", sin_foto.pk: "realizada", propia.pk: "realizada"}
    assert Actividad.objects.get(pk=lista.pk).verificada_por == especialista


def test_observing_needs_words(client, especialista, lugares):
    actividad = ActividadFactory(comite=lugares.propio.comite, titulo="Pintado")
    assert accion(client, "observar", actividad) == [
        f"{actividad.recibo}, Pintado: Hay que escribir el motivo."
    ]
    assert accion(client, "observar", actividad, texto="Falta la foto.") == ["1 observada."]
    assert list(Revision.objects.values_list("paso", "texto")) == [("observar", "Falta la foto.")]


def test_foreign_rows_are_left_alone(client, especialista, lugares):
    ajena = ActividadFactory(comite=lugares.lejano.comite, total_fotos=1)
    accion(client, "verificar", ajena)
    assert Actividad.objects.get().estado == EstadoActividad.REALIZADA


def test_auditor_looks_and_has_no_actions(client, lugares):
    entrar(client, lugares.propio.usuario(Rol.AUDITOR))
    actividad = ActividadFactory(comite=lugares.propio.comite, total_fotos=1)
    assert client.get(LISTA).context["action_form"] is None
    accion(client, "verificar", actividad)
    assert Actividad.objects.get().estado == EstadoActividad.REALIZADA


def test_page_shows_photos_and_reviews_and_takes_no_post(client, especialista, lugares):
    actividad = EvidenciaFactory(actividad__comite=lugares.propio.comite).actividad
    RevisionFactory(actividad=actividad, texto="Falta una foto del parque.")
    url = reverse("admin:actividades_actividad_change", args=[actividad.pk])
    pagina = client.get(url).content.decode()
    foto = actividad.evidencias.get()
    assert reverse("actividades:evidencia", args=[foto.uuid, "miniatura"]) in pagina
    assert "Falta una foto del parque." in pagina
    assert client.post(url, {"participantes": "400"}).status_code == 403
    assert Actividad.objects.get().participantes == 18


def test_nobody_adds_an_activity_here(client, especialista):
    assert client.get(reverse("admin:actividades_actividad_add")).status_code == 403


@pytest.mark.parametrize("busqueda", ["pintado", "ÁNGEL", "jazmines angel", "faena"])
def test_search_finds_title_type_and_space_without_accents(client, especialista, lugares, busqueda):
    lugares.propio.espacio.nombre = "Parque Los Jazmines"
    lugares.propio.espacio.save()
    buscada = ActividadFactory(comite=lugares.propio.comite, titulo="Pintado del Angel")
    ActividadFactory(comite=lugares.vecino.comite, tipo__slug="siembra", titulo="Molles")
    encontradas = client.get(LISTA, {"q": busqueda}).context["cl"].result_list
    assert list(encontradas) == [buscada]


def test_list_takes_the_same_queries_for_one_and_for_four(client, especialista, lugares):
    ActividadFactory(comite=lugares.propio.comite)
    una = contar_consultas(client, LISTA)
    for _ in range(3):
        ActividadFactory(comite=lugares.propio.comite)
    assert contar_consultas(client, LISTA) == una


def test_catalogue_offers_only_pictures_that_exist(client, lugares):
    entrar(client, lugares.propio.usuario(Rol.RESPONSABLE_NACIONAL))
    tipo = TipoActividad.objects.get(slug="siembra")
    url = reverse("admin:actividades_tipoactividad_change", args=[tipo.pk])
    datos = {"nombre": "Siembra", "orden": "30", "activo": "on"}
    assert client.post(url, {**datos, "icono": "farola-magica"}).status_code == 200
    assert client.post(url, {**datos, "icono": IconoActividad.ARBOL.value}).status_code == 302
    tipo.refresh_from_db()
    assert tipo.icono == "tree"
