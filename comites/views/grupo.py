"""The WhatsApp group of one committee: who is in it and what it lacks, and the form of its register."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from comites.forms.grupo import FormularioGrupo
from comites.grupos import Grupo, hubo_hoy, leer_claves
from comites.models import Comite, GrupoWhatsApp, Integrante
from comites.permissions import celulares_del_grupo, grado_en, puede
from comites.reglas_de_grupo import REGLAS, reglas_para_compartir
from comites.selectors import padron_de
from comites.services import (
    actualizar_grupo,
    anotar_reglas_aceptadas,
    anotar_ultimo_mensaje,
    cerrar_grupo,
    marcar_quienes_estan,
    mostrar_enlace,
    registrar_grupo_whatsapp,
)
from comites.services.grupos import a_quienes_nombran, enlace_a_la_vista
from comites.views.base import (
    AccionDeQuienMira,
    DetalleComite,
    FormularioDeQuienMira,
    base_para,
    grupo_de,
)
from comunes.versiones import leer_version
from cuentas.enums import Permiso
from cuentas.whatsapp import enlace_a_whatsapp
from personas.permissions import Ver, ver_persona


def url_del_grupo(comite: Comite) -> str:
    return reverse("comites:grupo", args=[comite.pk])


class GrupoDetalle(DetalleComite):
    """The group in one screen: on the phone of who leads, at the office's desk."""

    template_name = "comites/grupo/detalle.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        comite, usuario, registro = self.object, self.request.user, self.object.grupo_abierto
        grupo = Grupo(comite, registro, padron_de(usuario, comite).actuales)
        kwargs.setdefault("marcados", {ficha.integrante.pk for ficha in grupo.estan})
        return super().get_context_data(
            grupo=grupo,
            celulares=celulares_del_grupo(usuario, comite, registro),
            hubo_hoy=hubo_hoy(registro),
            reglas=REGLAS,
            compartir_reglas=enlace_a_whatsapp(reglas_para_compartir(comite.nombre)),
            **self._para_invitar(grupo),
            **base_para(usuario, comite),
            **kwargs,
        )

    def _para_invitar(self, grupo: Grupo) -> dict[str, Any]:
        usuario, abierto = self.request.user, self.object.disuelto is None
        edita = abierto and puede(usuario, Permiso.GRUPO_EDITAR, self.object)
        ve_enlace = grupo.registro is not None and puede(usuario, Permiso.GRUPO_INVITAR, self.object)
        enlace = enlace_a_la_vista(usuario, grupo.registro) if ve_enlace and grupo.registro else ""
        return {
            "edita": edita,
            "cierra": abierto and puede(usuario, Permiso.COMITE_EDITAR, self.object),
            "difunde": abierto and puede(usuario, Permiso.DIFUSION_ANOTAR, self.object),
            "ve_enlace": ve_enlace,
            "enlace": enlace,
            "por_invitar": grupo.por_invitar(enlace) if edita and grupo.registro else [],
        }


class GrupoEditar(FormularioDeQuienMira):
    permiso = Permiso.GRUPO_EDITAR
    template_name = "comites/grupo/editar.html"
    form_class = FormularioGrupo
    mensaje_exito = "Grupo guardado."

    @property
    def grupo(self) -> GrupoWhatsApp | None:
        return self.comite.grupo_abierto

    def get_form_kwargs(self) -> dict[str, Any]:
        usuario = self.request.user
        a_la_vista = grado_en(usuario, self.comite, es_directivo=True).celular == Ver.TODO
        fichas = padron_de(usuario, self.comite).actuales
        kwargs = {"grupo": self.grupo, "celular_a_la_vista": a_la_vista, "fichas": fichas}
        return super().get_form_kwargs() | kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.version_del_formulario(self.grupo, kwargs) if self.grupo else None
        return super().get_context_data(grupo=self.grupo, version=version, **kwargs)

    def volver(self) -> str:
        return url_del_grupo(self.comite)

    def guardar(self, form: BaseForm) -> str:
        assert isinstance(form, FormularioGrupo)  # noqa: S101  tells the type checker
        actor, datos = self.request.user, form.datos()
        if self.grupo is None:
            registrar_grupo_whatsapp(actor=actor, comite=self.comite, datos=datos)
        else:
            actualizar_grupo(actor=actor, grupo=self.grupo, version=self.version_enviada(), datos=datos)
        return url_del_grupo(self.comite)


