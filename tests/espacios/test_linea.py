"""The timeline of a space: what it tells, to whom, in which order, in how many queries."""

from datetime import date, timedelta

import pytest
import time_machine
from django.http import QueryDict
from django.utils import timezone

from actividades.enums import EstadoActividad
from comunes.bitacora import registrar
from comunes.models import Evento
from cuentas.enums import Permiso
from cuentas.roles import Rol, roles_con
from espacios import services
from espacios.enums import EstadoPlan
from espacios.linea import Pedido, anios, leer_linea
from espacios.models import EspacioPublico
from espacios.selectors import con_pasos
from tests.apoyo import consultas, contar_consultas, entrar
from tests.fabricas.actividades import ActividadFactory, EvidenciaFactory
from tests.fabricas.comites import ComiteFactory, MandatoFactory
from tests.fabricas.cuentas import UsuarioFactory
from tests.fabricas.espacios import DiagnosticoFactory, FactorRiesgoFactory
from tests.fabricas.planes import AccionFactory, ArticulacionFactory, PlanFactory

pytestmark = pytest.mark.django_db
HOY = timezone.localdate


@pytest.fixture
def coordinadora(lugar):
    return lugar.usuario(Rol.COORDINADOR_MUNICIPAL)


def pedir(**consulta):
    datos = QueryDict(mutable=True)
    datos.update(consulta)
    return Pedido.leer(datos)


def titulos(user, espacio, tamano=50, **consulta):
    return [h.titulo for h in leer_linea(user, espacio, pedir(**consulta), tamano).hechos]


def leido(espacio):
    """Return the row as its page reads it."""
    return con_pasos(EspacioPublico.objects.filter(pk=espacio.pk)).get()


def hacer_vida(lugar, coordinadora):
    """Make one event of each kind, on different days."""
    hoy, espacio = HOY(), lugar.otro_espacio(estado="recuperado", fecha_incorporacion=HOY() - timedelta(400))
    comite = MandatoFactory(
        comite__espacio=espacio, inicio=hoy - timedelta(300), fin=hoy - timedelta(100)
    ).comite
    MandatoFactory(comite=comite, inicio=hoy - timedelta(99), fin=hoy - timedelta(2))
    ActividadFactory(comite=comite, verificada=True, fecha=hoy - timedelta(200), titulo="Siembra de molles")
    ActividadFactory(comite=comite, estado=EstadoActividad.REALIZADA, fecha=hoy, titulo="", apoyo="Sedapal")
    DiagnosticoFactory(espacio=espacio, validado=True)
    registrar(
        actor=coordinadora, accion="espacio-estado", objeto=espacio, desde="identificado", hacia="priorizado"
    )
    for foto in ("una", "otra"):
        registrar(actor=coordinadora, accion="foto-publicada", objeto=espacio, foto=foto)
    return leido(espacio)


def test_tells_everything_newest_first(lugar, coordinadora):
    espacio = hacer_vida(lugar, coordinadora)
    linea = leer_linea(coordinadora, espacio, pedir(), 50)
    assert {h.titulo for h in linea.hechos[:4]} == {
        "Limpieza o faena",
        "Diagnóstico validado: línea base",
        "Se priorizó",
        "Se publicaron 2 fotos",
    }
    assert [(h.titulo, h.verificada) for h in linea.hechos[4:]] == [
        ("El espacio entró en alerta", False),
        ("Se renovó el mandato del comité", True),
        ("El espacio entró en alerta", False),
        ("Siembra de molles", True),
        ("Se constituyó el comité", True),
        ("El espacio entró al programa", True),
    ]
    assert linea.siguiente == ""


def test_only_what_is_verified_is_lit_and_the_rest_says_why(lugar, coordinadora):
    hechas = leer_linea(coordinadora, hacer_vida(lugar, coordinadora), pedir(tipo="actividades"), 50).hechos
    assert [(h.titulo, h.verificada, str(h.estado.label), h.texto) for h in hechas] == [
        ("Limpieza o faena", False, "Por verificar", "18 personas. Con Sedapal."),
        ("Siembra de molles", True, "Verificada", "18 personas."),
    ]


def test_what_is_to_come_is_not_history(lugar, coordinadora):
    ActividadFactory(comite=lugar.comite, estado=EstadoActividad.PROGRAMADA)
    assert leer_linea(coordinadora, lugar.espacio, pedir(tipo="actividades"), 50).hechos == []


