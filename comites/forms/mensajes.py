"""The form of a ready message."""

from typing import Any

from django import forms

from comites.enums import Tema
from comites.models import Mensaje
from comites.models.mensaje import ALT_MAXIMO, TEXTO_MAXIMO
from comites.services.mensajes import DatosMensaje
from comunes.campos_fotos import CampoFotos
from comunes.formularios import CampoFecha, Formulario
from comunes.fotos import Foto
from cuentas.enums import Permiso
from territorio.alcance import alcance_de
from territorio.models import Region

_CAMPOS = ("tema", "titulo", "texto", "desde", "hasta", "region", "imagen_alt")


class FormularioMensaje(Formulario):
    """A new message, or one that nobody has sent yet."""

    tema = forms.ChoiceField(label="Tema", choices=Tema.choices)
    titulo = forms.CharField(
        label="Título",
        max_length=80,
        help_text="Para encontrarlo en la lista. No se envía.",
    )
    texto = forms.CharField(
        label="Texto que se envía",
        max_length=TEXTO_MAXIMO,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=f"Hasta {TEXTO_MAXIMO} caracteres, con frases cortas. No ponga datos de personas.",
        error_messages={
            "max_length": f"Tiene %(show_value)d caracteres; en WhatsApp se lee bien hasta {TEXTO_MAXIMO}."
        },
    )
    desde = CampoFecha(label="Se puede enviar desde", futura=True)
    hasta = CampoFecha(
        label="Hasta", futura=True, required=False, help_text="En blanco, no tiene fecha de término."
    )
    region = forms.ModelChoiceField(label="Para los comités de", queryset=Region.objects.none())
    imagen = CampoFotos(label="Imagen", maximo=1, required=False)
    imagen_alt = forms.CharField(
        label="Qué se ve en la imagen",
        max_length=ALT_MAXIMO,
        required=False,
        help_text="En una frase, para quien no puede verla.",
    )
    sin_imagen = forms.BooleanField(label="Quitar la imagen que tiene", required=False)

    def __init__(self, *args: Any, usuario: Any, mensaje: Mensaje | None, **kwargs: Any) -> None:
        if mensaje is not None:
            kwargs["initial"] = {c: getattr(mensaje, c) for c in _CAMPOS}
        super().__init__(*args, **kwargs)
        if mensaje is None or not mensaje.imagen:
            del self.fields["sin_imagen"]
        region: Any = self.fields["region"]
        region.queryset = Region.objects.visible_to(usuario, Permiso.MENSAJE_EDITAR).order_by("nombre")
        if alcance_de(usuario, Permiso.MENSAJE_EDITAR).nacional:
            region.required, region.empty_label = False, "Todo el país"
        elif len(region.queryset) == 1:
            region.empty_label = None

    def datos(self) -> DatosMensaje:
        return DatosMensaje(**{c: self.cleaned_data[c] for c in _CAMPOS})

    def foto(self) -> Foto | None:
        return next(iter(self.cleaned_data["imagen"]), None)
