"""What the contract suites have in common: roles by permission, and the state that must not change."""

from typing import Any, ClassVar

import pytest
from django.db.models import Model
from django.test import Client

from comunes.models import Evento
from cuentas.enums import Permiso
from cuentas.roles import DEFINICIONES, Rol, roles_con
from tests.apoyo import entrar
from tests.contratos.lugares import ALCANZA, Lugar, Lugares, hacer_lugares
from tests.fabricas.cuentas import UsuarioFactory


@pytest.mark.django_db
class Contrato:
    """Base of the suites. `rol_con` and `rol_sin` run a test for each role with or without `permiso`."""

    permiso: ClassVar[Permiso]
    # Roles that hold the permission but are kept out by a further rule, tested on its own.
    exceptuados: ClassVar[frozenset[Rol]] = frozenset()

    def pytest_generate_tests(self, metafunc: Any) -> None:
        con = roles_con(self.permiso) if hasattr(self, "permiso") else []
        if "rol_con" in metafunc.fixturenames:
            metafunc.parametrize("rol_con", [r for r in con if r not in self.exceptuados])
        if "rol_sin" in metafunc.fixturenames:
            metafunc.parametrize("rol_sin", [r for r in Rol if r not in con])

    @pytest.fixture
    def lugares(self, db: None) -> Lugares:
        return hacer_lugares()

    def fila(self, lugar: Lugar) -> Model:
        """Make (or return) the row of `lugar` that every role of that place reaches."""
        raise NotImplementedError

    def filas(self, lugares: Lugares) -> dict[str, Model]:
        return {nombre: self.fila(lugar) for nombre, lugar in lugares.todos().items()}

    def alcanza(self, rol: Rol) -> set[str]:
        """Return the names of the places whose rows `rol`, held in `propio`, reaches."""
        return ALCANZA[DEFINICIONES[rol].ambito]

    def entra(self, client: Client, rol: Rol, lugar: Lugar) -> Any:
        return entrar(client, lugar.usuario(rol))

    def entra_sin_rol(self, client: Client) -> Any:
        return entrar(client, UsuarioFactory())

    def rol_de_prueba(self) -> Rol:
        """Return the role that tests about something else than roles use: the narrowest usual one."""
        con = [r for r in roles_con(self.permiso) if r not in self.exceptuados]
        preferidos = [Rol.COORDINADOR_MUNICIPAL, Rol.LIDER_COMITE, Rol.ESPECIALISTA_REGIONAL]
        return next((r for r in preferidos if r in con), con[0])


def retrato(*modelos: type[Model]) -> list[Any]:
    """Return every stored value of `modelos` and the length of the history: what a refusal leaves alone."""
    filas = [list(m._base_manager.order_by("pk").values()) for m in modelos]
    return [filas, Evento.objects.count()]
