"""Attendance written down by several, for many, and what may no longer happen once it is."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from capacitaciones.models import Asistencia, Inscripcion, Sesion
from capacitaciones.reglas import DatosInscripcion, DatosSesion
from capacitaciones.selectors import anonimas_de
from capacitaciones.services import (
    agregar_asistente,
    cancelar_sesion,
    editar_sesion,
    guardar_asistencia,
    inscribir,
    retirar_inscripcion,
)
from capacitaciones.views import asistencia
from personas.models import Persona
from tests.apoyo import consultas, entrar
from tests.fabricas.capacitaciones import AsistenciaFactory, InscripcionFactory, SesionFactory
from tests.fabricas.personas import PersonaFactory

pytestmark = pytest.mark.django_db
LLEGA = DatosInscripcion(nombres="Elsa", apellidos="Poma Rojas", numero_documento="70001112", acepta=True)


@pytest.fixture
def charla(facilitadora):
    """A talk that began an hour ago."""
    return SesionFactory(facilitador=facilitadora, abierta=True, inicio=timezone.now() - timedelta(hours=1))


def direccion(charla):
    return reverse("capacitaciones:asistencia", args=[charla.uuid])


def presentes(charla):
    return set(Asistencia.objects.con_nombre().filter(sesion=charla).values_list("inscripcion", flat=True))


def guardar(actor, charla, inscripciones, **campos):
    charla.refresh_from_db()
    claves = [i.pk for i in inscripciones]
    base = {"version": charla.version, "mostradas": claves, "presentes": claves, "anonimas": {}}
    return guardar_asistencia(actor=actor, sesion=charla, **(base | campos))


def test_whoever_was_added_meanwhile_stays_after_a_conflict_and_a_second_save(client, charla, facilitadora):
    una = InscripcionFactory(sesion=charla, apellidos="Arce Ruiz")
    entrar(client, facilitadora)
    enviado = {"version": charla.version, "mostradas": str(una.pk), "presentes": str(una.pk)}
    nueva = agregar_asistente(actor=facilitadora, sesion=charla, datos=LLEGA)
    respuesta = client.post(direccion(charla), enviado)
    assert respuesta.status_code == 409
    assert [(i, marcada) for i, _vista, marcada in respuesta.context["filas"]] == [(una, True), (nueva, True)]
    # Even from a page that never showed them.
    assert client.post(direccion(charla), enviado | {"version": charla.version + 1}).status_code == 302
    assert presentes(charla) == {una.pk, nueva.pk}


def test_page_tells_whom_it_shows_and_unticking_all_of_them_takes_them_out(client, charla, facilitadora):
    una, otra = InscripcionFactory.create_batch(2, sesion=charla)
    guardar(facilitadora, charla, [una, otra])
    entrar(client, facilitadora)
    mostradas = client.get(direccion(charla)).context["mostradas"]
    assert set(mostradas.split(",")) == {str(una.pk), str(otra.pk)}
    client.post(direccion(charla), {"version": 2, "mostradas": mostradas})
    assert presentes(charla) == set()


def test_long_list_is_ticked_in_parts_and_counts_as_given_with_the_last(
    client, charla, facilitadora, monkeypatch, settings
):
    """Each tick is a field of its own, so that it works without scripts too."""
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5
    monkeypatch.setattr(asistencia, "POR_PARTE", 2)
    a, b, c = (InscripcionFactory(sesion=charla, apellidos=x) for x in ("Arce Ruiz", "Baca Ríos", "Cano Paz"))
    entrar(client, facilitadora)
    vistas = []
    for parte, marcadas in ((1, [a]), (2, [c])):
        url = f"{direccion(charla)}?parte={parte}"
        contexto = client.get(url).context
        vistas.append(([(i, m) for i, _vista, m in contexto["filas"]], contexto["form"].con_cuentas))
        datos = {"version": contexto["version"], "mostradas": contexto["mostradas"]}
        respuesta = client.post(url, datos | {"presentes": [i.pk for i in marcadas]})
        charla.refresh_from_db()
        vistas.append((respuesta["Location"], charla.estado))
    assert vistas == [
        ([(a, True), (b, True)], False),
        (f"{direccion(charla)}?parte=2", "abierta"),
        ([(c, True)], True),
        (charla.get_absolute_url(), "realizada"),
    ]
    assert presentes(charla) == {a.pk, c.pk}


def guardar_parte(client, charla, numero, sin=(), **mas):
    """Save what the page of that part shows, but for whom is in `sin`; return where it leads."""
    url = f"{direccion(charla)}?parte={numero}"
    contexto = client.get(url).context
    marcadas = [i.pk for i, _vista, marcada in contexto["filas"] if marcada and i not in sin]
    datos = {"version": contexto["version"], "mostradas": contexto["mostradas"], "presentes": marcadas}
    return client.post(url, datos | mas)["Location"]


def marcas(client, charla, numero):
    filas = client.get(f"{direccion(charla)}?parte={numero}").context["filas"]
    return {i.apellidos: marcada for i, _vista, marcada in filas}


@pytest.fixture
def larga(client, charla, facilitadora, monkeypatch):
    """Return the four of a list in two parts."""
    monkeypatch.setattr(asistencia, "POR_PARTE", 2)
    entrar(client, facilitadora)
    return [InscripcionFactory(sesion=charla, apellidos=x) for x in ("Arce", "Quispe", "Zea", "Zuta")]


def test_whoever_an_addition_moves_to_the_next_part_does_not_untick_it(client, charla, facilitadora, larga):
    guardar_parte(client, charla, 1, sin=larga[:1], agregar="1")
    agregar_asistente(actor=facilitadora, sesion=charla, datos=LLEGA)
    assert marcas(client, charla, 1) == {"Arce": False, "Poma Rojas": True}
    assert marcas(client, charla, 2) == {"Quispe": True, "Zea": True}
    assert marcas(client, charla, 3) == {"Zuta": True}


def test_last_part_alone_does_not_count_a_talk_as_given(client, charla, larga):
    assert guardar_parte(client, charla, 2, sin=larga[3:]) == direccion(charla)
    charla.refresh_from_db()
    vuelve = client.get(direccion(charla)).context
    assert (charla.estado, vuelve["parte"].numero) == ("abierta", 1)
    assert marcas(client, charla, 1) == {"Arce": True, "Quispe": True}
    guardar_parte(client, charla, 1)
    charla.refresh_from_db()
    assert (charla.estado, presentes(charla)) == ("realizada", {i.pk for i in larga[:3]})


def test_whoever_a_withdrawal_moves_to_a_saved_part_is_still_asked_for(client, charla, larga):
    guardar_parte(client, charla, 1, sin=larga[:1])
    Inscripcion.objects.filter(pk=larga[0].pk).update(cancelada_en=timezone.now())
    assert guardar_parte(client, charla, 2) == direccion(charla)
    assert client.get(direccion(charla)).context["parte"].numero == 1
    assert marcas(client, charla, 1) == {"Quispe": True, "Zea": True}


def test_part_takes_only_whom_it_shows(client, charla, larga):
    datos = {"version": charla.version, "mostradas": "", "presentes": larga[3].pk}
    assert client.post(f"{direccion(charla)}?parte=1", datos).context["form"].errors.keys() == {"presentes"}


def test_page_without_counters_leaves_what_was_counted(client, charla, larga):
    """It was a middle part when it was opened, and is the last one now."""
    AsistenciaFactory(sesion=charla, anonima=True)
    datos = {"version": charla.version, "mostradas": f"{larga[2].pk}"}
    client.post(f"{direccion(charla)}?parte=2", datos)
    assert sum(anonimas_de(charla).values()) == 1


def test_part_that_comes_back_shows_all_that_was_sent(client, charla, facilitadora, monkeypatch):
    """Somebody was added meanwhile, so that the last of this part now stands in the next one."""
    monkeypatch.setattr(asistencia, "POR_PARTE", 2)
    una, otra = (InscripcionFactory(sesion=charla, apellidos=x) for x in ("Arce Ruiz", "Zegarra Paz"))
    nueva = agregar_asistente(actor=facilitadora, sesion=charla, datos=LLEGA)
    entrar(client, facilitadora)
    respuesta = client.post(
        direccion(charla),
        {"version": charla.version, "mostradas": f"{una.pk},{otra.pk}", "presentes": str(una.pk)},
    )
    assert respuesta.status_code == 409
    filas = [(i, marcada) for i, _vista, marcada in respuesta.context["filas"]]
    assert filas == [(una, True), (nueva, True), (otra, False)]


def test_saving_three_takes_as_many_queries_as_one(facilitadora):
    guardar(facilitadora, SesionFactory(facilitador=facilitadora, realizada=True), [])  # reads who she is
    hechas = []
    for cuantas in (1, 3):
        charla = SesionFactory(facilitador=facilitadora, realizada=True)
        nuevas = InscripcionFactory.create_batch(cuantas, sesion=charla)
        conocidas = [
            InscripcionFactory(sesion=charla, persona=persona)
            for persona in PersonaFactory.create_batch(cuantas)
        ]
        with consultas() as capturadas:
            guardar(facilitadora, charla, nuevas + conocidas)
        hechas.append(len(capturadas))
        assert Asistencia.objects.filter(sesion=charla, persona__isnull=False).count() == 2 * cuantas
    assert hechas[0] == hechas[1]


def test_two_registrations_of_one_human_count_the_person_once(charla, facilitadora):
    persona = PersonaFactory(nombres="Nelly Rosa", apellido_paterno="Poma", apellido_materno="Arce")
    suya = InscripcionFactory(sesion=charla, persona=persona)
    repetida = InscripcionFactory(
        sesion=charla, numero_documento=persona.numero_documento, apellidos="Poma Arce"
    )
    guardar(facilitadora, charla, [suya, repetida])
    filas = Asistencia.objects.order_by("inscripcion")
    assert list(filas.values_list("inscripcion__persona", "persona")) == [(persona.pk,) * 2, (None, None)]


def test_one_document_twice_in_the_list_is_one_person_and_is_ticked_once(client, charla, facilitadora):
    """Nobody knew it before, and it registered with two contacts."""
    datos = {"sesion": charla, "numero_documento": "70001112", "apellidos": "Poma Arce"}
    una, otra = (InscripcionFactory(**datos, celular=celular) for celular in ("+51911111111", ""))
    entrar(client, facilitadora)
    pagina = client.get(direccion(charla))
    assert [(i, marcada) for i, _vista, marcada in pagina.context["filas"]] == [(una, True), (otra, False)]
    assert pagina.content.decode().count("mismo documento que otra fila") == 2
    guardar(facilitadora, charla, [una, otra])
    persona = Persona.objects.get()
    filas = Asistencia.objects.order_by("inscripcion")
    assert list(filas.values_list("inscripcion__persona", "persona")) == [(persona.pk,) * 2, (None, None)]


def test_whoever_was_written_down_cannot_withdraw(charla, facilitadora):
    inscripcion = agregar_asistente(actor=facilitadora, sesion=charla, datos=LLEGA)
    with pytest.raises(ValidationError, match="queda como está"):
        retirar_inscripcion(actor=None, inscripcion=inscripcion)
    assert presentes(charla) == {inscripcion.pk}


def test_talk_with_attendance_is_neither_cancelled_nor_moved_into_the_future(client, charla, facilitadora):
    agregar_asistente(actor=facilitadora, sesion=charla, datos=LLEGA)
    charla.refresh_from_db()
    with pytest.raises(ValidationError, match="no se cancela"):
        cancelar_sesion(
            actor=facilitadora, sesion=charla, version=charla.version, motivo="El local se inundó esta semana"
        )
    entrar(client, facilitadora)
    pagina = client.get(charla.get_absolute_url()).content.decode()
    assert reverse("capacitaciones:cancelar", args=[charla.uuid]) not in pagina
    inicio = timezone.now() + timedelta(days=5)
    datos = DatosSesion(
        tema="cpted",
        titulo=charla.titulo,
        inicio=inicio,
        fin=inicio + timedelta(hours=2),
        facilitador=facilitadora,
        enlace=charla.enlace,
    )
    with pytest.raises(ValidationError) as error:
        editar_sesion(actor=facilitadora, sesion=charla, version=charla.version, datos=datos)
    assert list(error.value.message_dict) == ["inicio"]


def test_list_is_all_ticked_until_it_is_saved_also_after_somebody_at_the_door(client, charla, facilitadora):
    una, otra = InscripcionFactory.create_batch(2, sesion=charla)
    agregar_asistente(actor=facilitadora, sesion=charla, datos=LLEGA)
    entrar(client, facilitadora)
    assert [marcada for *_, marcada in client.get(direccion(charla)).context["filas"]] == [True] * 3
    guardar(facilitadora, charla, [una, otra], presentes=[una.pk])
    marcadas = {i.pk: marcada for i, _, marcada in client.get(direccion(charla)).context["filas"]}
    assert (marcadas[una.pk], marcadas[otra.pk]) == (True, False)


def test_groups_that_the_page_does_not_offer_stay(client, charla, facilitadora):
    AsistenciaFactory(sesion=charla, anonima=True, sexo="", grupo_edad="")
    AsistenciaFactory(sesion=charla, anonima=True, sexo="mujer", grupo_edad="")
    entrar(client, facilitadora)
    client.post(direccion(charla), {"version": charla.version, "anonimas-hombre-18-29": "2"})
    assert anonimas_de(charla) == {("", ""): 1, ("hombre", "18-29"): 2}


def test_whoever_is_known_to_be_under_fourteen_gives_no_data(charla, facilitadora):
    hoy = timezone.localdate()
    chica = PersonaFactory(
        nombres="Elsa",
        apellido_paterno="Poma",
        apellido_materno="Rojas",
        numero_documento="70001112",
        fecha_nacimiento=date(hoy.year - 13, 1, 1),
        celular="",
    )
    por_venir = SesionFactory(abierta=True)
    for pedir in (
        lambda: inscribir(actor=None, sesion=por_venir, datos=LLEGA),
        lambda: agregar_asistente(actor=facilitadora, sesion=charla, datos=LLEGA),
    ):
        with pytest.raises(ValidationError) as error:
            pedir()
        assert error.value.message_dict == {"acepta": ["Se inscribe a personas de 14 años o más."]}
    Persona.objects.filter(pk=chica.pk).update(fecha_nacimiento=date(hoy.year - 14, 1, 1))
    assert inscribir(actor=None, sesion=por_venir, datos=LLEGA).persona is None
    assert (Inscripcion.objects.count(), Sesion.objects.get(pk=por_venir.pk).inscritos) == (1, 1)
