"""The space page, its history, and the buttons that move it along its path."""

from typing import Any, Final

from django.contrib import messages
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.functional import cached_property

from comunes.bitacora import historial
from comunes.paginas import paginar
from comunes.vistas import VistaAccion
from cuentas.enums import Permiso
from espacios import services
from espacios.bloques import LATERAL, PRINCIPAL, armar_bloques, registrar_bloque
from espacios.comparador import comparaciones, direccion_privada, parejas_de
from espacios.diagnosticos import bloque_diagnostico
from espacios.enums import EstadoEspacio
from espacios.evidencias import con_alertas, con_evidencias, razones_de
from espacios.ficha import antes_y_despues, camino, en_palabras, siguiente
from espacios.filas import estados
from espacios.linea import Pedido, anios, clases, leer_linea
from espacios.models import EspacioPublico, PedidoDeRetiro
from espacios.planes import bloque_articulacion, bloque_intervenciones, bloque_plan, con_planes
from espacios.selectors import con_pasos, ultimo_retiro
from espacios.views.base import DetalleEspacio, leer_version

registrar_bloque(PRINCIPAL, 40, bloque_diagnostico)
registrar_bloque(PRINCIPAL, 50, bloque_plan)
registrar_bloque(PRINCIPAL, 60, bloque_intervenciones)
registrar_bloque(LATERAL, 50, bloque_articulacion)


# The parts of the page that htmx asks for by themselves, at the page's own address.
PARTES: Final = {"vida": "espacios/_vida.html", "vida-mas": "espacios/_vida_tramo.html"}


class FichaEspacio(DetalleEspacio):
    """The life of one space: state, path, what is missing, photos, timeline, what upper apps add."""

    template_name = "espacios/ficha.html"

    @cached_property
    def parte(self) -> str:
        """The template of the part that htmx asks for; empty for the whole page, also on going back to it."""
        htmx = self.request.htmx
        entera = not htmx or htmx.boosted or htmx.history_restore_request
        return "" if entera else PARTES.get(htmx.target or "", "")

    def get_template_names(self) -> list[str]:
        return [self.parte] if self.parte else super().get_template_names()

    def get_queryset(self) -> QuerySet[Any]:
        filas: Any = con_pasos(super().get_queryset())  # type: ignore[arg-type]
        if self.parte:
            return filas
        pedidos = PedidoDeRetiro.objects.pendientes().filter(espacio=OuterRef("pk"))
        filas = filas.con_riesgos().annotate(retiro_pedido=Subquery(pedidos.values("pk")[:1]))
        filas = con_planes(con_evidencias(con_alertas(filas)), self.request.user)
        return filas.marcar_permisos(
            self.request.user, editable=Permiso.ESPACIO_EDITAR, aprobable=Permiso.ESPACIO_APROBAR
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pedido = Pedido.leer(self.request.GET)
        vida = {
            "linea": leer_linea(self.request.user, self.object, pedido),
            "pedido": pedido,
            "clases": clases(),
            "anios": anios(self.object),
            "es_continuacion": self.parte == PARTES["vida-mas"],
        }
        entera = {} if self.parte else self._el_resto()
        return super().get_context_data(**vida, **entera, **kwargs)

    def _el_resto(self) -> dict[str, Any]:
        espacio: Any = self.object
        fotos = list(espacio.fotos.vigentes())
        sigue = siguiente(espacio)
        bloques = armar_bloques(self.request, espacio)
        activo = espacio.estado != EstadoEspacio.RETIRADO
        return {
            "estados": estados(espacio),
            "alertas": razones_de(espacio),
            "camino": camino(espacio, sigue),
            "siguiente": sigue,
            "retiro": None if activo else ultimo_retiro(espacio),
            "pedido_de_retiro": _pedido_de_retiro(espacio),
            "puede_editar": espacio.editable and activo,
            "fotos": fotos,
            "comparaciones": comparaciones(parejas_de(fotos)[-1:], direccion_privada),
            "antes_despues": antes_y_despues(fotos),
            "bloques": bloques,
            "secciones": _secciones(bloques),
            "chips": [datos["chip"] for _, datos in bloques[LATERAL] if "chip" in datos],
        }


def _pedido_de_retiro(espacio: Any) -> PedidoDeRetiro | None:
    """Return the request that waits, of a space read with `retiro_pedido`: a query only when there is one."""
    filas = PedidoDeRetiro.objects.select_related("autor")
    return filas.get(pk=espacio.retiro_pedido) if espacio.retiro_pedido else None


def _secciones(bloques: dict[str, Any]) -> list[tuple[str, str]]:
    """Return (anchor, title) of the page's sections: ours, and those of the blocks that name themselves."""
    de_otros = [
        (datos["ancla"], datos["titulo"])
        for zona in ("principal", "lateral")
        for _, datos in bloques[zona]
        if "ancla" in datos
    ]
    return [("fotos", "Fotos"), ("vida", "Historia"), *de_otros, ("cuidado", "Quiénes lo cuidan")]


class HistorialEspacio(DetalleEspacio):
    """Everything that was done to a space, newest first."""

    template_name = "espacios/historial.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cursor = self.request.GET.get("cursor", "")
        pagina = paginar(historial(self.object), orden=("-id",), cursor=cursor, tamano=30)
        return super().get_context_data(pagina=pagina, hechos=[en_palabras(e) for e in pagina], **kwargs)


class AvanzarEspacio(VistaAccion):
    """Take the next step of the life cycle."""

    permiso = Permiso.ESPACIO_EDITAR
    model = EspacioPublico

    def ejecutar(self, objeto: EspacioPublico) -> str:
        espacio = services.avanzar_espacio(
            actor=self.request.user, espacio=objeto, version=leer_version(self.request, objeto.version)
        )
        messages.success(self.request, f"El espacio ya está {espacio.estado_enum.label.lower()}.")
        return reverse("espacios:espacio-detalle", args=[objeto.codigo])
