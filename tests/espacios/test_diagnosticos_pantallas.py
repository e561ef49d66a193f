"""The screens of diagnoses keep the contracts, and what is typed in the field is never lost."""

import uuid

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from cuentas.enums import Permiso
from cuentas.roles import Rol
from espacios import services
from espacios.ciclo import lo_que_falta, siguiente_paso
from espacios.models import Diagnostico
from tests.apoyo import contar_consultas, entrar
from tests.contratos import ContratoAccion, ContratoDetalle, ContratoFormularioEdicion
from tests.contratos.lugares import hacer_lugares
from tests.fabricas.espacios import (
    DiagnosticoFactory,
    FactorRiesgoFactory,
    FotoEspacioFactory,
    RevisionDiagnosticoFactory,
)

pytestmark = pytest.mark.django_db

LLENO = {
    "fecha": "2026-11-20",
    "metodos": ["marcha-exploratoria"],
    "factores": ["robo-o-hurto"],
    "seguridad": "2",
    "inclusion": "3",
    "conectividad": "3",
    "accesibilidad": "2",
    "sostenibilidad": "1",
    "potencialidades": "Hay una losa.",
    "actores": "",
    "mujeres": "7",
    "hombres": "5",
    "edad_18_29": "4",
    "muy_seguro": "1",
    "inseguro": "9",
}


@pytest.fixture
def lugares():
    return hacer_lugares()


@pytest.fixture
def lugar(lugares):
    return lugares.propio


@pytest.fixture
def coordinadora(client, lugar):
    return entrar(client, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))


def url(nombre, diagnostico):
    return reverse(f"espacios:diagnostico-{nombre}", args=[diagnostico.uuid])


def leido(diagnostico):
    return Diagnostico.objects.get(pk=diagnostico.pk)


# Contracts ----------------------------------------------------------------------------------------


class _DeUnDiagnostico:
    """One row a place: the contract asks for its address and its data apart."""

    nombre = ""
    campos = {}

    def fila(self, lugar):
        if not hasattr(lugar, "_diagnostico"):
            lugar._diagnostico = DiagnosticoFactory(espacio=lugar.espacio, **self.campos)
        return lugar._diagnostico

    def url_de(self, fila):
        return url(self.nombre, fila)

    def url_inexistente(self):
        return reverse(f"espacios:diagnostico-{self.nombre}", args=[uuid.uuid4()])

    def ajenos(self, lejano):
        return {}


class TestDetalle(_DeUnDiagnostico, ContratoDetalle):
    permiso = Permiso.ESPACIO_VER
    nombre = "detalle"
    campos = {"validado": True}


class TestAbrir(ContratoFormularioEdicion):
    permiso = Permiso.DIAGNOSTICO_EDITAR
    modelo = Diagnostico
    obligatorio = "metodos"

    def fila(self, lugar):
        return lugar.espacio

    def url_de(self, fila):
        return reverse("espacios:diagnostico-abrir", args=[fila.codigo])

    def url_inexistente(self):
        return reverse("espacios:diagnostico-abrir", args=["NES-999999-99"])

    def datos(self, lugar):
        return {"momento": "linea-base", "fecha": str(localdate()), "metodos": ["observacion"]}

    def ajenos(self, lejano):
        return {}


class TestLlenar(_DeUnDiagnostico, ContratoFormularioEdicion):
    permiso = Permiso.DIAGNOSTICO_EDITAR
    modelo = Diagnostico
    obligatorio = "fecha"
    nombre = "llenar"

    def datos(self, lugar):
        FactorRiesgoFactory()
        return {**LLENO, "version": "1"}


class TestRevisar(_DeUnDiagnostico, ContratoFormularioEdicion):
    permiso = Permiso.DIAGNOSTICO_VALIDAR
    modelo = Diagnostico
    obligatorio = "decision"
    nombre = "revisar"
    campos = {"enviado": True}

    def datos(self, lugar):
        return {"decision": "observar", "riesgos": "Falta la esquina.", "version": "1"}


class TestEnmendar(_DeUnDiagnostico, ContratoAccion):
    permiso = Permiso.DIAGNOSTICO_EDITAR
    modelo = Diagnostico
    nombre = "enmendar"
    campos = {"validado": True}

    def datos(self, fila):
        return {"version": "1"}