def test_pages_meet_without_gap_or_repeat(lugar, coordinadora):
    espacio = hacer_vida(lugar, coordinadora)
    for n in range(5):
        ActividadFactory(comite=espacio.comites.get(), fecha=HOY(), titulo=f"Faena {n}")
    enteros, vistos, cursor = titulos(coordinadora, espacio), [], ""
    while True:
        linea = leer_linea(coordinadora, espacio, pedir(cursor=cursor), 2)
        vistos += [h.titulo for h in linea.hechos]
        cursor = linea.siguiente
        if not cursor:
            break
    assert (len(vistos), vistos) == (15, enteros)


def test_filters_by_kind_and_year_and_ignores_nonsense(lugar, coordinadora):
    espacio = hacer_vida(lugar, coordinadora)
    todo = titulos(coordinadora, espacio)
    entrada = str(espacio.fecha_incorporacion.year)
    assert titulos(coordinadora, espacio, tipo="diagnosticos") == ["Diagnóstico validado: línea base"]
    assert titulos(coordinadora, espacio, tipo="estado", anio=entrada)[-1] == "El espacio entró al programa"
    assert titulos(coordinadora, espacio, anio="1999") == []
    for raro in (
        {"tipo": "nada"},
        {"anio": "²"},
        {"anio": "9" * 40},
        {"cursor": "%00"},
        {"cursor": "WzEsMiwzXQ"},
    ):
        assert titulos(coordinadora, espacio, **raro) == todo
    assert anios(espacio) == list(range(HOY().year, int(entrada) - 1, -1))


def test_a_role_reads_only_the_kinds_it_may_see(lugar, coordinadora):
    espacio = hacer_vida(lugar, coordinadora)
    sin_permiso = UsuarioFactory()
    assert "Siembra de molles" not in titulos(sin_permiso, espacio)
    assert "Se constituyó el comité" not in titulos(sin_permiso, espacio)
    for rol in roles_con(Permiso.ESPACIO_VER):
        linea = titulos(lugar.usuario(rol), lugar.espacio)
        assert linea == ["El espacio entró al programa"], rol


def test_nothing_of_another_space_comes_in(lugares, lugar, coordinadora):
    hacer_vida(lugar, coordinadora)
    ActividadFactory(comite=lugares.vecino.comite, verificada=True)
    assert titulos(coordinadora, lugar.espacio) == ["El espacio entró al programa"]


def test_alert_begins_the_day_after_the_tolerated_ones_and_clears(lugar, coordinadora, settings):
    espacio = lugar.otro_espacio(estado="recuperado", fecha_incorporacion=date(2020, 1, 1))
    comite = MandatoFactory(comite__espacio=espacio, inicio=date(2020, 1, 1)).comite
    vieja = HOY() - timedelta(settings.DIAS_SIN_ACTIVIDAD + 5)
    ActividadFactory(comite=comite, verificada=True, fecha=vieja)
    [alerta] = leer_linea(coordinadora, leido(espacio), pedir(tipo="alertas")).hechos
    assert alerta.cuando == f"{HOY() - timedelta(4):%d/%m/%Y}"
    ActividadFactory(comite=comite, verificada=True, fecha=HOY())
    assert titulos(coordinadora, leido(espacio), tipo="alertas") == []


def test_alert_of_a_worse_diagnosis_is_the_latest_one(lugar, coordinadora):
    espacio = lugar.otro_espacio(estado="recuperado", diagnostico_peor=True)
    ActividadFactory(comite=ComiteFactory(espacio=espacio), verificada=True, fecha=HOY())
    espacio.refresh_from_db()
    DiagnosticoFactory(espacio=espacio, validado=True, fecha=HOY() - timedelta(90))
    peor = DiagnosticoFactory(espacio=espacio, validado=True, momento="seguimiento")
    [alerta] = leer_linea(coordinadora, espacio, pedir(tipo="alertas")).hechos
    assert (alerta.url, alerta.verificada) == (peor.get_absolute_url(), False)
    type(espacio).objects.filter(pk=espacio.pk).update(diagnostico_peor=False)
    espacio.refresh_from_db()
    assert titulos(coordinadora, espacio, tipo="alertas") == []


