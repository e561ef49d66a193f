"""Registering, editing, retiring: contracts of the forms, and every kind of bad input."""

import uuid
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from cuentas.enums import Permiso
from cuentas.roles import Rol
from espacios.models import EspacioPublico, FotoEspacio
from tests.apoyo import entrar
from tests.contratos import ContratoFormularioEdicion, ContratoFormularioNuevo
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.espacios import FactorRiesgoFactory, TipoEspacioFactory

pytestmark = pytest.mark.django_db
NUEVO = reverse("espacios:espacio-nuevo")


@pytest.fixture
def coordinadora(client, lugar):
    return entrar(client, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))


def valores(lugar, **cambios):
    datos = {
        "nombre": "Parque Señor de los Milagros",
        "tipo": TipoEspacioFactory().slug,
        "factores": [FactorRiesgoFactory().slug],
        "direccion": "Jirón Los Algarrobos, cuadra 4",
        "referencia": "Frente al mercado",
        "ubicacion": "",
        "comisaria": lugar.comisaria.pk,
        "area_m2": "1840",
        "titular": "Municipalidad",
        "fecha_incorporacion": "2026-01-12",
    }
    return {**datos, **cambios}


def enviar(client, lugar, url=NUEVO, **cambios):
    datos = {**valores(lugar, **cambios), "clave_idempotencia": cambios.pop("clave", str(uuid.uuid4()))}
    datos.pop("clave", None)
    return client.post(url, {c: v for c, v in datos.items() if v is not None})


def errores(respuesta):
    assert respuesta.status_code == 422
    return {campo: list(e) for campo, e in respuesta.context["form"].errors.items()}


# Contracts ----------------------------------------------------------------------------------------


class TestNuevo(ContratoFormularioNuevo):
    permiso = Permiso.ESPACIO_EDITAR
    modelo = EspacioPublico
    obligatorio = "nombre"

    def url(self, lugar):
        return f"{NUEVO}?distrito={lugar.municipalidad.pk}"

    def datos(self, lugar):
        return valores(lugar)

    def ajenos(self, lejano):
        return {"comisaria": lejano.comisaria.pk, "tipo": "987654", "factores": ["987654"]}


class TestEditar(ContratoFormularioEdicion):
    permiso = Permiso.ESPACIO_EDITAR
    modelo = EspacioPublico
    obligatorio = "nombre"

    def fila(self, lugar):
        return lugar.espacio

    def url_de(self, fila):
        return reverse("espacios:espacio-editar", args=[fila.codigo])

    def url_inexistente(self):
        return reverse("espacios:espacio-editar", args=["NES-150132-9999"])

    def datos(self, lugar):
        return valores(lugar, version=lugar.espacio.version)

    def ajenos(self, lejano):
        return {"comisaria": lejano.comisaria.pk, "tipo": "987654", "factores": ["987654"]}


class TestAgregarFotos(ContratoFormularioEdicion):
    permiso = Permiso.ESPACIO_EDITAR
    modelo = FotoEspacio
    obligatorio = "momento"

    def fila(self, lugar):
        return lugar.espacio

    def url_de(self, fila):
        return reverse("espacios:fotos-agregar", args=[fila.codigo])

    def url_inexistente(self):
        return reverse("espacios:fotos-agregar", args=["NES-150132-9999"])

    def datos(self, lugar):
        return {"momento": "antes", "tomada": "2026-01-12", "fotos": imagen()}

    def ajenos(self, lejano):
        return {}

    def test_missing_value_is_answered_with_what_was_typed(self, client, lugares):
        self.entra(client, Rol.COORDINADOR_MUNICIPAL, lugares.propio)
        respuesta = client.post(self.url(lugares.propio), {"tomada": "2026-01-12"})
        assert set(errores(respuesta)) == {"momento", "fotos"}
        assert respuesta.context["form"]["tomada"].value() == "2026-01-12"


