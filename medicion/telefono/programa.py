"""The people and the answers of these measurements: leaders of committees of the invented programme."""

import uuid
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.conf import settings
from django.test import Client
from PIL import Image

from actividades.models import Actividad, TipoActividad
from comites.models import Comite
from cuentas.models import Asignacion, Usuario
from cuentas.roles import Rol
from medicion.cronometro import sesion_de

LIDERES = 8
PRIMER_DIA = date(2015, 1, 1)  # before anything that the programme has: nothing here resembles it


def lideres() -> list[str]:
    """Return the leaders' identifiers, each of a committee of their own; made the first time."""
    comites = Comite.objects.activos().order_by("pk")[:LIDERES]
    return [_lider(numero, comite) for numero, comite in enumerate(comites)]


def _lider(numero: int, comite: Comite) -> str:
    identificador = f"lider{numero}@medicion.pe"
    usuario, nuevo = Usuario.objects.get_or_create(
        identificador=identificador, defaults={"email": identificador, "nombres": f"Líder {numero}"}
    )
    if nuevo:
        Asignacion.objects.create(usuario=usuario, rol=Rol.LIDER_COMITE, comite=comite)
    return identificador


def comite_de(identificador: str) -> int:
    return int(Asignacion.objects.get(usuario__identificador=identificador).comite_id or 0)


def sesion_abierta(identificador: str) -> tuple[Client, str]:
    """Return a browser where that leader signed in, and its session's cookie."""
    cliente = sesion_de(identificador)
    return cliente, cliente.cookies[settings.SESSION_COOKIE_NAME].value


def palabras(comite: int, numero: int, clave: uuid.UUID | None = None) -> dict[str, Any]:
    """Return the answers of activity `numero` of a committee: no two are of the same day."""
    tipos = list(TipoActividad.objects.filter(activo=True).values_list("slug", flat=True))
    return {
        "clave_idempotencia": str(clave or uuid.uuid4()),
        "comite": comite,
        "fecha": (PRIMER_DIA + timedelta(days=numero)).isoformat(),
        "tipo": tipos[numero % len(tipos)],
        "participantes": 18,
        "fotos_anunciadas": 0,
    }


def anotadas() -> int:
    """Return how many activities these leaders have written down, also in runs before: the next number."""
    return Actividad.objects.filter(autor__identificador__in=lideres()).count()


def foto_de_telefono(numero: int) -> bytes:
    """Return a photo as it leaves the phone, 1 600 px a side; another number, another photo."""
    semilla = Image.effect_noise((400, 300), 30 + numero % 60).resize((1600, 1200), Image.Resampling.BICUBIC)
    salida = BytesIO()
    Image.merge("RGB", (semilla, semilla, semilla.rotate(180))).save(salida, "JPEG", quality=82)
    return salida.getvalue()
