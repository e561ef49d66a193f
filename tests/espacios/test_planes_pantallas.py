"""The screens of work plans keep the contracts, lose nothing that was typed, and say what may be done."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from cuentas.enums import Permiso
from cuentas.roles import Rol
from espacios import services
from espacios.enums import EstadoPlan
from espacios.models import Accion, Articulacion, PlanTrabajo
from tests.apoyo import contar_consultas, entrar
from tests.contratos import (
    ContratoAccion,
    ContratoAdmin,
    ContratoDetalle,
    ContratoFormularioEdicion,
    ContratoLista,
)
from tests.espacios.conftest import HOY
from tests.fabricas.planes import (
    AccionFactory,
    ArticulacionFactory,
    AvanceAccionFactory,
    PlanFactory,
    RevisionPlanFactory,
)
from tests.pdf import leer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy_fijo")]
FIN = str(HOY + timedelta(days=60))
PLAN = {"objetivos": "Recuperar la losa.", "inicio": str(HOY), "fin": FIN}
ACCION = {"que": "Pintar", "responsable": "comite", "plazo": FIN, "meta": "Un muro", "medio": "Foto"}
ACTA = {"tipo": "acta", "fecha": str(HOY), "comisaria": "True", "acuerdo": "Ronda", "firmantes": "Comisario"}


@pytest.fixture
def coordinadora(client, lugar):
    return entrar(client, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))


def url(nombre, fila):
    return reverse(f"espacios:{nombre}", args=[fila.uuid])


# Contracts ----------------------------------------------------------------------------------------


class _DeUnaFila:
    """One row a place: the contract asks for its address and its data apart."""

    nombre = ""
    modelo = PlanTrabajo
    campos = {}

    def hacer(self, lugar):
        return PlanFactory(espacio=lugar.espacio, **self.campos)

    def fila(self, lugar):
        if not hasattr(lugar, "_fila"):
            lugar._fila = self.hacer(lugar)
        return lugar._fila

    def url_de(self, fila):
        return url(self.nombre, fila)

    def url_inexistente(self):
        return reverse(f"espacios:{self.nombre}", args=[uuid.uuid4()])

    def ajenos(self, lejano):
        return {}


class _DeUnaAccion(_DeUnaFila):
    modelo = Accion

    def hacer(self, lugar):
        return AccionFactory(plan=super().hacer(lugar), conjunta_comisaria=True)


class _DeUnEspacio(_DeUnaFila):
    def fila(self, lugar):
        return lugar.espacio

    def url_de(self, fila):
        return reverse(f"espacios:{self.nombre}", args=[fila.codigo])

    def url_inexistente(self):
        return reverse(f"espacios:{self.nombre}", args=["NES-999999-99"])


class TestLista(ContratoLista):
    url = "espacios:planes"
    permiso = Permiso.ESPACIO_VER
    consultas = 3

    def fila(self, lugar):
        return AccionFactory(plan=PlanFactory(espacio=lugar.espacio, aprobado=True)).plan

    def otra(self, lugar):
        return AccionFactory(plan=PlanFactory(espacio=lugar.otro_espacio(), aprobado=True)).plan


class TestDetalle(_DeUnaFila, ContratoDetalle):
    permiso = Permiso.ESPACIO_VER
    nombre = "plan-detalle"
    campos = {"aprobado": True}


class TestPapel(TestDetalle):
    nombre = "plan-pdf"


class TestArticulacion(_DeUnEspacio, ContratoDetalle):
    permiso = Permiso.ESPACIO_VER
    nombre = "articulacion"


class TestAbrir(_DeUnEspacio, ContratoFormularioEdicion):
    permiso = Permiso.PLAN_EDITAR
    nombre = "plan-abrir"
    obligatorio = "objetivos"

    def datos(self, lugar):
        return PLAN


class TestEditar(_DeUnaFila, ContratoFormularioEdicion):
    permiso = Permiso.PLAN_EDITAR
    nombre = "plan-editar"
    obligatorio = "fin"

    def datos(self, lugar):
        return {**PLAN, "version": "1"}


class TestRevisar(_DeUnaFila, ContratoFormularioEdicion):
    permiso = Permiso.PLAN_APROBAR
    nombre = "plan-revisar"
    obligatorio = "decision"
    campos = {"presentado": True}

    def datos(self, lugar):
        return {"decision": "observar", "comentario": "Falta el recurso.", "version": "1"}


class TestCerrar(_DeUnaFila, ContratoFormularioEdicion):
    permiso = Permiso.PLAN_EDITAR
    nombre = "plan-cerrar"
    obligatorio = "comentario"
    campos = {"aprobado": True}

    def datos(self, lugar):
        return {"comentario": "Se logró casi todo.", "version": "1"}


class TestPresentar(_DeUnaFila, ContratoAccion):
    permiso = Permiso.PLAN_EDITAR
    nombre = "plan-presentar"

    def hacer(self, lugar):
        return AccionFactory(plan=PlanFactory(espacio=lugar.espacio)).plan

    def datos(self, fila):
        return {"version": "1"}


class TestEnmendar(_DeUnaFila, ContratoAccion):
    permiso = Permiso.PLAN_EDITAR
    nombre = "plan-enmendar"
    campos = {"aprobado": True}

    def datos(self, fila):
        return {"version": "1"}


class TestDescartar(_DeUnaFila, ContratoAccion):
    permiso = Permiso.PLAN_EDITAR
    nombre = "plan-descartar"

    def datos(self, fila):
        return {"version": "1"}


class TestRecuperar(TestDescartar):
    nombre = "plan-recuperar"
    campos = {"estado": EstadoPlan.DESCARTADO}


class TestNuevaAccion(_DeUnaFila, ContratoFormularioEdicion):
    permiso = Permiso.PLAN_EDITAR
    modelo = Accion
    nombre = "accion-nueva"
    obligatorio = "meta"

    def datos(self, lugar):
        return ACCION


class TestEditarAccion(_DeUnaAccion, ContratoFormularioEdicion):
    permiso = Permiso.PLAN_EDITAR
    nombre = "accion-editar"
    obligatorio = "medio"

    def datos(self, lugar):
        return {**ACCION, "version": "1"}


class TestQuitarAccion(_DeUnaAccion, ContratoAccion):
    permiso = Permiso.PLAN_EDITAR
    nombre = "accion-quitar"


class TestAvance(_DeUnaFila, ContratoFormularioEdicion):
    permiso = Permiso.PLAN_AVANZAR
    nombre = "accion-avance"
    obligatorio = "estado"
    modelo = Accion

    def hacer(self, lugar):
        plan = PlanFactory(espacio=lugar.espacio, aprobado=True)
        return AccionFactory(plan=plan, responsable="comite", conjunta_comisaria=True)

    def datos(self, lugar):
        return {"estado": "en-curso", "avance": "30", "version": "1"}


class TestNuevaArticulacion(_DeUnEspacio, ContratoFormularioEdicion):
    permiso = Permiso.PLAN_EDITAR
    modelo = Articulacion
    nombre = "articulacion-nueva"
    obligatorio = "acuerdo"

    def datos(self, lugar):
        return ACTA


class TestEditarArticulacion(_DeUnaFila, ContratoFormularioEdicion):
    permiso = Permiso.PLAN_EDITAR
    modelo = Articulacion
    nombre = "articulacion-editar"
    obligatorio = "firmantes"

    def hacer(self, lugar):
        return ArticulacionFactory(espacio=lugar.espacio)

    def datos(self, lugar):
        return {**ACTA, "version": "1"}


class TestAdminPlanes(ContratoAdmin):
    permiso = Permiso.ESPACIO_VER
    modelo = PlanTrabajo

    def fila(self, lugar):
        return PlanFactory(espacio=lugar.espacio)


# The leader's phone -------------------------------------------------------------------------------


@pytest.fixture
def lider(client, lugar):
    return entrar(client, lugar.usuario(Rol.LIDER_COMITE))


def test_leader_notes_progress_on_what_the_committee_answers_for(client, lugar, lider):
    plan = PlanFactory(espacio=lugar.espacio, aprobado=True)
    suya = AccionFactory(plan=plan, que="Pintar el muro", responsable="comite")
    ajena = AccionFactory(plan=plan, que="Cambiar luminarias")
    inicio = reverse("actividades:lider-inicio")
    pagina = client.get(inicio).content.decode()
    assert (url("accion-avance", suya) in pagina, "luminarias" in pagina) == (True, False)
    assert client.get(url("accion-avance", ajena)).status_code == 404
    respuesta = client.post(
        url("accion-avance", suya),
        {"estado": "en-curso", "avance": "50", "texto": "Falta el lado sur.", "version": "1"},
    )
    assert (respuesta.status_code, respuesta.url) == (302, inicio)
    avance = suya.avances.get()
    assert (avance.autor, avance.avance, avance.texto) == (lider, 50, "Falta el lado sur.")
    entrar(client, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))
    assert str(lider) in client.get(url("plan-detalle", plan)).content.decode()


def test_leader_is_spoken_to_with_tu_and_sets_no_other_date(client, lugar, lider):
    suya = AccionFactory(plan=PlanFactory(espacio=lugar.espacio, aprobado=True), responsable="comite")
    destino = url("accion-avance", suya)
    form = client.post(destino, {"estado": "cumplida", "version": "1"}).context["form"]
    assert form.errors["texto"] == ["Cuenta en una frase con qué se comprueba que ya está."]
    datos = {"estado": "reprogramada", "plazo": FIN, "texto": "Llueve hasta marzo.", "version": "1"}
    assert client.post(destino, datos).context["form"].errors == {
        "estado": ["Tu comité no cambia la fecha: pídele otra a tu municipalidad, que la cambia ella."]
    }
    suya.refresh_from_db()
    assert (suya.estado, suya.version) == ("pendiente", 1)


# Review by parts ----------------------------------------------------------------------------------


def test_what_is_asked_of_an_action_stands_beside_it_until_it_is_presented_again(client, lugar):
    especialista = entrar(client, lugar.usuario(Rol.ESPECIALISTA_REGIONAL))
    plan = PlanFactory(espacio=lugar.espacio, presentado=True)
    accion = AccionFactory(plan=plan, que="Pintar el muro")
    datos = {
        "decision": "observar",
        f"accion-{accion.uuid}": "Diga quién <b>pone</b> la pintura.",
        "version": "1",
    }
    assert client.post(url("plan-revisar", plan), datos).status_code == 302
    revision = plan.revisiones.get()
    assert (revision.autor, revision.comentario) == (especialista, "")
    dicho = {
        "accion": str(accion.serie),
        "sobre": "Pintar el muro",
        "texto": "Diga quién <b>pone</b> la pintura.",
    }
    assert revision.comentarios == [dicho]
    entrar(client, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))
    for pagina in (url("plan-detalle", plan), url("accion-editar", accion)):
        texto = client.get(pagina).content.decode()
        assert texto.count("<b>Se pidió:</b> Diga quién &lt;b&gt;pone&lt;/b&gt; la pintura.") == 1
    assert "Se pidió" not in client.get(url("plan-editar", plan)).content.decode()
    client.post(url("plan-descartar", plan), {"version": "2"})
    client.post(url("plan-recuperar", plan), {"version": "3"})
    assert client.get(url("plan-detalle", plan)).context["pedido"] == revision


def test_observing_without_a_word_anywhere_is_refused(client, lugar):
    entrar(client, lugar.usuario(Rol.ESPECIALISTA_REGIONAL))
    plan = PlanFactory(espacio=lugar.espacio, presentado=True)
    respuesta = client.post(url("plan-revisar", plan), {"decision": "observar", "version": "1"})
    assert (respuesta.status_code, list(respuesta.context["form"].errors)) == (422, ["comentario"])


# What is typed ------------------------------------------------------------------------------------


def test_conflict_shows_the_saved_values_beside_the_typed_ones(client, lugar, coordinadora):
    plan = PlanFactory(espacio=lugar.espacio)
    datos = {"objetivos": "Otro", "inicio": HOY, "fin": HOY}
    services.editar_plan(actor=coordinadora, plan=plan, version=1, **datos)
    respuesta = client.post(url("plan-editar", plan), {**PLAN, "version": "1"})
    assert respuesta.status_code == 409
    assert ("Objetivos", "Otro") in respuesta.context["diferencias"]
    assert respuesta.context["form"]["objetivos"].value() == "Recuperar la losa."
    assert respuesta.context["version"] == 2


@pytest.mark.parametrize(
    ("nombre", "datos", "campo"),
    [
        ("plan-editar", {**PLAN, "fin": "2020-01-01", "version": "1"}, "fin"),
        ("plan-editar", {**PLAN, "inicio": "mañana", "version": "1"}, "inicio"),
        ("accion-nueva", {**ACCION, "plazo": "2020-01-01"}, "plazo"),
        ("accion-nueva", {**ACCION, "responsable": "otra"}, "responsable_nombre"),
        ("accion-nueva", {**ACCION, "responsable": "nadie"}, "responsable"),
    ],
)
def test_bad_value_is_answered_beside_its_field(client, lugar, coordinadora, nombre, datos, campo):
    plan = PlanFactory(espacio=lugar.espacio)
    respuesta = client.post(url(nombre, plan), datos)
    assert (respuesta.status_code, list(respuesta.context["form"].errors)) == (422, [campo])
    assert Accion.objects.count() == 0


def test_actions_are_added_one_after_the_other(client, lugar, coordinadora):
    plan = PlanFactory(espacio=lugar.espacio)
    nueva = url("accion-nueva", plan)
    datos = {**ACCION, "clave_idempotencia": str(uuid.uuid4())}
    assert client.post(nueva, {**datos, "otra": "si"})["Location"] == nueva
    datos["clave_idempotencia"] = str(uuid.uuid4())
    assert client.post(nueva, datos)["Location"] == plan.get_absolute_url()
    assert list(plan.acciones.values_list("orden", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    ("rol", "estado", "puede"),
    [
        (Rol.COORDINADOR_MUNICIPAL, {}, ["editar"]),
        (Rol.COORDINADOR_MUNICIPAL, {"presentado": True}, []),
        (Rol.COORDINADOR_MUNICIPAL, {"aprobado": True}, ["enmendar", "cerrar"]),
        (Rol.ESPECIALISTA_REGIONAL, {"presentado": True}, ["revisar"]),
        (Rol.PROMOTOR_OPC, {"aprobado": True}, []),
        (Rol.LIDER_COMITE, {"aprobado": True}, []),
    ],
)
def test_page_offers_what_each_role_may_do_now(client, lugar, rol, estado, puede):
    plan = PlanFactory(espacio=lugar.espacio, **estado)
    entrar(client, lugar.usuario(rol))
    contexto = client.get(plan.get_absolute_url()).context
    assert [p for p in ("editar", "revisar", "enmendar", "cerrar") if contexto[f"puede_{p}"]] == puede


def test_whoever_presented_it_is_told_who_reviews(client, lugar):
    especialista = entrar(client, lugar.usuario(Rol.ESPECIALISTA_REGIONAL))
    plan = PlanFactory(espacio=lugar.espacio, presentado=True, autor=especialista)
    assert client.get(plan.get_absolute_url()).context["no_revisa"].endswith("lo revisa otra persona.")
    assert client.get(url("plan-revisar", plan))["Location"] == plan.get_absolute_url()
    datos = {"decision": "aprobar", "version": "1"}
    assert client.post(url("plan-revisar", plan), datos).status_code == 422


def test_comisaria_notes_progress_only_where_it_takes_part(client, lugar):
    plan = PlanFactory(espacio=lugar.espacio, aprobado=True)
    conjunta, ajena = AccionFactory(plan=plan, conjunta_comisaria=True), AccionFactory(plan=plan)
    entrar(client, lugar.usuario(Rol.PROMOTOR_OPC))
    avanzables = {a.pk: a.avanzable for a in client.get(plan.get_absolute_url()).context["acciones"]}
    assert avanzables == {conjunta.pk: True, ajena.pk: False}
    estados = [client.get(url("accion-avance", a)).status_code for a in (conjunta, ajena)]
    assert estados == [200, 404]


def test_list_says_how_far_each_plan_is(client, lugar, coordinadora):
    plan = PlanFactory(espacio=lugar.espacio, aprobado=True)
    AccionFactory(plan=plan, cumplida=True, plazo=HOY - timedelta(days=9))
    AccionFactory(plan=plan, plazo=HOY - timedelta(days=1))
    fila = client.get(reverse("espacios:planes"), {"estado": "aprobado"}).context["object_list"][0]
    assert (fila.total, fila.cumplidas, fila.vencidas, fila.media) == (2, 1, 1, 50)
    assert client.get(reverse("espacios:planes"), {"estado": "cerrado"}).context["object_list"] == []


# Growth, paper ------------------------------------------------------------------------------------


def test_growth_of_the_plan_and_of_the_space_page(client, lugar, coordinadora):
    plan = PlanFactory(espacio=lugar.espacio, aprobado=True)
    paginas = (plan.get_absolute_url(), lugar.espacio.get_absolute_url())

    def crecer():
        AvanceAccionFactory(accion=AccionFactory(plan=plan))
        RevisionPlanFactory(plan=plan)
        ArticulacionFactory(espacio=lugar.espacio)
        PlanFactory(espacio=lugar.espacio, aprobado=True, estado="cerrado")

    crecer()
    pocas = [contar_consultas(client, pagina) for pagina in paginas]
    for _ in range(4):
        crecer()
    assert [contar_consultas(client, pagina) for pagina in paginas] == pocas


def test_paper_says_what_the_plan_says(client, lugar, coordinadora):
    plan = PlanFactory(espacio=lugar.espacio, aprobado=True, objetivos='#panic("x") *no* $1$')
    AccionFactory(plan=plan, cumplida=True, a_cargo="Subgerente de Ornato", conjunta_comisaria=True)
    lector, texto = leer(client.get(url("plan-pdf", plan)).content)
    for dicho in ('#panic("x") *no* $1$', "Subgerente de Ornato", "1 de 1 acciones cumplidas", "Aprobado"):
        assert dicho in texto
    assert lector.trailer["/Root"]["/Lang"] == "es-PE"
