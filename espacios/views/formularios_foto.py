"""Forms over one photo: what is said of it, its blurred zones, its pair, its approval, its removal."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from comunes.vistas import VistaFormulario
from cuentas.enums import Permiso
from espacios import services
from espacios.enums import MomentoFoto
from espacios.forms import FormularioMotivo
from espacios.forms_fotos import (
    FormularioDevolver,
    FormularioDifuminar,
    FormularioFoto,
    FormularioPareja,
    FormularioPublicar,
)
from espacios.models import FotoEspacio
from espacios.publicacion import autorizacion_en_palabras, pruebas_que_sostiene
from espacios.views.base import leer_version
from espacios.views.foto import con_espacio
from espacios.views.fotos import direccion_de_galeria


class _FormularioDeFoto(VistaFormulario):
    """A form over one photo, found within the scope of the view's permission and opened at a version."""

    permiso = Permiso.ESPACIO_EDITAR
    foto: FotoEspacio

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.foto = get_object_or_404(con_espacio(self.filas()), uuid=kwargs["uuid"])

    def filas(self) -> Any:
        visibles: Any = self.visibles(FotoEspacio)
        return visibles.vigentes()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = kwargs["conflicto"].version if "conflicto" in kwargs else self.version()
        return super().get_context_data(foto=self.foto, espacio=self.foto.espacio, version=version, **kwargs)

    def version(self) -> int:
        """Return the version this form was opened at."""
        if self.request.method != "POST":
            return self.foto.version
        return leer_version(self.request, self.foto.version)

    def guardar(self, form: Any) -> str:
        self.escribir(actor=self.request.user, foto=self.foto, version=self.version(), **form.cleaned_data)
        return self.foto.get_absolute_url()

    def escribir(self, **datos: Any) -> None:
        """Call the service."""
        raise NotImplementedError


class EditarFoto(_FormularioDeFoto):
    """Say what a photo shows and whether somebody can be recognised."""

    form_class = FormularioFoto
    template_name = "espacios/editar_foto.html"
    mensaje_exito = "Foto actualizada."

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"foto": self.foto}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """On a conflict, what is saved stands beside what was typed."""
        diferencias = kwargs["form"].diferencias() if "conflicto" in kwargs else []
        return super().get_context_data(diferencias=diferencias, **kwargs)

    def escribir(self, **datos: Any) -> None:
        services.editar_foto(**datos)


class DifuminarFoto(_FormularioDeFoto):
    """Draw the rectangles that hide whoever did not give permission."""

    form_class = FormularioDifuminar
    template_name = "espacios/difuminar_foto.html"
    mensaje_exito = "Guardado. Así se verá la foto si se publica."

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"foto": self.foto}

    def escribir(self, **datos: Any) -> None:
        services.difuminar_foto(**datos)


class EmparejarFoto(_FormularioDeFoto):
    """Choose the photo of before that one of after is compared with."""

    form_class = FormularioPareja
    template_name = "espacios/emparejar_foto.html"
    mensaje_exito = "Pareja guardada."

    def get_form_kwargs(self) -> dict[str, Any]:
        foto = self.foto
        elegida = self.request.GET.get("antes") or (foto.antes and foto.antes.uuid)
        candidatas = FotoEspacio.objects.vigentes().filter(espacio=foto.espacio, momento=MomentoFoto.ANTES)
        return super().get_form_kwargs() | {"candidatas": candidatas, "elegida": elegida}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        return contexto | {"hay_candidatas": contexto["form"].fields["antes"].queryset.exists()}

    def escribir(self, **datos: Any) -> None:
        services.emparejar_fotos(despues=datos.pop("foto"), **datos)


class PublicarFoto(_FormularioDeFoto):
    """Approve a photo, looking at it as everybody will see it."""

    permiso = Permiso.FOTO_PUBLICAR
    form_class = FormularioPublicar
    template_name = "espacios/publicar_foto.html"
    mensaje_exito = "La foto está publicada."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(personas=autorizacion_en_palabras(self.foto), **kwargs)

    def escribir(self, **datos: Any) -> None:
        datos.pop("conforme")
        services.publicar_foto(**datos)


class _ConMotivo(_FormularioDeFoto):
    """A decision over a photo that asks for its motive."""

    form_class = FormularioMotivo
    template_name = "espacios/motivo_foto.html"
    textos: ClassVar[dict[str, str]] = {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(textos=self.textos, **kwargs)


class DevolverFoto(_ConMotivo):
    """Send a photo back with what has to be mended."""

    permiso = Permiso.FOTO_PUBLICAR
    form_class = FormularioDevolver
    mensaje_exito = "La foto volvió a quien la agregó, con lo que falta."
    textos: ClassVar[dict[str, str]] = {
        "titulo": "Devolver la foto",
        "explicacion": "La foto queda privada. Diga qué hay que corregir para publicarla.",
        "boton": "Devolver",
    }

    def escribir(self, **datos: Any) -> None:
        services.devolver_foto(**datos)


class RetirarFoto(_ConMotivo):
    """Hide a photo everywhere; it is kept and can be restored."""

    mensaje_exito = "La foto se retiró. Se conserva y se puede restaurar."
    textos: ClassVar[dict[str, str]] = {
        "titulo": "Retirar la foto",
        "explicacion": "Deja de verse en todas partes, también en la página pública. "
        "No se borra: se puede restaurar.",
        "boton": "Retirar foto",
    }

    def filas(self) -> Any:
        """The photo is still found by the post that repeats the one that removed it."""
        return self.visibles(FotoEspacio) if self.request.method == "POST" else super().filas()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(pruebas=pruebas_que_sostiene(self.foto), **kwargs)

    def guardar(self, form: Any) -> str:
        super().guardar(form)
        return direccion_de_galeria(self.foto.espacio)

    def escribir(self, **datos: Any) -> None:
        services.retirar_foto(**datos)
