"""The pages that are measured: real addresses, as signed-in people open them."""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse

from actividades.models import Actividad
from actividades.selectors import cola_de_verificacion
from comites.models import Comite
from comunes.paginas import cursor_tras
from cuentas.models import Usuario
from espacios.models import EspacioPublico
from medicion import charlas, grupos, metas, personas
from medicion.pagina import Pagina
from medicion.pagina import ruta as _ruta
from medicion.poblar import LIDER, MUNICIPAL, NACIONAL, REGIONAL
from personas.models import Persona
from territorio.models import Distrito

LIMA: Final = "-77.2,-12.3,-76.8,-11.8"
PERU: Final = "-81.5,-18.5,-68.5,0.1"
DISTRITO: Final = "150132"


def _profunda(nombre: str, modelo: Any, orden: tuple[str, ...]) -> Callable[[], str]:
    """Return the page that begins after two thirds of the rows."""

    def direccion() -> str:
        filas = modelo.objects.order_by(*orden)
        fila = filas[modelo.objects.count() * 2 // 3]
        return f"{reverse(nombre)}?cursor={cursor_tras(fila, orden)}"

    return direccion


def _de(modelo: Any, **filtro: Any) -> Callable[[], str]:
    """Return the page of one row: the same one at every scale."""
    return lambda: modelo.objects.filter(**filtro).order_by("pk")[0].get_absolute_url()


def _ventana() -> str:
    distrito = Distrito.objects.get(pk=DISTRITO)
    lat, lon = float(distrito.centro_latitud or 0), float(distrito.centro_longitud or 0)
    ventana = f"{lon - 0.01},{lat - 0.01},{lon + 0.01},{lat + 0.01}"
    return reverse("espacios:puntos") + f"?{urlencode({'ventana': ventana, 'zoom': 16})}"


_POR_NOMBRE: Final = ("clave_orden", "pk")
_POR_FECHA: Final = ("-fecha", "-pk")


def _listas() -> list[Pagina]:
    lista, profunda, espacios = metas.LISTA, _profunda, "espacios:lista"
    corta = metas.LISTA_CORTA
    comites = "comites:lista"
    return [
        Pagina("espacios lista", _ruta("espacios:lista"), lista),
        Pagina("espacios lista honda", profunda("espacios:lista", EspacioPublico, _POR_NOMBRE), lista),
        Pagina("espacios lista región y estado", _ruta(espacios, region="07", estado="recuperado"), corta),
        Pagina("espacios lista provincia", _ruta(espacios, region="08", provincia="0801"), corta),
        Pagina("espacios lista en alerta", _ruta("espacios:lista", estado="en-alerta"), lista),
        Pagina("espacios lista factor", _ruta("espacios:lista", factor="pandillaje"), corta),
        Pagina("espacios lista en silencio", _ruta("espacios:lista", silencio="90"), lista),
        Pagina("espacios lista municipal", _ruta("espacios:lista"), corta, MUNICIPAL),
        Pagina("comités lista", _ruta("comites:lista"), lista),
        Pagina("comités lista honda", profunda("comites:lista", Comite, _POR_NOMBRE), lista),
        Pagina("comités lista por vencer", _ruta("comites:lista", estado="por-vencer"), corta),
        Pagina("comités lista vencidos", _ruta(comites, estado="vencido"), corta),
        *(
            Pagina(f"comités lista {aviso}", _ruta(comites, aviso=aviso), corta)
            for aviso in ("sin-presidencia", "pocos", "sin-grupo")
        ),
        Pagina("comités lista regional", _ruta(comites), corta, REGIONAL),
        Pagina("comités lista regional por vencer", _ruta(comites, estado="por-vencer"), corta, REGIONAL),
        Pagina("comités lista municipal", _ruta(comites), corta, MUNICIPAL),
        Pagina("comités lista provincia", _ruta(comites, region="07", provincia="0701"), corta),
        Pagina("actividades lista", _ruta("actividades:lista"), lista),
        Pagina("actividades lista honda", profunda("actividades:lista", Actividad, _POR_FECHA), lista),
        Pagina("actividades lista por estado", _ruta("actividades:lista", estado="observada"), lista),
        Pagina("actividades lista por región", _ruta("actividades:lista", region="07"), lista),
        Pagina("actividades lista regional", _ruta("actividades:lista"), lista, REGIONAL),
        Pagina("actividades lista municipal", _ruta("actividades:lista"), corta, MUNICIPAL),
        Pagina("personas lista", _ruta("personas:lista"), lista, REGIONAL),
        Pagina("espacios públicos", _ruta("portal:espacios-publicos"), lista, ""),
    ]  # fmt: skip


def _actividades() -> list[Pagina]:
    """Return the queue of whoever reviews, the month, the photos and the paper."""
    cola, corta = "actividades:por-verificar", metas.LISTA_CORTA
    return [
        *(
            Pagina(f"cola {nombre}{clase}", direccion, corta, quien)
            for nombre, quien in (("nacional", NACIONAL), ("regional", REGIONAL), ("municipal", MUNICIPAL))
            for clase, direccion in (("", _ruta(cola)), (" honda", _cola_honda(quien)))
        ),
        Pagina("cola por filtros", _ruta("actividades:lista", region="07", estado="realizada"), corta),
        Pagina("calendario nacional", _ruta("actividades:calendario"), metas.LISTA_CORTA),
        Pagina("calendario municipal", _ruta("actividades:calendario"), metas.LISTA_CORTA, MUNICIPAL),
        Pagina("galería nacional", _ruta("actividades:galeria"), corta),
        Pagina("galería municipal", _ruta("actividades:galeria"), corta, MUNICIPAL),
    ]


def _cola_honda(quien: str) -> Callable[[], str]:
    """Return the page of their queue that begins after two thirds of it."""

    def direccion() -> str:
        filas = cola_de_verificacion(Usuario.objects.get(identificador=quien))
        cursor = cursor_tras(filas[filas.count() * 2 // 3], ("fecha", "pk"))
        return f"{reverse('actividades:por-verificar')}?cursor={cursor}"

    return direccion


def _busquedas() -> list[Pagina]:
    corta, espacios, actividades = metas.BUSQUEDA_CORTA, "espacios:lista", "actividades:lista"
    return [
        Pagina(f"{donde} busca {clase}", _ruta(nombre, q=texto), metas.BUSQUEDA, quien)
        for donde, nombre, quien in (
            ("espacios", "espacios:lista", NACIONAL),
            ("comités", "comites:lista", NACIONAL),
            ("actividades", "actividades:lista", NACIONAL),
            ("espacios públicos", "portal:espacios-publicos", ""),
        )
        for clase, texto in (("raro", "wiraqocha"), ("común", "parque"), ("nada", "xilofono"))
    ] + [
        Pagina("espacios busca dos palabras", _ruta("espacios:lista", q="parque jazmines"), corta),
        Pagina("espacios busca dos letras", _ruta("espacios:lista", q="ii"), corta),
        Pagina("espacios busca común en una región", _ruta(espacios, q="parque", region="07"), corta),
        Pagina("espacios busca común municipal", _ruta(espacios, q="parque"), corta, MUNICIPAL),
        Pagina("comités busca común en una región", _ruta("comites:lista", q="parque", region="07"), corta),
        Pagina("actividades busca común en una región", _ruta(actividades, q="parque", region="07"), corta),
    ]  # fmt: skip


def _otras() -> list[Pagina]:
    punto = "espacios:puntos"
    return [
        Pagina("espacio", _de(EspacioPublico, estado="en-sostenibilidad"), metas.DETALLE),
        Pagina("comité", _de(Comite, disuelto=None), metas.DETALLE),
        Pagina("actividad", _de(Actividad, estado="verificada"), metas.DETALLE),
        Pagina("persona", _de(Persona, distrito__region="07"), metas.DETALLE, REGIONAL),
        Pagina("mapa", _ruta("espacios:mapa"), metas.MAPA),
        Pagina("mapa puntos, el país", _ruta(punto, ventana=PERU, zoom=5), metas.MAPA),
        Pagina("mapa puntos, la ciudad", _ruta(punto, ventana=LIMA, zoom=10), metas.MAPA),
        Pagina("mapa puntos, el barrio", _ventana, metas.MAPA),
        Pagina("mapa puntos, filtrados", _ruta(punto, ventana=PERU, zoom=5, estado="recuperado"), metas.MAPA),
        Pagina("mapa puntos, un factor", _ruta(punto, ventana=PERU, zoom=5, factor="pandillaje"), metas.MAPA),
        Pagina("mapa puntos, la municipalidad", _ruta(punto), metas.MAPA, MUNICIPAL),
        Pagina("áreas del país", _ruta("espacios:mapa-cantidad"), metas.MAPA),
        Pagina("áreas de una región", _ruta("espacios:mapa-recuperados", region="1501"), metas.MAPA),
        Pagina("mi semana nacional", _ruta("portal:inicio-trabajo"), metas.TABLERO),
        Pagina("mi semana regional", _ruta("portal:inicio-trabajo"), metas.TABLERO_CORTO, REGIONAL),
        Pagina("mi semana municipal", _ruta("portal:inicio-trabajo"), metas.TABLERO_CORTO, MUNICIPAL),
        Pagina("inicio de dirigente", _ruta("actividades:lider-inicio"), metas.TABLERO, LIDER),
        Pagina("portada", _ruta("portal:portada"), metas.TABLERO, ""),
        Pagina("cifra de integrantes", _ruta("portal:cifra", "integrantes"), metas.TABLERO, ""),
        *(
            Pagina(f"exportación {f}", _ruta("espacios:exportar"), metas.EXPORTACION, NACIONAL, f)
            for f in ("csv", "xlsx", "geojson")
        ),
    ]  # fmt: skip


def paginas() -> list[Pagina]:
    """Return every page, the one of reference first: one space found by its index, and its history."""
    referencia = Pagina("referencia", lambda: _de(EspacioPublico)() + "historial/", metas.SIN_META)
    return [
        referencia,
        *_listas(),
        *grupos.paginas(),
        *_actividades(),
        *_busquedas(),
        *personas.paginas(),
        *charlas.paginas(),
        *_otras(),
    ]