class TestDescartar(_DeUnDiagnostico, ContratoAccion):
    permiso = Permiso.DIAGNOSTICO_EDITAR
    modelo = Diagnostico
    nombre = "descartar"

    def datos(self, fila):
        return {"version": fila.version}


class TestRecuperar(TestDescartar):
    nombre = "recuperar"
    campos = {"estado": "descartado"}


class TestBorrador(_DeUnDiagnostico, ContratoAccion):
    """The draft that saves itself answers JSON where the buttons redirect."""

    permiso = Permiso.DIAGNOSTICO_EDITAR
    modelo = Diagnostico
    nombre = "borrador"

    def datos(self, fila):
        return {"version": "1", "actores": "La parroquia"}

    def test_answers_in_scope_and_404_outside(self, client, lugares, rol_con):
        urls = {n: self._accion(f) for n, f in self.filas(lugares).items()}
        self.entra(client, rol_con, lugares.propio)
        estados = {n: self.pedir(client, u).status_code for n, u in urls.items()}
        assert estados == {n: 200 if n in self.alcanza(rol_con) else 404 for n in urls}


# The draft that saves itself ----------------------------------------------------------------------


def test_partial_draft_keeps_what_is_valid_and_names_the_rest(client, lugar, coordinadora):
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio, conectividad=4)
    datos = {"version": "1", "seguridad": "6", "inclusion": "3", "mujeres": "-2", "hombres": "8"}
    respuesta = client.post(url("borrador", diagnostico), datos)
    assert (respuesta.status_code, respuesta.json()["version"]) == (200, 2)
    assert respuesta.json()["texto"].endswith(
        "falta corregir: Fecha en que se hizo, Métodos, Seguridad, Mujeres."
    )
    fila = leido(diagnostico)
    assert (fila.seguridad, fila.inclusion, fila.conectividad) == (None, 3, 4)
    assert (fila.mujeres, fila.hombres, fila.metodos) == (0, 8, ["marcha-exploratoria"])


def test_late_draft_is_told_and_overwrites_nothing(client, lugar, coordinadora):
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio)
    services.guardar_borrador(actor=coordinadora, diagnostico=diagnostico, version=1, actores="Otra persona")
    respuesta = client.post(url("borrador", diagnostico), {"version": "1", "actores": "Yo"})
    assert (respuesta.status_code, list(respuesta.json())) == (409, ["texto"])
    assert leido(diagnostico).actores == "Otra persona"


@pytest.mark.parametrize("estado", ["enviado", "validado"])
def test_locked_diagnosis_takes_no_draft(client, lugar, coordinadora, estado):
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio, **{estado: True})
    respuesta = client.post(url("borrador", diagnostico), {"version": "1", "seguridad": "5"})
    assert respuesta.status_code == 409
    assert (leido(diagnostico).seguridad, leido(diagnostico).version) == (2, 1)


@pytest.mark.parametrize("version", ["", "abc", "-1", "99999999999999999999"])
def test_unreadable_version_never_matches(client, lugar, coordinadora, version):
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio)
    respuesta = client.post(url("borrador", diagnostico), {"version": version, "seguridad": "5"})
    assert respuesta.status_code == 409
    assert leido(diagnostico).seguridad is None


# Two people over one draft ------------------------------------------------------------------------


def visto_en(client, diagnostico):
    """Return the hidden field that a page opened now carries."""
    return client.get(url("llenar", diagnostico)).context["form"]["visto"].value()


def test_drafts_of_two_people_join_when_they_wrote_different_fields(client, lugar, coordinadora):
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio)
    visto = visto_en(client, diagnostico)
    services.guardar_borrador(actor=coordinadora, diagnostico=diagnostico, version=1, actores="La parroquia")
    pagina = {"version": "1", "visto": visto, "fecha": str(diagnostico.fecha), "metodos": diagnostico.metodos}
    respuesta = client.post(url("borrador", diagnostico), pagina | {"actores": "", "seguridad": "4"})
    assert (respuesta.status_code, respuesta.json()["version"]) == (200, 3)
    assert respuesta.json()["texto"].endswith("Otra persona guardó: Actores. Recargue la página para verlo.")
    fila = leido(diagnostico)
    assert (fila.actores, fila.seguridad) == ("La parroquia", 4)
    # The page goes on from what it shows: its own second change is no crossing with its first.
    pagina |= {"visto": respuesta.json()["visto"], "actores": "", "seguridad": "5"}
    assert client.post(url("borrador", diagnostico), pagina).status_code == 200
    fila = leido(diagnostico)
    assert (fila.actores, fila.seguridad) == ("La parroquia", 5)