class TestRetirar(ContratoFormularioEdicion):
    permiso = Permiso.ESPACIO_APROBAR
    modelo = EspacioPublico
    obligatorio = "motivo"

    def fila(self, lugar):
        return lugar.espacio

    def url_de(self, fila):
        return reverse("espacios:espacio-retirar", args=[fila.codigo])

    def url_inexistente(self):
        return reverse("espacios:espacio-retirar", args=["NES-150132-9999"])

    def datos(self, lugar):
        return {"motivo": "El terreno pasó a ser privado.", "version": lugar.espacio.version}

    def ajenos(self, lejano):
        return {}


def test_retire_and_bring_back(client, lugar):
    entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    espacio = lugar.otro_espacio(estado="recuperado")
    for nombre, version, estado in (("retirar", 1, "retirado"), ("reincorporar", 2, "recuperado")):
        url = reverse(f"espacios:espacio-{nombre}", args=[espacio.codigo])
        assert client.get(url).status_code == 200
        respuesta = client.post(url, {"motivo": "Motivo que se entiende.", "version": version})
        assert respuesta.status_code == 302
        espacio.refresh_from_db()
        assert espacio.estado == estado


# Registering --------------------------------------------------------------------------------------


def imagen(color="red"):
    salida = BytesIO()
    Image.new("RGB", (30, 20), color).save(salida, "JPEG")
    salida.seek(0)
    salida.name = f"{color}.jpg"
    return salida


def test_register_saves_everything_typed(client, lugar, coordinadora):
    respuesta = enviar(client, lugar, ubicacion="-11,978; -76,995", fotos=[imagen(), imagen("blue")])
    espacio = EspacioPublico.objects.get()
    assert respuesta["Location"] == espacio.get_absolute_url()
    assert (str(espacio.latitud), str(espacio.longitud), str(espacio.area_m2)) == (
        "-11.978000",
        "-76.995000",
        "1840.00",
    )
    assert (espacio.nombre, espacio.comisaria, espacio.fotos.count()) == (
        "Parque Señor de los Milagros",
        lugar.comisaria,
        2,
    )
    assert "Espacio registrado." in client.get(respuesta["Location"]).content.decode()


def test_address_alone_or_point_alone_is_enough_but_not_neither(client, lugar, coordinadora):
    assert enviar(client, lugar, ubicacion="").status_code == 302
    assert (
        enviar(
            client, lugar, nombre="Losa Los Tallanes", direccion="", ubicacion="-11.955, -77.004"
        ).status_code
        == 302
    )
    respuesta = enviar(client, lugar, nombre="Plaza Wiracocha Yupanqui", direccion="", ubicacion="")
    assert errores(respuesta) == {"direccion": ["Escriba la dirección o marque el punto en el mapa."]}


def test_coordinator_goes_straight_to_the_form(client, lugar, coordinadora):
    respuesta = client.get(NUEVO)
    assert respuesta.templates[0].name == "espacios/nuevo.html"
    assert respuesta.context["form"]["distrito"].value() == f"{lugar.municipalidad.distrito.nombre} (150132)"


def test_specialist_chooses_the_district_first(client, lugares):
    entrar(client, lugares.propio.usuario(Rol.ESPECIALISTA_REGIONAL))
    respuesta = client.get(NUEVO)
    assert respuesta.templates[0].name == "espacios/elegir_distrito.html"
    grupos = respuesta.context["form"].fields["distrito"].choices[1:]
    assert {clave for _, opciones in grupos for clave, _ in opciones} == {"150132", "150110"}
    assert client.get(NUEVO, {"distrito": "150110"}).templates[0].name == "espacios/nuevo.html"


