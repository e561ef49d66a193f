"""The cells of the map give what grouping the rows would, whatever was done in between."""

import random
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from comites.models import Comite
from cuentas.enums import Permiso
from cuentas.roles import Rol
from espacios import celdas, puntos
from espacios.areas import Medida, areas
from espacios.celdas import agrupar, contados, pregunta_de, sin_contar
from espacios.enums import EstadoEspacio
from espacios.filters import FiltroEspacios
from espacios.models import CambioDelMapa, EspacioPublico
from espacios.rejilla import Ventana
from espacios.services.celdas import recalcular_celdas
from territorio.alcance import alcance_de
from tests.apoyo import contar_consultas, entrar
from tests.fabricas.comites import ComiteFactory, MandatoFactory
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.espacios import FactorRiesgoFactory, TipoEspacioFactory

pytestmark = pytest.mark.django_db

PERU = Ventana(-81.5, -18.5, -68.5, 0.1, 5)
CIUDAD = Ventana(-77.05, -12.1, -76.99, -12.0, 12)
PREGUNTAS = [
    {},
    {"estado": "recuperado"},
    {"estado": "en-alerta"},
    {"estado": "retirado", "region": "1501"},
    {"tipo": "parque", "region": "1501", "provincia": "1501"},
    {"factor": "robo-o-hurto"},
    {"silencio": "90", "region": "1501", "distrito": "150132"},
    {"silencio": "ninguna"},
]
PUNTOS = reverse("espacios:puntos")


def filtrados(usuario, datos):
    """Return the rows of a filter and the question that cells are asked for it."""
    visibles = EspacioPublico.objects.visible_to(usuario, Permiso.ESPACIO_VER)
    filtro = FiltroEspacios(datos, queryset=visibles, request=SimpleNamespace(user=usuario))
    filas = filtro.qs
    assert not filtro.form.errors
    return filas, pregunta_de(filtro.form.cleaned_data, alcance_de(usuario, Permiso.ESPACIO_VER))


def comprobar(usuario, datos):
    filas, pregunta = filtrados(usuario, datos)
    fuera = sin_contar()
    for ventana in (PERU, CIUDAD):
        de_filas = agrupar(filas, ventana.nivel, ventana)
        assert contados(filas, pregunta, ventana.nivel, ventana, fuera) == de_filas
    for medida, regiones in ((Medida.CANTIDAD, {"1501": "Lima", "08": "Cusco"}), (Medida.RECUPERADOS, {})):
        de_celdas = areas(filas, medida, regiones=regiones, contadas=(pregunta, fuera))
        assert de_celdas == areas(filas, medida, regiones=regiones)


