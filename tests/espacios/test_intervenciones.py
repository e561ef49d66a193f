"""Interventions: what is refused, who verifies, what they unlock, and their screens under the contracts."""

import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import now
from PIL import Image

from comunes.bitacora import historial
from comunes.fotos import procesar
from comunes.versiones import ConflictoDeEdicion
from cuentas.enums import Permiso
from cuentas.roles import Rol
from espacios import services
from espacios.ciclo import lo_que_falta, siguiente_paso
from espacios.ciclo_intervencion import TRANSICIONES
from espacios.enums import EstadoIntervencion, MomentoFoto, PasoIntervencion
from espacios.models import FotoEspacio, Intervencion
from tests.apoyo import contar_consultas, entrar
from tests.contratos import (
    ContratoAccion,
    ContratoAdmin,
    ContratoDetalle,
    ContratoFormularioEdicion,
    ContratoLista,
)
from tests.espacios.conftest import HOY
from tests.fabricas.cuentas import UsuarioFactory
from tests.fabricas.espacios import FotoEspacioFactory
from tests.fabricas.planes import AccionFactory, IntervencionFactory, RevisionIntervencionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy_fijo")]
DATOS = {"tipo": "fisica", "titulo": "Alumbrado", "responsable": "comite", "inicio": str(HOY)}
CAMPOS = {"tipo": "fisica", "titulo": "Alumbrado", "responsable": "municipalidad", "inicio": HOY}


def dia(n):
    return HOY + timedelta(days=n)


def archivo(color="green"):
    salida = BytesIO()
    Image.new("RGB", (40, 30), color).save(salida, "PNG")
    salida.seek(0)
    salida.name = f"{color}.png"
    return salida


@pytest.fixture
def coordinadora(lugar):
    return lugar.usuario(Rol.COORDINADOR_MUNICIPAL)


@pytest.fixture
def especialista(lugar):
    return lugar.usuario(Rol.ESPECIALISTA_REGIONAL)


def terminada(lugar, autora=None, *, momentos=(MomentoFoto.ANTES, MomentoFoto.DESPUES), **campos):
    autora = autora or UsuarioFactory()
    fila = IntervencionFactory(espacio=lugar.espacio, terminada=True, autor=autora, **campos)
    for momento in momentos:
        FotoEspacioFactory(espacio=lugar.espacio, intervencion=fila, momento=momento, autor=autora)
    return fila


def verificar(actor, fila, version=1):
    return services.verificar_intervencion(actor=actor, intervencion=fila, version=version)


# Services -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"fin": dia(-1)}, "fin"),
        ({"costo": -1}, "costo"),
        ({"tipo": "mágica"}, "tipo"),
        ({"titulo": " "}, "titulo"),
        ({"responsable": "otra"}, "responsable_nombre"),
    ],
)
def test_bad_value_is_refused(lugar, coordinadora, cambios, campo):
    with pytest.raises(ValidationError) as error:
        services.registrar_intervencion(actor=coordinadora, espacio=lugar.espacio, **{**CAMPOS, **cambios})
    assert (list(error.value.message_dict), Intervencion.objects.count()) == ([campo], 0)


@pytest.mark.parametrize("cambios", [{"fin": dia(-99)}, {"costo": -1}, {"estado": "terminada"}])
def test_the_database_refuses_it_too(lugar, cambios):
    fila = IntervencionFactory(espacio=lugar.espacio)
    with pytest.raises(IntegrityError), transaction.atomic():
        Intervencion.objects.filter(pk=fila.pk).update(**cambios)


def test_action_of_another_space_is_refused(lugares, lugar, coordinadora):
    ajena = AccionFactory(plan__espacio=lugares.vecino.espacio)
    with pytest.raises(ValidationError) as error:
        services.registrar_intervencion(actor=coordinadora, espacio=lugar.espacio, accion=ajena, **CAMPOS)
    assert list(error.value.message_dict) == ["accion"]


