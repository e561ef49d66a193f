"""Figures counted beforehand are what counting everything gives, whatever was done in between."""

import random
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from actividades.enums import EstadoActividad, Organizador
from actividades.models import Actividad
from capacitaciones.models import Asistencia, Sesion
from comites.cobertura import cobertura_por_lugar
from comites.disparadores import MANTENIDOS
from comites.models import Comite, GrupoWhatsApp, Integrante, Mandato
from comunes.disparadores import asegurar, soltar
from espacios import disparadores as del_mapa
from espacios.enums import EstadoEspacio
from espacios.models import EspacioPublico
from espacios.services.celdas import recalcular_celdas
from monitoreo import conteos
from monitoreo import indicadores as ind
from monitoreo.conteos import FIGURAS, Charlas, charlas, contar_charlas, figuras
from monitoreo.disparadores import VIGILADAS, disparadores
from monitoreo.models import CambioPorContar, Conteo, ConteoDeCharlas
from monitoreo.selectors import Total, contadas_hoy, espacios_por_region, panorama, registradas_en, total_de
from monitoreo.services import recalcular_conteos
from tests.fabricas.actividades import ActividadFactory
from tests.fabricas.capacitaciones import AsistenciaFactory
from tests.fabricas.comites import ComiteFactory, GrupoFactory, IntegranteFactory, MandatoFactory
from tests.fabricas.cuentas import UsuarioFactory
from tests.fabricas.espacios import EspacioFactory
from tests.fabricas.personas import PersonaFactory
from tests.fabricas.territorio import MunicipalidadFactory, RegionFactory

pytestmark = pytest.mark.django_db


def contado(alcance):
    """Count everything in the places of `alcance`, beforehand or not."""
    hoy = timezone.localdate()
    cuentas = {}
    for nombre, (filas, ruta) in FIGURAS.items():
        cuentas[nombre] = filas(hoy).filter(conteos._con_ruta(alcance, ruta)).count()
    for personas, membresias in conteos._PERSONAS.items():
        filas, ruta = FIGURAS[membresias]
        suyas = filas(hoy).filter(conteos._con_ruta(alcance, ruta))
        cuentas[personas] = suyas.aggregate(n=Count("persona", distinct=True))["n"]
    return cuentas


def comprobar(municipalidades):
    hoy = timezone.localdate()
    alcances = [Q(), Q(region__in=[municipalidades[0].region_id])]
    alcances += [Q(municipalidad__in=[m.pk]) | Q(comisaria__in=["0001"]) for m in municipalidades[:2]]
    assert [figuras(hoy, a) for a in alcances] == [contado(a) for a in alcances]
    for donde in alcances[:2]:
        filas = Comite.objects.filter(donde)
        for por_distrito in (False, True):
            contada = cobertura_por_lugar(filas, por_distrito=por_distrito, donde=donde)
            assert contada == cobertura_por_lugar(filas, por_distrito=por_distrito, donde=None)


