"""Four places that every scope question can be asked about, and a user of any role in any of them."""

from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model

from comites.models import Comite
from cuentas.enums import SIN_LUGAR, Ambito
from cuentas.models import Usuario
from cuentas.roles import DEFINICIONES, Rol
from espacios.models import EspacioPublico
from territorio.models import Comisaria, Distrito, Municipalidad, Provincia, Region
from tests.apoyo import SiempreLasMismas
from tests.fabricas.comites import ComiteFactory
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.espacios import EspacioFactory
from tests.fabricas.territorio import (
    ComisariaFactory,
    DistritoFactory,
    MunicipalidadFactory,
    ProvinciaFactory,
    RegionFactory,
)


@dataclass
class Lugar:
    """A municipality and one of its comisarías; its space and committee are made when first asked for."""

    region: Region
    municipalidad: Municipalidad
    comisaria: Comisaria

    @cached_property
    def espacio(self) -> EspacioPublico:
        return self.otro_espacio()

    @cached_property
    def comite(self) -> Comite:
        return ComiteFactory(espacio=self.espacio)

    def otro_espacio(self, **campos: Any) -> EspacioPublico:
        """Make one more space here."""
        return EspacioFactory(municipalidad=self.municipalidad, comisaria=self.comisaria, **campos)

    def usuario(self, rol: Rol) -> Usuario:
        """Make a user who holds `rol` over this place (over its region, comisaría… as the role asks)."""
        ambito = DEFINICIONES[rol].ambito
        return usuario_con_rol(rol, None if ambito in SIN_LUGAR else getattr(self, ambito.value))


@dataclass
class Lugares:
    """`propio`; `vecino`: same municipality, other comisaría; `hermano`: other municipality of the
    same region; `lejano`: another region."""

    propio: Lugar
    vecino: Lugar
    hermano: Lugar
    lejano: Lugar

    def todos(self) -> dict[str, Lugar]:
        return {"propio": self.propio, "vecino": self.vecino, "hermano": self.hermano, "lejano": self.lejano}


# Which places a user of `propio` reaches, by the kind of place that the role is tied to.
ALCANZA: dict[Ambito, set[str]] = {
    Ambito.PAIS: {"propio", "vecino", "hermano", "lejano"},
    Ambito.REGION: {"propio", "vecino", "hermano"},
    Ambito.MUNICIPALIDAD: {"propio", "vecino"},
    Ambito.COMISARIA: {"propio"},
    Ambito.COMITE: {"propio"},
    # Nothing by place: what is entrusted to the account, wherever it is.
    Ambito.PROPIO: set(),
}


_primeros: list[Lugares] = []
_filas = SiempreLasMismas()


def hacer_lugares() -> Lugares:
    """Make the four places, without any space in them yet.

    Their rows are the same for every test that asks, so they are thought out once and then copied.
    """
    if not _primeros:
        _primeros.append(_inventar_lugares())
        return deepcopy(_primeros[0])
    _filas.poner(_escribir)
    return deepcopy(_primeros[0])


def _escribir() -> None:
    for modelo, filas in _filas_por_modelo(deepcopy(_primeros[0])).items():
        modelo._base_manager.bulk_create(filas, ignore_conflicts=True)


def _inventar_lugares() -> Lugares:
    lima = RegionFactory(ubigeo="1501", nombre="Lima Metropolitana")
    cusco = RegionFactory(ubigeo="08", nombre="Cusco", iso_3166_2="PE-CUS")
    propio = _lugar(lima, "150132", "1501")
    vecino = Lugar(lima, propio.municipalidad, ComisariaFactory(distrito=propio.municipalidad.distrito))
    return Lugares(propio, vecino, _lugar(lima, "150110", "1501"), _lugar(cusco, "080104", "0801"))


def _lugar(region: Region, ubigeo: str, provincia: str) -> Lugar:
    distrito = DistritoFactory(
        ubigeo=ubigeo, region=region, provincia=ProvinciaFactory(ubigeo=provincia, region=region)
    )
    municipalidad = MunicipalidadFactory(distrito=distrito)
    return Lugar(region, municipalidad, ComisariaFactory(distrito=distrito))


def _filas_por_modelo(lugares: Lugares) -> dict[type[Model], list[Any]]:
    """Return each row once, the tables that others point at first."""
    todos = lugares.todos().values()
    distritos = {lugar.municipalidad.distrito.pk: lugar.municipalidad.distrito for lugar in todos}
    return {
        Region: list({lugar.region.pk: lugar.region for lugar in todos}.values()),
        Provincia: list({d.provincia.pk: d.provincia for d in distritos.values()}.values()),
        Distrito: list(distritos.values()),
        Municipalidad: list({lugar.municipalidad.pk: lugar.municipalidad for lugar in todos}.values()),
        Comisaria: [lugar.comisaria for lugar in todos],
    }
