"""The rows behind a registered figure of the home: same selector, nothing personal."""

from datetime import date
from typing import Any

from django.http import Http404
from django.utils import timezone

from comunes.paginas import paginar
from comunes.vistas import VistaPlantilla
from monitoreo import indicadores as ind
from monitoreo.selectors import filas_de, total_de
from portal.filas import PRESENTACIONES
from territorio.models import Region

FILAS_POR_PAGINA = 20


class FilasDeCifra(VistaPlantilla):
    """`/cifras/<indicador>/`: the figure at today's cut-off and its rows, whole or of one region."""

    publica = True
    template_name = "portal/cifra.html"

    def get_context_data(self, **_ruta: Any) -> dict[str, Any]:
        indicador = self._indicador()
        presentacion = PRESENTACIONES[indicador.slug]
        corte = timezone.localdate()
        regiones = list(Region.objects.activos().order_by("nombre"))
        region = next((r for r in regiones if r.pk == self.request.GET.get("region")), None)
        filas = filas_de(indicador, corte, region.pk if region else "")
        pagina = paginar(
            presentacion.preparar(filas, corte),
            orden=presentacion.orden,
            cursor=self.request.GET.get("cursor", ""),
            tamano=FILAS_POR_PAGINA,
        )
        return super().get_context_data(
            indicador=indicador,
            presentacion=presentacion,
            corte=corte,
            regiones=regiones,
            region=region,
            pagina=pagina,
            filas=[presentacion.fila(objeto) for objeto in pagina],
            **_cuentas(indicador, corte, region.pk if region else ""),
        )

    def _indicador(self) -> ind.Indicador:
        indicador = ind.POR_SLUG.get(self.kwargs["indicador"])
        if indicador is None:
            raise Http404
        return indicador


def _cuentas(indicador: ind.Indicador, corte: date, region: str) -> dict[str, Any]:
    """Say how many the figure counts; persons with several memberships explain the difference."""
    cuentas = total_de(indicador, corte, region)
    return {**cuentas._asdict(), "palabra": indicador.registrados(cuentas.total)}
