"""The photos of an activity and the row they hang from: kept together, each photo once."""

from collections.abc import Iterable
from typing import Any, Final

from django.core.exceptions import ValidationError

from actividades.models import FOTOS_MAXIMO, Actividad, Evidencia
from comunes.fotos import Foto, guardar
from comunes.parecido import en_bandas, huella_visual

CARPETA: Final = "actividades"


def hashes(actividad: Actividad) -> frozenset[str]:
    """Return the SHA-256 of every photo that the server holds of `actividad`."""
    return frozenset(actividad.evidencias.values_list("sha256", flat=True))


def bloquear(actividad: Actividad) -> Actividad:
    """Return the row as it stands, held until the transaction ends."""
    return Actividad.objects.select_for_update().get(pk=actividad.pk)


def sumar_fotos(actividad: Actividad, fotos: Iterable[Foto], actor: Any) -> int:
    """Store what the activity doesn't have yet; call it inside `archivos_o_nada`, the row held."""
    tiene = hashes(actividad)
    faltan = {foto.sha256: foto for foto in fotos if foto.sha256 not in tiene}
    if len(tiene) + len(faltan) > FOTOS_MAXIMO:
        sobran = len(tiene) + len(faltan) - FOTOS_MAXIMO
        verbo = "sobra" if sobran == 1 else "sobran"
        raise ValidationError({"fotos": f"En una actividad caben {FOTOS_MAXIMO} fotos: {verbo} {sobran}."})
    for foto in faltan.values():
        Evidencia.objects.create(
            actividad=actividad,
            archivo=guardar(foto, CARPETA),
            sha256=foto.sha256,
            ancho=foto.ancho,
            alto=foto.alto,
            autor=actor,
            **_bandas(foto),
        )
    if faltan:
        actividad.total_fotos = len(tiene) + len(faltan)
        actividad.save(update_fields=["total_fotos", "actualizado"])
    return len(faltan)


def _bandas(foto: Foto) -> dict[str, int]:
    """Return what the photo looks like, under the names of its columns; nothing when it is too plain."""
    huella = huella_visual(foto.tamanos["miniatura"])
    bandas = en_bandas(huella) if huella is not None else ()
    return {f"banda_{n}": banda for n, banda in enumerate(bandas, start=1)}
