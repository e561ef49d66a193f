"""The screens of joint activities keep the contracts: scope, permission, repeats, stale versions."""

import uuid
from typing import Any

from django.urls import reverse

from actividades.models import Actividad, Participacion
from cuentas.enums import Permiso
from tests.actividades.test_contratos import PasoConTexto, PasoDeQuienAnoto
from tests.contratos import ContratoAccion, ContratoDetalle, ContratoFormularioEdicion
from tests.contratos.lugares import Lugar
from tests.fabricas.actividades import ActividadFactory, ParticipacionFactory


class TestRevisarInstitucion(ContratoAccion):
    permiso = Permiso.ACTIVIDAD_VERIFICAR
    modelo = Participacion

    def fila(self, lugar: Lugar) -> Participacion:
        return ParticipacionFactory(actividad__comite=lugar.comite, confirmada=True)

    def url_de(self, fila: Any) -> str:
        return reverse("actividades:institucion-revisar", args=[fila.uuid])

    def datos(self, fila: Any) -> dict[str, Any]:
        return {"version": "1"}

    def url_inexistente(self) -> str:
        return reverse("actividades:institucion-revisar", args=[uuid.uuid4()])


class DeInstitucion(PasoConTexto):
    modelo = Participacion

    def fila(self, lugar: Lugar) -> Any:
        clave = f"_fila_{self.nombre}"
        if not hasattr(lugar, clave):
            setattr(lugar, clave, ParticipacionFactory(actividad__comite=lugar.comite, **self.campos))
        return getattr(lugar, clave)


class TestRetirarInstitucion(DeInstitucion):
    permiso = Permiso.ACTIVIDAD_ANOTAR
    nombre = "institucion-retirar"


class TestReabrirInstitucion(DeInstitucion):
    permiso = Permiso.ACTIVIDAD_VERIFICAR
    nombre = "institucion-reabrir"
    campos = {"estado": "retirada", "huella": None, "motivo": "No vinieron"}


class TestQuitarNombre(DeInstitucion):
    permiso = Permiso.ACTIVIDAD_VERIFICAR
    nombre = "institucion-quitar-nombre"
    obligatorio = "motivo"
    campos = {"confirmada": True}

    def datos(self, lugar: Lugar) -> dict[str, Any]:
        return {"motivo": "lo-pidio", "version": "1"}


class TestInvitar(ContratoFormularioEdicion):
    permiso = Permiso.ACTIVIDAD_ANOTAR
    modelo = Participacion
    obligatorio = "institucion"

    def fila(self, lugar: Lugar) -> Actividad:
        if not hasattr(lugar, "_fila_invitar"):
            lugar._fila_invitar = ActividadFactory(comite=lugar.comite)  # type: ignore[attr-defined]
        return lugar._fila_invitar  # type: ignore[attr-defined]

    def url_de(self, fila: Any) -> str:
        return reverse("actividades:invitar", args=[fila.uuid])

    def url_inexistente(self) -> str:
        return reverse("actividades:invitar", args=[uuid.uuid4()])

    def datos(self, lugar: Lugar) -> dict[str, Any]:
        return {"institucion": "municipalidad"}

    def ajenos(self, lejano: Lugar) -> dict[str, Any]:
        return {}

    def test_repeated_post_writes_once_and_answers_alike(self, client: Any, lugares: Any) -> None:
        """Not alike here: the link is shown once; tested in test_conjuntas."""


class TestCompletar(PasoDeQuienAnoto):
    nombre = "completar"

    def datos(self, lugar: Lugar) -> dict[str, Any]:
        return {"mujeres": "5", "siguiente_paso": "Pintar la banca", "version": "1"}

    def test_missing_value_is_answered_with_what_was_typed(self, client: Any, lugares: Any) -> None:
        """Nothing is asked for."""


class TestInformeDeUna(ContratoDetalle):
    permiso = Permiso.ACTIVIDAD_VER

    def fila(self, lugar: Lugar) -> Actividad:
        return ActividadFactory(comite=lugar.comite)

    def url_de(self, fila: Any) -> str:
        return reverse("actividades:informe-de-una", args=[fila.uuid])

    def url_inexistente(self) -> str:
        return reverse("actividades:informe-de-una", args=[uuid.uuid4()])
