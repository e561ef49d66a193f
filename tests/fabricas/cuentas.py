"""Accounts with a role and a place."""

from typing import Any

import factory

from cuentas.enums import Ambito
from cuentas.models import Asignacion, Usuario
from cuentas.roles import DEFINICIONES, Rol


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


def usuario_con_rol(rol: Rol, lugar: Any = None) -> Usuario:
    """Return a new user holding `rol` over `lugar` (a row of the kind of place the role asks for)."""
    campos: dict[str, Any] = {}
    if (ambito := DEFINICIONES[rol].ambito) != Ambito.PAIS:
        campos[ambito.value] = lugar
    if ambito == Ambito.COMITE:
        campos["espacio"] = lugar.espacio
    asignacion: Asignacion = AsignacionFactory(rol=rol, **campos)
    return asignacion.usuario