class Azar:
    """Writes at random, by `save`, in bulk and by deleting, as services, imports and merges do."""

    def __init__(self, semilla, municipalidades):
        self.dado = random.Random(semilla)
        self.municipalidades = municipalidades
        self.hoy = timezone.localdate()

    def dia(self):
        return self.hoy + timedelta(days=self.dado.choice([-400, -100, -91, -90, -31, -5, -1, 0, 1, 30]))

    def una(self, modelo):
        return self.dado.choice(list(modelo.objects.order_by("pk")))

    def espacio(self):
        muni = self.dado.choice(self.municipalidades)
        estado = self.dado.choice(list(EstadoEspacio.values))
        espacio = EspacioFactory(
            municipalidad=muni, distrito=muni.distrito, region=muni.region, estado=estado,
            fecha_incorporacion=self.dia(),
        )  # fmt: skip
        ComiteFactory(espacio=espacio, fecha_constitucion=self.dado.choice([None, self.dia()]))

    def mudar(self):
        muni = self.dado.choice(self.municipalidades)
        self.una(EspacioPublico)
        EspacioPublico.objects.filter(pk=self.una(EspacioPublico).pk).update(
            municipalidad=muni, region=muni.region, estado=self.dado.choice(list(EstadoEspacio.values))
        )

    def mandato(self):
        comite = self.una(Comite)
        if not comite.mandatos.exists():
            fin = self.dia() + timedelta(days=self.dado.choice([0, 20, 60, 61, 200]))
            MandatoFactory(comite=comite, inicio=fin - timedelta(days=300), fin=fin)

    def disolver(self):
        Comite.objects.filter(pk=self.una(Comite).pk).update(disuelto=self.dia())

    def grupo(self):
        comite = self.una(Comite)
        if not comite.grupos.filter(cerrado=None).exists():
            cerrado = self.dado.choice([None, self.dia()])
            respaldo = self.dado.choice(["", "+51912345678"])
            GrupoFactory(
                comite=comite, abierto=self.dia(), ultimo_mensaje=self.dia(), cerrado=cerrado,
                celular_respaldo=respaldo,
            )  # fmt: skip

    def integrante(self):
        comite = self.una(Comite)
        hasta = self.dado.choice([None, None, self.hoy, self.hoy + timedelta(days=9)])
        otras = [i.persona for i in Integrante.objects.exclude(comite=comite)]
        quien = {"persona": self.dado.choice(otras)} if otras and self.dado.random() < 0.6 else {}
        if quien and Integrante.objects.filter(comite=comite, **quien).exists():
            return
        IntegranteFactory(comite=comite, desde=self.hoy - timedelta(days=9), hasta=hasta, **quien)

    def retirar(self):
        if Integrante.objects.exists():
            self.una(Integrante).delete()

    def actividad(self):
        comite = self.una(Comite)
        ActividadFactory(
            comite=comite, espacio=comite.espacio, fecha=self.dia(),
            organizador=self.dado.choice([Organizador.COMITE, Organizador.OTRO]),
        )  # fmt: skip

    def verificar(self):
        Actividad.objects.filter(fecha__lte=self.dia()).update(
            estado=EstadoActividad.VERIFICADA, verificada_por=UsuarioFactory(), verificada_en=timezone.now(),
            participantes=5, total_fotos=1,
        )  # fmt: skip

    def paso(self):
        pasos = [self.espacio, self.mudar, self.mandato, self.disolver, self.grupo, self.integrante]
        pasos += [
            self.integrante,
            self.integrante,
            self.retirar,
            self.actividad,
            self.actividad,
            self.verificar,
        ]
        self.dado.choice(pasos)()


@pytest.mark.lenta
@pytest.mark.parametrize("semilla", range(2))
def test_counts_equal_the_truth_after_anything(semilla):
    azar = Azar(semilla, [MunicipalidadFactory() for _ in range(4)])
    for _ in range(4):
        azar.espacio()
    recalcular_conteos(actor=None)
    for _ in range(6):
        for _ in range(6):
            azar.paso()
        comprobar(azar.municipalidades)
        recalcular_conteos(actor=None)
        assert CambioPorContar.objects.count() == 0
        comprobar(azar.municipalidades)
    hoy = timezone.localdate()
    assert contadas_hoy(hoy) == registradas_en(hoy)


def test_without_todays_counts_everything_is_counted():
    espacio = EspacioFactory()
    hoy = timezone.localdate()
    assert figuras(hoy, Q()) is None
    recalcular_conteos(actor=None)
    assert figuras(hoy, Q())["espacios"] == 1
    assert figuras(hoy + timedelta(days=1), Q()) is None
    assert total_de(ind.ESPACIOS, hoy, espacio.region_id) == Total(1)
    assert contadas_hoy(hoy - timedelta(days=1)) is None


def capacitadas():
    """What the page shows of the country and of two regions, and what counting gives."""
    hoy, lugares = timezone.localdate(), ("", "1501", "07")
    return [charlas(hoy, lugar) for lugar in lugares], [contar_charlas(hoy, lugar) for lugar in lugares]


