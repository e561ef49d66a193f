"""The contracts of the forms over persons: consents, revoking, uniting."""

from datetime import date

from django.urls import reverse

from cuentas.enums import Permiso
from personas.models import Consentimiento, Fusion
from tests.contratos import ContratoFormularioEdicion
from tests.fabricas.comites import IntegranteFactory
from tests.fabricas.personas import ConsentimientoFactory

NADIE = 987654321


class TestConsentir(ContratoFormularioEdicion):
    permiso = Permiso.PERSONA_EDITAR
    modelo = Consentimiento
    obligatorio = "finalidades"

    def fila(self, lugar):
        if not hasattr(lugar, "vecina"):
            lugar.vecina = IntegranteFactory(comite=lugar.comite).persona
        return lugar.vecina

    def url_de(self, fila):
        return reverse("personas:consentir", args=[fila.pk])

    def url_inexistente(self):
        return reverse("personas:consentir", args=[NADIE])

    def datos(self, lugar):
        return {"finalidades": ["gestion", "whatsapp"], "canal": "papel", "fecha": date.today()}

    def ajenos(self, lejano):
        return {}


class TestRevocar(ContratoFormularioEdicion):
    permiso = Permiso.PERSONA_EDITAR
    modelo = Consentimiento
    obligatorio = "motivo"

    def fila(self, lugar):
        if not hasattr(lugar, "dado"):
            persona = IntegranteFactory(comite=lugar.comite).persona
            lugar.dado = ConsentimientoFactory(persona=persona)
        return lugar.dado

    def url_de(self, fila):
        return reverse("personas:consentimiento-revocar", args=[fila.pk])

    def url_inexistente(self):
        return reverse("personas:consentimiento-revocar", args=[NADIE])

    def datos(self, lugar):
        return {"motivo": "Lo dijo en la asamblea"}

    def ajenos(self, lejano):
        return {}


class TestUnir(ContratoFormularioEdicion):
    permiso = Permiso.PERSONA_FUSIONAR
    modelo = Fusion
    obligatorio = "motivo"

    def fila(self, lugar):
        if not hasattr(lugar, "par"):
            hoy = date.today()
            lugar.par = [IntegranteFactory(comite=lugar.comite, hasta=hoy).persona for _ in range(2)]
        return lugar.par[0]

    def url_de(self, fila):
        otra = fila.membresias.get().comite.integrantes.exclude(persona=fila).get().persona
        return reverse("personas:unir", args=[fila.pk, otra.pk])

    def url_inexistente(self):
        return reverse("personas:unir", args=[NADIE, NADIE + 1])

    def datos(self, lugar):
        self.fila(lugar)
        elegidos = dict.fromkeys(("documento", "apellido_materno", "celular"), "primera")
        return {**elegidos, "motivo": "Es la misma persona", "version_una": 1, "version_otra": 1}

    def ajenos(self, lejano):
        return {}

    def test_stale_version_is_answered_with_409(self, client, lugares):
        self.entra(client, self.rol_de_prueba(), lugares.propio)
        assert self._enviar(client, lugares.propio, version_otra="9").status_code == 409
        assert Fusion.objects.count() == 0