def test_one_query_however_much_happened(lugar, coordinadora):
    espacio = hacer_vida(lugar, coordinadora)
    EvidenciaFactory.create_batch(3, actividad=ActividadFactory(comite=espacio.comites.get()))
    coordinadora.tiene(Permiso.ACTIVIDAD_VER)  # the assignments are read once per request
    with consultas() as hechas:
        linea = leer_linea(coordinadora, espacio, pedir(), 50)
    assert len(hechas) == 1
    assert [len(h.fotos) for h in linea.hechos if h.fotos] == [3]


def test_htmx_gets_the_part_it_asks_for_and_going_back_the_page(client, lugar, coordinadora):
    entrar(client, coordinadora)
    url = lugar.espacio.get_absolute_url()
    ActividadFactory.create_batch(9, comite=lugar.comite, titulo="Faena")
    htmx = {"HX-Request": "true", "HX-Target": "vida"}
    parte = client.get(url, {"tipo": "actividades"}, headers=htmx)
    assert (parte.templates[0].name, "<html" in parte.content.decode()) == ("espacios/_vida.html", False)
    atras = client.get(url, headers=htmx | {"HX-History-Restore-Request": "true"})
    assert atras.templates[0].name == "espacios/ficha.html"
    cursor = {"cursor": parte.context["linea"].siguiente, "tipo": "actividades"}
    mas = client.get(url, cursor, headers=htmx | {"HX-Target": "vida-mas"})
    assert (mas.templates[0].name, mas.content.decode().count("<li")) == ("espacios/_vida_tramo.html", 1)
    assert "Volver a lo último" in client.get(url, cursor).content.decode()


def test_page_takes_the_same_queries_with_a_filter(client, lugar, coordinadora):
    entrar(client, coordinadora)
    url = lugar.espacio.get_absolute_url()
    assert contar_consultas(client, f"{url}?tipo=comite&anio={HOY().year}") == contar_consultas(client, url)


def test_path_of_a_retired_space_stops_where_it_was(client, lugar, coordinadora):
    espacio = lugar.espacio
    espacio.factores.add(FactorRiesgoFactory())
    services.avanzar_espacio(actor=coordinadora, espacio=espacio, version=1)
    motivo = "Pasó a ser privado, con «comas», | y barras."
    Evento.objects.create(
        accion="espacio-estado",
        objeto_tipo="espacios.espaciopublico",
        objeto_id=str(espacio.pk),
        datos={
            "desde": "priorizado",
            "hacia": "retirado",
            "motivo": "Pasó a ser privado, con «comas», | y barras.",
        },
    )
    type(espacio).objects.filter(pk=espacio.pk).update(estado="retirado")
    entrar(client, coordinadora)
    respuesta = client.get(espacio.get_absolute_url())
    assert [p.estado for p in respuesta.context["camino"]][:3] == ["hecho", "actual", "falta"]
    assert motivo in respuesta.content.decode()


@pytest.mark.parametrize(
    ("hace", "esperado"),
    [
        (400, "Pasaron 90 días sin una actividad verificada."),
        (None, "Pasaron 90 días desde que se recuperó y todavía no tenía ninguna actividad verificada."),
    ],
)
def test_silence_from_before_it_was_recovered_does_not_count(lugar, coordinadora, hace, esperado):
    """The alert begins ninety days after it was recovered, whatever it did before; not on an earlier day."""
    espacio = lugar.otro_espacio(estado="en-recuperacion", fecha_incorporacion=HOY() - timedelta(500))
    if hace:
        comite = ComiteFactory(espacio=espacio)
        ActividadFactory(comite=comite, verificada=True, fecha=HOY() - timedelta(hace))
    nacional, version = lugar.usuario(Rol.RESPONSABLE_NACIONAL), espacio.version
    services.fijar_estado(
        actor=nacional, espacio=espacio, version=version, estado="recuperado", motivo="Ya lo estaba."
    )
    dia = HOY() + timedelta(91)
    with time_machine.travel(timezone.now() + timedelta(90)):
        assert titulos(coordinadora, leido(espacio))[0] == "Se declaró recuperado"
    with time_machine.travel(timezone.now() + timedelta(95)):
        [alerta, recuperado] = leer_linea(coordinadora, leido(espacio), pedir(), 2).hechos
    assert (alerta.titulo, alerta.cuando) == ("El espacio entró en alerta", f"{dia:%d/%m/%Y}")
    assert (alerta.texto, recuperado.titulo) == (esperado, "Se declaró recuperado")