@pytest.mark.parametrize("distrito", ["080104", "999999", "' OR 1=1", "\x00", "🌳"])
def test_district_out_of_reach_does_not_exist(client, lugares, coordinadora, distrito):
    assert client.get(NUEVO, {"distrito": distrito}).status_code in {200, 404}
    respuesta = client.post(f"{NUEVO}?distrito={distrito}", valores(lugares.propio))
    assert respuesta.status_code == 404 or EspacioPublico.objects.get().municipalidad_id == "150132"


def test_foreign_district_in_the_post_is_ignored(client, lugar, coordinadora):
    enviar(
        client,
        lugar,
        distrito="080104",
        municipalidad="080104",
        estado="recuperado",
        codigo="NES-1",
        version="9",
    )
    espacio = EspacioPublico.objects.get()
    assert (
        espacio.distrito_id,
        espacio.municipalidad_id,
        espacio.estado,
        espacio.codigo,
        espacio.version,
    ) == (
        "150132",
        "150132",
        "identificado",
        "NES-150132-01",
        1,
    )


@pytest.mark.parametrize(
    ("cambios", "esperados"),
    [
        (
            {"nombre": "Pq. 4"},
            {
                "nombre": [
                    "«Pq. 4» es muy corto. Escriba el nombre completo, por ejemplo «Parque Los Jazmines»."
                ]
            },
        ),
        ({"nombre": "\u200b \x00"}, {"nombre": ["Escriba el nombre."]}),
        (
            {"factores": []},
            {"factores": ["Marque al menos uno. Sin esto el espacio no puede priorizarse."]},
        ),
        (
            {"ubicacion": "-77.0428, -12.0464"},
            {
                "ubicacion": [
                    "Este punto está fuera del Perú. La latitud va primero y parece que están al revés. "
                    "¿Será -12.0464, -77.0428?"
                ]
            },
        ),
        ({"ubicacion": "40.4, -3.7"}, {"ubicacion": ["Este punto está fuera del Perú."]}),
        (
            {"fecha_incorporacion": "2999-01-01"},
            {"fecha_incorporacion": ["La fecha de incorporación está en el futuro."]},
        ),
    ],
)
def test_bad_values_are_said_beside_their_field_and_kept(client, lugar, coordinadora, cambios, esperados):
    respuesta = enviar(client, lugar, **cambios)
    assert errores(respuesta) == esperados
    form = respuesta.context["form"]
    assert (form["referencia"].value(), form["area_m2"].value()) == ("Frente al mercado", "1840")
    assert EspacioPublico.objects.count() == 0


@pytest.mark.parametrize(
    ("escrita", "guardada"),
    [
        ("1840", "1840.00"),
        ("1 840", "1840.00"),
        ("1,840", "1840.00"),
        ("1840,5", "1840.50"),
        ("1,840.50", "1840.50"),
        ("1840 m²", "1840.00"),
        ("", "None"),
    ],
)
def test_area_is_read_as_people_write_it(client, lugar, coordinadora, escrita, guardada):
    assert enviar(client, lugar, area_m2=escrita).status_code == 302
    assert str(EspacioPublico.objects.get().area_m2) == guardada


BASURA = ["\x00", "\u200b\u200f", "🌳" * 400, "x" * 5000, "<script>alert(1)</script>", "=1+1", "NaN", "-1"]
BASURA += ["Infinity", "1e999", "9" * 400, "٣٤٥", "2026-02-30", "{{ 7*7 }}", "'; DROP TABLE--", "\ud800"]


@pytest.mark.lenta
@pytest.mark.parametrize("basura", BASURA)
@pytest.mark.parametrize(
    "campo",
    ["nombre", "tipo", "factores", "direccion", "referencia", "ubicacion", "comisaria", "area_m2", "titular",
     "fecha_incorporacion", "clave_idempotencia", "confirmar", "fotos"],
)  # fmt: skip
def test_rubbish_in_any_field_is_answered(client, lugar, coordinadora, campo, basura):
    basura = basura.encode("utf-8", "replace").decode()
    respuesta = client.post(NUEVO, {**valores(lugar), campo: basura})
    assert respuesta.status_code in {302, 422}
    if respuesta.status_code == 302:
        pagina = client.get(respuesta["Location"])
        assert pagina.status_code == 200
        assert "<script>alert" not in pagina.content.decode()


