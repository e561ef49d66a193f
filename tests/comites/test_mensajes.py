"""The ready messages: who writes them, what is refused, who reads them."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from PIL import Image

from comites.enums import EstadoMensaje, SituacionMensaje, Tema
from comites.models import Mensaje
from comites.services import (
    DatosMensaje,
    editar_mensaje,
    escribir_mensaje,
    publicar_mensaje,
    retirar_mensaje,
)
from comunes.versiones import ConflictoDeEdicion
from cuentas.enums import Ambito, Permiso
from cuentas.roles import DEFINICIONES, Rol
from tests.apoyo import entrar
from tests.comites.conftest import HOY
from tests.contratos import (
    ContratoAccion,
    ContratoAdmin,
    ContratoDetalle,
    ContratoFormularioEdicion,
    ContratoFormularioNuevo,
    ContratoLista,
)
from tests.fabricas.comites_mensajes import DifusionFactory, MensajeFactory
from tests.fabricas.cuentas import usuario_con_rol

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy_fijo")]
NADIE = "00000000-0000-4000-8000-000000000000"
TEXTO = "Si ves algo raro, llama al 105. No te acerques."


def datos(**cambios):
    campos = {"tema": Tema.SEGURIDAD, "titulo": "Llama al 105", "texto": TEXTO, "desde": HOY}
    return DatosMensaje(**(campos | cambios))


def test_message_goes_from_draft_to_published_to_withdrawn(nacional):
    mensaje = escribir_mensaje(actor=nacional, datos=datos())
    vistas = [mensaje.situacion]
    for servicio in (publicar_mensaje, retirar_mensaje):
        mensaje = servicio(actor=nacional, mensaje=mensaje, version=mensaje.version)
        vistas.append(mensaje.situacion)
    assert vistas == [SituacionMensaje.BORRADOR, SituacionMensaje.VIGENTE, SituacionMensaje.RETIRADO]
    with pytest.raises(ValidationError):
        publicar_mensaje(actor=nacional, mensaje=mensaje, version=mensaje.version)


@pytest.mark.parametrize(
    ("dias", "esperado"),
    [
        (-1, SituacionMensaje.POR_EMPEZAR),
        (0, SituacionMensaje.VIGENTE),
        (7, SituacionMensaje.VIGENTE),
        (8, SituacionMensaje.VENCIDO),
    ],
)
def test_published_message_is_for_sending_from_its_first_to_its_last_day(dias, esperado):
    mensaje = MensajeFactory(desde=HOY, hasta=HOY + timedelta(days=7))
    dia = HOY + timedelta(days=dias)
    assert mensaje.situacion_en(dia) == esperado
    assert Mensaje.objects.vigentes(dia).exists() == (esperado == SituacionMensaje.VIGENTE)


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"texto": "a" * 701}, "texto"),
        ({"texto": " \u200b "}, "texto"),
        ({"titulo": " "}, "titulo"),
        ({"hasta": HOY - timedelta(days=1)}, "hasta"),
    ],
)
def test_bad_values_are_refused_beside_their_field(nacional, cambios, campo):
    with pytest.raises(ValidationError) as error:
        escribir_mensaje(actor=nacional, datos=datos(**cambios))
    assert list(error.value.error_dict) == [campo]
    assert not Mensaje.objects.exists()


def test_database_itself_refuses_a_long_text():
    with pytest.raises(DatabaseError), transaction.atomic():
        MensajeFactory(texto="a" * 701)


def test_message_past_its_last_day_is_not_published(nacional):
    fechas = {"desde": HOY - timedelta(days=9), "hasta": HOY - timedelta(days=1)}
    mensaje = escribir_mensaje(actor=nacional, datos=datos(**fechas))
    with pytest.raises(ValidationError, match="Cambie la fecha"):
        publicar_mensaje(actor=nacional, mensaje=mensaje, version=1)


def test_text_that_somebody_sent_is_not_changed(nacional):
    mensaje = DifusionFactory().mensaje
    with pytest.raises(ValidationError, match="ya se envió"):
        editar_mensaje(actor=nacional, mensaje=mensaje, version=1, datos=datos())


def test_second_editor_learns_of_the_first(nacional):
    mensaje = escribir_mensaje(actor=nacional, datos=datos())
    editar_mensaje(actor=nacional, mensaje=mensaje, version=1, datos=datos(titulo="Otro"))
    with pytest.raises(ConflictoDeEdicion):
        editar_mensaje(actor=nacional, mensaje=mensaje, version=1, datos=datos(titulo="Tercero"))


def test_region_writes_for_itself_only(comite, especialista, coordinadora):
    region = comite.espacio.region
    assert escribir_mensaje(actor=especialista, datos=datos(region=region)).region == region
    for actor, cambios in ((especialista, {}), (coordinadora, {"region": region})):
        with pytest.raises(PermissionDenied):
            escribir_mensaje(actor=actor, datos=datos(**cambios))


def test_drafts_are_read_only_by_who_may_write_them(comite, coordinadora, especialista, nacional):
    borrador = MensajeFactory(estado=EstadoMensaje.BORRADOR, region=comite.espacio.region)
    MensajeFactory(estado=EstadoMensaje.BORRADOR)
    vistos = [
        list(Mensaje.objects.visible_to(u, Permiso.COMITE_VER).values_list("pk", flat=True))
        for u in (coordinadora, especialista)
    ]
    assert vistos == [[], [borrador.pk]]
    assert Mensaje.objects.visible_to(nacional, Permiso.COMITE_VER).count() == 2


def test_file_that_is_no_photo_is_refused_with_what_was_typed(client, nacional, tmp_path):
    entrar(client, nacional)
    falsa = tmp_path / "foto.jpg"
    falsa.write_text("no soy una foto")
    with falsa.open("rb") as archivo:
        campos = {"tema": "seguridad", "titulo": "Uno", "texto": TEXTO, "desde": HOY, "imagen": archivo}
        respuesta = client.post(reverse("comites:mensaje-nuevo"), campos)
    form = respuesta.context["form"]
    assert (respuesta.status_code, list(form.errors), form["texto"].value()) == (422, ["imagen"], TEXTO)


def test_expired_message_says_so_and_offers_no_sharing(client, coordinadora):
    mensaje = MensajeFactory(desde=HOY - timedelta(days=9), hasta=HOY - timedelta(days=1))
    entrar(client, coordinadora)
    respuesta = client.get(mensaje.get_absolute_url())
    assert "Ya pasó su fecha." in respuesta.content.decode()
    assert "wa.me" not in respuesta.content.decode()


class _DeRegion:
    """A message belongs to a region: whoever has a place in it reads it."""

    def fila(self, lugar):
        return MensajeFactory(region=lugar.region)

    def alcanza(self, rol):
        todos = {"propio", "vecino", "hermano", "lejano"}
        return todos if DEFINICIONES[rol].ambito == Ambito.PAIS else todos - {"lejano"}

    def entra(self, client, rol, lugar):
        lugar.comite  # noqa: B018  a leader has a committee there
        return super().entra(client, rol, lugar)

    def url_inexistente(self):
        return reverse("comites:mensaje", args=[NADIE])


class TestListaMensajes(_DeRegion, ContratoLista):
    url = "comites:mensajes"
    permiso = Permiso.COMITE_VER
    consultas = 3


class TestMensajeDetalle(_DeRegion, ContratoDetalle):
    permiso = Permiso.COMITE_VER


class TestMensajesEnAdmin(_DeRegion, ContratoAdmin):
    permiso = Permiso.COMITE_VER
    modelo = Mensaje


class _ConFormulario(_DeRegion):
    permiso = Permiso.MENSAJE_EDITAR
    modelo = Mensaje
    obligatorio = "texto"

    def datos(self, lugar):
        valores = {"tema": "convivencia", "titulo": "Uno", "texto": TEXTO, "desde": HOY.isoformat()}
        return valores | {"region": lugar.region.pk}

    def ajenos(self, lejano):
        return {"region": lejano.region.pk}


class TestMensajeNuevo(_ConFormulario, ContratoFormularioNuevo):
    def url(self, lugar):
        return reverse("comites:mensaje-nuevo")


class TestMensajeEditar(_ConFormulario, ContratoFormularioEdicion):
    def fila(self, lugar):
        return Mensaje.objects.filter(region=lugar.region).first() or super().fila(lugar)

    def datos(self, lugar):
        self.fila(lugar)
        return super().datos(lugar) | {"version": 1}

    def url_de(self, fila):
        return reverse("comites:mensaje-editar", args=[fila.uuid])

    def url_inexistente(self):
        return reverse("comites:mensaje-editar", args=[NADIE])


class TestMensajePublicar(_DeRegion, ContratoAccion):
    permiso = Permiso.MENSAJE_EDITAR
    modelo = Mensaje
    nombre_url = "comites:mensaje-publicar"

    def fila(self, lugar):
        return MensajeFactory(region=lugar.region, estado=EstadoMensaje.BORRADOR)

    def datos(self, fila):
        return {"version": fila.version}

    def url_de(self, fila):
        return reverse(self.nombre_url, args=[fila.uuid])

    def url_inexistente(self):
        return reverse(self.nombre_url, args=[NADIE])


class TestMensajeRetirar(TestMensajePublicar):
    nombre_url = "comites:mensaje-retirar"


def test_image_is_for_who_may_read_the_message(client, comite, coordinadora):
    url = reverse("comites:mensaje-imagen", args=[MensajeFactory().uuid, "mediana"])
    entrar(client, usuario_con_rol(Rol.ALIADO))
    prohibida = client.get(url).status_code
    entrar(client, coordinadora)
    assert (prohibida, client.get(url).status_code) == (403, 404)


def _foto():
    salida = BytesIO()
    Image.new("RGB", (40, 40), "green").save(salida, "PNG")
    return SimpleUploadedFile("afiche.png", salida.getvalue(), "image/png")


def test_image_needs_its_description_and_is_then_kept_and_shown(client, nacional):
    entrar(client, nacional)
    campos = {"tema": "seguridad", "titulo": "Uno", "texto": TEXTO, "desde": HOY.isoformat()}
    sin_alt = client.post(reverse("comites:mensaje-nuevo"), {**campos, "imagen": _foto()})
    assert (sin_alt.status_code, list(sin_alt.context["form"].errors)) == (422, ["imagen_alt"])
    con_alt = {**campos, "imagen": _foto(), "imagen_alt": "Un afiche verde"}
    assert client.post(reverse("comites:mensaje-nuevo"), con_alt).status_code == 302
    mensaje = Mensaje.objects.get()
    respuesta = client.get(reverse("comites:mensaje-imagen", args=[mensaje.uuid, "mediana"]))
    assert (respuesta.status_code, respuesta["Content-Type"]) == (200, "image/jpeg")
    assert 'alt="Un afiche verde"' in client.get(mensaje.get_absolute_url()).content.decode()
