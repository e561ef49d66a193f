"""What the services of work plans write, refuse and remember, and what the database itself refuses."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import now
from PIL import Image

from comunes.bitacora import historial
from comunes.fotos import procesar
from comunes.versiones import ConflictoDeEdicion
from cuentas.models import Usuario
from cuentas.roles import Rol
from espacios import ciclo_plan, services
from espacios.ciclo import lo_que_falta, siguiente_paso
from espacios.ciclo_plan import TRANSICIONES
from espacios.enums import EstadoAccion as A
from espacios.enums import EstadoPlan, PasoPlan
from espacios.models import Accion, Articulacion, PlanTrabajo
from tests.espacios.conftest import HOY
from tests.fabricas.cuentas import AsignacionFactory, UsuarioFactory
from tests.fabricas.espacios import DiagnosticoFactory
from tests.fabricas.planes import AccionFactory, ArticulacionFactory, PlanFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy_fijo")]
EVIDENCIA = "Acta de conformidad de obra."


def foto():
    archivo = BytesIO()
    Image.new("RGB", (40, 30), "green").save(archivo, "PNG")
    archivo.seek(0)
    return procesar(archivo)


def dia(n):
    return HOY + timedelta(days=n)


@pytest.fixture
def coordinadora(lugar):
    return lugar.usuario(Rol.COORDINADOR_MUNICIPAL)


@pytest.fixture
def especialista(lugar):
    return lugar.usuario(Rol.ESPECIALISTA_REGIONAL)


def abrir(actor, lugar, **cambios):
    datos = {"objetivos": "Recuperar la losa.", "inicio": HOY, "fin": dia(100), **cambios}
    return services.abrir_plan(actor=actor, espacio=lugar.espacio, **datos)


def agregar(actor, plan, **cambios):
    datos = {"que": "Pintar", "responsable": "comite", "plazo": dia(10), "meta": "1", "medio": "Foto"}
    return services.agregar_accion(actor=actor, plan=plan, **{**datos, **cambios})


def avanzar(actor, accion, estado, version=1, **datos):
    return services.anotar_avance(actor=actor, accion=accion, version=version, estado=estado, **datos)


def presentado(lugar, autora, **campos):
    plan = PlanFactory(espacio=lugar.espacio, autor=autora, **campos)
    AccionFactory(plan=plan)
    return services.presentar_plan(actor=autora, plan=plan, version=1)


def campos(error):
    return sorted(error.value.message_dict)


# Writing it ---------------------------------------------------------------------------------------


def test_a_space_has_one_plan_under_way(lugar, coordinadora):
    plan = abrir(coordinadora, lugar)
    assert (plan.estado, plan.autor, plan.edicion) == ("borrador", coordinadora, 1)
    with pytest.raises(ValidationError, match="Ya hay un plan sin aprobar"):
        abrir(coordinadora, lugar)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanFactory(espacio=lugar.espacio)


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"fin": dia(-1)}, "fin"),
        ({"objetivos": " \u200b"}, "objetivos"),
        ({"objetivos": "x" * 2001}, "objetivos"),
    ],
)
def test_plan_with_a_bad_value_is_refused(lugar, coordinadora, cambios, campo):
    with pytest.raises(ValidationError) as error:
        abrir(coordinadora, lugar, **cambios)
    assert (campos(error), PlanTrabajo.objects.count()) == ([campo], 0)


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"plazo": dia(-1)}, "plazo"),
        ({"plazo": dia(101)}, "plazo"),
        ({"que": ""}, "que"),
        ({"responsable": "nadie"}, "responsable"),
        ({"responsable": "otra"}, "responsable_nombre"),
        ({"meta": "x" * 201}, "meta"),
    ],
)
def test_action_with_a_bad_value_is_refused(lugar, coordinadora, cambios, campo):
    plan = abrir(coordinadora, lugar)
    with pytest.raises(ValidationError) as error:
        agregar(coordinadora, plan, **cambios)
    assert (campos(error), Accion.objects.count()) == ([campo], 0)


def test_period_that_leaves_out_an_action_is_refused_by_name(lugar, coordinadora):
    plan = abrir(coordinadora, lugar)
    agregar(coordinadora, plan, que="Pintar el muro", plazo=dia(90))
    with pytest.raises(ValidationError, match="«Pintar el muro»"):
        services.editar_plan(actor=coordinadora, plan=plan, version=1, objetivos="x", inicio=HOY, fin=dia(50))


def test_edits_from_a_stale_version_are_a_conflict(lugar, coordinadora):
    plan = abrir(coordinadora, lugar)
    accion = agregar(coordinadora, plan)
    datos = {"objetivos": "Otro", "inicio": HOY, "fin": dia(100)}
    services.editar_plan(actor=coordinadora, plan=plan, version=1, **datos)
    with pytest.raises(ConflictoDeEdicion):
        services.editar_plan(actor=coordinadora, plan=plan, version=1, **datos)
    services.editar_accion(actor=coordinadora, accion=accion, version=1, que="Uno")
    with pytest.raises(ConflictoDeEdicion):
        services.editar_accion(actor=coordinadora, accion=accion, version=1, que="Dos")
    assert Accion.objects.get().que == "Uno"


@pytest.mark.parametrize("donde", ["hermano", "lejano"])
def test_opening_outside_the_scope_is_forbidden(lugares, coordinadora, donde):
    with pytest.raises(PermissionDenied):
        abrir(coordinadora, getattr(lugares, donde))


# Presenting, reviewing, closing -------------------------------------------------------------------


def test_a_plan_without_actions_is_not_presented(lugar, coordinadora):
    plan = abrir(coordinadora, lugar)
    with pytest.raises(ValidationError, match="al menos una acción"):
        services.presentar_plan(actor=coordinadora, plan=plan, version=1)


def test_whoever_changed_something_in_it_does_not_approve_it(lugar, coordinadora, especialista):
    plan = PlanFactory(espacio=lugar.espacio, autor=coordinadora)
    accion = AccionFactory(plan=plan)
    services.quitar_accion(actor=especialista, accion=accion)
    AccionFactory(plan=plan)
    plan.refresh_from_db()
    plan = services.presentar_plan(actor=coordinadora, plan=plan, version=plan.version)
    with pytest.raises(ValidationError, match="Usted cambió algo en este plan"):
        services.aprobar_plan(actor=especialista, plan=plan, version=plan.version)
    otra = lugar.usuario(Rol.ESPECIALISTA_REGIONAL)
    assert services.aprobar_plan(actor=otra, plan=plan, version=plan.version).estado == "aprobado"


def test_whoever_made_or_presented_it_does_not_approve_it(lugar, coordinadora, especialista):
    plan = presentado(lugar, especialista)
    with pytest.raises(ValidationError, match="otra persona"):
        services.aprobar_plan(actor=especialista, plan=plan, version=2)
    with pytest.raises(PermissionDenied):
        services.aprobar_plan(actor=coordinadora, plan=plan, version=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanTrabajo.objects.update(estado="aprobado", aprobado_por=especialista, aprobado_en=now())


def test_approving_locks_it_and_is_told_on_both_histories(lugar, coordinadora, especialista):
    plan = presentado(lugar, coordinadora)
    plan = services.aprobar_plan(actor=especialista, plan=plan, version=2)
    assert (plan.estado, plan.aprobado_por) == ("aprobado", especialista)
    assert [e.accion for e in historial(lugar.espacio)] == ["plan-aprobado", "plan-presentado"]
    assert [e.accion for e in historial(plan)] == ["plan-aprobado", "plan-presentado"]
    with pytest.raises(ValidationError, match="no cambia"):
        agregar(coordinadora, plan)
    with pytest.raises(ValidationError, match="no cambia"):
        services.quitar_accion(actor=coordinadora, accion=plan.acciones.get())


def test_observing_asks_for_words_and_gives_it_back(lugar, coordinadora, especialista):
    plan = presentado(lugar, coordinadora)
    with pytest.raises(ValidationError) as error:
        services.observar_plan(actor=especialista, plan=plan, version=2, comentario="no")
    assert campos(error) == ["comentario"]
    plan = services.observar_plan(
        actor=especialista, plan=plan, version=2, comentario="Falta el recurso de la pintura."
    )
    assert plan.estado == "observado"
    assert services.presentar_plan(actor=coordinadora, plan=plan, version=3).estado == "presentado"


def test_closing_asks_for_its_balance_and_lets_another_begin(lugar, coordinadora):
    plan = PlanFactory(espacio=lugar.espacio, aprobado=True)
    with pytest.raises(ValidationError):
        services.cerrar_plan(actor=coordinadora, plan=plan, version=1, comentario="")
    plan = services.cerrar_plan(
        actor=coordinadora, plan=plan, version=1, comentario="Se logró casi todo; faltó el mural."
    )
    assert plan.estado == "cerrado"
    assert abrir(coordinadora, lugar).edicion == 1


@pytest.mark.parametrize("paso", [p for p in PasoPlan if p != PasoPlan.REEMPLAZAR])
@pytest.mark.parametrize("estado", EstadoPlan)
def test_steps_are_taken_only_from_the_states_of_the_table(lugar, paso, estado):
    actor = UsuarioFactory()
    plan = PlanFactory(espacio=lugar.espacio, aprobado=True)
    AccionFactory(plan=plan)
    plan.estado = estado
    esperado = "" if estado in TRANSICIONES[paso].desde else f"El plan está {estado.label.lower()}"
    assert TRANSICIONES[paso].impedimento(plan, actor).startswith(esperado)
    assert (TRANSICIONES[paso].impedimento(plan, actor) == "") == (estado in TRANSICIONES[paso].desde)


# Versions -----------------------------------------------------------------------------------------


def test_new_version_takes_the_place_and_goes_on_from_the_progress_made(lugar, coordinadora, especialista):
    plan = PlanFactory(espacio=lugar.espacio, aprobado=True)
    una, otra = AccionFactory(plan=plan, que="Pintar"), AccionFactory(plan=plan, que="Sembrar")
    nuevo = services.enmendar_plan(actor=coordinadora, plan=plan, version=1)
    avanzar(coordinadora, una, "cumplida", texto=EVIDENCIA, fecha=HOY)
    avanzar(coordinadora, otra, "reprogramada", texto="Llueve hasta marzo.", plazo=dia(60))
    agregar(coordinadora, nuevo, que="Regar")
    nuevo = services.presentar_plan(actor=coordinadora, plan=nuevo, version=1)
    services.aprobar_plan(actor=especialista, plan=nuevo, version=2)
    estados = list(PlanTrabajo.objects.order_by("edicion").values_list("edicion", "estado"))
    assert estados == [(1, "reemplazado"), (2, "aprobado")]
    acciones = nuevo.acciones.order_by("orden").values_list("que", "estado", "avance", "plazo")
    assert list(acciones) == [
        ("Pintar", "cumplida", 100, dia(30)),
        ("Sembrar", "reprogramada", 0, dia(60)),
        ("Regar", "pendiente", 0, dia(10)),
    ]
    assert nuevo.acciones.get(que="Pintar").serie == una.serie


def test_only_one_new_version_at_a_time(lugar, coordinadora):
    plan = PlanFactory(espacio=lugar.espacio, aprobado=True)
    services.enmendar_plan(actor=coordinadora, plan=plan, version=1)
    with pytest.raises(ValidationError, match="versión nueva"):
        services.enmendar_plan(actor=coordinadora, plan=plan, version=2)
    with pytest.raises(ValidationError, match="versión nueva"):
        services.cerrar_plan(actor=coordinadora, plan=plan, version=2, comentario="Se logró todo.")


def test_a_discarded_version_leaves_the_approved_one_and_gives_way_to_another(lugar, coordinadora):
    plan = PlanFactory(espacio=lugar.espacio, aprobado=True)
    accion = AccionFactory(plan=plan, estado="en-curso", avance=40)
    nuevo = services.enmendar_plan(actor=coordinadora, plan=plan, version=1)
    services.descartar_plan(actor=coordinadora, plan=nuevo, version=1)
    accion.refresh_from_db()
    assert (accion.plan.estado, accion.avance, nuevo.acciones.count()) == ("aprobado", 40, 1)
    otra = services.enmendar_plan(actor=coordinadora, plan=accion.plan, version=2)
    with pytest.raises(ValidationError, match="otro plan sin aprobar"):
        services.recuperar_plan(actor=coordinadora, plan=nuevo, version=2)
    services.descartar_plan(actor=coordinadora, plan=otra, version=1)
    assert services.recuperar_plan(actor=coordinadora, plan=nuevo, version=2).estado == "borrador"


def test_a_discarded_draft_is_not_taken_up_over_a_newer_plan(lugar, coordinadora):
    plan = services.descartar_plan(actor=coordinadora, plan=PlanFactory(espacio=lugar.espacio), version=1)
    PlanFactory(espacio=lugar.espacio, aprobado=True)
    with pytest.raises(ValidationError, match="otro plan aprobado"):
        services.recuperar_plan(actor=coordinadora, plan=plan, version=2)


# Progress -----------------------------------------------------------------------------------------


def test_progress_is_noted_without_unlocking_the_plan(lugar, coordinadora):
    accion = AccionFactory(plan__espacio=lugar.espacio)
    accion = avanzar(coordinadora, accion, "en-curso", avance=40)
    accion = avanzar(coordinadora, accion, "cumplida", 2, texto=EVIDENCIA, fecha=HOY, fotos=[foto()])
    assert (accion.estado, accion.avance, accion.evidencia) == ("cumplida", 100, EVIDENCIA)
    avances = accion.avances.all()
    assert [(a.estado, a.avance) for a in avances] == [("cumplida", 100), ("en-curso", 40)]
    assert avances[0].foto == lugar.espacio.fotos.get()
    assert historial(lugar.espacio).filter(accion="accion-cumplida").count() == 1
    assert accion.plan.version == 1


@pytest.mark.parametrize(
    ("estado", "datos", "campo"),
    [
        ("en-curso", {}, "avance"),
        ("en-curso", {"avance": 100}, "avance"),
        ("cumplida", {"fecha": HOY}, "texto"),
        ("cumplida", {"texto": EVIDENCIA}, "fecha"),
        ("cumplida", {"texto": EVIDENCIA, "fecha": dia(1)}, "fecha"),
        ("reprogramada", {"plazo": dia(40)}, "texto"),
        ("reprogramada", {"texto": "Faltan los fondos."}, "plazo"),
        ("reprogramada", {"texto": "Faltan los fondos.", "plazo": dia(200)}, "plazo"),
        ("reprogramada", {"texto": "Faltan los fondos.", "plazo": dia(30)}, "plazo"),
        ("pendiente", {}, "estado"),
        ("volando", {}, "estado"),
    ],
)
def test_progress_that_lacks_something_is_refused(lugar, coordinadora, estado, datos, campo):
    accion = AccionFactory(plan__espacio=lugar.espacio)
    with pytest.raises(ValidationError) as error:
        avanzar(coordinadora, accion, estado, **datos)
    assert (campos(error), accion.avances.count()) == ([campo], 0)


def test_a_fulfilled_action_is_taken_up_again_with_its_motive(lugar, coordinadora):
    accion = AccionFactory(plan__espacio=lugar.espacio, cumplida=True)
    with pytest.raises(ValidationError):
        avanzar(coordinadora, accion, "en-curso", avance=50)
    accion = avanzar(coordinadora, accion, "en-curso", avance=50, texto="Se apagaron tres luminarias.")
    assert (accion.estado, accion.cumplida_el, accion.evidencia) == ("en-curso", None, "")


def test_comisaria_moves_on_only_what_it_has_part_in(lugares, lugar):
    promotor = lugar.usuario(Rol.PROMOTOR_OPC)
    plan = PlanFactory(espacio=lugar.espacio, aprobado=True)
    conjunta = AccionFactory(plan=plan, conjunta_comisaria=True)
    propia = AccionFactory(plan=plan, responsable="comisaria")
    ajena = AccionFactory(plan=plan)
    vecina = AccionFactory(plan__espacio=lugares.vecino.espacio, conjunta_comisaria=True)
    for accion in (conjunta, propia):
        assert avanzar(promotor, accion, "en-curso", avance=20).avance == 20
    for accion in (ajena, vecina):
        with pytest.raises(PermissionDenied):
            avanzar(promotor, accion, "en-curso", avance=20)
    with pytest.raises(PermissionDenied):
        services.enmendar_plan(actor=promotor, plan=plan, version=1)


def test_whoever_leads_here_and_coordinates_elsewhere_sets_no_other_date_here(lugares, lugar):
    actor = lugar.usuario(Rol.LIDER_COMITE)
    AsignacionFactory(
        usuario=actor, rol=Rol.COORDINADOR_MUNICIPAL, municipalidad=lugares.hermano.municipalidad
    )
    plan, otro = (PlanFactory(espacio=sitio.espacio, aprobado=True) for sitio in (lugar, lugares.hermano))
    liderada, sostenida = (AccionFactory(plan=p, responsable="comite") for p in (plan, otro))
    fecha = {"texto": "Llueve hasta marzo.", "plazo": sostenida.plazo + timedelta(days=1)}
    with pytest.raises(ValidationError) as error:
        avanzar(actor, liderada, "reprogramada", **fecha)
    assert error.value.message_dict == {
        "estado": ["Tu comité no cambia la fecha: pídele otra a tu municipalidad, que la cambia ella."]
    }
    assert avanzar(actor, sostenida, "reprogramada", **fecha).estado == "reprogramada"
    AsignacionFactory(usuario=actor, rol=Rol.PROMOTOR_OPC, comisaria=lugar.comisaria)
    actor = Usuario.objects.get(pk=actor.pk)
    assert A.REPROGRAMADA not in [p.hacia for p in ciclo_plan.pasos_posibles(liderada, actor)]
    AsignacionFactory(usuario=actor, rol=Rol.ESPECIALISTA_REGIONAL, region=lugar.region)
    actor = Usuario.objects.get(pk=actor.pk)
    assert A.REPROGRAMADA in [p.hacia for p in ciclo_plan.pasos_posibles(liderada, actor)]


def test_progress_waits_for_the_approval(lugar, coordinadora):
    accion = AccionFactory(plan=PlanFactory(espacio=lugar.espacio))
    with pytest.raises(ValidationError, match="aprobado"):
        avanzar(coordinadora, accion, "en-curso", avance=10)


def test_overdue_and_due_this_week_are_derived(lugar):
    lunes = HOY - timedelta(days=HOY.weekday())
    plan = PlanFactory(espacio=lugar.espacio, aprobado=True)
    for n, plazo in enumerate((dia(-1), lunes + timedelta(days=6), lunes + timedelta(days=7))):
        AccionFactory(plan=plan, que=f"{n}", plazo=plazo)
    AccionFactory(plan=plan, que="hecha", plazo=dia(-5), cumplida=True)
    AccionFactory(plan=PlanFactory(presentado=True), que="sin aprobar", plazo=dia(-5))
    assert [a.que for a in Accion.objects.por_vencer(HOY)] == ["0", "1"]
    situaciones = {a.que: a.situacion for a in plan.acciones.all()}
    assert situaciones == {"0": "vencida", "1": "esta-semana", "2": None, "hecha": None}


# Articulation and the life of the space -----------------------------------------------------------


ACTA = {
    "tipo": "acta",
    "fecha": HOY,
    "municipalidad": True,
    "comisaria": False,
    "acuerdo": "Ronda conjunta.",
    "firmantes": "Gerencia; Comisario.",
    "referencia": "",
}


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"fecha": dia(1)}, "fecha"),
        ({"municipalidad": False}, "municipalidad"),
        ({"tipo": "abrazo"}, "tipo"),
        ({"acuerdo": ""}, "acuerdo"),
    ],
)
def test_articulation_with_a_bad_value_is_refused(lugar, coordinadora, cambios, campo):
    with pytest.raises(ValidationError) as error:
        services.registrar_articulacion(actor=coordinadora, espacio=lugar.espacio, **{**ACTA, **cambios})
    assert (campos(error), Articulacion.objects.count()) == ([campo], 0)


def test_articulation_is_mended_without_losing_a_later_edit(lugar, coordinadora):
    acta = services.registrar_articulacion(actor=coordinadora, espacio=lugar.espacio, **ACTA)
    services.editar_articulacion(actor=coordinadora, articulacion=acta, version=1, comisaria=True)
    with pytest.raises(ConflictoDeEdicion):
        services.editar_articulacion(actor=coordinadora, articulacion=acta, version=1, comisaria=False)
    assert Articulacion.objects.get().instituciones == "Municipalidad y Comisaría"


def _faltas(espacio):
    return {f.texto: f.accion for f in lo_que_falta(espacio, siguiente_paso(espacio.estado))}


def test_plan_and_articulation_unlock_recovery(lugar, coordinadora):
    espacio = lugar.espacio
    type(espacio).objects.update(estado="en-diagnostico")
    espacio.refresh_from_db()
    assert _faltas(espacio) == {
        "Falta validar el diagnóstico.": "Abrir",
        "Falta aprobar el plan de trabajo.": "Hacer el plan",
        "Falta registrar la articulación con municipalidad y comisaría.": "Registrar",
    }
    plan = PlanFactory(espacio=espacio)
    assert _faltas(espacio)["Falta aprobar el plan de trabajo."] == "Ver el plan"
    plan.delete()
    DiagnosticoFactory(espacio=espacio, validado=True)
    PlanFactory(espacio=espacio, aprobado=True)
    ArticulacionFactory(espacio=espacio, comisaria=False)
    assert list(_faltas(espacio)) == ["Falta registrar la articulación con municipalidad y comisaría."]
    ArticulacionFactory(espacio=espacio, municipalidad=False)
    services.avanzar_espacio(actor=coordinadora, espacio=espacio, version=1)
    espacio.refresh_from_db()
    assert espacio.estado == "en-recuperacion"


def test_joint_work_names_the_others_and_not_who_answers_for_it():
    accion = AccionFactory.build(
        responsable="comisaria", conjunta_municipalidad=True, conjunta_comisaria=True
    )
    assert accion.conjunta_con == ["municipalidad"]
