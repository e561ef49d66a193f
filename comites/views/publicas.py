"""What anybody may ask of a printed paper: whether it holds. No personal data, whoever asks."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from comites.cambios import cambios_desde
from comites.enums import EstadoDocumento
from comites.huellas import en_grupos, intacto
from comites.models import DocumentoEmitido
from comunes.vistas import VistaPlantilla

# Signed and validated, or issued and still the version in force.
VALEN = (
    EstadoDocumento.EMITIDO,
    EstadoDocumento.POR_FIRMAR,
    EstadoDocumento.POR_VALIDAR,
    EstadoDocumento.OBSERVADO,
    EstadoDocumento.VALIDADO,
)


class VerificarDocumento(VistaPlantilla):
    """The page behind the QR. A code that nobody issued answers 404 and says so."""

    publica = True
    template_name = "comites/papeles/verificar.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        filas = DocumentoEmitido.objects.con_ejemplar().select_related(
            "comite__espacio__distrito", "comite__espacio__region", "reemplazado_por", "mandato"
        )
        documento = filas.filter(codigo=kwargs["codigo"]).first()
        contexto = self.get_context_data(documento=documento, **_dicho(documento))
        respuesta = self.render_to_response(contexto, status=200 if documento else 404)
        respuesta["X-Robots-Tag"] = "noindex"
        return respuesta


def _dicho(documento: DocumentoEmitido | None) -> dict[str, Any]:
    if documento is None:
        return {}
    return {
        "vale": documento.estado in VALEN,
        "intacto": intacto(documento),
        "cambio": bool(cambios_desde(documento)),
        "huella": en_grupos(documento.huella),
    }