def test_crossed_field_is_told_and_what_the_other_wrote_elsewhere_is_shown(client, lugar, coordinadora):
    FactorRiesgoFactory()
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio)
    visto = visto_en(client, diagnostico)
    de_otra = {"actores": "La parroquia", "oportunidades": "El presupuesto", "hombres": 9}
    services.guardar_borrador(actor=coordinadora, diagnostico=diagnostico, version=1, **de_otra)
    datos = LLENO | {
        "version": "1",
        "visto": visto,
        "actores": "La junta",
        "oportunidades": "",
        "hombres": "",
    }
    assert client.post(url("borrador", diagnostico), datos).status_code == 409
    respuesta = client.post(url("llenar", diagnostico), datos | {"clave_idempotencia": uuid.uuid4()})
    form = respuesta.context["form"]
    assert (respuesta.status_code, form["actores"].value()) == (409, "La junta")
    assert (form["oportunidades"].value(), form["hombres"].value()) == ("El presupuesto", "9")
    assert ("Actores", "La parroquia") in respuesta.context["diferencias"]
    assert "Oportunidades" not in dict(respuesta.context["diferencias"])
    datos |= {c: form[c].value() for c in ("visto", "actores", "oportunidades", "hombres")}
    assert (
        client.post(url("llenar", diagnostico), datos | {"clave_idempotencia": uuid.uuid4()}).status_code
        == 302
    )
    fila = leido(diagnostico)
    assert (fila.actores, fila.oportunidades, fila.hombres) == ("La junta", "El presupuesto", 9)


@pytest.mark.parametrize("visto", ["no es json", "[]", '{"actores": ""}', "null"])
def test_unreadable_memory_of_the_page_falls_back_on_the_version(client, lugar, coordinadora, visto):
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio)
    services.guardar_borrador(actor=coordinadora, diagnostico=diagnostico, version=1, actores="Otra persona")
    datos = {"version": "1", "visto": visto, "actores": "Yo"}
    assert client.post(url("borrador", diagnostico), datos).status_code == 409
    assert leido(diagnostico).actores == "Otra persona"


# The form -----------------------------------------------------------------------------------------


def test_conflict_shows_the_saved_values_beside_the_typed_ones(client, lugar, coordinadora):
    FactorRiesgoFactory()
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio)
    services.guardar_borrador(actor=coordinadora, diagnostico=diagnostico, version=1, actores="La parroquia")
    datos = {**LLENO, "version": "1", "actores": "La junta", "clave_idempotencia": uuid.uuid4()}
    respuesta = client.post(url("llenar", diagnostico), datos)
    assert respuesta.status_code == 409
    assert ("Actores", "La parroquia") in respuesta.context["diferencias"]
    assert respuesta.context["form"]["actores"].value() == "La junta"
    assert (respuesta.context["version"], respuesta.context["autoguarda"]) == (2, False)
    datos |= {"version": "2", "clave_idempotencia": uuid.uuid4()}
    assert client.post(url("llenar", diagnostico), datos).status_code == 302
    assert leido(diagnostico).actores == "La junta"


@pytest.mark.parametrize(
    ("campo", "valor"),
    [
        ("seguridad", "0"),
        ("seguridad", "6"),
        ("mujeres", "-1"),
        ("inseguro", "1.5"),
        ("hombres", "5000"),
        ("fecha", "2100-01-01"),
        ("factores", "no-existe"),
        ("metodos", "adivinar"),
    ],
)
def test_bad_value_is_answered_beside_its_field(client, lugar, coordinadora, campo, valor):
    FactorRiesgoFactory()
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio)
    respuesta = client.post(url("llenar", diagnostico), {**LLENO, "version": "1", campo: valor})
    assert respuesta.status_code == 422
    assert list(respuesta.context["form"].errors) == [campo]
    assert leido(diagnostico).version == 1


