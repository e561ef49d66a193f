"""Accounts with a role and a place."""

from datetime import date, timedelta
from typing import Any

import factory
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.utils import timezone

from cuentas.enums import SIN_LUGAR, Ambito
from cuentas.models import Asignacion, DispositivoConfiable, EnlacePersonal, IntentoFallido, Usuario
from cuentas.roles import DEFINICIONES, Rol
from cuentas.secretos import huella

SECRETO_DE_PRUEBA = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class UsuarioFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Usuario
        skip_postgeneration_save = True

    identificador = factory.Sequence(lambda n: f"persona{n}@ejemplo.pe")
    email = factory.SelfAttribute("identificador")
    nombres = "Rosa Elvira"
    apellidos = factory.Sequence(lambda n: f"Quispe {n}")


class AsignacionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Asignacion

    usuario = factory.SubFactory(UsuarioFactory)
    rol = Rol.RESPONSABLE_NACIONAL
    desde = date(2026, 1, 1)  # before any day to which a test travels


class SegundoFactorFactory(factory.django.DjangoModelFactory):
    """An authenticator app, so that roles that demand a second factor get past the door."""

    class Meta:
        model = Authenticator

    user = factory.SubFactory(UsuarioFactory)
    type = Authenticator.Type.TOTP
    data = factory.LazyFunction(lambda: {"secret": encrypt(SECRETO_DE_PRUEBA)})


def usuario_con_rol(rol: Rol, lugar: Any = None, *, segundo_factor: bool = True) -> Usuario:
    """Return a new user holding `rol` over `lugar` (a row of the kind of place the role asks for).

    Roles that demand a second factor come with one, unless told otherwise.
    """
    campos: dict[str, Any] = {}
    if (ambito := DEFINICIONES[rol].ambito) not in SIN_LUGAR:
        campos[ambito.value] = lugar
    if ambito == Ambito.COMITE:
        campos["espacio"] = lugar.espacio
    asignacion: Asignacion = AsignacionFactory(rol=rol, **campos)
    if segundo_factor and DEFINICIONES[rol].segundo_factor:
        SegundoFactorFactory(user=asignacion.usuario)
    return asignacion.usuario


class EnlacePersonalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EnlacePersonal

    usuario = factory.SubFactory(UsuarioFactory)
    creado_por = factory.SubFactory(UsuarioFactory)
    huella = factory.Sequence(lambda n: huella(f"enlace-{n}"))
    vence = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


class DispositivoConfiableFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DispositivoConfiable

    usuario = factory.SubFactory(UsuarioFactory)
    huella = factory.Sequence(lambda n: huella(f"dispositivo-{n}"))
    nombre = "Chrome en Android"
    vence = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))


class IntentoFallidoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IntentoFallido

    clave = factory.Sequence(lambda n: huella(f"intento-{n}"))
    fallos = 1
