"""Talks in public: what is listed, registering on one screen, the link of a registration, asking again."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from capacitaciones.models import Constancia, Inscripcion, Sesion
from capacitaciones.privacidad import VERSION_DEL_TEXTO
from capacitaciones.views import publicas
from comunes.models import ClaveIdempotencia, Evento
from cuentas.roles import Rol
from personas.documentos import escribir_celular
from tests.apoyo import al_momento, contar_consultas, entrar
from tests.fabricas.capacitaciones import (
    AsistenciaFactory,
    ConstanciaFactory,
    InscripcionFactory,
    SesionFactory,
)
from tests.fabricas.comites import IntegranteFactory
from tests.fabricas.cuentas import UsuarioFactory, usuario_con_rol
from tests.fabricas.personas import ConsentimientoFactory, PersonaFactory

pytestmark = pytest.mark.django_db
LISTA = "/charlas/"
PEDIR = "/constancia/pedir/"
REVOCADA = {"revocada_en": timezone.now, "motivo_revocacion": "Se anotó por error."}
MIAS = {
    "tipo_documento": "dni",
    "numero_documento": "71234567",
    "nombres": "Nelly Rosa",
    "apellidos": "Poma de la Cruz",
    "contacto": "987 654 321",
    "acepta": "on",
}


@pytest.fixture
def charla():
    return SesionFactory(abierta=True, aforo=2)


def url_de(sesion):
    return reverse("charlas:charla", args=[sesion.uuid])


def enviar(client, sesion, **cambios):
    datos = {"clave_idempotencia": str(uuid.uuid4()), **MIAS, **cambios}
    return client.post(url_de(sesion), {c: v for c, v in datos.items() if v is not None})


def codigo_unico():
    return Inscripcion.objects.get().codigo


def url_inscripcion(codigo, que="inscripcion"):
    return reverse(f"charlas:{que}", args=[codigo])


# What is listed ------------------------------------------------------------------------------------


def test_list_shows_open_talks_still_to_come_the_next_first(client):
    ahora = timezone.now()
    despues = SesionFactory(abierta=True)
    pronto = SesionFactory(abierta=True, inicio=ahora + timedelta(days=1))
    a_su_ritmo = {"modalidad": "virtual-asincronica", "inicio": ahora - timedelta(days=1)}
    empezada = SesionFactory(abierta=True, fin=ahora + timedelta(days=5), **a_su_ritmo)
    SesionFactory(abierta=True, inicio=ahora - timedelta(minutes=5))
    SesionFactory()
    SesionFactory(cerrada=True)
    assert list(client.get(LISTA).context["pagina"]) == [empezada, pronto, despues]
    una = contar_consultas(client, LISTA)
    SesionFactory(abierta=True)
    assert contar_consultas(client, LISTA) == una


def test_list_without_talks_says_so_and_a_talk_not_yet_open_does_not_exist(client):
    programada = SesionFactory()
    assert "No hay charlas abiertas por ahora" in client.get(LISTA).content.decode()
    assert client.get(url_de(programada)).status_code == 404


@pytest.mark.parametrize(
    ("campos", "dicho"),
    [
        ({"abierta": True, "aforo": 1, "inscritos": 1}, "Aforo completo"),
        ({"cerrada": True}, "La charla ya se realizó."),
        (
            {"estado": "cancelada", "motivo_cancelacion": "Corte de luz en el local."},
            "Corte de luz en el local.",
        ),
    ],
)
def test_talk_that_takes_nobody_says_why_and_has_no_form(client, campos, dicho):
    texto = client.get(url_de(SesionFactory(**campos))).content.decode()
    assert (dicho in texto, 'name="numero_documento"' in texto) == (True, False)


# Registering ---------------------------------------------------------------------------------------


def test_one_screen_asks_four_data_and_an_unticked_consent(client, charla):
    form = client.get(url_de(charla)).context["form"]
    # The kind of document stands beside its number: one datum.
    assert set(form.fields) - {"tipo_documento", "acepta"} == {
        "numero_documento",
        "nombres",
        "apellidos",
        "contacto",
    }
    assert form["acepta"].value() in (None, False)


def test_registering_leads_to_the_own_page_with_the_way_in(client, charla):
    respuesta = enviar(client, charla)
    inscripcion = Inscripcion.objects.get()
    assert respuesta["Location"] == url_inscripcion(inscripcion.codigo)
    guardado = (inscripcion.celular, inscripcion.apellidos, inscripcion.origen, inscripcion.sesion.inscritos)
    assert guardado == ("+51987654321", "Poma de la Cruz", "web", 1)
    pagina = client.get(respuesta["Location"])
    texto = pagina.content.decode()
    assert charla.enlace in texto
    assert [d for d in ("71234567", "987654321", escribir_celular("+51987654321")) if d in texto] == []
    assert (pagina["X-Robots-Tag"], "no-store" in pagina["Cache-Control"]) == ("noindex, nofollow", True)
    assert charla.enlace not in client.get(url_de(charla)).content.decode()


def test_registering_with_an_email_keeps_it_as_such(client, charla):
    enviar(client, charla, contacto="Nelly@Ejemplo.pe")
    assert list(Inscripcion.objects.values_list("correo", "celular")) == [("nelly@ejemplo.pe", "")]


def test_sent_twice_it_is_one_registration_and_the_same_answer(client, charla):
    clave = str(uuid.uuid4())
    destinos = {enviar(client, charla, clave_idempotencia=clave)["Location"] for _ in range(2)}
    destinos.add(enviar(client, charla)["Location"])  # another day, the same document and contact
    assert (destinos, Inscripcion.objects.count()) == ({url_inscripcion(codigo_unico())}, 1)


@pytest.mark.parametrize(
    ("cambios", "campo", "dicho"),
    [
        ({"numero_documento": "7123456"}, "numero_documento", "Le falta un número: tiene 7 y deben ser 8."),
        ({"nombres": "Nelly 3"}, "nombres", "quite «3»"),
        ({"apellidos": ""}, "apellidos", "Escribe tus apellidos."),
        ({"contacto": "98765432"}, "contacto", "Le falta un número: tiene 8 y deben ser 9."),
        ({"contacto": "nelly@"}, "contacto", "Escribe un celular de nueve números o un correo"),
        ({"acepta": None}, "acepta", "Sin este permiso no podemos guardar tus datos"),
    ],
)
def test_errors_stand_beside_their_field_and_nothing_typed_is_lost(client, charla, cambios, campo, dicho):
    respuesta = enviar(client, charla, **cambios)
    form = respuesta.context["form"]
    assert respuesta.status_code == 422
    assert (list(form.errors), dicho in str(form.errors[campo])) == ([campo], True)
    escritos = {c: v for c, v in {**MIAS, **cambios}.items() if c != "acepta"}
    assert {c: form[c].value() for c in escritos} == escritos
    assert Inscripcion.objects.count() == 0


def test_last_seat_taken_meanwhile_is_said_with_everything_kept(client, charla):
    Sesion.objects.update(inscritos=2)
    respuesta = enviar(client, charla)
    texto = respuesta.content.decode()
    assert (respuesta.status_code, "Aforo completo." in texto, 'value="71234567"' in texto) == (
        422,
        True,
        True,
    )
    assert ClaveIdempotencia.objects.count() == 0


def test_document_that_had_registered_gets_the_answer_of_one_that_had_not(client, charla):
    """Whoever holds a number learns nothing from it: a place of their own, and nothing of whoever had it."""
    ajena = InscripcionFactory(
        sesion=charla,
        numero_documento="71234567",
        celular="+51911111111",
        persona=PersonaFactory(
            numero_documento="71234567", nombres="Nelly Rosa", apellido_paterno="Poma de la Cruz"
        ),
    )
    Sesion.objects.update(inscritos=1, aforo=9)
    textos = []
    for numero in ("71234567", "71234568"):
        respuesta = enviar(client, charla, numero_documento=numero)
        suya = Inscripcion.objects.latest("pk")
        assert respuesta["Location"] == url_inscripcion(suya.codigo)
        textos.append(client.get(respuesta["Location"]).content.decode().replace(suya.codigo, "CODIGO"))
    sin_fichas = [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", texto) for texto in textos]
    assert sin_fichas[0] == sin_fichas[1]
    assert (Inscripcion.objects.filter(persona=ajena.persona).get(), Sesion.objects.get().inscritos) == (
        ajena,
        3,
    )


def test_popular_talk_behind_one_address_goes_on_in_the_next_quarter_of_an_hour(client, charla, monkeypatch):
    """Without waiting for a pause: on a mobile carrier's address there is none."""
    monkeypatch.setattr(publicas, "INSCRIPCIONES_MAXIMO", 2)
    Sesion.objects.update(aforo=9)
    en_punto = timezone.now().replace(minute=0, second=0, microsecond=0)
    estados = []
    for minuto in (1, 9, 14, 16):
        with time_machine.travel(en_punto + timedelta(minutes=minuto), tick=False):
            estados.append(enviar(client, charla, numero_documento=f"7123450{minuto % 10}").status_code)
    assert estados == [302, 302, 429, 302]