def cambios_de_charlas():
    """Close a talk in each of two regions, with the same person, then move the figures in every way."""
    persona = PersonaFactory()
    una, otra = (
        AsistenciaFactory(
            persona=persona, inscripcion__persona=persona, sesion__region=RegionFactory(ubigeo=ubigeo)
        )
        for ubigeo in ("1501", "07")
    )
    yield
    for cambiar in (
        lambda: AsistenciaFactory(anonima=True, sesion=una.sesion),
        lambda: Asistencia.objects.filter(pk=otra.pk).update(persona=PersonaFactory()),
        lambda: Sesion.objects.filter(pk=otra.sesion_id).update(region="1501"),
        lambda: Asistencia.objects.filter(pk=otra.pk).update(persona=persona),
        lambda: Sesion.objects.filter(pk=otra.sesion_id).update(
            fin=timezone.now() + timedelta(days=3), inicio=timezone.now() + timedelta(days=2)
        ),
        lambda: Asistencia.objects.filter(pk=una.pk).update(persona=None),
        lambda: Sesion.objects.filter(pk=una.sesion_id).update(estado="realizada", cerrada_en=None),
    ):
        cambiar()
        yield


def test_trained_persons_counted_beforehand_are_the_truth_after_every_change(django_assert_num_queries):
    recalcular_conteos(actor=None)
    for _ in cambios_de_charlas():
        halladas, contadas = capacitadas()
        assert halladas == contadas
        recalcular_conteos(actor=None)
        assert CambioPorContar.objects.count() == 0
        assert [capacitadas()[0], ConteoDeCharlas.objects.filter(region=None).count()] == [contadas, 1]
        with django_assert_num_queries(1):
            charlas(timezone.localdate(), "1501")


def test_persons_of_many_talks_are_those_of_the_last_count_with_its_time(monkeypatch, client):
    """No visit counts millions of attendances: not after a talk closes, nor before today's first count."""
    monkeypatch.setattr(conteos, "ASISTENCIAS_AL_PASO", 0)
    persona = PersonaFactory()
    AsistenciaFactory(
        persona=persona, inscripcion__persona=persona, sesion__region=RegionFactory(ubigeo="07")
    )
    recalcular_conteos(actor=None)
    hoy, (antes, contadas) = timezone.localdate(), capacitadas()
    assert antes == contadas == [Charlas(1, 1), Charlas(0, 0), Charlas(1, 1)]
    cuando = ConteoDeCharlas.objects.get(region=None).contado
    for _ in cambios_de_charlas():
        assert capacitadas()[0] == [Charlas(1, 1, cuando), Charlas(0, 0, cuando), Charlas(1, 1, cuando)]
    assert charlas(hoy - timedelta(days=9)) == contar_charlas(hoy - timedelta(days=9))
    dicho = timezone.localtime(cuando)
    nota = contadas_hoy(hoy)["notas"][ind.CAPACITADAS.slug]
    assert nota == f"En 1 asistencia registrada, según el conteo del {dicho:%d/%m/%Y a las %H:%M}."
    pagina = client.get(reverse("portal:cifra", args=[ind.CAPACITADAS.slug])).content.decode()
    assert f"La cifra es la del conteo del {dicho:%d/%m/%Y} a las {dicho:%H:%M}." in pagina
    recalcular_conteos(actor=None)
    assert capacitadas()[0] == capacitadas()[1]
    ConteoDeCharlas.objects.update(dia=hoy - timedelta(days=1))
    Conteo.objects.update(dia=hoy - timedelta(days=1))
    assert [fila.contadas is None for fila in capacitadas()[0]] == [False] * 3
    assert contadas_hoy(hoy) is None
    [figura] = [c for c in panorama(hoy).cifras if c.indicador == ind.CAPACITADAS]
    assert "según el conteo del" in figura.nota


def test_attendance_of_an_open_talk_leaves_the_figures_counted():
    recalcular_conteos(actor=None)
    una = AsistenciaFactory(sesion__estado="realizada", sesion__cerrada_en=None)
    Asistencia.objects.filter(pk=una.pk).update(persona=PersonaFactory())
    assert CambioPorContar.objects.count() == 0
    Sesion.objects.filter(pk=una.sesion_id).update(estado="cerrada", cerrada_en=timezone.now())
    assert [c.municipalidad for c in CambioPorContar.objects.all()] == [conteos.DEL_PAIS]


