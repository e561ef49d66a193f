"""The space page, its history, its photos and its buttons."""

import uuid
from io import BytesIO

import pytest
from django.db.models import Q
from django.template.loader import get_template
from django.urls import reverse
from PIL import Image

from comunes.archivos import archivos_o_nada
from comunes.fotos import guardar, procesar
from cuentas.enums import Permiso
from cuentas.roles import Rol
from espacios import bloques, evidencias, services
from espacios.enums import EstadoEspacio
from espacios.models import EspacioPublico, FotoEspacio
from tests.apoyo import contar_consultas, entrar
from tests.contratos import ContratoAccion, ContratoDetalle
from tests.fabricas.actividades import ActividadFactory, EvidenciaFactory
from tests.fabricas.comites import IntegranteFactory, MandatoFactory
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.espacios import FactorRiesgoFactory, FotoEspacioFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinadora(client, lugar):
    return entrar(client, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))


@pytest.fixture
def registros(monkeypatch):
    """Registries of their own, without what the other apps brought."""
    monkeypatch.setattr(bloques, "_registro", {z: [] for z in bloques.ZONAS})
    monkeypatch.setattr(evidencias, "_alertas", {})
    monkeypatch.setattr(evidencias, "_evidencias", dict(evidencias._evidencias))


def foto(color="red"):
    salida = BytesIO()
    Image.new("RGB", (30, 20), color).save(salida, "JPEG")
    return procesar(BytesIO(salida.getvalue()))


def falta_espacio(nombre, codigo="NES-150132-9999"):
    return reverse(f"espacios:{nombre}", args=[codigo])


class _DeEspacio(ContratoDetalle):
    permiso = Permiso.ESPACIO_VER
    nombre = "espacio-detalle"

    def fila(self, lugar):
        return lugar.espacio

    def url_de(self, fila):
        return reverse(f"espacios:{self.nombre}", args=[fila.codigo])

    def url_inexistente(self):
        return falta_espacio(self.nombre)


class TestFicha(_DeEspacio):
    pass


class TestHistorial(_DeEspacio):
    nombre = "espacio-historial"


class TestFotosDelEspacio(_DeEspacio):
    nombre = "espacio-fotos"


class TestArchivoDeFoto(ContratoDetalle):
    permiso = Permiso.ESPACIO_VER

    def fila(self, lugar):
        una = foto()
        with archivos_o_nada():
            nombre = guardar(una, "espacios")
        return FotoEspacioFactory(espacio=lugar.espacio, archivo=nombre)

    def url_de(self, fila):
        return reverse("espacios:foto", args=[fila.uuid, "mediana"])

    def url_inexistente(self):
        return reverse("espacios:foto", args=[uuid.uuid4(), "mediana"])


class TestAvanzar(ContratoAccion):
    permiso = Permiso.ESPACIO_EDITAR
    modelo = EspacioPublico

    def fila(self, lugar):
        lugar.espacio.factores.add(FactorRiesgoFactory())
        return lugar.espacio

    def datos(self, fila):
        return {"version": fila.version}

    def url_de(self, fila):
        return reverse("espacios:espacio-avanzar", args=[fila.codigo])

    def url_inexistente(self):
        return falta_espacio("espacio-avanzar")


def ver(client, espacio):
    respuesta = client.get(espacio.get_absolute_url())
    assert respuesta.status_code == 200
    return respuesta


def test_page_tells_state_place_and_carers(client, lugar, coordinadora):
    espacio = lugar.otro_espacio(
        nombre="Parque <b>Señor</b>", area_m2="1840", titular="Municipalidad de Lima", estado="recuperado"
    )
    espacio.factores.add(FactorRiesgoFactory())
    pagina = ver(client, espacio).content.decode()
    assert "Parque &lt;b&gt;Señor&lt;/b&gt;" in pagina
    assert "Parque de 1\N{NO-BREAK SPACE}840 m²" in pagina
    for texto in (
        "Recuperado",
        str(espacio.municipalidad),
        str(espacio.comisaria),
        "Municipalidad de Lima",
        "Robo o hurto",
    ):
        assert texto in pagina


