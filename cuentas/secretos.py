"""Secrets that travel once (links, devices): random on the way out, only their fingerprint kept."""

import hashlib
import secrets

BYTES_DE_UN_SECRETO = 24  # 192 bits: 32 characters in an address


def nuevo_secreto() -> str:
    """Return a random text that fits into an address."""
    return secrets.token_urlsafe(BYTES_DE_UN_SECRETO)


def huella(secreto: str) -> str:
    """Return what is stored of `secreto`: its SHA-256. A random secret needs no salt nor slow hash."""
    return hashlib.sha256(secreto.encode()).hexdigest()


def nuevo_sello() -> str:
    """Return a new session seal: sessions opened under another one end."""
    return secrets.token_hex(16)
