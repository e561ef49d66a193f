"""Screens of photos: contracts of scope, the gallery, the editor of zones, hostile files, the admin."""

import uuid
import zlib
from io import BytesIO
from struct import pack

import pytest
from django.urls import reverse
from PIL import Image

from comunes.difuminado import Zona
from cuentas.enums import Permiso
from cuentas.roles import Rol
from espacios import services
from espacios.models import FotoEspacio
from tests.apoyo import contar_consultas, entrar
from tests.contratos import (
    ContratoAccion,
    ContratoAdmin,
    ContratoDetalle,
    ContratoFormularioEdicion,
    ContratoLista,
)
from tests.fabricas.espacios import FotoEspacioFactory, foto_con_archivo

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinadora(client, lugar):
    return entrar(client, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))


def url(nombre, foto, *args):
    return reverse(f"espacios:{nombre}", args=[foto.uuid, *args])


def enviar(client, nombre, foto, **datos):
    datos = {"version": foto.version, "clave_idempotencia": str(uuid.uuid4()), **datos}
    return client.post(url(nombre, foto), datos)


def zonas(*filas):
    """Rows of the editor as the browser sends them: one list for each measure."""
    return {f"zonas_{m}": list(v) for m, v in zip(Zona._fields, zip(*filas, strict=True), strict=True)}


def errores(respuesta):
    assert respuesta.status_code == 422
    return {campo: list(e) for campo, e in respuesta.context["form"].errors.items()}


# Contracts ----------------------------------------------------------------------------------------


class _DeFoto:
    """What the contracts of one photo share; `traje` is the state the screen asks for."""

    modelo = FotoEspacio
    nombre = ""
    traje: dict = {}

    def fila(self, lugar):
        return lugar.espacio.fotos.order_by("pk").first() or self.crear(lugar)

    def crear(self, lugar):
        return FotoEspacioFactory(espacio=lugar.espacio, **self.traje)

    def url_de(self, fila):
        return url(self.nombre, fila)

    def url_inexistente(self):
        return reverse(f"espacios:{self.nombre}", args=[uuid.uuid4()])

    def ajenos(self, lejano):
        return {}


class TestDetalle(_DeFoto, ContratoDetalle):
    permiso = Permiso.ESPACIO_VER
    nombre = "foto-detalle"


class TestRetiradaOculta(_DeFoto, ContratoDetalle):
    """The address of a removed photo, for whoever may restore it."""

    permiso = Permiso.ESPACIO_EDITAR

    def crear(self, lugar):
        return foto_con_archivo(espacio=lugar.espacio, retirada=True)

    def url_de(self, fila):
        return url("foto-retirada", fila, "miniatura")

    def url_inexistente(self):
        return reverse("espacios:foto-retirada", args=[uuid.uuid4(), "miniatura"])


class TestRetiradas(ContratoDetalle):
    permiso = Permiso.ESPACIO_EDITAR

    def fila(self, lugar):
        return lugar.espacio

    def url_de(self, fila):
        return reverse("espacios:fotos-retiradas", args=[fila.codigo])

    def url_inexistente(self):
        return reverse("espacios:fotos-retiradas", args=["NES-150132-9999"])


class TestPorAprobar(_DeFoto, ContratoLista):
    permiso = Permiso.FOTO_PUBLICAR
    url = "espacios:fotos-por-aprobar"
    traje = {"por_aprobar": True}
    consultas = 3

    def otra(self, lugar):
        FotoEspacioFactory(espacio=lugar.espacio, publicada=True)
        return self.crear(lugar)


class TestEditar(_DeFoto, ContratoFormularioEdicion):
    permiso = Permiso.ESPACIO_EDITAR
    nombre = "foto-editar"
    obligatorio = "momento"

    def datos(self, lugar):
        version = self.fila(lugar).version
        return {"momento": "antes", "descripcion": "El parque", "tomada": "2026-01-12", "version": version}


class TestDifuminar(_DeFoto, ContratoFormularioEdicion):
    permiso = Permiso.ESPACIO_EDITAR
    nombre = "foto-difuminar"
    obligatorio = "zonas"

    def crear(self, lugar):
        return foto_con_archivo(espacio=lugar.espacio)

    def datos(self, lugar):
        return {"version": self.fila(lugar).version, **zonas(("10", "10", "20", "20"))}

    def test_missing_value_is_answered_with_what_was_typed(self, client, lugares):
        """A row with a hole in it; no row at all is no error, it means that nothing is blurred."""
        self.entra(client, Rol.COORDINADOR_MUNICIPAL, lugares.propio)
        respuesta = self._enviar(client, lugares.propio, zonas_alto="")
        assert errores(respuesta) == {"zonas": ["Rectángulo 1: hacen falta los cuatro números, de 0 a 100."]}
        assert respuesta.context["form"]["zonas"].value() == [("10", "10", "20", "")]