def dichos(user, espacio, **consulta):
    return [(h.cuando, h.titulo, h.texto) for h in leer_linea(user, espacio, pedir(**consulta), 50).hechos]


def test_what_institutions_took_on_is_a_commitment_and_the_committee_s_own_is_not(lugar, coordinadora):
    hace, plazo = timezone.now() - timedelta(30), HOY() + timedelta(60)
    plan = PlanFactory(espacio=lugar.espacio, aprobado=True, aprobado_en=hace)
    AccionFactory(plan=plan, que="Pintar el muro", responsable="comite", cumplida=True)
    AccionFactory(
        plan=plan, que="Limpiar juntos", responsable="comite", conjunta_municipalidad=True, plazo=plazo
    )
    ronda = {"responsable": "comisaria", "conjunta_municipalidad": True, "conjunta_comisaria": True}
    AccionFactory(plan=plan, que="Ronda de los viernes", plazo=plazo, cumplida=True, **ronda)
    ArticulacionFactory(espacio=lugar.espacio, fecha=HOY() - timedelta(40))
    aprobado, hoy = f"{timezone.localdate(hace):%d/%m/%Y}", f"{HOY():%d/%m/%Y}"
    vence = f"Plazo: {plazo:%d/%m/%Y}."
    assert sorted(dichos(coordinadora, lugar.espacio, tipo="compromisos")) == sorted(
        [
            (hoy, "Compromiso cumplido: Ronda de los viernes", "Comisaría PNP, con la municipalidad."),
            (
                aprobado,
                "Compromiso: Ronda de los viernes",
                f"Comisaría PNP, con la municipalidad. {vence}",
            ),
            (aprobado, "Compromiso: Limpiar juntos", f"Comité, con la municipalidad. {vence}"),
            (f"{HOY() - timedelta(40):%d/%m/%Y}", "Acta con la municipalidad y la comisaría", ""),
        ]
    )
    assert titulos(coordinadora, lugar.espacio, tipo="plan") == ["Acción cumplida: Pintar el muro"]


def test_commitment_is_told_once_though_its_plan_has_a_newer_version(lugar, coordinadora):
    """Taken on when the first version that carries it was approved; a draft's is none yet."""
    antes, despues = (timezone.now() - timedelta(dias) for dias in (50, 10))
    vieja = PlanFactory(
        espacio=lugar.espacio, aprobado=True, aprobado_en=antes, estado=EstadoPlan.REEMPLAZADO
    )
    nueva = PlanFactory(
        espacio=lugar.espacio, aprobado=True, aprobado_en=despues, edicion=2, enmienda_de=vieja
    )
    luces = AccionFactory(plan=vieja, que="Cambiar las luces", cumplida=True)
    AccionFactory(plan=nueva, que="Cambiar las luces", serie=luces.serie, cumplida=True)
    muro = AccionFactory(plan=vieja, que="Pintar el muro", responsable="comite")
    AccionFactory(
        plan=nueva, que="Pintar el muro", responsable="otra", responsable_nombre="Sedapal", serie=muro.serie
    )
    AccionFactory(plan=PlanFactory(espacio=lugar.espacio), que="Solo un borrador")
    assert [(c, t) for c, t, _ in dichos(coordinadora, lugar.espacio, tipo="compromisos")] == [
        (f"{HOY():%d/%m/%Y}", "Compromiso cumplido: Cambiar las luces"),
        (f"{timezone.localdate(despues):%d/%m/%Y}", "Compromiso: Pintar el muro"),
        (f"{timezone.localdate(antes):%d/%m/%Y}", "Compromiso: Cambiar las luces"),
    ]


def test_alert_of_a_mandate_does_not_begin_before_the_space_was_recovered(lugar, coordinadora):
    """The mandate ran out long before: what counts is the day from which it puts the space in alert."""
    espacio = lugar.otro_espacio(estado="recuperado", fecha_incorporacion=HOY() - timedelta(20))
    comite = MandatoFactory(
        comite__espacio=espacio, inicio=HOY() - timedelta(500), fin=HOY() - timedelta(90)
    ).comite
    ActividadFactory(comite=comite, verificada=True, fecha=HOY())
    assert dichos(coordinadora, leido(espacio), tipo="alertas") == [
        (f"{HOY() - timedelta(20):%d/%m/%Y}", "El espacio entró en alerta", "Venció el mandato del comité.")
    ]
