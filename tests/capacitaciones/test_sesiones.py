"""The life of a talk: who may create it where, what each step takes, attendance, closing, certificates."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from capacitaciones.enums import EstadoConstancia, EstadoSesion
from capacitaciones.models import Asistencia, Constancia, Inscripcion, Sesion
from capacitaciones.olvido import quitar_datos
from capacitaciones.reglas import DatosInscripcion, DatosSesion
from capacitaciones.services import (
    abrir_sesion,
    agregar_asistente,
    cancelar_sesion,
    cerrar_sesion,
    crear_sesion,
    editar_sesion,
    guardar_asistencia,
    reemitir_constancia,
    revocar_constancia,
)
from comunes.versiones import ConflictoDeEdicion
from cuentas.roles import Rol
from personas.models import Persona
from tests.apoyo import al_momento
from tests.fabricas.capacitaciones import InscripcionFactory, SesionFactory
from tests.fabricas.comites import IntegranteFactory
from tests.fabricas.cuentas import UsuarioFactory, usuario_con_rol
from tests.fabricas.personas import PersonaFactory
from tests.fabricas.territorio import MunicipalidadFactory

pytestmark = pytest.mark.django_db
AYER = timedelta(days=1)
NELLY = {"numero_documento": "71112223", "apellidos": "De la Cruz Arce"}


def datos(facilitador, **campos):
    inicio = timezone.now() + timedelta(days=5)
    base = {
        "tema": "cpted",
        "titulo": " La calle  se cuida ",
        "inicio": inicio,
        "fin": inicio + timedelta(hours=2),
        "facilitador": facilitador,
        "enlace": "https://reunion.ejemplo.pe/x",
    }
    return DatosSesion(**(base | campos))


def empezada(facilitador, **campos):
    """A talk that began an hour ago."""
    inicio = timezone.now() - timedelta(hours=1)
    return SesionFactory(facilitador=facilitador, estado=EstadoSesion.ABIERTA, inicio=inicio, **campos)


def guardar(actor, sesion, presentes=(), anonimas=None, version=None):
    return guardar_asistencia(
        actor=actor,
        sesion=sesion,
        version=Sesion.objects.get(pk=sesion.pk).version if version is None else version,
        mostradas=Inscripcion.objects.filter(sesion=sesion).values_list("pk", flat=True),
        presentes=[i.pk for i in presentes],
        anonimas=anonimas or {},
    )


def cerrar(actor, sesion):
    sesion.refresh_from_db()
    return cerrar_sesion(actor=actor, sesion=sesion, version=sesion.version)


def test_facilitator_creates_own_talks_and_no_others(facilitadora):
    sesion = crear_sesion(actor=facilitadora, datos=datos(facilitadora))
    assert (sesion.estado, sesion.titulo) == (EstadoSesion.PROGRAMADA, "La calle se cuida")
    with pytest.raises(ValidationError) as error:
        crear_sesion(actor=facilitadora, datos=datos(usuario_con_rol(Rol.FACILITADOR)))
    assert set(error.value.error_dict) == {"facilitador"}
    assert Sesion.objects.count() == 1


def test_municipality_creates_talks_of_its_own_with_their_region(facilitadora):
    propia, ajena = MunicipalidadFactory.create_batch(2)
    actor = usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, propia)
    sesion = crear_sesion(actor=actor, datos=datos(facilitadora, municipalidad=propia))
    assert sesion.region == propia.region
    for municipalidad in (ajena, None):
        with pytest.raises(ValidationError) as error:
            crear_sesion(actor=actor, datos=datos(facilitadora, municipalidad=municipalidad))
        assert set(error.value.error_dict) == {"municipalidad"}
    assert Sesion.objects.count() == 1


@pytest.mark.parametrize("rol", [Rol.AUDITOR, Rol.OFICIAL_DATOS, Rol.ADMINISTRADOR_TECNICO, Rol.ALIADO])
def test_roles_that_only_read_or_nothing_create_no_talk(rol, facilitadora):
    with pytest.raises(PermissionDenied):
        crear_sesion(actor=usuario_con_rol(rol), datos=datos(facilitadora))


def test_every_wrong_field_of_a_talk_is_named(nacional):
    inicio = timezone.now()
    malos = datos(
        UsuarioFactory(),
        tema="otro",
        titulo="",
        inicio=inicio,
        fin=inicio - AYER,
        enlace="http://sin.candado.pe",
    )
    with pytest.raises(ValidationError) as error:
        crear_sesion(actor=nacional, datos=malos)
    assert set(error.value.error_dict) == {"tema", "titulo", "fin", "enlace"}
    with pytest.raises(ValidationError, match="no puede dar charlas"):
        crear_sesion(actor=nacional, datos=datos(UsuarioFactory()))


def test_opening_asks_where_and_a_date_to_come(facilitadora):
    sin_enlace = SesionFactory(facilitador=facilitadora, enlace="")
    with pytest.raises(ValidationError, match="Falta el enlace"):
        abrir_sesion(actor=facilitadora, sesion=sin_enlace, version=1)
    pasada = SesionFactory(facilitador=facilitadora, inicio=timezone.now() - AYER)
    with pytest.raises(ValidationError, match="La fecha ya pasó"):
        abrir_sesion(actor=facilitadora, sesion=pasada, version=1)
    lista = SesionFactory(facilitador=facilitadora)
    assert abrir_sesion(actor=facilitadora, sesion=lista, version=1).estado == EstadoSesion.ABIERTA


def test_another_facilitator_touches_nothing(facilitadora):
    sesion = SesionFactory(facilitador=facilitadora)
    with pytest.raises(PermissionDenied):
        abrir_sesion(actor=usuario_con_rol(Rol.FACILITADOR), sesion=sesion, version=1)


def test_stale_edit_never_wins_and_seats_never_fall_below_the_registered(facilitadora):
    sesion = SesionFactory(facilitador=facilitadora, abierta=True, aforo=5, inscritos=3)
    with pytest.raises(ConflictoDeEdicion):
        editar_sesion(actor=facilitadora, sesion=sesion, version=7, datos=datos(facilitadora))
    with pytest.raises(ValidationError, match="Ya hay 3 personas inscritas"):
        editar_sesion(actor=facilitadora, sesion=sesion, version=1, datos=datos(facilitadora, aforo=2))
    editada = editar_sesion(actor=facilitadora, sesion=sesion, version=1, datos=datos(facilitadora, aforo=3))
    assert (editada.aforo, editada.version) == (3, 2)


def test_cancelled_talk_says_why_and_stays_so(facilitadora):
    sesion = SesionFactory(facilitador=facilitadora, abierta=True)
    with pytest.raises(ValidationError, match="Explique el motivo"):
        cancelar_sesion(actor=facilitadora, sesion=sesion, version=1, motivo="no")
    cancelada = cancelar_sesion(
        actor=facilitadora, sesion=sesion, version=1, motivo="La sala no tiene luz ese día"
    )
    assert cancelada.motivo_cancelacion == "La sala no tiene luz ese día"
    with pytest.raises(ValidationError, match="ya no se puede"):
        abrir_sesion(actor=facilitadora, sesion=cancelada, version=2)


def test_attendance_ticks_replace_each_other_and_count_heads(facilitadora):
    sesion = empezada(facilitadora)
    una, otra, tercera = InscripcionFactory.create_batch(3, sesion=sesion)
    primera = guardar(facilitadora, sesion, [una, otra], {("mujer", ""): 3, ("hombre", "30-59"): 1})
    assert (primera.con_nombre, primera.anonimas, primera.total) == (2, 4, 6)
    guardar(facilitadora, sesion, [otra, tercera], {("mujer", ""): 1, ("hombre", "30-59"): 2})
    filas = Asistencia.objects.filter(sesion=sesion)
    assert set(filas.con_nombre().values_list("inscripcion", flat=True)) == {otra.pk, tercera.pk}
    assert sorted(filas.anonimas().values_list("sexo", "grupo_edad")) == [
        ("hombre", "30-59"),
        ("hombre", "30-59"),
        ("mujer", ""),
    ]
    sesion.refresh_from_db()
    assert sesion.estado == EstadoSesion.REALIZADA


def test_attendance_of_another_talk_or_before_the_hour_is_refused(facilitadora):
    sesion, futura = empezada(facilitadora), SesionFactory(facilitador=facilitadora, abierta=True)
    ajena = InscripcionFactory(sesion=futura)
    with pytest.raises(ValidationError, match="La lista cambió"):
        guardar(facilitadora, sesion, [ajena])
    with pytest.raises(ValidationError, match="Todavía no empieza"):
        guardar(facilitadora, futura, [ajena])
    assert Asistencia.objects.count() == 0


def test_document_makes_one_person_of_several_talks(facilitadora):
    primera, segunda = empezada(facilitadora), empezada(facilitadora)
    for sesion in (primera, segunda):
        guardar(facilitadora, sesion, [InscripcionFactory(sesion=sesion, **NELLY)])
    persona = Persona.objects.get(numero_documento="71112223")
    assert list(Asistencia.objects.values_list("persona", flat=True)) == [persona.pk] * 2
    assert (persona.nombres, persona.apellido_materno) == ("Nelly Rosa", "Arce")


def test_number_of_somebody_with_another_name_stays_without_a_person(facilitadora):
    PersonaFactory(numero_documento="71112223", nombres="Julio", apellido_paterno="Zegarra")
    sesion = empezada(facilitadora)
    guardar(facilitadora, sesion, [InscripcionFactory(sesion=sesion, numero_documento="71112223")])
    assert list(Asistencia.objects.values_list("persona", "tipo")) == [(None, "publico")]


def test_member_counts_as_member_whatever_was_declared(facilitadora):
    integrante = IntegranteFactory()
    sesion = empezada(facilitadora)
    guardar(facilitadora, sesion, [InscripcionFactory(sesion=sesion, persona=integrante.persona)])
    assert Asistencia.objects.get().tipo == "integrante"


def test_member_is_told_by_the_day_of_the_talk_however_late_it_is_written_down(facilitadora):
    inicio = timezone.now() - timedelta(days=200)
    tarde = SesionFactory(facilitador=facilitadora, inicio=inicio)
    antes, despues = (timezone.localdate() - timedelta(days=n) for n in (300, 100))
    estuvo = IntegranteFactory(desde=antes, hasta=despues)
    vino_despues = IntegranteFactory(desde=despues)
    inscritas = [InscripcionFactory(sesion=tarde, persona=i.persona) for i in (estuvo, vino_despues)]
    guardar(facilitadora, tarde, inscritas)
    assert list(Asistencia.objects.order_by("pk").values_list("tipo", flat=True)) == ["integrante", "publico"]


def test_whoever_comes_without_registering_is_present_even_in_a_full_room(facilitadora):
    sesion = empezada(facilitadora, aforo=1, inscritos=1)
    llega = DatosInscripcion(nombres="Elsa", apellidos="Poma Rojas", numero_documento="70001112", acepta=True)
    una = agregar_asistente(actor=facilitadora, sesion=sesion, datos=llega)
    assert agregar_asistente(actor=facilitadora, sesion=sesion, datos=llega).pk == una.pk
    assert (Inscripcion.objects.count(), una.asistencia.persona.numero_documento) == (1, "70001112")
    with pytest.raises(ConflictoDeEdicion):
        guardar(facilitadora, sesion, [], version=1)


def test_closing_freezes_attendance_and_issues_every_certificate_at_once(facilitadora):
    sesion = empezada(facilitadora)
    with pytest.raises(ValidationError, match="ya no se puede"):
        cerrar(facilitadora, sesion)
    inscritas = InscripcionFactory.create_batch(2, sesion=sesion)
    guardar(facilitadora, sesion, inscritas, {("", ""): 5})
    assert cerrar(facilitadora, sesion) == 2
    anio = timezone.localdate().year
    constancias = Constancia.objects.order_by("numero")
    assert [c.correlativo for c in constancias] == [f"CT-{anio}-00001", f"CT-{anio}-00002"]
    assert len({c.codigo for c in constancias}) == 2
    with pytest.raises(ValidationError, match="ya no se puede"):
        guardar(facilitadora, sesion, [])
    with pytest.raises(ValidationError, match="ya no se puede"):
        cerrar(facilitadora, sesion)
    otra = empezada(facilitadora)
    guardar(facilitadora, otra, [InscripcionFactory(sesion=otra)])
    cerrar(facilitadora, otra)
    assert Constancia.objects.latest("numero").numero == 3


def test_closing_without_anybody_is_refused(facilitadora):
    sesion = empezada(facilitadora)
    guardar(facilitadora, sesion)
    with pytest.raises(ValidationError, match="Falta anotar la asistencia"):
        cerrar(facilitadora, sesion)


def _constancia(facilitadora, **campos):
    sesion = empezada(facilitadora)
    guardar(facilitadora, sesion, [InscripcionFactory(sesion=sesion, **campos)])
    cerrar(facilitadora, sesion)
    return Constancia.objects.get()


def test_revoked_certificate_says_why_and_comes_back_with_another_code(facilitadora, nacional):
    constancia = _constancia(facilitadora)
    with pytest.raises(PermissionDenied):
        revocar_constancia(actor=facilitadora, constancia=constancia, motivo="Se emitió con error")
    revocada = revocar_constancia(actor=nacional, constancia=constancia, motivo="Se emitió con error")
    assert (revocada.estado, revocada.revocada_por) == (EstadoConstancia.REVOCADA, nacional)
    with pytest.raises(ValidationError, match="ya estaba revocada"):
        revocar_constancia(actor=nacional, constancia=constancia, motivo="Se emitió con error")
    nueva = reemitir_constancia(actor=nacional, constancia=revocada)
    assert (nueva.vale, nueva.reemplaza_a, nueva.numero) == (True, revocada, 2)
    assert nueva.codigo != revocada.codigo
    with pytest.raises(ValidationError, match="más reciente"):
        reemitir_constancia(actor=nacional, constancia=revocada)


def test_holder_replaces_the_own_certificate_but_brings_none_back(facilitadora, nacional):
    titular = UsuarioFactory()
    constancia = _constancia(facilitadora, persona=PersonaFactory(usuario=titular))
    nueva = reemitir_constancia(actor=titular, constancia=constancia)
    constancia.refresh_from_db()
    assert (constancia.estado, constancia.reemplazo) == (EstadoConstancia.REEMPLAZADA, nueva)
    revocar_constancia(actor=nacional, constancia=nueva, motivo="No era la persona que vino")
    nueva.refresh_from_db()
    with pytest.raises(PermissionDenied):
        reemitir_constancia(actor=titular, constancia=nueva)


def test_holder_cannot_bring_back_one_revoked_after_they_opened_it(facilitadora, nacional):
    titular = UsuarioFactory()
    abierta = _constancia(facilitadora, persona=PersonaFactory(usuario=titular))
    como_estaba = Constancia.objects.get(pk=abierta.pk)
    revocar_constancia(actor=nacional, constancia=abierta, motivo="No era la persona que vino")
    with pytest.raises(PermissionDenied):
        reemitir_constancia(actor=titular, constancia=como_estaba)
    assert Constancia.objects.vigentes().count() == 0


def test_holder_gets_the_same_one_for_the_same_tap_and_another_after_an_hour(facilitadora):
    titular = UsuarioFactory()
    primera = _constancia(facilitadora, persona=PersonaFactory(usuario=titular))
    segunda = reemitir_constancia(actor=titular, constancia=primera)
    assert reemitir_constancia(actor=titular, constancia=primera) == segunda
    with pytest.raises(ValidationError, match="hace menos de una hora"):
        reemitir_constancia(actor=titular, constancia=segunda)
    Constancia.objects.filter(pk=segunda.pk).update(emitida_en=timezone.now() - timedelta(hours=1))
    assert reemitir_constancia(actor=titular, constancia=segunda).numero == 3


def test_none_is_issued_anew_once_the_name_was_taken_out(facilitadora, nacional):
    constancia = _constancia(facilitadora, numero_documento="", tipo_documento="sin-documento")
    quitar_datos(Inscripcion.objects.all())
    with pytest.raises(ValidationError, match="Los datos de esta persona se retiraron"):
        reemitir_constancia(actor=nacional, constancia=constancia)
    assert Constancia.objects.get().vale


@pytest.mark.parametrize(
    ("campos", "campo"),
    [
        ({}, "inicio"),
        (
            {"modalidad": "virtual-asincronica", "inicio": lambda: timezone.now() - AYER},
            "fin",
        ),  # until in five days
    ],
)
def test_talk_already_given_is_not_moved_into_the_future(facilitadora, campos, campo):
    sesion = SesionFactory(facilitador=facilitadora, realizada=True)
    futuro = datos(facilitadora, **al_momento(campos))
    with pytest.raises(ValidationError) as error:
        editar_sesion(actor=facilitadora, sesion=sesion, version=1, datos=futuro)
    assert error.value.message_dict == {
        campo: ["La charla ya se realizó: ponga una fecha que ya haya pasado."]
    }


def test_closing_asks_that_it_began(facilitadora):
    sesion = empezada(facilitadora)
    guardar(facilitadora, sesion, [InscripcionFactory(sesion=sesion)])
    manana = timezone.now() + AYER
    Sesion.objects.update(inicio=manana, fin=manana + AYER)
    with pytest.raises(ValidationError, match="Todavía no empieza"):
        cerrar(facilitadora, sesion)
    assert Constancia.objects.count() == 0


def test_talk_at_ones_own_pace_takes_attendance_and_people_until_its_end(facilitadora):
    sesion = empezada(facilitadora, modalidad="virtual-asincronica", fin=timezone.now() + AYER)
    inscrita = InscripcionFactory(sesion=sesion)
    guardar(facilitadora, sesion, [inscrita])
    sesion.refresh_from_db()
    assert (sesion.estado, sesion.recibe_inscripciones) == (EstadoSesion.ABIERTA, True)
    with pytest.raises(ValidationError, match="ya no se puede"):
        cerrar(facilitadora, sesion)
    Sesion.objects.update(fin=timezone.now() - timedelta(minutes=1))
    guardar(facilitadora, sesion, [inscrita])
    assert cerrar(facilitadora, sesion) == 1
