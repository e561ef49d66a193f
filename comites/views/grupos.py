"""The WhatsApp groups of a scope: how each of them is, and the coverage by place."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from comites.cobertura import Cobertura, cobertura_por_lugar, sumar
from comites.filtros_grupos import SILENCIOSO, SIN_GRUPO, SIN_REGLAS, SIN_RESPALDO, FiltroGrupos
from comites.grupos import senales_de
from comites.models import Comite, Integrante
from comites.models.integrante import retiro_su_permiso
from comites.selectors import TOPE_DE_CUENTA
from comites.views.lista import cuenta_en_palabras
from comites.vigencia import estado_de_grupo
from comunes.paginas import Pagina
from comunes.vistas import VistaLista, VistaPlantilla
from cuentas.enums import Permiso
from territorio.alcance import alcance_de
from territorio.models import Region


def _con_quienes_estan(filas: Any) -> Any:
    """Annotate `en_grupo`, how many members of each committee are ticked as being in its group, and

    `retiraron`, whether one of them took back the consent to it.
    """
    estan = Integrante.objects.activos().filter(comite=OuterRef("pk"), en_grupo__isnull=False)
    cuenta = estan.order_by().values("comite").annotate(n=Count("pk")).values("n")
    retiraron = Exists(estan.filter(retiro_su_permiso()))
    return filas.con_integrantes().annotate(en_grupo=Coalesce(Subquery(cuenta), 0), retiraron=retiraron)


class ListaGrupos(VistaLista):
    """Active committees with the state of their group and what it lacks. No phones, no links."""

    permiso = Permiso.COMITE_VER
    model = Comite
    filtro = FiltroGrupos
    orden = ("clave_orden", "pk")
    tamano = 25
    template_name = "comites/grupo/lista.html"

    def paginar(self, filas: Any) -> Pagina:
        return super().paginar(_con_quienes_estan(filas.con_lugar().con_grupo()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        cuantos = contexto["filtro"].qs.order_by().values("pk")[: TOPE_DE_CUENTA + 1].count()
        filas = [_fila(comite) for comite in contexto["object_list"]]
        return contexto | {
            "filas": filas,
            "iconos": {chip.icono for _, chips in filas for chip in chips},
            "total": cuenta_en_palabras(None if cuantos > TOPE_DE_CUENTA else cuantos),
        }


def _fila(comite: Any) -> tuple[Any, list[Any]]:
    grupo = comite.grupo_abierto
    faltan = comite.total_integrantes - comite.en_grupo if comite.en_grupo else 0
    return comite, [estado_de_grupo(grupo), *senales_de(grupo, faltan, retiraron=comite.retiraron)]


_POR_LUGAR = {"regiones": "region", "municipalidades": "municipalidad", "comisarias": "comisaria"}
# What the groups of a place lack: the figure of its coverage, the filter of the register, its title.
_FALTAS = (
    ("silenciosos", SILENCIOSO, "En silencio"),
    ("sin_grupo", SIN_GRUPO, "Sin grupo"),
    ("sin_respaldo", SIN_RESPALDO, "Sin respaldo"),
    ("sin_reglas", SIN_REGLAS, "Reglas por aceptar"),
)


class CoberturaDeGrupos(VistaPlantilla):
    """A row for each region, or for each district of the chosen one: groups, silent ones, what they lack."""

    permiso = Permiso.COMITE_VER
    template_name = "comites/grupo/cobertura.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filas = Comite.objects.visible_to(self.request.user, self.permiso)
        alcance, region = alcance_de(self.request.user, self.permiso), self._region()
        donde = None if alcance.comites else alcance.filtro(**_POR_LUGAR)
        if region is not None:
            filas = filas.filter(region=region)
            donde = None if donde is None else donde & Q(region=region)
        por_distrito = region is not None or not alcance.nacional
        lugares = cobertura_por_lugar(filas, por_distrito=por_distrito, donde=donde)
        de_la_region = f"region={region.pk}&" if region else ""
        return super().get_context_data(
            lugares=[(lugar, _faltan(lugar)) for lugar in lugares],
            faltas=[titulo for _, _, titulo in _FALTAS],
            todos=sumar(lugares),
            lista=f"../?{de_la_region}{'distrito' if por_distrito else 'region'}=",
            por_distrito=por_distrito,
            region=region,
            **kwargs,
        )

    def _region(self) -> Region | None:
        clave = self.request.GET.get("region", "")[:4]
        visibles = Region.objects.visible_to(self.request.user, self.permiso)
        return visibles.filter(pk=clave).first() if clave else None


def _faltan(lugar: Cobertura) -> list[tuple[int, str, str]]:
    return [(getattr(lugar, figura), como, titulo) for figura, como, titulo in _FALTAS]