def test_stale_edit_and_foreign_territory_are_refused(lugares, lugar, coordinadora):
    fila = services.registrar_intervencion(actor=coordinadora, espacio=lugar.espacio, **CAMPOS)
    services.editar_intervencion(actor=coordinadora, intervencion=fila, version=1, titulo="Otro")
    with pytest.raises(ConflictoDeEdicion):
        services.editar_intervencion(actor=coordinadora, intervencion=fila, version=1, titulo="Tarde")
    with pytest.raises(PermissionDenied):
        services.registrar_intervencion(actor=coordinadora, espacio=lugares.lejano.espacio, **CAMPOS)
    assert Intervencion.objects.get().titulo == "Otro"


def test_its_whole_life_unlocks_the_recovered_space(lugar, coordinadora, especialista):
    espacio = lugar.espacio
    type(espacio).objects.update(estado="en-recuperacion")
    espacio.refresh_from_db()
    fila = services.registrar_intervencion(actor=coordinadora, espacio=espacio, **CAMPOS)
    faltas = {f.texto: f.url for f in lo_que_falta(espacio, siguiente_paso(espacio.estado))}
    assert faltas["Falta verificar una intervención."] == fila.get_absolute_url()
    fila = services.empezar_intervencion(actor=coordinadora, intervencion=fila, version=1)
    for momento, color in (("antes", "red"), ("despues", "green")):
        services.agregar_fotos_de_intervencion(
            actor=coordinadora, intervencion=fila, momento=momento, fotos=[procesar(archivo(color))]
        )
    fila = services.terminar_intervencion(actor=coordinadora, intervencion=fila, version=2, fin=HOY)
    fila = verificar(especialista, fila, 3)
    assert (fila.estado, fila.verificada_por) == ("verificada", especialista)
    assert historial(espacio).filter(accion="intervencion-verificada").count() == 1
    services.avanzar_espacio(actor=coordinadora, espacio=espacio, version=espacio.version)
    espacio.refresh_from_db()
    assert espacio.estado == "recuperado"


@pytest.mark.parametrize(
    ("momentos", "falta"),
    [((), ["antes", "después"]), (("antes",), ["después"]), (("durante", "despues"), ["antes"])],
)
def test_verifying_asks_for_photos_of_before_and_after(lugar, especialista, momentos, falta):
    fila = terminada(lugar, momentos=momentos)
    with pytest.raises(ValidationError) as error:
        verificar(especialista, fila)
    assert error.value.messages == [f"Falta una foto de {cual}." for cual in falta]


def test_a_removed_photo_is_no_proof(lugar, especialista):
    fila = terminada(lugar)
    FotoEspacio.objects.filter(momento="antes").update(retirada_en=now(), retirada_motivo="Repetida")
    with pytest.raises(ValidationError, match="foto de antes"):
        verificar(especialista, fila)


def test_neither_author_nor_whoever_put_photos_verifies(lugar, coordinadora, especialista):
    with pytest.raises(ValidationError, match="otra persona"):
        verificar(especialista, terminada(lugar, especialista))
    ajena = terminada(lugar)
    with pytest.raises(PermissionDenied):
        verificar(coordinadora, ajena)
    foto = FotoEspacioFactory(espacio=lugar.espacio)
    services.agregar_fotos_de_intervencion(
        actor=especialista, intervencion=ajena, momento="despues", existentes=[foto]
    )
    with pytest.raises(ValidationError, match="puso fotos"):
        verificar(especialista, ajena)
    nacional = lugar.usuario(Rol.RESPONSABLE_NACIONAL)
    assert verificar(nacional, ajena).estado == "verificada"


def test_verified_is_locked(lugar, coordinadora):
    fila = IntervencionFactory(espacio=lugar.espacio, verificada=True)
    with pytest.raises(ValidationError, match="no cambia"):
        services.editar_intervencion(actor=coordinadora, intervencion=fila, version=1, titulo="x")
    with pytest.raises(ValidationError, match="no cambia"):
        services.agregar_fotos_de_intervencion(
            actor=coordinadora, intervencion=fila, momento="antes", fotos=[procesar(archivo())]
        )