# One tap -------------------------------------------------------------------------------------------


def un_toque(client, sesion, **datos):
    return client.post(reverse("charlas:inscribirme", args=[sesion.uuid]), datos)


def de_la_cuenta(client):
    """A person who signed in and whose consent the programme holds."""
    return ConsentimientoFactory(
        persona=PersonaFactory(usuario=entrar(client, UsuarioFactory())), version_texto="2026-03"
    ).persona


def test_leader_registers_with_one_tap_as_they_are_known(client, charla):
    integrante = IntegranteFactory()
    lider = usuario_con_rol(Rol.LIDER_COMITE, integrante.comite)
    persona = integrante.persona
    persona.usuario = lider
    persona.save()
    ConsentimientoFactory(persona=persona)
    entrar(client, lider)
    assert "Te inscribes como" in client.get(url_de(charla)).content.decode()
    destinos = {un_toque(client, charla)["Location"] for _ in range(2)}
    inscripcion = Inscripcion.objects.get()
    assert destinos == {url_inscripcion(inscripcion.codigo)}
    assert (inscripcion.persona, inscripcion.nombres, inscripcion.tipo) == (
        persona,
        persona.nombres,
        "integrante",
    )
    assert client.get(url_de(charla)).context["propia"] == inscripcion


def test_any_account_of_a_person_registers_with_one_tap_and_others_get_the_form(client, charla):
    entrar(client, UsuarioFactory())
    assert un_toque(client, charla)["Location"] == url_de(charla)
    assert 'name="numero_documento"' in client.get(url_de(charla)).content.decode()
    persona = de_la_cuenta(client)
    assert un_toque(client, charla)["Location"] == url_inscripcion(
        Inscripcion.objects.get(persona=persona).codigo
    )


