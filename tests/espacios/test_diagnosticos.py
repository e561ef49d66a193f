"""What the services of diagnoses write, refuse and remember, and what the database itself refuses."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comunes.bitacora import historial
from comunes.versiones import ConflictoDeEdicion
from cuentas.roles import Rol
from espacios import services
from espacios.ciclo_diagnostico import EDITABLES, TRANSICIONES
from espacios.diagnosticos import por_secciones
from espacios.enums import EstadoDiagnostico, PasoDiagnostico
from espacios.evidencias import tiene_evidencia
from espacios.models import Diagnostico
from portal.selectors.trabajo import diagnosticos_por_validar
from tests.apoyo import al_momento, manana
from tests.fabricas.cuentas import UsuarioFactory, usuario_con_rol
from tests.fabricas.espacios import DiagnosticoFactory, FactorRiesgoFactory

pytestmark = pytest.mark.django_db

COMENTARIOS = {"percepcion": "Faltan las encuestas de la mañana."}


@pytest.fixture
def coordinadora(lugar):
    return lugar.usuario(Rol.COORDINADOR_MUNICIPAL)


@pytest.fixture
def especialista(lugar):
    return lugar.usuario(Rol.ESPECIALISTA_REGIONAL)


def hacer(lugar, **campos):
    return DiagnosticoFactory(espacio=lugar.espacio, **campos)


def abrir(actor, lugar, **cambios):
    datos = {"momento": "linea-base", "fecha": localdate(), "metodos": ["observacion"], **cambios}
    return services.abrir_diagnostico(actor=actor, espacio=lugar.espacio, **datos)


def guardar(actor, diagnostico, version=1, **campos):
    return services.guardar_borrador(actor=actor, diagnostico=diagnostico, version=version, **campos)


# Opening ------------------------------------------------------------------------------------------


def test_opening_starts_from_the_risks_already_known(lugar, coordinadora):
    factor = FactorRiesgoFactory()
    lugar.espacio.factores.set([factor])
    diagnostico = abrir(coordinadora, lugar)
    assert (diagnostico.estado, diagnostico.autor, diagnostico.edicion) == ("borrador", coordinadora, 1)
    assert list(diagnostico.factores.all()) == [factor]
    assert [e.accion for e in historial(lugar.espacio)] == ["diagnostico-abierto"]


def test_a_space_has_one_line_base(lugar, coordinadora):
    abrir(coordinadora, lugar)
    with pytest.raises(ValidationError) as error:
        abrir(coordinadora, lugar)
    assert error.value.message_dict == {"momento": ["Este espacio ya tiene su línea base."]}


def test_follow_up_needs_a_validated_line_base(lugar, coordinadora):
    hacer(lugar, enviado=True)
    with pytest.raises(ValidationError) as error:
        abrir(coordinadora, lugar, momento="seguimiento")
    assert list(error.value.message_dict) == ["momento"]


def test_follow_up_opens_after_a_validated_line_base_and_once(lugar, coordinadora):
    hacer(lugar, validado=True)
    assert abrir(coordinadora, lugar, momento="seguimiento").momento == "seguimiento"
    with pytest.raises(ValidationError):
        abrir(coordinadora, lugar, momento="seguimiento")


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"fecha": manana}, "fecha"),
        ({"metodos": []}, "metodos"),
        ({"metodos": ["adivinar"]}, "metodos"),
        ({"momento": "otro"}, "momento"),
    ],
)
def test_opening_with_a_bad_value_is_refused(lugar, coordinadora, cambios, campo):
    if campo == "momento":
        hacer(lugar, validado=True)
    antes = Diagnostico.objects.count()
    with pytest.raises(ValidationError) as error:
        abrir(coordinadora, lugar, **al_momento(cambios))
    assert list(error.value.message_dict) == [campo]
    assert Diagnostico.objects.count() == antes


def test_a_retired_space_takes_no_diagnosis(lugar, coordinadora):
    type(lugar.espacio).objects.filter(pk=lugar.espacio.pk).update(estado="retirado")
    with pytest.raises(ValidationError, match="retirado"):
        abrir(coordinadora, lugar)


@pytest.mark.parametrize("donde", ["hermano", "lejano"])
def test_opening_outside_the_scope_is_forbidden(lugares, coordinadora, donde):
    with pytest.raises(PermissionDenied):
        abrir(coordinadora, getattr(lugares, donde))
    assert Diagnostico.objects.count() == 0


@pytest.mark.parametrize("rol", [Rol.PROMOTOR_OPC, Rol.LIDER_COMITE, Rol.AUDITOR])
def test_whoever_only_reads_cannot_write(lugar, rol):
    diagnostico = hacer(lugar)
    with pytest.raises(PermissionDenied):
        guardar(lugar.usuario(rol), diagnostico, seguridad=3)


# Saving bit by bit --------------------------------------------------------------------------------


def test_saving_a_part_leaves_the_rest_alone(lugar, coordinadora):
    diagnostico = hacer(lugar, completo=True)
    guardado = guardar(coordinadora, diagnostico, actores="Junta vecinal\r\ny parroquia")
    guardado.refresh_from_db()
    assert (guardado.actores, guardado.seguridad, guardado.version) == ("Junta vecinal\ny parroquia", 2, 2)


def test_a_run_of_saves_leaves_one_line_of_history(lugar, coordinadora):
    diagnostico = hacer(lugar)
    for version in (1, 2, 3):
        diagnostico = guardar(coordinadora, diagnostico, version, seguridad=version)
    assert [e.accion for e in historial(diagnostico)] == ["diagnostico-editado"]
    guardar(usuario_con_rol(Rol.RESPONSABLE_NACIONAL), diagnostico, 4, seguridad=5)
    assert historial(diagnostico).count() == 2


def test_stale_save_is_refused_and_nothing_is_overwritten(lugar, coordinadora):
    diagnostico = hacer(lugar)
    guardar(coordinadora, diagnostico, 1, actores="Lo primero")
    with pytest.raises(ConflictoDeEdicion) as conflicto:
        guardar(coordinadora, diagnostico, 1, actores="Lo segundo")
    assert conflicto.value.actual.actores == "Lo primero"
    assert Diagnostico.objects.get(pk=diagnostico.pk).actores == "Lo primero"


@pytest.mark.parametrize(
    ("campo", "valor"),
    [
        ("seguridad", 0),
        ("sostenibilidad", 6),
        ("mujeres", -1),
        ("muy_inseguro", -3),
        ("hombres", 5_000),
        ("fecha", manana),
        ("actores", "x" * 2_001),
    ],
)
def test_bad_values_are_refused_by_the_service(lugar, coordinadora, campo, valor):
    diagnostico = hacer(lugar)
    with pytest.raises(ValidationError) as error:
        guardar(coordinadora, diagnostico, **al_momento({campo: valor}))
    assert list(error.value.message_dict) == [campo]
    assert Diagnostico.objects.get(pk=diagnostico.pk).version == 1


def test_what_is_not_a_field_of_the_form_cannot_be_set(lugar, coordinadora):
    with pytest.raises(TypeError):
        guardar(coordinadora, hacer(lugar), estado="validado")


# Sending and reviewing ----------------------------------------------------------------------------


def test_sending_says_everything_that_is_missing(lugar, coordinadora):
    diagnostico = hacer(lugar, metodos=["encuesta"], inclusion=3)
    with pytest.raises(ValidationError) as error:
        services.enviar_diagnostico(actor=coordinadora, diagnostico=diagnostico, version=1)
    assert set(error.value.message_dict) == {
        "seguridad",
        "conectividad",
        "accesibilidad",
        "sostenibilidad",
        "factores",
        "potencialidades",
        "mujeres",
        "muy_seguro",
    }


def test_ages_beyond_the_participants_cannot_be_sent(lugar, coordinadora):
    diagnostico = hacer(lugar, completo=True, edad_60_mas=3)
    with pytest.raises(ValidationError) as error:
        services.enviar_diagnostico(actor=coordinadora, diagnostico=diagnostico, version=1)
    assert error.value.message_dict == {"edad_0_13": ["Las edades suman 22 personas y participaron 21."]}


def test_from_draft_to_validated_by_somebody_else(lugar, coordinadora, especialista):
    diagnostico = hacer(lugar, completo=True, autor=coordinadora)
    services.enviar_diagnostico(actor=coordinadora, diagnostico=diagnostico, version=1)
    services.observar_diagnostico(
        actor=especialista, diagnostico=diagnostico, version=2, comentarios=COMENTARIOS
    )
    guardar(coordinadora, diagnostico, 3, inseguro=25)
    services.enviar_diagnostico(actor=coordinadora, diagnostico=diagnostico, version=4)
    validado = services.validar_diagnostico(actor=especialista, diagnostico=diagnostico, version=5)
    validado.refresh_from_db()
    assert (validado.estado, validado.validado_por, validado.enviado_por) == (
        "validado",
        especialista,
        coordinadora,
    )
    pasos = list(validado.revisiones.values_list("paso", "comentarios"))
    assert pasos == [("enviar", {}), ("observar", COMENTARIOS), ("enviar", {}), ("validar", {})]


@pytest.mark.parametrize("papel", ["autor", "enviado_por"])
def test_whoever_made_or_sent_it_cannot_validate_it(lugar, especialista, papel):
    diagnostico = hacer(lugar, **{"autor": UsuarioFactory(), "enviado": True, papel: especialista})
    with pytest.raises(ValidationError, match="otra persona"):
        services.validar_diagnostico(actor=especialista, diagnostico=diagnostico, version=1)


def test_whoever_changed_something_in_it_cannot_validate_it(lugar, coordinadora, especialista):
    diagnostico = hacer(lugar, completo=True, autor=coordinadora)
    guardar(especialista, diagnostico, 1, seguridad=2)  # nothing new: not an editor
    guardar(especialista, diagnostico, 2, seguridad=5)
    assert list(diagnostico.editores.all()) == [especialista]
    services.enviar_diagnostico(actor=coordinadora, diagnostico=diagnostico, version=3)
    for servicio, datos in ((services.validar_diagnostico, {}), (services.observar_diagnostico, COMENTARIOS)):
        with pytest.raises(ValidationError, match="guardó cambios"):
            servicio(
                actor=especialista,
                diagnostico=diagnostico,
                version=4,
                **({"comentarios": datos} if datos else {}),
            )
    otra = lugar.usuario(Rol.ESPECIALISTA_REGIONAL)
    assert list(diagnosticos_por_validar(especialista)) == []
    assert list(diagnosticos_por_validar(otra)) == [diagnostico]
    services.validar_diagnostico(actor=otra, diagnostico=diagnostico, version=4)


def test_municipality_cannot_validate(lugar):
    diagnostico = hacer(lugar, enviado=True)
    with pytest.raises(PermissionDenied):
        services.validar_diagnostico(
            actor=lugar.usuario(Rol.COORDINADOR_MUNICIPAL), diagnostico=diagnostico, version=1
        )


def test_observing_without_a_word_is_refused(lugar, especialista):
    diagnostico = hacer(lugar, enviado=True)
    with pytest.raises(ValidationError, match="al menos una sección"):
        services.observar_diagnostico(
            actor=especialista, diagnostico=diagnostico, version=1, comentarios={"riesgos": " \n"}
        )


@pytest.mark.parametrize("estado", ["enviado", "validado"])
def test_what_is_sent_or_validated_is_locked(lugar, coordinadora, estado):
    diagnostico = hacer(lugar, **{estado: True})
    antes = Diagnostico.objects.values().get(pk=diagnostico.pk)
    with pytest.raises(ValidationError):
        guardar(coordinadora, diagnostico, seguridad=5, factores=[])
    assert Diagnostico.objects.values().get(pk=diagnostico.pk) == antes


PASOS = {
    PasoDiagnostico.ENVIAR: services.enviar_diagnostico,
    PasoDiagnostico.OBSERVAR: services.observar_diagnostico,
    PasoDiagnostico.VALIDAR: services.validar_diagnostico,
    PasoDiagnostico.DESCARTAR: services.descartar_diagnostico,
    PasoDiagnostico.RECUPERAR: services.recuperar_diagnostico,
}


@pytest.mark.lenta
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(camino=st.lists(st.sampled_from(list(PasoDiagnostico)), max_size=6))
def test_any_sequence_of_steps_follows_the_table(camino):
    """Whatever is tried, the row is where the table says, and only what is open can be written."""
    with transaction.atomic():
        autora, revisora = (usuario_con_rol(Rol.RESPONSABLE_NACIONAL) for _ in range(2))
        diagnostico = DiagnosticoFactory(completo=True, autor=autora)
        estado = EstadoDiagnostico.BORRADOR
        for paso in camino:
            transicion = TRANSICIONES[paso]
            debe_pasar = estado in transicion.desde
            estado = transicion.hacia if debe_pasar else estado
            assert _intentar(paso, diagnostico, autora, revisora) == debe_pasar
            assert Diagnostico.objects.get(pk=diagnostico.pk).estado == estado
        assert _se_puede_escribir(diagnostico, autora) == (estado in EDITABLES)
        transaction.set_rollback(True)


def _intentar(paso, diagnostico, autora, revisora):
    version = Diagnostico.objects.get(pk=diagnostico.pk).version
    datos = {"comentarios": COMENTARIOS} if paso == PasoDiagnostico.OBSERVAR else {}
    actor = autora if paso == PasoDiagnostico.ENVIAR else revisora
    try:
        PASOS[paso](actor=actor, diagnostico=diagnostico, version=version, **datos)
    except ValidationError:
        return False
    return True


def _se_puede_escribir(diagnostico, autora):
    try:
        guardar(autora, diagnostico, Diagnostico.objects.get(pk=diagnostico.pk).version, seguridad=4)
    except ValidationError:
        return False
    return True


# Amending -----------------------------------------------------------------------------------------


def test_an_amendment_is_a_new_draft_that_names_the_former(lugar, coordinadora):
    primero = hacer(lugar, validado=True)
    nuevo = services.enmendar_diagnostico(actor=coordinadora, diagnostico=primero, version=1)
    assert (nuevo.edicion, nuevo.enmienda_de, nuevo.estado, nuevo.momento) == (
        2,
        primero,
        "borrador",
        "linea-base",
    )
    assert (nuevo.seguridad, nuevo.encuestas, nuevo.factores.count()) == (2, 50, 1)
    assert list(Diagnostico.objects.vigentes()) == [primero]


def test_a_validated_amendment_takes_the_place_of_the_former(lugar, coordinadora, especialista):
    primero = hacer(lugar, validado=True)
    nuevo = services.enmendar_diagnostico(actor=coordinadora, diagnostico=primero, version=1)
    services.enviar_diagnostico(actor=coordinadora, diagnostico=nuevo, version=1)
    services.validar_diagnostico(actor=especialista, diagnostico=nuevo, version=2)
    assert list(Diagnostico.objects.vigentes()) == [nuevo]


def test_only_what_is_validated_is_amended_and_once(lugar, coordinadora):
    primero = hacer(lugar, validado=True)
    nuevo = services.enmendar_diagnostico(actor=coordinadora, diagnostico=primero, version=1)
    for diagnostico, version in ((primero, 2), (nuevo, 1)):
        with pytest.raises(ValidationError):
            services.enmendar_diagnostico(actor=coordinadora, diagnostico=diagnostico, version=version)


# Discarding ---------------------------------------------------------------------------------------


def test_a_discarded_draft_keeps_everything_and_makes_room_for_another(lugar, coordinadora):
    primero = hacer(lugar, completo=True, autor=coordinadora)
    services.descartar_diagnostico(actor=coordinadora, diagnostico=primero, version=1)
    with pytest.raises(ValidationError, match="descartado"):
        guardar(coordinadora, primero, 2, seguridad=5)
    assert (Diagnostico.objects.get().seguridad, historial(primero)[0].accion) == (
        2,
        "diagnostico-descartado",
    )
    otro = abrir(coordinadora, lugar)
    with pytest.raises(ValidationError, match="otro diagnóstico de este momento"):
        services.recuperar_diagnostico(actor=coordinadora, diagnostico=primero, version=2)
    services.descartar_diagnostico(actor=coordinadora, diagnostico=otro, version=1)
    vuelto = services.recuperar_diagnostico(actor=coordinadora, diagnostico=primero, version=2)
    assert (vuelto.estado, Diagnostico.objects.count()) == ("borrador", 2)


def test_a_discarded_amendment_gives_way_to_another(lugar, coordinadora):
    primero = hacer(lugar, validado=True)
    nuevo = services.enmendar_diagnostico(actor=coordinadora, diagnostico=primero, version=1)
    services.descartar_diagnostico(actor=coordinadora, diagnostico=nuevo, version=1)
    otro = services.enmendar_diagnostico(actor=coordinadora, diagnostico=primero, version=2)
    assert (otro.edicion, list(Diagnostico.objects.vigentes())) == (2, [primero])
    with pytest.raises(ValidationError, match="otro diagnóstico"):
        services.recuperar_diagnostico(actor=coordinadora, diagnostico=nuevo, version=2)


def test_a_discarded_line_base_is_no_proof(lugar, coordinadora):
    diagnostico = hacer(lugar)
    assert tiene_evidencia(lugar.espacio, "diagnostico-abierto")
    services.descartar_diagnostico(actor=coordinadora, diagnostico=diagnostico, version=1)
    assert not tiene_evidencia(lugar.espacio, "diagnostico-abierto")


# The database itself ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "campos",
    [
        {"seguridad": 0},
        {"accesibilidad": 6},
        {"mujeres": -1},
        {"muy_seguro": 5_000},
        {"estado": "enviado"},
        {"completo": True, "estado": "enviado"},
        {"completo": True, "enviado": True, "seguridad": None},
        {"completo": True, "enviado": True, "mujeres": 0, "hombres": 0, "edad_18_29": 0, "edad_30_59": 0},
        {"enviado": True, "edad_60_mas": 90},
        {"enviado": True, "estado": "validado"},
        {"validado": True, "estado": "borrador"},
        {"edicion": 2},
    ],
)
def test_database_refuses(campos):
    with pytest.raises(IntegrityError), transaction.atomic():
        DiagnosticoFactory(**campos)


@pytest.mark.parametrize("papel", ["autor", "enviado_por"])
def test_database_refuses_own_validation(papel):
    persona = UsuarioFactory()
    campos = {"autor": UsuarioFactory(), "validado": True, "validado_por": persona, papel: persona}
    with pytest.raises(IntegrityError), transaction.atomic():
        DiagnosticoFactory(**campos)


def test_database_refuses_two_line_bases_and_two_open_of_a_moment():
    base = DiagnosticoFactory(validado=True)
    DiagnosticoFactory(espacio=base.espacio, momento="seguimiento")
    for momento in ("linea-base", "seguimiento"):
        with pytest.raises(IntegrityError), transaction.atomic():
            DiagnosticoFactory(espacio=base.espacio, momento=momento)


# Figures ------------------------------------------------------------------------------------------


def test_figures_are_derived_from_the_counts():
    diagnostico = DiagnosticoFactory.build(
        autor=None,
        espacio=None,
        completo=True,
        validado_en=now(),
    )
    assert (diagnostico.participantes, diagnostico.edad_sin_dato, diagnostico.encuestas) == (21, 2, 50)
    assert diagnostico.inseguridad == 70.0


def test_share_without_answers_is_no_number():
    assert DiagnosticoFactory.build(autor=None, espacio=None).inseguridad is None


@pytest.mark.parametrize(
    ("rol", "ve"),
    [
        (Rol.COORDINADOR_MUNICIPAL, {"propio", "vecino"}),
        (Rol.ESPECIALISTA_REGIONAL, {"propio", "vecino", "hermano"}),
        (Rol.PROMOTOR_OPC, {"propio"}),
        (Rol.LIDER_COMITE, {"propio"}),
    ],
)
def test_scope_follows_the_space(lugares, rol, ve):
    filas = {nombre: hacer(lugar) for nombre, lugar in lugares.todos().items()}
    visibles = Diagnostico.objects.visible_to(lugares.propio.usuario(rol))
    assert set(visibles) == {filas[nombre] for nombre in ve}


def test_scores_are_read_with_their_scale():
    secciones = por_secciones(DiagnosticoFactory(seguridad=4, inclusion=None), {})
    puntajes = next(dict(s.datos) for s in secciones if s.clase == "dimensiones")
    assert (puntajes["Seguridad"], puntajes["Inclusión"]) == ("4 de 5", None)
