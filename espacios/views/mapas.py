"""The maps: single spaces or cells with counts, and areas coloured by what happens in them."""

from math import isfinite
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from comunes.paginas import Pagina
from comunes.vistas import VistaLista
from cuentas.enums import Permiso
from espacios.areas import Contadas, Medida, areas, leyenda
from espacios.celdas import Grupo, pregunta_de
from espacios.enums import Alerta, EstadoEspacio
from espacios.evidencias import con_alertas
from espacios.filas import en_una_frase, frase, senal, senal_de
from espacios.filters import FiltroEspacios
from espacios.models import EspacioPublico, EspacioQuerySet
from espacios.puntos import EL_PAIS, Punto, puntos_o_grupos
from espacios.rejilla import Ventana
from espacios.views.listas import VistaDeEspacios
from territorio.alcance import alcance_de

ZOOM_MAXIMO = 18
_CODIGO = "CODIGO"  # stands for the code in an address made once for many rows


class MapaEspacios(VistaDeEspacios):
    """The map. Its list is in the page from the start; the script narrows it to what is in view."""

    template_name = "espacios/mapa.html"
    tamano = 30

    def paginar(self, filas: EspacioQuerySet) -> Pagina:  # type: ignore[override]
        return super().paginar(con_alertas(filas.con_lugar()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        senales = [*EstadoEspacio, Alerta.EN_ALERTA]
        return contexto | {
            "filas": [(e, senal(e), en_una_frase(e)) for e in contexto["object_list"]],
            "senales": senales,
            "iconos": [s.icono for s in senales],
        }


class AreasDeEspacios(VistaDeEspacios):
    """Regions, or the districts of one, coloured by how many spaces they have or how many recovered.

    The table beside the map says the same, and is what the script reads.
    """

    template_name = "espacios/areas.html"
    medida = Medida.CANTIDAD

    def paginar(self, filas: EspacioQuerySet) -> Pagina:  # type: ignore[override]
        self.filas = filas
        return Pagina([], "", "")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        form = contexto["filtro"].form
        regiones = dict(form.fields["region"].choices) if "region" in form.fields else {}
        region = form.cleaned_data.get("region", "")
        contadas = self._contadas(form.cleaned_data)
        halladas = areas(self.filas, self.medida, regiones={} if region else regiones, contadas=contadas)
        por_distrito = bool(region) or not regiones
        return contexto | {
            "medida": self.medida,
            "medidas": Medida,
            "areas": [(area, self._direccion(area.clave, por_distrito)) for area in halladas],
            "leyenda": leyenda(halladas, self.medida),
            "por_distrito": por_distrito,
            "region": region or next((area.region for area in halladas), ""),
        }

    def _contadas(self, valores: dict[str, Any]) -> Contadas | None:
        """Return what the filter in use asks of the cells; None when they do not know."""
        pregunta = pregunta_de(valores, alcance_de(self.request.user, self.permiso))
        return None if pregunta is None or self.fuera is None else (pregunta, self.fuera)

    def _direccion(self, clave: str, por_distrito: bool) -> str:
        """Return where a row leads: to the districts of a region, or to the list of a district."""
        consulta = self.request.GET.copy()
        consulta["distrito" if por_distrito else "region"] = clave
        if por_distrito:
            return f"{reverse('espacios:lista')}?{consulta.urlencode()}"
        return f"?{consulta.urlencode()}"


class PuntosEspacios(VistaLista):
    """The points of the map as GeoJSON: same scope, same filters; cells with counts when too many.

    `?ventana=oeste,sur,este,norte&zoom=12` says what the map shows; without it, everything.
    """

    permiso = Permiso.ESPACIO_VER
    model = EspacioPublico
    filtro = FiltroEspacios
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        filtro = self.filtro(request.GET, queryset=self.get_queryset(), request=request)
        filas = filtro.qs  # reads the form
        pregunta = pregunta_de(filtro.form.cleaned_data, alcance_de(request.user, self.permiso))
        puntos, grupos = puntos_o_grupos(filas, pregunta, _leer_ventana(request) or EL_PAIS)
        if grupos:
            return _geojson([_grupo(grupo) for grupo in grupos], completo=False)
        direccion = reverse("espacios:espacio-detalle", args=[_CODIGO])
        return _geojson([_punto(punto, direccion) for punto in puntos], completo=True)


def _geojson(rasgos: list[dict[str, Any]], *, completo: bool) -> JsonResponse:
    return JsonResponse(
        {"type": "FeatureCollection", "completo": completo, "features": rasgos},
        content_type="application/geo+json",
        json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
    )


def _grupo(grupo: Grupo) -> dict[str, Any]:
    return _rasgo(*grupo.centro, {"n": grupo.cuantos, "alertas": grupo.alertas})


def _punto(punto: Punto, direccion: str) -> dict[str, Any]:
    suya = senal_de(punto.estado, en_alerta=punto.en_alerta)
    propiedades = {
        "nombre": punto.nombre,
        "frase": frase(punto.tipo, punto.estado, en_alerta=punto.en_alerta),
        "tono": suya.tono,
        "icono": suya.icono,
        "url": direccion.replace(_CODIGO, punto.codigo),
    }
    return _rasgo(float(punto.latitud), float(punto.longitud), propiedades)


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
