"""What is gathered in the field: photos of a diagnosis, and the survey asked one person at a time."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from comunes.archivos import archivos_o_nada
from comunes.fotos import guardar
from cuentas.enums import Permiso
from cuentas.roles import Rol
from espacios import services
from espacios.models import Diagnostico, FotoEspacio, RespuestaEncuesta
from tests.actividades.conftest import archivo
from tests.apoyo import contar_consultas, entrar
from tests.contratos import ContratoAccion, ContratoFormularioEdicion
from tests.espacios.test_diagnosticos_pantallas import TestBorrador as _Borrador
from tests.espacios.test_diagnosticos_pantallas import _DeUnDiagnostico, leido, url
from tests.espacios.test_papeles import leer
from tests.espacios.test_servicios import foto
from tests.fabricas.espacios import DiagnosticoFactory, FotoEspacioFactory

pytestmark = pytest.mark.django_db

UNA, OTRA = uuid.UUID(int=1), uuid.UUID(int=2)


@pytest.fixture
def coordinadora(client, lugar):
    return entrar(client, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))


@pytest.fixture
def diagnostico(lugar):
    return DiagnosticoFactory(espacio=lugar.espacio)


# Photos -------------------------------------------------------------------------------------------


class TestFotos(_DeUnDiagnostico, ContratoFormularioEdicion):
    permiso = Permiso.DIAGNOSTICO_EDITAR
    modelo = FotoEspacio
    obligatorio = "fotos"
    nombre = "fotos"

    def datos(self, lugar):
        return {"fotos": archivo(), "momento": "antes"}


def test_photos_of_a_diagnosis_are_shown_in_it_and_printed(client, lugar, coordinadora, diagnostico):
    with archivos_o_nada():
        nombre = guardar(foto(), "espacios")
    suya = FotoEspacioFactory(
        espacio=lugar.espacio, diagnostico=diagnostico, archivo=nombre, descripcion="La esquina oscura"
    )
    FotoEspacioFactory(espacio=lugar.espacio, descripcion="De otro día")
    for pagina in ("detalle", "llenar"):
        cuerpo = client.get(url(pagina, diagnostico)).content.decode()
        assert reverse("espacios:foto", args=[suya.uuid, "miniatura"]) in cuerpo
        assert "De otro día" not in cuerpo
    papel, texto = leer(client.get(url("ficha", diagnostico)).content)
    assert "La esquina oscura" in texto
    assert sum(len(p.images) for p in papel.pages) == 1


def test_whoever_adds_photos_does_not_validate(lugar, diagnostico):
    especialista = lugar.usuario(Rol.ESPECIALISTA_REGIONAL)
    services.agregar_fotos(
        actor=especialista, espacio=lugar.espacio, diagnostico=diagnostico, fotos=[foto()], momento="antes"
    )
    assert list(diagnostico.editores.all()) == [especialista]


# Survey -------------------------------------------------------------------------------------------


class TestEncuesta(_DeUnDiagnostico, ContratoFormularioEdicion):
    permiso = Permiso.DIAGNOSTICO_EDITAR
    modelo = RespuestaEncuesta
    obligatorio = "respuesta"
    nombre = "encuesta"

    def datos(self, lugar):
        return {"respuesta": "inseguro"}


class TestRespuestas(_DeUnDiagnostico, ContratoAccion):
    permiso = Permiso.DIAGNOSTICO_EDITAR
    modelo = RespuestaEncuesta
    nombre = "respuestas"

    def datos(self, fila):
        return {"nueva": [f"{uuid.uuid4()}:seguro"]}

    test_answers_in_scope_and_404_outside = _Borrador.test_answers_in_scope_and_404_outside


def anotar(actor, diagnostico, nuevas, deshechas=()):
    return services.anotar_respuestas(
        actor=actor, diagnostico=diagnostico, nuevas=nuevas, deshechas=deshechas
    )


def test_an_answer_counts_once_however_often_it_arrives(coordinadora, diagnostico):
    anotar(coordinadora, diagnostico, {UNA: "inseguro"})
    anotar(coordinadora, diagnostico, {UNA: "inseguro", OTRA: "seguro"})
    fila = leido(diagnostico)
    assert (fila.inseguro, fila.seguro, fila.encuestas, fila.version) == (1, 1, 2, 3)
    assert list(fila.editores.all()) == [coordinadora]


def test_an_undone_answer_stays_as_a_row_that_does_not_count(coordinadora, diagnostico):
    anotar(coordinadora, diagnostico, {UNA: "inseguro", OTRA: "inseguro"})
    for _ in range(2):
        anotar(coordinadora, diagnostico, {}, [UNA])
    anotar(coordinadora, diagnostico, {UNA: "inseguro"})  # a late repeat does not bring it back
    assert (leido(diagnostico).inseguro, RespuestaEncuesta.objects.count()) == (1, 2)


def test_undoing_never_takes_a_count_below_zero(coordinadora, diagnostico):
    anotar(coordinadora, diagnostico, {UNA: "inseguro"})
    Diagnostico.objects.update(inseguro=0)
    anotar(coordinadora, diagnostico, {}, [UNA])
    assert leido(diagnostico).inseguro == 0


def test_answers_add_to_what_was_tallied_and_the_open_form_learns_of_it(client, coordinadora, diagnostico):
    services.guardar_borrador(actor=coordinadora, diagnostico=diagnostico, version=1, inseguro=20)
    anotar(coordinadora, diagnostico, {UNA: "inseguro"})
    respuesta = client.post(url("borrador", diagnostico), {"version": "2", "inseguro": "22"})
    assert (respuesta.status_code, leido(diagnostico).inseguro) == (409, 21)


def test_a_diagnosis_that_was_sent_takes_no_answers(lugar, coordinadora):
    enviado = DiagnosticoFactory(espacio=lugar.espacio, enviado=True)
    with pytest.raises(ValidationError, match="espera su validación"):
        anotar(coordinadora, enviado, {UNA: "inseguro"})


def test_phone_sends_a_batch_and_gets_the_counts(client, coordinadora, diagnostico):
    envio = {"nueva": [f"{UNA}:inseguro", f"{OTRA}:muy_seguro"], "deshecha": [str(uuid.UUID(int=9))]}
    respuesta = client.post(url("respuestas", diagnostico), envio)
    assert respuesta.json()["cuentas"] == {
        "muy_seguro": 1,
        "seguro": 0,
        "ni_seguro_ni_inseguro": 0,
        "inseguro": 1,
        "muy_inseguro": 0,
    }


@pytest.mark.parametrize("nueva", ["", "x", f"{UNA}", f"{UNA}:otra", f"{UNA}:seguro:más", "\x00:seguro"])
def test_what_no_phone_of_ours_sends_is_refused_whole(client, coordinadora, diagnostico, nueva):
    envio = {"nueva": [f"{OTRA}:seguro", nueva]}
    assert client.post(url("respuestas", diagnostico), envio).status_code == 409
    assert RespuestaEncuesta.objects.count() == 0


def test_without_a_script_each_tap_is_a_form_and_the_last_one_is_undone(client, coordinadora, diagnostico):
    client.post(url("encuesta", diagnostico), {"respuesta": "inseguro", "clave_idempotencia": str(UNA)})
    client.post(url("encuesta", diagnostico), {"respuesta": "inseguro", "clave_idempotencia": str(UNA)})
    pagina = client.get(url("encuesta", diagnostico))
    assert (leido(diagnostico).inseguro, pagina.context["ultima"].uuid) == (1, UNA)
    client.post(url("encuesta", diagnostico), {"deshacer": str(UNA)})
    assert leido(diagnostico).inseguro == 0


def test_growth_of_the_survey(client, coordinadora, diagnostico):
    anotar(coordinadora, diagnostico, {UNA: "inseguro"})
    poco = contar_consultas(client, url("encuesta", diagnostico))
    anotar(coordinadora, diagnostico, {uuid.uuid4(): "seguro" for _ in range(3)})
    assert contar_consultas(client, url("encuesta", diagnostico)) == poco
