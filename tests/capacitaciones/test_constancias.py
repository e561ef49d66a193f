"""Certificates: what their PDF says and carries, the public check by code, and one's own on the phone."""

import pytest
from django.urls import reverse
from django.utils import timezone

from capacitaciones import documents
from capacitaciones.codigos import LARGO, codigo_legible, en_grupos, leer_codigo, tiene_forma
from capacitaciones.documents import como_fue, duracion
from capacitaciones.iniciales import iniciales_de
from capacitaciones.models import Constancia, Inscripcion
from capacitaciones.olvido import quitar_datos
from comunes.instalacion import marcar_datos_de_ejemplo
from cuentas.roles import Rol
from personas.models import AccesoADatos
from tests.apoyo import consultas, contar_consultas, entrar
from tests.contratos.lugares import hacer_lugares
from tests.fabricas.capacitaciones import (
    AsistenciaFactory,
    ConstanciaFactory,
    InscripcionFactory,
    SesionFactory,
)
from tests.fabricas.cuentas import UsuarioFactory, usuario_con_rol
from tests.fabricas.personas import PersonaFactory
from tests.pdf import codigos, leer

pytestmark = pytest.mark.django_db
COMPROBAR = "/constancia/"


@pytest.fixture
def charla():
    inicio = timezone.make_aware(timezone.datetime(2026, 11, 26, 18, 30))
    return SesionFactory(
        cerrada=True,
        titulo="Convivir en el barrio",
        tema="convivencia",
        inicio=inicio,
        fin=inicio + timezone.timedelta(minutes=90),
        facilitador__nombres="Milagros",
        facilitador__apellidos="Chunga Yovera",
    )


def constancia_de(charla, persona=None, **campos):
    inscripcion = InscripcionFactory(
        sesion=charla, persona=persona, nombres="María del Rosario", apellidos="Ñahui de la Cruz"
    )
    return ConstanciaFactory(asistencia=AsistenciaFactory(sesion=charla, inscripcion=inscripcion), **campos)


def verificar(constancia):
    return reverse("constancias:verificar", args=[constancia.codigo])


# Its own: on the phone and as PDF ------------------------------------------------------------------


@pytest.fixture
def mia(client, charla):
    entrar(client, usuario := UsuarioFactory())
    return constancia_de(charla, PersonaFactory(usuario=usuario, nombres="Rosa", apellido_paterno="Ñaupari"))


def pdf_de_la_mia(client, constancia):
    return client.get(reverse("constancias:mia-pdf", args=[constancia.codigo]))


def test_pdf_says_who_which_talk_when_and_how_to_check_it(client, mia):
    respuesta = pdf_de_la_mia(client, mia)
    lector, texto = leer(respuesta.content)
    assert len(lector.pages) == 1
    persona = mia.asistencia.persona
    faltan = [
        dicho
        for dicho in (
            persona.nombre_completo,
            "«Convivir en el barrio», de 1 hora y 30 minutos, dictada por videollamada el jueves 26 de "
            "noviembre de 2026",
            "Tema: Convivencia familiar.",
            "Milagros Chunga Yovera",
            mia.correlativo,
            en_grupos(mia.codigo),
            "testserver/constancia",
            iniciales_de(persona.nombre_completo),
        )
        if "".join(dicho.split()) not in "".join(texto.split())
    ]
    assert faltan == []
    assert "Ejemplo" not in texto
    assert respuesta["Content-Disposition"] == f'inline; filename="constancia-{mia.correlativo.lower()}.pdf"'
    assert "no-store" in respuesta["Cache-Control"]
    assert (lector.metadata.title, persona.apellido_paterno in str(lector.metadata)) == (str(mia), False)