def test_path_dates_come_from_the_history(client, lugar, coordinadora):
    espacio = lugar.espacio
    espacio.factores.add(FactorRiesgoFactory())
    services.avanzar_espacio(actor=coordinadora, espacio=espacio, version=1)
    pasos = ver(client, espacio).context["camino"]
    assert [(p.texto, p.estado) for p in pasos] == [
        ("Identificado", "hecho"),
        ("Priorizado", "actual"),
        ("En diagnóstico", "falta"),
        ("En recuperación", "falta"),
        ("Recuperado", "falta"),
        ("En sostenibilidad", "falta"),
    ]
    assert pasos[0].detalle == f"{espacio.fecha_incorporacion:%d/%m/%Y}"
    assert pasos[1].detalle.endswith(", aquí estamos")
    assert pasos[2].detalle == "Falta una prueba"


def test_path_of_a_retired_space_says_how_far_it_got(client, lugar, coordinadora):
    espacio = lugar.espacio
    services.retirar_espacio(
        actor=lugar.usuario(Rol.ESPECIALISTA_REGIONAL), espacio=espacio, motivo="Pasa a obra vial.", version=1
    )
    pasos = ver(client, espacio).context["camino"]
    assert [p.detalle.split(", ")[-1] for p in pasos if p.estado == "actual"] == ["hasta aquí llegó"]


def test_step_button_shows_only_when_everything_is_there(client, lugar, coordinadora):
    espacio = lugar.espacio
    boton = reverse("espacios:espacio-avanzar", args=[espacio.codigo])
    assert boton not in ver(client, espacio).content.decode()
    espacio.factores.add(FactorRiesgoFactory())
    assert boton in ver(client, espacio).content.decode()
    entrar(client, lugar.usuario(Rol.PROMOTOR_OPC))
    assert boton not in ver(client, espacio).content.decode()


def test_late_step_says_so_and_changes_nothing(client, lugar, coordinadora):
    espacio = lugar.otro_espacio(version=4)
    espacio.factores.add(FactorRiesgoFactory())
    url = reverse("espacios:espacio-avanzar", args=[espacio.codigo])
    respuesta = client.post(url, {"version": "3"}, follow=True)
    assert "Otra persona hizo cambios mientras tanto." in respuesta.content.decode()
    espacio.refresh_from_db()
    assert espacio.estado == "identificado"


def test_missing_proof_carries_its_link(client, lugar, coordinadora, registros):
    evidencias.registrar_evidencia(
        evidencias.Evidencia(
            "diagnostico-abierto", lambda: Q(pk__in=[]), lambda e: (f"/abrir/{e.codigo}", "Abrir")
        )
    )
    espacio = lugar.otro_espacio(estado="priorizado")
    [falta] = ver(client, espacio).context["siguiente"].faltas
    assert (falta.texto, falta.url, falta.accion) == (
        "Falta abrir el diagnóstico con un método de línea base.",
        f"/abrir/{espacio.codigo}",
        "Abrir",
    )


def test_alert_is_derived_and_clears_itself(client, lugar, coordinadora, registros):
    recuperado, otro = lugar.otro_espacio(estado="recuperado"), lugar.otro_espacio(estado="identificado")
    en_alarma = {recuperado.pk, otro.pk}
    evidencias.registrar_alerta(
        evidencias.MotivoDeAlerta("prueba", "El mandato del comité venció.", lambda: Q(pk__in=en_alarma))
    )
    assert [a.texto for a in ver(client, recuperado).context["alertas"]] == ["El mandato del comité venció."]
    assert ver(client, otro).context["alertas"] == []
    lista = client.get(reverse("espacios:lista"), {"estado": "en-alerta"})
    assert list(lista.context["object_list"]) == [recuperado]
    assert lista.context["chips"][1]["cuenta"] == "1"
    en_alarma.clear()
    assert ver(client, recuperado).context["alertas"] == []


