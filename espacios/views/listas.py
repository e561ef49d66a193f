"""The list of spaces, the map with its list beside it, and the points that the map draws."""

from math import isfinite
from typing import Any

from django.http import HttpRequest, JsonResponse

from comunes.exportacion.modelo import ColumnaExportada
from comunes.exportacion.vistas import VistaExportacion
from comunes.paginas import Pagina
from comunes.vistas import VistaLista
from cuentas.enums import Permiso
from espacios.columnas import columnas, con_columnas
from espacios.enums import Alerta, EstadoEspacio
from espacios.evidencias import con_alertas
from espacios.filas import en_una_frase, fila, lampara
from espacios.filters import FiltroEspacios
from espacios.models import EspacioPublico, EspacioQuerySet
from espacios.puntos import Ventana, puntos, racimos
from espacios.resources import PUNTO, columnas_exportadas, para_exportar
from espacios.selectors import TOPE_DE_CUENTA, cuentas_por_estado

ZOOM_MAXIMO = 18
_SIEMPRE = {"", Alerta.EN_ALERTA}


class _Espacios(VistaLista):
    """What list, map and points share: the rows, their filters and their order."""

    permiso = Permiso.ESPACIO_VER
    model = EspacioPublico
    filtro = FiltroEspacios
    orden = ("nombre", "pk")
    guardable = "espacios:lista"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        cuentas = cuentas_por_estado(contexto["filtro"].sin_estado)
        estado = contexto["filtro"].form.cleaned_data.get("estado", "")
        contexto |= {
            "chips": _chips(cuentas, estado),
            "total": cuenta_en_palabras(cuentas[estado]),
            "puede_registrar": self.request.user.tiene(Permiso.ESPACIO_EDITAR),
            "consulta": self.request.GET.urlencode(),
        }
        return contexto


def _chips(cuentas: dict[str, int], actual: str) -> list[dict[str, Any]]:
    """Return the states that have rows, besides «all», «in alert» and the one in use."""
    nombres = {"": "Todos", Alerta.EN_ALERTA.value: Alerta.EN_ALERTA.label}
    nombres |= {e.value: e.label for e in EstadoEspacio}
    return [
        {"valor": v, "texto": texto, "cuenta": _cifra(cuentas[v]), "actual": v == actual}
        for v, texto in nombres.items()
        if cuentas[v] or v in _SIEMPRE or v == actual
    ]


def _cifra(cuantos: int) -> str:
    return f"+{TOPE_DE_CUENTA}" if cuantos > TOPE_DE_CUENTA else str(cuantos)


def cuenta_en_palabras(cuantos: int) -> str:
    """Return «1 espacio», «24 espacios» or «más de 1 000 espacios»."""
    if cuantos > TOPE_DE_CUENTA:
        return "más de 1\N{NO-BREAK SPACE}000 espacios"
    return f"{cuantos} espacio{'' if cuantos == 1 else 's'}"


class ListaEspacios(_Espacios):
    """The list: a table, whose rows look like cards on narrow screens."""

    template_name = "espacios/lista.html"
    tamano = 25

    def paginar(self, filas: EspacioQuerySet) -> Pagina:  # type: ignore[override]
        return super().paginar(con_columnas(con_alertas(filas.con_lugar())))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        filas = [fila(e) for e in contexto["object_list"]]
        iconos = {icono for f in filas for icono in f.iconos}
        return contexto | {"columnas": columnas(), "filas": filas, "iconos": iconos}


class MapaEspacios(_Espacios):
    """The map. Its list is in the page from the start; the script narrows it to what is in view."""

    template_name = "espacios/mapa.html"
    tamano = 30

    def paginar(self, filas: EspacioQuerySet) -> Pagina:  # type: ignore[override]
        return super().paginar(con_alertas(filas.con_lugar()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        return contexto | {"filas": [(e, lampara(e), en_una_frase(e)) for e in contexto["object_list"]]}


class ExportarEspacios(VistaExportacion):
    """The filtered spaces as CSV, Excel or GeoJSON."""

    permiso = Permiso.ESPACIO_VER
    lista = ListaEspacios
    url_lista = "espacios:lista"
    titulo = "Espacios"
    punto = PUNTO

    def columnas(self) -> list[ColumnaExportada]:
        return columnas_exportadas()

    def preparar(self, filas: EspacioQuerySet) -> EspacioQuerySet:  # type: ignore[override]
        return para_exportar(filas)


class PuntosEspacios(VistaLista):
    """The points of the map as GeoJSON: same scope, same filters; cells with counts when too many.

    `?ventana=oeste,sur,este,norte&zoom=12` says what the map shows; without it, everything.
    """

    permiso = Permiso.ESPACIO_VER
    model = EspacioPublico
    filtro = FiltroEspacios
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        filas = self.filtro(request.GET, queryset=self.get_queryset(), request=request).qs
        ventana = _leer_ventana(request)
        hallados = puntos(filas, ventana)
        if hallados is not None:
            return _geojson([_punto(e) for e in hallados], completo=True)
        grupos = racimos(filas, ventana or Ventana(-81.5, -18.5, -68.5, 0.1, 5))
        return _geojson([_rasgo(lat, lon, {"n": n}) for lat, lon, n in grupos], completo=False)


def _geojson(rasgos: list[dict[str, Any]], *, completo: bool) -> JsonResponse:
    return JsonResponse(
        {"type": "FeatureCollection", "completo": completo, "features": rasgos},
        content_type="application/geo+json",
        json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
    )


def _punto(espacio: EspacioPublico) -> dict[str, Any]:
    propiedades = {
        "nombre": espacio.nombre,
        "frase": en_una_frase(espacio),
        "luz": lampara(espacio),
        "url": espacio.get_absolute_url(),
    }
    return _rasgo(float(espacio.latitud or 0), float(espacio.longitud or 0), propiedades)


def _rasgo(lat: float, lon: float, propiedades: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": propiedades,
    }


def _leer_ventana(request: HttpRequest) -> Ventana | None:
    """Read the window; what cannot be read counts as not sent."""
    try:
        oeste, sur, este, norte = (float(n) for n in request.GET.get("ventana", "").split(","))
        zoom = max(0, min(ZOOM_MAXIMO, int(request.GET.get("zoom", "5"))))
    except ValueError:
        return None
    bordes = (oeste, sur, este, norte)
    return Ventana(*bordes, zoom) if all(isfinite(b) and abs(b) <= 360 for b in bordes) else None
