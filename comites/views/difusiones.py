"""Sending messages to a committee's group, and the month's overview of who got what."""

from datetime import timedelta
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from comites.enums import Tema
from comites.filtros_mensajes import FiltroDifusiones, FiltroEnvios, meses
from comites.mensajes import enviados_antes, envios_por_dia, para_el_grupo
from comites.models import Comite, Difusion, Mensaje
from comites.resources import COLUMNAS_DE_ENVIOS
from comites.selectors import TOPE_DE_CUENTA
from comites.services import anotar_difusion, deshacer_difusion
from comites.services.difusiones import se_deshace
from comites.views.base import AccionDeQuienMira, DetalleComite, base_para, grupo_de
from comites.views.lista import cuenta_en_palabras
from comunes.calendario import semanas_del_mes
from comunes.exportacion.modelo import ColumnaExportada
from comunes.exportacion.vistas import VistaExportacion
from comunes.paginas import Pagina
from comunes.vistas import VistaLista
from cuentas.enums import Permiso


class MensajesDelComite(DetalleComite):
    """What to send to one group and what was sent: on the phone of who leads, at the office's desk."""

    permiso = Permiso.DIFUSION_ANOTAR
    template_name = "comites/mensajes/comite.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        comite, usuario = self.object, self.request.user
        filas = para_el_grupo(comite, comite.grupo_abierto)
        return super().get_context_data(
            grupo=comite.grupo_abierto,
            por_enviar=[f for f in filas if f.difusion is None],
            enviados=[(d, se_deshace(d, usuario)) for d in enviados_antes(comite)],
            **base_para(usuario, comite),
            **kwargs,
        )


class _AccionDeEnvio(AccionDeQuienMira):
    """A button beside a message, over the committee in the address."""

    permiso = Permiso.DIFUSION_ANOTAR

    def buscar(self, **kwargs: Any) -> Comite:
        comite: Comite = super().buscar(pk=kwargs["pk"])
        mensajes: Any = Mensaje.objects.visible_to(self.request.user, self.permiso)
        self.mensaje = get_object_or_404(mensajes, uuid=kwargs["uuid"])
        return comite

    def al_fallar(self, objeto: Comite) -> str:
        return reverse("comites:comite-mensajes", args=[objeto.pk])


class MensajeEnviado(_AccionDeEnvio):
    """Tick «enviado» for the open group; ticking it again changes nothing."""

    mensaje_exito = "Anotado: enviado al grupo."

    def ejecutar(self, objeto: Comite) -> str:
        anotar_difusion(actor=self.request.user, mensaje=self.mensaje, grupo=grupo_de(objeto))
        return self.al_fallar(objeto)


class MensajeNoEnviado(_AccionDeEnvio):
    """Take the tick back."""

    mensaje_exito = "Se quitó la anotación."

    def ejecutar(self, objeto: Comite) -> str:
        filas = Difusion.objects.filter(grupo__comite=objeto, mensaje=self.mensaje)
        difusion = get_object_or_404(filas.select_related("grupo__comite").order_by("-pk")[:1])
        deshacer_difusion(actor=self.request.user, difusion=difusion)
        return self.al_fallar(objeto)


class ListaDifusiones(VistaLista):
    """Active committees with the day on which their group got each theme in a month."""

    permiso = Permiso.COMITE_VER
    model = Comite
    filtro = FiltroDifusiones
    orden = ("clave_orden", "pk")
    tamano = 25
    template_name = "comites/mensajes/difusiones.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        dias = contexto["filtro"].dias
        return contexto | {
            "mes": dias[0],
            "total": cuenta_en_palabras(_cuantos(contexto["filtro"].qs)),
            "temas": list(Tema),
            "filas": [(comite, _celdas(comite)) for comite in contexto["object_list"]],
            "anota": self.request.user.tiene(Permiso.DIFUSION_ANOTAR),
        }

    def paginar(self, filas: Any) -> Pagina:
        return super().paginar(filas.con_lugar().con_grupo())


class ListaEnvios(VistaLista):
    """What was sent in a month: a grid of its days, and the same one by one below."""

    permiso = Permiso.COMITE_VER
    model = Difusion
    filtro = FiltroEnvios
    orden = ("-dia", "-pk")
    tamano = 25
    template_name = "comites/mensajes/calendario.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        filtro = contexto["filtro"]
        primero = filtro.dias[0]
        anterior = primero - timedelta(days=1)
        cuantos = _cuantos(contexto["filtro"].qs)
        return contexto | {
            "mes": primero,
            "semanas": semanas_del_mes(primero, envios_por_dia(filtro.sin_dia)),
            "anterior": anterior if f"{anterior:%Y-%m}" in dict(meses()) else None,
            "siguiente": (primero + timedelta(days=31)).replace(day=1),
            "dia": filtro.form.cleaned_data.get("dia"),
            "temas": list(Tema),
            "iconos": [tema.icono for tema in Tema],
            "hay_siguiente": primero < timezone.localdate().replace(day=1),
            "total": "muchos envíos" if cuantos is None else f"{cuantos} envío{'s' * (cuantos != 1)}",
            "consulta": self.request.GET.urlencode(),
        }

    def paginar(self, filas: Any) -> Pagina:
        lugar = ("grupo__comite__espacio__distrito", "grupo__comite__espacio__region")
        return super().paginar(filas.select_related("mensaje", "quien", *lugar))


class ExportarEnvios(VistaExportacion):
    """What was sent, as filtered, without anybody's name."""

    permiso = Permiso.COMITE_VER
    lista = ListaEnvios
    url_lista = "comites:envios"
    titulo = "Envíos a los grupos"

    def columnas(self) -> tuple[ColumnaExportada, ...]:
        return COLUMNAS_DE_ENVIOS


def _cuantos(filas: Any) -> int | None:
    """Return how many there are, or None past what is worth counting."""
    cuantos: int = filas.order_by().values("pk")[: TOPE_DE_CUENTA + 1].count()
    return None if cuantos > TOPE_DE_CUENTA else cuantos


def _celdas(comite: Any) -> list[tuple[Tema, Any]]:
    return [(tema, getattr(comite, f"dia_{tema.value}")) for tema in Tema]
