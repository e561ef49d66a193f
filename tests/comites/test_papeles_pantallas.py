"""The contracts of the screens of papers, what each role opens, and the public check of a printed paper."""

import uuid

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from comites.enums import ClaseArchivo
from comites.enums import ClaseDocumento as C
from comites.huellas import huella_de
from comites.models import Asamblea, DocumentoEmitido, EjemplarFirmado, PaginaFirmada
from comites.services import anular_documento, emitir_documento
from comunes.models import Evento
from cuentas.enums import Permiso
from cuentas.roles import Rol
from tests.actividades.conftest import archivo
from tests.apoyo import contar_consultas, entrar
from tests.comites.apoyo import ESCANEO, salir
from tests.contratos import (
    ContratoAccion,
    ContratoDetalle,
    ContratoFormularioEdicion,
    ContratoFormularioNuevo,
    ContratoLista,
    ContratoPublico,
)
from tests.fabricas.comites import IntegranteFactory
from tests.fabricas.comites_papeles import AsambleaFactory, DocumentoFactory, EjemplarFactory, PaginaFactory
from tests.fabricas.cuentas import usuario_con_rol

pytestmark = pytest.mark.django_db
NADIE = 987654321


@pytest.fixture(autouse=True)
def _archivos(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def documento_de(lugar):
    documento = DocumentoFactory(comite=lugar.comite)
    DocumentoEmitido.objects.filter(pk=documento.pk).update(huella=huella_de(documento))
    return documento


class _DelComite:
    """Addresses that hang from a committee."""

    def fila(self, lugar):
        return lugar.comite

    def url_de(self, fila):
        return reverse(self.nombre_url, args=[fila.pk])

    def url_inexistente(self):
        return reverse(self.nombre_url, args=[NADIE])


class _DelDocumento:
    """Addresses that hang from a paper."""

    def fila(self, lugar):
        return documento_de(lugar)

    def url_de(self, fila):
        return reverse(self.nombre_url, args=[fila.codigo])

    def url_inexistente(self):
        return reverse(self.nombre_url, args=["x" * 22])

    def url(self, lugar):
        if not hasattr(lugar, "documento"):
            lugar.documento = documento_de(lugar)
        return self.url_de(lugar.documento)

    def ajenos(self, lejano):
        return {}


class TestPapeles(_DelComite, ContratoDetalle):
    nombre_url = "comites:papeles"
    permiso = Permiso.COMITE_VER


class TestConvocar(_DelComite, ContratoDetalle, ContratoFormularioNuevo):
    nombre_url = "comites:convocar"
    permiso = Permiso.PAPEL_LLEVAR
    modelo = Asamblea
    obligatorio = "lugar"

    def url(self, lugar):
        return self.url_de(lugar.comite)

    def datos(self, lugar):
        return {
            "motivo": "ordinaria",
            "fecha": timezone.localdate(),
            "hora": "16:00",
            "lugar": "Losa del parque",
            "agenda": "Un punto",
        }

    def ajenos(self, lejano):
        return {}


class TestEmitir(ContratoAccion):
    permiso = Permiso.PAPEL_LLEVAR
    modelo = DocumentoEmitido

    def fila(self, lugar):
        IntegranteFactory(comite=lugar.comite)
        return lugar.comite

    def url_de(self, fila):
        return reverse("comites:documento-emitir", args=[fila.pk, C.PADRON])

    def url_inexistente(self):
        return reverse("comites:documento-emitir", args=[NADIE, C.PADRON])


class TestPdf(_DelDocumento, ContratoDetalle):
    nombre_url = "comites:documento-pdf"
    permiso = Permiso.PERSONA_VER


class TestSubir(_DelDocumento, ContratoDetalle, ContratoFormularioNuevo):
    nombre_url = "comites:ejemplar-subir"
    permiso = Permiso.PAPEL_LLEVAR
    modelo = EjemplarFirmado
    obligatorio = "fotos"

    def datos(self, lugar):
        return {"pdf": SimpleUploadedFile("acta.pdf", ESCANEO, "application/pdf")}

    def test_missing_value_is_answered_with_what_was_typed(self, client, lugares):
        self.entra(client, self.rol_de_prueba(), lugares.propio)
        respuesta = client.post(self.url(lugares.propio), {})
        assert (respuesta.status_code, list(respuesta.context["form"].errors)) == (422, ["fotos"])
        assert EjemplarFirmado.objects.count() == 0


class TestAnular(_DelDocumento, ContratoDetalle, ContratoFormularioNuevo):
    nombre_url = "comites:documento-anular"
    permiso = Permiso.COMITE_EDITAR
    modelo = DocumentoEmitido
    obligatorio = "motivo"

    def datos(self, lugar):
        return {"motivo": "Se imprimió con otra fecha."}


class TestPorValidar(ContratoLista):
    url = "comites:por-validar"
    permiso = Permiso.ACTA_VALIDAR
    consultas = 3

    def fila(self, lugar):
        return EjemplarFactory(documento=DocumentoFactory(comite=lugar.comite))


class TestRevisar(ContratoFormularioEdicion):
    permiso = Permiso.ACTA_VALIDAR
    modelo = EjemplarFirmado
    obligatorio = "decision"

    def fila(self, lugar):
        if not hasattr(lugar, "ejemplar"):
            lugar.ejemplar = EjemplarFactory(documento=DocumentoFactory(comite=lugar.comite))
        return lugar.ejemplar

    def url_inexistente(self):
        return reverse("comites:ejemplar-revisar", args=[NADIE])

    def datos(self, lugar):
        return {"decision": "validar", "observacion": "", "version": 1}

    def ajenos(self, lejano):
        return {}


class TestArchivo(ContratoDetalle):
    permiso = Permiso.COMITE_EDITAR

    def fila(self, lugar):
        nombre = default_storage.save("firmados/x.pdf", ContentFile(ESCANEO))
        documento = DocumentoFactory(comite=lugar.comite)
        return PaginaFactory(ejemplar__documento=documento, archivo=nombre)

    def url_inexistente(self):
        return reverse("comites:pagina-firmada", args=[uuid.uuid4()])

    def test_pdf_is_only_ever_saved(self, client, lugares):
        pagina = self.fila(lugares.propio)
        self.entra(client, self.rol_de_prueba(), lugares.propio)
        respuesta = client.get(self.url_de(pagina))
        assert respuesta["Content-Disposition"].startswith("attachment;")
        assert respuesta["X-Content-Type-Options"] == "nosniff"
        assert respuesta["Content-Security-Policy"].startswith("sandbox")
        assert b"".join(respuesta.streaming_content) == ESCANEO


class TestVerificar(ContratoPublico):
    permiso = Permiso.COMITE_VER

    def fila(self, lugar):
        integrante = IntegranteFactory(comite=lugar.comite, persona__numero_documento="48151623")
        actor = lugar.usuario(self.rol_de_prueba())
        documento = emitir_documento(actor=actor, comite=lugar.comite, clase=C.PADRON)
        documento.integrante = integrante
        return documento

    def rol_de_prueba(self):
        return Rol.COORDINADOR_MUNICIPAL

    def url_de(self, fila):
        return reverse("documentos:verificar", args=[fila.codigo])

    def reservado(self, fila):
        persona = fila.integrante.persona
        autor = fila.emitido_por.get_full_name()
        return [persona.nombres, persona.apellido_paterno, "48151623", persona.celular[3:], autor]


def test_photo_of_a_signed_paper_is_kept_clean_and_shown(client, comite, coordinadora, padron):
    entrar(client, coordinadora)
    documento = emitir_documento(actor=coordinadora, comite=comite, clase=C.PADRON)
    url = reverse("comites:ejemplar-subir", args=[documento.codigo])
    assert client.post(url, {"fotos": [archivo(1), archivo(2)]}).status_code == 302
    paginas = list(PaginaFirmada.objects.all())
    assert [(p.orden, p.clase) for p in paginas] == [(1, ClaseArchivo.FOTO), (2, ClaseArchivo.FOTO)]
    respuesta = client.get(paginas[0].get_absolute_url())
    assert (respuesta["Content-Type"], respuesta["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert respuesta["Cache-Control"] == "private, no-store"
    assert Evento.objects.filter(accion="firmado-abierto", actor=coordinadora).count() == 1


# The public check ---------------------------------------------------------------------------------


def comprobar(client, documento):
    contexto = client.get(reverse("documentos:verificar", args=[documento.codigo])).context
    return contexto["vale"], contexto["intacto"], contexto["cambio"]


def test_check_follows_the_life_of_a_paper(client, comite, coordinadora, padron):
    documento = emitir_documento(actor=coordinadora, comite=comite, clase=C.PADRON)
    assert comprobar(client, documento) == (True, True, False)
    salir(coordinadora, padron[1])
    assert comprobar(client, documento) == (True, True, True)
    otro = emitir_documento(actor=coordinadora, comite=comite, clase=C.PADRON)
    assert (comprobar(client, documento)[0], comprobar(client, otro)[0]) == (False, True)
    anular_documento(actor=coordinadora, documento=otro, motivo="Se imprimió con otra fecha.")
    assert comprobar(client, otro)[0] is False


def test_check_notices_what_was_changed_behind_the_system(client, comite, coordinadora, padron):
    documento = emitir_documento(actor=coordinadora, comite=comite, clase=C.PADRON)
    DocumentoEmitido.objects.filter(pk=documento.pk).update(contenido={**documento.contenido, "quorum": 1})
    assert comprobar(client, documento)[1] is False


def test_code_that_nobody_issued_is_said_so(client):
    respuesta = client.get(reverse("documentos:verificar", args=["x" * 22]))
    assert respuesta.status_code == 404
    assert "Nadie emitió un documento con este código" in respuesta.content.decode()
    assert respuesta["X-Robots-Tag"] == "noindex"


# Together -----------------------------------------------------------------------------------------


def test_call_brings_out_its_two_papers_at_once(client, comite, coordinadora, padron):
    entrar(client, coordinadora)
    url = reverse("comites:convocar", args=[comite.pk])
    propuesto = client.get(url).context["form"].initial
    datos = {**propuesto, "hora": "16:00", "clave_idempotencia": str(uuid.uuid4())}
    assert client.post(url, datos).status_code == 302
    clases = set(DocumentoEmitido.objects.values_list("clase", flat=True))
    assert clases == {C.CONVOCATORIA.value, C.LISTA_ASISTENCIA.value}


def test_call_is_shared_as_a_message_without_names(client, comite, coordinadora, padron):
    asamblea = AsambleaFactory(comite=comite)
    entrar(client, coordinadora)
    visto = client.get(reverse("comites:papeles", args=[comite.pk])).content.decode()
    assert "https://wa.me/?text=Comit%C3%A9" in visto
    dicho = asamblea.texto_para_compartir()
    assert dicho.endswith("Agenda: Elección de la directiva; Otros. Tu asistencia y tu voto cuentan.")
    assert [i for i in padron if i.persona.apellido_paterno in dicho] == []


def test_paper_of_another_committees_assembly_is_not_found(client, comite, coordinadora, padron):
    entrar(client, coordinadora)
    url = reverse("comites:documento-emitir", args=[comite.pk, C.LISTA_ASISTENCIA])
    assert client.post(url, {"asamblea": AsambleaFactory().pk}).status_code == 404
    assert DocumentoEmitido.objects.count() == 0


def test_page_of_papers_costs_the_same_with_many(client, comite, coordinadora, padron):
    entrar(client, coordinadora)
    url = reverse("comites:papeles", args=[comite.pk])
    emitir_documento(actor=coordinadora, comite=comite, clase=C.PADRON)
    DocumentoFactory(comite=comite, clase=C.CONVOCATORIA, asamblea=AsambleaFactory(comite=comite))
    poco = contar_consultas(client, url)
    for hora in (17, 18, 19):
        asamblea = AsambleaFactory(comite=comite, hora=f"{hora}:00")
        DocumentoFactory(comite=comite, clase=C.LISTA_ASISTENCIA, asamblea=asamblea)
        DocumentoFactory(comite=comite, clase=C.ACTA_CONSTITUCION)
    assert (poco, contar_consultas(client, url)) == (7, 7)


def test_history_names_papers_and_no_people(comite, coordinadora, padron):
    emitir_documento(actor=coordinadora, comite=comite, clase=C.PADRON)
    evento = Evento.objects.get(accion="documento-emitido")
    assert evento.datos == {"documento": "PA-2026-0001"}


def test_leader_calls_the_assembly_and_uploads_but_issues_no_acta(client, comite, padron):
    lider = usuario_con_rol(Rol.LIDER_COMITE, comite)
    entrar(client, lider)
    emitidos = {
        clase: client.post(reverse("comites:documento-emitir", args=[comite.pk, clase])).status_code
        for clase in (C.PADRON, C.ACTA_CONSTITUCION)
    }
    assert emitidos == {C.PADRON: 302, C.ACTA_CONSTITUCION: 403}
    documento = DocumentoEmitido.objects.get()
    assert client.get(documento.get_absolute_url())["Content-Type"] == "application/pdf"
    assert "48151623" not in str(documento.contenido)
    pagina = client.get(reverse("comites:papeles", args=[comite.pk])).content.decode()
    anular = reverse("comites:documento-anular", args=[documento.codigo])
    subir = reverse("comites:ejemplar-subir", args=[documento.codigo])
    assert (subir in pagina, anular in pagina, client.get(anular).status_code) == (True, False, 403)
