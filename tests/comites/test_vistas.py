"""The contracts of every committee screen: who enters, what they see, what a refusal leaves alone."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from comites.models import Cargo, Comite, GrupoWhatsApp, Integrante, Mandato
from comites.vigencia import fin_propuesto
from cuentas.enums import Permiso
from personas.models import Persona
from tests.contratos import (
    ContratoAccion,
    ContratoDetalle,
    ContratoFormularioEdicion,
    ContratoFormularioNuevo,
    ContratoLista,
)
from tests.fabricas.comites import ComiteFactory, GrupoFactory, IntegranteFactory, MandatoFactory
from tests.fabricas.personas import PersonaFactory

NADIE = 987654321


def hoy():
    return timezone.localdate()


class TestLista(ContratoLista):
    url = "comites:lista"
    permiso = Permiso.COMITE_VER
    consultas = 7

    def fila(self, lugar):
        return lugar.comite

    def otra(self, lugar):
        comite = ComiteFactory(espacio=lugar.otro_espacio())
        MandatoFactory(comite=comite)
        GrupoFactory(comite=comite)
        IntegranteFactory(comite=comite)
        return comite


class TestFicha(ContratoDetalle):
    permiso = Permiso.COMITE_VER

    def fila(self, lugar):
        return lugar.comite

    def url_inexistente(self):
        return reverse("comites:comite-detalle", args=[NADIE])


class TestHistoria(ContratoDetalle):
    permiso = Permiso.COMITE_VER

    def fila(self, lugar):
        return lugar.comite

    def url_de(self, fila):
        return reverse("comites:comite-historia", args=[fila.pk])

    def url_inexistente(self):
        return reverse("comites:comite-historia", args=[NADIE])


class TestConstituir(ContratoDetalle, ContratoFormularioNuevo):
    permiso = Permiso.COMITE_EDITAR
    modelo = Comite
    obligatorio = "nombre"

    def fila(self, lugar):
        return lugar.espacio

    def url_de(self, fila):
        return reverse("comites:comite-nuevo", args=[fila.codigo])

    def url_inexistente(self):
        return reverse("comites:comite-nuevo", args=["NES-999999-99"])

    def url(self, lugar):
        return self.url_de(lugar.espacio)

    def datos(self, lugar):
        dia = hoy() - timedelta(days=3)
        return {
            "nombre": "Comité Comunitario Grupo 4",
            "fecha": dia,
            "fin": fin_propuesto(dia),
            "acta": "Acta 1",
        }

    def ajenos(self, lejano):
        return {}


class _ContratoDeComite(ContratoFormularioEdicion):
    """A form over the committee itself."""

    permiso = Permiso.COMITE_EDITAR
    modelo = Comite
    nombre_url: str

    def fila(self, lugar):
        return lugar.comite

    def url_de(self, fila):
        return reverse(self.nombre_url, args=[fila.pk])

    def url_inexistente(self):
        return reverse(self.nombre_url, args=[NADIE])


class TestEditarNombre(_ContratoDeComite):
    nombre_url = "comites:comite-editar"
    obligatorio = "nombre"

    def datos(self, lugar):
        return {"nombre": "Comité Comunitario Renombrado", "version": 1}

    def ajenos(self, lejano):
        return {}


class TestRenovar(_ContratoDeComite):
    nombre_url = "comites:comite-renovar"
    modelo = Mandato
    obligatorio = "inicio"

    def datos(self, lugar):
        return {
            "dia": hoy(),
            "hora": "16:00",
            "lugar": "Losa del parque",
            "asistentes": 0,
            "inicio": hoy(),
            "fin": fin_propuesto(hoy()),
            "acta": "Acta 2",
            "version": 1,
        }

    def ajenos(self, lejano):
        return {}


class TestDisolver(_ContratoDeComite):
    nombre_url = "comites:comite-disolver"
    obligatorio = "motivo"

    def datos(self, lugar):
        return {"fecha": hoy(), "motivo": "El barrio se mudó.", "version": 1}

    def ajenos(self, lejano):
        return {}


class TestGrupoNuevo(_ContratoDeComite):
    permiso = Permiso.GRUPO_EDITAR
    nombre_url = "comites:grupo-editar"
    modelo = GrupoWhatsApp
    obligatorio = "celular_administrador"

    def datos(self, lugar):
        return {
            "celular_administrador": "987654321",
            "miembros": 34,
            "abierto": hoy(),
            "ultimo_mensaje": hoy(),
        }

    def ajenos(self, lejano):
        return {}

    def test_missing_value_is_answered_with_what_was_typed(self, client, lugares):
        """Every field of a group may be left out; what is wrong keeps what was typed."""
        self.entra(client, self.rol_de_prueba(), lugares.propio)
        malos = {**self.datos(lugares.propio), "celular_administrador": "98745612"}
        respuesta = client.post(self.url(lugares.propio), malos)
        assert respuesta.status_code == 422
        assert respuesta.context["form"]["celular_administrador"].value() == "98745612"
        assert GrupoWhatsApp.objects.count() == 0


class TestGrupoAbierto(TestGrupoNuevo):
    def fila(self, lugar):
        if not lugar.comite.grupos.exists():
            GrupoFactory(comite=lugar.comite)
        return lugar.comite

    def datos(self, lugar):
        self.fila(lugar)
        return super().datos(lugar) | {"version": 1}

    def test_missing_value_is_answered_with_what_was_typed(self, client, lugares):
        self.fila(lugares.propio)
        self.entra(client, self.rol_de_prueba(), lugares.propio)
        respuesta = client.post(
            self.url(lugares.propio), {**self.datos(lugares.propio), "miembros": "muchos"}
        )
        assert respuesta.status_code == 422
        assert respuesta.context["form"]["miembros"].value() == "muchos"


class _ContratoDeIntegrante(ContratoFormularioEdicion):
    permiso = Permiso.COMITE_EDITAR
    modelo = Integrante
    nombre_url: str

    def fila(self, lugar):
        integrante = lugar.comite.integrantes.first()
        return integrante or IntegranteFactory(comite=lugar.comite, desde=hoy() - timedelta(days=50))

    def url_de(self, fila):
        return reverse(self.nombre_url, args=[fila.pk])

    def url_inexistente(self):
        return reverse(self.nombre_url, args=[NADIE])


class TestIntegranteEditar(_ContratoDeIntegrante):
    nombre_url = "comites:integrante-editar"
    obligatorio = "cargo"

    def datos(self, lugar):
        self.fila(lugar)
        return {
            "cargo": Cargo.objects.get(slug="fiscal").pk,
            "desde": hoy() - timedelta(days=9),
            "version": 1,
        }

    def ajenos(self, lejano):
        return {"cargo": NADIE}


class TestIntegranteRetirar(_ContratoDeIntegrante):
    nombre_url = "comites:integrante-retirar"
    obligatorio = "motivo"

    def datos(self, lugar):
        self.fila(lugar)
        return {"fecha": hoy(), "motivo": "renuncia", "version": 1}

    def ajenos(self, lejano):
        return {"motivo": "disolucion"}


class TestIntegranteNuevo(_ContratoDeComite):
    """The last step for somebody nobody has registered."""

    nombre_url = "comites:integrante-nuevo"
    modelo = Integrante
    obligatorio = "nombres"

    def datos(self, lugar):
        lugar.comite  # noqa: B018
        return {
            "paso": "nueva",
            "tipo_documento": "dni",
            "numero_documento": "40123456",
            "nombres": "Rosa Elvira",
            "apellido_paterno": "Quispe",
            "apellido_materno": "Mamani",
            "sexo": "mujer",
            "fecha_nacimiento": "1980-05-04",
            "celular": "987654321",
            "cargo": Cargo.objects.get(slug="vocal").pk,
            "desde": hoy(),
            "consiente_gestion": "True",
            "canal": "papel",
        }

    def ajenos(self, lejano):
        ajena = IntegranteFactory(comite=lejano.comite).persona
        return {"cargo": NADIE, "numero_documento": ajena.numero_documento}


class TestLiderAcceso(ContratoAccion):
    permiso = Permiso.ENLACE_EMITIR
    modelo = Persona

    def fila(self, lugar):
        return IntegranteFactory(comite=lugar.comite)

    def url_de(self, fila):
        return reverse("comites:lider-acceso", args=[fila.pk])

    def url_inexistente(self):
        return reverse("comites:lider-acceso", args=[NADIE])


class TestGrupoCerrar(ContratoAccion):
    permiso = Permiso.COMITE_EDITAR
    modelo = GrupoWhatsApp

    def fila(self, lugar):
        GrupoFactory(comite=lugar.comite)
        return lugar.comite

    def url_de(self, fila):
        return reverse("comites:grupo-cerrar", args=[fila.pk])

    def url_inexistente(self):
        return reverse("comites:grupo-cerrar", args=[NADIE])


class TestPersonaEditar(ContratoFormularioEdicion):
    permiso = Permiso.PERSONA_EDITAR
    modelo = Persona
    obligatorio = "nombres"

    def fila(self, lugar):
        integrante = lugar.comite.integrantes.first()
        return (integrante or IntegranteFactory(comite=lugar.comite, persona=PersonaFactory())).persona

    def url_de(self, fila):
        return reverse("personas:persona-editar", args=[fila.pk])

    def url_inexistente(self):
        return reverse("personas:persona-editar", args=[NADIE])

    def datos(self, lugar):
        self.fila(lugar)
        return {
            "nombres": "Teodora",
            "apellido_paterno": "Huamán",
            "apellido_materno": "Ccallo",
            "sexo": "mujer",
            "celular": "999888777",
            "version": 1,
        }

    def ajenos(self, lejano):
        return {}
