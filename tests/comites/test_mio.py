"""The leader's own committee on the phone: its page, adding somebody on the spot, and nobody else's data."""

import uuid
from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from comites.models import Integrante
from comites.services import agregar_integrante, retirar_integrante
from comunes.models import Evento
from comunes.tuteo import en_tu
from cuentas.enums import Permiso
from cuentas.roles import Rol, roles_con
from personas.models import Consentimiento, Persona
from personas.services import registrar_consentimiento
from tests.apoyo import contar_consultas, entrar
from tests.comites.conftest import HOY
from tests.comites.test_vistas import TestIntegranteNuevo as _NuevoDeComite
from tests.contratos import ContratoDetalle
from tests.fabricas.comites import ComiteFactory, GrupoFactory, IntegranteFactory
from tests.fabricas.comites_mensajes import DifusionFactory
from tests.fabricas.cuentas import AsignacionFactory, usuario_con_rol
from tests.fabricas.personas import ConsentimientoFactory, PersonaFactory

NADIE = 987654321
NUEVA = {
    "paso": "nueva",
    "tipo_documento": "dni",
    "numero_documento": "40123456",
    "nombres": "María José",
    "apellido_paterno": "Ñahui",
    "apellido_materno": "Ríos",
    "sexo": "mujer",
    "fecha_nacimiento": "1990-06-12",
    "celular": "987 654 321",
    "consiente_gestion": "on",
    "canal": "verbal",
}


class TestMiComite(ContratoDetalle):
    permiso = Permiso.INTEGRANTE_AGREGAR

    def fila(self, lugar):
        return lugar.comite

    def url_de(self, fila):
        return reverse("comites:mio-detalle", args=[fila.pk])

    def url_inexistente(self):
        return reverse("comites:mio-detalle", args=[NADIE])


class TestAgregarDesdeTelefono(_NuevoDeComite):
    """The last step for somebody nobody has registered, as its leader takes it."""

    permiso = Permiso.INTEGRANTE_AGREGAR
    nombre_url = "comites:mio-agregar"


del _NuevoDeComite  # its own suite runs where it is written


pytestmark = pytest.mark.django_db


@pytest.fixture
def lider(comite):
    return usuario_con_rol(Rol.LIDER_COMITE, comite)


@pytest.fixture
def pagina(client, lider, comite):
    entrar(client, lider)
    return lambda: client.get(reverse("comites:mio-detalle", args=[comite.pk]))


@pytest.fixture
def enviar(client, lider, comite, cargos):
    entrar(client, lider)
    url = reverse("comites:mio-agregar", args=[comite.pk])

    def _enviar(datos, **cambios):
        clave = {"clave_idempotencia": str(uuid.uuid4())}
        return client.post(url, {**clave, "cargo": cargos["integrante"].pk, **datos, **cambios})

    return _enviar


def buscar(enviar, numero):
    return enviar({"paso": "documento", "tipo_documento": "dni", "numero_documento": numero})


def texto(respuesta):
    return " ".join(respuesta.content.decode().split())


def pendientes(respuesta):
    return [p.que for p in respuesta.context["pendientes"]]


def directiva(comite, cargos):
    """Fill the unique offices and reach the five members that the programme recommends."""
    for slug in ("presidencia", "vicepresidencia", "secretaria-de-actas", "vocal", "vocal"):
        cargo = cargos[slug]
        IntegranteFactory(
            comite=comite, cargo=cargo, cargo_unico=cargo.unico, desde=date(2026, 4, 1), mandato=None
        )


# Permission ------------------------------------------------------------------------------------


def test_only_leaders_hold_the_narrow_permission():
    assert roles_con(Permiso.INTEGRANTE_AGREGAR) == [Rol.LIDER_COMITE]


def test_leader_adds_to_the_own_committee_and_to_no_other(lider, cargos):
    ajeno = ComiteFactory()
    persona = IntegranteFactory(comite=ajeno, desde=date(2026, 4, 1), hasta=date(2026, 5, 1)).persona
    with pytest.raises(PermissionDenied):
        agregar_integrante(actor=lider, comite=ajeno, persona=persona, cargo=cargos["vocal"])
    with pytest.raises(PermissionDenied):
        registrar_consentimiento(actor=lider, persona=persona, finalidad="gestion", canal="verbal")
    assert Integrante.objects.activos().count() == 0


def test_leader_takes_nobody_out(lider, comite):
    integrante = IntegranteFactory(comite=comite, desde=date(2026, 4, 1))
    with pytest.raises(PermissionDenied):
        retirar_integrante(actor=lider, integrante=integrante, version=1, fecha=HOY, motivo="renuncia")


# The page ---------------------------------------------------------------------------------------


