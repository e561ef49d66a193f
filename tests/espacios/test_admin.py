"""The admin of spaces keeps to the scope and the services."""

import pytest
from django.urls import reverse

from comunes.bitacora import historial
from cuentas.enums import Permiso
from cuentas.roles import Rol
from espacios.models import Diagnostico, EspacioPublico, TipoEspacio
from tests.apoyo import contar_consultas, entrar
from tests.contratos import ContratoAdmin
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.espacios import (
    DiagnosticoFactory,
    FactorRiesgoFactory,
    FotoEspacioFactory,
    TipoEspacioFactory,
)

pytestmark = pytest.mark.django_db
LISTA = reverse("admin:espacios_espaciopublico_changelist")
AGREGAR = reverse("admin:espacios_espaciopublico_add")


@pytest.fixture
def especialista(client, lugares):
    return entrar(client, lugares.propio.usuario(Rol.ESPECIALISTA_REGIONAL))


class TestAdmin(ContratoAdmin):
    permiso = Permiso.ESPACIO_VER
    modelo = EspacioPublico

    def fila(self, lugar):
        return lugar.espacio


class TestAdminDiagnostico(ContratoAdmin):
    permiso = Permiso.ESPACIO_VER
    modelo = Diagnostico

    def fila(self, lugar):
        return DiagnosticoFactory(espacio=lugar.espacio, validado=True)


def test_diagnoses_are_found_by_their_space_and_never_written(client, lugares, especialista):
    uno = DiagnosticoFactory(espacio=lugares.propio.otro_espacio(nombre="Parque Ñandú"), validado=True)
    DiagnosticoFactory(espacio=lugares.propio.espacio)
    DiagnosticoFactory(espacio=lugares.lejano.espacio)
    lista = reverse("admin:espacios_diagnostico_changelist")
    hallados = [client.get(lista, f).context["cl"].result_list for f in ({}, {"q": "nandu"})]
    assert [len(filas) for filas in hallados] == [2, 1]
    url = reverse("admin:espacios_diagnostico_change", args=[uno.pk])
    assert "Hay una losa" in client.get(url).content.decode()
    assert client.post(url, {"estado": "borrador"}).status_code == 403
    assert client.get(reverse("admin:espacios_diagnostico_add")).status_code == 403


def cambiar(espacio):
    return reverse("admin:espacios_espaciopublico_change", args=[espacio.pk])


def valores(lugar, **cambios):
    inline = {f"fotos-{n}_FORMS": "0" for n in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
    datos = {
        "nombre": "Parque Señor de los Milagros",
        "tipo": TipoEspacioFactory().pk,
        "distrito": lugar.municipalidad.pk,
        "comisaria": lugar.comisaria.pk,
        "factores": [FactorRiesgoFactory().pk],
        "ubicacion": "-12.05, -77.03",
        "fecha_incorporacion": "12/01/2026",
        **inline,
        **cambios,
    }
    return {c: v for c, v in datos.items() if v is not None}


def errores(respuesta):
    assert respuesta.status_code == 200
    return dict(respuesta.context["adminform"].form.errors)


def nombres(client, **filtros):
    return [e.nombre for e in client.get(LISTA, filtros).context["cl"].result_list]


def test_add_goes_through_the_service(client, lugares, especialista):
    respuesta = client.post(AGREGAR, valores(lugares.propio))
    assert respuesta.status_code == 302
    espacio = EspacioPublico.objects.get()
    assert (espacio.codigo, espacio.region_id, espacio.creado_por, str(espacio.latitud)) == (
        "NES-150132-01",
        "1501",
        especialista,
        "-12.050000",
    )
    assert [e.accion for e in historial(espacio)] == ["espacio-registrado"]
    assert espacio.factores.count() == 1


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"distrito": "080104"}, "distrito"),
        ({"ubicacion": "-77.03, -12.05"}, "ubicacion"),
        ({"fecha_incorporacion": "01/01/2999"}, "fecha_incorporacion"),
        ({"nombre": "\u200b"}, "nombre"),
        ({"area_m2": "-3"}, "__all__"),
        ({"tipo": "9" * 30}, "tipo"),
    ],
)
def test_bad_values_are_said_and_nothing_is_written(client, lugares, especialista, cambios, campo):
    assert campo in errores(client.post(AGREGAR, valores(lugares.propio, **cambios)))
    assert EspacioPublico.objects.count() == 0


def test_change_keeps_version_and_history(client, lugares, especialista):
    espacio = lugares.propio.espacio
    datos = valores(lugares.propio, distrito=None, version="1", nombre="Otro nombre", estado="identificado")
    assert client.post(cambiar(espacio), datos).status_code == 302
    espacio.refresh_from_db()
    assert (espacio.nombre, espacio.version, espacio.estado) == ("Otro nombre", 2, "identificado")
    assert historial(espacio)[0].accion == "espacio-editado"
    assert "version" in errores(client.post(cambiar(espacio), datos))


