"""One photo: its page, and the buttons of it that ask for nothing else."""

from typing import Any, ClassVar

from django.db.models import QuerySet

from comunes.bitacora import historial
from comunes.vistas import VistaAccion, VistaDetalle
from cuentas.enums import Permiso
from cuentas.permissions import can
from espacios import services
from espacios.comparador import comparaciones, direccion_privada
from espacios.enums import EstadoEspacio, EstadoFoto
from espacios.ficha import en_palabras
from espacios.models import FotoEspacio
from espacios.publicacion import (
    autorizacion_en_palabras,
    faltas_para_publicar,
    quien_no_aprueba,
)
from espacios.views.base import leer_version
from espacios.views.fotos import direccion_de_galeria

HECHOS_MOSTRADOS = 10


def con_espacio(filas: Any) -> QuerySet[Any]:
    return filas.select_related("espacio__distrito", "diagnostico", "intervencion")  # type: ignore[no-any-return]


class DetalleFoto(VistaDetalle):
    """A photo, what it lacks to be published, and what each person may do with it."""

    permiso = Permiso.ESPACIO_VER
    model = FotoEspacio
    slug_field = slug_url_kwarg = "uuid"
    context_object_name = "foto"
    template_name = "espacios/foto.html"

    def get_queryset(self) -> QuerySet[Any]:
        return con_espacio(super().get_queryset()).select_related("autor", "aprobada_por", "antes", "despues")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        foto: FotoEspacio = self.object
        eventos = historial(foto.espacio).filter(datos__foto=str(foto.uuid))[:HECHOS_MOSTRADOS]
        return super().get_context_data(
            espacio=foto.espacio,
            faltas=[] if foto.publicada else faltas_para_publicar(foto),
            personas=autorizacion_en_palabras(foto),
            comparaciones=comparaciones(_pareja(foto), direccion_privada),
            hechos=[en_palabras(evento) for evento in eventos],
            **_permitido(self.request.user, foto),
            **kwargs,
        )


def _pareja(foto: FotoEspacio) -> list[tuple[FotoEspacio, FotoEspacio]]:
    if foto.antes is not None:
        return [(foto.antes, foto)]
    despues = getattr(foto, "despues", None)
    return [(foto, despues)] if despues is not None else []


def _permitido(user: Any, foto: FotoEspacio) -> dict[str, Any]:
    activo = foto.espacio.estado != EstadoEspacio.RETIRADO
    edita = activo and user.tiene(Permiso.ESPACIO_EDITAR) and can(user, Permiso.ESPACIO_EDITAR, foto)
    aprueba = (
        activo
        and foto.estado == EstadoFoto.POR_APROBAR
        and user.tiene(Permiso.FOTO_PUBLICAR)
        and can(user, Permiso.FOTO_PUBLICAR, foto)
    )
    return {
        "puede_editar": edita,
        "puede_aprobar": aprueba and not quien_no_aprueba(user, foto),
        "no_aprueba": quien_no_aprueba(user, foto) if aprueba else "",
    }


class _AccionDeFoto(VistaAccion):
    """A button over one photo; it goes back to the photo's page, or to the gallery when it has none."""

    permiso = Permiso.ESPACIO_EDITAR
    model = FotoEspacio

    def ejecutar(self, objeto: FotoEspacio) -> str:
        version = leer_version(self.request, objeto.version)
        self.escribir(actor=self.request.user, foto=objeto, version=version)
        return objeto.get_absolute_url()

    def al_fallar(self, objeto: FotoEspacio) -> str:
        return direccion_de_galeria(objeto.espacio) if objeto.retirada_en else objeto.get_absolute_url()

    def escribir(self, **datos: Any) -> None:
        """Call the service."""
        raise NotImplementedError


class PedirPublicacion(_AccionDeFoto):
    """Ask somebody else to approve a photo."""

    mensaje_exito = "Listo: otra persona tiene que aprobarla para que se publique."

    def escribir(self, **datos: Any) -> None:
        services.pedir_publicacion(**datos)


class DespublicarFoto(_AccionDeFoto):
    """Take a photo off the public page, or out of the queue for it."""

    mensaje_exito = "La foto es privada otra vez."

    def escribir(self, **datos: Any) -> None:
        services.despublicar_foto(**datos)


class RestaurarFoto(_AccionDeFoto):
    """Bring a removed photo back."""

    mensaje_exito = "La foto está de vuelta, privada."

    def escribir(self, **datos: Any) -> None:
        services.restaurar_foto(**datos)


class MoverFoto(_AccionDeFoto):
    """Move a photo one place earlier or later among those of its moment."""

    PASOS: ClassVar[dict[str | None, int]] = {"antes": -1, "despues": 1}

    def ejecutar(self, objeto: FotoEspacio) -> str:
        pasos = self.PASOS.get(self.request.POST.get("hacia"), 0)
        services.mover_foto(actor=self.request.user, foto=objeto, pasos=pasos)
        return f"{direccion_de_galeria(objeto.espacio)}#f-{objeto.uuid.hex[:8]}"