def test_one_committee_is_opened_at_once_and_several_are_offered(client, lider, comite):
    entrar(client, lider)
    mio = reverse("comites:mio-detalle", args=[comite.pk])
    assert client.get(reverse("comites:mio"))["Location"] == mio
    otro = ComiteFactory()
    AsignacionFactory(usuario=lider, rol=Rol.LIDER_COMITE, comite=otro, espacio=otro.espacio)
    elegidos = client.get(reverse("comites:mio")).context["comites"]
    assert {c.pk for c, _ in elegidos} == {comite.pk, otro.pk}


def test_leader_of_a_dissolved_committee_is_told_so(client, lider, comite):
    comite.disuelto = HOY
    comite.save()
    entrar(client, lider)
    assert "ya no está activo" in texto(client.get(reverse("comites:mio")))
    assert client.get(reverse("comites:mio-detalle", args=[comite.pk])).status_code == 404


def test_committee_in_order_has_nothing_due(pagina, comite, cargos):
    directiva(comite, cargos)
    grupo = GrupoFactory(comite=comite, celular_respaldo="+51955555555")
    comite.integrantes.update(en_grupo=HOY)
    for integrante in comite.integrantes.all():
        ConsentimientoFactory(persona=integrante.persona)
    comite.espacio.ultima_actividad = HOY - timedelta(days=10)
    comite.espacio.save()
    assert pendientes(pagina()) == ["Este mes el grupo no recibió ningún mensaje del programa."]
    DifusionFactory(grupo=grupo)
    assert pendientes(pagina()) == []
    assert "Tu comité está al día." in texto(pagina())


def test_everything_due_is_said_with_whom_to_ask(pagina, comite, cargos, coordinadora):
    IntegranteFactory(comite=comite, cargo=cargos["vocal"], desde=date(2026, 4, 1))
    comite.mandatos.update(fin=HOY + timedelta(days=60))
    comite.espacio.ultima_actividad = HOY - timedelta(days=61)
    comite.espacio.save()
    respuesta = pagina()
    assert pendientes(respuesta) == [
        "El mandato termina en 60 días, el 21/01/2027.",
        "Van 61 días sin una actividad verificada.",
        "Cargo vacante: presidenta o presidente.",
        "Cargo vacante: vicepresidenta o vicepresidente.",
        "Cargo vacante: secretaria o secretario de actas.",
        "Solo una persona está en el padrón.",
        "De una persona falta su permiso para estar en el registro.",
        "El grupo de WhatsApp no está registrado.",
    ]
    assert coordinadora.get_full_name() in texto(respuesta)
    assert f"{reverse('comites:mio-agregar', args=[comite.pk])}?cargo=presidencia" in texto(respuesta)


@pytest.mark.parametrize(
    ("estado", "recuperado_hace", "como", "tono"),
    [
        ("en-recuperacion", None, "Anota la próxima, para que se vea lo que hace tu comité.", "alerta"),
        ("recuperado", 300, "El espacio está en alerta desde el 20/11/2026.", "alerta"),
        ("recuperado", 10, "El 11/02/2027 el espacio queda en alerta.", "atencion"),
    ],
)
def test_silence_says_when_the_alert_of_the_space_begins(pagina, comite, estado, recuperado_hace, como, tono):
    recuperado_el = recuperado_hace and HOY - timedelta(days=recuperado_hace)
    type(comite.espacio).objects.filter(pk=comite.espacio_id).update(
        estado=estado, recuperado_el=recuperado_el, ultima_actividad=HOY - timedelta(days=93)
    )
    silencio = next(p for p in pagina().context["pendientes"] if p.que.startswith("Van 93 días"))
    assert (silencio.como, silencio.tono) == (como, tono)


@pytest.mark.parametrize(
    ("fin", "llamada", "estado", "como", "accion"),
    [
        (
            60,
            None,
            "recuperado",
            "Pónganse de acuerdo en quiénes continúan y convoca a la elección",
            "convocar",
        ),
        (60, 6, "recuperado", "La elección está convocada para el 28/11/2026.", "papeles"),
        (-1, None, "recuperado", "Hasta la elección, el espacio queda en alerta. Pónganse", "convocar"),
        (-1, -2, "en-recuperacion", "La elección fue el 20/11/2026: tu municipalidad anota", "papeles"),
    ],
)
def test_mandate_says_the_step_that_is_next(pagina, comite, coordinadora, fin, llamada, estado, como, accion):
    comite.mandatos.update(fin=HOY + timedelta(days=fin))
    type(comite.espacio).objects.filter(pk=comite.espacio_id).update(estado=estado)
    if llamada is not None:
        dia = HOY + timedelta(days=llamada)
        comite.asambleas.create(motivo="renovacion", fecha=dia, hora=time(16), citada_por=coordinadora)
    primero = pagina().context["pendientes"][0]
    assert (primero.como.startswith(como), primero.accion) == (True, accion), primero.como


