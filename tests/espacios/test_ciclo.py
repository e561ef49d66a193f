"""The life of a space: whatever is tried, it stays on its table, with its proofs and its history."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comunes.models import Evento
from cuentas.enums import Permiso
from cuentas.roles import Rol
from espacios import evidencias, services
from espacios.ciclo import AVANCES, CAMINO, RETIRAR, TRANSICIONES, siguiente_paso
from espacios.enums import EstadoEspacio
from espacios.ficha import en_palabras
from espacios.models import EspacioPublico, PedidoDeRetiro
from espacios.selectors import cambios_de_estado
from tests.apoyo import al_momento, contar_consultas, entrar
from tests.contratos import ContratoAccion, ContratoFormularioEdicion
from tests.fabricas.cuentas import UsuarioFactory, usuario_con_rol
from tests.fabricas.espacios import EspacioFactory, PedidoDeRetiroFactory

pytestmark = pytest.mark.django_db

MOTIVO = "El terreno pasó a ser privado."
CLAVES = sorted({r.clave for t in TRANSICIONES for r in t.requisitos})


@pytest.fixture
def coordinadora(client, lugar):
    return entrar(client, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))


@pytest.fixture
def especialista(lugar):
    return lugar.usuario(Rol.ESPECIALISTA_REGIONAL)


# The table itself ---------------------------------------------------------------------------------


def test_table_goes_through_every_state_and_back():
    assert [t.desde for t in AVANCES] == [(e,) for e in CAMINO[:-1]]
    assert tuple(t.hacia for t in AVANCES) == CAMINO[1:]
    assert {*CAMINO, RETIRAR.hacia} == set(EstadoEspacio)
    assert len({t.clave for t in TRANSICIONES}) == len(TRANSICIONES)


# Any sequence of commands -------------------------------------------------------------------------


class Modelo:
    """What must be true of one space, said again in the plainest way."""

    def __init__(self):
        self.estado, self.antes, self.pedido = EstadoEspacio.IDENTIFICADO, None, False
        self.pruebas = set()

    def debe(self, orden):
        """Say whether `orden` must work now, and take its effect."""
        nombre, retirado = orden[0], self.estado == EstadoEspacio.RETIRADO
        if nombre in ("probar", "perder"):
            (self.pruebas.add if nombre == "probar" else self.pruebas.discard)(orden[1])
            return True
        if nombre == "avanzar":
            return self._avanzar()
        if nombre == "reincorporar":
            return self._ir(self.antes, retirado)
        if nombre == "pedir":
            puede, self.pedido = not retirado and not self.pedido, self.pedido or not retirado
            return puede
        pide = nombre == "retirar" or self.pedido
        return self._ir(EstadoEspacio.RETIRADO, pide and not retirado)

    def _avanzar(self):
        paso = siguiente_paso(self.estado)
        bastan = paso is not None and {r.clave for r in paso.requisitos} <= self.pruebas
        return self._ir(paso and paso.hacia, bastan)

    def _ir(self, hacia, puede):
        if puede:
            self.antes, self.estado = self.estado, hacia
            self.pedido = self.pedido and hacia != EstadoEspacio.RETIRADO
        return puede


ORDENES = st.one_of(
    st.sampled_from(
        [("avanzar",), ("avanzar",), ("retirar",), ("reincorporar",), ("pedir",), ("aprobar",)],
    ),
    st.tuples(st.sampled_from(["probar", "probar", "probar", "perder"]), st.sampled_from(CLAVES)),
)


@pytest.mark.lenta
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ordenes=st.lists(ORDENES, max_size=18), probado_de_inicio=st.booleans())
def test_any_sequence_stays_on_the_table_and_loses_nothing(monkeypatch, ordenes, probado_de_inicio):
    with transaction.atomic():
        una, otra = (usuario_con_rol(Rol.RESPONSABLE_NACIONAL) for _ in range(2))
        espacio, modelo = EspacioFactory(), Modelo()
        modelo.pruebas = set(CLAVES) if probado_de_inicio else set()
        monkeypatch.setattr(evidencias, "_evidencias", _pruebas_de(modelo))
        escritos = Evento.objects.count()
        for orden in ordenes:
            assert _dar(orden, espacio, una, otra) == modelo.debe(orden), orden
            assert EspacioPublico.objects.get(pk=espacio.pk).estado == modelo.estado
            assert Evento.objects.count() >= escritos
            escritos = Evento.objects.count()
        _la_historia_es_entera(espacio, modelo)
        transaction.set_rollback(True)


def _pruebas_de(modelo):
    """Return proofs that hold for every space while the model says so."""

    def condicion(clave):
        return lambda: Q(pk__isnull=clave not in modelo.pruebas)

    return {c: evidencias.Evidencia(c, condicion(c)) for c in CLAVES}


def _dar(orden, espacio, una, otra):
    if orden[0] in ("probar", "perder"):
        return True
    actual = EspacioPublico.objects.get(pk=espacio.pk)
    comunes = {"actor": una, "espacio": actual}
    con_motivo = {**comunes, "version": actual.version, "motivo": MOTIVO}
    try:
        match orden[0]:
            case "avanzar":
                services.avanzar_espacio(**comunes, version=actual.version)
            case "retirar":
                services.retirar_espacio(**con_motivo)
            case "reincorporar":
                services.reincorporar_espacio(**con_motivo)
            case "pedir":
                services.pedir_retiro(**comunes, motivo=MOTIVO)
            case "aprobar":
                pedido = PedidoDeRetiro.objects.filter(espacio=espacio).first()
                if pedido is None:
                    return False
                services.aprobar_retiro(actor=otra, pedido=pedido)
    except ValidationError:
        return False
    return True


def _la_historia_es_entera(espacio, modelo):
    """Each change starts where the former ended, one place further, out, or back to where it was."""
    pasos = [(e.datos["desde"], e.datos["hacia"], e.datos) for e in cambios_de_estado(espacio)]
    aqui, antes = EstadoEspacio.IDENTIFICADO, None
    for desde, hacia, datos in pasos:
        assert desde == aqui
        if EstadoEspacio.RETIRADO in (desde, hacia):
            assert datos["motivo"] == MOTIVO
            assert hacia in (EstadoEspacio.RETIRADO, antes)
        else:
            assert CAMINO.index(hacia) == CAMINO.index(desde) + 1
        aqui, antes = hacia, aqui
    assert aqui == modelo.estado


# Asking for a retirement --------------------------------------------------------------------------


def test_municipality_asks_and_somebody_else_approves(lugar, coordinadora, especialista):
    pedido = services.pedir_retiro(actor=coordinadora, espacio=lugar.espacio, motivo=MOTIVO)
    with pytest.raises(PermissionDenied):
        services.aprobar_retiro(actor=coordinadora, pedido=pedido)
    espacio = services.aprobar_retiro(actor=especialista, pedido=pedido)
    pedido.refresh_from_db()
    assert (espacio.estado, pedido.estado, pedido.resuelto_por) == ("retirado", "aprobado", especialista)
    hechos = [en_palabras(e) for e in Evento.objects.filter(objeto_id=str(espacio.pk)).order_by("pk")]
    assert [h.titulo for h in hechos] == [
        "Se pidió el retiro del programa",
        "Se retiró del programa: de «identificado» a «retirado»",
    ]
    assert [h.texto for h in hechos] == [f"{a}. Motivo: {MOTIVO}" for a in (coordinadora, especialista)]


def test_whoever_asked_does_not_approve(lugar, especialista):
    pedido = services.pedir_retiro(actor=especialista, espacio=lugar.espacio, motivo=MOTIVO)
    with pytest.raises(ValidationError, match="lo aprueba otra persona"):
        services.aprobar_retiro(actor=especialista, pedido=pedido)


def test_one_request_waits_at_a_time_and_an_answered_one_is_closed(lugar, coordinadora, especialista):
    pedido = services.pedir_retiro(actor=coordinadora, espacio=lugar.espacio, motivo=MOTIVO)
    with pytest.raises(ValidationError, match="espera respuesta"):
        services.pedir_retiro(actor=coordinadora, espacio=lugar.espacio, motivo=MOTIVO)
    with pytest.raises(ValidationError):
        services.negar_retiro(actor=especialista, pedido=pedido, respuesta=" ")
    services.negar_retiro(actor=especialista, pedido=pedido, respuesta="Hay una obra en marcha.")
    with pytest.raises(ValidationError, match="ya está negado"):
        services.aprobar_retiro(actor=especialista, pedido=pedido)
    nuevo = services.pedir_retiro(actor=coordinadora, espacio=lugar.espacio, motivo=MOTIVO)
    assert services.anular_pedido(actor=coordinadora, pedido=nuevo).estado == "anulado"


def test_direct_retirement_closes_the_request_that_waited(lugar, coordinadora, especialista):
    pedido = services.pedir_retiro(actor=coordinadora, espacio=lugar.espacio, motivo=MOTIVO)
    services.retirar_espacio(actor=especialista, espacio=lugar.espacio, version=1, motivo=MOTIVO)
    pedido.refresh_from_db()
    assert (pedido.estado, pedido.respuesta) == ("anulado", "El espacio se retiró directamente.")


@pytest.mark.parametrize(
    "campos", [{"estado": "aprobado"}, {"resuelto_en": now}, {"estado": "aprobado", "resuelto_en": now}]
)
def test_database_refuses_an_answer_without_somebody_else(campos):
    autor = UsuarioFactory()
    if len(campos) == 2:
        campos = {**campos, "resuelto_por": autor}
    with pytest.raises(IntegrityError), transaction.atomic():
        PedidoDeRetiroFactory(autor=autor, **al_momento(campos))


class TestPedirRetiro(ContratoFormularioEdicion):
    permiso = Permiso.ESPACIO_EDITAR
    modelo = PedidoDeRetiro
    obligatorio = "motivo"

    def fila(self, lugar):
        return lugar.espacio

    def url_de(self, fila):
        return reverse("espacios:retiro-pedir", args=[fila.codigo])

    def url_inexistente(self):
        return reverse("espacios:retiro-pedir", args=["NES-150132-9999"])

    def datos(self, lugar):
        return {"motivo": MOTIVO}

    def ajenos(self, lejano):
        return {}


class _DeUnPedido:
    def fila(self, lugar):
        if not hasattr(lugar, "_pedido"):
            lugar._pedido = PedidoDeRetiroFactory(espacio=lugar.espacio)
        return lugar._pedido

    def url_de(self, fila):
        return reverse(self.nombre, args=[fila.uuid])

    def url_inexistente(self):
        return reverse(self.nombre, args=["00000000-0000-4000-8000-000000000000"])

    def ajenos(self, lejano):
        return {}


class TestResponderRetiro(_DeUnPedido, ContratoFormularioEdicion):
    permiso = Permiso.ESPACIO_APROBAR
    modelo = PedidoDeRetiro
    obligatorio = "decision"
    nombre = "espacios:retiro-responder"

    def datos(self, lugar):
        return {"decision": "negar", "respuesta": "Hay una obra en marcha."}


class TestAnularPedido(_DeUnPedido, ContratoAccion):
    permiso = Permiso.ESPACIO_EDITAR
    modelo = PedidoDeRetiro
    nombre = "espacios:retiro-anular"


def test_request_goes_from_the_space_page_to_the_week_of_whoever_answers(client, lugar, coordinadora):
    espacio = lugar.espacio
    url = reverse("espacios:retiro-pedir", args=[espacio.codigo])
    assert url in client.get(espacio.get_absolute_url()).content.decode()
    sin_pedido = contar_consultas(client, espacio.get_absolute_url())
    client.post(url, {"motivo": MOTIVO})
    pagina = client.get(espacio.get_absolute_url()).content.decode()
    assert MOTIVO in pagina
    assert url not in pagina
    assert contar_consultas(client, espacio.get_absolute_url()) == sin_pedido + 1
    entrar(client, lugar.usuario(Rol.ESPECIALISTA_REGIONAL))
    responder = reverse("espacios:retiro-responder", args=[PedidoDeRetiro.objects.get().uuid])
    assert responder in client.get(reverse("portal:inicio-trabajo")).content.decode()
    client.post(responder, {"decision": "aprobar"})
    espacio.refresh_from_db()
    assert espacio.estado == "retirado"