def test_sending_from_the_form_saves_and_hands_over(client, lugar, coordinadora):
    FactorRiesgoFactory()
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio)
    respuesta = client.post(url("llenar", diagnostico), {**LLENO, "version": "1", "enviar": "si"})
    assert (respuesta.status_code, respuesta["Location"]) == (302, diagnostico.get_absolute_url())
    fila = leido(diagnostico)
    assert (fila.estado, fila.enviado_por, fila.participantes, fila.encuestas) == (
        "enviado",
        coordinadora,
        12,
        10,
    )


def test_sending_incomplete_says_what_is_missing_and_keeps_what_was_typed(client, lugar, coordinadora):
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio)
    datos = {
        "fecha": "2026-11-20",
        "metodos": ["observacion"],
        "inclusion": "4",
        "enviar": "si",
        "version": "1",
    }
    respuesta = client.post(url("llenar", diagnostico), datos)
    assert respuesta.status_code == 422
    form = respuesta.context["form"]
    assert {"factores", "seguridad", "potencialidades", "mujeres"} <= set(form.errors)
    assert form["inclusion"].value() == "4"
    assert leido(diagnostico).version == 1


def test_locked_diagnosis_leads_to_its_page_instead_of_the_form(client, lugar, coordinadora):
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio, validado=True)
    respuesta = client.get(url("llenar", diagnostico))
    assert (respuesta.status_code, respuesta["Location"]) == (302, diagnostico.get_absolute_url())


def test_observed_draft_shows_each_comment_in_its_section(client, lugar, coordinadora):
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio, completo=True, estado="observado")
    RevisionDiagnosticoFactory(
        diagnostico=diagnostico, paso="observar", comentarios={"riesgos": "Falta la esquina."}
    )
    secciones = {
        s.clase: s.comentario for s in client.get(url("llenar", diagnostico)).context["form"].secciones
    }
    assert secciones["riesgos"] == "Falta la esquina."
    assert {c for s, c in secciones.items() if s != "riesgos"} == {""}


# Review -------------------------------------------------------------------------------------------


def test_validating_closes_it_and_unlocks_the_space(client, lugar):
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio, enviado=True)
    entrar(client, lugar.usuario(Rol.ESPECIALISTA_REGIONAL))
    respuesta = client.post(url("revisar", diagnostico), {"decision": "validar", "version": "1"})
    assert respuesta.status_code == 302
    assert leido(diagnostico).estado == "validado"


def test_reviewer_sees_what_was_asked_the_time_before(client, lugar):
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio, enviado=True)
    pedido = {"riesgos": "Falta la esquina."}
    RevisionDiagnosticoFactory(diagnostico=diagnostico, paso="observar", comentarios=pedido)
    RevisionDiagnosticoFactory(diagnostico=diagnostico, paso="enviar")
    entrar(client, lugar.usuario(Rol.ESPECIALISTA_REGIONAL))
    secciones = client.get(url("revisar", diagnostico)).context["secciones"]
    assert {s.clase: s.comentario for s, _ in secciones if s.comentario} == pedido


def test_reviewer_sees_the_photos_taken_with_it(client, lugar):
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio, enviado=True)
    foto = FotoEspacioFactory(espacio=lugar.espacio, diagnostico=diagnostico)
    entrar(client, lugar.usuario(Rol.ESPECIALISTA_REGIONAL))
    respuesta = client.get(url("revisar", diagnostico))
    assert list(respuesta.context["fotos"]) == [foto]
    assert reverse("espacios:foto", args=[foto.uuid, "miniatura"]) in respuesta.content.decode()


def test_whoever_sent_it_is_told_instead_of_reviewing(client, lugar):
    especialista = entrar(client, lugar.usuario(Rol.ESPECIALISTA_REGIONAL))
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio, enviado=True, autor=especialista)
    assert client.get(url("revisar", diagnostico))["Location"] == diagnostico.get_absolute_url()
    datos = {"decision": "validar", "version": "1"}
    assert client.post(url("revisar", diagnostico), datos).status_code == 422
    assert leido(diagnostico).estado == "enviado"


