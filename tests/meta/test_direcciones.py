"""Every address declares who may enter, or stands in the one list of public ones below."""

from contextlib import suppress

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import NoReverseMatch, reverse

from cuentas.admin_base import AdminConAlcance
from tests.apoyo import es_ida_a_ingresar
from tests.meta.proyecto import Direccion, direcciones

# Anybody may open these; each with its reason.
PUBLICAS = {
    "portal:portada": "the public home",
    "portal:cifra": "the rows behind a public figure",
    "portal:espacios-publicos": "spaces as the public may see them",
    "portal:espacio-publico": "a space as the public may see it",
    "portal:espacio-ficha": "the same in one page to print",
    "portal:foto-publica": "photos that somebody published",
    "portal:como-funciona": "about the programme",
    "portal:privacidad": "privacy notice",
    "portal:accesibilidad": "accessibility statement",
    "documentos:verificar": "whether a printed paper holds: guarded by its code, without personal data",
    "charlas:lista": "talks that anybody may register for",
    "charlas:charla": "one of them, with its registration",
    "charlas:inscripcion": "guarded by its code: what whoever registered needs",
    "charlas:constancia": "guarded by the code of the registration",
    "charlas:retirar": "guarded by the code of the registration",
    "charlas:reemitir": "guarded by the code of the registration",
    "constancias:comprobar": "typing the code of a printed certificate",
    "constancias:pedir": "anybody may ask; the answer is the same for all",
    "constancias:pedida": "that answer, without data",
    "constancias:verificar": "whether a certificate holds: guarded by its code, with initials only",
    "personas:derechos": "anybody may ask about their own data",
    "personas:derechos-recibida": "guarded by its code; says nothing about anybody",
    "comunes:salud-vivo": "asked by whoever watches the service",
    "comunes:salud-listo": "asked by whoever watches the service",
    "comunes:galeria": "answers 404 outside development",
    "territorio:regiones-geojson": "open data",
    "territorio:distritos-geojson": "open data",
    "territorio:contexto-geojson": "open data",
    "territorio:opciones-distrito": "open data",
    "territorio:opciones-comisaria": "open data",
    "actividades:por-enviar": "a frame without anybody's data, which the phone fills by itself",
    "actividades:telefono-anotar": "a frame without anybody's data, which the phone fills by itself",
    "actividades:telefono-manifiesto": "what a phone needs to install the screen",
    "actividades:telefono-servicio": "the worker that opens the frames without signal",
    "conjuntas:invitacion": "guarded by its secret; says of an activity what, where and when",
    "conjuntas:aporte": "guarded by its secret; says of an activity what, where and when",
    "account_login": "the way in",
    "account_logout": "answers alike with and without a session",
    "account_inactive": "says that the account is off",
    "account_reset_password": "for who forgot it",
    "account_reset_password_done": "for who forgot it",
    "account_reset_password_from_key": "guarded by its key",
    "mfa_authenticate": "a step of signing in",
    "mfa_login_webauthn": "signing in with a key",
    "cuentas:abrir-enlace": "guarded by its secret; opening it changes nothing",
    "cuentas:primer-inicio": "answers 404 once there is an account",
    "cuentas:pin": "a leader's way in, on a trusted phone",
    "cuentas:pin-olvidar": "whoever holds the phone may end the trust in it",
    "admin:login": "sends on to the product's own sign-in",
}


def _de_paquete(direccion: Direccion) -> bool:
    return direccion.nombre.startswith("admin:")


def _declara(direccion: Direccion) -> bool:
    """A permission, or that it is about the own account: any session will do."""
    return bool(direccion.permiso) or getattr(direccion.vista, "propia", False)


def test_public_addresses_are_exactly_the_listed_ones():
    assert {d.nombre for d in direcciones() if d.publica} == set(PUBLICAS)


def test_every_address_of_ours_declares_a_permission_or_is_public():
    sin_declarar = [
        d.nombre for d in direcciones() if not _de_paquete(d) and not d.publica and not _declara(d)
    ]
    assert sin_declarar == []


def test_every_admin_goes_through_the_scope():
    assert [m.__name__ for m, a in admin.site._registry.items() if not isinstance(a, AdminConAlcance)] == []


def _reservadas_sin_argumentos() -> list[str]:
    rutas = set()
    for direccion in direcciones():
        with suppress(NoReverseMatch):
            if not direccion.publica:
                rutas.add(reverse(direccion.nombre))
    return sorted(rutas)


@pytest.mark.django_db
@pytest.mark.parametrize("metodo", ["get", "post"])
def test_nobody_gets_past_the_sign_in(client: Client, metodo: str):
    abiertas = [r for r in _reservadas_sin_argumentos() if not _cerrada(getattr(client, metodo)(r))]
    assert abiertas == []


def _cerrada(respuesta) -> bool:
    return es_ida_a_ingresar(respuesta) or (
        respuesta.status_code == 302 and respuesta["Location"].startswith(reverse("admin:login"))
    )
