"""The space page, its history, and the buttons that move it along its path."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from comunes.bitacora import historial
from comunes.models import Evento
from comunes.paginas import paginar
from comunes.vistas import VistaAccion
from cuentas.enums import Permiso
from espacios import services
from espacios.bloques import PRINCIPAL, armar_bloques, registrar_bloque
from espacios.diagnosticos import bloque_diagnostico
from espacios.enums import EstadoEspacio
from espacios.evidencias import con_alertas, con_evidencias, razones_de
from espacios.ficha import antes_y_despues, camino, en_palabras, siguiente
from espacios.filas import estados
from espacios.models import EspacioPublico
from espacios.views.base import DetalleEspacio, leer_version

EVENTOS_LEIDOS = 200
EVENTOS_MOSTRADOS = 5

registrar_bloque(PRINCIPAL, 40, bloque_diagnostico)


class FichaEspacio(DetalleEspacio):
    """The life of one space: state, path, what is missing, photos, who cares for it, what upper apps add."""

    template_name = "espacios/ficha.html"

    def get_queryset(self) -> QuerySet[Any]:
        filas: Any = super().get_queryset()
        return con_evidencias(con_alertas(filas.con_riesgos())).marcar_permisos(
            self.request.user, editable=Permiso.ESPACIO_EDITAR, aprobable=Permiso.ESPACIO_APROBAR
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        espacio: Any = self.object
        eventos = list(historial(espacio)[:EVENTOS_LEIDOS])
        fotos = list(espacio.fotos.vigentes())
        sigue = siguiente(espacio)
        bloques = armar_bloques(self.request, espacio)
        activo = espacio.estado != EstadoEspacio.RETIRADO
        return super().get_context_data(
            estados=estados(espacio),
            alertas=razones_de(espacio),
            camino=camino(espacio, eventos, sigue),
            siguiente=sigue,
            retiro=None if activo else _retiro(eventos),
            puede_editar=espacio.editable and activo,
            fotos=fotos,
            antes_despues=antes_y_despues(fotos),
            hechos=[en_palabras(e) for e in eventos[:EVENTOS_MOSTRADOS]],
            hay_mas_historial=len(eventos) > EVENTOS_MOSTRADOS,
            bloques=bloques,
            secciones=_secciones(bloques),
            **kwargs,
        )


def _retiro(eventos: list[Evento]) -> Evento | None:
    return next((e for e in eventos if e.datos.get("hacia") == EstadoEspacio.RETIRADO), None)


def _secciones(bloques: dict[str, Any]) -> list[tuple[str, str]]:
    """Return (anchor, title) of the page's sections: ours, and those of the blocks that name themselves."""
    de_otros = [
        (datos["ancla"], datos["titulo"])
        for zona in ("principal", "lateral")
        for _, datos in bloques[zona]
        if "ancla" in datos
    ]
    return [("fotos", "Fotos"), *de_otros, ("cuidado", "Quiénes lo cuidan"), ("historial", "Historial")]


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
    mensaje_exito = "El espacio pasó al siguiente estado."

    def ejecutar(self, objeto: EspacioPublico) -> str:
        services.avanzar_espacio(
            actor=self.request.user, espacio=objeto, version=leer_version(self.request, objeto.version)
        )
        return reverse("espacios:espacio-detalle", args=[objeto.codigo])
