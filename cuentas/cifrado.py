"""Encryption of the second factors at rest: a copy of the database alone opens no account."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def cifrar(texto: str) -> str:
    """Return `texto` encrypted under the installation's secret."""
    return _llaves().encrypt(texto.encode()).decode()


def descifrar(cifrado: str) -> str:
    """Return what `cifrar` was given. Raises `cryptography.fernet.InvalidToken` for anything else."""
    return _llaves().decrypt(cifrado.encode()).decode()


def _llaves() -> MultiFernet:
    secretos = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_llave(str(secreto))) for secreto in secretos])


def _llave(secreto: str) -> bytes:
    resumen = hashlib.sha256(f"cuentas.segundo-factor|{secreto}".encode()).digest()
    return base64.urlsafe_b64encode(resumen)
