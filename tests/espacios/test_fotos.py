"""Photos: who says yes, what a change takes back, order, pairs, removal; and what the database holds."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from comunes.bitacora import historial
from comunes.difuminado import Zona
from comunes.fotos import ruta
from comunes.versiones import ConflictoDeEdicion
from cuentas.roles import Rol
from espacios import services
from espacios.comparador import fotos_publicadas
from espacios.enums import EstadoEspacio, EstadoFoto
from espacios.evidencias import tiene_evidencia
from espacios.models import FotoEspacio
from espacios.publicacion import faltas_para_publicar
from tests.apoyo import al_momento
from tests.espacios.test_servicios import foto
from tests.fabricas.cuentas import UsuarioFactory
from tests.fabricas.espacios import DiagnosticoFactory, FotoEspacioFactory, foto_con_archivo

pytestmark = pytest.mark.django_db
ROSTRO = Zona(100, 100, 200, 300)
CON_PERMISO = {
    "personas": "con-permiso",
    "autorizacion_medio": "papel",
    "autorizacion_fecha": date(2026, 3, 1),
}


@pytest.fixture
def coordinadora(lugar):
    return lugar.usuario(Rol.COORDINADOR_MUNICIPAL)


@pytest.fixture
def especialista(lugar):
    return lugar.usuario(Rol.ESPECIALISTA_REGIONAL)


@pytest.fixture
def crear(lugar, coordinadora):
    def hacer(**campos):
        return FotoEspacioFactory(**{"espacio": lugar.espacio, "autor": coordinadora, **campos})

    return hacer


def editar(actor, una, **campos):
    return services.editar_foto(actor=actor, foto=una, version=una.version, **campos)


def mensajes(error):
    return error.value.message_dict if hasattr(error.value, "error_dict") else error.value.messages


# Publication --------------------------------------------------------------------------------------


def test_photo_reaches_the_public_only_when_somebody_else_approves(crear, lugar, coordinadora, especialista):
    una = crear(lista=True)
    una = services.pedir_publicacion(actor=coordinadora, foto=una, version=una.version)
    assert not fotos_publicadas(lugar.espacio)
    with pytest.raises(ValidationError) as propia:
        services.publicar_foto(actor=coordinadora, foto=una, version=una.version)
    assert mensajes(propia) == ["Esta foto la agregó usted: la aprueba otra persona."]
    una.refresh_from_db()
    una = services.publicar_foto(actor=especialista, foto=una, version=una.version)
    assert (una.estado, una.aprobada_por) == (EstadoFoto.PUBLICADA, especialista)
    assert una.aprobada_en is not None
    assert fotos_publicadas(lugar.espacio).otras == [una]
    assert [e.accion for e in historial(lugar.espacio)] == ["foto-publicada", "foto-por-aprobar"]


def test_who_does_not_approve_is_refused(crear, lugar):
    una = crear(por_aprobar=True)
    for rol in (Rol.PROMOTOR_OPC, Rol.LIDER_COMITE, Rol.AUDITOR):
        with pytest.raises(PermissionDenied):
            services.publicar_foto(actor=lugar.usuario(rol), foto=una, version=una.version)


def test_private_photo_is_not_published_without_being_asked_for(crear, especialista):
    una = crear(lista=True)
    with pytest.raises(ValidationError):
        services.publicar_foto(actor=especialista, foto=una, version=una.version)


@pytest.mark.parametrize(
    ("campos", "falta"),
    [
        ({"descripcion": ""}, "Falta el texto alternativo: lo leen las personas que no ven la foto."),
        ({"descripcion": "Parque"}, "El texto alternativo es muy corto: diga en una frase qué se ve."),
        ({"personas": ""}, "Falta responder si se reconoce a alguna persona."),
        (
            {"personas": "sin-permiso"},
            "Se reconoce a personas que no dieron su autorización: hay que difuminarlas.",
        ),
        (
            {**CON_PERMISO, "con_menores": True},
            "Hay menores de edad sin autorización de su madre, padre o apoderado: hay que difuminarlos.",
        ),
    ],
)
def test_what_a_photo_lacks_is_said_and_stops_it(crear, coordinadora, campos, falta):
    una = crear(lista=True)
    FotoEspacio.objects.filter(pk=una.pk).update(**campos)
    una.refresh_from_db()
    assert [f.texto for f in faltas_para_publicar(una)] == [falta]
    with pytest.raises(ValidationError) as refusal:
        services.pedir_publicacion(actor=coordinadora, foto=una, version=una.version)
    assert mensajes(refusal) == [falta]


def test_with_their_permission_and_that_of_guardians_people_may_be_seen(crear, coordinadora):
    una = editar(coordinadora, crear(lista=True), **CON_PERMISO, con_menores=True, autoriza_apoderado=True)
    assert faltas_para_publicar(una) == []


def test_returned_photo_says_what_to_mend(crear, lugar, especialista):
    una = crear(por_aprobar=True)
    una = services.devolver_foto(
        actor=especialista, foto=una, version=una.version, motivo="Falta tapar la placa del patrullero."
    )
    assert (una.estado, una.devuelta_porque) == ("privada", "Falta tapar la placa del patrullero.")


def test_stale_approval_loses(crear, coordinadora, especialista):
    una = crear(por_aprobar=True)
    vista = FotoEspacio.objects.get(pk=una.pk)
    editar(coordinadora, una, descripcion="El parque con su mural nuevo")
    with pytest.raises(ConflictoDeEdicion):
        services.publicar_foto(actor=especialista, foto=vista, version=vista.version)


@pytest.mark.parametrize(
    ("campos", "estado"),
    [
        ({"descripcion": "Otro texto para la foto"}, EstadoFoto.POR_APROBAR),
        (CON_PERMISO, EstadoFoto.POR_APROBAR),
        ({"personas": "sin-permiso"}, EstadoFoto.PRIVADA),
        ({"descripcion": ""}, EstadoFoto.PRIVADA),
        ({"tomada": date(2026, 3, 1), "momento": "durante"}, EstadoFoto.PUBLICADA),
    ],
)
def test_change_of_what_was_approved_takes_the_approval_back(crear, coordinadora, campos, estado):
    una = editar(coordinadora, crear(publicada=True), **campos)
    assert (una.estado, una.aprobada_por is not None) == (estado, estado == EstadoFoto.PUBLICADA)


def test_photo_is_taken_off_the_public_page_at_once(crear, coordinadora, lugar):
    una = crear(publicada=True)
    services.despublicar_foto(actor=coordinadora, foto=una, version=una.version)
    assert not fotos_publicadas(lugar.espacio)


@pytest.mark.parametrize(
    ("campos", "errores"),
    [
        ({"personas": "con-permiso"}, {"autorizacion_medio", "autorizacion_fecha"}),
        ({**CON_PERMISO, "autorizacion_fecha": date(2090, 1, 1)}, {"autorizacion_fecha"}),
        ({"tomada": date(2090, 1, 1)}, {"tomada"}),
        ({"momento": "nunca"}, {"momento"}),
    ],
)
def test_refused_values_are_named_by_field(crear, coordinadora, campos, errores):
    with pytest.raises(ValidationError) as refusal:
        editar(coordinadora, crear(), **campos)
    assert set(mensajes(refusal)) == errores


def test_answer_about_persons_empties_what_it_leaves_without_sense(crear, coordinadora):
    una = editar(coordinadora, crear(), **CON_PERMISO, con_menores=True, autoriza_apoderado=True)
    una = editar(coordinadora, una, personas="nadie")
    assert (una.autorizacion_medio, una.autorizacion_fecha, una.con_menores, una.autoriza_apoderado) == (
        "",
        None,
        False,
        False,
    )


# Blur ---------------------------------------------------------------------------------------------


def test_blurring_makes_another_file_and_unpublishes(lugar, coordinadora, especialista):
    una = foto_con_archivo(espacio=lugar.espacio, autor=coordinadora, publicada=True)
    una = services.difuminar_foto(actor=coordinadora, foto=una, version=una.version, zonas=[ROSTRO])
    assert (una.estado, una.rectangulos) == (EstadoFoto.POR_APROBAR, [[100, 100, 200, 300]])
    assert una.nombre_publicable == str(una.archivo_publico) != str(una.archivo)
    assert default_storage.exists(ruta(una.nombre_publicable, "miniatura"))


def test_blur_lets_people_without_permission_be_published(lugar, coordinadora, especialista):
    una = foto_con_archivo(espacio=lugar.espacio, autor=coordinadora, lista=True)
    una = editar(coordinadora, una, personas="sin-permiso")
    una = services.difuminar_foto(actor=coordinadora, foto=una, version=una.version, zonas=[ROSTRO])
    una = services.pedir_publicacion(actor=coordinadora, foto=una, version=una.version)
    una = services.publicar_foto(actor=especialista, foto=una, version=una.version)
    assert una.publicada
    una = services.difuminar_foto(actor=coordinadora, foto=una, version=una.version, zonas=[])
    assert (una.estado, una.nombre_publicable) == (EstadoFoto.PRIVADA, str(una.archivo))


def test_former_copy_is_deleted_once_it_is_replaced(lugar, coordinadora, django_capture_on_commit_callbacks):
    una = foto_con_archivo(espacio=lugar.espacio)
    una = services.difuminar_foto(actor=coordinadora, foto=una, version=una.version, zonas=[ROSTRO])
    primera = una.nombre_publicable
    with django_capture_on_commit_callbacks(execute=True):
        otra = Zona(0, 0, 100, 100)
        una = services.difuminar_foto(actor=coordinadora, foto=una, version=una.version, zonas=[otra])
    assert [default_storage.exists(ruta(n, "grande")) for n in (primera, una.nombre_publicable)] == [
        False,
        True,
    ]
    assert default_storage.exists(ruta(str(una.archivo), "grande"))


@pytest.mark.parametrize("zonas", [[Zona(900, 0, 200, 200)], [Zona(n, 0, 50, 50) for n in range(21)]])
def test_zones_outside_the_photo_or_too_many_are_refused(lugar, coordinadora, zonas):
    una = foto_con_archivo(espacio=lugar.espacio)
    with pytest.raises(ValidationError) as refusal:
        services.difuminar_foto(actor=coordinadora, foto=una, version=una.version, zonas=zonas)
    assert set(mensajes(refusal)) == {"zonas"}


# Order and pairs ----------------------------------------------------------------------------------


def test_photos_move_within_their_moment(crear, coordinadora, lugar):
    primera, segunda, tercera = (crear(momento="antes") for _ in range(3))
    otra = crear(momento="general")
    services.mover_foto(actor=coordinadora, foto=tercera, pasos=-1)
    services.mover_foto(actor=coordinadora, foto=primera, pasos=-1)
    antes = lugar.espacio.fotos.filter(momento="antes")
    assert list(antes) == [primera, tercera, segunda]
    assert list(lugar.espacio.fotos.filter(momento="general")) == [otra]


def test_a_photo_stands_in_one_pair(crear, coordinadora):
    antes, una, otra = crear(momento="antes"), crear(momento="despues"), crear(momento="despues")
    for despues in (una, otra):
        services.emparejar_fotos(actor=coordinadora, despues=despues, antes=antes, version=despues.version)
    una.refresh_from_db()
    otra.refresh_from_db()
    assert (una.antes, otra.antes) == (None, antes)
    with pytest.raises(ValidationError) as refusal:
        editar(coordinadora, FotoEspacio.objects.get(pk=antes.pk), momento="general")
    assert set(mensajes(refusal)) == {"momento"}


def test_pair_of_another_space_or_moment_is_refused(crear, coordinadora, lugar):
    despues = crear(momento="despues")
    for antes in (crear(momento="general"), crear(momento="antes", espacio=lugar.otro_espacio())):
        with pytest.raises(ValidationError) as refusal:
            services.emparejar_fotos(
                actor=coordinadora, despues=despues, antes=antes, version=despues.version
            )
        assert set(mensajes(refusal)) == {"antes"}


# Removal ------------------------------------------------------------------------------------------


def test_removed_photo_is_nowhere_and_comes_back_private(crear, coordinadora, lugar):
    antes = crear(publicada=True, momento="antes")
    despues = crear(momento="despues", antes=antes)
    assert tiene_evidencia(lugar.espacio, "fotos-antes-y-despues")
    retirada = services.retirar_foto(
        actor=coordinadora, foto=antes, version=antes.version, motivo="Se ve el documento de una vecina."
    )
    despues.refresh_from_db()
    assert despues.antes is None
    assert not tiene_evidencia(lugar.espacio, "fotos-antes-y-despues")
    assert not fotos_publicadas(lugar.espacio)
    assert list(FotoEspacio.objects.visible_to(coordinadora, "espacio-ver")) == [despues]
    assert historial(lugar.espacio)[0].datos["pruebas"] == [
        "Es la única foto de antes: sin ella falta una prueba para declarar el espacio recuperado."
    ]
    vuelta = services.restaurar_foto(actor=coordinadora, foto=retirada, version=retirada.version)
    assert (vuelta.estado, vuelta.retirada_en, vuelta.retirada_motivo) == ("privada", None, "")


def test_removal_needs_a_motive_and_says_whose_proof_falls(crear, coordinadora, lugar):
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio, validado=True)
    una = crear(diagnostico=diagnostico)
    with pytest.raises(ValidationError) as refusal:
        services.retirar_foto(actor=coordinadora, foto=una, version=una.version, motivo="mal")
    assert set(mensajes(refusal)) == {"motivo"}
    una.refresh_from_db()
    services.retirar_foto(
        actor=coordinadora, foto=una, version=una.version, motivo="Es de otro parque, no de este."
    )
    assert historial(lugar.espacio)[0].datos["pruebas"] == [
        f"Se tomó en un diagnóstico ya validado: {diagnostico}."
    ]


def test_moment_of_a_photo_that_proved_something_does_not_change(crear, coordinadora, lugar):
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio, validado=True)
    with pytest.raises(ValidationError) as refusal:
        editar(coordinadora, crear(diagnostico=diagnostico, momento="antes"), momento="general")
    motivo = f"Su momento ya no cambia. Se tomó en un diagnóstico ya validado: {diagnostico}."
    assert mensajes(refusal) == {"momento": [motivo]}


def test_removed_photo_is_not_written_and_its_file_is_not_taken_for_a_new_one(coordinadora, lugar):
    [una] = services.agregar_fotos(actor=coordinadora, espacio=lugar.espacio, fotos=[foto()])
    una = services.retirar_foto(
        actor=coordinadora, foto=una, version=una.version, motivo="No es de este parque."
    )
    with pytest.raises(ValidationError):
        editar(coordinadora, una, momento="antes")
    with pytest.raises(ValidationError) as refusal:
        services.agregar_fotos(actor=coordinadora, espacio=lugar.espacio, fotos=[foto()])
    dia = f"{timezone.localdate():%d/%m/%Y}"
    assert mensajes(refusal) == {
        "fotos": [f"Una de estas fotos se retiró de este espacio el {dia}: se puede restaurar."]
    }


def test_photos_of_a_retired_space_are_left_alone(crear, coordinadora, lugar):
    una = crear(espacio=lugar.otro_espacio(estado=EstadoEspacio.RETIRADO))
    with pytest.raises(ValidationError):
        editar(coordinadora, una, momento="antes")


# What the database holds --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("traje", "campos"),
    [
        ("publicada", {"aprobada_por": None}),
        ("publicada", {"aprobada_en": None}),
        ("publicada", {"descripcion": ""}),
        ("publicada", {"personas": ""}),
        ("publicada", {"personas": "sin-permiso"}),
        ("publicada", {**CON_PERMISO, "con_menores": True}),
        ("publicada", {"retirada_en": timezone.now, "retirada_motivo": "Motivo"}),
        ("lista", {"personas": "con-permiso"}),
        ("lista", {"autorizacion_medio": "oral"}),
        ("lista", {"rectangulos": [[0, 0, 100, 100]]}),
        ("lista", {"archivo_publico": "espacios/x"}),
        ("lista", {"retirada_en": timezone.now}),
    ],
)
def test_database_refuses_what_the_rules_forbid(traje, campos):
    una = FotoEspacioFactory(**{traje: True})
    with pytest.raises(IntegrityError), transaction.atomic():
        FotoEspacio.objects.filter(pk=una.pk).update(**al_momento(campos))


def test_database_refuses_approval_by_the_author_and_pairs_of_other_moments():
    una = FotoEspacioFactory(publicada=True, autor=UsuarioFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        FotoEspacio.objects.filter(pk=una.pk).update(aprobada_por=una.autor)
    with pytest.raises(IntegrityError), transaction.atomic():
        FotoEspacio.objects.filter(pk=una.pk).update(antes=FotoEspacioFactory())
