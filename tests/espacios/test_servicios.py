"""What the services of spaces write, refuse and remember."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from PIL import Image

from comunes.bitacora import historial
from comunes.fotos import procesar
from comunes.versiones import ConflictoDeEdicion
from cuentas.roles import Rol
from espacios import services
from espacios.enums import EstadoEspacio, MomentoFoto
from espacios.models import EspacioPublico, FotoEspacio
from espacios.services import fotos as servicios_de_fotos
from tests.apoyo import al_momento, manana
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.espacios import (
    DiagnosticoFactory,
    EspacioFactory,
    FactorRiesgoFactory,
    TipoEspacioFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinadora(lugar):
    return lugar.usuario(Rol.COORDINADOR_MUNICIPAL)


@pytest.fixture
def nacional():
    return usuario_con_rol(Rol.RESPONSABLE_NACIONAL)


def foto(color="red"):
    salida = BytesIO()
    Image.new("RGB", (30, 20), color).save(salida, "JPEG")
    return procesar(BytesIO(salida.getvalue()))


def registrar(lugar, actor, **cambios):
    datos = {"nombre": "Parque Señor de los Milagros", "tipo": TipoEspacioFactory(), **cambios}
    return services.registrar_espacio(actor=actor, distrito=lugar.municipalidad.distrito, **datos)


def errores(excinfo):
    return excinfo.value.message_dict


# Registering --------------------------------------------------------------------------------------


def test_register_derives_place_code_and_author(lugar, coordinadora):
    espacio = registrar(lugar, coordinadora, comisaria=lugar.comisaria, factores=[FactorRiesgoFactory()])
    espacio.refresh_from_db()
    assert (espacio.codigo, espacio.region, espacio.municipalidad, espacio.distrito) == (
        "NES-150132-01",
        lugar.region,
        lugar.municipalidad,
        lugar.municipalidad.distrito,
    )
    assert (espacio.estado, espacio.version, espacio.creado_por) == ("identificado", 1, coordinadora)
    assert [f.slug for f in espacio.factores.all()] == ["robo-o-hurto"]
    assert espacio.busqueda.startswith("nes-150132-01 parque senor de los milagros")
    assert [(e.accion, e.actor) for e in historial(espacio)] == [("espacio-registrado", coordinadora)]


def test_codes_follow_one_another_past_ninety_nine(lugar, coordinadora):
    lugar.otro_espacio(codigo="NES-150132-99")
    assert registrar(lugar, coordinadora).codigo == "NES-150132-100"
    assert registrar(lugar, coordinadora).codigo == "NES-150132-101"


def test_code_of_a_retired_space_is_not_reused(lugar, coordinadora):
    registrar(lugar, coordinadora)
    segundo = registrar(lugar, coordinadora)
    EspacioPublico.objects.filter(pk=segundo.pk).update(estado="retirado")
    assert registrar(lugar, coordinadora).codigo == "NES-150132-03"


@pytest.mark.parametrize("donde", ["hermano", "lejano"])
def test_register_outside_the_scope_is_forbidden(lugares, coordinadora, donde):
    with pytest.raises(PermissionDenied):
        registrar(getattr(lugares, donde), coordinadora)
    assert EspacioPublico.objects.count() == 0


def test_register_without_permission_is_forbidden(lugar):
    with pytest.raises(PermissionDenied):
        registrar(lugar, lugar.usuario(Rol.PROMOTOR_OPC))


def test_register_refuses_undeclared_fields(lugar, coordinadora):
    with pytest.raises(TypeError):
        registrar(lugar, coordinadora, estado="recuperado")


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"nombre": ""}, "nombre"),
        ({"nombre": "x" * 161}, "nombre"),
        ({"area_m2": Decimal(0)}, "__all__"),
        ({"latitud": Decimal(-77), "longitud": Decimal(-12)}, "ubicacion"),
        ({"fecha_incorporacion": manana}, "fecha_incorporacion"),
    ],
)
def test_register_refuses_bad_values_by_field(lugar, coordinadora, cambios, campo):
    with pytest.raises(ValidationError) as refusal:
        registrar(lugar, coordinadora, **al_momento(cambios))
    assert list(errores(refusal)) == [campo]
    assert EspacioPublico.objects.count() == 0


def test_comisaria_of_another_region_is_refused(lugares, lugar, coordinadora):
    with pytest.raises(ValidationError) as refusal:
        registrar(lugar, coordinadora, comisaria=lugares.lejano.comisaria)
    assert list(errores(refusal)) == ["comisaria"]


def test_comisaria_of_a_neighbouring_district_is_taken(lugares, lugar, coordinadora):
    assert registrar(lugar, coordinadora, comisaria=lugares.hermano.comisaria).comisaria


def test_inactive_comisaria_is_refused_when_new_and_kept_when_old(lugar, coordinadora):
    espacio = registrar(lugar, coordinadora, comisaria=lugar.comisaria)
    lugar.comisaria.activo = False
    lugar.comisaria.save()
    with pytest.raises(ValidationError):
        registrar(lugar, coordinadora, comisaria=lugar.comisaria)
    editado = services.editar_espacio(
        actor=coordinadora, espacio=espacio, version=1, comisaria=lugar.comisaria, nombre="Otro nombre"
    )
    assert editado.nombre == "Otro nombre"


def test_register_keeps_photos_as_before(lugar, coordinadora):
    espacio = registrar(lugar, coordinadora, fotos=[foto(), foto("blue")])
    assert {f.momento for f in espacio.fotos.all()} == {MomentoFoto.ANTES}
    assert {f.estado for f in espacio.fotos.all()} == {"privada"}
    assert default_storage.exists(espacio.fotos.first().archivo.name + "-mediana.jpg")


def test_failed_register_leaves_neither_row_nor_file(lugar, coordinadora, monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    def fallar(**_):
        raise ZeroDivisionError

    real = servicios_de_fotos.registrar
    monkeypatch.setattr(
        servicios_de_fotos,
        "registrar",
        lambda **d: fallar() if d["accion"] == "espacio-fotos" else real(**d),
    )
    with pytest.raises(ZeroDivisionError):
        registrar(lugar, coordinadora, fotos=[foto()])
    assert EspacioPublico.objects.count() == 0
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


# Editing ------------------------------------------------------------------------------------------


def test_edit_changes_writes_history_and_version(lugar, coordinadora):
    espacio = registrar(lugar, coordinadora)
    services.editar_espacio(
        actor=coordinadora,
        espacio=espacio,
        version=1,
        nombre="Parque  Nuevo\u200b ",
        factores=[FactorRiesgoFactory()],
    )
    espacio.refresh_from_db()
    assert (espacio.nombre, espacio.version) == ("Parque Nuevo", 2)
    assert historial(espacio)[0].datos == {"campos": ["factores", "nombre"]}


def test_edit_without_changes_leaves_no_history(lugar, coordinadora):
    espacio = registrar(lugar, coordinadora)
    services.editar_espacio(
        actor=coordinadora, espacio=espacio, version=1, nombre=espacio.nombre, factores=[]
    )
    assert historial(espacio).count() == 1


def test_stale_edit_is_a_conflict_and_changes_nothing(lugar, coordinadora):
    espacio = registrar(lugar, coordinadora)
    services.editar_espacio(actor=coordinadora, espacio=espacio, version=1, nombre="Primero")
    with pytest.raises(ConflictoDeEdicion):
        services.editar_espacio(actor=coordinadora, espacio=espacio, version=1, nombre="Segundo")
    espacio.refresh_from_db()
    assert espacio.nombre == "Primero"


def test_edit_outside_the_scope_is_forbidden(lugares, coordinadora):
    with pytest.raises(PermissionDenied):
        services.editar_espacio(
            actor=coordinadora, espacio=lugares.hermano.espacio, version=1, nombre="Ajeno"
        )


def test_district_is_not_editable(lugar, lugares, coordinadora):
    with pytest.raises(TypeError):
        services.editar_espacio(
            actor=coordinadora,
            espacio=lugar.espacio,
            version=1,
            distrito=lugares.hermano.municipalidad.distrito,
        )


# Photos -------------------------------------------------------------------------------------------


def test_photo_already_there_is_not_kept_twice(lugar, coordinadora):
    espacio = lugar.espacio
    services.agregar_fotos(actor=coordinadora, espacio=espacio, fotos=[foto()])
    nuevas = services.agregar_fotos(actor=coordinadora, espacio=espacio, fotos=[foto(), foto("blue")])
    assert len(nuevas) == 1
    assert espacio.fotos.count() == 2


def test_photos_of_a_foreign_space_are_forbidden(lugares, coordinadora):
    with pytest.raises(PermissionDenied):
        services.agregar_fotos(actor=coordinadora, espacio=lugares.lejano.espacio, fotos=[foto()])
    assert FotoEspacio.objects.count() == 0


def test_photos_taken_in_a_diagnosis_belong_to_it_even_when_they_were_there(lugar, coordinadora):
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio)
    services.agregar_fotos(actor=coordinadora, espacio=lugar.espacio, fotos=[foto()])
    nuevas = services.agregar_fotos(
        actor=coordinadora, espacio=lugar.espacio, fotos=[foto(), foto("blue")], diagnostico=diagnostico
    )
    assert (len(nuevas), diagnostico.fotos.count(), [f.orden for f in lugar.espacio.fotos.all()]) == (
        1,
        2,
        [1, 2],
    )


def test_photos_are_not_added_to_a_diagnosis_already_sent_or_of_another_space(lugar, coordinadora):
    ajeno = DiagnosticoFactory()
    enviado = DiagnosticoFactory(espacio=lugar.espacio, enviado=True)
    for diagnostico in (ajeno, enviado):
        with pytest.raises(ValidationError) as refusal:
            services.agregar_fotos(
                actor=coordinadora, espacio=lugar.espacio, fotos=[foto()], diagnostico=diagnostico
            )
        assert list(errores(refusal)) == ["fotos"]
    assert FotoEspacio.objects.count() == 0


# Life cycle ---------------------------------------------------------------------------------------


def test_prioritise_needs_its_proofs_then_happens(lugar, coordinadora):
    espacio = EspacioFactory(municipalidad=lugar.municipalidad, comisaria=None)
    with pytest.raises(ValidationError) as refusal:
        services.avanzar_espacio(actor=coordinadora, espacio=espacio, version=1)
    assert refusal.value.messages == [
        "Falta marcar al menos un factor de riesgo.",
        "Falta asignar la comisaría.",
    ]
    espacio.factores.add(FactorRiesgoFactory())
    EspacioPublico.objects.filter(pk=espacio.pk).update(comisaria=lugar.comisaria)
    assert services.avanzar_espacio(actor=coordinadora, espacio=espacio, version=1).estado == "priorizado"
    assert historial(espacio)[0].datos == {"desde": "identificado", "hacia": "priorizado"}


def test_step_without_kept_proofs_is_refused_in_words(lugar, coordinadora):
    espacio = lugar.otro_espacio(estado=EstadoEspacio.PRIORIZADO)
    with pytest.raises(ValidationError) as refusal:
        services.avanzar_espacio(actor=coordinadora, espacio=espacio, version=1)
    assert refusal.value.messages == ["Falta abrir el diagnóstico con un método de línea base."]


@pytest.mark.parametrize("estado", ["en-sostenibilidad", "retirado"])
def test_end_of_the_path_has_no_step(lugar, coordinadora, estado):
    with pytest.raises(ValidationError):
        services.avanzar_espacio(actor=coordinadora, espacio=lugar.otro_espacio(estado=estado), version=1)


def test_stale_step_is_a_conflict(lugar, coordinadora):
    espacio = lugar.otro_espacio(version=3)
    with pytest.raises(ConflictoDeEdicion):
        services.avanzar_espacio(actor=coordinadora, espacio=espacio, version=2)


def test_state_is_set_by_the_ministry_with_a_motive(lugar, nacional):
    espacio = services.fijar_estado(
        actor=nacional,
        espacio=lugar.espacio,
        version=1,
        estado="recuperado",
        motivo="Recuperado en 2021, según acta.",
    )
    assert espacio.estado == "recuperado"
    assert historial(espacio)[0].datos == {
        "desde": "identificado",
        "hacia": "recuperado",
        "motivo": "Recuperado en 2021, según acta.",
    }


@pytest.mark.parametrize(
    ("estado", "motivo", "campo"),
    [
        ("recuperado", "porque", "motivo"),
        ("retirado", "Motivo suficiente", "estado"),
        ("otro", "Motivo suficiente", "estado"),
    ],
)
def test_state_is_not_set_without_motive_nor_to_anything(lugar, nacional, estado, motivo, campo):
    with pytest.raises(ValidationError) as refusal:
        services.fijar_estado(actor=nacional, espacio=lugar.espacio, version=1, estado=estado, motivo=motivo)
    assert list(errores(refusal)) == [campo]


def test_coordinator_neither_sets_a_state_nor_retires(lugar, coordinadora):
    comunes = {"actor": coordinadora, "espacio": lugar.espacio, "version": 1, "motivo": "Motivo suficiente"}
    with pytest.raises(PermissionDenied):
        services.fijar_estado(estado="recuperado", **comunes)
    with pytest.raises(PermissionDenied):
        services.retirar_espacio(**comunes)


def test_retired_space_comes_back_as_it_was(lugar, nacional, coordinadora):
    espacio = lugar.otro_espacio(estado="en-recuperacion")
    services.retirar_espacio(
        actor=nacional, espacio=espacio, version=1, motivo="El terreno pasó a ser privado."
    )
    espacio.refresh_from_db()
    assert espacio.estado == "retirado"
    with pytest.raises(ValidationError):
        services.editar_espacio(actor=coordinadora, espacio=espacio, version=2, nombre="Otro")
    with pytest.raises(ValidationError):
        services.agregar_fotos(actor=coordinadora, espacio=espacio, fotos=[foto()])
    vuelto = services.reincorporar_espacio(
        actor=nacional, espacio=espacio, version=2, motivo="Se anuló la venta del terreno."
    )
    assert vuelto.estado == "en-recuperacion"