class TestEmparejar(_DeFoto, ContratoFormularioEdicion):
    permiso = Permiso.ESPACIO_EDITAR
    nombre = "foto-pareja"
    obligatorio = "antes"
    traje = {"momento": "despues"}

    def datos(self, lugar):
        fila = self.fila(lugar)
        antes = lugar.espacio.fotos.filter(momento="antes").first()
        antes = antes or FotoEspacioFactory(espacio=lugar.espacio, momento="antes")
        return {"version": fila.version, "antes": str(antes.uuid)}

    def ajenos(self, lejano):
        return {"antes": str(FotoEspacioFactory(espacio=lejano.espacio, momento="antes").uuid)}

    def test_missing_value_is_answered_with_what_was_typed(self, client, lugares):
        """None is an answer: the pair is undone."""
        self.entra(client, Rol.COORDINADOR_MUNICIPAL, lugares.propio)
        assert self._enviar(client, lugares.propio, antes="").status_code == 302


class TestPublicar(_DeFoto, ContratoFormularioEdicion):
    permiso = Permiso.FOTO_PUBLICAR
    nombre = "foto-publicar"
    obligatorio = "conforme"
    traje = {"por_aprobar": True}

    def datos(self, lugar):
        return {"version": self.fila(lugar).version, "conforme": "on"}

    def test_missing_value_is_answered_with_what_was_typed(self, client, lugares):
        self.entra(client, Rol.COORDINADOR_MUNICIPAL, lugares.propio)
        respuesta = self._enviar(client, lugares.propio, conforme="")
        assert errores(respuesta) == {"conforme": ["Marque la casilla después de mirar la foto."]}


class TestDevolver(_DeFoto, ContratoFormularioEdicion):
    permiso = Permiso.FOTO_PUBLICAR
    nombre = "foto-devolver"
    obligatorio = "motivo"
    traje = {"por_aprobar": True}

    def datos(self, lugar):
        return {"version": self.fila(lugar).version, "motivo": "Falta tapar la placa del patrullero."}


def test_motive_to_send_a_photo_back_is_refused_when_too_long_and_never_cut(client, lugar):
    foto = FotoEspacioFactory(espacio=lugar.espacio, por_aprobar=True)
    entrar(client, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))
    datos = {"version": foto.version, "motivo": "x" * 301}
    respuesta = client.post(reverse("espacios:foto-devolver", args=[foto.uuid]), datos)
    foto.refresh_from_db()
    assert (respuesta.status_code, list(errores(respuesta)), foto.devuelta_porque) == (422, ["motivo"], "")


class TestRetirar(TestDevolver):
    permiso = Permiso.ESPACIO_EDITAR
    nombre = "foto-retirar"


class _Boton(_DeFoto, ContratoAccion):
    permiso = Permiso.ESPACIO_EDITAR

    def datos(self, fila):
        return {"version": fila.version}


class TestPedir(_Boton):
    nombre = "foto-pedir"
    traje = {"lista": True}


class TestDespublicar(_Boton):
    nombre = "foto-despublicar"
    traje = {"publicada": True}


class TestRestaurar(_Boton):
    nombre = "foto-restaurar"
    traje = {"retirada": True}


class TestMover(_Boton):
    nombre = "foto-mover"

    def crear(self, lugar):
        primera = super().crear(lugar)
        super().crear(lugar)
        return primera

    def datos(self, fila):
        return {"hacia": "despues"}


class TestAdminDeFotos(_DeFoto, ContratoAdmin):
    permiso = Permiso.ESPACIO_VER


# Gallery and page ---------------------------------------------------------------------------------


def test_gallery_tells_photos_by_moment_and_hides_the_removed(client, lugar, coordinadora):
    for momento in ("general", "despues", "durante", "antes"):
        FotoEspacioFactory(espacio=lugar.espacio, momento=momento)
    FotoEspacioFactory(espacio=lugar.espacio, retirada=True)
    respuesta = client.get(reverse("espacios:espacio-fotos", args=[lugar.espacio.codigo]))
    assert [m.value for m, _ in respuesta.context["grupos"]] == ["antes", "durante", "despues", "general"]
    assert "Ver la foto retirada" in respuesta.content.decode()


