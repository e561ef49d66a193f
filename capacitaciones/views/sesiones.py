"""The list of talks, one talk, and what is done to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.forms import BaseForm

from capacitaciones import ciclo
from capacitaciones.documents import partes_de
from capacitaciones.enums import EstadoSesion, Paso
from capacitaciones.filters import FiltroSesiones
from capacitaciones.forms.sesion import FormularioCierre, FormularioMotivo, FormularioSesion
from capacitaciones.mensajes import invitacion
from capacitaciones.models import Sesion
from capacitaciones.permissions import puede
from capacitaciones.resources import COLUMNAS
from capacitaciones.selectors import con_cuentas, para_leer, resumen_de
from capacitaciones.services import (
    abrir_sesion,
    cancelar_sesion,
    cerrar_sesion,
    crear_sesion,
    editar_sesion,
)
from capacitaciones.views.base import SobreSesion, url_de_la_lista
from comunes.exportacion.modelo import ColumnaExportada
from comunes.exportacion.vistas import VistaExportacion
from comunes.versiones import leer_version
from comunes.vistas import VistaAccion, VistaDetalle, VistaFormulario, VistaLista
from cuentas.enums import Permiso


class ListaSesiones(VistaLista):
    """Every talk in scope, the latest first."""

    permiso = Permiso.CAPACITACION_VER
    model = Sesion
    filtro = FiltroSesiones
    orden = ("-inicio", "-pk")
    guardable = "capacitaciones:lista"
    tamano = 25
    template_name = "capacitaciones/lista.html"
    plantilla_filas = "capacitaciones/_filas.html"

    def get_queryset(self) -> Any:
        return con_cuentas(super().get_queryset()).select_related("region", "municipalidad")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        elegido = self.request.GET.get("estado", "")
        return super().get_context_data(
            estados=EstadoSesion,
            iconos={estado.icono for estado in EstadoSesion},
            estado_elegido=elegido if elegido in EstadoSesion.values else "",
            crea=self.request.user.tiene(Permiso.CAPACITACION_EDITAR),
            **kwargs,
        )


class ExportarSesiones(VistaExportacion):
    """The filtered talks as CSV or Excel."""

    permiso = Permiso.CAPACITACION_VER
    lista = ListaSesiones
    url_lista = "capacitaciones:lista"
    titulo = "Charlas"

    def columnas(self) -> Sequence[ColumnaExportada]:
        return COLUMNAS

    def preparar(self, filas: Any) -> Any:
        return con_cuentas(filas)


POR_GUARDAR: Final = "Revise la asistencia y guárdela: después se puede cerrar la charla."


@dataclass(frozen=True)
class Tramo:
    """One lamp of the path."""

    texto: str
    estado: str
    detalle: str = ""


class DetalleSesion(VistaDetalle):
    permiso = Permiso.CAPACITACION_VER
    model = Sesion
    slug_field = slug_url_kwarg = "uuid"
    context_object_name = "sesion"
    template_name = "capacitaciones/detalle.html"

    def get_queryset(self) -> Any:
        return con_cuentas(para_leer(super().get_queryset()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sesion = self.object
        edita = puede(self.request.user, Permiso.CAPACITACION_EDITAR, sesion)
        acciones = ciclo.acciones(sesion) if edita else {}
        return super().get_context_data(
            acciones=acciones,
            camino=_camino(sesion),
            resumen=resumen_de(sesion),
            partes=partes_de(sesion.emitidas) if edita else [],
            edita=edita and not ciclo.impedimento_para_editar(sesion),
            anota=edita and not ciclo.impedimento_para_asistencia(sesion),
            falta=_falta(sesion, acciones),
            invitacion=invitacion(self.request, sesion) if sesion.recibe_inscripciones else "",
            **kwargs,
        )


def _camino(sesion: Sesion) -> list[Tramo]:
    """Return its steps: what it went through, where it stands, and what is ahead."""
    if sesion.estado == EstadoSesion.CANCELADA:
        return []
    nombres = (
        ("Programada", "Con tema, fecha y quién la da"),
        ("Inscripción abierta", "Se inscribe quien quiera venir"),
        ("Asistencia anotada", "La lista, y cuántas personas más"),
        ("Cerrada", "Constancias emitidas"),
    )
    orden = [EstadoSesion.PROGRAMADA, EstadoSesion.ABIERTA, EstadoSesion.REALIZADA, EstadoSesion.CERRADA]
    aqui = orden.index(sesion.estado_enum)
    estados = ["hecho" if n < aqui else "actual" if n == aqui else "falta" for n in range(len(orden))]
    return [Tramo(texto, estado, detalle) for (texto, detalle), estado in zip(nombres, estados, strict=True)]


def _falta(sesion: Sesion, acciones: dict[str, str]) -> str:
    """Return what stands against its next step, or an empty text."""
    siguiente = {
        EstadoSesion.PROGRAMADA: Paso.ABRIR,
        EstadoSesion.ABIERTA: Paso.REALIZAR,
        EstadoSesion.REALIZADA: Paso.CERRAR,
    }.get(sesion.estado_enum)
    if siguiente is None or siguiente.value not in acciones:
        return ""
    # Some attendance is there already (at the door, or at their own pace): the list was not saved as final.
    pendiente = siguiente == Paso.REALIZAR and sesion.asistentes  # type: ignore[attr-defined]
    return acciones[siguiente.value] or (POR_GUARDAR if pendiente else "")


class SesionNueva(VistaFormulario):
    permiso = Permiso.CAPACITACION_EDITAR
    form_class = FormularioSesion
    template_name = "capacitaciones/formulario.html"
    mensaje_exito = "Charla programada. Cuando esté lista, abra la inscripción."

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"usuario": self.request.user, "sesion": None}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(titulo="Programar una charla", boton="Programar", **kwargs)

    def guardar(self, form: BaseForm) -> str:
        assert isinstance(form, FormularioSesion)  # noqa: S101  tells the type checker
        return crear_sesion(actor=self.request.user, datos=form.datos()).get_absolute_url()


class SesionEditar(SobreSesion):
    permiso = Permiso.CAPACITACION_EDITAR
    form_class = FormularioSesion
    titulo = "Corregir la charla"
    mensaje_exito = "Los cambios quedaron guardados."

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"usuario": self.request.user, "sesion": self.sesion}

    def guardar(self, form: BaseForm) -> str:
        assert isinstance(form, FormularioSesion)  # noqa: S101  tells the type checker
        editada = editar_sesion(
            actor=self.request.user, sesion=self.sesion, version=self.version, datos=form.datos()
        )
        return editada.get_absolute_url()


class SesionCancelar(SobreSesion):
    permiso = Permiso.CAPACITACION_EDITAR
    form_class = FormularioMotivo
    template_name = "capacitaciones/cancelar.html"
    titulo = "Cancelar la charla"
    boton = "Cancelar la charla"
    mensaje_exito = "La charla quedó cancelada. Quien se inscribió lee el motivo en su página."

    def guardar(self, form: BaseForm) -> str:
        motivo = form.cleaned_data["motivo"]
        usuario = self.request.user
        cancelada = cancelar_sesion(actor=usuario, sesion=self.sesion, version=self.version, motivo=motivo)
        return cancelada.get_absolute_url()


class SesionCerrar(SobreSesion):
    """The last look before attendance stays as it is."""

    permiso = Permiso.CAPACITACION_EDITAR
    form_class = FormularioCierre
    template_name = "capacitaciones/cerrar.html"
    titulo = "Cerrar y emitir constancias"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        impedimento = ciclo.TRANSICIONES[Paso.CERRAR].impedimento(self.sesion)
        return super().get_context_data(resumen=resumen_de(self.sesion), impedimento=impedimento, **kwargs)

    def guardar(self, form: BaseForm) -> str:
        cerrar_sesion(actor=self.request.user, sesion=self.sesion, version=self.version)
        return url_de_la_lista(self.sesion)


class SesionAbrir(VistaAccion):
    permiso = Permiso.CAPACITACION_EDITAR
    model = Sesion
    mensaje_exito = "La inscripción quedó abierta."

    def ejecutar(self, objeto: Sesion) -> str:
        version = leer_version(self.request.POST.get("version"))
        return abrir_sesion(actor=self.request.user, sesion=objeto, version=version).get_absolute_url()