class _AccionDeGrupo(AccionDeQuienMira):
    """A button over the group of the committee in the address."""

    permiso = Permiso.GRUPO_EDITAR

    def ejecutar(self, objeto: Comite) -> str:
        self.hacer(grupo_de(objeto))
        return self.al_fallar(objeto)

    def hacer(self, grupo: GrupoWhatsApp) -> None:
        """Call the service."""
        raise NotImplementedError

    def al_fallar(self, objeto: Comite) -> str:
        return url_del_grupo(objeto)


class GrupoQuienes(_AccionDeGrupo):
    """Save the ticks of who is in the group; whoever comes late sees their ticks beside what was saved."""

    @property
    def presentes(self) -> set[int]:
        return leer_claves(self.request.POST.getlist("esta"))

    def hacer(self, grupo: GrupoWhatsApp) -> None:
        version = leer_version(self.request.POST.get("version"))
        faltan, salieron = marcar_quienes_estan(
            actor=self.request.user, grupo=grupo, version=version, presentes=self.presentes
        )
        falta = "Falta una persona." if faltan == 1 else f"Faltan {faltan} personas."
        self.mensaje_exito = f"Guardado. {falta if faltan else 'Todo el comité está en el grupo.'}"
        avisar_de_quienes_salieron(self.request, salieron)

    def en_conflicto(self, objeto: Comite) -> HttpResponse:
        pagina = GrupoDetalle()
        pagina.setup(self.request, pk=objeto.pk)
        pagina.object = pagina.get_object()
        marcados, salieron = a_quienes_nombran(objeto, self.presentes)
        avisar_de_quienes_salieron(self.request, salieron)
        contexto = pagina.get_context_data(marcados=marcados, conflicto=True)
        return pagina.render_to_response(contexto, status=409)


def avisar_de_quienes_salieron(request: Any, salieron: list[Integrante]) -> None:
    """Name who was ticked but had left the committee, as this user may read them."""
    for integrante in salieron:
        vista = ver_persona(request.user, integrante.persona, es_directivo=integrante.cargo.directivo)
        quien = vista.nombre or "Una de las personas"
        messages.warning(request, f"{quien} ya no integra el comité: su marca no se guardó.")


class GrupoReglas(_AccionDeGrupo):
    mensaje_exito = "Anotado: el grupo aceptó las reglas."

    def hacer(self, grupo: GrupoWhatsApp) -> None:
        anotar_reglas_aceptadas(actor=self.request.user, grupo=grupo)


class GrupoHoy(_AccionDeGrupo):
    mensaje_exito = "Anotado: hoy hubo mensajes en el grupo."

    def hacer(self, grupo: GrupoWhatsApp) -> None:
        anotar_ultimo_mensaje(actor=self.request.user, grupo=grupo)


class GrupoEnlace(_AccionDeGrupo):
    """Put the link that invites in sight for some minutes; it is written down."""

    permiso = Permiso.GRUPO_INVITAR

    def hacer(self, grupo: GrupoWhatsApp) -> None:
        mostrar_enlace(actor=self.request.user, grupo=grupo)


class GrupoCerrar(_AccionDeGrupo):
    """Close the open group, so that another one may be registered."""

    permiso = Permiso.COMITE_EDITAR
    mensaje_exito = "El grupo quedó cerrado."

    def hacer(self, grupo: GrupoWhatsApp) -> None:
        cerrar_grupo(actor=self.request.user, grupo=grupo, version=grupo.version, fecha=timezone.localdate())
