"""Forgetting a person: nothing that identifies stays anywhere, and the figures do not move."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from comunes.models import Evento
from cuentas.models import Usuario
from cuentas.roles import Rol
from personas.datos import DatosPersona
from personas.enums import EstadoSolicitud
from personas.models import Fusion, Persona, SolicitudDeDerechos
from personas.services import (
    anonimizar_persona,
    anonimizar_vencidas,
    deshacer_union,
    editar_persona,
    unir_personas,
)
from personas.services.anonimato import fecha_sin_dia
from tests.fabricas.comites import GrupoFactory, IntegranteFactory
from tests.fabricas.cuentas import AsignacionFactory, UsuarioFactory, usuario_con_rol
from tests.fabricas.personas import (
    ConsentimientoFactory,
    PersonaFactory,
    SolicitudDeAccesoFactory,
    SolicitudDeDerechosFactory,
)

pytestmark = pytest.mark.django_db
CANARIOS = ("Zenobia", "Quispicondor", "48151623", "942108153", "zenobia@", "1979-07-14", "Elena Canaria")


@pytest.fixture
def oficial():
    return usuario_con_rol(Rol.OFICIAL_DATOS)


@pytest.fixture
def persona():
    persona = PersonaFactory(
        nombres="Zenobia",
        apellido_paterno="Quispicondor",
        numero_documento="48151623",
        celular="+51942108153",
        correo="zenobia@ejemplo.pe",
        fecha_nacimiento=date(1979, 7, 14),
        usuario=UsuarioFactory(nombres="Zenobia", apellidos="Quispicondor", identificador="lider-zenobia@"),
    )
    return IntegranteFactory(persona=persona, hasta=timezone.localdate()).persona


def todo_lo_guardado():
    """Every text of every table, as the database holds it."""
    textos = []
    with connection.cursor() as cursor:
        for tabla in connection.introspection.table_names():
            if tabla.startswith(("django_", "sqlite_", "texto_")):
                continue
            cursor.execute(f'SELECT * FROM "{tabla}"')  # noqa: S608  names of the database itself
            textos += [str(fila) for fila in cursor.fetchall()]
    return "\n".join(textos)


def test_nothing_that_identifies_stays_anywhere(oficial, persona):
    ConsentimientoFactory(persona=persona, apoderado="Elena Canaria")
    GrupoFactory(comite=persona.membresias.get().comite, celular_administrador="+51942108153")
    SolicitudDeAccesoFactory(persona=persona, motivo="Conozco a Zenobia")
    otra = PersonaFactory(nombres="Zenobia", apellido_paterno="Quispicondor")
    IntegranteFactory(persona=otra, hasta=timezone.localdate())
    nacional = usuario_con_rol(Rol.RESPONSABLE_NACIONAL)
    unir_personas(
        actor=nacional,
        conservada=persona,
        absorbida=otra,
        versiones=(1, 1),
        tomar_de_la_otra=frozenset(),
        motivo="Es la misma Zenobia",
    )
    assert [c for c in CANARIOS if c in todo_lo_guardado()] != []
    anonimizar_persona(actor=oficial, persona=persona, motivo="a-pedido")
    assert [c for c in CANARIOS if c in todo_lo_guardado()] == []
    assert Fusion.objects.get().foto == {}


@pytest.mark.parametrize("deshecha", [False, True])
def test_account_and_snapshot_of_the_row_absorbed_go_too(oficial, persona, deshecha):
    queda = IntegranteFactory(persona__usuario=UsuarioFactory(), hasta=timezone.localdate()).persona
    nacional = usuario_con_rol(Rol.RESPONSABLE_NACIONAL)
    fusion = unir_personas(
        actor=nacional,
        conservada=queda,
        absorbida=persona,
        versiones=(1, 1),
        tomar_de_la_otra=frozenset(),
        motivo="El mismo nombre en dos comités",
        confirmado=True,
    )
    if deshecha:
        queda = deshacer_union(actor=nacional, fusion=fusion)
    assert "48151623" in todo_lo_guardado()
    queda.refresh_from_db()
    anonimizar_persona(actor=oficial, persona=queda, motivo="a-pedido")
    assert [c for c in CANARIOS if c in todo_lo_guardado()] == []


def test_figures_do_not_move(oficial, persona):
    antes = (persona.sexo, persona.edad() // 10, persona.membresias.count(), persona.consentimientos.count())
    anonimizar_persona(actor=oficial, persona=persona, motivo="a-pedido")
    persona.refresh_from_db()
    despues = (
        persona.sexo,
        persona.edad() // 10,
        persona.membresias.count(),
        persona.consentimientos.count(),
    )
    assert (despues, persona.nombre_completo) == (antes, "Persona anonimizada")


@pytest.mark.parametrize(
    "nacio", [date(2008, 11, 22), date(2008, 11, 23), date(1996, 1, 1), date(1966, 12, 31)]
)
def test_birth_date_loses_its_day_within_the_age_group(nacio):
    with time_machine.travel("2026-11-22 12:00-05:00"):
        nueva = fecha_sin_dia(nacio)
        grupos = [sum(_edad(d) >= corte for corte in (14, 18, 30, 60)) for d in (nacio, nueva)]
    assert (nueva.year, nueva.month in {1, 7, 12}, len(set(grupos))) == (nacio.year, True, 1)


def _edad(nacio):
    return 2026 - nacio.year - ((nacio.month, nacio.day) > (11, 22))


def test_account_of_a_leader_is_switched_off_and_emptied(oficial, persona):
    usuario = persona.usuario
    anonimizar_persona(actor=oficial, persona=persona, motivo="a-pedido")
    usuario = Usuario.objects.get(pk=usuario.pk)
    assert (usuario.is_active, usuario.get_full_name(), usuario.email) == (False, "Cuenta anonimizada", "")


def test_who_holds_a_work_account_waits(oficial, persona):
    AsignacionFactory(usuario=persona.usuario, rol=Rol.AUDITOR)
    with pytest.raises(ValidationError, match="cuenta de trabajo"):
        anonimizar_persona(actor=oficial, persona=persona, motivo="a-pedido")


def test_forgotten_person_is_not_edited_and_forgotten_once(oficial, persona):
    anonimizar_persona(actor=oficial, persona=persona, motivo="a-pedido")
    persona.refresh_from_db()
    with pytest.raises(ValidationError, match="se retiraron"):
        editar_persona(
            actor=oficial, persona=persona, version=persona.version, datos=DatosPersona.de(persona)
        )
    anonimizar_persona(actor=oficial, persona=persona, motivo="a-pedido")
    assert Evento.objects.filter(accion="persona-anonimizada").count() == 1


def test_other_roles_forget_nobody(persona):
    with pytest.raises(PermissionDenied):
        anonimizar_persona(actor=usuario_con_rol(Rol.RESPONSABLE_NACIONAL), persona=persona, motivo="x")


# The command ---------------------------------------------------------------------------------------


def hace(**tiempo):
    return timezone.localdate() - timedelta(**tiempo)


@pytest.fixture
def vencida():
    return IntegranteFactory(desde=hace(days=1500), hasta=hace(days=735)).persona


def test_only_who_left_before_the_limit_is_forgotten(vencida):
    reciente = IntegranteFactory(desde=hace(days=1500), hasta=hace(days=700)).persona
    vuelve = IntegranteFactory(desde=hace(days=1500), hasta=hace(days=800)).persona
    IntegranteFactory(persona=vuelve, desde=hace(days=10))
    pide = IntegranteFactory(desde=hace(days=1500), hasta=hace(days=800)).persona
    SolicitudDeDerechosFactory(persona=pide, estado=EstadoSolicitud.IDENTIFICADA)
    PersonaFactory()  # registered today, in no committee yet
    assert anonimizar_vencidas(actor=None, limite=hace(days=730)) == (1, 0)
    assert list(Persona.objects.exclude(anonimizada=None)) == [vencida]
    assert reciente.anonimizada is None


def test_command_counts_without_changing_and_can_be_repeated(vencida, capsys):
    call_command("anonimizar_vencidas", "--simular")
    assert "Se anonimizarían: 1." in capsys.readouterr().out
    assert Persona.objects.filter(anonimizada=None).count() == 1
    call_command("anonimizar_vencidas")
    assert "Anonimizadas: 1." in capsys.readouterr().out
    call_command("anonimizar_vencidas")
    assert "Anonimizadas: 0." in capsys.readouterr().out


def test_old_answered_requests_lose_who_wrote_them(capsys):
    cerrada = {"estado": EstadoSolicitud.RESPONDIDA, "respuesta": "Se le entregó a Zenobia"}
    SolicitudDeDerechosFactory(nombre="Zenobia", respondida=hace(days=800), **cerrada)
    SolicitudDeDerechosFactory(nombre="Zenobia", respondida=hace(days=100), **cerrada)
    call_command("anonimizar_vencidas")
    assert sorted(SolicitudDeDerechos.objects.values_list("nombre", flat=True)) == [
        "Dato retirado",
        "Zenobia",
    ]