class Azar:
    """Writes at random, by `save`, in bulk and by deleting, as services, imports and merges do."""

    def __init__(self, semilla, lugares):
        self.dado = random.Random(semilla)
        self.lugares = list(lugares.todos().values())
        self.hoy = timezone.localdate()
        self.factores = [FactorRiesgoFactory(), FactorRiesgoFactory(slug="ruido", nombre="Ruido")]
        self.tipos = [TipoEspacioFactory(), TipoEspacioFactory(slug="losa", nombre="Losa")]

    def dia(self):
        return self.hoy + timedelta(days=self.dado.choice([-400, -91, -90, -31, -1, 0]))

    def uno(self):
        return EspacioPublico.objects.filter(pk=self.dado.choice(EspacioPublico.objects.all()).pk)

    def campos(self):
        punto = {
            "latitud": -12.04 - self.dado.randrange(40) / 1000,
            "longitud": -77.03 + self.dado.randrange(40) / 1000,
        }
        return {
            **self.dado.choice([punto, punto, {"latitud": None, "longitud": None}]),
            "estado": self.dado.choice(EstadoEspacio.values),
            "ultima_actividad": self.dado.choice([None, self.dia()]),
            "recuperado_el": self.dado.choice([None, self.dia()]),
            "fecha_incorporacion": self.dia(),
            "tipo": self.dado.choice(self.tipos),
        }

    def crear(self):
        espacio = self.dado.choice(self.lugares).otro_espacio(**self.campos())
        espacio.factores.set(self.dado.sample(self.factores, self.dado.randrange(3)))

    def cambiar(self):
        self.uno().update(**dict([self.dado.choice(list(self.campos().items()))] if self.dado.random() < 0.3
                                 else self.campos()))  # fmt: skip

    def mudar(self):
        muni = self.dado.choice(self.lugares).municipalidad
        self.uno().update(municipalidad=muni, region=muni.region, distrito=muni.distrito)

    def factor(self):
        self.uno().get().factores.set(self.dado.sample(self.factores, self.dado.randrange(3)))

    def empeorar(self):
        self.uno().update(diagnostico_peor=self.dado.random() < 0.5)

    def mandato(self):
        espacio = self.uno().get()
        if not Comite.objects.filter(espacio=espacio).exists():
            fin = self.dia() + timedelta(days=self.dado.choice([0, 60]))
            comite = ComiteFactory(espacio=espacio, fecha_constitucion=fin - timedelta(days=400))
            MandatoFactory(comite=comite, inicio=fin - timedelta(days=300), fin=fin)

    def disolver(self):
        Comite.objects.filter(espacio__in=self.uno().values("pk")).update(disuelto=self.hoy)

    def borrar(self):
        self.uno().filter(comites=None).delete()

    def paso(self):
        self.dado.choice([
            self.crear, self.crear, self.cambiar, self.cambiar, self.mudar, self.factor, self.empeorar,
            self.mandato, self.mandato, self.disolver, self.borrar,
        ])()  # fmt: skip


@pytest.mark.lenta
def test_cells_equal_the_rows_after_anything(lugares):
    azar = Azar(7, lugares)
    for _ in range(10):
        azar.crear()
    nacional, municipal = (
        usuario_con_rol(Rol.RESPONSABLE_NACIONAL),
        lugares.propio.usuario(Rol.COORDINADOR_MUNICIPAL),
    )
    recalcular_celdas(actor=None)
    for vuelta in range(3):
        for _ in range(7):
            azar.paso()
        assert CambioDelMapa.objects.exists()
        for datos in PREGUNTAS:
            comprobar(nacional, datos)
        recalcular_celdas(actor=None)
        assert sin_contar() == []
        for datos in PREGUNTAS if vuelta == 2 else PREGUNTAS[:1]:
            comprobar(nacional, datos)
            comprobar(
                municipal, {k: v for k, v in datos.items() if k not in ("region", "provincia", "distrito")}
            )


def test_somebody_of_a_municipality_sees_only_its_counts(client, lugares, monkeypatch):
    monkeypatch.setattr(puntos, "PUNTOS_SUELTOS", 1)
    for lugar in (lugares.propio, lugares.propio, lugares.hermano, lugares.lejano):
        lugar.otro_espacio(latitud="-12.05", longitud="-77.03")
    recalcular_celdas(actor=None)
    lugares.hermano.otro_espacio(latitud="-12.05", longitud="-77.03")  # one that is grouped on the spot
    entrar(client, lugares.propio.usuario(Rol.COORDINADOR_MUNICIPAL))
    [celda] = client.get(PUNTOS).json()["features"]
    assert celda == {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [-77.03, -12.05]},
        "properties": {"n": 2, "alertas": 0},
    }


