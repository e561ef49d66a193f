"""The list, the map and its points: scope, filters, figures, pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cuentas.enums import Permiso
from cuentas.roles import Rol
from espacios import puntos
from espacios.enums import Alerta, EstadoEspacio
from espacios.filas import senal_de
from espacios.models import EspacioPublico
from tests.apoyo import entrar
from tests.contratos import ContratoExportacion, ContratoLista
from tests.fabricas.actividades import ActividadFactory
from tests.fabricas.comites import ComiteFactory
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.espacios import EspacioFactory, FactorRiesgoFactory, TipoEspacioFactory
from tests.fabricas.territorio import DistritoFactory, MunicipalidadFactory, ProvinciaFactory

pytestmark = pytest.mark.django_db
LISTA, MAPA, PUNTOS = (reverse(f"espacios:{n}") for n in ("lista", "mapa", "puntos"))


@pytest.fixture
def nacional(client):
    return entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))


class TestLista(ContratoLista):
    url = "espacios:lista"
    permiso = Permiso.ESPACIO_VER
    consultas = 8  # one less with the counts of today

    def fila(self, lugar):
        return lugar.espacio

    def otra(self, lugar):
        return lugar.otro_espacio()


class TestMapa(TestLista):
    url = "espacios:mapa"


class TestPuntos(ContratoExportacion):
    url = "espacios:puntos"
    permiso = Permiso.ESPACIO_VER
    consultas = 6

    def fila(self, lugar):
        EspacioPublico.objects.filter(pk=lugar.espacio.pk).update(latitud="-12.05", longitud="-77.03")
        return lugar.espacio

    def otra(self, lugar):
        return lugar.otro_espacio(latitud="-12.06", longitud="-77.02")

    def mostradas(self, respuesta):
        urls = {r["properties"]["url"] for r in respuesta.json()["features"]}
        return {e.pk for e in EspacioPublico.objects.all() if e.get_absolute_url() in urls}


def nombres(client, url=LISTA, **filtros):
    return [e.nombre for e in client.get(url, filtros).context["object_list"]]


def test_search_ignores_accents_case_and_order(client, lugares, nacional):
    lugares.propio.otro_espacio(nombre="Parque Señor de los Milagros de Ñaña")
    lugares.propio.otro_espacio(nombre="Plaza Mayor", direccion="Av. Los Próceres 100")
    assert nombres(client, q="ÑANA senor") == ["Parque Señor de los Milagros de Ñaña"]
    assert nombres(client, q="proceres") == ["Plaza Mayor"]
    assert nombres(client, q="nes-150132") == sorted(nombres(client))
    assert nombres(client, q="%") == []


def test_filters_narrow_and_combine(client, lugares, nacional):
    losa = TipoEspacioFactory(slug="losa-o-complejo-deportivo", nombre="Losa o complejo deportivo")
    uno = lugares.propio.otro_espacio(nombre="Uno", tipo=losa)
    uno.factores.add(FactorRiesgoFactory())
    lugares.propio.otro_espacio(nombre="Dos")
    lugares.hermano.otro_espacio(nombre="Tres", tipo=losa)
    lugares.lejano.otro_espacio(nombre="Cuatro", estado="recuperado")
    assert nombres(client, tipo="losa-o-complejo-deportivo") == ["Tres", "Uno"]
    assert nombres(client, factor="robo-o-hurto") == ["Uno"]
    assert nombres(client, region="08") == ["Cuatro"]
    assert nombres(client, region="1501", distrito="150110") == ["Tres"]
    assert nombres(client, region="1501", distrito="150132", comisaria=lugares.propio.comisaria.pk) == [
        "Dos",
        "Uno",
    ]
    assert nombres(client, estado="recuperado", tipo="losa-o-complejo-deportivo") == []


@pytest.mark.parametrize(
    ("silencio", "hallados"),
    [
        ("30", ["Hace 31", "Hace 90", "Nunca"]),
        ("60", ["Hace 90", "Nunca"]),
        ("90", ["Nunca"]),
        ("ninguna", ["Nunca"]),
    ],
)
def test_silence_counts_days_without_a_verified_activity(client, lugares, nacional, silencio, hallados):
    hoy = timezone.localdate()
    for dias in (30, 31, 90):
        lugares.propio.otro_espacio(nombre=f"Hace {dias}", ultima_actividad=hoy - timedelta(days=dias))
    lugares.propio.otro_espacio(nombre="Nunca")
    assert nombres(client, silencio=silencio) == hallados
    assert nombres(client, MAPA, silencio=silencio) == hallados


def test_retired_spaces_are_asked_for_by_name(client, lugares, nacional):
    lugares.propio.otro_espacio(nombre="Activo")
    lugares.propio.otro_espacio(nombre="Retirado", estado="retirado")
    assert nombres(client) == ["Activo"]
    assert nombres(client, estado="retirado") == ["Retirado"]


def test_figures_by_state_follow_the_other_filters(client, lugares, nacional, monkeypatch):
    monkeypatch.setattr("espacios.evidencias._alertas", {})  # upper apps bring theirs
    lugares.propio.otro_espacio(nombre="Uno", estado="recuperado")
    lugares.propio.otro_espacio(nombre="Dos")
    lugares.lejano.otro_espacio(nombre="Tres")
    chips = client.get(LISTA, {"region": "1501", "estado": "recuperado"}).context["chips"]
    assert [(c["texto"], c["cuenta"], c["actual"]) for c in chips] == [
        ("Todos", "2", False),
        ("En alerta", "0", False),
        ("Identificado", "1", False),
        ("Recuperado", "1", True),
    ]


def test_a_common_search_shows_the_newest_first_and_counts_only_its_page(
    client, lugares, nacional, monkeypatch
):
    monkeypatch.setattr("comunes.busqueda.consulta.ORDENABLES", 1)
    for nombre in ("Parque Z", "Parque B", "Parque A"):
        lugares.propio.otro_espacio(nombre=nombre, estado="recuperado")
    contexto = client.get(LISTA, {"q": "parque", "estado": "recuperado"}).context
    assert [e.nombre for e in contexto["object_list"]] == ["Parque A", "Parque B", "Parque Z"]
    assert contexto["total"] == "3 espacios"
    cuentas = {chip["valor"]: chip["cuenta"] for chip in contexto["chips"]}
    assert (cuentas["recuperado"], cuentas[""]) == ("3", "")


def test_common_and_rare_risks_find_the_same(client, lugares, nacional, monkeypatch):
    factor = FactorRiesgoFactory()
    marcados = [lugares.propio.otro_espacio(nombre=n) for n in ("Uno", "Dos")]
    for espacio in marcados:
        espacio.factores.add(factor)
    lugares.propio.otro_espacio(nombre="Tres")
    raro = nombres(client, factor=factor.slug)
    monkeypatch.setattr("espacios.filters.MARCAS_FRECUENTE", 1)
    assert nombres(client, factor=factor.slug) == raro == ["Dos", "Uno"]


def test_figures_stop_at_the_cap(client, lugares, nacional, monkeypatch):
    monkeypatch.setattr("espacios.selectors.TOPE_DE_CUENTA", 4)
    monkeypatch.setattr("espacios.selectors.TOPE_PARCIAL", 2)
    for estado in ("identificado",) * 4 + ("priorizado",) * 2:
        lugares.propio.otro_espacio(estado=estado)
    contexto = client.get(LISTA).context
    assert {c["valor"]: c["cuenta"] for c in contexto["chips"]} == {
        "": "+4",
        "en-alerta": "0",
        "identificado": "+2",
        "priorizado": "2",
    }
    assert contexto["total"] == "más de 4 espacios"


@pytest.mark.parametrize(
    "filtro", ["region", "distrito", "tipo", "factor", "comisaria", "estado", "silencio"]
)
def test_unknown_filter_value_is_said_and_not_applied(client, lugares, nacional, filtro):
    lugares.propio.otro_espacio(nombre="Uno")
    respuesta = client.get(LISTA, {filtro: "no-existe"})
    assert nombres(client, **{filtro: "no-existe"}) == ["Uno"]
    assert "No se aplicó un filtro." in respuesta.content.decode()


def test_foreign_places_are_not_offered(client, lugares):
    for lugar in lugares.todos().values():
        lugar.otro_espacio()
    entrar(client, lugares.propio.usuario(Rol.COORDINADOR_MUNICIPAL))
    campos = client.get(LISTA).context["filtro"].form.fields
    assert set(campos) == {"q", "comisaria", "tipo", "factor", "silencio", "estado"}
    ofrecidas = {valor for valor, _ in campos["comisaria"].choices if valor}
    assert ofrecidas == {lugares.propio.comisaria.pk, lugares.vecino.comisaria.pk}


@pytest.mark.parametrize(
    ("rol", "elegidos", "dicho"),
    [
        (
            Rol.RESPONSABLE_NACIONAL,
            {},
            "Elija una región para filtrar también por provincia, distrito o comisaría.",
        ),
        (
            Rol.RESPONSABLE_NACIONAL,
            {"region": "1501"},
            "Elija un distrito para filtrar también por comisaría.",
        ),
        (Rol.RESPONSABLE_NACIONAL, {"region": "1501", "distrito": "150132"}, ""),
        (Rol.COORDINADOR_MUNICIPAL, {}, ""),
    ],
)
def test_what_has_to_be_chosen_for_more_filters_to_come_is_said(client, lugares, rol, elegidos, dicho):
    for lugar in (lugares.propio, lugares.vecino, lugares.hermano, lugares.lejano):
        lugar.otro_espacio()
    entrar(client, lugares.propio.usuario(rol))
    respuesta = client.get(reverse("espacios:lista"), elegidos)
    assert respuesta.context["filtro"].por_elegir == dicho
    assert respuesta.content.decode().count("para filtrar también por") == bool(dicho)


def test_pages_reach_every_row_once(client, lugares, nacional):
    esperados = sorted(lugares.propio.otro_espacio().nombre for _ in range(45))
    vistos, url = [], LISTA
    while url:
        pagina = client.get(url).context["pagina"]
        vistos += [e.nombre for e in pagina]
        url = f"{LISTA}?cursor={pagina.siguiente}" if pagina.siguiente else ""
    assert vistos == esperados


@pytest.mark.lenta
@pytest.mark.parametrize("basura", ["\x00", "' OR 1=1 --", "🌳" * 300, "a " * 500, "[]", "%25"])
@pytest.mark.parametrize("parametro", ["q", "cursor", "estado", "region", "ventana", "zoom"])
@pytest.mark.parametrize("url", [LISTA, MAPA, PUNTOS])
def test_rubbish_in_the_address_is_harmless(client, nacional, url, parametro, basura):
    assert client.get(url, {parametro: basura}).status_code == 200


def test_full_page_stays_light(client, lugares, nacional):
    for _ in range(26):
        lugares.propio.otro_espacio(nombre="Parque Ecológico Señor de los Milagros", estado="recuperado")
    respuesta = client.get(LISTA)
    assert len(respuesta.context["object_list"]) == 25
    assert len(respuesta.content) < 60_000


def test_empty_list_says_what_to_do_according_to_the_role(client, lugares):
    entrar(client, lugares.propio.usuario(Rol.COORDINADOR_MUNICIPAL))
    assert "Registrar espacio" in client.get(LISTA).content.decode()
    entrar(client, lugares.propio.usuario(Rol.PROMOTOR_OPC))
    pagina = client.get(LISTA).content.decode()
    assert "Registrar espacio" not in pagina
    assert "Cuando la municipalidad registre el primero" in pagina


# Points -------------------------------------------------------------------------------------------


def test_points_say_what_the_list_says(client, lugares, nacional, monkeypatch):
    monkeypatch.setattr("espacios.evidencias._alertas", {})  # upper apps bring theirs
    lugares.propio.otro_espacio(nombre="Con punto", latitud="-12.05", longitud="-77.03", estado="recuperado")
    lugares.propio.otro_espacio(nombre="Sin punto")
    datos = client.get(PUNTOS).json()
    [rasgo] = datos["features"]
    assert datos["completo"] is True
    assert rasgo["geometry"] == {"type": "Point", "coordinates": [-77.03, -12.05]}
    assert {campo: rasgo["properties"][campo] for campo in ("nombre", "tono", "icono", "frase")} == {
        "nombre": "Con punto",
        "tono": "parque",
        "icono": "lightbulb",
        "frase": "Parque, recuperado",
    }


def test_each_state_and_the_alert_have_a_sign_of_their_own():
    senales = [senal_de(estado, en_alerta=False) for estado in EstadoEspacio]
    senales.append(senal_de(EstadoEspacio.RECUPERADO, en_alerta=True))
    assert senales == [*EstadoEspacio, Alerta.EN_ALERTA]
    assert len({senal.icono for senal in senales}) == len(senales)


def test_points_follow_window_and_filters(client, lugares, nacional):
    lugares.propio.otro_espacio(nombre="Dentro", latitud="-12.05", longitud="-77.03")
    lugares.propio.otro_espacio(nombre="Fuera", latitud="-8.11", longitud="-79.03")
    rasgos = client.get(PUNTOS, {"ventana": "-78,-13,-76,-11", "zoom": "10"}).json()["features"]
    assert [r["properties"]["nombre"] for r in rasgos] == ["Dentro"]
    assert client.get(PUNTOS, {"q": "fuera"}).json()["features"][0]["properties"]["nombre"] == "Fuera"


def test_many_points_become_cells_that_add_up(client, lugares, nacional, monkeypatch):
    monkeypatch.setattr(puntos, "PUNTOS_SUELTOS", 3)
    for n in range(4):
        lugares.propio.otro_espacio(latitud=f"-12.0{n}", longitud="-77.03")
    lugares.propio.otro_espacio(latitud="-8.11", longitud="-79.03")
    datos = client.get(PUNTOS, {"ventana": "-82,-19,-68,1", "zoom": "5"}).json()
    assert datos["completo"] is False
    assert sorted(r["properties"]["n"] for r in datos["features"]) == [1, 4]


def test_province_is_a_filter_of_every_list(client, lugares, nacional):
    lejano = lugares.lejano
    otra = ProvinciaFactory(region=lejano.region, ubigeo="0802")
    distrito = DistritoFactory(ubigeo="080204", region=lejano.region, provincia=otra)
    EspacioFactory(nombre="De otra", municipalidad=MunicipalidadFactory(distrito=distrito))
    espacios = [lejano.otro_espacio(nombre="De esta"), EspacioPublico.objects.get(nombre="De otra")]
    for espacio in espacios:
        ActividadFactory(espacio=espacio, comite=ComiteFactory(espacio=espacio), titulo=espacio.nombre)
    suya = str(lejano.municipalidad.pk)[:4]
    for provincia, hallado in ((suya, "De esta"), ("0802", "De otra")):
        filtros = {"region": "08", "provincia": provincia}
        assert nombres(client, **filtros) == nombres(client, MAPA, **filtros) == [hallado]
        comites = client.get(reverse("comites:lista"), filtros).context["object_list"]
        actividades = client.get(reverse("actividades:lista"), filtros).context["object_list"]
        assert [c.espacio.nombre for c in comites] == [a.titulo for a in actividades] == [hallado]

    def opciones(campo, **filtros):
        return {v for v, _ in client.get(LISTA, filtros).context["filtro"].form.fields[campo].choices if v}

    assert opciones("provincia", region="08") == {suya, "0802"}
    segundo = DistritoFactory(ubigeo="080205", region=lejano.region, provincia=otra)
    EspacioFactory(municipalidad=MunicipalidadFactory(distrito=segundo))
    assert opciones("distrito", region="08", provincia="0802") == {"080204", "080205"}
