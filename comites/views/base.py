"""What the screens over one committee share."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from comites.models import Comite, GrupoWhatsApp, Integrante
from comunes.tuteo import en_tu, tutear
from comunes.versiones import leer_version
from comunes.vistas import VistaAccion, VistaDetalle, VistaFormulario
from cuentas.enums import Permiso
from territorio.alcance import alcance_de


def lo_lidera(usuario: Any, comite: Comite) -> bool:
    """Say whether `usuario` leads `comite`: their screens are the phone's, and speak with «tú»."""
    return comite.pk in alcance_de(usuario, Permiso.INTEGRANTE_AGREGAR).comites


def base_para(usuario: Any, comite: Comite) -> dict[str, Any]:
    """Return the layout of whoever looks: the leader's phone, or the office's desk."""
    lidera = lo_lidera(usuario, comite)
    return {"base": "base_telefono.html" if lidera else "base_trabajo.html", "lidera": lidera}


def grupo_de(comite: Comite) -> GrupoWhatsApp:
    """Return the open group, or the last one that was closed: its service says what can't be done; 404."""
    grupos = GrupoWhatsApp.objects.filter(comite=comite).select_related("comite")
    return grupos.filter(cerrado=None).first() or get_object_or_404(grupos.order_by("-cerrado", "-pk")[:1])


class DetalleComite(VistaDetalle):
    """A page about one committee."""

    permiso = Permiso.COMITE_VER
    model = Comite
    context_object_name = "comite"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().con_lugar().con_grupo()  # type: ignore[attr-defined,no-any-return]


class FormularioDeComite(VistaFormulario):
    """A form over one committee, found within the scope of the view's permission."""

    permiso = Permiso.COMITE_EDITAR
    comite: Comite

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.buscar(**kwargs)

    def buscar(self, **kwargs: Any) -> None:
        """Find what the form is about; 404 outside the scope."""
        filas: Any = self.visibles(Comite)
        self.comite = get_object_or_404(filas.con_lugar().con_grupo(), pk=kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("version", self.version_del_formulario(self.comite, kwargs))
        return super().get_context_data(comite=self.comite, cancelar=self.comite.get_absolute_url(), **kwargs)

    def version_del_formulario(self, fila: Any, contexto: dict[str, Any]) -> int:
        """Return the version that the form carries: shown again for a mistake, the one it was opened on.

        Only after a conflict was shown is it the stored one: what is saved then, is saved knowingly.
        """
        escrita = self.request.POST.get("version", "")
        reabierto = escrita.isascii() and escrita.isdigit() and "conflicto" not in contexto
        return int(escrita) if reabierto else int(fila.version)

    def version_enviada(self) -> int:
        return leer_version(self.request.POST.get("version"))


class FormularioDeQuienMira(FormularioDeComite):
    """On the leader's phone or at the office's desk; what is wrong is said to each in their way."""

    def volver(self) -> str:
        """Return where whoever does not go on is taken."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        de_quien_mira = base_para(self.request.user, self.comite)
        contexto = super().get_context_data(**kwargs)
        if de_quien_mira["lidera"]:
            tutear(contexto["form"])
        return contexto | de_quien_mira | {"cancelar": self.volver()}


class AccionDeQuienMira(VistaAccion):
    """A button over one committee, on the leader's phone or at the office's desk."""

    model = Comite

    def decir(self, objeto: Comite, motivo: str) -> str:
        return en_tu(motivo) if lo_lidera(self.request.user, objeto) else motivo


class FormularioDeIntegrante(FormularioDeComite):
    """A form over one membership."""

    integrante: Integrante

    def buscar(self, **kwargs: Any) -> None:
        filas = self.visibles(Integrante).select_related(
            "persona", "cargo", "mandato", "comite__espacio__distrito", "comite__espacio__region"
        )
        self.integrante = get_object_or_404(filas, pk=kwargs["pk"])
        self.comite = self.integrante.comite

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("version", self.version_del_formulario(self.integrante, kwargs))
        return super().get_context_data(integrante=self.integrante, **kwargs)
