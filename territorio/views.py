"""Map layers and option lists. Names and codes of places are public; layers are cached hard."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from comunes.vistas import ConPermiso
from territorio.capas import Capa, capa, regiones_con_capa
from territorio.models import Comisaria, Distrito
from territorio.selectors import OPCIONES_MOSTRADAS, buscar_comisarias, buscar_distritos

UN_DIA = 86_400


class CapaGeoJson(ConPermiso):
    """One layer of the map, or its part of one region (`?region=1501`)."""

    publica = True
    archivo = ""
    por_region = False
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        pedida = self._pedida(request)
        respuesta = _comprimida(pedida, request.headers.get("Accept-Encoding", ""))
        respuesta["ETag"] = pedida.etag
        respuesta["Cache-Control"] = f"public, max-age={UN_DIA}"
        patch_vary_headers(respuesta, ["Accept-Encoding"])
        return get_conditional_response(request, etag=pedida.etag, response=respuesta) or respuesta

    def _pedida(self, request: HttpRequest) -> Capa:
        region = request.GET.get("region", "") if self.por_region else ""
        encontrada = capa(self.archivo, region) if not region or region in regiones_con_capa() else None
        if encontrada is None:
            raise Http404
        return encontrada


def _comprimida(pedida: Capa, aceptadas: str) -> HttpResponse:
    nombres = {parte.split(";")[0].strip() for parte in aceptadas.lower().split(",") if "q=0" not in parte}
    for codificacion in ("br", "gzip"):
        if codificacion in nombres:
            cuerpo = getattr(pedida, codificacion)
            return HttpResponse(
                cuerpo, content_type="application/geo+json", headers={"Content-Encoding": codificacion}
            )
    return HttpResponse(pedida.contenido, content_type="application/geo+json")


class Opciones(ConPermiso):
    """Options for a field that searches while typing: `{"opciones": [{"valor", "texto", "detalle"}]}`.

    `?ambito=propio` narrows them to the scope of who asks (nobody's scope is empty).
    """

    publica = True
    modelo: Any
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        propio = request.GET.get("ambito") == "propio"
        filas = self.visibles(self.modelo) if propio else self.modelo.objects.all()
        halladas = self.buscar(request.GET.get("q", ""), filas)[:OPCIONES_MOSTRADAS]
        return JsonResponse({"opciones": [self.opcion(fila) for fila in halladas]})

    def buscar(self, texto: str, filas: QuerySet[Any]) -> QuerySet[Any]:
        raise NotImplementedError

    def opcion(self, fila: Any) -> dict[str, str]:
        raise NotImplementedError


class OpcionesDistrito(Opciones):
    modelo = Distrito

    def buscar(self, texto: str, filas: QuerySet[Any]) -> QuerySet[Any]:
        return buscar_distritos(texto, region=self.request.GET.get("region", ""), filas=filas)

    def opcion(self, fila: Any) -> dict[str, str]:
        return {"valor": fila.pk, "texto": fila.nombre, "detalle": f"{fila.provincia}, {fila.region}"}


class OpcionesComisaria(Opciones):
    modelo = Comisaria

    def buscar(self, texto: str, filas: QuerySet[Any]) -> QuerySet[Any]:
        return buscar_comisarias(texto, distrito=self.request.GET.get("distrito", ""), filas=filas)

    def opcion(self, fila: Any) -> dict[str, str]:
        return {"valor": fila.pk, "texto": fila.nombre, "detalle": fila.distrito.nombre}
