"""The register of WhatsApp groups."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from comites.enums import SenalGrupo
from comites.models import GrupoWhatsApp, Integrante
from comites.reglas_de_grupo import VERSION_DE_REGLAS
from comites.services import (
    actualizar_grupo,
    anotar_reglas_aceptadas,
    cerrar_grupo,
    marcar_quienes_estan,
    mostrar_enlace,
    registrar_grupo_whatsapp,
)
from comites.services.grupos import DatosGrupo, enlace_a_la_vista
from comunes.models import Evento
from comunes.versiones import ConflictoDeEdicion
from cuentas.enums import Permiso
from cuentas.roles import Rol
from personas.enums import Finalidad
from personas.models import AccesoADatos
from tests.apoyo import entrar
from tests.comites.conftest import HOY
from tests.contratos import ContratoAccion, ContratoDetalle, ContratoLista
from tests.fabricas.comites import ComiteFactory, GrupoFactory, IntegranteFactory
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.personas import ConsentimientoFactory
from tests.fabricas.territorio import MunicipalidadFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy_fijo")]
DATOS = DatosGrupo("987 654 321", 34, date(2026, 4, 1), date(2026, 11, 20))


@pytest.fixture
def grupo(comite, coordinadora):
    return registrar_grupo_whatsapp(actor=coordinadora, comite=comite, datos=DATOS)


def test_group_is_registered_with_a_clean_phone(grupo, comite):
    assert (grupo.comite, grupo.celular_administrador, grupo.miembros) == (comite, "+51987654321", 34)


def test_second_open_group_is_refused_until_the_first_is_closed(grupo, comite, coordinadora):
    with pytest.raises(ValidationError):
        registrar_grupo_whatsapp(actor=coordinadora, comite=comite, datos=DATOS)
    cerrar_grupo(actor=coordinadora, grupo=grupo, version=1, fecha=HOY)
    assert registrar_grupo_whatsapp(actor=coordinadora, comite=comite, datos=DATOS).pk != grupo.pk


@pytest.mark.parametrize(
    ("datos", "campo"),
    [
        (DatosGrupo(celular_administrador="98745612"), "celular_administrador"),
        (DatosGrupo(miembros=0), "miembros"),
        (DatosGrupo(miembros=1025), "miembros"),
        (DatosGrupo(abierto=HOY + timedelta(days=1)), "abierto"),
        (DatosGrupo(ultimo_mensaje=HOY + timedelta(days=1)), "ultimo_mensaje"),
        (DatosGrupo(abierto=date(2026, 5, 1), ultimo_mensaje=date(2026, 4, 30)), "ultimo_mensaje"),
    ],
)
def test_wrong_value_is_named(comite, coordinadora, datos, campo):
    with pytest.raises(ValidationError) as error:
        registrar_grupo_whatsapp(actor=coordinadora, comite=comite, datos=datos)
    assert list(error.value.message_dict) == [campo]


def test_stale_update_is_a_conflict(grupo, coordinadora):
    actualizar_grupo(actor=coordinadora, grupo=grupo, version=1, datos=DatosGrupo(miembros=40))
    with pytest.raises(ConflictoDeEdicion):
        actualizar_grupo(actor=coordinadora, grupo=grupo, version=1, datos=DatosGrupo(miembros=41))
    grupo.refresh_from_db()
    assert (grupo.miembros, grupo.version) == (40, 2)


def test_closed_group_does_not_change(grupo, coordinadora):
    cerrar_grupo(actor=coordinadora, grupo=grupo, version=1, fecha=HOY)
    with pytest.raises(ValidationError):
        actualizar_grupo(actor=coordinadora, grupo=grupo, version=2, datos=DATOS)


def test_who_only_reads_registers_no_group(comite):
    promotora = usuario_con_rol(Rol.PROMOTOR_OPC, comite.espacio.comisaria)
    with pytest.raises(PermissionDenied):
        registrar_grupo_whatsapp(actor=promotora, comite=comite, datos=DATOS)


# The register ----------------------------------------------------------------------------------


ENLACE = "https://chat.whatsapp.com/AbCdEfGhIjKlMn"


@pytest.fixture
def lider(comite):
    return usuario_con_rol(Rol.LIDER_COMITE, comite)


@pytest.mark.parametrize(
    "escrito", [ENLACE, f"  {ENLACE}?mode=r ", "chat.whatsapp.com/invite/AbCdEfGhIjKlMn"], ids=str
)
def test_link_is_kept_in_one_form(comite, lider, escrito):
    grupo = registrar_grupo_whatsapp(actor=lider, comite=comite, datos=DatosGrupo(enlace=escrito))
    assert grupo.enlace == ENLACE


@pytest.mark.parametrize(
    ("datos", "campo"),
    [
        (DatosGrupo(enlace="https://malo.ejemplo/chat.whatsapp.com/AbCdEfGhIjKlMn"), "enlace"),
        (DatosGrupo("987654321", celular_respaldo="987 654 321"), "celular_respaldo"),
    ],
)
def test_foreign_link_and_a_backup_who_is_the_same_are_refused(comite, lider, datos, campo):
    with pytest.raises(ValidationError) as error:
        registrar_grupo_whatsapp(actor=lider, comite=comite, datos=datos)
    assert list(error.value.message_dict) == [campo]


def test_who_is_in_the_group_is_ticked_and_keeps_the_day(grupo, comite, lider):
    una, otra = (IntegranteFactory(comite=comite) for _ in range(2))
    assert marcar_quienes_estan(actor=lider, grupo=grupo, version=1, presentes=[una.pk]).faltan == 1
    Integrante.objects.filter(pk=una.pk).update(en_grupo=date(2026, 5, 1))
    assert marcar_quienes_estan(actor=lider, grupo=grupo, version=2, presentes=[una.pk, otra.pk]).faltan == 0
    assert list(comite.integrantes.order_by("pk").values_list("en_grupo", flat=True)) == [
        date(2026, 5, 1),
        HOY,
    ]
    with pytest.raises(ValidationError):
        marcar_quienes_estan(actor=lider, grupo=grupo, version=3, presentes=[IntegranteFactory().pk])
    cerrar_grupo(actor=usuario_con_rol(Rol.RESPONSABLE_NACIONAL), grupo=grupo, version=3, fecha=HOY)
    assert not comite.integrantes.filter(en_grupo__isnull=False).exists()


def test_late_ticks_win_nothing_and_are_shown_beside_what_was_saved(client, grupo, comite, lider):
    una, otra = (IntegranteFactory(comite=comite) for _ in range(2))
    entrar(client, lider)
    url = reverse("comites:grupo-quienes", args=[comite.pk])
    assert client.post(url, {"esta": [una.pk], "version": 1}).status_code == 302
    assert client.post(url, {"esta": [una.pk], "version": 1}).status_code == 302  # sent twice
    tarde = client.post(url, {"esta": [otra.pk], "version": 1})
    assert (tarde.status_code, tarde.context["marcados"]) == (409, {otra.pk})
    assert "guardado: no está" in tarde.content.decode()
    assert list(comite.integrantes.filter(en_grupo__isnull=False)) == [una]
    version = tarde.context["grupo"].registro.version
    assert client.post(url, {"esta": [otra.pk], "version": version}).status_code == 302
    assert list(comite.integrantes.filter(en_grupo__isnull=False)) == [otra]


def test_ticks_survive_who_left_meanwhile_and_a_renewal(client, grupo, comite, lider):
    antes, sigue, sale = (IntegranteFactory(comite=comite) for _ in range(3))
    entrar(client, lider)
    for pk in (antes.pk, sale.pk):
        Integrante.objects.filter(pk=pk).update(hasta=HOY)
    otra_vez = IntegranteFactory(comite=comite, persona=antes.persona, desde=HOY)
    url = reverse("comites:grupo-quienes", args=[comite.pk])
    pagina = client.post(url, {"esta": [antes.pk, sigue.pk, sale.pk], "version": 1}, follow=True)
    assert [str(m) for m in pagina.context["messages"]] == [
        f"{sale.persona.nombre_completo} ya no integra el comité: su marca no se guardó.",
        "Guardado. Todo el comité está en el grupo.",
    ]
    assert set(comite.integrantes.filter(en_grupo=HOY)) == {sigue, otra_vez}
    ajenas = [IntegranteFactory().pk, "9" * 40, "x"]  # refused whole, whatever they look like
    for clave in ajenas:
        assert client.post(url, {"esta": [sigue.pk, clave], "version": 2}).status_code == 302
    assert comite.integrantes.filter(en_grupo=HOY).count() == 2
    tarde = client.post(url, {"esta": [antes.pk, sale.pk], "version": 1})
    assert (tarde.status_code, tarde.context["marcados"]) == (409, {otra_vez.pk})


def test_refused_button_speaks_to_each_in_their_way(client, grupo, comite, coordinadora, lider):
    ajena = IntegranteFactory(comite=ComiteFactory())
    dicho = "Una de las personas marcadas no es de este comité. {} la lista."
    for quien, verbo in ((coordinadora, "Revise"), (lider, "Revisa")):
        entrar(client, quien)
        respuesta = client.post(
            reverse("comites:grupo-quienes", args=[comite.pk]), {"version": 1, "esta": [ajena.pk]}
        )
        assert [str(m) for m in get_messages(respuesta.wsgi_request)][-1:] == [dicho.format(verbo)]


def test_button_pressed_over_a_group_closed_meanwhile_says_so(client, grupo, comite, coordinadora, lider):
    cerrar_grupo(actor=coordinadora, grupo=grupo, version=1, fecha=HOY)
    entrar(client, lider)
    for accion in ("grupo-quienes", "grupo-reglas", "grupo-hoy"):
        respuesta = client.post(reverse(f"comites:{accion}", args=[comite.pk]), {"version": 1})
        avisos = [str(m) for m in get_messages(respuesta.wsgi_request)][-1:]
        assert (respuesta.status_code, avisos) == (302, ["Este grupo ya está cerrado."])


def test_rules_are_accepted_in_their_version_and_an_older_text_does_not_count(grupo, lider):
    anotar_reglas_aceptadas(actor=lider, grupo=grupo)
    grupo.refresh_from_db()
    assert (grupo.reglas_aceptadas, grupo.tiene_reglas, grupo.version) == (HOY, True, 2)
    GrupoWhatsApp.objects.update(reglas_version="2025-9")
    assert list(GrupoWhatsApp.objects.sin_reglas()) == [grupo]


def test_link_shows_only_for_minutes_to_who_asked_and_is_logged_without_it(client, grupo, comite, lider):
    GrupoWhatsApp.objects.update(enlace=ENLACE)
    IntegranteFactory(comite=comite)
    entrar(client, lider)
    pagina = reverse("comites:grupo", args=[comite.pk])
    assert ENLACE not in client.get(pagina).content.decode()
    vista = client.post(reverse("comites:grupo-enlace", args=[comite.pk]), follow=True)
    assert ENLACE in vista.content.decode()
    acceso = AccesoADatos.objects.get()
    dicho = f"{acceso.campos} {acceso.motivo} {list(Evento.objects.values())}"
    assert (acceso.usuario, ENLACE in dicho, str(grupo.pk) in acceso.campos) == (lider, False, True)
    entrar(client, usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, comite.espacio.municipalidad))
    assert ENLACE not in client.get(pagina).content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        entrar(client, lider)
        assert ENLACE not in client.get(pagina).content.decode()


def test_link_put_in_place_of_the_one_shown_is_not_in_sight(grupo, coordinadora, lider):
    grupo.enlace = ENLACE
    mostrar_enlace(actor=lider, grupo=grupo)
    assert enlace_a_la_vista(lider, grupo) == ENLACE
    datos = DatosGrupo(enlace="https://chat.whatsapp.com/OtroEnlaceNuevo")
    nuevo = actualizar_grupo(actor=coordinadora, grupo=grupo, version=1, datos=datos)
    assert enlace_a_la_vista(lider, nuevo) == ""


def test_who_did_not_accept_whatsapp_is_not_invited(client, grupo, comite, lider):
    si, no = (
        IntegranteFactory(comite=comite, persona__celular=f"+51{n}") for n in ("955000111", "955000222")
    )
    ConsentimientoFactory(persona=si.persona, finalidad=Finalidad.WHATSAPP)
    entrar(client, lider)
    contexto = client.get(reverse("comites:grupo", args=[comite.pk])).context
    invitados = {i.ficha.integrante.pk: (bool(i.whatsapp), i.acepta) for i in contexto["por_invitar"]}
    assert invitados == {si.pk: (True, True), no.pk: (False, False)}


def test_who_took_back_the_permission_is_told_apart_while_still_in_the_group(client, grupo, comite, lider):
    retiro, volvio, salio = (
        ConsentimientoFactory(
            persona=IntegranteFactory(comite=comite, en_grupo=dia).persona,
            finalidad=Finalidad.WHATSAPP,
            revocado=timezone.now(),
        ).persona
        for dia in (HOY, HOY, None)
    )
    ConsentimientoFactory(persona=volvio, finalidad=Finalidad.WHATSAPP)
    entrar(client, lider)
    respuesta = client.get(reverse("comites:grupo", args=[comite.pk]))
    retiraron = [ficha.integrante.persona for ficha in respuesta.context["grupo"].retiraron]
    assert (retiraron, salio in retiraron) == ([retiro], False)
    assert "retiró su permiso para estar en el grupo" in respuesta.content.decode()
    pendientes = client.get(reverse("comites:mio-detalle", args=[comite.pk])).context["pendientes"]
    assert "Una persona retiró su permiso para el grupo de WhatsApp." in [p.que for p in pendientes]
    entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    (_, chips), *_ = client.get(reverse("comites:grupos")).context["filas"]
    assert SenalGrupo.RETIRARON in chips


@pytest.mark.parametrize(
    ("como", "cuales"),
    [
        ("", {"sin", "callado", "solo", "bien"}),
        ("sin-grupo", {"sin"}),
        ("retiraron", {"bien"}),
        ("silencioso", {"callado"}),
        ("sin-respaldo", {"callado", "solo"}),
        ("faltan", {"solo"}),
        ("sin-revisar", {"callado"}),
        ("sin-reglas", {"callado", "solo"}),
        ("activo", {"solo", "bien"}),
    ],
)
def test_groups_are_found_by_how_they_are(client, como, cuales):
    comites = {nombre: ComiteFactory(nombre=nombre) for nombre in ("sin", "callado", "solo", "bien")}
    GrupoFactory(comite=comites["callado"], ultimo_mensaje=HOY - timedelta(days=31))
    GrupoFactory(comite=comites["solo"], ultimo_mensaje=HOY)
    entero = {
        "celular_respaldo": "+51955555555",
        "reglas_version": VERSION_DE_REGLAS,
        "reglas_aceptadas": HOY,
    }
    GrupoFactory(comite=comites["bien"], ultimo_mensaje=HOY, **entero)
    for nombre, estan in (("callado", [None]), ("solo", [HOY, None]), ("bien", [HOY])):
        for dia in estan:
            suya = IntegranteFactory(comite=comites[nombre], en_grupo=dia).persona
            if nombre == "bien" or dia is None:  # who is not in it has nothing left to leave
                ConsentimientoFactory(persona=suya, finalidad=Finalidad.WHATSAPP, revocado=timezone.now())
    entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    respuesta = client.get(reverse("comites:grupos"), {"como": como} if como else {})
    assert {c.nombre for c in respuesta.context["object_list"]} == cuales
    if not como:
        todos = client.get(reverse("comites:grupos-cobertura")).context["todos"]
        cifras = (
            todos.comites,
            todos.activos,
            todos.silenciosos,
            todos.sin_grupo,
            todos.sin_respaldo,
            todos.sin_reglas,
        )
        assert cifras == (4, 2, 1, 1, 2, 2)


@pytest.mark.parametrize(
    ("consulta", "lugar"), [({}, "region=1501"), ({"region": "1501"}, "region=1501&distrito=150101")]
)
def test_coverage_leads_to_the_committees_of_each_figure(client, consulta, lugar):
    comites = ComiteFactory.create_batch(
        2, espacio__municipalidad=MunicipalidadFactory(distrito__ubigeo="150101")
    )
    GrupoFactory(comite=comites[0], ultimo_mensaje=HOY - timedelta(days=31), celular_respaldo="")
    entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    pagina = client.get(reverse("comites:grupos-cobertura"), consulta).content.decode()
    enlaces = {unescape(e) for e in re.findall(r'href="(\.\./\?[^"]+)"', pagina)}
    suyas = ("", "&como=silencioso", "&como=sin-grupo", "&como=sin-respaldo", "&como=sin-reglas")
    assert enlaces == {f"../?{lugar}{como}" for como in suyas}


class TestGrupos(ContratoLista):
    url = "comites:grupos"
    permiso = Permiso.COMITE_VER
    consultas = 5

    def fila(self, lugar):
        return lugar.comite

    def otra(self, lugar):
        return GrupoFactory(comite=ComiteFactory(espacio=lugar.otro_espacio())).comite


class TestGrupoDetalle(ContratoDetalle):
    permiso = Permiso.COMITE_VER
    nombre_url = "comites:grupo"

    def fila(self, lugar):
        return lugar.comite

    def url_de(self, fila):
        return reverse(self.nombre_url, args=[fila.pk])

    def url_inexistente(self):
        return reverse(self.nombre_url, args=[999_999])


class _ContratoDeBoton(ContratoAccion):
    permiso = Permiso.GRUPO_EDITAR
    modelo = GrupoWhatsApp
    nombre_url: str

    def fila(self, lugar):
        if not lugar.comite.grupos.exists():
            GrupoFactory(comite=lugar.comite, enlace=ENLACE)
        return lugar.comite

    def url_de(self, fila):
        return reverse(self.nombre_url, args=[fila.pk])

    def url_inexistente(self):
        return reverse(self.nombre_url, args=[999_999])


class TestGrupoReglas(_ContratoDeBoton):
    nombre_url = "comites:grupo-reglas"


class TestGrupoHoy(_ContratoDeBoton):
    nombre_url = "comites:grupo-hoy"


class TestGrupoEnlace(_ContratoDeBoton):
    permiso = Permiso.GRUPO_INVITAR
    modelo = AccesoADatos
    nombre_url = "comites:grupo-enlace"


class TestGrupoQuienes(_ContratoDeBoton):
    modelo = Integrante
    nombre_url = "comites:grupo-quienes"

    def datos(self, fila):
        return {"esta": [IntegranteFactory(comite=fila).pk], "version": fila.grupos.get().version}