def test_gallery_takes_the_same_queries_however_many_photos(client, lugar, coordinadora):
    direccion = reverse("espacios:espacio-fotos", args=[lugar.espacio.codigo])
    antes = FotoEspacioFactory(espacio=lugar.espacio, momento="antes")
    FotoEspacioFactory(espacio=lugar.espacio, momento="despues", antes=antes)
    una = contar_consultas(client, direccion)
    FotoEspacioFactory.create_batch(3, espacio=lugar.espacio, publicada=True)
    assert contar_consultas(client, direccion) == una


def test_empty_gallery_says_what_to_do(client, lugar, coordinadora):
    pagina = client.get(reverse("espacios:espacio-fotos", args=[lugar.espacio.codigo])).content.decode()
    assert "Todavía no hay fotos" in pagina
    assert pagina.count(reverse("espacios:fotos-agregar", args=[lugar.espacio.codigo])) == 1


def test_page_offers_what_each_may_do(client, lugar):
    autora = lugar.usuario(Rol.COORDINADOR_MUNICIPAL)
    una = FotoEspacioFactory(espacio=lugar.espacio, por_aprobar=True, autor=autora)
    ofrecido = {}
    for nombre, usuario in {
        "autora": autora,
        "especialista": lugar.usuario(Rol.ESPECIALISTA_REGIONAL),
        "comisaria": lugar.usuario(Rol.PROMOTOR_OPC),
    }.items():
        entrar(client, usuario)
        pagina = client.get(una.get_absolute_url()).content.decode()
        ofrecido[nombre] = [url("foto-publicar", una) in pagina, url("foto-editar", una) in pagina]
    assert ofrecido == {"autora": [False, True], "especialista": [True, True], "comisaria": [False, False]}


def test_author_who_insists_is_told_why_not(client, lugar, coordinadora):
    una = FotoEspacioFactory(espacio=lugar.espacio, por_aprobar=True, autor=coordinadora)
    respuesta = enviar(client, "foto-publicar", una, conforme="on")
    assert errores(respuesta) == {"__all__": ["Esta foto la agregó usted: la aprueba otra persona."]}


def test_removed_photo_has_no_address_but_its_own(client, lugar, coordinadora):
    una = foto_con_archivo(espacio=lugar.espacio, retirada=True)
    assert client.get(una.get_absolute_url()).status_code == 404
    assert client.get(url("foto", una, "miniatura")).status_code == 404
    assert client.get(url("foto-editar", una)).status_code == 404
    assert client.get(url("foto-retirada", una, "miniatura")).status_code == 200


def test_preview_exists_only_while_something_is_blurred(client, lugar, coordinadora):
    una = foto_con_archivo(espacio=lugar.espacio)
    assert client.get(url("foto-difuminada", una, "mediana")).status_code == 404
    enviar(
        client,
        "foto-difuminar",
        una,
        zonas_izquierda="0",
        zonas_arriba="0",
        zonas_ancho="50",
        zonas_alto="50",
    )
    respuesta = client.get(url("foto-difuminada", una, "mediana"))
    assert (respuesta.status_code, respuesta["Cache-Control"]) == (200, "private, no-store")


@pytest.mark.parametrize(
    ("fila", "error"),
    [
        (("90", "0", "20", "20"), "se sale de la foto: lo que empieza más lo que mide no pasa de 100."),
        (("0", "0", "0.5", "20"), "es demasiado pequeño: al menos 1 % de ancho y de alto."),
        (("-5", "0", "20", "20"), "se sale de la foto: lo que empieza más lo que mide no pasa de 100."),
        (("NaN", "0", "20", "20"), "hacen falta los cuatro números, de 0 a 100."),
        (("1e999999", "0", "20", "20"), "hacen falta los cuatro números, de 0 a 100."),
    ],
)
def test_bad_zone_is_named_and_what_was_typed_stays(client, lugar, coordinadora, fila, error):
    una = foto_con_archivo(espacio=lugar.espacio)
    respuesta = enviar(client, "foto-difuminar", una, **zonas(("1", "1", "10", "10"), fila))
    assert errores(respuesta) == {"zonas": [f"Rectángulo 2: {error}"]}
    assert respuesta.context["form"]["zonas"].value() == [("1", "1", "10", "10"), fila]


