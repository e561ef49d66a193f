"""What every check of a review needs at hand: territory, catalogues, today, and whose scope it is."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from actividades.models import TipoActividad
from comites.models import Cargo
from comunes.hojas.celdas import Celda, leer_fecha
from cuentas.enums import Permiso
from espacios.models import FactorRiesgo, TipoEspacio
from padron import catalogos
from padron.catalogos import Listado, cargar
from padron.lugares import Deteccion, Lugares, cargar_lugares
from territorio.alcance import Alcance, alcance_de


@dataclass
class Contexto:
    """Read once per review; nothing in it changes while rows are checked.

    `dias` shifts every date except births (the sample programme is kept close to today).
    """

    lugares: Lugares
    tipos_espacio: Listado
    factores: Listado
    cargos: Listado
    tipos_actividad: Listado
    cargos_unicos: frozenset[int]
    cargos_directivos: frozenset[int]
    actor: Any
    alcance: Alcance
    hoy: date
    dias: int = 0
    sin_tipos: bool = False
    deteccion: Deteccion = field(default_factory=Deteccion)
    encabezados: dict[tuple[str, str], str] = field(default_factory=dict)

    def leer_fecha(self, crudo: Any) -> Celda:
        """Read a date and shift it by `dias`."""
        celda = leer_fecha(crudo, hoy=self.hoy)
        if self.dias and celda.valor is not None:
            celda.valor += timedelta(days=self.dias)
        return celda

    def alcanza(self, region: str) -> bool:
        return self.alcance.nacional or region in self.alcance.regiones


def alcance_del_importador(actor: Any) -> Alcance:
    """Return where `actor` may import; None is the installation itself: everywhere."""
    return Alcance(nacional=True) if actor is None else alcance_de(actor, Permiso.PADRON_IMPORTAR)


def preparar(actor: Any, *, dias: int = 0) -> Contexto:
    """Read territory and catalogues for a review in the name of `actor`."""
    cargos = list(Cargo.objects.filter(activo=True))
    return Contexto(
        lugares=cargar_lugares(),
        tipos_espacio=cargar(TipoEspacio.objects.filter(activo=True), catalogos.ESPACIOS),
        factores=cargar(FactorRiesgo.objects.filter(activo=True), catalogos.FACTORES),
        cargos=cargar(cargos, catalogos.CARGOS),
        tipos_actividad=cargar(TipoActividad.objects.filter(activo=True), catalogos.ACTIVIDADES),
        cargos_unicos=frozenset(c.pk for c in cargos if c.unico),
        cargos_directivos=frozenset(c.pk for c in cargos if c.directivo),
        actor=actor,
        alcance=alcance_del_importador(actor),
        hoy=timezone.localdate(),
        dias=dias,
    )
