"""The photos of an activity and the row they hang from: kept together, each photo once."""

from collections.abc import Iterable
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.models import Sum

from actividades.enums import EstadoParticipacion
from actividades.models import FOTOS_DE_INVITADO, FOTOS_MAXIMO, Actividad, Evidencia, Participacion
from comunes.fotos import Foto, guardar
from comunes.parecido import en_bandas, huella_visual

CARPETA: Final = "actividades"


def hashes(actividad: Actividad) -> frozenset[str]:
    """Return the SHA-256 of every photo that accounts sent of `actividad`: what phones ask about."""
    return frozenset(actividad.evidencias.de_cuentas().values_list("sha256", flat=True))


def bloquear(actividad: Actividad) -> Actividad:
    """Return the row as it stands, held until the transaction ends."""
    return Actividad.objects.select_for_update().get(pk=actividad.pk)


def sumar_fotos(actividad: Actividad, fotos: Iterable[Foto], actor: Any) -> int:
    """Store what the activity doesn't have yet; call it inside `archivos_o_nada`, the row held."""
    tiene = hashes(actividad)
    faltan = _las_que_faltan(tiene, fotos, FOTOS_MAXIMO, "En una actividad")
    for foto in faltan:
        _guardar(actividad, foto, autor=actor)
    if faltan:
        actividad.total_fotos = len(tiene) + len(faltan)
        actividad.save(update_fields=["total_fotos", "actualizado"])
    return len(faltan)


def sumar_fotos_de_invitado(participacion: Participacion, fotos: Iterable[Foto], actor: Any) -> int:
    """Store what an invited institution sends, to be looked at by somebody; like `sumar_fotos`."""
    tiene = frozenset(participacion.evidencias.values_list("sha256", flat=True))
    faltan = _las_que_faltan(tiene, fotos, FOTOS_DE_INVITADO, "De cada institución")
    for foto in faltan:
        _guardar(participacion.actividad, foto, participacion=participacion, por_revisar=True, autor=actor)
    if faltan:
        participacion.total_fotos = len(tiene) + len(faltan)
        participacion.save(update_fields=["total_fotos", "actualizado"])
        contar_fotos_de_invitados(participacion.actividad)
    return len(faltan)


def _las_que_faltan(tiene: frozenset[str], fotos: Iterable[Foto], maximo: int, donde: str) -> list[Foto]:
    """Return, once each, what is not there yet. Raises ValidationError when it does not fit."""
    faltan = {foto.sha256: foto for foto in fotos if foto.sha256 not in tiene}
    if faltan and (sobran := len(tiene) + len(faltan) - maximo) > 0:
        verbo = "sobra" if sobran == 1 else "sobran"
        raise ValidationError({"fotos": f"{donde} caben {maximo} fotos: {verbo} {sobran}."})
    return list(faltan.values())


def contar_fotos_de_invitados(actividad: Actividad) -> None:
    """Count anew what came from institutions that confirm their part. The row comes held."""
    confirmadas = Participacion.objects.filter(actividad=actividad, estado=EstadoParticipacion.CONFIRMADA)
    actividad.fotos_de_invitados = confirmadas.aggregate(n=Sum("total_fotos"))["n"] or 0
    actividad.save(update_fields=["fotos_de_invitados", "actualizado"])


def _guardar(actividad: Actividad, foto: Foto, **de_quien: Any) -> None:
    Evidencia.objects.create(
        actividad=actividad,
        archivo=guardar(foto, CARPETA),
        sha256=foto.sha256,
        ancho=foto.ancho,
        alto=foto.alto,
        **de_quien,
        **bandas_de(foto.tamanos["miniatura"]),
    )


def bandas_de(miniatura: bytes) -> dict[str, int]:
    """Return what a photo looks like, under the names of its columns; nothing when it is too plain."""
    huella = huella_visual(miniatura)
    bandas = en_bandas(huella) if huella is not None else ()
    return {f"banda_{n}": banda for n, banda in enumerate(bandas, start=1)}
