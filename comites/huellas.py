"""What a paper stands for, and its fingerprint.

The PDF cannot carry its own hash, and its names depend on who prints it. So the fingerprint is of the
content: kind, number, committee, day, and the memberships by their keys.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from comites.models import Asamblea, Comite, DocumentoEmitido, Integrante, Mandato
from comites.quorum import quorum_de


def contenido_de(
    comite: Comite,
    integrantes: Iterable[Integrante],
    *,
    mandato: Mandato | None = None,
    asamblea: Asamblea | None = None,
) -> dict[str, Any]:
    """Return what a paper about these says, as it is kept: no names, only keys, dates and words."""
    filas = [[i.pk, i.cargo.slug] for i in integrantes]
    return {
        "comite": comite.nombre,
        "espacio": comite.espacio.codigo,
        "integrantes": filas,
        "quorum": quorum_de(len(filas), segunda=bool(asamblea and asamblea.segunda)),
        "mandato": [mandato.inicio.isoformat(), mandato.fin.isoformat()] if mandato else None,
        "asamblea": _de_asamblea(asamblea) if asamblea else None,
    }


def _de_asamblea(asamblea: Asamblea) -> dict[str, Any]:
    return {
        "motivo": asamblea.motivo,
        "fecha": asamblea.fecha.isoformat(),
        "hora": f"{asamblea.hora:%H:%M}",
        "segunda_hora": f"{asamblea.segunda_hora:%H:%M}",
        "lugar": asamblea.lugar,
        "agenda": asamblea.puntos,
        "asistentes": asamblea.asistentes,
        "segunda": asamblea.segunda,
    }


def huella_de(documento: DocumentoEmitido) -> str:
    """Return the SHA-256 (64 hexadecimal digits) of everything `documento` stands for."""
    dicho = {
        "codigo": documento.codigo,
        "numero": documento.correlativo,
        "comite": documento.comite_id,
        "emitido": _dia(documento).isoformat(),
        "contenido": documento.contenido,
    }
    canonico = json.dumps(dicho, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonico.encode()).hexdigest()


def _dia(documento: DocumentoEmitido) -> date:
    return timezone.localtime(documento.emitido).date()


def intacto(documento: DocumentoEmitido) -> bool:
    """Say whether what is kept of `documento` still gives the fingerprint it was issued with."""
    return huella_de(documento) == documento.huella


def en_grupos(huella: str) -> str:
    """Return the fingerprint as it is printed and compared by eye: groups of four."""
    return " ".join(huella[i : i + 4] for i in range(0, len(huella), 4))