def test_retired_space_is_shown_with_its_reason_and_without_buttons(client, lugar):
    espacio = lugar.otro_espacio(estado="en-recuperacion")
    nacional = entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    services.retirar_espacio(
        actor=nacional, espacio=espacio, version=1, motivo="El terreno pasó a ser privado."
    )
    respuesta = ver(client, espacio)
    pagina = respuesta.content.decode()
    assert "El terreno pasó a ser privado." in pagina
    assert reverse("espacios:espacio-editar", args=[espacio.codigo]) not in pagina
    assert reverse("espacios:espacio-reincorporar", args=[espacio.codigo]) in pagina
    assert [p.estado for p in respuesta.context["camino"]][:4] == ["hecho", "hecho", "hecho", "actual"]


def test_history_is_in_words(client, lugar, coordinadora):
    espacio = lugar.espacio
    services.editar_espacio(
        actor=coordinadora, espacio=espacio, version=1, nombre="Otro nombre", factores=[FactorRiesgoFactory()]
    )
    services.agregar_fotos(actor=coordinadora, espacio=espacio, fotos=[foto()])
    hechos = client.get(reverse("espacios:espacio-historial", args=[espacio.codigo])).context["hechos"]
    assert [h.titulo for h in hechos] == ["Se agregó una foto", "Se cambió: factores de riesgo, nombre"]


def test_growth_of_the_page(client, lugar, coordinadora, registros):
    espacio = lugar.espacio
    url = espacio.get_absolute_url()
    poco = contar_consultas(client, url)
    espacio.factores.add(FactorRiesgoFactory(), FactorRiesgoFactory(slug="otro", nombre="Otro"))
    services.agregar_fotos(
        actor=coordinadora, espacio=espacio, fotos=[foto(c) for c in ("red", "blue", "green")]
    )
    for n in range(3):
        services.editar_espacio(actor=coordinadora, espacio=espacio, version=n + 1, nombre=f"Nombre {n}")
    assert (poco, contar_consultas(client, url)) == (5, 5)


def test_growth_of_the_page_with_the_blocks_of_every_app(client, lugar, coordinadora):
    url = lugar.espacio.get_absolute_url()
    IntegranteFactory(comite=MandatoFactory(comite=lugar.comite).comite)
    EvidenciaFactory(actividad=ActividadFactory(comite=lugar.comite))
    poco = contar_consultas(client, url)
    for _ in range(3):
        IntegranteFactory(comite=lugar.comite)
        EvidenciaFactory(actividad=ActividadFactory(comite=lugar.comite))
    assert (poco, contar_consultas(client, url)) == (8, 8)


# Blocks -------------------------------------------------------------------------------------------


@pytest.fixture
def plantilla(monkeypatch, tmp_path, settings):
    (tmp_path / "bloque.html").write_text('<p id="{{ ancla }}">{{ espacio.codigo }}: {{ saludo }}</p>')
    motor = get_template("404.html").backend.engine
    monkeypatch.setattr(motor, "dirs", [*motor.dirs, tmp_path])
    for cargador in motor.template_loaders:
        getattr(cargador, "reset", lambda: None)()
    return "bloque.html"


def test_blocks_stand_in_order_and_in_the_section_menu(client, lugar, coordinadora, registros, plantilla):
    def uno(_request, _espacio):
        return plantilla, {"ancla": "uno", "titulo": "Uno", "saludo": "primero"}

    def nada(_request, _espacio):
        return None

    def dos(request, espacio):
        return plantilla, {"ancla": "dos", "titulo": "Dos", "saludo": f"{request.user.nombres}"}

    bloques.registrar_bloque(bloques.PRINCIPAL, 20, dos)
    bloques.registrar_bloque(bloques.PRINCIPAL, 10, uno)
    bloques.registrar_bloque(bloques.PRINCIPAL, 15, nada)
    bloques.registrar_bloque(bloques.PRINCIPAL, 10, uno)
    respuesta = ver(client, lugar.espacio)
    pagina = respuesta.content.decode()
    primero, segundo = f"{lugar.espacio.codigo}: primero", f"{lugar.espacio.codigo}: {coordinadora.nombres}"
    assert pagina.count(primero) == 1
    assert pagina.index(primero) < pagina.index(segundo)
    assert [a for a, _ in respuesta.context["secciones"]] == ["fotos", "vida", "uno", "dos", "cuidado"]


