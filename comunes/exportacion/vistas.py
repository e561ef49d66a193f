"""The view of an export: the same scope, filters and order as the list, as a file that streams."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from comunes.bitacora import registrar
from comunes.exportacion import copia, hoja_csv, libro, mapa
from comunes.exportacion.lectura import Lectura, leer, tipos_de
from comunes.exportacion.modelo import ColumnaExportada, Exportacion, lectura_estable
from comunes.instalacion import hay_datos_de_ejemplo
from comunes.vistas import ConPermiso, VistaLista

Escritor = Callable[[Exportacion, Lectura], Iterator[bytes]]
FORMATOS: dict[str, tuple[str, Escritor]] = {
    "csv": (hoja_csv.TIPO, hoja_csv.escribir),
    "xlsx": (libro.TIPO, libro.escribir),
    "geojson": (mapa.TIPO, mapa.escribir),
}
AVISO_DE_EJEMPLO = "Datos de ejemplo: personas y espacios inventados para mostrar el sistema."


class VistaExportacion(ConPermiso):
    """POST with `formato`, over the list's own address parameters. It is written in the history.

    Subclasses name `lista` (whose permission, rows, filters and order it takes), `url_lista`, `titulo`,
    and give `columnas()`; `preparar(filas)` annotates what the columns need. `punto` offers GeoJSON.
    A filter that cannot be read exports nothing: the list explains it.
    """

    http_method_names = ["post", "options"]
    lista: ClassVar[type[VistaLista]]
    url_lista = ""
    titulo = ""
    punto: tuple[str, str] | None = None

    def columnas(self) -> Sequence[ColumnaExportada]:
        raise NotImplementedError

    def preparar(self, filas: QuerySet[Any]) -> QuerySet[Any]:
        return filas

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        formato = request.POST.get("formato", "")
        if formato not in FORMATOS or (formato == "geojson" and not self.punto):
            return self._de_vuelta("Elija en qué formato quiere el archivo.")
        filtro: Any = self.lista.filtro(  # type: ignore[misc]
            request.GET, queryset=self.visibles(self.lista.model), request=request
        )
        filas = filtro.qs
        if filtro.form.errors:
            return self._de_vuelta("No se exportó nada: un filtro de la dirección no se puede aplicar.")
        self._anotar(formato, filtro, filas)
        return self._archivo(formato, self._exportacion(filtro, filas))

    def _de_vuelta(self, mensaje: str) -> HttpResponse:
        messages.error(self.request, mensaje)
        consulta = self.request.GET.urlencode()
        return HttpResponseRedirect(reverse(self.url_lista) + (f"?{consulta}" if consulta else ""))

    def _anotar(self, formato: str, filtro: Any, filas: QuerySet[Any]) -> None:
        """Write who took what: names of filters and not their values, which may quote a person."""
        usados = sorted(nombre for nombre, valor in filtro.form.cleaned_data.items() if valor)
        total = filas.order_by().count()
        usuario = self.request.user
        modelo = self.lista.model._meta.label_lower
        datos = {"lista": modelo, "formato": formato, "filtros": usados, "filas": total}
        registrar(actor=usuario, accion="lista-exportada", objeto=usuario, **datos)

    def _exportacion(self, filtro: Any, filas: QuerySet[Any]) -> Exportacion:
        return Exportacion(
            titulo=self.titulo,
            columnas=self.columnas(),
            filas=self.preparar(filas).order_by(*self.lista.orden),
            ambito=", ".join(self.request.user.lugares(self.permiso)),
            momento=timezone.localtime(),
            filtros=filtro.dichos,
            avisos=[AVISO_DE_EJEMPLO] if hay_datos_de_ejemplo() else [],
            punto=self.punto,
        )

    def _archivo(self, formato: str, exportacion: Exportacion) -> StreamingHttpResponse:
        tipo, escribir = FORMATOS[formato]
        nombre = f"{slugify(self.titulo)}-{exportacion.momento:%Y-%m-%d}.{formato}"
        cabeceras = {"Content-Disposition": f'attachment; filename="{nombre}"'}
        return StreamingHttpResponse(trozos(exportacion, escribir), content_type=tipo, headers=cabeceras)


def trozos(exportacion: Exportacion, escribir: Escritor) -> Iterator[bytes]:
    """Yield the file in pieces: all from one statement, by the shortest way the database has."""
    with lectura_estable(exportacion.filas):
        tipos = tipos_de(exportacion)
        if escribir is hoja_csv.escribir and copia.sirve(exportacion, tipos):
            yield from copia.escribir(exportacion, tipos)
            return
        yield from filter(None, escribir(exportacion, leer(exportacion, tipos)))
