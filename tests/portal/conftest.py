"""A small programme whose rows carry every kind of personal datum, to prove that none leaks."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db.models import Model
from django.utils import timezone

from actividades.enums import EstadoActividad
from espacios.enums import EstadoEspacio
from tests.fabricas.actividades import ActividadFactory
from tests.fabricas.capacitaciones import AsistenciaFactory, InscripcionFactory, SesionFactory
from tests.fabricas.comites import ComiteFactory, GrupoFactory, IntegranteFactory, MandatoFactory
from tests.fabricas.cuentas import UsuarioFactory
from tests.fabricas.espacios import EspacioFactory
from tests.fabricas.personas import PersonaFactory
from tests.fabricas.territorio import MunicipalidadFactory


@pytest.fixture(autouse=True)
def _sin_lecturas_tardias(monkeypatch):
    """A row touched for a column that its query left out would cost a query of its own."""
    leer = Model.refresh_from_db

    def solo_entera(fila, using=None, fields=None, **resto):
        assert not fields, f"{fila._meta.label}: {fields} was not read with the row"
        leer(fila, using, fields, **resto)

    monkeypatch.setattr(Model, "refresh_from_db", solo_entera)


HACE_UN_MES = timedelta(days=30)


def hacer_programa(nombre="Parque Los Ñandúes", distrito="Comas", region="1501", **espacio):
    """Make a space with committee, six members who went to a talk, group and one verified activity."""
    ayer = timezone.localdate() - HACE_UN_MES
    municipalidad = MunicipalidadFactory(distrito__nombre=distrito, distrito__region__ubigeo=region)
    espacio = {"fecha_incorporacion": ayer, "estado": EstadoEspacio.RECUPERADO} | espacio
    lugar = EspacioFactory(nombre=nombre, municipalidad=municipalidad, **espacio)
    comite = ComiteFactory(espacio=lugar, fecha_constitucion=ayer)
    MandatoFactory(comite=comite, inicio=ayer)
    personas = [
        PersonaFactory(nombres="Zoraida", apellido_paterno="Yupanqui", correo=f"zoraida{n}@correo.pe")
        for n in range(6)
    ]
    for persona in personas:
        IntegranteFactory(comite=comite, persona=persona, desde=ayer)
    grupo = GrupoFactory(comite=comite, abierto=ayer, celular_administrador="+51987123456")
    actividad = ActividadFactory(
        comite=comite,
        fecha=ayer,
        titulo="Siembra de molles",
        estado=EstadoActividad.VERIFICADA,
        autor=UsuarioFactory(nombres="Hermelinda", apellidos="Ccoyllo"),
        verificada_por=UsuarioFactory(nombres="Evaristo", apellidos="Sullca"),
        verificada_en=timezone.now(),
        resultado="Vino la señora Hermelinda con su hija",
    )
    charla = SesionFactory(titulo=f"Charla en {nombre}", cerrada=True, region=lugar.region)
    for persona in personas:
        inscrita = InscripcionFactory(sesion=charla, persona=persona, nombres="Zoraida")
        AsistenciaFactory(inscripcion=inscrita, sesion=charla, registrada_por=actividad.autor)
    return SimpleNamespace(espacio=lugar, comite=comite, personas=personas, grupo=grupo, actividad=actividad)


def reservados(programa):
    """Return every personal text stored around a programme."""
    textos = ["Zoraida", "Yupanqui", "987123456", "Hermelinda", "Ccoyllo", "Evaristo", "Sullca"]
    for persona in programa.personas:
        textos += [persona.numero_documento, persona.celular, persona.correo]
    return textos


@pytest.fixture
def programa(db):
    return hacer_programa()
