"""What it takes to share a public page: its whole address, a WhatsApp message, a QR, its preview in chats."""

from dataclasses import dataclass

import segno
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from cuentas.whatsapp import enlace_a_whatsapp
from espacios.models import EspacioPublico, FotoEspacio


@dataclass(frozen=True)
class Compartible:
    """How the page of a space is shared. Addresses are absolute: they leave this site."""

    url: str
    titulo: str
    descripcion: str
    imagen: str
    imagen_alt: str

    @property
    def whatsapp(self) -> str:
        return enlace_a_whatsapp(f"{self.titulo}. {self.descripcion} {self.url}")

    @property
    def qr(self) -> SafeString:
        """The address as an SVG of one path, drawn by the page's own style."""
        codigo = segno.make(self.url, error="m", micro=False)
        return mark_safe(codigo.svg_inline(border=2, svgclass="qr-publico", lineclass=None, omitsize=True))


def compartible(request: HttpRequest, espacio: EspacioPublico, foto: FotoEspacio | None) -> Compartible:
    """Return how to share `espacio`; `foto` is a published one, for the preview."""
    camino = reverse("portal:espacio-publico", args=[espacio.codigo])
    imagen = (
        reverse("portal:foto-publica", args=[espacio.codigo, foto.uuid, "grande"])
        if foto
        else static("img/compartir.jpg")
    )
    return Compartible(
        url=request.build_absolute_uri(camino),
        titulo=espacio.nombre,
        descripcion=(
            f"{espacio.tipo} en {espacio.distrito.nombre}, {espacio.region.nombre}: "
            f"{espacio.estado_enum.label.lower()}. Mira su camino, sus fotos y quién lo cuida."
        ),
        imagen=request.build_absolute_uri(imagen),
        imagen_alt=(foto.descripcion if foto else "") or "Un parque con faroles encendidos, al anochecer",
    )