@pytest.mark.parametrize("texto", ["", "   "])
def test_observing_without_a_comment_is_answered(client, lugar, texto):
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio, enviado=True)
    entrar(client, lugar.usuario(Rol.ESPECIALISTA_REGIONAL))
    datos = {"decision": "observar", "version": "1", "mirada": texto}
    assert client.post(url("revisar", diagnostico), datos).status_code == 422


@pytest.mark.parametrize(
    ("rol", "campos", "acciones"),
    [
        (Rol.COORDINADOR_MUNICIPAL, {}, ["llenar"]),
        (Rol.COORDINADOR_MUNICIPAL, {"enviado": True}, []),
        (Rol.COORDINADOR_MUNICIPAL, {"validado": True}, ["enmendar"]),
        (Rol.ESPECIALISTA_REGIONAL, {"enviado": True}, ["revisar"]),
        (Rol.PROMOTOR_OPC, {}, []),
        (Rol.LIDER_COMITE, {"validado": True}, []),
    ],
)
def test_page_offers_what_each_role_may_do_now(client, lugar, rol, campos, acciones):
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio, **campos)
    entrar(client, lugar.usuario(rol))
    contexto = client.get(diagnostico.get_absolute_url()).context
    assert [a for a in ("llenar", "revisar", "enmendar") if contexto[f"puede_{a}"]] == acciones


# The life of the space ----------------------------------------------------------------------------


def _falta(espacio):
    return {f.texto: f.url for f in lo_que_falta(espacio, siguiente_paso(espacio.estado))}


def test_opening_unlocks_the_step_to_diagnosis(lugar):
    espacio = lugar.espacio
    espacio.estado = "priorizado"
    abrir = reverse("espacios:diagnostico-abrir", args=[espacio.codigo])
    assert _falta(espacio) == {"Falta abrir el diagnóstico con un método de línea base.": abrir}
    diagnostico = DiagnosticoFactory(espacio=espacio, metodos=[])
    assert len(_falta(espacio)) == 1
    Diagnostico.objects.filter(pk=diagnostico.pk).update(metodos=["observacion"])
    assert _falta(espacio) == {}


def test_validating_the_line_base_unlocks_recovery(lugar):
    espacio = lugar.espacio
    espacio.estado = "en-diagnostico"
    diagnostico = DiagnosticoFactory(espacio=espacio, enviado=True)
    assert _falta(espacio)["Falta validar el diagnóstico."] == diagnostico.get_absolute_url()
    diagnostico.delete()
    DiagnosticoFactory(espacio=espacio, validado=True)
    assert "Falta validar el diagnóstico." not in _falta(espacio)


def test_growth_of_the_space_page_with_its_diagnoses(client, lugar, coordinadora):
    espacio = lugar.espacio
    DiagnosticoFactory(espacio=espacio, validado=True)
    una = contar_consultas(client, espacio.get_absolute_url())
    DiagnosticoFactory(espacio=espacio, momento="seguimiento", validado=True)
    DiagnosticoFactory(espacio=espacio, momento="seguimiento", validado=True)
    assert contar_consultas(client, espacio.get_absolute_url()) == una


def test_a_discarded_draft_is_read_and_taken_up_again(client, lugar, coordinadora):
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio, completo=True, autor=coordinadora)
    client.post(url("descartar", diagnostico), {"version": "1"})
    pagina = client.get(url("detalle", diagnostico)).content.decode()
    assert "Descartado." in pagina
    assert "Hay una losa y vecinos" in pagina
    assert url("llenar", diagnostico) not in pagina
    client.post(url("recuperar", diagnostico), {"version": "2"})
    assert leido(diagnostico).estado == "borrador"


def test_page_tells_whoever_edited_it_that_somebody_else_reviews(client, lugar):
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio, enviado=True)
    especialista = entrar(client, lugar.usuario(Rol.ESPECIALISTA_REGIONAL))
    assert url("revisar", diagnostico) in client.get(url("detalle", diagnostico)).content.decode()
    diagnostico.editores.add(especialista)
    pagina = client.get(url("detalle", diagnostico)).content.decode()
    assert "Usted guardó cambios en este diagnóstico: lo revisa otra persona." in pagina
    assert url("revisar", diagnostico) not in pagina