# Warnings -----------------------------------------------------------------------------------------


def test_like_name_is_shown_before_saving_and_needs_the_tick(client, lugar, coordinadora):
    lugar.otro_espacio(nombre="Parque Señor de los Milagros")
    respuesta = enviar(client, lugar, nombre="Pq. Senor de los Milagros")
    form = respuesta.context["form"]
    assert set(errores(respuesta)) == {"nombre", "confirmar"}
    assert [(p.espacio.nombre, p.motivo) for p in form.parecidos] == [
        ("Parque Señor de los Milagros", "nombre parecido")
    ]
    huella = form.fields["confirmar"].widget.huella
    assert enviar(client, lugar, nombre="Pq. Senor de los Milagros", confirmar=huella).status_code == 302


def test_renaming_warns_only_of_what_it_was_not_like_before(client, lugar, coordinadora):
    lugar.otro_espacio(nombre="Parque Señor de los Milagros Norte")
    lugar.otro_espacio(nombre="Losa Túpac Amaru")
    espacio = lugar.otro_espacio(nombre="Parque Señor de los Milagros")
    url = reverse("espacios:espacio-editar", args=[espacio.codigo])
    largo = "Parque Señor de los Milagros del Asentamiento Humano Cruz de Motupe"
    assert client.post(url, {**valores(lugar, nombre=largo), "version": "1"}).status_code == 302
    otro = {**valores(lugar, nombre="Losa Tupac Amaru II"), "version": "2"}
    form = client.post(url, otro).context["form"]
    assert [p.espacio.nombre for p in form.parecidos] == ["Losa Túpac Amaru"]


def test_tick_holds_only_for_the_warnings_shown(client, lugar, coordinadora):
    lugar.otro_espacio(nombre="Parque Señor de los Milagros")
    huella = enviar(client, lugar).context["form"].fields["confirmar"].widget.huella
    lugar.otro_espacio(nombre="Plaza Señor de los Milagros")
    assert set(errores(enviar(client, lugar, confirmar=huella))) == {"nombre", "confirmar"}
    assert set(errores(enviar(client, lugar, confirmar="on"))) == {"nombre", "confirmar"}


def test_space_within_two_hundred_metres_is_shown(client, lugar, coordinadora):
    lugar.otro_espacio(nombre="Losa Túpac", latitud="-11.978000", longitud="-76.995000")
    cerca = enviar(client, lugar, ubicacion="-11.9790, -76.9960")
    assert [p.motivo for p in cerca.context["form"].parecidos] == ["a 156 m"]
    assert enviar(client, lugar, ubicacion="-11.9810, -76.9980").status_code == 302


def test_foreign_spaces_are_not_shown_as_like_ones(client, lugares, coordinadora):
    lugares.hermano.otro_espacio(nombre="Parque Señor de los Milagros", latitud="-11.978", longitud="-76.995")
    assert enviar(client, lugares.propio, ubicacion="-11.978, -76.995").status_code == 302


def test_point_outside_the_district_warns_and_can_be_kept(client, lugar, coordinadora, monkeypatch):
    monkeypatch.setattr(
        "espacios.forms.aviso_de_distrito", lambda punto, distrito: "Este punto está en Comas, a 6 km."
    )
    respuesta = enviar(client, lugar, ubicacion="-11.9391, -77.0512")
    assert errores(respuesta)["ubicacion"] == [
        "Este punto está en Comas, a 6 km. Revise el signo y el orden: primero la latitud."
    ]
    huella = respuesta.context["form"].fields["confirmar"].widget.huella
    assert enviar(client, lugar, ubicacion="-11.9391, -77.0512", confirmar=huella).status_code == 302


