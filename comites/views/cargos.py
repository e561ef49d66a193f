"""Who held which office, when: every membership in scope, of today and of before."""

from typing import Any

from comites.filters import FiltroCargos
from comites.models import Integrante
from comites.permissions import grado_en
from comites.selectors import FichaIntegrante
from comunes.paginas import Pagina
from comunes.vistas import VistaLista
from cuentas.enums import Permiso
from personas.permissions import mostrar


class ListaCargos(VistaLista):
    """Searched by committee, office and day; names as the role may read them."""

    permiso = Permiso.COMITE_VER
    model = Integrante
    filtro = FiltroCargos
    orden = ("-desde", "-pk")
    template_name = "comites/cargos.html"

    def paginar(self, filas: Any) -> Pagina:
        return super().paginar(
            filas.select_related("persona", "cargo", "comite__espacio__distrito", "comite__espacio__region")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        return contexto | {"fichas": [self._ficha(i) for i in contexto["object_list"]]}

    def _ficha(self, integrante: Integrante) -> FichaIntegrante:
        grado = grado_en(self.request.user, integrante.comite, es_directivo=integrante.cargo.directivo)
        return FichaIntegrante(integrante, mostrar(integrante.persona, grado))