def test_zones_come_back_as_they_were_typed(client, lugar, coordinadora):
    una = foto_con_archivo(espacio=lugar.espacio)
    enviar(client, "foto-difuminar", una, **zonas(("12,5", "0", "20", "33.3"), ("", " ", "", "")))
    form = client.get(url("foto-difuminar", una)).context["form"]
    assert form["zonas"].value() == [("12.5", "0", "20", "33.3")]


# Hostile files ------------------------------------------------------------------------------------


def _jpeg(medidas=(60, 40)):
    salida = BytesIO()
    Image.effect_noise(medidas, 60).convert("RGB").save(salida, "JPEG")
    return salida.getvalue()


def _bomba_png():
    """A PNG of a few hundred bytes that says it measures 50 000 × 50 000."""
    trozos = [(b"IHDR", pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(bytes(99)))]
    cuerpo = b"".join(
        pack(">I", len(d)) + t + d + pack(">I", zlib.crc32(t + d)) for t, d in [*trozos, (b"IEND", b"")]
    )
    return b"\x89PNG\r\n\x1a\n" + cuerpo


HOSTILES = {
    "cortada.jpg": (_jpeg()[:-300], "la foto está dañada o incompleta: hay que tomarla o elegirla otra vez."),
    "bomba.png": (_bomba_png(), "la foto mide más de 40 megapíxeles, que es lo máximo."),
    "pagina.jpg": (b"<html><script>alert(1)</script>", "no es una foto JPG, PNG o WebP."),
    "vacia.jpg": (b"", "el archivo está vacío."),
    "pesada.jpg": (_jpeg() + bytes(10 * 1024 * 1024), "la foto pesa más de 10 MB, que es lo máximo."),
}


def _subir(client, lugar, nombre, contenido):
    archivo = BytesIO(contenido)
    archivo.name = nombre
    direccion = reverse("espacios:fotos-agregar", args=[lugar.espacio.codigo])
    datos = {"momento": "durante", "tomada": "2026-03-01", "clave_idempotencia": str(uuid.uuid4())}
    return client.post(direccion, {**datos, "fotos": [archivo]})


@pytest.mark.parametrize("nombre", HOSTILES)
def test_hostile_file_is_answered_beside_its_field_and_the_rest_stays(client, lugar, coordinadora, nombre):
    contenido, mensaje = HOSTILES[nombre]
    respuesta = _subir(client, lugar, nombre, contenido)
    assert errores(respuesta) == {"fotos": [f"«{nombre}»: {mensaje}"]}
    form = respuesta.context["form"]
    assert (form["momento"].value(), form["tomada"].value()) == ("durante", "2026-03-01")
    assert not FotoEspacio.objects.exists()


def test_twelve_megapixel_polyglot_is_kept_as_a_clean_photo(client, lugar, coordinadora):
    salida = BytesIO()
    Image.new("RGB", (4000, 3000), "green").save(salida, "JPEG")
    veneno = b"<script>fetch('//malo')</script>"
    assert _subir(client, lugar, "doble.jpg", salida.getvalue() + veneno).status_code == 302
    una = FotoEspacio.objects.get()
    guardada = b"".join(client.get(url("foto", una, "grande")).streaming_content)
    assert (b"<script" in guardada, (una.ancho, una.alto)) == (False, (1600, 1200))


def test_removing_the_only_before_warns_that_it_is_a_proof(client, lugar, coordinadora):
    una = FotoEspacioFactory(espacio=lugar.espacio, momento="antes")
    assert "Es la única foto de antes" in client.get(url("foto-retirar", una)).content.decode()
    FotoEspacioFactory(espacio=lugar.espacio, momento="antes")
    assert client.get(url("foto-retirar", una)).context["pruebas"] == []


def test_edit_that_lost_the_race_shows_what_is_saved(client, lugar, coordinadora):
    una = FotoEspacioFactory(espacio=lugar.espacio)
    services.editar_foto(actor=coordinadora, foto=una, version=1, descripcion="Texto de otra persona")
    respuesta = enviar(client, "foto-editar", una, momento="antes", descripcion="Mi texto")
    assert (respuesta.status_code, respuesta.context["version"]) == (409, 2)
    assert ("Texto alternativo", "Texto de otra persona") in respuesta.context["diferencias"]
    assert respuesta.context["form"]["descripcion"].value() == "Mi texto"