def test_pdf_is_tagged_in_spanish_with_headings_and_words_for_its_code(client, mia):
    raiz = leer(pdf_de_la_mia(client, mia).content)[0].trailer["/Root"]
    assert (raiz["/MarkInfo"]["/Marked"], raiz["/Lang"]) == (True, "es-PE")
    assert "pdfuaid:part" in raiz["/Metadata"].get_data().decode()
    tipos, alternativos = [], []

    def recorrer(nodo):
        nodo = nodo.get_object() if hasattr(nodo, "get_object") else nodo
        if isinstance(nodo, list):
            return [recorrer(hijo) for hijo in nodo]
        if not isinstance(nodo, dict):
            return None
        tipos.append(nodo.get("/S"))
        alternativos.extend([nodo["/Alt"]] if "/Alt" in nodo else [])
        return recorrer(nodo.get("/K", []))

    recorrer(raiz["/StructTreeRoot"])
    assert ([t for t in tipos if t in {"/H1", "/H2"}], alternativos) == (
        ["/H1", "/H2"],
        [f"Código QR que abre http://testserver{verificar(mia)}"],
    )


def test_qr_leads_to_the_public_check(client, mia):
    pagina = leer(pdf_de_la_mia(client, mia).content)[0].pages[0]
    assert codigos(pagina) == [f"http://testserver{verificar(mia)}"]


def test_pdf_of_a_sample_says_so(client, mia):
    marcar_datos_de_ejemplo()
    assert "Ejemplo, sin valor" in leer(pdf_de_la_mia(client, mia).content)[1]


def test_own_list_shows_all_of_mine_and_downloads_those_in_force(client, mia, charla):
    ajena = constancia_de(charla, PersonaFactory(usuario=UsuarioFactory()))
    revocada = constancia_de(
        SesionFactory(cerrada=True),
        mia.asistencia.persona,
        revocada_en=timezone.now(),
        revocada_por=UsuarioFactory(),
        motivo_revocacion="No era su asistencia.",
    )
    texto = client.get(reverse("constancias:mias")).content.decode()
    vistas = [c.correlativo for c in (mia, ajena, revocada) if c.correlativo in texto]
    assert vistas == [mia.correlativo, revocada.correlativo]
    assert "No era su asistencia." in texto
    estados = [pdf_de_la_mia(client, c).status_code for c in (mia, ajena, revocada)]
    assert estados == [200, 404, 404]
    uno = contar_consultas(client, reverse("constancias:mias"))
    constancia_de(SesionFactory(cerrada=True), mia.asistencia.persona)
    assert contar_consultas(client, reverse("constancias:mias")) == uno


def test_holder_replaces_the_own_certificate_and_nobody_elses(client, mia, charla):
    ajena = constancia_de(charla, PersonaFactory(usuario=UsuarioFactory()))
    estados = [
        client.post(reverse("constancias:reemitir", args=[c.codigo])).status_code for c in (ajena, mia)
    ]
    otra_vez = client.post(reverse("constancias:reemitir", args=[mia.codigo]))
    assert (estados, otra_vez.status_code, otra_vez["Location"]) == (
        [404, 302],
        302,
        reverse("constancias:mias"),
    )
    nueva = Constancia.objects.get(reemplaza_a=mia)
    assert [pdf_de_la_mia(client, c).status_code for c in (mia, nueva)] == [404, 200]
    assert "fue reemplazada" in client.get(verificar(mia)).content.decode()


def test_own_list_of_who_has_none_says_why(client, charla):
    constancia_de(charla)  # of nobody with an account
    entrar(client, UsuarioFactory())
    respuesta = client.get(reverse("constancias:mias"))
    assert respuesta.context["constancias"] == []
    assert "Todavía no tienes constancias" in respuesta.content.decode()


# The public check ----------------------------------------------------------------------------------


def test_public_check_says_that_it_holds_with_initials_only(client, charla):
    constancia = constancia_de(charla)
    texto = client.get(verificar(constancia)).content.decode()
    assert "Esta constancia es válida" in texto
    assert "M. R. Ñ. C." in texto
    datos = ["María", "Rosario", "Ñahui", constancia.asistencia.inscripcion.numero_documento, "987654321"]
    assert [d for d in datos if d in texto] == []