def test_photos_of_another_space_are_not_taken(lugares, lugar, coordinadora):
    fila = IntervencionFactory(espacio=lugar.espacio)
    ajena = FotoEspacioFactory(espacio=lugares.vecino.espacio)
    services.agregar_fotos_de_intervencion(
        actor=coordinadora, intervencion=fila, momento="antes", existentes=[ajena]
    )
    assert fila.fotos.count() == 0


@pytest.mark.parametrize("paso", PasoIntervencion)
@pytest.mark.parametrize("estado", EstadoIntervencion)
def test_steps_are_taken_only_from_the_states_of_the_table(lugar, paso, estado):
    fila = terminada(lugar)
    fila.estado = estado
    transicion = TRANSICIONES[paso]
    assert (transicion.faltas(fila, UsuarioFactory()) == []) == (estado in transicion.desde)


@pytest.mark.parametrize("fin", [dia(1), dia(-60)])
def test_ending_in_the_future_or_before_it_began_is_refused(lugar, coordinadora, fin):
    fila = IntervencionFactory(espacio=lugar.espacio, en_ejecucion=True)
    with pytest.raises(ValidationError) as error:
        services.terminar_intervencion(actor=coordinadora, intervencion=fila, version=1, fin=fin)
    assert list(error.value.message_dict) == ["fin"]


def test_cancelled_with_its_motive_keeps_everything_and_is_taken_up_again(lugar, coordinadora):
    fila = IntervencionFactory(espacio=lugar.espacio, en_ejecucion=True)
    foto = FotoEspacioFactory(espacio=lugar.espacio, intervencion=fila)
    with pytest.raises(ValidationError, match="frase"):
        services.cancelar_intervencion(actor=coordinadora, intervencion=fila, version=1, comentario="no")
    motivo = "La municipalidad usó los fondos en otro lugar."
    fila = services.cancelar_intervencion(actor=coordinadora, intervencion=fila, version=1, comentario=motivo)
    assert [(r.paso, r.comentario) for r in fila.revisiones.all()] == [("cancelar", motivo)]
    contado = historial(lugar.espacio).first()
    assert (contado.accion, contado.datos["motivo"]) == ("intervencion-cancelada", motivo)
    with pytest.raises(ValidationError, match="se canceló"):
        services.editar_intervencion(actor=coordinadora, intervencion=fila, version=2, **CAMPOS)
    fila = services.retomar_intervencion(actor=coordinadora, intervencion=fila, version=2)
    assert (fila.estado, list(fila.fotos.all())) == ("planificada", [foto])


def test_a_cancelled_one_is_not_where_the_missing_proof_leads(lugar, coordinadora):
    lugar.espacio.estado = "en-recuperacion"
    IntervencionFactory(espacio=lugar.espacio, estado=EstadoIntervencion.CANCELADA)
    faltas = {f.texto: f.accion for f in lo_que_falta(lugar.espacio, siguiente_paso("en-recuperacion"))}
    assert faltas["Falta verificar una intervención."] == "Registrar"


# Contracts ----------------------------------------------------------------------------------------


class _DeUnaFila:
    nombre = "intervencion-detalle"
    modelo = Intervencion
    campos = {}

    def fila(self, lugar):
        if not hasattr(lugar, "_fila"):
            lugar._fila = IntervencionFactory(espacio=lugar.espacio, **self.campos)
        return lugar._fila

    def url_de(self, fila):
        return reverse(f"espacios:{self.nombre}", args=[fila.uuid])

    def url_inexistente(self):
        return reverse(f"espacios:{self.nombre}", args=[uuid.uuid4()])

    def ajenos(self, lejano):
        return {}


class TestLista(ContratoLista):
    url = "espacios:intervenciones"
    permiso = Permiso.ESPACIO_VER
    consultas = 3

    def fila(self, lugar):
        return IntervencionFactory(espacio=lugar.espacio)