def test_members_are_one_tap_away_with_their_document_masked(pagina, comite):
    IntegranteFactory(
        comite=comite,
        desde=date(2026, 4, 1),
        persona__numero_documento="48151623",
        persona__celular="+51987654321",
    )
    visto = texto(pagina())
    assert ('href="tel:+51987654321"' in visto, 'href="https://wa.me/51987654321"' in visto) == (True, True)
    assert "48151623" not in visto


def test_leader_sees_nothing_of_another_committee(client, pagina, comite, enviar):
    ajena = PersonaFactory(
        nombres="Zenobia",
        apellido_paterno="Quispicondor",
        numero_documento="45678901",
        celular="+51911222333",
        fecha_nacimiento=date(1990, 6, 12),
    )
    ajeno = IntegranteFactory(comite=ComiteFactory(), persona=ajena).comite
    dicho = [
        texto(r)
        for r in (
            pagina(),
            client.get(reverse("comites:mio")),
            client.get(reverse("comites:mio-detalle", args=[ajeno.pk])),
            buscar(enviar, "45678901"),
            enviar(
                NUEVA, nombres="Zenobia", apellido_paterno="Quispicondor", apellido_materno="", revisar=""
            ),
            enviar({**NUEVA, "paso": "conocida", "numero_documento": "45678901"}),
            enviar({**NUEVA, "elegida": ajena.pk}),
        )
    ]
    secretos = ("911222333", "911 222 333", "45678901 Z", ajena.nombre_completo, ajeno.nombre)
    assert [s for s in secretos if any(s in t for t in dicho)] == []
    assert Integrante.objects.filter(comite=comite).count() == 0


def test_queries_do_not_grow_with_the_members(client, lider, comite):
    entrar(client, lider)
    url = reverse("comites:mio-detalle", args=[comite.pk])
    IntegranteFactory(comite=comite, desde=date(2026, 4, 1))
    una = contar_consultas(client, url)
    for _ in range(4):
        IntegranteFactory(comite=comite, desde=date(2026, 4, 1))
    assert contar_consultas(client, url) == una


# Adding -----------------------------------------------------------------------------------------


def test_known_person_is_added_in_two_taps(enviar, comite):
    vecina = IntegranteFactory(comite=comite, desde=date(2026, 4, 1), hasta=date(2026, 5, 1)).persona
    hallada = buscar(enviar, vecina.numero_documento)
    assert (hallada.context["paso"], vecina.nombre_completo in texto(hallada)) == ("conocida", True)
    documento = {"tipo_documento": "dni", "numero_documento": vecina.numero_documento}
    segunda = enviar({"paso": "conocida", **documento})
    assert segunda["Location"] == reverse("comites:mio-detalle", args=[comite.pk])
    assert Integrante.objects.activos().get(comite=comite).persona == vecina


def test_new_person_enters_today_with_what_was_agreed(enviar, comite, lider):
    assert enviar(NUEVA, consiente_fotos="on").status_code == 302
    integrante = Integrante.objects.get(comite=comite)
    assert (integrante.desde, integrante.cargo.slug, integrante.persona.celular) == (
        HOY,
        "integrante",
        "+51987654321",
    )
    dados = Consentimiento.objects.order_by("finalidad").values_list("finalidad", "canal", "registrado_por")
    assert list(dados) == [("fotos", "verbal", lider.pk), ("gestion", "verbal", lider.pk)]


def test_coordinator_reads_that_the_leader_added_somebody(client, enviar, comite, coordinadora):
    enviar(NUEVA)
    assert Evento.objects.filter(accion="integrante-agregado-por-lider").count() == 1
    entrar(client, coordinadora)
    historia = texto(client.get(reverse("comites:comite-historia", args=[comite.pk])))
    assert "Entró una persona, agregada por su líder" in historia
    nueva = Integrante.objects.get(comite=comite)
    ficha = client.get(comite.get_absolute_url())
    assert (ficha.context["agregados"], "Agregada por su líder" in texto(ficha)) == ({nueva.pk}, True)


def test_coordinator_adding_is_not_written_as_the_leader(coordinadora, comite, cargos):
    persona = IntegranteFactory(comite=comite, desde=date(2026, 4, 1), hasta=date(2026, 5, 1)).persona
    agregar_integrante(actor=coordinadora, comite=comite, persona=persona, cargo=cargos["vocal"])
    acciones = Evento.objects.filter(accion__startswith="integrante-agregado").values_list(
        "accion", flat=True
    )
    assert list(acciones) == ["integrante-agregado"]


