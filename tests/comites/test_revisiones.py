"""What leaders added, looked over by the office; and how many documents they may look up."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from comites.models import Integrante
from comites.selectors import agregados_por_revisar
from comites.services import agregar_integrante, anular_agregado, aprobar_agregado, corregir_agregado
from comunes.models import Evento
from cuentas.enums import Permiso
from cuentas.roles import Rol
from tests.apoyo import entrar
from tests.comites.apoyo import errores
from tests.comites.conftest import HOY
from tests.contratos import ContratoAccion, ContratoFormularioEdicion, ContratoLista
from tests.fabricas.comites import ComiteFactory, IntegranteFactory
from tests.fabricas.cuentas import usuario_con_rol

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy_fijo")]
MOTIVO = "Es la misma persona que la vocal."
NADIE = 999_999


@pytest.fixture
def lider(comite):
    return usuario_con_rol(Rol.LIDER_COMITE, comite)


@pytest.fixture
def agregada(comite, lider, cargos):
    antes = IntegranteFactory(comite=comite, hasta=HOY)
    return agregar_integrante(actor=lider, comite=comite, persona=antes.persona, cargo=cargos["vocal"])


def revisar(servicio, actor, integrante, **datos):
    return servicio(actor=actor, integrante=integrante, version=integrante.version, **datos)


def test_who_the_leader_adds_waits_and_counts_meanwhile(client, agregada, coordinadora, comite):
    assert list(agregados_por_revisar(coordinadora)) == [agregada]
    assert list(Integrante.objects.activos().filter(comite=comite)) == [agregada]
    entrar(client, coordinadora)
    grupo = next(g for g in client.get("/inicio/").context["grupos"] if g.slug == "agregados")
    assert (grupo.total, grupo.url_todas) == (1, reverse("comites:por-revisar"))


def test_approval_is_one_tap_and_only_once(client, agregada, coordinadora):
    entrar(client, coordinadora)
    url = reverse("comites:agregado-aprobar", args=[agregada.pk])
    estados = [client.post(url, {"version": 1}).status_code for _ in range(2)]
    agregada.refresh_from_db()
    assert (estados, agregada.revision, agregada.revisado_por) == ([302, 302], "aprobada", coordinadora)
    assert Evento.objects.filter(accion="integrante-aprobado").count() == 1


def test_correction_keeps_its_motive_for_the_leader(client, agregada, coordinadora, lider, cargos):
    revisar(corregir_agregado, coordinadora, agregada, cargo=cargos["fiscal"], desde=HOY, motivo=MOTIVO)
    agregada.refresh_from_db()
    assert (agregada.cargo.slug, agregada.revision, agregada.motivo_revision) == (
        "fiscal",
        "corregida",
        MOTIVO,
    )
    entrar(client, lider)
    assert MOTIVO in client.get(reverse("comites:mio-detalle", args=[agregada.comite_id])).content.decode()


def test_annulment_empties_the_membership_and_the_leader_reads_why(client, agregada, coordinadora, lider):
    revisar(anular_agregado, coordinadora, agregada, motivo=MOTIVO)
    agregada.refresh_from_db()
    assert (agregada.hasta, agregada.motivo_salida, agregada.revision) == (HOY, "anulacion", "anulada")
    entrar(client, lider)
    contexto = client.get(reverse("comites:mio-detalle", args=[agregada.comite_id])).context
    assert [f.integrante for f in contexto["anulados"]] == [agregada]
    assert not agregados_por_revisar(coordinadora).exists()


def test_leader_may_not_review_and_a_motive_is_needed(agregada, coordinadora, lider):
    with pytest.raises(PermissionDenied):
        revisar(aprobar_agregado, lider, agregada)
    assert list(errores(revisar, anular_agregado, coordinadora, agregada, motivo="mal")) == ["motivo"]
    de_oficina = IntegranteFactory(comite=agregada.comite)
    with pytest.raises(ValidationError):
        revisar(aprobar_agregado, coordinadora, de_oficina)


def test_looking_up_documents_in_a_row_is_held_back_and_written_once(client, comite, lider, settings):
    settings.MAXIMO_DE_DOCUMENTOS_BUSCADOS = 2
    entrar(client, lider)
    url = reverse("comites:mio-agregar", args=[comite.pk])
    vistas = [
        client.post(url, {"paso": "documento", "tipo_documento": "dni", "numero_documento": f"4400000{n}"})
        for n in range(4)
    ]
    assert [v.status_code for v in vistas] == [200, 200, 429, 429]
    campo = vistas[-1].context["documento"]["numero_documento"]
    assert (campo.value(), "Buscaste muchos documentos" in str(campo.errors)) == ("44000003", True)
    evento = Evento.objects.get(accion="busquedas-frenadas")
    assert (evento.actor, "4400000" in str(evento.datos)) == (lider, False)


def _pendiente(comite):
    return IntegranteFactory(comite=comite, revision="pendiente", desde=HOY)


class TestPorRevisar(ContratoLista):
    url = "comites:por-revisar"
    permiso = Permiso.COMITE_EDITAR
    consultas = 3

    def fila(self, lugar):
        return _pendiente(lugar.comite)

    def otra(self, lugar):
        return _pendiente(ComiteFactory(espacio=lugar.otro_espacio()))


class TestAgregadoRevisar(ContratoFormularioEdicion):
    permiso = Permiso.COMITE_EDITAR
    modelo = Integrante
    obligatorio = "motivo"

    def fila(self, lugar):
        return lugar.comite.integrantes.filter(revision="pendiente").first() or _pendiente(lugar.comite)

    def url_de(self, fila):
        return reverse("comites:agregado-revisar", args=[fila.pk])

    def url_inexistente(self):
        return reverse("comites:agregado-revisar", args=[NADIE])

    def datos(self, lugar):
        integrante = self.fila(lugar)
        return {
            "decision": "anular",
            "cargo": integrante.cargo_id,
            "desde": HOY,
            "motivo": MOTIVO,
            "version": integrante.version,
        }

    def ajenos(self, lejano):
        return {"cargo": NADIE}


class TestAgregadoAprobar(ContratoAccion):
    permiso = Permiso.COMITE_EDITAR
    modelo = Integrante

    def fila(self, lugar):
        return _pendiente(lugar.comite)

    def datos(self, fila):
        return {"version": fila.version}

    def url_de(self, fila):
        return reverse("comites:agregado-aprobar", args=[fila.pk])

    def url_inexistente(self):
        return reverse("comites:agregado-aprobar", args=[NADIE])
