"""The sample programme: the whole workbook, somebody for each role, all of it marked, and only once."""

from collections import Counter

import pytest
from django.core.management import call_command
from django.utils.timezone import localdate

from actividades.models import Actividad
from capacitaciones.enums import EstadoConstancia, EstadoSesion
from capacitaciones.models import Constancia, Sesion
from comites.models import Comite, Difusion, DocumentoEmitido, GrupoWhatsApp, Integrante, Mensaje
from comunes.instalacion import hay_datos_de_ejemplo
from cuentas.models import Asignacion, Usuario
from cuentas.roles import Rol
from espacios.ciclo import CAMINO, lo_que_falta, siguiente_paso
from espacios.enums import EstadoEspacio, EstadoIntervencion
from espacios.evidencias import con_evidencias
from espacios.models import Accion, Diagnostico, EspacioPublico, Intervencion
from espacios.selectors import con_pasos, pasos_dados
from personas.models import Persona, PosibleDuplicado
from portal.ejemplo import carga
from portal.ejemplo.charlas import PRIMER_DNI
from portal.ejemplo.cuentas import CLAVE_DE_EJEMPLO
from territorio.services import cargar_territorio

pytestmark = pytest.mark.django_db


@pytest.mark.lenta
def test_sample_is_the_whole_workbook_worked_on_by_every_role():
    cargar_territorio(actor=None)
    call_command("cargar_ejemplo", verbosity=0)
    filas = [m.objects.count() for m in (EspacioPublico, Comite, Persona)]
    publico = Persona.objects.filter(numero_documento__gte=str(PRIMER_DNI), numero_documento__lt="79401000")
    assert publico.count() == 6  # who came to talks and belongs to no committee
    filas[2] -= publico.count()
    assert [*filas, Integrante.objects.activos().count()] == [83, 83, 482, 479]
    assert set(Sesion.objects.values_list("estado", flat=True)) == set(EstadoSesion.values)
    assert {c.estado for c in Constancia.objects.all()} == set(EstadoConstancia)
    assert hay_datos_de_ejemplo()
    assert set(Asignacion.objects.values_list("rol", flat=True)) == set(Rol.values)
    assert not Usuario.objects.filter(de_ejemplo=False).exists()
    assert Usuario.objects.get(email="coordinacion@ejemplo.pe").check_password(CLAVE_DE_EJEMPLO)
    assert not Actividad.objects.verificadas().filter(evidencias=None).exists()
    assert Actividad.objects.autogestionadas().count() > 60
    estados = Counter(Diagnostico.objects.values_list("momento", "estado"))
    assert estados.keys() == {
        ("linea-base", "borrador"),
        ("linea-base", "enviado"),
        ("linea-base", "observado"),
        ("linea-base", "validado"),
        ("seguimiento", "validado"),
    }
    assert set(Intervencion.objects.values_list("estado", flat=True)) == set(EstadoIntervencion.values)
    assert not Accion.objects.filter(a_cargo="").exists()
    assert _sin_sus_pruebas() == []
    assert _fuera_de_orden() == []
    papeles = Counter(d.estado for d in DocumentoEmitido.objects.con_ejemplar())
    assert papeles == {"por-firmar": 2, "por-validar": 1, "emitido": 1, "validado": 1}
    assert Comite.objects.filter(mandatos__acta_validada__isnull=False).count() == 1
    vidas = Counter(Comite.objects.con_estado().values_list("estado_derivado", flat=True))
    assert (vidas["vencido"], vidas.keys()) == (1, {"vigente", "por-vencer", "vencido"})
    assert Mensaje.objects.vigentes().values("tema").distinct().count() == 4
    assert Difusion.objects.dates("dia", "month").count() > 1
    assert Mensaje.objects.exclude(imagen="").count() == 1
    assert (Integrante.objects.por_revisar().count(), PosibleDuplicado.objects.count()) == (2, 1)
    grupos = GrupoWhatsApp.objects
    assert 0 < grupos.silenciosos().count() < grupos.abiertos().count() == 83
    assert 0 < grupos.sin_respaldo().count() < 83


def _sin_sus_pruebas():
    """Return what lacks a proof of a step that it has taken."""
    faltas = []
    for espacio in con_evidencias(EspacioPublico.objects.all()):
        dados = CAMINO[: CAMINO.index(EstadoEspacio(espacio.estado))]
        pasos = [siguiente_paso(estado) for estado in dados]
        faltas += [(espacio.codigo, f.texto) for paso in pasos for f in lo_que_falta(espacio, paso)]
    return faltas


def _fuera_de_orden():
    """Return the spaces that skipped a step, or whose steps are not on their days, one after the other."""
    malos = []
    for espacio in con_pasos(EspacioPublico.objects.all()):
        pasos = pasos_dados(espacio)
        dias = [paso.dia for paso in pasos]
        camino = CAMINO[: CAMINO.index(EstadoEspacio(espacio.estado)) + 1]
        en_orden = dias == sorted(dias) and dias[-1] <= localdate()
        if tuple(p.hacia for p in pasos) != camino or not en_orden:
            malos.append((espacio.codigo, pasos))
    return malos


def test_sample_is_loaded_once(monkeypatch):
    carga.marcar_datos_de_ejemplo(archivo="x")
    monkeypatch.setattr(carga, "importar_ruta", None)
    assert carga.cargar_ejemplo() is False


@pytest.mark.lenta
def test_sample_that_fails_halfway_leaves_nothing(monkeypatch):
    def falla(**_):
        raise RuntimeError

    cargar_territorio(actor=None)
    monkeypatch.setattr(carga, "repartir", falla)
    with pytest.raises(RuntimeError):
        carga.cargar_ejemplo()
    assert not EspacioPublico.objects.exists()
    assert not Usuario.objects.exists()
    assert not hay_datos_de_ejemplo()
