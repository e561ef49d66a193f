"""«Mi semana»: what waits, in scope, with its reason; boundaries of days; each role's start; few queries."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from actividades.enums import EstadoActividad
from cuentas.roles import Rol
from espacios.enums import EstadoEspacio
from portal.views.trabajo import rango_en_palabras, titulo_del_territorio
from tests.apoyo import contar_consultas, entrar, es_ida_a_ingresar
from tests.contratos.lugares import hacer_lugares
from tests.fabricas.actividades import (
    ActividadFactory,
    EvidenciaFactory,
    ParticipacionFactory,
    RevisionFactory,
)
from tests.fabricas.comites import ComiteFactory, IntegranteFactory, MandatoFactory
from tests.fabricas.cuentas import AsignacionFactory, SegundoFactorFactory, UsuarioFactory, usuario_con_rol
from tests.fabricas.espacios import DiagnosticoFactory, EspacioFactory, FotoEspacioFactory
from tests.fabricas.territorio import MunicipalidadFactory

pytestmark = pytest.mark.django_db
HOY = date(2026, 11, 23)  # a Monday


@pytest.fixture(autouse=True)
def _hoy():
    with time_machine.travel("2026-11-23 15:00 -0500", tick=False):
        yield


@pytest.fixture
def municipalidad():
    return MunicipalidadFactory(distrito__nombre="Comas")


@pytest.fixture
def coordinadora(client, municipalidad):
    return entrar(client, usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, municipalidad))


def dias(cuantos):
    return HOY + timedelta(days=cuantos)


def espacio_en(municipalidad, **campos):
    return EspacioFactory(municipalidad=municipalidad, fecha_incorporacion=dias(-1), **campos)


def comite_en(municipalidad, fin=None, **campos):
    comite = ComiteFactory(espacio=espacio_en(municipalidad, **campos), fecha_constitucion=dias(-700))
    if fin:
        MandatoFactory(comite=comite, inicio=dias(-700), fin=fin)
    return comite


def verificada(espacio, fecha, **campos):
    return ActividadFactory(
        comite=None, espacio=espacio, organizador="municipalidad", fecha=fecha,
        estado=EstadoActividad.VERIFICADA, verificada_por=UsuarioFactory(), verificada_en=timezone.now(),
        **campos,
    )  # fmt: skip


def grupos(client):
    return {g.slug: g for g in client.get("/inicio/").context["grupos"]}


def titulos(client, slug):
    grupo = grupos(client).get(slug)
    return [t.titulo for t in grupo.tareas] if grupo else []


@pytest.mark.parametrize(
    ("faltan", "urgencia"),
    [
        (-1, "Su mandato terminó ayer, el 22/11/2026."),
        (0, "Su mandato termina hoy, el 23/11/2026."),
        (60, "Su mandato termina en 60 días, el 22/01/2027."),
        (61, None),
    ],
)
def test_mandate_is_mentioned_from_sixty_days_before_its_end(
    client, municipalidad, coordinadora, faltan, urgencia
):
    comite_en(municipalidad, fin=dias(faltan))
    grupo = grupos(client).get("renovar")
    assert (grupo.tareas[0].urgencia if grupo else None) == urgencia


def test_committee_task_warns_of_few_members(client, municipalidad, coordinadora):
    comite = comite_en(municipalidad, fin=dias(10))
    IntegranteFactory.create_batch(4, comite=comite, desde=dias(-50))
    tarea = grupos(client)["renovar"].tareas[0]
    assert tarea.motivo == "Tiene 4 integrantes; se recomiendan al menos 5."
    IntegranteFactory(comite=comite, desde=dias(-50))
    assert grupos(client)["renovar"].tareas[0].motivo == ""


def test_own_activities_do_not_wait_for_oneself(client, municipalidad, coordinadora):
    comite = comite_en(municipalidad)
    ActividadFactory(comite=comite, titulo="Ajena", fecha=dias(-1))
    ActividadFactory(comite=comite, titulo="Propia", fecha=dias(-1), autor=coordinadora)
    tarea = grupos(client)["verificar"].tareas[0]
    assert titulos(client, "verificar") == ["Ajena"]
    assert tarea.motivo == f"{comite.espacio.nombre}. Domingo 22/11/2026, 18 personas, sin fotos."


def test_activity_waits_with_the_photos_of_its_guests_but_not_of_who_was_taken_out(
    client, municipalidad, coordinadora
):
    actividad = ActividadFactory(comite=comite_en(municipalidad), fecha=dias(-1), fotos_de_invitados=1)
    for dicho in ({"estado": "retirada"}, {"confirmada": True}):
        parte = ParticipacionFactory(actividad=actividad, **dicho)
        foto = EvidenciaFactory(actividad=actividad, participacion=parte, por_revisar=True)
    tarea = grupos(client)["verificar"].tareas[0]
    assert tarea.motivo.endswith("18 personas, 1 foto.")
    assert tarea.foto == reverse("actividades:evidencia", args=[foto.uuid, "miniatura"])


def test_request_for_another_look_waits_for_who_did_not_reject_it(client, municipalidad, coordinadora):
    for quien, titulo in ((UsuarioFactory(), "De otra"), (coordinadora, "De ella misma")):
        actividad = ActividadFactory(
            comite=comite_en(municipalidad),
            titulo=titulo,
            estado="rechazada",
            observacion="No se ve el parque.",
        )
        RevisionFactory(actividad=actividad, paso="rechazar", autor=quien)
        RevisionFactory(actividad=actividad, paso="pedir")
    assert titulos(client, "otra-mirada") == ["De otra, 23/11/2026"]
    assert grupos(client)["otra-mirada"].tareas[0].motivo.endswith("otra persona: «No se ve el parque.»")


def test_invited_institution_is_asked_for_its_part_until_it_answers(client, municipalidad, coordinadora):
    actividad = ActividadFactory(comite=comite_en(municipalidad), titulo="Feria", fecha=dias(2))
    suya = {
        "institucion": "municipalidad",
        "municipalidad": municipalidad,
        "nombre": "Municipalidad de Comas",
    }
    parte = ParticipacionFactory(actividad=actividad, **suya)
    ParticipacionFactory(actividad=actividad)
    tarea = grupos(client)["partes"].tareas[0]
    lugar = actividad.espacio.nombre
    assert tarea.motivo == f"{lugar}, 25/11/2026. ¿Municipalidad de Comas participará?"
    assert client.get(tarea.url_accion).status_code == 200
    parte.estado = "retirada"
    parte.save()
    assert "partes" not in grupos(client)


def test_observed_diagnosis_waits_for_the_municipality(client, municipalidad, coordinadora):
    espacio = espacio_en(municipalidad)
    diagnostico = DiagnosticoFactory(espacio=espacio, completo=True, estado="observado")
    DiagnosticoFactory(completo=True, estado="observado")
    tarea = grupos(client)["corregir"].tareas[0]
    assert titulos(client, "corregir") == [espacio.nombre]
    assert tarea.url_accion == f"/espacios/diagnosticos/{diagnostico.uuid}/llenar/"
    assert "validar" not in grupos(client)


def test_sent_diagnosis_waits_for_somebody_else_to_validate_it(client, municipalidad):
    especialista = entrar(client, usuario_con_rol(Rol.ESPECIALISTA_REGIONAL, municipalidad.distrito.region))
    ajeno = DiagnosticoFactory(espacio=espacio_en(municipalidad), enviado=True)
    DiagnosticoFactory(espacio=espacio_en(municipalidad), enviado=True, autor=especialista)
    DiagnosticoFactory(espacio=espacio_en(municipalidad))
    tarea = grupos(client)["validar"].tareas[0]
    assert titulos(client, "validar") == [ajeno.espacio.nombre]
    assert tarea.url_accion == f"/espacios/diagnosticos/{ajeno.uuid}/revisar/"


def test_photo_waits_for_somebody_else_and_comes_back_with_what_it_lacks(client, municipalidad, coordinadora):
    espacio = espacio_en(municipalidad)
    FotoEspacioFactory(espacio=espacio, por_aprobar=True, autor=coordinadora)
    ajena = FotoEspacioFactory(espacio=espacio, por_aprobar=True)
    FotoEspacioFactory(por_aprobar=True)
    FotoEspacioFactory(espacio=espacio, devuelta_porque="Falta tapar una placa.")
    hechos = grupos(client)
    assert [t.url_accion for t in hechos["aprobar-fotos"].tareas] == [ajena.get_absolute_url()]
    assert [t.motivo for t in hechos["corregir-fotos"].tareas] == ["Falta tapar una placa."]


def test_space_without_committee_waits_and_stops_when_it_has_one(client, municipalidad, coordinadora):
    espacio = espacio_en(municipalidad)
    assert titulos(client, "sin-comite") == [espacio.nombre]
    comite = ComiteFactory(espacio=espacio)
    assert titulos(client, "sin-comite") == []
    comite.disuelto = HOY
    comite.save()
    assert titulos(client, "sin-comite") == [espacio.nombre]


@pytest.mark.parametrize(
    ("hace", "urgencia"),
    [
        (75, None),
        (76, "El 08/12/2026 pasa a «en alerta»."),
        (90, "El 24/11/2026 pasa a «en alerta»."),
        (91, "En alerta desde el 23/11/2026."),
    ],
)
@pytest.mark.parametrize("hubo", [True, False])
def test_silence_is_mentioned_before_and_after_it_becomes_an_alert(
    client, municipalidad, coordinadora, hace, urgencia, hubo
):
    """It counts from the last activity or, later, from the recovery: that there was none changes nothing."""
    desde = dias(-hace)
    espacio = espacio_en(
        municipalidad, estado=EstadoEspacio.RECUPERADO, recuperado_el=dias(-300) if hubo else desde
    )
    espacio_en(municipalidad, estado=EstadoEspacio.IDENTIFICADO, recuperado_el=dias(-300))
    if hubo:
        verificada(espacio, desde)
    porque = f"Se recuperó el {desde:%d/%m/%Y} y todavía no tiene ninguna actividad verificada."
    porque = f"{hace} días sin una actividad verificada." if hubo else porque
    grupo = grupos(client).get("silencio")
    dichas = [(t.urgencia, t.motivo) for t in grupo.tareas] if grupo else []
    assert dichas == ([(urgencia, porque)] if urgencia else [])


@pytest.mark.parametrize(
    ("rol", "alcanza"),
    [
        (Rol.COORDINADOR_MUNICIPAL, {"propio", "vecino"}),
        (Rol.PROMOTOR_OPC, {"propio"}),
        (Rol.ESPECIALISTA_REGIONAL, {"propio", "vecino", "hermano"}),
        (Rol.RESPONSABLE_NACIONAL, {"propio", "vecino", "hermano", "lejano"}),
        (Rol.AUDITOR, {"propio", "vecino", "hermano", "lejano"}),
    ],
)
def test_everybody_sees_their_own_territory_only(client, rol, alcanza):
    lugares = hacer_lugares()
    nombres = {}
    for nombre, lugar in lugares.todos().items():
        MandatoFactory(comite=lugar.comite, inicio=dias(-700), fin=dias(5))
        nombres[lugar.comite.nombre] = nombre
    entrar(client, lugares.propio.usuario(rol))
    contexto = client.get("/inicio/").context
    assert {nombres[t] for t in titulos(client, "renovar")} == alcanza
    assert (contexto["resumen"].espacios, contexto["resumen"].comites) == (len(alcanza), len(alcanza))


def test_summary_counts_what_is_in_force_today(client, municipalidad, coordinadora):
    comite = comite_en(municipalidad, fin=dias(10))
    comite_en(municipalidad, fin=dias(400))
    IntegranteFactory(comite=comite, desde=HOY)
    IntegranteFactory(comite=comite, desde=dias(-30), hasta=HOY)
    verificada(comite.espacio, dias(-90))
    verificada(comite.espacio, dias(-91))
    mio = client.get("/inicio/").context["resumen"]
    assert (mio.espacios, mio.comites, mio.por_renovar, mio.integrantes, mio.verificadas) == (2, 2, 1, 1, 1)


def test_week_shows_its_seven_days(client, municipalidad, coordinadora):
    comite = comite_en(municipalidad, fin=dias(4))
    ActividadFactory(comite=comite, titulo="Faena", fecha=HOY)
    ActividadFactory(comite=comite, titulo="Lejana", fecha=dias(-1))
    for estado in (EstadoActividad.CANCELADA, EstadoActividad.RECHAZADA):
        ActividadFactory(comite=comite, titulo="Sin efecto", fecha=HOY, estado=estado)
    semana = client.get("/inicio/").context["semana"]
    assert [d.fecha for d in semana] == [dias(n) for n in range(7)]
    assert [h.texto for h in semana[0].hechos] == [f"Por verificar: Faena, {comite.espacio.nombre}"]
    assert [h.texto for h in semana[4].hechos] == [f"Termina el mandato: {comite.nombre}"]
    assert [d.es_hoy for d in semana] == [True] + [False] * 6


def test_long_group_is_cut_and_counted(client, municipalidad, coordinadora):
    for _ in range(7):
        espacio_en(municipalidad)
    grupo = grupos(client)["sin-comite"]
    assert (len(grupo.tareas), grupo.total, grupo.resto) == (5, 7, 2)
    assert client.get("/inicio/").context["total"] == 7


def test_whole_kind_opens_in_pages(client, municipalidad, coordinadora):
    nombres = {espacio_en(municipalidad).nombre for _ in range(23)}
    grupo = grupos(client)["sin-comite"]
    primera = client.get(grupo.url_todas).context
    segunda = client.get(grupo.url_todas, {"cursor": primera["pagina"].siguiente}).context
    assert (len(primera["tareas"]), len(segunda["tareas"])) == (20, 3)
    assert {t.titulo for t in [*primera["tareas"], *segunda["tareas"]]} == nombres


@pytest.mark.parametrize(
    "clase", ["renovar", "verificar", "otra-mirada", "corregir", "sin-comite", "silencio"]
)
def test_each_kind_asks_for_its_permission(client, municipalidad, coordinadora, clase):
    assert client.get(f"/inicio/{clase}/").status_code == 200
    entrar(client, usuario_con_rol(Rol.ALIADO))
    assert client.get(f"/inicio/{clase}/").status_code == 403


def test_unknown_kind_is_404(client, coordinadora):
    assert client.get("/inicio/otra/").status_code == 404


@pytest.mark.parametrize(
    "rol", [Rol.RESPONSABLE_NACIONAL, Rol.ESPECIALISTA_REGIONAL, Rol.COORDINADOR_MUNICIPAL]
)
def test_queries_do_not_grow_with_rows(client, municipalidad, rol):
    lugar = {Rol.ESPECIALISTA_REGIONAL: municipalidad.region, Rol.COORDINADOR_MUNICIPAL: municipalidad}
    entrar(client, usuario_con_rol(rol, lugar.get(rol)))

    def una_de_cada():
        comite = comite_en(municipalidad, fin=dias(3), estado=EstadoEspacio.RECUPERADO)
        IntegranteFactory(comite=comite, desde=dias(-2))
        ActividadFactory(comite=comite, fecha=dias(-1))
        verificada(comite.espacio, dias(-80))
        espacio_en(municipalidad)

    una_de_cada()
    una = contar_consultas(client, "/inicio/")
    una_de_cada()
    una_de_cada()
    assert contar_consultas(client, "/inicio/") == una == 10


def test_new_municipality_sees_the_three_first_steps(client, coordinadora):
    respuesta = client.get("/inicio/")
    texto = respuesta.content.decode()
    assert "Los tres primeros pasos" in texto
    assert respuesta.context["puede_registrar"] is True


def test_up_to_date_territory_says_so(client, municipalidad, coordinadora):
    comite_en(municipalidad, fin=dias(400))
    texto = client.get("/inicio/").content.decode()
    assert "Todo al día" in texto
    assert "Nada espera por usted hoy." in texto


@pytest.mark.parametrize(
    ("rol", "frase"),
    [
        (Rol.COORDINADOR_MUNICIPAL, "1 asunto espera por usted."),
        (Rol.AUDITOR, "1 asunto por atender en su territorio."),
    ],
)
def test_only_who_acts_is_told_that_it_waits_for_them(client, municipalidad, rol, frase):
    comite_en(municipalidad, fin=dias(3))
    lugar = municipalidad if rol == Rol.COORDINADOR_MUNICIPAL else None
    entrar(client, usuario_con_rol(rol, lugar))
    assert frase in client.get("/inicio/").content.decode()


def test_recent_history_names_no_member(client, municipalidad, coordinadora):
    comite = comite_en(municipalidad)
    IntegranteFactory(
        comite=comite, desde=dias(-2), persona__nombres="Zoraida", persona__apellido_paterno="Quilla"
    )
    verificada(comite.espacio, dias(-3), titulo="Mural")
    antes = IntegranteFactory(comite=comite, desde=dias(-31), hasta=dias(-1), motivo_salida="fin-de-mandato")
    IntegranteFactory(comite=comite, desde=dias(-1), persona=antes.persona)  # goes on in the next mandate
    respuesta = client.get("/inicio/")
    assert [h.titulo for h in respuesta.context["hechos"]] == [
        "Se verificó «Mural»",
        "Se unió una persona al comité",
    ]
    assert "Zoraida" not in respuesta.content.decode()


@pytest.mark.parametrize("rol", [Rol.ADMINISTRADOR_TECNICO, Rol.FACILITADOR, Rol.ALIADO, Rol.OFICIAL_DATOS])
def test_roles_without_committees_get_a_start_with_links_that_open(client, municipalidad, rol):
    espacio_en(municipalidad)
    entrar(client, usuario_con_rol(rol))
    respuesta = client.get("/inicio/")
    assert respuesta.status_code == 200
    assert respuesta.context["grupos"] == []
    for entrada in respuesta.context["accesos"]:
        assert client.get(entrada.url).status_code == 200


def test_role_without_pages_of_its_own_reads_why_and_where_to_go(client):
    entrar(client, usuario_con_rol(Rol.ALIADO))
    texto = client.get("/inicio/").content.decode()
    assert "Su función todavía no tiene pantallas propias" in texto
    assert f'href="{reverse("charlas:lista")}"' in texto


def test_read_only_roles_are_not_offered_to_write(client, municipalidad):
    comite_en(municipalidad, fin=dias(5))
    entrar(client, usuario_con_rol(Rol.AUDITOR))
    contexto = client.get("/inicio/").context
    assert contexto["url_registrar"] == ""
    assert [g.slug for g in contexto["grupos"]] == ["renovar"]
    assert contexto["grupos"][0].tareas[0].accion == "Ver el comité"


def test_leader_goes_to_the_leaders_home(client):
    comite = ComiteFactory()
    usuario = usuario_con_rol(Rol.LIDER_COMITE, comite)
    SegundoFactorFactory(user=usuario)
    entrar(client, usuario)
    respuesta = client.get("/inicio/")
    assert (respuesta.status_code, respuesta["Location"]) == (302, reverse("actividades:lider-inicio"))
    AsignacionFactory(usuario=usuario, rol=Rol.AUDITOR)
    assert client.get("/inicio/").status_code == 200


def test_account_without_role_and_anonymous_do_not_enter(client):
    assert es_ida_a_ingresar(client.get("/inicio/"))
    entrar(client, UsuarioFactory())
    assert client.get("/inicio/").status_code == 403


def test_territory_is_called_by_its_kind():
    lugares = hacer_lugares()
    titulos_de = {rol: titulo_del_territorio(lugares.propio.usuario(rol)) for rol in (
        Rol.COORDINADOR_MUNICIPAL, Rol.ESPECIALISTA_REGIONAL, Rol.PROMOTOR_OPC, Rol.AUDITOR
    )}  # fmt: skip
    assert list(titulos_de.values()) == [
        "Su municipalidad hoy",
        "Su región hoy",
        "Su comisaría hoy",
        "El programa hoy",
    ]


@pytest.mark.parametrize(
    ("desde", "hasta", "texto"),
    [
        (date(2026, 11, 23), date(2026, 11, 29), "Del 23 al 29 de noviembre de 2026"),
        (date(2026, 11, 30), date(2026, 12, 6), "Del 30 de noviembre al 6 de diciembre de 2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "Del 28 de diciembre de 2026 al 3 de enero de 2027"),
    ],
)
def test_week_in_words(desde, hasta, texto):
    assert rango_en_palabras(desde, hasta) == texto


@pytest.mark.parametrize(
    ("rol", "nombres"),
    [
        (Rol.ADMINISTRADOR_TECNICO, ["admin:cuentas_usuario_add"]),
        (Rol.RESPONSABLE_NACIONAL, ["padron:subir", "admin:cuentas_usuario_add", "espacios:espacio-nuevo"]),
    ],
)
def test_empty_programme_offers_each_role_its_own_first_step(client, rol, nombres):
    entrar(client, usuario_con_rol(rol))
    texto = client.get(reverse("portal:inicio-trabajo")).content.decode()
    pasos = texto[texto.index("Los tres primeros pasos") :].split("</section>")[0]
    assert re.findall(r'<a class="btn[^"]*" href="([^"]+)"', pasos) == [reverse(n) for n in nombres]
