"""The list of spaces, what it shares with the maps, and the files that it becomes."""

from functools import cached_property
from typing import Any

from comunes.exportacion.modelo import ColumnaExportada
from comunes.exportacion.vistas import VistaExportacion
from comunes.paginas import Pagina
from comunes.templatetags.componentes import miles
from comunes.vistas import VistaLista
from cuentas.enums import Permiso
from espacios.celdas import por_estado, pregunta_por_estados, sin_contar
from espacios.columnas import columnas, con_columnas
from espacios.enums import Alerta, EstadoEspacio
from espacios.evidencias import con_alertas
from espacios.filas import fila
from espacios.filters import FiltroEspacios
from espacios.models import EspacioPublico, EspacioQuerySet
from espacios.resources import PUNTO, columnas_exportadas, para_exportar
from espacios.selectors import (
    Cuenta,
    cuentas_contadas,
    cuentas_de_pagina,
    cuentas_parciales,
    cuentas_por_estado,
)
from territorio.alcance import alcance_de

_SIEMPRE = {"", Alerta.EN_ALERTA}


class VistaDeEspacios(VistaLista):
    """What list, map and points share: the rows, their filters and their order."""

    permiso = Permiso.ESPACIO_VER
    model = EspacioPublico
    filtro = FiltroEspacios
    orden = ("clave_orden", "pk")
    guardable = "espacios:lista"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        estado = contexto["filtro"].form.cleaned_data.get("estado", "")
        cuentas = self.cuentas(contexto)
        contexto |= {
            "chips": _chips(cuentas, estado),
            "total": cuenta_en_palabras(cuentas[estado]),
            "puede_registrar": self.request.user.tiene(Permiso.ESPACIO_EDITAR),
            "consulta": self.request.GET.urlencode(),
        }
        return contexto

    @cached_property
    def fuera(self) -> list[str] | None:
        """The municipalities to count on the spot; None when nothing was counted beforehand today."""
        return sin_contar()

    def cuentas(self, contexto: dict[str, Any]) -> dict[str, Cuenta]:
        """Return the figures beside the states: all of them where they were counted beforehand."""
        filtro = contexto["filtro"]
        valores = filtro.form.cleaned_data
        if contexto["primero_lo_nuevo"]:
            return cuentas_de_pagina(contexto["pagina"], valores.get("estado", ""))
        pregunta = pregunta_por_estados(valores, alcance_de(self.request.user, self.permiso))
        if pregunta is None or self.fuera is None:
            return cuentas_por_estado(filtro.sin_estado)
        halladas = por_estado(filtro.sin_estado, pregunta, self.fuera)
        return cuentas_parciales(filtro.sin_estado) if halladas is None else cuentas_contadas(halladas)


def _chips(cuentas: dict[str, Cuenta], actual: str) -> list[dict[str, Any]]:
    """Return the states that have rows, besides «all», «in alert» and the one in use."""
    nombres = {"": "Todos", Alerta.EN_ALERTA.value: Alerta.EN_ALERTA.label}
    nombres |= {e.value: e.label for e in EstadoEspacio}
    return [
        {"valor": v, "texto": texto, "cuenta": str(cuentas[v]), "actual": v == actual}
        for v, texto in nombres.items()
        if cuentas[v].cuantos or v in _SIEMPRE or v == actual
    ]


def cuenta_en_palabras(cuenta: Cuenta) -> str:
    """Return «1 espacio», «24 espacios» or «más de 1 000 espacios»."""
    if cuenta.cuantos > cuenta.tope:
        return f"más de {miles(cuenta.tope)} espacios"
    return f"{miles(cuenta.cuantos)} espacio{'' if cuenta.cuantos == 1 else 's'}"


class ListaEspacios(VistaDeEspacios):
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
