"""Noting what was sent to a group: once, by whom, taken back in time; and the month's overview."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from comites.enums import EstadoMensaje, Tema
from comites.mensajes import comites_sin_mensaje, para_el_grupo, sugerencias
from comites.models import Difusion, GrupoWhatsApp
from comites.services import anotar_difusion, deshacer_difusion
from cuentas.enums import Permiso
from cuentas.roles import Rol
from tests.apoyo import contar_consultas, entrar
from tests.comites.conftest import HOY
from tests.contratos import ContratoAccion, ContratoAdmin, ContratoArchivo, ContratoDetalle, ContratoLista
from tests.fabricas.comites import ComiteFactory, GrupoFactory
from tests.fabricas.comites_mensajes import DifusionFactory, MensajeFactory
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.territorio import RegionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy_fijo")]
NADIE = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def grupo(comite):
    return GrupoFactory(comite=comite, ultimo_mensaje=HOY - timedelta(days=40))


@pytest.fixture
def lider(comite):
    return usuario_con_rol(Rol.LIDER_COMITE, comite)


def test_sending_is_noted_once_and_wakes_the_group(grupo, lider, coordinadora):
    mensaje = MensajeFactory()
    primera = anotar_difusion(actor=lider, mensaje=mensaje, grupo=grupo)
    segunda = anotar_difusion(actor=coordinadora, mensaje=mensaje, grupo=grupo)
    grupo.refresh_from_db()
    assert (segunda.pk, segunda.quien, grupo.ultimo_mensaje, grupo.version) == (primera.pk, lider, HOY, 2)


def test_undoing_leaves_the_group_as_it_was(grupo, lider):
    antes = grupo.ultimo_mensaje
    difusion = anotar_difusion(actor=lider, mensaje=MensajeFactory(), grupo=grupo)
    deshacer_difusion(actor=lider, difusion=difusion)
    grupo.refresh_from_db()
    assert (Difusion.objects.count(), grupo.ultimo_mensaje) == (0, antes)


def test_only_who_noted_it_undoes_it_and_within_a_day(grupo, lider, coordinadora):
    difusion = anotar_difusion(actor=lider, mensaje=MensajeFactory(), grupo=grupo)
    with pytest.raises(ValidationError):
        deshacer_difusion(actor=coordinadora, difusion=difusion)
    with time_machine.travel(timezone.now() + timedelta(hours=25)), pytest.raises(ValidationError):
        deshacer_difusion(actor=lider, difusion=difusion)


@pytest.mark.parametrize(
    ("cambios", "motivo"),
    [
        ({"hasta": HOY - timedelta(days=1), "desde": HOY - timedelta(days=9)}, "pasó su fecha"),
        ({"desde": HOY + timedelta(days=1)}, "todavía no se puede"),
        ({"estado": EstadoMensaje.BORRADOR}, "no está publicado"),
        ({"estado": EstadoMensaje.RETIRADO}, "se retiró"),
    ],
)
def test_message_that_is_not_for_sending_is_refused(grupo, lider, cambios, motivo):
    with pytest.raises(ValidationError, match=motivo):
        anotar_difusion(actor=lider, mensaje=MensajeFactory(**cambios), grupo=grupo)


def test_closed_group_and_foreign_region_are_refused(comite, lider):
    cerrado = GrupoFactory(comite=comite, cerrado=HOY)
    with pytest.raises(ValidationError, match="está cerrado"):
        anotar_difusion(actor=lider, mensaje=MensajeFactory(), grupo=cerrado)
    otra = MensajeFactory(region=RegionFactory(ubigeo="08"))
    with pytest.raises(ValidationError, match="otra región"):
        anotar_difusion(actor=lider, mensaje=otra, grupo=GrupoFactory(comite=comite))


def test_foreign_group_is_refused(lider):
    with pytest.raises(PermissionDenied):
        anotar_difusion(actor=lider, mensaje=MensajeFactory(), grupo=GrupoFactory())


def test_what_is_missing_comes_first_by_neglected_theme(comite, grupo):
    enviado = MensajeFactory(tema=Tema.SEGURIDAD)
    DifusionFactory(mensaje=enviado, grupo=grupo)
    repetido, olvidado = MensajeFactory(tema=Tema.SEGURIDAD), MensajeFactory(tema=Tema.VIOLENCIA)
    filas = para_el_grupo(comite, grupo)
    assert [f.mensaje for f in filas] == [olvidado, repetido, enviado]
    assert [f.mensaje for _, f in sugerencias([comite])] == [olvidado]
    assert filas[0].whatsapp.startswith("https://wa.me/?text=Si+ves+algo+raro")


def test_expired_message_posted_from_an_old_page_gets_a_clear_answer(client, comite, grupo, lider):
    mensaje = MensajeFactory(desde=HOY - timedelta(days=9), hasta=HOY - timedelta(days=1))
    entrar(client, lider)
    url = reverse("comites:mensaje-enviado", args=[comite.pk, mensaje.uuid])
    pagina = client.post(url, follow=True).content.decode()
    assert "Este mensaje ya pasó su fecha" in pagina
    assert not Difusion.objects.exists()


@pytest.mark.parametrize(
    ("consulta", "quedan"),
    [
        ("", {"con", "sin", "antes"}),
        ("recibio=ninguno", {"sin", "antes"}),
        ("recibio=alguno", {"con"}),
        ("recibio=sin-violencia", {"con", "sin", "antes"}),
        ("recibio=sin-seguridad", {"sin", "antes"}),
        ("recibio=alguno&mes=2026-10", {"antes"}),
        ("mes=disparate", {"con", "sin", "antes"}),
    ],
)
def test_overview_tells_who_got_what_in_the_month(client, nacional, consulta, quedan):
    comites = {nombre: ComiteFactory(nombre=nombre) for nombre in ("con", "sin", "antes")}
    DifusionFactory(grupo__comite=comites["con"], dia=HOY)
    DifusionFactory(grupo__comite=comites["antes"], dia=HOY.replace(day=1) - timedelta(days=1))
    entrar(client, nacional)
    respuesta = client.get(reverse("comites:difusiones") + f"?{consulta}")
    assert {c.nombre for c in respuesta.context["object_list"]} == quedan
    assert respuesta.context["total"] == f"{len(quedan)} comité{'s' if len(quedan) > 1 else ''}"


def test_silent_groups_are_found_in_the_list_of_committees(client, nacional, grupo):
    GrupoFactory(ultimo_mensaje=HOY)
    entrar(client, nacional)
    respuesta = client.get(reverse("comites:lista"), {"aviso": "grupo-callado"})
    assert [c.pk for c in respuesta.context["object_list"]] == [grupo.comite_id]


def test_leaders_pages_take_the_same_queries_with_one_and_three_messages(client, comite, grupo, lider):
    entrar(client, lider)
    urls = [reverse("comites:comite-mensajes", args=[comite.pk]), reverse("actividades:lider-inicio")]
    MensajeFactory()
    DifusionFactory(grupo=grupo)
    una = [contar_consultas(client, url) for url in urls]
    for _ in range(2):
        MensajeFactory()
        DifusionFactory(grupo=grupo)
    assert [contar_consultas(client, url) for url in urls] == una


class TestDifusiones(ContratoLista):
    url = "comites:difusiones"
    permiso = Permiso.COMITE_VER
    consultas = 5

    def fila(self, lugar):
        return lugar.comite

    def otra(self, lugar):
        comite = ComiteFactory(espacio=lugar.otro_espacio())
        DifusionFactory(grupo__comite=comite)
        return comite


class TestDifusionesEnAdmin(ContratoAdmin):
    permiso = Permiso.COMITE_VER
    modelo = Difusion

    def fila(self, lugar):
        return DifusionFactory(grupo__comite=lugar.comite)


class TestMensajesDelComite(ContratoDetalle):
    permiso = Permiso.DIFUSION_ANOTAR
    nombre_url = "comites:comite-mensajes"

    def fila(self, lugar):
        return lugar.comite

    def url_de(self, fila):
        return reverse(self.nombre_url, args=[fila.pk])

    def url_inexistente(self):
        return reverse(self.nombre_url, args=[999_999])


class TestMensajeEnviado(ContratoAccion):
    permiso = Permiso.DIFUSION_ANOTAR
    modelo = Difusion
    nombre_url = "comites:mensaje-enviado"

    def fila(self, lugar):
        if not GrupoWhatsApp.objects.filter(comite=lugar.comite).exists():
            GrupoFactory(comite=lugar.comite)
        return lugar.comite

    def url_de(self, fila):
        return reverse(self.nombre_url, args=[fila.pk, MensajeFactory().uuid])

    def url_inexistente(self):
        return reverse(self.nombre_url, args=[999_999, NADIE])


def test_taking_back_is_a_button_of_who_may_note(client, comite, grupo, lider):
    difusion = anotar_difusion(actor=lider, mensaje=MensajeFactory(), grupo=grupo)
    url = reverse("comites:mensaje-no-enviado", args=[comite.pk, difusion.mensaje.uuid])
    entrar(client, usuario_con_rol(Rol.AUDITOR))
    prohibido = client.post(url).status_code
    ajeno = usuario_con_rol(Rol.LIDER_COMITE, ComiteFactory())
    entrar(client, ajeno)
    assert (prohibido, client.post(url).status_code, Difusion.objects.count()) == (403, 404, 1)
    entrar(client, lider)
    client.post(url)
    assert not Difusion.objects.exists()


# The calendar of what was sent -------------------------------------------------------------------


def test_calendar_counts_each_theme_by_day_and_lists_the_chosen_one(client, nacional):
    ayer = HOY - timedelta(days=1)
    for dia, tema in ((ayer, Tema.SEGURIDAD), (ayer, Tema.SEGURIDAD), (HOY, Tema.VIOLENCIA)):
        DifusionFactory(dia=dia, mensaje=MensajeFactory(tema=tema))
    DifusionFactory(dia=HOY.replace(day=1) - timedelta(days=1))
    entrar(client, nacional)
    contexto = client.get(reverse("comites:envios"), {"dia": ayer}).context
    celdas = {d.fecha: d.contenido for semana in contexto["semanas"] for d in semana if d.contenido}
    assert celdas == {ayer: [(Tema.SEGURIDAD, 2)], HOY: [(Tema.VIOLENCIA, 1)]}
    assert ({d.dia for d in contexto["object_list"]}, contexto["total"]) == ({ayer}, "2 envíos")


def test_groups_without_messages_are_a_task_after_the_first_days(comite, coordinadora, grupo):
    GrupoFactory(comite=ComiteFactory())
    assert list(comites_sin_mensaje(coordinadora, HOY)) == [comite]
    assert not comites_sin_mensaje(coordinadora, HOY.replace(day=7)).exists()
    DifusionFactory(grupo=grupo, dia=HOY)
    assert not comites_sin_mensaje(coordinadora, HOY).exists()


def test_task_leads_to_the_list_already_filtered(client, comite, coordinadora, grupo):
    ComiteFactory(espacio__municipalidad=comite.espacio.municipalidad)
    entrar(client, coordinadora)
    grupos = client.get("/inicio/").context["grupos"]
    url = next(g for g in grupos if g.slug == "sin-mensaje").url_todas
    assert [c.pk for c in client.get(url).context["object_list"]] == [comite.pk]


class TestEnvios(ContratoLista):
    url = "comites:envios"
    permiso = Permiso.COMITE_VER
    consultas = 6

    def fila(self, lugar):
        return DifusionFactory(grupo__comite=lugar.comite)

    def otra(self, lugar):
        return DifusionFactory(grupo__comite=ComiteFactory(espacio=lugar.otro_espacio()))


class TestExportarEnvios(ContratoArchivo):
    url = "comites:envios-exportar"
    permiso = Permiso.COMITE_VER
    consultas = 9

    def fila(self, lugar):
        return DifusionFactory(grupo__comite=lugar.comite)

    def otra(self, lugar):
        return DifusionFactory(grupo__comite=ComiteFactory(espacio=lugar.otro_espacio()))

    def claves(self, filas):
        codigos = {fila["CÓDIGO DEL ESPACIO"] for fila in filas}
        suyas = Difusion.objects.filter(grupo__comite__espacio__codigo__in=codigos)
        return set(suyas.values_list("pk", flat=True))