def test_two_taps_add_once(enviar):
    clave = str(uuid.uuid4())
    una, otra = (enviar(NUEVA, clave_idempotencia=clave) for _ in range(2))
    assert (una.status_code, otra["Location"]) == (302, una["Location"])
    assert (Persona.objects.count(), Integrante.objects.count()) == (1, 1)


def test_seven_digits_are_said_and_kept(enviar):
    respuesta = buscar(enviar, "1234567")
    documento = respuesta.context["documento"]
    assert (respuesta.status_code, documento["numero_documento"].value()) == (422, "1234567")
    assert documento.errors["numero_documento"] == ["Le falta un número: tiene 7 y deben ser 8."]


def test_somebody_of_the_committee_is_not_added_again(enviar, comite):
    ya = IntegranteFactory(comite=comite, desde=date(2026, 4, 1))
    documento = {"tipo_documento": "dni", "numero_documento": ya.persona.numero_documento}
    assert "Ya integra tu comité" in texto(buscar(enviar, ya.persona.numero_documento))
    assert enviar({"paso": "conocida", **documento}).status_code == 422
    assert Integrante.objects.count() == 1


def test_minor_for_a_leading_office_is_refused_and_nothing_is_lost(enviar, cargos):
    respuesta = enviar(NUEVA, fecha_nacimiento="2010-01-01", cargo=cargos["presidencia"].pk)
    form = respuesta.context["form"]
    assert (respuesta.status_code, list(form.errors)) == (422, ["cargo"])
    assert (form["nombres"].value(), form["celular"].value()) == ("María José", "987 654 321")
    assert Persona.objects.count() == 0


def test_child_needs_who_answers_for_it(enviar):
    nina = {**NUEVA, "fecha_nacimiento": "2015-01-01", "celular": ""}
    respuesta = enviar(nina)
    assert respuesta.context["form"].errors["apoderado"] == [
        "Tiene menos de 14 años: acepta su madre, padre o apoderado. Escribe sus nombres y apellidos."
    ]
    assert enviar({**nina, "apoderado": "Elena Ríos"}).status_code == 302


def test_without_the_consent_nothing_is_kept(enviar):
    respuesta = enviar({**NUEVA, "consiente_gestion": ""})
    assert list(respuesta.context["form"].errors) == ["consiente_gestion"]
    assert Persona.objects.count() == 0


def test_consents_are_never_ticked_beforehand(enviar):
    assert [c.value() for c in buscar(enviar, "40123456").context["form"].casillas] == [None] * 4


def test_access_to_somebody_outside_cannot_be_asked_from_the_phone(enviar):
    PersonaFactory(numero_documento="45678901")
    respuesta = enviar({**NUEVA, "paso": "pedir", "numero_documento": "45678901", "motivo": "Es mi vecina"})
    assert respuesta.context["paso"] == "fuera"
    assert "Esta persona ya está registrada fuera de tu comité" in texto(respuesta)


def test_who_resembles_outside_is_said_without_a_button_to_ask(client, enviar, comite):
    PersonaFactory(
        nombres="Maria Jose",
        apellido_paterno="Nahui",
        apellido_materno="Rios",
        fecha_nacimiento=date(1990, 6, 12),
        celular="+51911222333",
    )
    url = reverse("comites:mio-agregar", args=[comite.pk])
    visto = texto(client.post(url, {**NUEVA, "revisar": "si"}, headers={"HX-Request": "true"}))
    assert ("fuera de tu comité" in visto, "<button" in visto, "911 222 333" in visto) == (True, False, False)
    respuesta = enviar(NUEVA)
    assert respuesta.context["form"].errors["es_otra"] == [
        "Compara con quien ya está registrado. Si es otra persona, márcalo y guarda otra vez."
    ]
    assert enviar({**NUEVA, "es_otra": "on"}).status_code == 302


def test_what_was_typed_comes_back_after_the_session_ended(client, enviar, lider, comite):
    sesion = client.session
    sesion["ultima"] = 0
    sesion.save()
    assert enviar({**NUEVA, "celular": "98745612"})["Location"].endswith("?next=/cuenta/continuar/")
    entrar(client, lider)
    envio = client.get("/cuenta/continuar/").context["envio"]
    respuesta = client.post(envio["ruta"], dict(envio["campos"]))
    form = respuesta.context["form"]
    assert (respuesta.status_code, form["nombres"].value(), list(form.errors)) == (
        422,
        "María José",
        ["celular"],
    )
    assert Persona.objects.count() == 0


def test_errors_are_said_with_tu():
    assert en_tu("Busque otra vez. Si no, escriba su nombre y márquelo; vuelva a guardar.") == (
        "Busca otra vez. Si no, escribe su nombre y márcalo; vuelve a guardar."
    )
