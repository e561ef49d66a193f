"""What talks know about a person: unions move it and undo it, forgetting takes it out, terms end."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from capacitaciones.models import Asistencia, Constancia, Inscripcion
from capacitaciones.olvido import olvidar_inscripciones
from capacitaciones.services import cerrar_sesion, reemitir_constancia, revocar_constancia
from capacitaciones.services.constancias import REPETIDA
from comunes.models import Evento
from cuentas.roles import Rol
from monitoreo import indicadores as ind
from personas.copia import datos_de
from personas.enums import Derecho, EstadoSolicitud
from personas.models import AccesoADatos, Persona
from personas.secciones import secciones_de
from personas.services import anonimizar_persona, deshacer_union, unir_personas
from personas.services.anonimato import por_anonimizar
from personas.services.fusion import CONFIRMAR
from portal.filas import PRESENTACIONES
from tests.apoyo import contar_consultas, entrar
from tests.contratos.lugares import hacer_lugares
from tests.fabricas.capacitaciones import (
    AsistenciaFactory,
    ConstanciaFactory,
    InscripcionFactory,
    SesionFactory,
)
from tests.fabricas.comites import IntegranteFactory
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.personas import FusionFactory, PersonaFactory, SolicitudDeDerechosFactory

pytestmark = pytest.mark.django_db
CANARIO = {"nombres": "Zenobia", "numero_documento": "48151623", "correo": "zenobia@ejemplo.pe"}
VACIA = ("Persona", "anonimizada", "sin-documento", "", "", "")


def asistio(persona, sesion=None, **campos):
    sesion = sesion or SesionFactory(cerrada=True)
    inscripcion = InscripcionFactory(sesion=sesion, persona=persona, **campos)
    return AsistenciaFactory(sesion=sesion, inscripcion=inscripcion)


def guardado(inscripcion):
    inscripcion.refresh_from_db()
    return (
        inscripcion.nombres,
        inscripcion.apellidos,
        inscripcion.tipo_documento,
        inscripcion.numero_documento,
        inscripcion.celular,
        inscripcion.correo,
    )


def test_union_of_two_who_came_to_the_same_talk_counts_one_and_can_be_undone(nacional):
    una, otra = PersonaFactory.create_batch(2)
    juntas = asistio(una)
    asistio(otra, juntas.sesion)
    aparte = asistio(otra)
    datos = {"conservada": una, "absorbida": otra, "tomar_de_la_otra": frozenset(), "versiones": (1, 1)}
    antes = sorted(Asistencia.objects.values_list("pk", "persona"))
    with pytest.raises(ValidationError) as error:
        unir_personas(actor=nacional, motivo="Mismo documento en la lista de papel", **datos)
    assert error.value.message_dict == {"confirmado": [CONFIRMAR]}
    fusion = unir_personas(
        actor=nacional, motivo="Mismo documento en la lista de papel", confirmado=True, **datos
    )
    unidas = Counter(Asistencia.objects.values_list("sesion", "persona"))
    assert unidas == Counter(
        [(juntas.sesion_id, una.pk), (juntas.sesion_id, None), (aparte.sesion_id, una.pk)]
    )
    deshacer_union(actor=nacional, fusion=fusion)
    assert sorted(Asistencia.objects.values_list("pk", "persona")) == antes


def unir(nacional, una, otra):
    return unir_personas(
        actor=nacional,
        conservada=una,
        absorbida=otra,
        versiones=(una.version, otra.version),
        tomar_de_la_otra=frozenset(),
        motivo="Mismo documento en la lista de papel",
        confirmado=True,
    )


@pytest.mark.parametrize("revocada_antes", [False, True])
def test_union_leaves_one_certificate_of_one_talk_in_force_until_it_is_undone(nacional, revocada_antes):
    una, otra = PersonaFactory.create_batch(2)
    suya = ConstanciaFactory(asistencia=asistio(una))
    repetida = ConstanciaFactory(asistencia=asistio(otra, suya.asistencia.sesion))
    if revocada_antes:  # the one that holds is the one that stays, whosever row it was
        revocar_constancia(actor=nacional, constancia=suya, motivo="No estuvo en la charla")
        suya, repetida = repetida, suya
    antes = list(Constancia.objects.order_by("pk").values_list("revocada_en", "motivo_revocacion"))
    fusion = unir(nacional, una, otra)
    assert list(Constancia.objects.vigentes()) == [suya]
    assert list(Asistencia.objects.de_cerradas().values_list("pk", "persona")) == [
        (suya.asistencia_id, una.pk)
    ]
    filas = Asistencia.objects.de_cerradas()
    [charla] = PRESENTACIONES[ind.CAPACITADAS.slug].preparar(filas, timezone.localdate())
    assert charla.asistentes == 1
    if not revocada_antes:
        repetida.refresh_from_db()
        assert (repetida.motivo_revocacion, repetida.revocada_por) == (REPETIDA, nacional)
    with pytest.raises(ValidationError):
        reemitir_constancia(actor=nacional, constancia=repetida)
    deshacer_union(actor=nacional, fusion=fusion)
    quedan = list(Constancia.objects.order_by("pk").values_list("revocada_en", "motivo_revocacion"))
    assert (quedan, Asistencia.objects.filter(repetida=True).count()) == (antes, 0)
    hechos = Evento.objects.filter(accion="constancia-devuelta").count()
    assert hechos == (0 if revocada_antes else 1)


def test_closing_issues_nothing_for_an_attendance_that_a_union_found_repeated(nacional):
    una, otra = PersonaFactory.create_batch(2)
    charla = SesionFactory(realizada=True)
    asistio(una, charla)
    asistio(otra, charla)
    unir(nacional, una, otra)
    assert cerrar_sesion(actor=nacional, sesion=charla, version=charla.version) == 1


def test_page_of_a_repeated_registration_says_that_the_other_certificate_holds(client, nacional):
    una, otra = PersonaFactory.create_batch(2)
    suya = ConstanciaFactory(asistencia=asistio(una))
    repetida = ConstanciaFactory(asistencia=asistio(otra, suya.asistencia.sesion)).asistencia
    unir(nacional, una, otra)
    pagina = client.get(reverse("charlas:inscripcion", args=[repetida.inscripcion.codigo]))
    assert "Figurabas dos veces en esta charla: vale tu otra constancia." in pagina.content.decode()
    entrar(client, nacional)
    lista = client.get(reverse("capacitaciones:participantes", args=[repetida.sesion.uuid])).content.decode()
    assert lista.count("La misma persona figura en otra fila: esta no cuenta.") == 1
    assert lista.count("Emitir otra<span") == 1


def test_union_keeps_the_live_registration_beside_one_that_was_withdrawn(nacional):
    una, otra = PersonaFactory.create_batch(2)
    retirada = InscripcionFactory(persona=una, cancelada_en=timezone.now())
    viva = InscripcionFactory(persona=otra, sesion=retirada.sesion)
    unir(nacional, una, otra)
    viva.refresh_from_db()
    assert viva.persona == una


def test_who_only_an_attendance_names_still_takes_part():
    persona = AsistenciaFactory(persona=PersonaFactory()).persona
    Persona.objects.filter(pk=persona.pk).update(creado=timezone.now() - timedelta(days=1200))
    assert list(por_anonimizar(timezone.localdate() - timedelta(days=731))) == []


def test_forgetting_a_person_empties_their_registrations_and_keeps_the_attendance():
    persona = PersonaFactory()
    asistencia = asistio(persona, **CANARIO)
    anonimizar_persona(actor=usuario_con_rol(Rol.OFICIAL_DATOS), persona=persona, motivo="lo-pidio")
    asistencia.refresh_from_db()
    assert guardado(asistencia.inscripcion) == VACIA
    assert (asistencia.persona, asistencia.nombre_completo) == (persona, "")


def test_who_registered_and_is_nobody_known_is_forgotten_after_the_term(capsys):
    hace_mucho = timezone.now() - timedelta(days=800)
    vieja = InscripcionFactory(sesion=SesionFactory(inicio=hace_mucho), **CANARIO)
    reciente = InscripcionFactory()
    call_command("anonimizar_vencidas", "--simular")
    assert "Inscripciones en charlas sin datos de quien se inscribió: 1." in capsys.readouterr().out
    assert Inscripcion.objects.filter(anonimizada=None).count() == 2
    call_command("anonimizar_vencidas")
    assert guardado(vieja) == VACIA
    assert guardado(reciente) != VACIA


def test_forgetting_a_person_reaches_what_only_their_document_or_attendance_tells(nacional):
    persona, otra = PersonaFactory(), PersonaFactory(nombres="Julio", apellido_paterno="Zegarra")
    suyo = {"nombres": persona.nombres, "numero_documento": persona.numero_documento}
    antes = InscripcionFactory(**suyo, apellidos=f"{persona.apellido_paterno} {persona.apellido_materno}")
    errada = InscripcionFactory(numero_documento=persona.numero_documento)
    vino = AsistenciaFactory(persona=persona).inscripcion
    juntas = asistio(persona)
    de_la_otra = {
        "nombres": otra.nombres,
        "apellidos": f"{otra.apellido_paterno} {otra.apellido_materno}",
        "numero_documento": otra.numero_documento,
    }
    repetida = asistio(otra, juntas.sesion, **de_la_otra).inscripcion
    ajena = InscripcionFactory()
    unir(nacional, persona, otra)
    persona.refresh_from_db()
    anonimizar_persona(actor=usuario_con_rol(Rol.OFICIAL_DATOS), persona=persona, motivo="lo-pidio")
    assert [guardado(i) for i in (antes, vino, juntas.inscripcion, repetida)] == [VACIA] * 4
    assert guardado(ajena) != VACIA
    errada.refresh_from_db()
    assert (guardado(errada)[3], errada.esta_viva) == (persona.numero_documento, True)


def test_after_the_term_the_certificate_of_who_is_known_keeps_only_the_name():
    hace_mucho = timezone.now() - timedelta(days=800)
    vieja, faltaron = SesionFactory.create_batch(2, cerrada=True, inicio=hace_mucho)
    persona = PersonaFactory()
    vino = asistio(persona, vieja, **CANARIO).inscripcion
    falto = InscripcionFactory(sesion=faltaron, persona=persona)
    asistio(persona, SesionFactory(cerrada=True))  # still takes part, so the person stays
    hechas = [
        olvidar_inscripciones(actor=None, limite=timezone.localdate() - timedelta(days=731), simular=s)
        for s in (True, False, False)
    ]
    assert hechas == [2, 2, 0]
    assert guardado(vino) == ("Zenobia", vino.apellidos, "sin-documento", "", "", "")
    assert (vino.anonimizada, guardado(falto)) == (None, VACIA)


def test_copy_tells_what_the_document_registered_but_nothing_under_another_name():
    persona = PersonaFactory(nombres="Nelly Rosa", apellido_paterno="Poma", apellido_materno="Arce")
    suyo = {"numero_documento": persona.numero_documento}
    suya = InscripcionFactory(apellidos="Poma Arce", **suyo)
    InscripcionFactory(nombres="Julio", apellidos="Zegarra Luján", **suyo)
    copia = {s.clave: filas for s, filas in secciones_de(persona, None)}["charlas"]
    assert [linea.titulo for linea in copia] == [suya.sesion.titulo]


def test_copy_tells_the_certificates_and_what_was_agreed():
    constancia = ConstanciaFactory(asistencia__inscripcion__persona=PersonaFactory())
    linea = dict(datos_de(constancia.asistencia.persona))["charlas"][0]
    assert linea["constancias"] == f"{constancia.correlativo} (Vigente)"
    assert linea["version_del_texto"] == constancia.asistencia.inscripcion.texto_consentimiento


# Whoever only registered has no row among the persons ------------------------------------------------


@pytest.fixture
def oficial(client):
    return entrar(client, usuario_con_rol(Rol.OFICIAL_DATOS))


def pedido(derecho, **campos):
    comun = {"estado": EstadoSolicitud.IDENTIFICADA, "identidad": "DNI", "numero_documento": "48151623"}
    return SolicitudDeDerechosFactory(derecho=derecho, nombre="Zenobia Poma", **comun | campos)


@pytest.mark.usefixtures("oficial")
def test_who_only_registered_gets_the_copy_of_it(client):
    suya = InscripcionFactory(**CANARIO, apellidos="Poma Arce")
    InscripcionFactory(numero_documento="48151623", nombres="Julio", apellidos="Zegarra Luján")
    solicitud = pedido(Derecho.ACCESO)
    assert f"{suya.sesion.titulo}. Seguridad" in client.get(solicitud.get_absolute_url()).content.decode()
    copia = client.post(reverse("personas:solicitud-copia", args=[solicitud.codigo, "json"])).json()
    assert [fila["correo"] for fila in copia["charlas"]] == ["zenobia@ejemplo.pe"]
    assert AccesoADatos.objects.filter(tipo="exportacion").count() == 1


@pytest.mark.usefixtures("oficial")
@pytest.mark.parametrize("derecho", [Derecho.CANCELACION, Derecho.OPOSICION])
def test_who_only_registered_is_forgotten_and_gives_the_seat_back(client, derecho):
    suya = InscripcionFactory(**CANARIO, apellidos="Poma Arce", sesion__inscritos=1)
    client.post(reverse("personas:solicitud-borrar", args=[pedido(derecho).codigo]))
    suya.sesion.refresh_from_db()
    assert (guardado(suya), suya.esta_viva, suya.sesion.inscritos) == (VACIA, False, 0)


@pytest.mark.usefixtures("oficial")
def test_nothing_is_told_or_taken_out_before_identity_is_checked(client):
    suya = InscripcionFactory(**CANARIO, apellidos="Poma Arce")
    solicitud = pedido(Derecho.CANCELACION, estado=EstadoSolicitud.RECIBIDA, identidad="")
    assert suya.sesion.titulo not in client.get(solicitud.get_absolute_url()).content.decode()
    for nombre, mas in (("solicitud-borrar", []), ("solicitud-copia", ["json"])):
        client.post(reverse(f"personas:{nombre}", args=[solicitud.codigo, *mas]))
    assert (guardado(suya)[0], AccesoADatos.objects.count()) == ("Zenobia", 0)


def test_page_of_a_person_tells_the_talks_in_scope_and_the_copy_all_of_them(nacional):
    asistencia = asistio(PersonaFactory(), **CANARIO)
    persona = asistencia.inscripcion.persona
    charla = asistencia.sesion
    lineas = {s.clave: filas for s, filas in secciones_de(persona, nacional)}["charlas"]
    assert [(f.titulo, f.url) for f in lineas] == [(charla.titulo, charla.get_absolute_url())]
    ajeno = {s.clave: filas for s, filas in secciones_de(persona, usuario_con_rol(Rol.OFICIAL_DATOS))}
    assert ajeno["charlas"] == []
    copia = {s.clave: filas for s, filas in secciones_de(persona, None)}["charlas"]
    assert copia[0].datos["documento"] == "48151623"


@pytest.mark.parametrize("rol", [Rol.RESPONSABLE_NACIONAL, Rol.ESPECIALISTA_REGIONAL])
def test_page_of_a_united_person_takes_eight_queries_and_tells_talks_of_their_other_document(client, rol):
    lugar = hacer_lugares().propio
    persona = PersonaFactory(nombres="Nelly Rosa", apellido_paterno="Poma", apellido_materno="Arce")
    IntegranteFactory(comite=lugar.comite, persona=persona)
    for numero, deshecha in (("40000001", None), ("40000002", timezone.now())):
        documento = {"tipo_documento": "dni", "numero_documento": numero}
        FusionFactory(conservada=persona, foto={"absorbida": documento}, deshecha=deshecha)
        charla = SesionFactory(cerrada=True, titulo=f"Charla de {numero}", region=lugar.region)
        asistio(None, charla, **documento, apellidos="Poma Arce")
    entrar(client, lugar.usuario(rol))
    assert contar_consultas(client, persona.get_absolute_url()) == 8
    lineas = {s.clave: filas for s, filas in secciones_de(persona, None)}["charlas"]
    texto = client.get(persona.get_absolute_url()).content.decode()
    assert [linea.titulo for linea in lineas] == ["Charla de 40000001"]
    assert texto.count("Unida con otra") == 2
    assert ("Charla de 40000001" in texto, "Charla de 40000002" in texto) == (True, False)