class TestDetalle(_DeUnaFila, ContratoDetalle):
    permiso = Permiso.ESPACIO_VER


class TestNueva(ContratoFormularioEdicion):
    permiso = Permiso.PLAN_EDITAR
    modelo = Intervencion
    obligatorio = "titulo"

    def fila(self, lugar):
        return lugar.espacio

    def url_de(self, fila):
        return reverse("espacios:intervencion-nueva", args=[fila.codigo])

    def url_inexistente(self):
        return reverse("espacios:intervencion-nueva", args=["NES-999999-99"])

    def datos(self, lugar):
        return DATOS

    def ajenos(self, lejano):
        return {"accion": AccionFactory(plan__espacio=lejano.espacio).pk}


class TestEditar(_DeUnaFila, ContratoFormularioEdicion):
    permiso = Permiso.PLAN_EDITAR
    nombre = "intervencion-editar"
    obligatorio = "inicio"

    def datos(self, lugar):
        return {**DATOS, "version": "1"}


class TestEmpezar(_DeUnaFila, ContratoAccion):
    permiso = Permiso.PLAN_EDITAR
    nombre = "intervencion-empezar"

    def datos(self, fila):
        return {"version": "1"}


class TestRetomar(TestEmpezar):
    nombre = "intervencion-retomar"
    campos = {"estado": EstadoIntervencion.CANCELADA}


class TestCancelar(_DeUnaFila, ContratoFormularioEdicion):
    permiso = Permiso.PLAN_EDITAR
    nombre = "intervencion-cancelar"
    obligatorio = "comentario"

    def datos(self, lugar):
        return {"comentario": "Se quedó sin presupuesto.", "version": "1"}


class TestTerminar(_DeUnaFila, ContratoFormularioEdicion):
    permiso = Permiso.PLAN_EDITAR
    nombre = "intervencion-terminar"
    obligatorio = "fin"
    campos = {"en_ejecucion": True}

    def datos(self, lugar):
        return {"fin": str(HOY), "version": "1"}


class TestFotos(_DeUnaFila, ContratoFormularioEdicion):
    permiso = Permiso.PLAN_EDITAR
    nombre = "intervencion-fotos"
    obligatorio = "momento"

    def datos(self, lugar):
        if not hasattr(lugar, "_foto"):
            lugar._foto = FotoEspacioFactory(espacio=lugar.espacio)
        return {"momento": "antes", "existentes": [str(lugar._foto.uuid)]}

    def ajenos(self, lejano):
        return {"existentes": [str(FotoEspacioFactory(espacio=lejano.espacio).uuid)]}


class TestRevisar(_DeUnaFila, ContratoFormularioEdicion):
    permiso = Permiso.PLAN_APROBAR
    nombre = "intervencion-revisar"
    obligatorio = "decision"
    campos = {"terminada": True}

    def datos(self, lugar):
        return {"decision": "observar", "comentario": "Falta la foto de antes.", "version": "1"}


class TestAdmin(ContratoAdmin):
    permiso = Permiso.ESPACIO_VER
    modelo = Intervencion

    def fila(self, lugar):
        return IntervencionFactory(espacio=lugar.espacio)


# Screens ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("campo", "valor"),
    [("fin", "2020-01-01"), ("costo", "-5"), ("costo", "mucho"), ("inicio", "ayer"), ("tipo", "mágica")],
)
def test_bad_value_is_answered_beside_its_field(client, lugar, coordinadora, campo, valor):
    entrar(client, coordinadora)
    url = reverse("espacios:intervencion-nueva", args=[lugar.espacio.codigo])
    respuesta = client.post(url, {**DATOS, campo: valor})
    assert (respuesta.status_code, list(respuesta.context["form"].errors)) == (422, [campo])


