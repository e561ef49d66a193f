"""Who registered and who came, with each certificate, and what is done to one of them."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from capacitaciones.ciclo import impedimento_para_asistencia
from capacitaciones.enums import ANTES_DE_DARSE, EstadoConstancia, EstadoSesion
from capacitaciones.forms.sesion import FormularioMotivo
from capacitaciones.mensajes import su_enlace
from capacitaciones.models import Constancia, Inscripcion, Sesion
from capacitaciones.permissions import grado_en, puede, ver_inscripcion
from capacitaciones.selectors import para_leer
from capacitaciones.services import reemitir_constancia, retirar_inscripcion, revocar_constancia
from capacitaciones.views.base import SobreSesion, url_de_la_lista
from comunes.vistas import VistaAccion, VistaLista
from cuentas.enums import Permiso
from personas.permissions import Ver


class Participantes(VistaLista):
    """The people of one talk by name; names stand in no address."""

    permiso = Permiso.CAPACITACION_VER
    model = Inscripcion
    orden = ("apellidos", "nombres", "pk")
    cursor_sin_datos = True
    tamano = 25
    template_name = "capacitaciones/participantes.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.sesion = get_object_or_404(para_leer(self.visibles(Sesion)), uuid=kwargs["uuid"])

    def get_queryset(self) -> Any:
        # The talk was asked for through the scope; its rows needn't be asked again, one by one.
        ultimas = Constancia.objects.order_by("-pk").select_related("reemplaza_a")
        filas = Inscripcion.objects.filter(sesion=self.sesion, cancelada_en__isnull=True)
        constancias = Prefetch("asistencia__constancias", queryset=ultimas)
        return filas.select_related("asistencia").prefetch_related(constancias)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(sesion=self.sesion, **kwargs)
        user, sesion = self.request.user, self.sesion
        grado = grado_en(user, sesion)
        edita = puede(user, Permiso.CAPACITACION_EDITAR, sesion)
        por_venir = sesion.estado in ANTES_DE_DARSE
        filas = [_fila(i, ver_inscripcion(i, grado)) for i in contexto["object_list"]]
        for fila in filas:
            sirve = por_venir or (fila["constancia"] and fila["constancia"].vale)
            if edita and sirve and grado.celular == Ver.TODO:
                fila["whatsapp"] = su_enlace(self.request, fila["inscripcion"], sesion)
        return contexto | {
            "filas": filas,
            "iconos": ["whatsapp", *EstadoConstancia],
            "retira": edita and por_venir,
            "agrega": edita and (sesion.recibe_inscripciones or not impedimento_para_asistencia(sesion)),
            "revoca": puede(user, Permiso.CONSTANCIA_REVOCAR, sesion),
            "con_contacto": bool(grado.celular),
            "con_asistencia": sesion.estado in (EstadoSesion.REALIZADA, EstadoSesion.CERRADA),
        }


def _fila(inscripcion: Inscripcion, vista: Any) -> dict[str, Any]:
    asistencia = getattr(inscripcion, "asistencia", None)
    constancias = list(asistencia.constancias.all()) if asistencia else []
    return {
        "inscripcion": inscripcion,
        "vista": vista,
        "asistencia": asistencia,
        "constancia": constancias[0] if constancias else None,
        "sin_persona": bool(asistencia and not asistencia.persona_id and inscripcion.numero_documento),
    }


class RetirarInscripcion(VistaAccion):
    permiso = Permiso.CAPACITACION_EDITAR
    model = Inscripcion
    mensaje_exito = "La inscripción quedó retirada."

    def ejecutar(self, objeto: Inscripcion) -> str:
        retirar_inscripcion(actor=self.request.user, inscripcion=objeto)
        return self.al_fallar(objeto)

    def al_fallar(self, objeto: Inscripcion) -> str:
        return url_de_la_lista(objeto.sesion)


class Revocar(SobreSesion):
    permiso = Permiso.CONSTANCIA_REVOCAR
    form_class = FormularioMotivo
    template_name = "capacitaciones/revocar.html"
    titulo = "Revocar una constancia"
    boton = "Revocar"
    mensaje_exito = "La constancia quedó revocada: la consulta pública ya lo dice."

    def buscar_sesion(self, pk: int) -> Sesion:  # type: ignore[override]
        filas = self.visibles(Constancia).select_related("asistencia__inscripcion", "asistencia__sesion")
        self.constancia: Constancia = get_object_or_404(filas, pk=pk)
        return self.constancia.asistencia.sesion

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        inscripcion = self.constancia.asistencia.inscripcion
        vista = (
            ver_inscripcion(inscripcion, grado_en(self.request.user, self.sesion)) if inscripcion else None
        )
        return super().get_context_data(constancia=self.constancia, vista=vista, **kwargs)

    def guardar(self, form: Any) -> str:
        motivo = form.cleaned_data["motivo"]
        revocar_constancia(actor=self.request.user, constancia=self.constancia, motivo=motivo)
        return url_de_la_lista(self.sesion)


class Reemitir(VistaAccion):
    permiso = Permiso.CONSTANCIA_REVOCAR
    model = Constancia
    mensaje_exito = "Se emitió otra constancia, con otro código."

    def ejecutar(self, objeto: Constancia) -> str:
        reemitir_constancia(actor=self.request.user, constancia=objeto)
        return self.al_fallar(objeto)

    def al_fallar(self, objeto: Constancia) -> str:
        return url_de_la_lista(objeto.asistencia.sesion)