def test_figures_of_map_and_list_are_whole_in_no_more_queries(client, lugares, monkeypatch):
    """However many rows there are: what was counted beforehand need not stop at a cap."""
    monkeypatch.setattr("espacios.selectors.TOPE_DE_CUENTA", 1)
    entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    for estado in ("recuperado", "retirado", "identificado"):
        lugares.propio.otro_espacio(estado=estado, fecha_incorporacion="2020-01-01")
    recalcular_celdas(actor=None)
    assert [contar_consultas(client, reverse(f"espacios:{n}")) for n in ("mapa-cantidad", "lista")] == [7, 7]
    lugares.hermano.otro_espacio()
    assert contar_consultas(client, reverse("espacios:lista")) == 8
    mapa, lista = (client.get(reverse(f"espacios:{n}"), {"region": "1501"}) for n in ("mapa", "lista"))
    assert [(c["valor"], c["cuenta"]) for c in mapa.context["chips"]] == [
        ("", "3"),
        ("en-alerta", "1"),
        ("identificado", "2"),
        ("recuperado", "1"),
        ("retirado", "1"),
    ]
    assert mapa.context["chips"] == lista.context["chips"]
    assert mapa.context["total"] == lista.context["total"] == "3 espacios"
    monkeypatch.setattr(celdas, "FILAS_EN_EL_ACTO", 0)
    lugares.propio.otro_espacio()
    assert client.get(reverse("espacios:lista")).context["total"] == "más de 1 espacios"
    assert contar_consultas(client, reverse("espacios:lista")) == 8


@pytest.mark.parametrize("rol", [Rol.PROMOTOR_OPC, Rol.RESPONSABLE_NACIONAL])
def test_what_cells_do_not_know_is_asked_of_the_rows(lugares, rol):
    lugares.propio.espacio.factores.add(FactorRiesgoFactory())
    datos = {} if rol == Rol.PROMOTOR_OPC else {"tipo": "parque", "factor": "robo-o-hurto"}
    assert filtrados(lugares.propio.usuario(rol), datos)[1] is None


def test_single_spaces_come_from_the_cells_that_hold_them(client, lugares):
    dentro = lugares.propio.otro_espacio(latitud="-12.05", longitud="-77.03")
    lugares.propio.otro_espacio(latitud="-12.05", longitud="-77.3")
    recalcular_celdas(actor=None)
    nuevo = lugares.hermano.otro_espacio(latitud="-12.05", longitud="-77.03")
    entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    for zoom in (11, 17):
        datos = client.get(PUNTOS, {"ventana": "-77.05,-12.1,-76.99,-12.0", "zoom": zoom}).json()
        assert {r["properties"]["url"] for r in datos["features"]} == {
            dentro.get_absolute_url(),
            nuevo.get_absolute_url(),
        }


def test_cells_of_another_day_or_too_many_changes_are_not_used(lugares, monkeypatch):
    hoy = timezone.localdate()
    lugares.propio.otro_espacio()
    assert sin_contar() is None
    recalcular_celdas(actor=None, hoy=hoy - timedelta(days=1))
    assert sin_contar() is None
    assert recalcular_celdas(actor=None) == 1
    assert recalcular_celdas(actor=None) == 0
    monkeypatch.setattr(celdas, "CAMBIOS_TOLERADOS", 1)
    lugares.propio.otro_espacio()
    assert sin_contar() == ["150132"]
    lugares.hermano.otro_espacio()
    assert sin_contar() is None


def test_many_writes_of_one_transaction_leave_a_mark_for_each_municipality(lugares):
    recalcular_celdas(actor=None)
    with transaction.atomic():
        for lugar in (lugares.propio, lugares.hermano):
            muchos = [lugar.otro_espacio() for _ in range(3)]
            with transaction.atomic():
                muchos[0].delete()
    EspacioPublico.objects.update(estado="retirado")
    marcas = sorted(CambioDelMapa.objects.values_list("municipalidad", flat=True))
    assert marcas == ["150110", "150132"]
    # Crossed off and changed again: what comes after a count is marked anew, in the same transaction too.
    recalcular_celdas(actor=None)
    EspacioPublico.objects.filter(municipalidad="150110").update(estado="recuperado")
    assert sin_contar() == ["150110"]


def test_what_no_cell_counts_leaves_no_mark(lugares):
    espacio = lugares.propio.otro_espacio()
    recalcular_celdas(actor=None)
    espacio.referencia = "Frente al mercado"
    espacio.save()
    assert CambioDelMapa.objects.count() == 0
