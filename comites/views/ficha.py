"""The page of a committee, and its history."""

from typing import Any

from comites.historia import en_palabras
from comites.models import Comite
from comites.permissions import celular_del_grupo, puede
from comites.selectors import historia_de, mandato_en, padron_de
from comites.senales import sin_actividad
from comites.views.base import DetalleComite
from comites.vigencia import estado_de_grupo, estado_en
from cuentas.enums import Permiso


class FichaComite(DetalleComite):
    """Who is in the committee, until when, and what is due. Eight queries."""

    template_name = "comites/ficha.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        comite, usuario = self.object, self.request.user
        mandatos = list(comite.mandatos.all())
        grupo = comite.grupo_abierto
        return super().get_context_data(
            estado=estado_en(comite, mandatos),
            mandato=mandato_en(mandatos),
            mandatos=mandatos,
            padron=padron_de(usuario, comite),
            grupo=grupo,
            estado_grupo=estado_de_grupo(grupo),
            celular_grupo=celular_del_grupo(usuario, comite, grupo),
            sin_actividad=sin_actividad(comite),
            **self._lo_que_puede(comite),
            **kwargs,
        )

    def _lo_que_puede(self, comite: Comite) -> dict[str, bool]:
        usuario, abierto = self.request.user, comite.disuelto is None
        return {
            "puede_editar": abierto and puede(usuario, Permiso.COMITE_EDITAR, comite),
            "puede_editar_personas": puede(usuario, Permiso.PERSONA_EDITAR, comite),
            "puede_dar_acceso": abierto and puede(usuario, Permiso.ENLACE_EMITIR, comite),
            "puede_ver_espacio": usuario.tiene(Permiso.ESPACIO_VER),
        }


class HistoriaComite(DetalleComite):
    """Every mandate, who left and why, and who did what."""

    template_name = "comites/historia.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        comite, usuario = self.object, self.request.user
        return super().get_context_data(
            mandatos=list(comite.mandatos.all()),
            padron=padron_de(usuario, comite),
            hechos=[en_palabras(e) for e in historia_de(comite)],
            **kwargs,
        )
