"""What photos look like, for those that came before it was kept: in batches, each for good, resumable."""

from dataclasses import dataclass, field
from typing import Any, Final

from django.core.files.storage import default_storage
from django.db import transaction

from actividades.models import Evidencia, EvidenciaQuerySet
from actividades.services.fotos import bandas_de
from comunes.fotos import ruta
from comunes.models import HechoDeInstalacion

HASTA_DONDE: Final = "huellas-de-fotos"


@dataclass
class Avance:
    """What was done so far, and up to which row: photos too plain for one, photos without a readable file."""

    hechas: int = 0
    lisas: int = 0
    ilegibles: list[int] = field(default_factory=list)
    hasta: int = 0


def fotos_sin_huella(*, desde: int = 0) -> EvidenciaQuerySet:
    """Return the photos after row `desde` without a fingerprint, in order."""
    return Evidencia.objects.filter(banda_1__isnull=True, pk__gt=desde).order_by("pk")


def ultima_mirada() -> int:
    """Return up to which row the last run came: what it left without is too plain, or has no file."""
    fila = HechoDeInstalacion.objects.filter(pk=HASTA_DONDE).first()
    return int(fila.valor.get("hasta", 0)) if fila else 0


@transaction.atomic
def poner_huellas(*, actor: Any, desde: int, cuantas: int) -> Avance:
    """Fingerprint the next `cuantas` photos after row `desde`, and remember how far it came.

    `actor` is None: a command of the installation. A file that cannot be read stops nothing.
    """
    avance = Avance(hasta=desde)
    for foto in fotos_sin_huella(desde=desde)[:cuantas]:
        avance.hasta = foto.pk
        try:
            bandas = _bandas_guardadas(foto)
        except OSError:
            avance.ilegibles.append(foto.pk)
            continue
        avance.hechas += bool(bandas)
        avance.lisas += not bandas
        if bandas:
            Evidencia.objects.filter(pk=foto.pk, banda_1__isnull=True).update(**bandas)
    HechoDeInstalacion.objects.update_or_create(pk=HASTA_DONDE, defaults={"valor": {"hasta": avance.hasta}})
    return avance


def _bandas_guardadas(foto: Evidencia) -> dict[str, int]:
    with default_storage.open(ruta(foto.archivo.name or "", "miniatura")) as archivo:
        return bandas_de(archivo.read())