def test_like_spaces_come_while_typing(client, lugar, coordinadora):
    lugar.otro_espacio(nombre="Parque Señor de los Milagros")
    url = reverse("espacios:parecidos")
    pedido = {"distrito_del_espacio": "150132", "nombre": "senor de los milagros", "ubicacion": "-12"}
    assert "Parque Señor de los Milagros" in client.get(url, pedido).content.decode()
    assert client.get(url, {**pedido, "nombre": "Otro"}).content.decode().strip() == ""
    assert client.get(url, {**pedido, "distrito_del_espacio": "080104"}).status_code == 404


@pytest.mark.parametrize(
    "escrito", ["-77.0428, -12.0464", "40.4, -3.7", "-12", "hola", "12.0464 77.0428", "x" * 501, "\x00"]
)
def test_coordinates_are_answered_while_typing_as_on_saving(client, lugar, coordinadora, escrito):
    """One source of words: what comes over the map is what the form will say, with the same way out."""
    dicho = client.get(reverse("espacios:punto", args=["150132"]), {"ubicacion": escrito})
    respuesta = enviar(client, lugar, ubicacion=escrito)
    al_guardar = errores(respuesta).get("ubicacion", []) if respuesta.status_code != 302 else []
    assert dicho.context["avisos"] == al_guardar
    propuesta = dicho.context["propuesta"]
    boton = f'value="{propuesta}" formnovalidate data-usar-punto="id_ubicacion"'
    assert [boton in r.content.decode() for r in (dicho, respuesta)] == [bool(propuesta)] * 2


def test_point_is_answered_as_it_is_read_with_its_warning(client, lugar, coordinadora, monkeypatch):
    url = reverse("espacios:punto", args=["150132"])
    monkeypatch.setattr("espacios.forms.aviso_de_distrito", lambda punto, distrito: "")
    pedido = {"ubicacion": "https://www.google.com/maps/@-12.05,-77.04,15z"}
    assert (
        client.get(url, pedido).content.decode().strip() == '<data value="-12.05, -77.04" data-leido></data>'
    )
    monkeypatch.setattr("espacios.forms.aviso_de_distrito", lambda punto, distrito: "Está en Comas.")
    dicho = client.get(url, pedido).context
    aviso = "Está en Comas. Revise el signo y el orden: primero la latitud."
    assert (dicho["avisos"], str(dicho["punto"])) == ([aviso], "-12.05, -77.04")
    assert client.get(url, {"ubicacion": ""}).content.decode().strip() == ""
    assert client.get(reverse("espacios:punto", args=["080104"]), pedido).status_code == 404


# Repeats and conflicts ----------------------------------------------------------------------------


def test_double_post_makes_one_row_and_one_set_of_photos(client, lugar, coordinadora):
    clave = str(uuid.uuid4())
    una = enviar(client, lugar, clave=clave, fotos=[imagen()])
    otra = enviar(client, lugar, clave=clave, fotos=[imagen()])
    assert una["Location"] == otra["Location"]
    assert (EspacioPublico.objects.count(), FotoEspacio.objects.count()) == (1, 1)


def test_stale_edit_keeps_everything_typed_and_shows_what_is_saved(client, lugar, coordinadora):
    espacio = lugar.otro_espacio(nombre="Parque original del barrio")
    url = reverse("espacios:espacio-editar", args=[espacio.codigo])
    assert enviar(client, lugar, url, nombre="Parque que guardó Ana", version="1").status_code == 302
    respuesta = enviar(client, lugar, url, nombre="Parque que escribió Rosa", version="1")
    assert respuesta.status_code == 409
    assert respuesta.context["form"]["nombre"].value() == "Parque que escribió Rosa"
    assert respuesta.context["diferencias"] == [("Nombre del espacio", "Parque que guardó Ana")]
    assert respuesta.context["version"] == 2
    assert enviar(client, lugar, url, nombre="Parque que escribió Rosa", version="2").status_code == 302
    espacio.refresh_from_db()
    assert espacio.nombre == "Parque que escribió Rosa"