def test_public_check_of_a_revoked_or_replaced_one_says_that_it_does_not_hold(client, charla):
    revocada = constancia_de(
        charla, revocada_en=timezone.now(), revocada_por=UsuarioFactory(), motivo_revocacion="Motivo interno."
    )
    antes = constancia_de(charla, reemplazada_en=timezone.now())
    nueva = ConstanciaFactory(asistencia=antes.asistencia, reemplaza_a=antes)
    textos = {c: client.get(verificar(c)).content.decode() for c in (revocada, antes, nueva)}
    dichos = ("fue revocada", "fue reemplazada", "es válida")
    assert [[d in textos[c] for d in dichos] for c in textos] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]
    assert f"por la {nueva.correlativo}" in textos[antes]
    assert nueva.codigo not in textos[antes].replace("-", "")
    assert "Motivo interno." not in textos[revocada]


def test_public_check_of_somebody_taken_out_says_no_initials(client, charla):
    constancia = constancia_de(charla)
    quitar_datos(Inscripcion.objects.all())
    texto = client.get(verificar(constancia)).content.decode()
    assert "Se quitaron con sus datos" in texto


def test_code_typed_as_it_is_printed_leads_to_its_page(client, charla):
    constancia = constancia_de(charla)
    escrito = f" {en_grupos(constancia.codigo).lower()} "
    assert client.get(COMPROBAR, {"codigo": escrito})["Location"] == verificar(constancia)
    assert client.get(f"{COMPROBAR}{en_grupos(constancia.codigo)}/")["Location"] == verificar(constancia)


@pytest.mark.parametrize(
    ("escrito", "dicho"),
    [
        ("", "Escribe el código"),
        ("ABCD-EFGH", "tiene 26 letras y números; escribiste 8."),
        ("O" * LARGO, "no llevan 0, 1, I ni O"),
    ],
)
def test_code_of_another_form_is_told_beside_the_field(client, escrito, dicho):
    respuesta = client.get(COMPROBAR, {"codigo": escrito})
    assert respuesta.status_code == 422
    assert dicho in respuesta.content.decode()


def test_codes_hold_130_bits_and_come_back_from_paper():
    codigo = codigo_legible()
    assert (len(codigo), tiene_forma(codigo), len(set(codigo) & set("01IO"))) == (LARGO, True, 0)
    assert leer_codigo(en_grupos(codigo).lower()) == codigo
    assert len({codigo_legible() for _ in range(50)}) == 50


def test_wrong_codes_are_braked_and_right_ones_still_open(client, charla):
    constancia = constancia_de(charla)
    estados = [client.get(f"{COMPROBAR}{codigo_legible()}/").status_code for _ in range(21)]
    assert estados == [404] * 20 + [429]
    assert client.get(verificar(constancia)).status_code == 200


# All those of a talk -------------------------------------------------------------------------------


def de_charla(client, charla, **datos):
    return client.post(reverse("constancias:de-charla", args=[charla.uuid]), datos)


