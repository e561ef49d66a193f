"""No English at the doors, in their mistakes nor in their mail."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from cuentas.models import Usuario
from cuentas.roles import Rol
from cuentas.services import emitir_enlace
from tests.apoyo import entrar
from tests.cuentas.apoyo import ingresar, poner_codigo, poner_contrasena
from tests.fabricas.comites import ComiteFactory
from tests.fabricas.cuentas import usuario_con_rol

INGLES = re.compile(
    r"\b(the|your|you|please|password|sign|login|email|account|code|remember|forgot|delete|save|submit|"
    r"this|field|required|enter|invalid|must|add|change|home|history|search|yes|unknown|security|key)\b",
    re.IGNORECASE,
)


def texto_de(respuesta):
    """Return what people read of a page: no tags, scripts nor addresses."""
    sin_guiones = re.sub(r"<(script|style)\b.*?</\1>", " ", respuesta.content.decode(), flags=re.S)
    atributos = re.findall(r'(?:placeholder|aria-label|alt|title)="([^"]*)"', sin_guiones)
    return " ".join([re.sub(r"<[^>]+>", " ", sin_guiones), *atributos])


def ingles_en(respuesta):
    return sorted({palabra.lower() for palabra in INGLES.findall(texto_de(respuesta))})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "nombre",
    [
        "account_login",
        "account_reset_password",
        "account_reset_password_done",
        "account_inactive",
        "cuentas:pin",
    ],
)
def test_open_doors(client, nombre):
    assert ingles_en(client.get(reverse(nombre))) == []


@pytest.mark.django_db
def test_mistakes_at_the_doors(client, coordinadora):
    respuestas = [
        client.post(reverse("account_login"), {}),
        poner_contrasena(client, "no es correo", "x"),
        poner_contrasena(client, coordinadora.email, "x"),
        client.post(reverse("account_reset_password"), {"email": "x"}),
        client.get("/cuenta/contrasena/nueva/1-x/"),
        client.get("/cuenta/enlace/x/"),
    ]
    poner_contrasena(client, coordinadora.email)
    respuestas += [
        client.get(reverse("mfa_authenticate")),
        poner_codigo(client, ""),
        poner_codigo(client, "1"),
    ]
    respuestas += [poner_contrasena(client, "nadie@ejemplo.pe", "x") for _ in range(6)]
    assert [ingles_en(r) for r in respuestas] == [[]] * len(respuestas)


OWN = [
    "cuentas:mi-cuenta",
    "account_change_password",
    "account_reauthenticate",
    "account_logout",
    "mfa_index",
    "mfa_deactivate_totp",
    "mfa_reauthenticate",
    "mfa_add_webauthn",
    "mfa_generate_recovery_codes",
]


@pytest.mark.django_db
@pytest.mark.parametrize("nombre", OWN)
def test_own_pages(client, coordinadora, nombre):
    ingresar(client, coordinadora)
    assert ingles_en(client.get(reverse(nombre), follow=True)) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "datos",
    [
        {},
        {"oldpassword": "x", "password1": "12345678", "password2": "y"},
        {"oldpassword": "x", "password1": "persona", "password2": "persona"},
    ],
)
def test_mistakes_in_a_new_password(client, coordinadora, datos):
    ingresar(client, coordinadora)
    assert ingles_en(client.post(reverse("account_change_password"), datos)) == []


@pytest.mark.django_db
def test_leaders_pages(client):
    comite = ComiteFactory()
    lider = usuario_con_rol(Rol.LIDER_COMITE, comite)
    coordinadora = usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, comite.espacio.municipalidad)
    _, secreto = emitir_enlace(actor=coordinadora, usuario=lider)
    ruta = reverse("cuentas:abrir-enlace", args=[secreto])
    paginas = [client.get(ruta), client.post(ruta, {}), client.post(ruta, {"pin": "1" * 70, "repetido": "x"})]
    client.post(ruta, {"pin": "270413", "repetido": "270413"})
    paginas += [client.get(reverse(n)) for n in ("cuentas:mi-cuenta", "cuentas:cambiar-pin")]
    paginas.append(client.post(reverse("cuentas:cambiar-pin"), {}))
    assert [ingles_en(p) for p in paginas] == [[]] * len(paginas)


@pytest.mark.django_db
@pytest.mark.parametrize("nombre", ["changelist", "add", "change", "history", "entregar"])
def test_admin_pages(client, coordinadora, nombre):
    entrar(client, usuario_con_rol(Rol.ADMINISTRADOR_TECNICO))
    args = [] if nombre in ("changelist", "add") else [coordinadora.pk]
    assert ingles_en(client.get(reverse(f"admin:cuentas_usuario_{nombre}", args=args))) == []


@pytest.mark.django_db
def test_admin_mistakes(client):
    entrar(client, usuario_con_rol(Rol.ADMINISTRADOR_TECNICO))
    datos = {"email": "x", "asignaciones-TOTAL_FORMS": 0, "asignaciones-INITIAL_FORMS": 0}
    assert ingles_en(client.post(reverse("admin:cuentas_usuario_add"), datos)) == []
    assert ingles_en(client.post(reverse("admin:cuentas_usuario_add"), {})) == []


@pytest.mark.django_db
def test_mail(client, coordinadora, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_reset_password"), {"email": coordinadora.email})
    sin_enlaces = re.sub(r"\S+://\S+|\S+@\S+", "", mail.outbox[0].subject + mail.outbox[0].body)
    assert INGLES.findall(sin_enlaces) == []
    assert mail.outbox[0].subject == "Espacio Seguro: ponga una contraseña nueva"
    assert Usuario.objects.count() == 1
