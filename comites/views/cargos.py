"""Who held which office, when: every membership in scope, of today and of before."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from comites.exportar_padron import COLUMNAS, para_exportar
from comites.filters import FiltroCargos
from comites.models import Integrante
from comites.permissions import grado_en
from comites.selectors import FichaIntegrante
from comunes.exportacion.modelo import ColumnaExportada
from comunes.exportacion.vistas import VistaExportacion
from comunes.paginas import Pagina
from comunes.vistas import VistaLista
from cuentas.enums import Permiso
from personas.permissions import mostrar
from personas.services import registrar_exportacion
from personas.services.accesos import motivo_valido


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
        return contexto | {
            "fichas": [self._ficha(i) for i in contexto["object_list"]],
            "puede_exportar": self.request.user.tiene(Permiso.PADRON_EXPORTAR),
            "consulta": self.request.GET.urlencode(),
        }

    def _ficha(self, integrante: Integrante) -> FichaIntegrante:
        grado = grado_en(self.request.user, integrante.comite, es_directivo=integrante.cargo.directivo)
        return FichaIntegrante(integrante, mostrar(integrante.persona, grado))


class ExportarPadron(VistaExportacion):
    """The memberships found, with the personal data this user may read, for a motive that is written down."""

    permiso = Permiso.PADRON_EXPORTAR
    lista = ListaCargos
    url_lista = "comites:cargos"
    titulo = "Padrón de integrantes"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.motivo = motivo_valido(request.POST.get("motivo", ""))
        except ValidationError:
            return self._de_vuelta(
                "Escriba para qué necesita el padrón, en pocas palabras. No se exportó nada."
            )
        return super().post(request, *args, **kwargs)

    def columnas(self) -> tuple[ColumnaExportada, ...]:
        return COLUMNAS

    def preparar(self, filas: QuerySet[Any]) -> QuerySet[Any]:
        return para_exportar(self.request.user, filas)

    def _anotar(self, formato: str, filtro: Any, filas: QuerySet[Any]) -> None:
        ambito = ", ".join(self.request.user.lugares(self.permiso))
        with transaction.atomic():
            super()._anotar(formato, filtro, filas)
            registrar_exportacion(
                actor=self.request.user,
                que=f"Padrón de integrantes en {formato}: {ambito}",
                motivo=self.motivo,
                filas=filas.order_by().count(),
            )