def test_one_tap_rests_on_the_consent_the_programme_holds_and_keeps_its_version(client, charla):
    de_la_cuenta(client)
    un_toque(client, charla)
    assert Inscripcion.objects.get().texto_consentimiento == "2026-03"


def test_one_tap_without_a_consent_in_force_asks_for_an_unticked_one(client, charla):
    dado = de_la_cuenta(client).consentimientos.get()
    dado.revocado = timezone.now()
    dado.save()
    texto = client.get(url_de(charla)).content.decode()
    assert ('name="acepta"' in texto, "checked" in texto, 'name="nombres"' in texto) == (True, False, False)
    assert un_toque(client, charla)["Location"] == url_de(charla)
    assert "Sin este permiso no se pueden guardar los datos." in client.get(url_de(charla)).content.decode()
    assert Inscripcion.objects.count() == 0
    un_toque(client, charla, acepta="on")
    assert Inscripcion.objects.get().texto_consentimiento == VERSION_DEL_TEXTO


def test_one_tap_without_seats_says_so_and_needs_a_session(client, charla):
    assert un_toque(client, charla).status_code == 302
    Sesion.objects.update(inscritos=2)
    de_la_cuenta(client)
    assert un_toque(client, charla)["Location"] == url_de(charla)
    assert "Ya no quedan cupos." in client.get(url_de(charla)).content.decode()
    assert Inscripcion.objects.count() == 0


# The link of a registration -------------------------------------------------------------------------


def test_withdrawing_frees_the_seat(client, charla):
    enviar(client, charla)
    codigo = codigo_unico()
    antes = client.get(url_inscripcion(codigo)).content.decode()
    assert [d in antes for d in ("data-confirmar=", 'id="confirmar"')] == [True, True]  # it asks first
    client.post(url_inscripcion(codigo, "retirar"))
    assert Sesion.objects.get().inscritos == 0
    texto = client.get(url_inscripcion(codigo)).content.decode()
    assert ("Te retiraste" in texto, charla.enlace in texto) == (True, False)


def test_link_gives_the_certificate_once_the_talk_is_closed(client):
    constancia = ConstanciaFactory()
    inscripcion = constancia.asistencia.inscripcion
    assert "Tu constancia está lista" in client.get(url_inscripcion(inscripcion.codigo)).content.decode()
    pdf = client.get(url_inscripcion(inscripcion.codigo, "constancia"))
    assert (pdf.content[:5], pdf["X-Robots-Tag"]) == (b"%PDF-", "noindex, nofollow")