def test_unknown_zone_is_a_programming_error():
    with pytest.raises(ValueError, match="zone"):
        bloques.registrar_bloque("techo", 1, lambda _r, _e: None)


# Photos -------------------------------------------------------------------------------------------


def test_photo_is_served_in_its_sizes_and_no_other(client, lugar, coordinadora):
    [una] = services.agregar_fotos(actor=coordinadora, espacio=lugar.espacio, fotos=[foto()])
    respuesta = client.get(reverse("espacios:foto", args=[una.uuid, "miniatura"]))
    assert (respuesta.status_code, respuesta["Content-Type"]) == (200, "image/jpeg")
    assert respuesta["Cache-Control"] == "private, max-age=86400, immutable"
    assert client.get(f"/espacios/fotos/{una.uuid}/original").status_code == 404


def test_before_and_after_stand_side_by_side(client, lugar, coordinadora):
    for momento, color in (("antes", "black"), ("despues", "green"), ("general", "blue")):
        services.agregar_fotos(
            actor=coordinadora, espacio=lugar.espacio, fotos=[foto(color)], momento=momento
        )
    antes, despues = ver(client, lugar.espacio).context["antes_despues"]
    assert (antes.momento, despues.momento) == ("antes", "despues")


def subir(client, espacio, *archivos, **datos):
    url = reverse("espacios:fotos-agregar", args=[espacio.codigo])
    return client.post(
        url, {"momento": "antes", "clave_idempotencia": str(uuid.uuid4()), **datos, "fotos": list(archivos)}
    )


def archivo(nombre, color="red", formato="JPEG"):
    salida = BytesIO()
    Image.new("RGB", (30, 20), color).save(salida, formato)
    salida.seek(0)
    salida.name = nombre
    return salida


def test_photos_arrive_and_repeats_are_said(client, lugar, coordinadora):
    primera = subir(client, lugar.espacio, archivo("a.jpg"), archivo("b.png", "blue", "PNG"))
    assert primera.status_code == 302
    respuesta = client.get(subir(client, lugar.espacio, archivo("a.jpg"), archivo("c.jpg", "green")).url)
    assert "Se guardó una foto. Una ya estaba en este espacio." in respuesta.content.decode()
    assert lugar.espacio.fotos.count() == 3


def test_refused_photo_is_named_and_nothing_is_kept(client, lugar, coordinadora):
    malo = BytesIO(b"GIF89a" + bytes(40))
    malo.name = "gato.gif"
    respuesta = subir(client, lugar.espacio, archivo("a.jpg"), malo)
    assert respuesta.status_code == 422
    assert respuesta.context["form"].errors["fotos"] == ["«gato.gif»: no es una foto JPG, PNG o WebP."]
    assert FotoEspacio.objects.count() == 0


@pytest.mark.parametrize("estado", [e.value for e in EstadoEspacio])
def test_page_stands_in_every_state(client, lugar, coordinadora, estado):
    ver(client, lugar.otro_espacio(estado=estado))


def test_committee_says_its_state_beside_the_title(client, lugar, coordinadora):
    comite = MandatoFactory(comite=lugar.comite).comite
    chips = ver(client, comite.espacio).context["chips"]
    assert [texto for _, texto in chips] == ["Comité vigente"]
    assert ver(client, lugar.otro_espacio()).context["chips"] == []
