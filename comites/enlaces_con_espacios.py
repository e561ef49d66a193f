"""What committees tell the app of spaces: proofs, reasons for alarm, a column, blocks of its page.

Spaces never import this app: everything here is registered from `ComitesConfig.ready()`.
"""

from typing import Any

from django.db.models import DateField, OuterRef, Q, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from comites.enums import EstadoComite
from comites.filas import vigencia_en_palabras
from comites.linea import registrar_en_la_linea
from comites.models import Comite
from comites.permissions import puede
from comites.selectors import padron_de
from comites.vigencia import estado_de_grupo
from comunes.consultas import Hay
from comunes.exportacion.modelo import ColumnaExportada
from cuentas.enums import Permiso
from espacios.bloques import LATERAL, Bloque, registrar_bloque
from espacios.columnas import Celda, Columna, registrar_columna
from espacios.enums import EstadoEspacio
from espacios.evidencias import (
    Evidencia,
    MotivoDeAlerta,
    Razon,
    registrar_alerta,
    registrar_evidencia,
)
from espacios.marcas import Vigilada
from espacios.models import EspacioPublico

MOSTRADOS = 4
_DEL_COMITE = (
    ColumnaExportada("comite_estado", "ESTADO DEL COMITÉ", palabras=lambda: dict(EstadoComite.choices)),
    ColumnaExportada("comite_fin", "VIGENCIA DEL COMITÉ HASTA", ancho=14),
)


def registrar_en_espacios() -> None:
    """Register everything; repeating it changes nothing."""
    registrar_evidencia(Evidencia("comite-vigente", con_comite_vigente, enlace_al_comite))
    registrar_alerta(
        MotivoDeAlerta(
            "comite-vencido",
            "El mandato del comité venció.",
            con_comite_vencido,
            detalle_del_vencimiento,
            (
                Vigilada("comites.Comite", "espacio", ("fecha_constitucion", "disuelto")),
                Vigilada("comites.Mandato", "comite__espacio", ("inicio", "fin", "acta_validada")),
            ),
        )
    )
    registrar_columna(Columna("comite", "Comité", 10, anotaciones, celda, exportadas=_DEL_COMITE))
    registrar_columna(
        Columna(
            "integrantes",
            "Integrantes",
            30,
            anotar_integrantes,
            celda_total,
            numero=True,
            exportadas=(ColumnaExportada("integrantes_total", "INTEGRANTES DEL COMITÉ", ancho=12),),
        )
    )
    registrar_bloque(LATERAL, 10, bloque_comite)
    registrar_en_la_linea()


# Proofs and alarms ------------------------------------------------------------------------------


def _activos() -> Any:
    return Comite.objects.activos().filter(espacio=OuterRef("pk"))


def con_comite_vigente() -> Q:
    """Spaces whose committee has a mandate today."""
    return Q(Hay(_activos().en_alguno(EstadoComite.VIGENTE, EstadoComite.POR_VENCER)))


def con_comite_vencido() -> Q:
    """Spaces whose committee had a mandate, and has none today."""
    return Q(Hay(_activos().en_alguno(EstadoComite.VENCIDO)))


def _activo_de(espacio: Any) -> Any:
    """Return the active committee of a row, read once however many proofs and alarms ask for it."""
    if "_comite_activo" not in espacio.__dict__:
        espacio._comite_activo = Comite.objects.activos().con_estado().filter(espacio=espacio).first()
    return espacio._comite_activo


def detalle_del_vencimiento(espacio: EspacioPublico) -> Razon:
    """Say since when: «El mandato del comité venció el 12/06/2026 (hace 163 días)»."""
    comite = _activo_de(espacio)
    fin = comite and comite.fin_vigencia
    if not fin:
        return Razon("El mandato del comité venció.")
    dias = (timezone.localdate() - fin).days
    hace = "hace un día" if dias == 1 else f"hace {dias} días"
    texto = f"El mandato del comité venció el {fin:%d/%m/%Y} ({hace}). La alerta se quita sola al renovarlo."
    return Razon(texto, comite.get_absolute_url(), "Ver comité")


def enlace_al_comite(espacio: EspacioPublico) -> tuple[str, str]:
    """Return the page where the proof is obtained: the committee's, or the form that constitutes one."""
    comite = _activo_de(espacio)
    if comite is None:
        return reverse("comites:comite-nuevo", args=[espacio.codigo]), "Constituir comité"
    return comite.get_absolute_url(), "Ver comité"


# The list's columns -----------------------------------------------------------------------------


def anotaciones() -> dict[str, Any]:
    suyo = Comite.objects.activos().con_estado().filter(espacio=OuterRef("pk"))
    return {
        "comite_estado": Subquery(suyo.values("estado_derivado")[:1]),  # type: ignore[misc]
        "comite_fin": Subquery(suyo.values("fin_vigencia")[:1], output_field=DateField()),  # type: ignore[misc]
    }


def celda(espacio: Any) -> Celda:
    if espacio.comite_estado is None:
        return Celda(texto="Sin comité")
    estado = EstadoComite(espacio.comite_estado)
    return Celda(estado=estado, detalle=vigencia_en_palabras(estado, espacio.comite_fin))


def anotar_integrantes() -> dict[str, Any]:
    suyo = Comite.objects.activos().con_integrantes().filter(espacio=OuterRef("pk"))
    return {"integrantes_total": Subquery(suyo.values("total_integrantes")[:1])}  # type: ignore[misc]


def celda_total(espacio: Any) -> Celda:
    return Celda(texto="" if espacio.integrantes_total is None else str(espacio.integrantes_total))


# The space page's blocks ------------------------------------------------------------------------


def _comite_del(user: Any, espacio: EspacioPublico) -> Any:
    filas = Comite.objects.visible_to(user, Permiso.COMITE_VER).activos().con_grupo().con_estado()
    comite = filas.filter(espacio=espacio).first()
    if comite is not None:
        comite.espacio = espacio
    return comite


def bloque_comite(request: HttpRequest, espacio: EspacioPublico) -> Bloque | None:
    """The committee in the side column: mandate, who leads, the group; or the way to have one."""
    if not request.user.tiene(Permiso.COMITE_VER):  # type: ignore[union-attr]
        return None
    comite = _comite_del(request.user, espacio)
    datos: dict[str, Any] = {"ancla": "comite", "titulo": "Comité", "comite": comite}
    if comite is None:
        return "comites/bloque_sin_comite.html", datos | {
            "puede_constituir": _puede_constituir(request, espacio)
        }
    padron, estado = padron_de(request.user, comite), EstadoComite(comite.estado_derivado)
    return "comites/bloque.html", datos | {
        "estado": estado,
        "chip": (estado, f"Comité {estado.label.lower()}"),
        "vigencia": vigencia_en_palabras(estado, comite.fin_vigencia),
        "padron": padron,
        "primeros": padron.actuales[:MOSTRADOS],
        "otros": max(padron.total - MOSTRADOS, 0),
        "grupo": comite.grupo_abierto,
        "estado_grupo": estado_de_grupo(comite.grupo_abierto),
    }


def _puede_constituir(request: HttpRequest, espacio: EspacioPublico) -> bool:
    supuesto = Comite(espacio=espacio)
    return puede(request.user, Permiso.COMITE_EDITAR, supuesto) and espacio.estado != EstadoEspacio.RETIRADO