@pytest.mark.parametrize("version", ["", "abc", "-1", "99999999999999999999", "1 OR 1=1", "٣"])
def test_unreadable_version_never_wins(client, lugar, coordinadora, version):
    espacio = lugar.otro_espacio(version=3)
    url = reverse("espacios:espacio-editar", args=[espacio.codigo])
    assert enviar(client, lugar, url, version=version).status_code == 409 or version == "٣"
    espacio.refresh_from_db()
    assert espacio.version in {3, 4}


def test_edit_form_opens_with_what_is_saved_and_saves_it_back_unchanged(client, lugar, coordinadora):
    enviar(client, lugar, ubicacion="-11.978, -76.995")
    espacio = EspacioPublico.objects.get()
    url = reverse("espacios:espacio-editar", args=[espacio.codigo])
    form = client.get(url).context["form"]
    assert (form["ubicacion"].value(), form["area_m2"].value()) == ("-11.978, -76.995", Decimal(1840))
    antes = EspacioPublico.objects.values().get()
    assert enviar(client, lugar, url, ubicacion=form["ubicacion"].value(), version="1").status_code == 302
    despues = EspacioPublico.objects.values().get()
    assert {c for c in antes if antes[c] != despues[c]} == {"version", "actualizado"}


def test_inactive_options_stay_for_the_space_that_has_them(client, lugar, coordinadora):
    viejo = TipoEspacioFactory(slug="viejo", nombre="Tipo viejo", activo=False)
    espacio = lugar.otro_espacio(tipo=viejo)
    lugar.comisaria.activo = False
    lugar.comisaria.save()
    url = reverse("espacios:espacio-editar", args=[espacio.codigo])
    assert enviar(client, lugar, url, tipo=viejo.slug, version="1").status_code == 302
    assert set(errores(enviar(client, lugar, tipo=viejo.slug))) == {"tipo", "comisaria"}


def test_retired_space_is_not_edited(client, lugar, coordinadora):
    espacio = lugar.otro_espacio(estado="retirado")
    url = reverse("espacios:espacio-editar", args=[espacio.codigo])
    assert "Este espacio está retirado" in str(errores(enviar(client, lugar, url, version="1")))


def test_photos_of_a_refused_form_need_not_be_sent_again(client, lugar, coordinadora):
    respuesta = enviar(client, lugar, nombre="Pq. 4", fotos=[imagen(), imagen("blue")])
    boletos = respuesta.context["form"].fields["fotos"].recibidas
    assert "Ya llegaron 2 fotos" in respuesta.content.decode()
    assert enviar(client, lugar, fotos_recibidas=boletos).status_code == 302
    assert EspacioPublico.objects.get().fotos.count() == 2


def test_swapped_point_is_put_right_with_a_button_and_nothing_is_lost(client, lugar, coordinadora):
    respuesta = enviar(client, lugar, ubicacion="-76.995, -11.978", fotos=[imagen()])
    assert 'name="usar_punto" value="-11.978, -76.995"' in respuesta.content.decode()
    boletos = respuesta.context["form"].fields["fotos"].recibidas
    escrito = {"ubicacion": "-76.995, -11.978", "referencia": "Frente al mercado", "fotos_recibidas": boletos}
    respuesta = enviar(client, lugar, **escrito, usar_punto="-11.978, -76.995")
    form = respuesta.context["form"]
    assert (respuesta.status_code, EspacioPublico.objects.count(), form.errors) == (422, 0, {})
    assert (form["ubicacion"].value(), form["referencia"].value()) == (
        "-11.978, -76.995",
        "Frente al mercado",
    )
    assert len(form.fields["fotos"].recibidas) == 1
    assert "Revíselo en el mapa y guarde." in respuesta.content.decode()