def test_certificates_of_a_talk_come_in_one_file_and_are_logged(client, charla):
    primera, segunda = constancia_de(charla), constancia_de(charla)
    constancia_de(charla, reemplazada_en=timezone.now())
    constancia_de(SesionFactory(cerrada=True))
    entrar(client, usuario := usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    paginas = leer(de_charla(client, charla).content)[0].pages
    assert [c.correlativo in p.extract_text() for c, p in zip((primera, segunda), paginas, strict=True)] == [
        True,
        True,
    ]
    assert AccesoADatos.objects.get(usuario=usuario).filas == 2


def test_certificates_of_a_big_talk_come_in_parts(client, charla, monkeypatch):
    monkeypatch.setattr(documents, "POR_ARCHIVO", 2)
    todas = [constancia_de(charla) for _ in range(3)]
    entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    pagina = client.get(charla.get_absolute_url())
    partes = [(p.numero, p.desde, p.hasta) for p in pagina.context["partes"]]
    assert (partes, pagina.content.decode().count('name="parte"')) == ([(1, 1, 2), (2, 3, 3)], 2)
    primera, segunda = (de_charla(client, charla, parte=n) for n in (1, 2))
    assert len(leer(primera.content)[0].pages) == 2
    lector, texto = leer(segunda.content)
    assert (len(lector.pages), todas[2].correlativo in texto) == (1, True)
    assert "constancias-3-a-3-convivir" in segunda["Content-Disposition"]
    for ninguna in ("3", "0", "x"):
        assert de_charla(client, charla, parte=ninguna)["Location"] == charla.get_absolute_url()


def test_certificates_of_a_talk_take_as_many_queries_however_many(client, charla):
    entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    cuantas = []
    for _ in range(2):
        constancia_de(charla, PersonaFactory())
        with consultas() as hechas:
            de_charla(client, charla)
        cuantas.append(len(hechas))
    assert cuantas[0] == cuantas[1]


def test_certificates_of_a_talk_are_closed_to_whoever_may_not_edit_it(client, charla):
    constancia_de(charla)
    entrar(client, usuario_con_rol(Rol.AUDITOR))
    assert de_charla(client, charla).status_code == 403


def test_facilitator_gets_those_of_the_own_talks_only(client, charla):
    constancia_de(charla)
    entrar(client, usuario := usuario_con_rol(Rol.FACILITADOR))
    assert de_charla(client, charla).status_code == 404
    charla.facilitador = usuario
    charla.save()
    assert de_charla(client, charla).status_code == 200


# Words ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nombre", "iniciales"),
    [
        ("María del Rosario Chuquimarca Ttito de Huallpa", "M. R. C. T. H."),
        ("ángela Li", "Á. L."),
        ("De la O", "O."),
        ("", ""),
    ],
)
def test_initials(nombre, iniciales):
    assert iniciales_de(nombre) == iniciales


@pytest.mark.parametrize(
    ("minutos", "dicho"),
    [(45, "45 minutos"), (60, "1 hora"), (90, "1 hora y 30 minutos"), (121, "2 horas y 1 minuto")],
)
def test_duration_in_words(minutos, dicho):
    assert duracion(timezone.timedelta(minutes=minutos)).replace("\u00a0", " ") == dicho


@pytest.mark.parametrize(
    ("modalidad", "lugar", "dicho"),
    [
        ("virtual-sincronica", "", "de 90, dictada por videollamada el DÍA"),
        ("presencial", "la losa de Comas", "de 90, dictada en la losa de Comas el DÍA"),
        ("hibrida", "", "de 90, dictada de forma presencial y por videollamada el DÍA"),
        ("virtual-asincronica", "", "dictada en línea, a su ritmo, el DÍA"),
    ],
)
def test_how_a_talk_was_given_in_words(charla, modalidad, lugar, dicho):
    charla.modalidad, charla.lugar = modalidad, lugar
    dicho = dicho.replace("DÍA", "jueves 26 de noviembre de 2026").replace("90", "1 hora y 30 minutos")
    assert como_fue(charla).replace("\u00a0", " ") == dicho


# Sent by hand --------------------------------------------------------------------------------------


def lista_de(client, charla, rol):
    entrar(client, usuario_con_rol(rol, charla.region))
    return client.get(reverse("capacitaciones:participantes", args=[charla.uuid])).content.decode()


def test_own_link_is_offered_to_whoever_reads_the_number_it_goes_to(client, charla):
    charla.region = hacer_lugares().propio.region
    charla.save()
    codigo = constancia_de(charla).asistencia.inscripcion.codigo
    assert "https://wa.me/51987654321?" in (texto := lista_de(client, charla, Rol.ESPECIALISTA_REGIONAL))
    assert codigo in texto
    assert codigo not in lista_de(client, charla, Rol.RESPONSABLE_NACIONAL)


def test_open_talk_is_shared_with_the_address_of_its_page(client):
    charla = SesionFactory(abierta=True)
    entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    texto = client.get(charla.get_absolute_url()).content.decode()
    assert f"testserver%2Fcharlas%2F{charla.uuid}%2F" in texto
