"""Work screens: filters of the list, the queue and what follows in it, photos, registering for others."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from actividades.enums import EstadoActividad
from actividades.models import Actividad, Evidencia, TipoActividad
from actividades.selectors import historia
from actividades.services import agregar_evidencias, anotar_actividad, editar_actividad, observar_actividad
from cuentas.roles import Rol
from tests.actividades.conftest import archivo, foto
from tests.apoyo import contar_consultas, entrar
from tests.fabricas.actividades import ActividadFactory, EvidenciaFactory, RevisionFactory
from tests.fabricas.espacios import EspacioFactory
from tests.fabricas.territorio import DistritoFactory, MunicipalidadFactory

pytestmark = pytest.mark.django_db
LISTA, COLA = "/actividades/", "/actividades/por-verificar/"
HOY = timezone.localdate


@pytest.fixture
def coordinadora(client, coordinadora):
    return entrar(client, coordinadora)


def titulos(client: Any, url: str = LISTA, **consulta: str) -> list[str]:
    return [a.titulo for a in client.get(url, consulta).context["object_list"]]


# The list -----------------------------------------------------------------------------------------


@pytest.fixture
def tres(lugares):
    """Three activities that every filter tells apart."""
    hoy = HOY()
    siembra = TipoActividad.objects.get(slug="siembra")
    lugares.propio.espacio.nombre = "Parque Los Jazmines"
    lugares.propio.espacio.save()
    comite = lugares.propio.comite
    ActividadFactory(comite=comite, titulo="Uno", fecha=hoy, verificada=True)
    ActividadFactory(comite=comite, titulo="Dos", fecha=hoy - timedelta(days=10), tipo=siembra)
    ActividadFactory(
        comite=None,
        espacio=lugares.vecino.espacio,
        organizador="municipalidad",
        titulo="Ángel tres",
        fecha=hoy - timedelta(days=20),
    )
    return lugares


@pytest.mark.parametrize(
    ("consulta", "esperadas"),
    [
        ({}, ["Uno", "Dos", "Ángel tres"]),
        ({"estado": "verificada"}, ["Uno"]),
        ({"estado": "baile"}, ["Uno", "Dos", "Ángel tres"]),
        ({"q": "ANGEL"}, ["Ángel tres"]),
        ({"q": "jazmines"}, ["Uno", "Dos"]),
        ({"q": "jazmines siembra"}, ["Dos"]),
        ({"q": "\x00"}, ["Uno", "Dos", "Ángel tres"]),
        ({"q": "%"}, []),
        ({"organizador": "municipalidad"}, ["Ángel tres"]),
        ({"distrito": "150132"}, ["Uno", "Dos", "Ángel tres"]),
        ({"distrito": "080104"}, ["Uno", "Dos", "Ángel tres"]),
        ({"desde": "no es fecha"}, ["Uno", "Dos", "Ángel tres"]),
    ],
)
def test_filters_find(client, coordinadora, tres, consulta, esperadas):
    assert titulos(client, **consulta) == esperadas


def test_list_is_of_what_was_written_down_and_the_planned_ones_stand_apart(client, lider, lugares):
    hoy, comite = HOY(), lugares.propio.comite
    estados = dict.fromkeys(EstadoActividad, hoy) | {EstadoActividad.REPROGRAMADA: hoy + timedelta(days=30)}
    for dias, (estado, dia) in enumerate(estados.items()):
        fecha, verificada = dia - timedelta(days=dias), estado == EstadoActividad.VERIFICADA
        datos = {"verificada": True} if verificada else {"estado": estado}
        ActividadFactory(comite=comite, titulo=estado.label, fecha=fecha, **datos)
    entrar(client, lider)
    anotadas = ["Por verificar", "Verificada", "Observada", "Rechazada", "Cancelada"]
    assert titulos(client) == anotadas
    assert titulos(client, estado="reprogramada") == ["Reprogramada"]
    assert titulos(client, estado="todas") == ["Reprogramada", "Programada", *anotadas]
    hoja = client.post("/actividades/exportar/", {"formato": "csv"}).getvalue().decode()
    assert [e.label for e in EstadoActividad if f";{e.label};" in hoja] == anotadas
    assert "Filtros;Estado: Anotadas, sin las programadas" in hoja


def test_filter_by_days_takes_both_ends(client, coordinadora, tres):
    desde, hasta = HOY() - timedelta(days=20), HOY() - timedelta(days=10)
    assert titulos(client, desde=desde.isoformat(), hasta=hasta.isoformat()) == ["Dos", "Ángel tres"]


def test_filter_by_type_and_space(client, coordinadora, tres):
    tipo = TipoActividad.objects.get(slug="siembra")
    assert titulos(client, tipo=str(tipo.pk)) == ["Dos"]
    assert titulos(client, espacio=tres.vecino.espacio.codigo) == ["Ángel tres"]
    assert titulos(client, comite=str(tres.propio.comite.pk)) == ["Uno", "Dos"]
    assert titulos(client, comite=str(tres.lejano.comite.pk)) == ["Uno", "Dos", "Ángel tres"]  # out of sight


def test_national_user_chooses_the_region_and_then_the_district(client, tres):
    ActividadFactory(comite=tres.lejano.comite, titulo="Cusco")
    entrar(client, tres.propio.usuario(Rol.RESPONSABLE_NACIONAL))
    assert "distrito" not in client.get(LISTA).context["filtro"].form.fields
    assert titulos(client, region="08") == ["Cusco"]
    region = tres.lejano.region
    municipalidades = [
        MunicipalidadFactory(distrito=DistritoFactory(ubigeo=ubigeo, region=region, provincia__region=region))
        for ubigeo in ("080105", "080106")
    ]
    EspacioFactory(municipalidad=municipalidades[0])
    elegibles = client.get(LISTA, {"region": "08"}).context["filtro"].form.fields["distrito"].choices
    assert {valor for valor, _ in elegibles if valor} == {"080104", "080105"}  # those with spaces
    assert titulos(client, region="08", distrito="080104") == ["Cusco"]


def test_empty_list_says_why_and_filtered_one_how_to_go_back(client, coordinadora):
    assert "Todavía no hay actividades" in client.get(LISTA).content.decode()
    assert "Ninguna actividad con estos filtros" in client.get(LISTA, {"q": "nada"}).content.decode()


def test_pages_follow_each_other_without_loss(client, coordinadora, lugares):
    for n in range(45):
        ActividadFactory(
            comite=lugares.propio.comite, titulo=f"{n:02d}", fecha=HOY() - timedelta(days=n // 3)
        )
    futura = HOY() + timedelta(days=1)
    ActividadFactory(comite=lugares.propio.comite, titulo="futura", fecha=futura, estado="cancelada")
    vistas: list[str] = []
    cursor = ""
    while True:
        pagina = client.get(LISTA, {"cursor": cursor}).context["pagina"]
        vistas += [a.titulo for a in pagina]
        if not (cursor := pagina.siguiente):
            break
    assert sorted(vistas) == [f"{n:02d}" for n in range(45)]
    assert len(vistas) == 45
    assert titulos(client, cursor=pagina.anterior) == vistas[:25]


# The queue ----------------------------------------------------------------------------------------


def test_queue_holds_the_oldest_first_and_never_own_ones(client, coordinadora, lugares):
    comite, hoy = lugares.propio.comite, HOY()
    ActividadFactory(comite=comite, titulo="Nueva", fecha=hoy)
    ActividadFactory(comite=comite, titulo="Vieja", fecha=hoy - timedelta(days=5))
    ActividadFactory(comite=comite, titulo="Mía", autor=coordinadora)
    ActividadFactory(comite=comite, titulo="Ya", verificada=True)
    ActividadFactory(comite=comite, titulo="Del padrón", fecha=hoy - timedelta(days=9), autor=None)
    assert titulos(client, COLA) == ["Del padrón", "Vieja", "Nueva"]


def test_verifying_leads_to_the_next_and_the_last_to_the_empty_queue(client, coordinadora, lugares):
    comite, hoy = lugares.propio.comite, HOY()
    segunda = ActividadFactory(comite=comite, fecha=hoy, total_fotos=1)
    primera = ActividadFactory(comite=comite, fecha=hoy - timedelta(days=5), total_fotos=1)
    verificar = [reverse("actividades:verificar", args=[a.uuid]) for a in (segunda, primera)]
    assert client.post(verificar[0], {"version": "1"}).url == primera.get_absolute_url()
    assert client.post(verificar[1], {"version": "1"}).url == COLA
    assert Actividad.objects.verificadas().count() == 2


def test_observing_leads_to_the_next_with_the_words_kept(client, coordinadora, lugares):
    comite, hoy = lugares.propio.comite, HOY()
    primera = ActividadFactory(comite=comite, fecha=hoy - timedelta(days=5))
    segunda = ActividadFactory(comite=comite, fecha=hoy)
    url = reverse("actividades:observar", args=[primera.uuid])
    respuesta = client.post(url, {"version": "1", "texto": "Falta la foto."})
    assert respuesta.url == segunda.get_absolute_url()
    primera.refresh_from_db()
    assert (primera.estado, primera.observacion) == (EstadoActividad.OBSERVADA, "Falta la foto.")


def test_passing_to_the_next_goes_round(client, coordinadora, lugares):
    comite, hoy = lugares.propio.comite, HOY()
    filas = [ActividadFactory(comite=comite, fecha=hoy - timedelta(days=d)) for d in (9, 5, 5)]
    recorrido = [client.get(reverse("actividades:siguiente", args=[a.uuid])).url for a in filas]
    assert recorrido == [f.get_absolute_url() for f in (filas[1], filas[2], filas[0])]


@pytest.mark.parametrize("version", ["0", "2", "-1", "x", "9" * 5000, ""])
def test_verification_on_another_version_says_so(client, coordinadora, lugares, version):
    actividad = ActividadFactory(comite=lugares.propio.comite, total_fotos=1)
    respuesta = client.post(
        reverse("actividades:verificar", args=[actividad.uuid]), {"version": version}, follow=True
    )
    assert respuesta.redirect_chain == [(actividad.get_absolute_url(), 302)]
    assert "Otra persona hizo cambios mientras tanto." in respuesta.content.decode()
    assert Actividad.objects.get().estado == EstadoActividad.REALIZADA


# One activity -------------------------------------------------------------------------------------


def test_own_activity_shows_the_button_off_and_why(client, coordinadora, lugares):
    actividad = ActividadFactory(comite=lugares.propio.comite, total_fotos=1, autor=coordinadora)
    pagina = client.get(actividad.get_absolute_url()).content.decode()
    assert 'disabled aria-describedby="impedimento"' in pagina
    assert "La anotó usted: la revisa otra persona." in pagina
    assert reverse("actividades:observar", args=[actividad.uuid]) not in pagina


def test_auditor_sees_everything_and_no_button(client, lugares):
    entrar(client, lugares.propio.usuario(Rol.AUDITOR))
    actividad = RevisionFactory(actividad__comite=lugares.propio.comite).actividad
    respuesta = client.get(actividad.get_absolute_url())
    assert (respuesta.context["acciones"], respuesta.context["edita"]) == ({}, False)
    pagina = respuesta.content.decode()
    assert "Falta una foto del parque después de la faena." in pagina
    for paso in ("verificar", "observar", "editar", "cancelar", "responder", "reabrir", "agregar-fotos"):
        assert reverse(f"actividades:{paso}", args=[actividad.uuid]) not in pagina


def test_page_of_text_that_looks_like_code_runs_nothing(client, coordinadora, lugares):
    trampa = "<script>alert(1)</script>"
    actividad = ActividadFactory(
        comite=lugares.propio.comite, titulo=trampa, resultado=trampa, apoyo=trampa, total_fotos=1
    )
    observar_actividad(actor=coordinadora, actividad=actividad, version=1, texto=trampa)
    for url in (actividad.get_absolute_url(), LISTA, lugares.propio.espacio.get_absolute_url()):
        assert trampa not in client.get(url).content.decode()


def test_similar_activities_stand_beside(client, coordinadora, lugares):
    una, otra = (ActividadFactory(comite=lugares.propio.comite) for _ in range(2))
    assert list(client.get(una.get_absolute_url()).context["parecidas"]) == [otra]


def test_page_takes_the_same_queries_for_little_and_for_much(client, coordinadora, lugares):
    actividad = EvidenciaFactory(actividad__comite=lugares.propio.comite).actividad
    RevisionFactory(actividad=actividad)
    ActividadFactory(comite=lugares.propio.comite)
    una = contar_consultas(client, actividad.get_absolute_url())
    for _ in range(3):
        EvidenciaFactory(actividad=actividad)
        RevisionFactory(actividad=actividad)
        ActividadFactory(comite=lugares.propio.comite)
    assert contar_consultas(client, actividad.get_absolute_url()) == una == 7


def test_history_tells_every_change_newest_first(client, coordinadora, lider, lugares):
    momentos = iter(range(10))

    def en_otro_minuto() -> Any:
        return time_machine.travel(f"2036-11-22T1{next(momentos)}:00:00Z", tick=False)

    with en_otro_minuto():
        actividad = ActividadFactory(comite=lugares.propio.comite, autor=lider)
    datos = {c: getattr(actividad, c) for c in ("tipo", "fecha", "participantes", "apoyo", "resultado")}
    with en_otro_minuto():
        editar_actividad(actor=lider, actividad=actividad, version=1, **datos, titulo="Otra")
    with en_otro_minuto():
        agregar_evidencias(actor=lider, actividad=actividad, fotos=[foto(1)])
    with en_otro_minuto():
        observar_actividad(actor=coordinadora, actividad=actividad, version=2, texto="Falta la del parque.")
    hechos = historia(actividad)
    assert [(h.cuando, h.titulo, h.texto) for h in hechos] == [
        ("22/11/2036 08:00", f"Observada por {coordinadora}", "Falta la del parque."),
        ("22/11/2036 07:00", f"Con más fotos, por {lider}", ""),
        ("22/11/2036 06:00", f"Corregida por {lider}", ""),
        ("22/11/2036 05:00", f"Anotada por {lider}", ""),
    ]


# Photos -------------------------------------------------------------------------------------------


@pytest.fixture
def evidencia(lugares):
    recibo = anotar_actividad(
        actor=lugares.propio.usuario(Rol.LIDER_COMITE),
        uuid=uuid.uuid4(),
        espacio=lugares.propio.espacio,
        comite=lugares.propio.comite,
        tipo=TipoActividad.objects.first(),
        fecha=HOY(),
        participantes=18,
        fotos=[foto(1)],
    )
    return recibo.actividad.evidencias.get()


@pytest.mark.parametrize("tamano", ["grande", "mediana", "miniatura"])
def test_photo_is_served_clean_and_kept_by_nobody_in_between(client, coordinadora, evidencia, tamano):
    respuesta = client.get(reverse("actividades:evidencia", args=[evidencia.uuid, tamano]))
    assert respuesta["Content-Type"] == "image/jpeg"
    assert respuesta["Cache-Control"].startswith("private")
    assert respuesta["X-Content-Type-Options"] == "nosniff"
    assert b"".join(respuesta.streaming_content) == foto(1).tamanos[tamano]


@pytest.mark.parametrize("tamano", ["original", "grande-x"])
def test_photo_in_no_such_size_is_missing(client, coordinadora, evidencia, tamano):
    assert client.get(reverse("actividades:evidencia", args=[evidencia.uuid, tamano])).status_code == 404


# Registering for others ---------------------------------------------------------------------------


def registrar(client: Any, espacio: Any, **cambios: Any) -> Any:
    datos = {
        "organizador": "comite",
        "tipo": str(TipoActividad.objects.get(slug="feria").pk),
        "fecha": HOY().isoformat(),
        "participantes": "60",
        "clave_idempotencia": str(uuid.uuid4()),
        **cambios,
    }
    return client.post(reverse("actividades:nueva", args=[espacio.codigo]), datos)


@pytest.mark.parametrize(("organizador", "con_comite"), [("comite", True), ("comisaria", False)])
def test_coordinator_registers_for_any_organiser(client, coordinadora, lugares, organizador, con_comite):
    comite = lugares.propio.comite
    respuesta = registrar(
        client, lugares.propio.espacio, organizador=organizador, apoyo="Serenazgo", fotos=[archivo(1)]
    )
    actividad = Actividad.objects.get()
    assert respuesta.url == actividad.get_absolute_url()
    assert actividad.comite == (comite if con_comite else None)
    assert (actividad.autor, actividad.apoyo, actividad.total_fotos) == (coordinadora, "Serenazgo", 1)


def test_space_without_committee_offers_other_organisers_only(client, coordinadora, lugares):
    espacio = lugares.propio.espacio
    form = client.get(reverse("actividades:nueva", args=[espacio.codigo])).context["form"]
    assert [v for v, _ in form.fields["organizador"].choices] == ["municipalidad", "comisaria", "otro"]
    assert registrar(client, espacio).status_code == 422
    assert Actividad.objects.count() == 0


def test_similar_one_is_pointed_out(client, coordinadora, lugares):
    lugares.propio.comite  # noqa: B018
    registrar(client, lugares.propio.espacio)
    respuesta = client.get(registrar(client, lugares.propio.espacio).url)
    assert "Ese día ya había una actividad parecida" in respuesta.content.decode()
    assert Actividad.objects.count() == 2


# Corrections and photos over HTTP ------------------------------------------------------------------


def test_correction_in_conflict_shows_it_and_keeps_what_was_typed(client, coordinadora, lugares):
    actividad = ActividadFactory(comite=lugares.propio.comite, version=3)
    datos = {
        "tipo": str(actividad.tipo_id),
        "fecha": "2024-05-04",
        "participantes": "77",
        "titulo": "Lo que escribí",
        "version": "2",
    }
    respuesta = client.post(reverse("actividades:editar", args=[actividad.uuid]), datos)
    assert respuesta.status_code == 409
    assert "Lo que escribí" in respuesta.content.decode()
    assert Actividad.objects.get().participantes == 18


def test_leader_answers_with_a_photo(client, lider, lugares):
    actividad = ActividadFactory(
        comite=lugares.propio.comite, estado=EstadoActividad.OBSERVADA, observacion="Falta una foto."
    )
    entrar(client, lider)
    url = reverse("actividades:responder", args=[actividad.uuid])
    assert "Falta una foto." in client.get(url).content.decode()
    assert client.post(url, {"version": "1", "texto": ""}).status_code == 422
    respuesta = client.post(url, {"version": "1", "texto": "", "fotos": [archivo(1)]})
    assert respuesta.url == actividad.get_absolute_url()
    actividad.refresh_from_db()
    assert (actividad.estado, actividad.total_fotos) == (EstadoActividad.REALIZADA, 1)


def test_photos_are_added_and_told(client, lider, lugares):
    actividad = ActividadFactory(comite=lugares.propio.comite)
    entrar(client, lider)
    url = reverse("actividades:agregar-fotos", args=[actividad.uuid])
    assert client.post(url, {}).status_code == 422
    respuesta = client.post(url, {"fotos": [archivo(1), archivo(2)]}, follow=True)
    assert "Las fotos llegaron." in respuesta.content.decode()
    assert Evidencia.objects.filter(actividad=actividad).count() == 2


@pytest.mark.parametrize(
    ("nombre", "motivo"),
    [
        ("editar", "Ya no se puede corregir: la actividad está verificada."),
        ("completar", "Ya no se puede corregir: la actividad está verificada."),
        ("agregar-fotos", "La actividad está verificada: ya no recibe fotos."),
        ("responder", "La actividad está verificada: ya no se puede hacer esto."),
    ],
)
def test_link_to_what_was_verified_meanwhile_opens_it_and_says_why(client, lider, lugares, nombre, motivo):
    actividad = ActividadFactory(comite=lugares.propio.comite, autor=lider, verificada=True)
    entrar(client, lider)
    respuesta = client.get(reverse(f"actividades:{nombre}", args=[actividad.uuid]), follow=True)
    assert respuesta.redirect_chain == [(actividad.get_absolute_url(), 302)]
    assert motivo in respuesta.content.decode()
