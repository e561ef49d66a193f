"""What it costs to register for a talk without an account."""

import uuid
from datetime import timedelta
from functools import partial
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from capacitaciones.enums import EstadoSesion, TemaSesion
from capacitaciones.models import Sesion
from cuentas.models import Usuario
from medicion.poblar import FACILITADORA
from medicion.telefono.turnos import DE_CALENTAR, VECES, contra_llano


def medir() -> dict[str, Any]:
    """Return what the public's post costs against a plain one: each time somebody else, to one open talk."""
    cliente, ruta = Client(), reverse("charlas:charla", args=[_charla_abierta().uuid])
    envios = [partial(cliente.post, ruta, _datos(numero)) for numero in range(VECES + DE_CALENTAR)]
    return contra_llano(cliente, envios, 302)


def _charla_abierta() -> Sesion:
    """Return a talk of its own, so that nobody has registered and no seat runs out."""
    inicio = timezone.now() + timedelta(days=7)
    return Sesion.objects.create(
        tema=TemaSesion.LIDERAZGO,
        titulo="Charla de la medición",
        inicio=inicio,
        fin=inicio + timedelta(hours=2),
        estado=EstadoSesion.ABIERTA,
        facilitador=Usuario.objects.get(identificador=FACILITADORA),
    )


def _datos(numero: int) -> dict[str, Any]:
    return {
        "clave_idempotencia": str(uuid.uuid4()),
        "tipo_documento": "dni",
        "numero_documento": f"{70_000_000 + numero}",
        "nombres": "Rosa",
        "apellidos": "Quispe Huamán",
        "contacto": f"9{numero:08d}",
        "acepta": "on",
    }