@pytest.mark.parametrize("escrito", ["12500.5", "12 500.50", "12,500.50", "S/ 12500,50", "s/. 12500.5"])
def test_cost_is_read_as_people_write_it(client, lugar, coordinadora, escrito):
    entrar(client, coordinadora)
    url = reverse("espacios:intervencion-nueva", args=[lugar.espacio.codigo])
    assert client.post(url, {**DATOS, "costo": escrito}).status_code == 302
    assert str(Intervencion.objects.get().costo) == "12500.50"


def test_conflict_shows_what_was_saved_beside_what_was_typed(client, lugar, coordinadora):
    fila = IntervencionFactory(espacio=lugar.espacio)
    Intervencion.objects.filter(pk=fila.pk).update(titulo="Pintado del muro", version=2)
    entrar(client, coordinadora)
    url = reverse("espacios:intervencion-editar", args=[fila.uuid])
    respuesta = client.post(url, {**DATOS, "version": "1"})
    assert (respuesta.status_code, respuesta.context["version"]) == (409, 2)
    assert ("Título", "Pintado del muro") in respuesta.context["diferencias"]
    assert respuesta.context["form"]["titulo"].value() == DATOS["titulo"]


def test_photos_arrive_from_the_form(client, lugar, coordinadora):
    entrar(client, coordinadora)
    fila = IntervencionFactory(espacio=lugar.espacio)
    url = reverse("espacios:intervencion-fotos", args=[fila.uuid])
    assert client.post(url, {"momento": "antes"}).status_code == 422
    assert client.post(url, {"momento": "antes", "fotos": [archivo()]}).status_code == 302
    assert [f.momento for f in fila.fotos.all()] == ["antes"]


def test_page_offers_what_each_may_do_and_says_what_is_missing(client, lugar, coordinadora, especialista):
    fila = terminada(lugar, coordinadora, momentos=("antes",))
    claves = ("editar", "fotos", "empezar", "terminar", "revisar")
    hallado = {}
    for quien in (coordinadora, especialista, lugar.usuario(Rol.PROMOTOR_OPC)):
        entrar(client, quien)
        contexto = client.get(fila.get_absolute_url()).context
        hallado[quien] = [c for c in claves if contexto[f"puede_{c}"]]
        assert contexto["faltas"] == ["Falta una foto de después."]
    assert list(hallado.values()) == [["fotos"], ["fotos", "revisar"], []]


def test_whoever_ended_it_is_led_back_from_the_review(client, lugar, especialista):
    entrar(client, especialista)
    fila = terminada(lugar, especialista)
    url = reverse("espacios:intervencion-revisar", args=[fila.uuid])
    assert client.get(url)["Location"] == fila.get_absolute_url()
    assert client.post(url, {"decision": "verificar", "version": "1"}).status_code == 422


def test_growth_of_its_page_and_of_the_space_page(client, lugar, coordinadora):
    entrar(client, coordinadora)
    fila = IntervencionFactory(espacio=lugar.espacio, en_ejecucion=True)
    paginas = (fila.get_absolute_url(), lugar.espacio.get_absolute_url())

    def crecer():
        FotoEspacioFactory(espacio=lugar.espacio, intervencion=fila)
        RevisionIntervencionFactory(intervencion=fila)
        IntervencionFactory(espacio=lugar.espacio)

    crecer()
    pocas = [contar_consultas(client, pagina) for pagina in paginas]
    for _ in range(3):
        crecer()
    assert [contar_consultas(client, pagina) for pagina in paginas] == pocas


@pytest.mark.parametrize(
    ("campos", "dicho"),
    [
        ({"inicio": dia(-3)}, f"Debía empezar el {dia(-3):%d/%m/%Y}."),
        ({"inicio": HOY}, ""),
        ({"en_ejecucion": True, "fin": dia(-1)}, f"Debía terminar el {dia(-1):%d/%m/%Y}."),
        ({"estado": EstadoIntervencion.CANCELADA}, ""),
    ],
)
def test_late_work_says_so(campos, dicho):
    assert IntervencionFactory.build(**campos).atraso == dicho
