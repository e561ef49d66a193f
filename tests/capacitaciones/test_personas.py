"""What talks know about a person: unions move it and undo it, forgetting takes it out, terms end."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from capacitaciones.models import Asistencia, Inscripcion
from capacitaciones.olvido import olvidar_inscripciones
from cuentas.roles import Rol
from personas.secciones import secciones_de
from personas.services import anonimizar_persona, deshacer_union, unir_personas
from personas.services.fusion import CONFIRMAR
from tests.fabricas.capacitaciones import AsistenciaFactory, InscripcionFactory, SesionFactory
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.personas import PersonaFactory

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
    persona, otra = PersonaFactory.create_batch(2)
    antes = InscripcionFactory(numero_documento=persona.numero_documento)
    vino = AsistenciaFactory(persona=persona).inscripcion
    juntas = asistio(persona)
    repetida = asistio(otra, juntas.sesion, numero_documento=otra.numero_documento).inscripcion
    ajena = InscripcionFactory()
    unir_personas(
        actor=nacional,
        motivo="Mismo documento en la lista de papel",
        conservada=persona,
        absorbida=otra,
        tomar_de_la_otra=frozenset(),
        versiones=(1, 1),
        confirmado=True,
    )
    persona.refresh_from_db()
    anonimizar_persona(actor=usuario_con_rol(Rol.OFICIAL_DATOS), persona=persona, motivo="lo-pidio")
    assert [guardado(i) for i in (antes, vino, juntas.inscripcion, repetida)] == [VACIA] * 4
    assert guardado(ajena) != VACIA


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
