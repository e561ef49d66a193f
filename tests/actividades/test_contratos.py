"""Every screen of activities keeps the contracts: scope, permission, growth, repeats, stale versions."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from actividades.enums import EstadoActividad
from actividades.models import Actividad, Evidencia
from cuentas.enums import Permiso
from cuentas.roles import Rol, roles_con
from tests.contratos import ContratoAccion, ContratoDetalle, ContratoFormularioEdicion, ContratoLista
from tests.contratos.escritura import ContratoFormularioNuevo
from tests.contratos.lugares import Lugar
from tests.fabricas.actividades import ActividadFactory, EvidenciaFactory, TipoActividadFactory

LIDER = frozenset({Rol.LIDER_COMITE})
QUIENES_NO_LIDERAN = frozenset(roles_con(Permiso.ACTIVIDAD_ANOTAR)) - LIDER


class TestLista(ContratoLista):
    url = "actividades:lista"
    permiso = Permiso.ACTIVIDAD_VER
    consultas = 6

    def fila(self, lugar: Lugar) -> Actividad:
        return ActividadFactory(comite=lugar.comite)


class TestCalendario(TestLista):
    url = "actividades:calendario"
    consultas = 5


class TestPorVerificar(ContratoLista):
    url = "actividades:por-verificar"
    permiso = Permiso.ACTIVIDAD_VERIFICAR
    consultas = 6

    def fila(self, lugar: Lugar) -> Actividad:
        return EvidenciaFactory(actividad__comite=lugar.comite, actividad__total_fotos=1).actividad


class TestDetalle(ContratoDetalle):
    permiso = Permiso.ACTIVIDAD_VER

    def fila(self, lugar: Lugar) -> Actividad:
        return ActividadFactory(comite=lugar.comite)

    def url_inexistente(self) -> str:
        return reverse("actividades:actividad-detalle", args=[uuid.uuid4()])


class TestRecibo(TestDetalle):
    permiso = Permiso.ACTIVIDAD_ANOTAR

    def url_de(self, fila: Any) -> str:
        return reverse("actividades:recibo", args=[fila.uuid])

    def url_inexistente(self) -> str:
        return reverse("actividades:recibo", args=[uuid.uuid4()])


class TestFotoDeEvidencia(ContratoDetalle):
    """The file of the factory does not exist: in scope that is seen as a 404 of its own, tested beside."""

    permiso = Permiso.ACTIVIDAD_VER

    def fila(self, lugar: Lugar) -> Evidencia:
        return EvidenciaFactory(actividad__comite=lugar.comite)

    def url_de(self, fila: Any) -> str:
        return reverse("actividades:evidencia", args=[fila.uuid, "miniatura"])

    def url_inexistente(self) -> str:
        return reverse("actividades:evidencia", args=[uuid.uuid4(), "miniatura"])

    def test_answers_in_scope_and_404_outside(self, client, lugares, rol_con, monkeypatch):
        pedidas = []
        monkeypatch.setattr(
            "actividades.views.trabajo.responder_foto",
            lambda nombre, tamano: pedidas.append(nombre) or _vacia(),
        )
        filas = self.filas(lugares)
        super().test_answers_in_scope_and_404_outside(client, lugares, rol_con)
        assert len(pedidas) == len(self.alcanza(rol_con) & set(filas))


def _vacia() -> Any:
    return HttpResponse()


class TestVerificar(ContratoAccion):
    permiso = Permiso.ACTIVIDAD_VERIFICAR
    modelo = Actividad

    def fila(self, lugar: Lugar) -> Actividad:
        return ActividadFactory(comite=lugar.comite, total_fotos=1)

    def url_de(self, fila: Any) -> str:
        return reverse("actividades:verificar", args=[fila.uuid])

    def datos(self, fila: Any) -> dict[str, Any]:
        return {"version": "1"}

    def url_inexistente(self) -> str:
        return reverse("actividades:verificar", args=[uuid.uuid4()])


class PasoConTexto(ContratoFormularioEdicion):
    """A step with words over one activity."""

    modelo = Actividad
    obligatorio = "texto"
    nombre = ""
    campos: dict[str, Any] = {}

    def fila(self, lugar: Lugar) -> Actividad:
        # One row a place: the contract asks for its address and its data apart.
        clave = f"_fila_{self.nombre}"
        if not hasattr(lugar, clave):
            setattr(lugar, clave, ActividadFactory(comite=lugar.comite, **self.campos))
        return getattr(lugar, clave)

    def url_de(self, fila: Any) -> str:
        return reverse(f"actividades:{self.nombre}", args=[fila.uuid])

    def url_inexistente(self) -> str:
        return reverse(f"actividades:{self.nombre}", args=[uuid.uuid4()])

    def datos(self, lugar: Lugar) -> dict[str, Any]:
        return {"texto": "Falta la foto del después.", "version": "1"}

    def ajenos(self, lejano: Lugar) -> dict[str, Any]:
        return {}


class PasoDeQuienAnoto(PasoConTexto):
    """A step that, on the phone, only whoever wrote it down takes: others are led to its page."""

    permiso = Permiso.ACTIVIDAD_ANOTAR

    def entra(self, client: Any, rol: Rol, lugar: Lugar) -> Any:
        usuario = super().entra(client, rol, lugar)
        if rol == Rol.LIDER_COMITE:
            Actividad.objects.filter(comite=lugar.comite).update(autor=usuario)
        return usuario


class TestObservar(PasoConTexto):
    permiso = Permiso.ACTIVIDAD_VERIFICAR
    nombre = "observar"


class TestRechazar(PasoConTexto):
    permiso = Permiso.ACTIVIDAD_VERIFICAR
    nombre = "rechazar"


class TestPedirOtraMirada(PasoConTexto):
    permiso = Permiso.ACTIVIDAD_ANOTAR
    nombre = "pedir"
    campos = {"estado": "rechazada", "observacion": "No se ve el parque."}


class TestReabrir(PasoConTexto):
    permiso = Permiso.ACTIVIDAD_VERIFICAR
    nombre = "reabrir"
    campos = {"verificada": True}


class TestCancelar(PasoDeQuienAnoto):
    nombre = "cancelar"


class TestResponder(PasoConTexto):
    permiso = Permiso.ACTIVIDAD_ANOTAR
    nombre = "responder"
    campos = {"estado": EstadoActividad.OBSERVADA}


class TestEditar(PasoDeQuienAnoto):
    nombre = "editar"
    obligatorio = "fecha"

    def datos(self, lugar: Lugar) -> dict[str, Any]:
        return {
            "tipo": str(TipoActividadFactory().pk),
            "fecha": "2024-05-04",
            "participantes": "25",
            "titulo": "Faena de mayo",
            "version": "1",
        }


class TestNueva(ContratoFormularioNuevo):
    permiso = Permiso.ACTIVIDAD_ANOTAR
    exceptuados = LIDER
    modelo = Actividad
    obligatorio = "participantes"

    def url(self, lugar: Lugar) -> str:
        return reverse("actividades:nueva", args=[lugar.espacio.codigo])

    def datos(self, lugar: Lugar) -> dict[str, Any]:
        return {
            "organizador": "municipalidad",
            "tipo": str(TipoActividadFactory().pk),
            "fecha": "2024-05-04",
            "participantes": "25",
        }

    def ajenos(self, lejano: Lugar) -> dict[str, Any]:
        return {}

    def test_space_out_of_reach_answers_like_a_missing_one(self, client, lugares):
        ajeno = self.url(lugares.lejano)
        self.entra(client, self.rol_de_prueba(), lugares.propio)
        assert client.get(ajeno).status_code == 404
        assert client.post(ajeno, self.datos(lugares.lejano)).status_code == 404
        assert client.get(reverse("actividades:nueva", args=["NES-999999-99"])).status_code == 404

    def test_leader_writes_on_the_phone_screen_only(self, client, lugares):
        self.entra(client, Rol.LIDER_COMITE, lugares.propio)
        assert client.get(self.url(lugares.propio)).status_code == 404


class TestAnotar(ContratoFormularioNuevo):
    permiso = Permiso.ACTIVIDAD_ANOTAR
    exceptuados = QUIENES_NO_LIDERAN
    modelo = Actividad
    obligatorio = "participantes"

    def url(self, lugar: Lugar) -> str:
        return reverse("actividades:anotar")

    def datos(self, lugar: Lugar) -> dict[str, Any]:
        return {
            "comite": str(lugar.comite.pk),
            "tipo": TipoActividadFactory().slug,
            "fecha": "2024-05-04",
            "participantes": "25",
        }

    def ajenos(self, lejano: Lugar) -> dict[str, Any]:
        return {"comite": str(lejano.comite.pk)}
