"""The page of a committee, and its history."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from comites.directivas import directivas_de, quienes_estaban
from comites.enums import EstadoComite, Senal
from comites.forms.comite import FormularioDia
from comites.grupos import Grupo
from comites.historia import en_palabras
from comites.models import Comite
from comites.permissions import celulares_del_grupo, puede
from comites.selectors import agregados_por_su_lider, con_eleccion_llamada, historia_de, padron_de
from comites.senales import con_inactividad
from comites.views.base import DetalleComite
from cuentas.enums import Permiso
from espacios.enums import ESTADOS_RECUPERADOS


class FichaComite(DetalleComite):
    """Who is in the committee, until when, and what is due. Nine queries."""

    template_name = "comites/ficha.html"

    def get_queryset(self) -> QuerySet[Any]:
        filas = super().get_queryset().con_estado().con_mandato()  # type: ignore[attr-defined]
        return con_eleccion_llamada(con_inactividad(filas))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        comite, usuario = self.object, self.request.user
        padron = padron_de(usuario, comite)
        return super().get_context_data(
            estado=EstadoComite(comite.estado_derivado),
            mandato=comite.mandato_leido,
            padron=padron,
            agregados=agregados_por_su_lider(comite),
            grupo=Grupo(comite, comite.grupo_abierto, padron.actuales),
            celulares=celulares_del_grupo(usuario, comite, comite.grupo_abierto),
            pone_en_alerta=comite.espacio.estado in ESTADOS_RECUPERADOS,
            hoy=timezone.localdate(),
            senal=Senal.SIN_ACTIVIDAD if comite.inactivo else None,
            **self._lo_que_puede(comite),
            **kwargs,
        )

    def _lo_que_puede(self, comite: Comite) -> dict[str, bool]:
        usuario, abierto = self.request.user, comite.disuelto is None
        return {
            "puede_editar": abierto and puede(usuario, Permiso.COMITE_EDITAR, comite),
            "puede_difundir": abierto and puede(usuario, Permiso.DIFUSION_ANOTAR, comite),
            "puede_registrar_permisos": abierto and puede(usuario, Permiso.PAPEL_LLEVAR, comite),
            "puede_editar_personas": puede(usuario, Permiso.PERSONA_EDITAR, comite),
            "puede_dar_acceso": abierto and puede(usuario, Permiso.ENLACE_EMITIR, comite),
            "puede_ver_espacio": usuario.tiene(Permiso.ESPACIO_VER),
        }


class HistoriaComite(DetalleComite):
    """Every mandate with who sat in it, who was there on a given day, and who did what."""

    template_name = "comites/historia.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        comite = self.object
        directivas = directivas_de(self.request.user, comite)
        form = FormularioDia(self.request.GET or None)
        dia = form.cleaned_data["dia"] if form.is_bound and form.is_valid() else None
        return super().get_context_data(
            directivas=directivas,
            form=form,
            dia=dia,
            presentes=quienes_estaban(directivas, dia) if dia else [],
            hechos=[en_palabras(e) for e in historia_de(comite)],
            **kwargs,
        )