def test_state_needs_its_motive_and_leaves_its_trace(client, lugares, especialista):
    espacio = lugares.propio.espacio
    datos = valores(lugares.propio, distrito=None, version="1", estado="recuperado")
    assert "motivo" in errores(client.post(cambiar(espacio), datos))
    assert client.post(cambiar(espacio), {**datos, "motivo": "Recuperado en 2021."}).status_code == 302
    espacio.refresh_from_db()
    assert espacio.estado == "recuperado"
    assert historial(espacio)[0].datos["motivo"] == "Recuperado en 2021."


def test_late_save_between_check_and_write_is_said(client, lugares, especialista, monkeypatch):
    espacio = lugares.propio.espacio
    original = EspacioPublico._base_manager

    def adelantarse(form):
        original.filter(pk=espacio.pk).update(version=7)
        return 1

    monkeypatch.setattr("espacios.forms_admin.FormularioEspacioAdmin.clean_version", adelantarse)
    datos = valores(lugares.propio, distrito=None, version="1", nombre="Otro nombre", estado="identificado")
    respuesta = client.post(cambiar(espacio), datos, follow=True)
    assert "Otra persona guardó cambios mientras usted editaba." in respuesta.content.decode()
    espacio.refresh_from_db()
    assert espacio.nombre != "Otro nombre"


def test_retired_space_is_read_only(client, lugares, especialista):
    espacio = lugares.propio.otro_espacio(estado="retirado", nombre="Retirado")
    assert client.get(cambiar(espacio)).status_code == 200
    assert client.post(cambiar(espacio), valores(lugares.propio, version="1")).status_code == 403


def test_auditor_looks_and_does_not_write(client, lugares):
    entrar(client, usuario_con_rol(Rol.AUDITOR))
    espacio = lugares.propio.espacio
    FotoEspacioFactory(espacio=espacio)
    pagina = client.get(cambiar(espacio)).content.decode()
    assert espacio.codigo in pagina
    assert 'name="nombre"' not in pagina
    assert client.post(cambiar(espacio), valores(lugares.propio)).status_code == 403
    assert client.get(AGREGAR).status_code == 403


def test_search_and_filters_stay_in_scope(client, lugares, especialista):
    lugares.propio.otro_espacio(nombre="Parque Ñaña", estado="recuperado")
    lugares.hermano.otro_espacio(nombre="Plaza Mayor")
    lugares.lejano.otro_espacio(nombre="Parque Ñaña del Cusco")
    assert nombres(client, q="nana") == ["Parque Ñaña"]
    assert nombres(client, estado__exact="recuperado") == ["Parque Ñaña"]
    assert nombres(client) == ["Parque Ñaña", "Plaza Mayor"]
    assert "Cusco" not in client.get(LISTA).content.decode()


def test_autocomplete_offers_only_the_scope(client, lugares, especialista):
    pedido = {
        "app_label": "espacios",
        "model_name": "espaciopublico",
        "field_name": "distrito",
        "term": "distrito",
    }
    ofrecidos = client.get(reverse("admin:autocomplete"), pedido).json()["results"]
    assert {o["id"] for o in ofrecidos} == {"150132", "150110"}


def test_history_leads_to_the_product_s_own(client, lugares, especialista):
    espacio = lugares.propio.espacio
    url = reverse("admin:espacios_espaciopublico_history", args=[espacio.pk])
    assert client.get(url).url == reverse("espacios:espacio-historial", args=[espacio.codigo])


def test_growth_of_the_admin_list(client, lugares, especialista):
    lugares.propio.espacio  # noqa: B018
    una = contar_consultas(client, LISTA)
    for _ in range(3):
        lugares.propio.otro_espacio().factores.add(FactorRiesgoFactory())
    assert contar_consultas(client, LISTA) == una


def test_catalogue_is_edited_by_who_may_and_its_code_stays(client, lugares):
    entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    tipo = TipoEspacio.objects.get(slug="alameda")
    url = reverse("admin:espacios_tipoespacio_change", args=[tipo.pk])
    datos = {"nombre": "Alameda o paseo", "orden": "70", "activo": "on", "slug": "otro"}
    assert client.post(url, datos).status_code == 302
    tipo.refresh_from_db()
    assert (tipo.nombre, tipo.slug) == ("Alameda o paseo", "alameda")
    entrar(client, lugares.propio.usuario(Rol.ESPECIALISTA_REGIONAL))
    assert client.get(url).status_code == 403
