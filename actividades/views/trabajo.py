"""Work screens: the list, one activity (for leaders too), its photos, and writing one down."""

import uuid
from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.utils import timezone

from actividades import ciclo
from actividades.documents import informe_de_actividad, informe_de_actividades
from actividades.enums import PROGRAMADAS, EstadoActividad
from actividades.filters import TODAS, FiltroActividades
from actividades.forms.pasos import FormularioObservar
from actividades.galeria import ORDEN_DE_FOTOS, lector_de_fotos
from actividades.models import Actividad, Evidencia
from actividades.participantes import en_pagina
from actividades.pistas import pistas_de
from actividades.resources import COLUMNAS
from actividades.selectors import (
    con_lugar,
    con_permisos,
    historia,
    parecidas,
)
from actividades.views.base import donde_se_anota
from comunes.documentos import responder_pdf
from comunes.exportacion.modelo import ColumnaExportada
from comunes.exportacion.vistas import VistaExportacion
from comunes.fotos import responder_foto
from comunes.paginas import Pagina, paginar
from comunes.vistas import VistaDetalle, VistaLista
from cuentas.enums import Permiso
from espacios.models import EspacioPublico
from territorio.croquis import Croquis, croquis


class ListaActividades(VistaLista):
    """The activities in scope, newest first: what was written down or, when asked for, any state."""

    permiso = Permiso.ACTIVIDAD_VER
    model = Actividad
    filtro = FiltroActividades
    orden = ("-fecha", "-pk")
    siempre_en_orden = True
    guardable = "actividades:lista"
    tamano = 25
    template_name = "actividades/lista.html"
    plantilla_filas = "actividades/_filas.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("tipo", "espacio__distrito")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        elegido = self.request.GET.get("estado", "")
        return super().get_context_data(
            estados=sorted(EstadoActividad, key=PROGRAMADAS.__contains__),  # what is to come, at the end
            todas=TODAS,
            iconos={estado.icono for estado in EstadoActividad},
            estado_elegido=elegido if elegido in (TODAS, *EstadoActividad.values) else "",
            verifica=self.request.user.tiene(Permiso.ACTIVIDAD_VERIFICAR),
            responde=self.request.user.tiene(Permiso.PARTE_CONFIRMAR),
            **kwargs,
        )


class ExportarActividades(VistaExportacion):
    """The filtered activities as CSV or Excel."""

    permiso = Permiso.ACTIVIDAD_VER
    lista = ListaActividades
    url_lista = "actividades:lista"
    titulo = "Actividades"

    def columnas(self) -> tuple[ColumnaExportada, ...]:
        return COLUMNAS


class Informe(ListaActividades):
    """The verified ones among the filtered activities, as a paper."""

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        filtro = self.filtro(request.GET, queryset=self.get_queryset(), request=request)
        pdf = informe_de_actividades(
            filtro.qs,
            ambito=", ".join(request.user.lugares(self.permiso)),
            filtros=[f"{puesto.etiqueta}: {puesto.texto}" for puesto in filtro.puestos],
        )
        return responder_pdf(pdf, f"informe-de-actividades-{timezone.localdate():%Y-%m-%d}")


class GaleriaDeFotos(VistaLista):
    """The photos of the verified ones among the filtered activities, the newest first."""

    permiso = Permiso.ACTIVIDAD_VER
    model = Evidencia
    orden = ORDEN_DE_FOTOS
    tamano = 24
    template_name = "actividades/galeria.html"

    def get_queryset(self) -> Any:
        actividades = self.visibles(Actividad)
        self.filtradas = FiltroActividades(self.request.GET, queryset=actividades, request=self.request)
        return super().get_queryset()

    def paginar(self, filas: Any) -> Pagina:
        # The keys come from activities in scope: the photos that they name are not asked for theirs again.
        fotos = Evidencia.objects.select_related("actividad__tipo", "actividad__espacio__distrito")
        lector = lector_de_fotos(self.filtradas.qs.verificadas(), fotos)
        cursor = self.request.GET.get("cursor", "")
        return paginar(filas, orden=self.orden, cursor=cursor, tamano=self.tamano, lector=lector)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        return {**contexto, "filtro": self.filtradas}


class DetalleActividad(VistaDetalle):
    """One activity. Whoever only leads a committee gets the phone's page of it."""

    permiso = Permiso.ACTIVIDAD_VER
    model = Actividad
    slug_field = slug_url_kwarg = "uuid"
    context_object_name = "actividad"

    def get_template_names(self) -> list[str]:
        if self.request.user.tiene(Permiso.TRABAJO_VER):
            return ["actividades/actividad_detalle.html"]
        return ["actividades/lider_actividad.html"]

    def get_queryset(self) -> Any:
        filas = con_lugar(con_permisos(self.visibles(Actividad), self.request.user))
        filas = filas.select_related("verificada_por", "espacio__comisaria")
        fotos = Prefetch("evidencias", queryset=Evidencia.objects.en_pie())
        return filas.prefetch_related(fotos, "participaciones")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actividad, user, hoy = self.object, self.request.user, timezone.localdate()
        acciones = ciclo.acciones(actividad, user)
        return super().get_context_data(
            acciones=acciones,
            croquis=_donde(actividad.espacio) if ciclo.Paso.OBSERVAR in acciones else None,
            edita=self._puede_anotar() and not ciclo.impedimento_para_editar(actividad, user),
            recibe_fotos=self._puede_anotar() and not ciclo.impedimento_para_fotos(actividad),
            historia=historia(actividad),
            fotos=[e for e in actividad.evidencias.all() if e.participacion_id is None],
            participaciones=en_pagina(actividad, user),
            invita=self._puede_anotar() and not ciclo.impedimento_para_invitar(actividad),
            anotar_en=donde_se_anota(user, actividad)
            if "realizar" in acciones and actividad.fecha <= hoy
            else "",
            avisa=actividad.fecha >= hoy,
            pistas=pistas_de(user, [actividad])[actividad.pk]
            if actividad.estado in ciclo.POR_REVISAR
            else [],
            observar=FormularioObservar(),
            clave_idempotencia=uuid.uuid4(),
            parecidas=parecidas(
                user,
                espacio=actividad.espacio,
                fecha=actividad.fecha,
                tipo=actividad.tipo,
                excepto=actividad.uuid,
            ),
            **kwargs,
        )

    def _puede_anotar(self) -> bool:
        return ciclo.permitido(self.object, self.request.user, Permiso.ACTIVIDAD_ANOTAR)


def _donde(espacio: EspacioPublico) -> Croquis | None:
    """Return the drawing of where a space is, when its point is known."""
    if espacio.latitud is None or espacio.longitud is None:
        return None
    return croquis(float(espacio.latitud), float(espacio.longitud), espacio.distrito_id)


class InformeDeUna(VistaDetalle):
    """One activity as a paper."""

    permiso = Permiso.ACTIVIDAD_VER
    model = Actividad
    slug_field = slug_url_kwarg = "uuid"

    def get_queryset(self) -> Any:
        hechas = super().get_queryset().exclude(estado__in=PROGRAMADAS)
        return con_lugar(hechas).prefetch_related("evidencias", "participaciones")

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        actividad = self.get_object()
        return responder_pdf(informe_de_actividad(actividad), f"actividad-{actividad.recibo}")


class FotoDeEvidencia(VistaDetalle):
    """A photo in one of its sizes, to whoever may see its activity."""

    permiso = Permiso.ACTIVIDAD_VER
    model = Evidencia
    slug_field = slug_url_kwarg = "uuid"

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return responder_foto(self.get_object().archivo.name, kwargs["tamano"])
