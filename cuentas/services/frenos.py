"""The brake on guessing: five failures per account and address, counted exactly by the database.

An attempt is taken before the secret is compared and given back when it was right, so that any
number of workers together never compare more than the limit. An account is not stopped as such:
its owner enters from anywhere else. Accounts that don't exist are counted alike.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cuentas.models import IntentoFallido, Usuario


class Puerta(StrEnum):
    """What is counted apart: every way of signing in shares one count; asking for a new password not."""

    INGRESO = "ingreso"
    RECUPERAR = "recuperar"
    # Requests about one's data sent from one address.
    DERECHOS = "derechos"
    # Documents that a leader looks up to add somebody.
    DOCUMENTO = "documento"
    # Links to joint activities: addresses that open none, and answers sent through one.
    CONJUNTA = "conjunta"
    # Codes of certificates and links of registrations that open nothing, from one address.
    CONSTANCIA = "constancia"


class DemasiadosIntentos(Exception):
    """The limit is reached; `hasta` says when the next attempt is allowed."""

    def __init__(self, hasta: datetime) -> None:
        self.hasta = hasta
        super().__init__("too many attempts")


def cuenta_de(usuario: Usuario) -> str:
    """Return the name under which the attempts of `usuario` are counted on every route."""
    return usuario.email or usuario.identificador


def de_este_rato(cuenta: str) -> str:
    """Return a name for `cuenta` that changes every MINUTOS_DE_ESPERA by the clock.

    A count ends only after that long without an attempt: right for failures. What many do rightly from one
    address would never pause, so it is counted under this name, which begins anew.
    """
    return f"{cuenta}@{timezone.now().timestamp() // _espera().total_seconds():.0f}"


def tomar_intento(cuenta: str, ip: str, puerta: Puerta = Puerta.INGRESO, *, limite: int | None = None) -> str:
    """Take one attempt and return its key. Raises DemasiadosIntentos when none is left (of `limite`).

    Call it outside a transaction: a count that is rolled back counts nothing.
    """
    clave = _clave(cuenta, ip, puerta)
    while not _tomar(clave, settings.MAXIMO_DE_FALLOS if limite is None else limite):
        ultimo = IntentoFallido.objects.filter(pk=clave).values_list("ultimo", flat=True).first()
        if ultimo is not None:  # None: the row was swept between our two statements
            raise DemasiadosIntentos(ultimo + _espera())
    return clave


def _tomar(clave: str, limite: int) -> bool:
    """Add one to the count, if the limit allows, in one statement."""
    ahora = timezone.now()
    antes_de = ahora - _espera()
    IntentoFallido.objects.bulk_create([IntentoFallido(clave=clave, ultimo=ahora)], ignore_conflicts=True)
    libres = IntentoFallido.objects.filter(Q(fallos__lt=limite) | Q(ultimo__lte=antes_de), clave=clave)
    siguiente = Case(When(ultimo__lte=antes_de, then=Value(1)), default=F("fallos") + 1)
    return bool(libres.update(fallos=siguiente, ultimo=ahora))


def devolver_intento(clave: str) -> None:
    """Give back an attempt that turned out right; the failures before it stay counted."""
    IntentoFallido.objects.filter(pk=clave, fallos__gt=0).update(fallos=F("fallos") - 1)


def intentos_restantes(
    cuenta: str, ip: str, puerta: Puerta = Puerta.INGRESO, *, limite: int | None = None
) -> int:
    """Return how many attempts are left (of `limite`), to say so before the last one."""
    fila = IntentoFallido.objects.filter(
        pk=_clave(cuenta, ip, puerta), ultimo__gt=timezone.now() - _espera()
    ).first()
    maximo = int(settings.MAXIMO_DE_FALLOS) if limite is None else limite
    return maximo - (fila.fallos if fila else 0)


def olvidar_intentos(usuario: Usuario, ip: str) -> None:
    """Forget the failures of an account from an address, once it has signed in completely."""
    IntentoFallido.objects.filter(pk=_clave(cuenta_de(usuario), ip, Puerta.INGRESO)).update(fallos=0)


def olvidar_vencidos() -> int:
    """Delete the counts that no longer hold anybody back and return how many."""
    borrados, _ = IntentoFallido.objects.filter(ultimo__lte=timezone.now() - _espera()).delete()
    return borrados


@contextmanager
def intento(cuenta: str, ip: str) -> Iterator[None]:
    """Take an attempt for the block; leaving it without an exception gives the attempt back."""
    clave = tomar_intento(cuenta, ip)
    yield
    devolver_intento(clave)


def _espera() -> timedelta:
    return timedelta(minutes=settings.MINUTOS_DE_ESPERA)


def _clave(cuenta: str, ip: str, puerta: Puerta) -> str:
    material = f"{puerta}|{cuenta.strip().lower()}|{ip}"
    return salted_hmac("cuentas.intentos", material, algorithm="sha256").hexdigest()