def test_link_gets_another_certificate_in_its_place_once_for_the_same_tap(client):
    primera = ConstanciaFactory()
    codigo = primera.asistencia.inscripcion.codigo
    ajena = ConstanciaFactory()
    url = url_inscripcion(codigo, "reemitir")
    estados = [client.post(url, {"constancia": c.codigo}).status_code for c in (primera, primera, ajena)]
    assert estados == [302, 302, 404]
    nueva = Constancia.objects.get(reemplaza_a=primera)
    assert (nueva.emitida_por, Constancia.objects.count()) == (primera.emitida_por, 3)
    assert Evento.objects.get(accion="constancia-reemitida").actor is None
    assert nueva.correlativo in client.get(url_inscripcion(codigo)).content.decode()
    assert "fue reemplazada" in client.get(f"/constancia/{primera.codigo}/").content.decode()


def test_link_does_not_bring_back_a_revoked_certificate(client):
    inscripcion = _con_constancia(**REVOCADA)
    suya = Constancia.objects.get()
    respuesta = client.post(url_inscripcion(inscripcion.codigo, "reemitir"), {"constancia": suya.codigo})
    assert (respuesta.status_code, Constancia.objects.count()) == (403, 1)


def _con_constancia(**campos):
    if "revocada_en" in campos:
        campos["revocada_por"] = UsuarioFactory()
    return ConstanciaFactory(**al_momento(campos)).asistencia.inscripcion


@pytest.mark.parametrize(
    ("hacer", "dicho"),
    [
        (lambda: InscripcionFactory(sesion=SesionFactory(realizada=True)), "viene en camino"),
        (lambda: InscripcionFactory(sesion=SesionFactory(cerrada=True)), "No figuras en la asistencia"),
        (lambda: AsistenciaFactory().inscripcion, "todavía no se emitió"),
        (lambda: _con_constancia(**REVOCADA), "no está vigente</h1>\n    <p>Se revocó el "),
        (lambda: _con_constancia(reemplazada_en=timezone.now()), "<p>Se reemplazó el "),
    ],
)
def test_link_without_a_certificate_says_why_and_has_no_pdf(client, hacer, dicho):
    codigo = hacer().codigo
    assert dicho in client.get(url_inscripcion(codigo)).content.decode()
    assert client.get(url_inscripcion(codigo, "constancia")).status_code == 404


def test_links_that_open_nothing_are_alike_and_braked(client):
    borrada = InscripcionFactory(
        tipo_documento="sin-documento", numero_documento="", celular="", anonimizada=timezone.now()
    )
    estados = [client.get(url_inscripcion(c)).status_code for c in (borrada.codigo, *["x" * 22] * 20)]
    assert estados == [404] * 20 + [429]
    assert client.get(url_inscripcion(InscripcionFactory().codigo)).status_code == 200


# Asking again --------------------------------------------------------------------------------------


@pytest.fixture
def con_correo():
    constancia = ConstanciaFactory(
        asistencia__inscripcion__correo="nelly@ejemplo.pe",
        asistencia__inscripcion__numero_documento="71234567",
    )
    return constancia.asistencia.inscripcion


def pedir(client, numero="71234567", correo="Nelly@ejemplo.pe"):
    datos = {"tipo_documento": "dni", "numero_documento": numero, "contacto": correo}
    return client.post(PEDIR, {**datos, "clave_idempotencia": str(uuid.uuid4())})


def test_asking_again_answers_alike_and_writes_only_to_the_address_registered(
    client, con_correo, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True) as tareas:
        respuestas = [
            pedir(client),
            pedir(client, correo="otra@ejemplo.pe"),
            pedir(client, numero="70000001"),
        ]
    assert {(r.status_code, r["Location"]) for r in respuestas} == {(302, "/constancia/pedir/recibido/")}
    assert len(tareas) == 3  # as much work for nobody
    (correo,) = mailoutbox
    assert correo.to == ["nelly@ejemplo.pe"]
    assert f"http://testserver{url_inscripcion(con_correo.codigo)}" in correo.body
    assert [d for d in ("71234567", con_correo.apellidos) if d in correo.body] == []


def test_asking_again_is_braked_by_document_whether_it_exists_or_not(client, con_correo):
    for numero in ("71234567", "70000001"):
        assert [pedir(client, numero=numero).status_code for _ in range(4)] == [302, 302, 302, 429]


def test_asking_about_a_document_with_another_email_does_not_shut_its_owner_out(client, con_correo):
    ajenos = [pedir(client, correo="otra@ejemplo.pe").status_code for _ in range(4)]
    assert (ajenos, pedir(client).status_code) == ([302, 302, 302, 429], 302)