def test_closed_talk_is_no_changed_municipality(monkeypatch, django_assert_num_queries):
    """It changes figures of the country only: coverage asks for nothing more, and no change is used up."""
    GrupoFactory()
    recalcular_conteos(actor=None)
    AsistenciaFactory()
    assert list(CambioPorContar.objects.values_list("municipalidad", flat=True)) == [conteos.DEL_PAIS]
    with django_assert_num_queries(2):
        lugares = cobertura_por_lugar(Comite.objects.all(), por_distrito=True, donde=Q())
    assert [(lugar.comites, lugar.con_grupo) for lugar in lugares] == [(1, 1)]
    monkeypatch.setattr(conteos, "CAMBIOS_TOLERADOS", 0)
    assert figuras(timezone.localdate(), Q(), cuales=["comites"], personas=()) == {"comites": 1}


def test_regions_of_the_home_are_the_same_counted_beforehand():
    espacio = EspacioFactory()
    recalcular_conteos(actor=None)
    EspacioFactory(municipalidad=espacio.municipalidad, distrito=espacio.distrito, region=espacio.region)
    EspacioFactory()
    hoy = timezone.localdate()
    assert espacios_por_region(hoy, contados=True) == espacios_por_region(hoy)


def test_recount_counts_only_what_changed_and_repeats_without_harm(capsys):
    EspacioFactory()
    call_command("recalcular_conteos")
    filas = set(Conteo.objects.values_list("pk", flat=True))
    call_command("recalcular_conteos")
    assert set(Conteo.objects.values_list("pk", flat=True)) == filas
    EspacioFactory()
    call_command("recalcular_conteos")
    assert capsys.readouterr().out.split("\n")[:3] == [f"Municipalidades contadas: {n}." for n in (1, 0, 1)]
    assert filas <= set(Conteo.objects.values_list("pk", flat=True))


def test_what_changes_nothing_counted_leaves_no_mark():
    espacio = EspacioFactory()
    actividad = ActividadFactory()
    recalcular_conteos(actor=None)
    espacio.referencia = "Frente al mercado"
    espacio.save()
    actividad.resultado = "Se podó"
    actividad.save()
    assert CambioPorContar.objects.count() == 0


def test_an_installation_that_never_counts_writes_nothing_down():
    EspacioFactory()
    assert CambioPorContar.objects.count() == 0


def test_lost_triggers_are_made_again():
    recalcular_conteos(actor=None)
    suyo = next(d for d in disparadores() if d.tabla == EspacioPublico._meta.db_table)
    connection.check_constraints()
    soltar([suyo])
    EspacioFactory()
    assert CambioPorContar.objects.count() == 0
    connection.check_constraints()
    assert asegurar(disparadores()) == [suyo]
    EspacioFactory()
    assert CambioPorContar.objects.count() == 1
    assert asegurar(disparadores()) == []


@pytest.mark.django_db(transaction=True)
def test_a_migration_may_copy_the_tables_that_triggers_name():
    espacio = EspacioFactory()
    recalcular_conteos(actor=None)
    recalcular_celdas(actor=None)
    plan = [(SimpleNamespace(app_label="espacios", name="una", operations=()), False)]
    emit_pre_migrate_signal(0, False, "default", plan=plan)
    if connection.vendor == "sqlite":
        estado = MigrationLoader(connection).project_state().apps
        with connection.schema_editor() as editor:
            editor._remake_table(estado.get_model("espacios", "EspacioPublico"))
            editor._remake_table(estado.get_model("comites", "Comite"))
    emit_post_migrate_signal(0, False, "default", plan=plan)
    assert asegurar([*disparadores(), *del_mapa.disparadores(), *MANTENIDOS]) == []
    assert figuras(timezone.localdate(), Q()) is None  # to be counted again
    assert ConteoDeCharlas.objects.get().dia < timezone.localdate()
    assert recalcular_celdas(actor=None) == 1
    comite = MandatoFactory(comite__espacio=espacio).comite
    comite.refresh_from_db()
    assert comite.ultimo_fin == comite.mandatos.get().fin
    recalcular_conteos(actor=None)
    assert figuras(timezone.localdate(), Q())["comites"] == 1


def test_watched_tables_are_those_that_figures_read():
    leidas = (EspacioPublico, Comite, Mandato, Integrante, GrupoWhatsApp, Actividad, Sesion, Asistencia)
    assert {v.modelo for v in VIGILADAS} == {m._meta.label for m in leidas}
