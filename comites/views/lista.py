"""The list of committees: a table, whose rows look like cards on narrow screens."""

from typing import Any

from comites.enums import EstadoComite
from comites.filas import fila
from comites.filters import FiltroComites
from comites.models import Comite
from comites.resources import COLUMNAS, para_exportar
from comites.selectors import SIN_CONTAR, cuentas_por_estado
from comites.senales import con_inactividad
from comunes.exportacion.modelo import ColumnaExportada
from comunes.exportacion.vistas import VistaExportacion
from comunes.paginas import Pagina
from comunes.vistas import VistaLista
from cuentas.enums import Permiso


class ListaComites(VistaLista):
    permiso = Permiso.COMITE_VER
    model = Comite
    filtro = FiltroComites
    orden = ("clave_orden", "pk")
    guardable = "comites:lista"
    tamano = 25
    template_name = "comites/lista.html"

    def paginar(self, filas: Any) -> Pagina:
        filas = con_inactividad(filas.con_lugar().con_grupo().con_estado().con_integrantes())
        return super().paginar(filas)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        pagina, muchas = contexto["pagina"], contexto["primero_lo_nuevo"]
        cuentas = SIN_CONTAR if muchas else cuentas_por_estado(contexto["filtro"].sin_estado)
        estado = contexto["filtro"].form.cleaned_data.get("estado", "")
        filas = [fila(c) for c in contexto["object_list"]]
        return contexto | {
            "filas": filas,
            "iconos": {icono for f in filas for icono in f.iconos},
            "chips": _chips(cuentas, estado),
            "total": cuenta_en_palabras(len(pagina) if muchas and pagina.unica else cuentas[estado]),
            "consulta": self.request.GET.urlencode(),
        }


class ExportarComites(VistaExportacion):
    """The filtered committees as CSV or Excel."""

    permiso = Permiso.COMITE_VER
    lista = ListaComites
    url_lista = "comites:lista"
    titulo = "Comités"

    def columnas(self) -> tuple[ColumnaExportada, ...]:
        return COLUMNAS

    def preparar(self, filas: Any) -> Any:
        return para_exportar(filas)


def _chips(cuentas: dict[str, int | None], actual: str) -> list[dict[str, Any]]:
    """Return the states that have committees (or may have), besides «all» and the one in use."""
    nombres = {"": "Todos"} | {e.value: e.label for e in EstadoComite}
    return [
        {"valor": v, "texto": texto, "cuenta": cuentas[v], "actual": v == actual}
        for v, texto in nombres.items()
        if cuentas[v] != 0 or v in ("", actual)
    ]


def cuenta_en_palabras(cuantos: int | None) -> str:
    """Return «1 comité», «24 comités» or, when there were too many to count, «muchos comités»."""
    if cuantos is None:
        return "muchos comités"
    return f"{cuantos} comité{'' if cuantos == 1 else 's'}"
