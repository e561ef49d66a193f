"""Signing in as people do: through the doors."""

import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.cuentas.conftest import CLAVE
from tests.fabricas.cuentas import SECRETO_DE_PRUEBA


def poner_contrasena(client: Client, email: str, clave: str = CLAVE, **mas: Any) -> HttpResponse:
    return client.post(reverse("account_login"), {"login": email, "password": clave, **mas})


def codigo_de_ahora(secreto: str = SECRETO_DE_PRUEBA, corrimiento: int = 0) -> str:
    """Return the code that an app shows now (or some steps away)."""
    return format_hotp_value(hotp_value(secreto, int(time.time()) // 30 + corrimiento))


def poner_codigo(client: Client, codigo: str) -> HttpResponse:
    return client.post(reverse("mfa_authenticate"), {"code": codigo})


def ingresar(client: Client, usuario: Any) -> HttpResponse:
    """Sign in with password and code."""
    poner_contrasena(client, usuario.email)
    return poner_codigo(client, codigo_de_ahora())


def esta_dentro(client: Client) -> bool:
    return "_auth_user_id" in client.session
