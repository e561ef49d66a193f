"""Many registering at once, on both databases: exactly as many as there are seats, each document once."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from capacitaciones.models import Constancia, Inscripcion, Sesion
from capacitaciones.reglas import DatosInscripcion
from capacitaciones.services import cerrar_sesion, inscribir, reemitir_constancia, revocar_constancia
from cuentas.roles import Rol
from tests.comites.test_a_la_vez import a_la_vez
from tests.fabricas.capacitaciones import AsistenciaFactory, ConstanciaFactory, SesionFactory
from tests.fabricas.cuentas import UsuarioFactory, usuario_con_rol
from tests.fabricas.personas import PersonaFactory

pytestmark = pytest.mark.django_db(transaction=True)


def tareas(sesion, numeros):
    base = {"nombres": "Nelly", "apellidos": "Poma Arce", "acepta": True}
    datos = [DatosInscripcion(**base, numero_documento=numero) for numero in numeros]
    return [partial(inscribir, actor=None, sesion=sesion, datos=d) for d in datos]


def cuantas(sesion):
    return Inscripcion.objects.count(), Sesion.objects.get(pk=sesion.pk).inscritos


def test_seats_asked_for_at_once_are_given_exactly():
    sesion = SesionFactory(abierta=True, aforo=3)
    dichos = a_la_vez(*tareas(sesion, [f"7100000{n}" for n in range(8)]))
    assert (dichos, cuantas(sesion)) == (["avisada"] * 5 + ["hecha"] * 3, (3, 3))


def test_one_document_sent_many_times_at_once_takes_one_seat_even_the_last():
    sesion = SesionFactory(abierta=True, aforo=1)
    assert a_la_vez(*tareas(sesion, ["71000000"] * 6)) == ["hecha"] * 6
    assert cuantas(sesion) == (1, 1)


def test_document_of_somebody_known_sent_at_once_with_many_contacts_is_tied_to_nobody():
    """But their own taps, sent at the same time, are one registration, theirs."""
    persona = PersonaFactory(
        numero_documento="71000000",
        nombres="Nelly",
        apellido_paterno="Poma",
        apellido_materno="Arce",
        usuario=UsuarioFactory(),
    )
    sesion = SesionFactory(abierta=True)
    base = {"nombres": "Nelly", "apellidos": "Poma Arce", "numero_documento": "71000000", "acepta": True}
    datos = [DatosInscripcion(**base, celular=f"98765432{n}") for n in range(4)]
    propia = partial(inscribir, actor=persona.usuario, sesion=sesion, datos=datos[0], persona=persona)
    dichos = a_la_vez(
        *[partial(inscribir, actor=None, sesion=sesion, datos=d) for d in datos], propia, propia
    )
    assert (dichos, cuantas(sesion)) == (["hecha"] * 6, (5, 5))
    assert Inscripcion.objects.get(persona__isnull=False).celular == persona.celular


def test_talks_closed_at_once_number_their_certificates_without_gaps_or_repeats():
    nacional = usuario_con_rol(Rol.RESPONSABLE_NACIONAL)
    charlas = SesionFactory.create_batch(4, realizada=True)
    for charla in charlas:
        AsistenciaFactory.create_batch(2, sesion=charla, registrada_por=nacional)
    cierres = [partial(cerrar_sesion, actor=nacional, sesion=charla, version=1) for charla in charlas]
    assert a_la_vez(*cierres) == ["hecha"] * 4
    por_charla = [
        list(
            Constancia.objects.filter(asistencia__sesion=c)
            .order_by("numero")
            .values_list("numero", flat=True)
        )
        for c in charlas
    ]
    assert sorted(por_charla) == [[1, 2], [3, 4], [5, 6], [7, 8]]


def test_certificate_issued_anew_while_it_is_revoked_is_never_in_force_afterwards():
    """Whichever comes first, its holder and the office never both get their way over the same one."""
    nacional, titular = usuario_con_rol(Rol.RESPONSABLE_NACIONAL), UsuarioFactory()
    constancia = ConstanciaFactory(
        asistencia__inscripcion__persona=PersonaFactory(usuario=titular), emitida_por=nacional
    )
    dichos = a_la_vez(
        partial(
            revocar_constancia, actor=nacional, constancia=constancia, motivo="No era la persona que vino"
        ),
        partial(_reemitir, titular, constancia),
    )
    assert dichos == ["avisada", "hecha"]
    constancia.refresh_from_db()
    assert Constancia.objects.vigentes().count() == (0 if constancia.revocada_en else 1)


def _reemitir(titular, constancia):
    try:
        reemitir_constancia(actor=titular, constancia=constancia)
    except PermissionDenied as error:  # told, like any other refusal
        raise ValidationError(str(error)) from error
