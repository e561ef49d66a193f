"""Writing an activity down: the rules of its data, once and only once, all or nothing."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db import DatabaseError, IntegrityError, connection

from actividades.enums import EstadoActividad, Organizador
from actividades.models import Actividad, Evidencia, TipoActividad
from actividades.services import agregar_evidencias, anotar_actividad
from comunes.models import Evento
from cuentas.roles import Rol
from espacios.enums import EstadoEspacio
from tests.actividades.conftest import foto
from tests.fabricas.actividades import ActividadFactory
from tests.fabricas.comites import ComiteFactory
from tests.fabricas.cuentas import AsignacionFactory

pytestmark = pytest.mark.django_db
HOY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _hoy():
    # 02:00 UTC of the 23rd is still the evening of the 22nd in Lima.
    with time_machine.travel("2026-11-23T02:00:00Z", tick=False):
        yield


def anotar(actor: Any, lugar: Any, **cambios: Any) -> Any:
    datos = {
        "uuid": uuid.uuid4(),
        "espacio": lugar.espacio,
        "comite": lugar.comite,
        "tipo": TipoActividad.objects.get(slug="limpieza-o-faena"),
        "fecha": HOY,
        "participantes": 18,
        **cambios,
    }
    return anotar_actividad(actor=actor, **datos)


def motivos(error: Any) -> dict[str, list[str]]:
    return error.value.message_dict


def test_activity_is_kept_as_written_with_its_photos(lider, lugares):
    recibo = anotar(
        lider,
        lugares.propio,
        titulo="  Faena\u200b de  limpieza ",
        resultado="Vino\r\nel camión",
        fotos=[foto(1), foto(2)],
    )
    actividad = Actividad.objects.get(pk=recibo.actividad.pk)
    assert (recibo.nueva, recibo.difiere, recibo.agregadas) == (True, False, 2)
    assert recibo.fotos == {foto(1).sha256, foto(2).sha256}
    assert (actividad.titulo, actividad.resultado) == ("Faena de limpieza", "Vino\nel camión")
    assert (actividad.estado, actividad.autor, actividad.total_fotos) == (EstadoActividad.REALIZADA, lider, 2)
    assert Evento.objects.filter(accion="actividad-anotada", actor=lider).count() == 1


def test_stored_photo_opens(lider, lugares, archivos_guardados):
    recibo = anotar(lider, lugares.propio, fotos=[foto(1)])
    nombre = recibo.actividad.evidencias.get().archivo.name
    assert nombre.startswith("actividades/")
    assert archivos_guardados() == [f"{nombre}-{t}.jpg" for t in ("grande", "mediana", "miniatura")]


def test_empty_title_reads_as_its_type(lider, lugares):
    assert str(anotar(lider, lugares.propio).actividad) == "Limpieza o faena"


@pytest.mark.parametrize("largo", [100, 160])
def test_title_of_emoji_is_kept(lider, lugares, largo):
    assert anotar(lider, lugares.propio, titulo="🌳" * largo).actividad.titulo == "🌳" * largo


@pytest.mark.parametrize("participantes", [1, 4999])
def test_count_within_limits_is_taken(lider, lugares, participantes):
    recibo = anotar(lider, lugares.propio, participantes=participantes)
    assert recibo.actividad.participantes == participantes


@pytest.mark.parametrize(
    ("campo", "valor", "motivo"),
    [
        ("participantes", 0, "Debe ser un número de 1 a 4999."),
        ("participantes", -3, "Debe ser un número de 1 a 4999."),
        ("participantes", 5000, "Debe ser un número de 1 a 4999."),
        ("participantes", None, "Debe ser un número de 1 a 4999."),
        ("fecha", HOY + timedelta(days=1), "Ese día todavía no llega: hoy es 22/11/2026."),
        ("fecha", date(2014, 12, 31), "Se registran actividades desde el 01/01/2015."),
        ("titulo", "🌳" * 161, "El texto tiene 161 letras: entran hasta 160."),
        ("apoyo", "x" * 201, "El texto tiene 201 letras: entran hasta 200."),
        ("resultado", "x" * 2001, "El texto tiene 2001 letras: entran hasta 2000."),
    ],
)
def test_wrong_value_is_refused_beside_its_field(lider, lugares, campo, valor, motivo):
    with pytest.raises(ValidationError) as error:
        anotar(lider, lugares.propio, **{campo: valor})
    assert motivos(error) == {campo: [motivo]}
    assert Actividad.objects.count() == 0


def test_first_day_and_today_are_taken(lider, lugares):
    assert anotar(lider, lugares.propio, fecha=date(2015, 1, 1)).nueva
    assert anotar(lider, lugares.propio, fecha=HOY).nueva


def test_every_wrong_field_is_told_at_once(lider, lugares):
    with pytest.raises(ValidationError) as error:
        anotar(lider, lugares.propio, participantes=0, fecha=HOY + timedelta(days=9))
    assert set(motivos(error)) == {"participantes", "fecha"}


def test_withdrawn_space_is_refused(lider, lugares):
    lugares.propio.espacio.estado = EstadoEspacio.RETIRADO
    with pytest.raises(ValidationError) as error:
        anotar(lider, lugares.propio)
    assert set(motivos(error)) == {"espacio"}


def test_committee_of_another_space_is_refused(coordinadora, lugares):
    with pytest.raises(ValidationError) as error:
        anotar(coordinadora, lugares.propio, comite=lugares.vecino.comite)
    assert motivos(error) == {"comite": ["El comité no es de este espacio."]}


@pytest.mark.parametrize(("fecha", "entra"), [(HOY - timedelta(days=5), True), (HOY, False)])
def test_dissolved_committee_takes_only_what_came_before(lider, lugares, fecha, entra):
    lugares.propio.comite.disuelto = HOY - timedelta(days=5)
    if entra:
        assert anotar(lider, lugares.propio, fecha=fecha).nueva
    else:
        with pytest.raises(ValidationError, match="se disolvió el 17/11/2026"):
            anotar(lider, lugares.propio, fecha=fecha)


# Who ---------------------------------------------------------------------------------------------


def test_leader_cannot_write_for_another_committee(lider, lugares):
    with pytest.raises(PermissionDenied):
        anotar(lider, lugares.vecino)
    assert Actividad.objects.count() == 0


@pytest.mark.parametrize("organizador", [Organizador.MUNICIPALIDAD, Organizador.COMISARIA, Organizador.OTRO])
def test_leader_writes_only_what_the_committee_did(lider, lugares, organizador):
    for comite in (None, lugares.propio.comite):
        with pytest.raises(PermissionDenied):
            anotar(lider, lugares.propio, comite=comite, organizador=organizador)


def test_committee_activity_needs_the_committee(coordinadora, lugares):
    with pytest.raises(ValidationError) as error:
        anotar(coordinadora, lugares.propio, comite=None)
    assert set(motivos(error)) == {"comite"}


def test_coordinator_writes_for_any_organiser_in_the_municipality(coordinadora, lugares):
    recibo = anotar(coordinadora, lugares.vecino, comite=None, organizador=Organizador.MUNICIPALIDAD)
    assert (recibo.actividad.comite, recibo.actividad.organizador) == (None, "municipalidad")


@pytest.mark.parametrize("con_comite", [True, False])
def test_coordinator_cannot_write_outside_the_municipality(coordinadora, lugares, con_comite):
    lugar = lugares.hermano
    with pytest.raises(PermissionDenied):
        anotar(
            coordinadora,
            lugar,
            comite=lugar.comite if con_comite else None,
            organizador=Organizador.COMITE if con_comite else Organizador.MUNICIPALIDAD,
        )


def test_leader_who_also_coordinates_elsewhere_gains_nothing_at_home(lider, lugares):
    AsignacionFactory(
        usuario=lider, rol=Rol.COORDINADOR_MUNICIPAL, municipalidad=lugares.lejano.municipalidad
    )
    with pytest.raises(PermissionDenied):
        anotar(lider, lugares.propio, comite=None, organizador=Organizador.MUNICIPALIDAD)


# Once and only once ------------------------------------------------------------------------------


def test_same_uuid_again_answers_with_the_first_row(lider, lugares):
    clave = uuid.uuid4()
    primera = anotar(lider, lugares.propio, uuid=clave, fotos=[foto(1)])
    segunda = anotar(lider, lugares.propio, uuid=clave, fotos=[foto(1)])
    assert (segunda.nueva, segunda.difiere, segunda.agregadas) == (False, False, 0)
    assert segunda.actividad == primera.actividad
    assert (Actividad.objects.count(), Evidencia.objects.count()) == (1, 1)
    assert Evento.objects.filter(accion="actividad-anotada").count() == 1


def test_repeat_adds_the_photos_that_are_missing(lider, lugares):
    clave = uuid.uuid4()
    anotar(lider, lugares.propio, uuid=clave, fotos=[foto(1)])
    segunda = anotar(lider, lugares.propio, uuid=clave, fotos=[foto(1), foto(2), foto(2)])
    assert (segunda.agregadas, segunda.fotos) == (1, {foto(1).sha256, foto(2).sha256})
    assert Actividad.objects.get().total_fotos == 2


def test_repeat_with_other_data_says_so_and_changes_nothing(lider, lugares):
    clave = uuid.uuid4()
    anotar(lider, lugares.propio, uuid=clave)
    segunda = anotar(lider, lugares.propio, uuid=clave, participantes=40)
    assert (segunda.difiere, segunda.actividad.participantes) == (True, 18)
    assert Actividad.objects.get().participantes == 18


def test_repeat_that_announces_fewer_photos_is_no_longer_waited_for(lider, lugares):
    clave = uuid.uuid4()
    anotar(lider, lugares.propio, uuid=clave, fotos=[foto(1)], fotos_anunciadas=2)
    segunda = anotar(lider, lugares.propio, uuid=clave, fotos_anunciadas=1)
    assert (segunda.difiere, Actividad.objects.get().fotos_por_llegar) == (False, 0)


def test_repeat_is_a_success_even_after_the_space_was_withdrawn(lider, lugares):
    clave = uuid.uuid4()
    anotar(lider, lugares.propio, uuid=clave)
    lugares.propio.espacio.estado = EstadoEspacio.RETIRADO
    assert anotar(lider, lugares.propio, uuid=clave).nueva is False


def test_verified_activity_takes_no_photo_from_a_repeat(lider, lugares):
    verificada = ActividadFactory(comite=lugares.propio.comite, verificada=True)
    recibo = anotar(lider, lugares.propio, uuid=verificada.uuid, fotos=[foto(1)])
    assert (recibo.agregadas, recibo.fotos) == (0, frozenset())


def test_uuid_of_a_foreign_activity_is_refused_and_shows_nothing(lider, lugares):
    ajena = ActividadFactory(comite=ComiteFactory())
    with pytest.raises(ValidationError) as error:
        anotar(lider, lugares.propio, uuid=ajena.uuid, fotos=[foto(1)])
    assert error.value.messages == ["Este formulario ya se usó. Hay que abrirlo de nuevo."]
    assert (Actividad.objects.count(), Evidencia.objects.count()) == (1, 0)


# Photos: at most ten, all or nothing --------------------------------------------------------------


def test_ten_photos_fit_and_eleven_do_not(lider, lugares, archivos_guardados):
    with pytest.raises(ValidationError) as error:
        anotar(lider, lugares.propio, fotos=[foto(20 * n) for n in range(11)])
    assert motivos(error) == {"fotos": ["En una actividad caben 10 fotos: sobra 1."]}
    assert (Actividad.objects.count(), archivos_guardados()) == (0, [])
    assert anotar(lider, lugares.propio, fotos=[foto(20 * n) for n in range(10)]).agregadas == 10


def test_adding_never_passes_ten(lider, lugares):
    actividad = anotar(lider, lugares.propio, fotos=[foto(20 * n) for n in range(9)]).actividad
    with pytest.raises(ValidationError):
        agregar_evidencias(actor=lider, actividad=actividad, fotos=[foto(200), foto(220)])
    assert agregar_evidencias(actor=lider, actividad=actividad, fotos=[foto(0), foto(200)]) == 1
    assert Actividad.objects.get().total_fotos == 10


def test_database_itself_refuses_an_eleventh_photo(lugares):
    with pytest.raises(IntegrityError):
        ActividadFactory(comite=lugares.propio.comite, total_fotos=11)


@pytest.mark.parametrize("falla_en", range(6))
def test_storage_that_fails_at_any_file_leaves_nothing(
    lider, lugares, archivos_guardados, monkeypatch, falla_en
):
    escritos = []
    guardar_de_verdad = default_storage.save

    def guardar_hasta(nombre, contenido, **opciones):
        if len(escritos) == falla_en:
            raise OSError("disk full")
        escritos.append(nombre)
        return guardar_de_verdad(nombre, contenido, **opciones)

    monkeypatch.setattr(default_storage, "save", guardar_hasta)
    with pytest.raises(OSError, match="disk full"):
        anotar(lider, lugares.propio, fotos=[foto(1), foto(2)])
    assert len(escritos) == falla_en
    assert archivos_guardados() == []
    assert (Actividad.objects.count(), Evidencia.objects.count(), Evento.objects.count()) == (0, 0, 0)


def test_photos_are_refused_outside_the_scope(lider, lugares):
    ajena = ActividadFactory(comite=lugares.vecino.comite)
    with pytest.raises(PermissionDenied):
        agregar_evidencias(actor=lider, actividad=ajena, fotos=[foto(1)])
    assert Evidencia.objects.count() == 0


def test_verified_activity_takes_no_more_photos(lider, lugares):
    verificada = ActividadFactory(comite=lugares.propio.comite, verificada=True)
    with pytest.raises(ValidationError) as error:
        agregar_evidencias(actor=lider, actividad=verificada, fotos=[foto(1)])
    assert motivos(error) == {"fotos": ["La actividad está verificada: ya no recibe fotos."]}


def test_database_that_fails_at_any_statement_leaves_nothing(lider, lugares, archivos_guardados):
    """Break the write at its first statement, its second…, until one attempt gets through."""
    lugar, fotos = lugares.propio, [foto(1), foto(2)]
    lugar.comite  # noqa: B018  made before statements are counted
    for hasta in range(100):
        hechas = iter(range(hasta))

        def fallar(ejecutar: Any, sql: str, *resto: Any, hechas: Any = hechas) -> Any:
            if sql.startswith(("INSERT", "UPDATE", "DELETE", "SELECT")) and next(hechas, None) is None:
                raise DatabaseError("gone")
            return ejecutar(sql, *resto)

        try:
            with connection.execute_wrapper(fallar):
                anotar(lider, lugar, fotos=fotos)
        except DatabaseError:
            assert (Actividad.objects.count(), Evidencia.objects.count()) == (0, 0)
            assert archivos_guardados() == []
        else:
            break
    assert hasta > 8
    assert (Actividad.objects.count(), Evidencia.objects.count(), len(archivos_guardados())) == (1, 2, 6)
