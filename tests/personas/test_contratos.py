"""The contracts of every screen of persons."""

from django.urls import reverse

from cuentas.enums import Permiso
from personas.models import AccesoADatos, SolicitudDeAcceso
from tests.contratos import ContratoAccion, ContratoDetalle, ContratoLista
from tests.fabricas.comites import IntegranteFactory
from tests.fabricas.personas import AccesoADatosFactory, PersonaFactory, SolicitudDeAccesoFactory

NADIE = 987654321


def persona_en(lugar, **campos):
    return IntegranteFactory(comite=lugar.comite, persona=PersonaFactory(**campos)).persona


class TestLista(ContratoLista):
    url = "personas:lista"
    permiso = Permiso.PERSONA_VER
    consultas = 6

    def fila(self, lugar):
        return persona_en(lugar)


class TestFicha(ContratoDetalle):
    permiso = Permiso.PERSONA_VER

    def fila(self, lugar):
        return persona_en(lugar)

    def url_inexistente(self):
        return reverse("personas:persona-detalle", args=[NADIE])


class TestRevelar(ContratoAccion):
    """Its GET only asks; the contract of a button holds for its post."""

    permiso = Permiso.PERSONA_REVELAR
    modelo = AccesoADatos

    def fila(self, lugar):
        return persona_en(lugar)

    def datos(self, fila):
        return {"campos": ["documento"], "motivo": "Llenar el acta de renovación"}

    def url_de(self, fila):
        return reverse("personas:persona-revelar", args=[fila.pk])

    def url_inexistente(self):
        return reverse("personas:persona-revelar", args=[NADIE])

    def test_get_is_not_allowed(self, client, lugares):
        fila = self.fila(lugares.propio)
        self.entra(client, self.rol_de_prueba(), lugares.propio)
        assert client.get(self.url_de(fila)).status_code == 200
        assert AccesoADatos.objects.count() == 0


class TestPedidos(ContratoLista):
    url = "personas:pedidos"
    permiso = Permiso.PERSONA_EDITAR
    consultas = 6

    def fila(self, lugar):
        return SolicitudDeAccesoFactory(persona=persona_en(lugar))


class _Responder(ContratoAccion):
    permiso = Permiso.PERSONA_EDITAR
    modelo = SolicitudDeAcceso

    def fila(self, lugar):
        return SolicitudDeAccesoFactory(persona=persona_en(lugar))

    def datos(self, fila):
        return {"version": fila.version}

    def url_de(self, fila):
        return reverse(f"personas:{self.nombre}", args=[fila.pk])

    def url_inexistente(self):
        return reverse(f"personas:{self.nombre}", args=[NADIE])


class TestConceder(_Responder):
    nombre = "pedido-conceder"


class TestNegar(_Responder):
    nombre = "pedido-negar"


class TestAccesos(ContratoLista):
    url = "personas:accesos"
    permiso = Permiso.ACCESOS_VER
    consultas = 3

    def fila(self, lugar):
        return AccesoADatosFactory(persona=persona_en(lugar))
