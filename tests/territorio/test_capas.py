"""Map layers: public, cached hard, answered 304 when nothing changed, smaller when asked for one region."""

import gzip
import json

import brotli
import pytest

from tests.fabricas.cuentas import UsuarioFactory

pytestmark = pytest.mark.django_db
RUTAS = [
    ("/territorio/regiones.geojson", 8),
    ("/territorio/distritos.geojson", 574),
    ("/territorio/contexto.geojson", 25),
]


@pytest.mark.parametrize(("ruta", "rasgos"), RUTAS)
def test_layer_is_public_and_cacheable(client, ruta, rasgos):
    respuesta = client.get(ruta)
    assert (respuesta.status_code, respuesta["Content-Type"]) == (200, "application/geo+json")
    assert respuesta["Cache-Control"] == "public, max-age=86400"
    assert len(json.loads(respuesta.content)["features"]) == rasgos


@pytest.mark.parametrize(("ruta", "rasgos"), RUTAS)
def test_layer_answers_304_to_its_own_etag_only(client, ruta, rasgos):
    etag = client.get(ruta)["ETag"]
    repetida = client.get(ruta, headers={"if-none-match": etag})
    assert (repetida.status_code, repetida.content, repetida["ETag"]) == (304, b"", etag)
    assert client.get(ruta, headers={"if-none-match": 'W/"otro"'}).status_code == 200


def test_signed_in_people_get_the_same_cacheable_layer(client):
    client.force_login(UsuarioFactory(), backend="cuentas.motor.MotorDeCuentas")
    assert client.get("/territorio/regiones.geojson")["Cache-Control"] == "public, max-age=86400"


@pytest.mark.parametrize(
    ("aceptadas", "codificacion", "abrir"),
    [("gzip, deflate, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress)],
)
def test_layer_is_compressed_as_the_browser_accepts(client, aceptadas, codificacion, abrir):
    entera = client.get("/territorio/distritos.geojson")
    chica = client.get("/territorio/distritos.geojson", headers={"accept-encoding": aceptadas})
    assert chica["Content-Encoding"] == codificacion
    assert abrir(chica.content) == entera.content
    assert len(chica.content) < len(entera.content) / 4
    assert "Accept-Encoding" in chica["Vary"]
    assert chica["ETag"] == entera["ETag"]


def test_refused_encoding_is_not_used(client):
    respuesta = client.get("/territorio/regiones.geojson", headers={"accept-encoding": "br;q=0"})
    assert "Content-Encoding" not in respuesta


def test_districts_of_one_region(client):
    completa, lima = (client.get("/territorio/distritos.geojson" + q) for q in ("", "?region=1501"))
    codigos = {f["properties"]["region_ubigeo"] for f in json.loads(lima.content)["features"]}
    assert codigos == {"1501"}
    assert len(lima.content) < 150_000 < len(completa.content)
    assert lima["ETag"] != completa["ETag"]


@pytest.mark.parametrize("region", ["99", "15", "0", "1501'--"])
def test_unknown_region_is_404(client, region):
    assert client.get(f"/territorio/distritos.geojson?region={region}").status_code == 404


def test_layer_refuses_to_be_written(client):
    assert client.post("/territorio/regiones.geojson").status_code == 405
