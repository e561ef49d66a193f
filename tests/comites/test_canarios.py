"""Canaries: personal data planted in a committee, looked for in every screen that each role can open.

What a role may read is in `ESPERADO`; everything else must be nowhere: not in pages, not in the
admin, not in autocompletes, not in the history, not in the log.
"""

import logging
from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from capacitaciones.models import Constancia, Sesion
from comites.enums import ClaseDocumento
from comites.models import Cargo
from comites.services import convocar_asamblea, emitir_documento
from comunes.models import Evento
from cuentas.roles import Rol
from tests.apoyo import entrar
from tests.contratos.lugares import hacer_lugares
from tests.fabricas.capacitaciones import ConstanciaFactory, InscripcionFactory, SesionFactory
from tests.fabricas.comites import GrupoFactory, IntegranteFactory, MandatoFactory
from tests.fabricas.personas import PersonaFactory
from tests.pdf import leer

pytestmark = [pytest.mark.django_db, pytest.mark.lenta]
LIDERESA = {
    "nombre": "Zoraida Quispicondor",
    "documento": "48151623",
    "celular": "942108153",
    "correo": "zoraida.canario@ejemplo.pe",
    "nacimiento": "14/07/1979",
}
VECINO = {
    "nombre": "Wenceslao Chuquihuanca",
    "documento": "47062915",
    "celular": "931457268",
    "correo": "wenceslao.canario@ejemplo.pe",
    "nacimiento": "23/02/1984",
}
GRUPO, RESPALDO = "953186420", "964297531"
ENLACE = "ZzCanarioDelGrupo99"
EN_ADMIN = ("comites_comite", "comites_grupowhatsapp", "personas_persona", "personas_consentimiento")
DE_COMITE = ("comites:comite-historia", "comites:comite-renovar", "comites:grupo-editar")
DE_PERSONA = ("persona-detalle", "persona-editar", "persona-revelar", "buscar-para-unir", "consentir")
DE_NOMBRES = ("personas:lista", "admin:personas_persona_changelist", "admin:cuentas_usuario_changelist")
N, D, C, B = "nombre", "documento", "celular", "nacimiento"
# What each role may read: of who leads, of the others, and of the group's administrator.
ESPERADO = {
    Rol.ADMINISTRADOR_TECNICO: (set(), set(), False),
    Rol.RESPONSABLE_NACIONAL: ({N}, {N}, False),
    Rol.ESPECIALISTA_REGIONAL: ({N, D, C, B}, {N, D, C, B}, True),
    Rol.COORDINADOR_MUNICIPAL: ({N, C}, {N, C}, True),
    Rol.PROMOTOR_OPC: ({N, C}, set(), True),
    Rol.LIDER_COMITE: ({N, C}, {N, C}, True),
    Rol.FACILITADOR: (set(), set(), False),
    Rol.ALIADO: (set(), set(), False),
    Rol.OFICIAL_DATOS: ({N}, {N}, False),
    Rol.AUDITOR: ({N}, {N}, False),
}


def persona(datos):
    dia, mes, anio = map(int, datos["nacimiento"].split("/"))
    nombres, apellido = datos["nombre"].split()
    return PersonaFactory(
        nombres=nombres,
        apellido_paterno=apellido,
        apellido_materno="",
        numero_documento=datos["documento"],
        celular=f"+51{datos['celular']}",
        correo=datos["correo"],
        fecha_nacimiento=date(anio, mes, dia),
    )


@pytest.fixture
def lugares():
    return hacer_lugares()


@pytest.fixture
def lugar(lugares):
    lugar = lugares.propio
    MandatoFactory(comite=lugar.comite)
    presidencia = Cargo.objects.get(slug="presidencia")
    IntegranteFactory(comite=lugar.comite, persona=persona(LIDERESA), cargo=presidencia, cargo_unico=True)
    IntegranteFactory(comite=lugar.comite, persona=persona(VECINO))
    GrupoFactory(
        comite=lugar.comite,
        celular_administrador=f"+51{GRUPO}",
        celular_respaldo=f"+51{RESPALDO}",
        enlace=f"https://chat.whatsapp.com/{ENLACE}",
    )
    _emitir_papeles(lugar)
    _dar_charla(lugar)
    return lugar


def _dar_charla(lugar):
    """Give a talk of that municipality to which both of them came, with a certificate for each."""
    municipalidad = lugar.espacio.municipalidad
    sesion = SesionFactory(cerrada=True, municipalidad=municipalidad, region=lugar.espacio.region)
    for persona in (i.persona for i in lugar.comite.integrantes.all()):
        inscripcion = InscripcionFactory(
            sesion=sesion,
            persona=persona,
            nombres=persona.nombres,
            apellidos=persona.apellido_paterno,
            numero_documento=persona.numero_documento,
            celular=persona.celular,
            correo=persona.correo,
        )
        ConstanciaFactory(asistencia__sesion=sesion, asistencia__inscripcion=inscripcion)


def _emitir_papeles(lugar):
    """Issue one paper of each kind that carries names."""
    actor, comite = lugar.usuario(Rol.COORDINADOR_MUNICIPAL), lugar.comite
    dia = timezone.localdate() + timedelta(days=6)
    asamblea = convocar_asamblea(
        actor=actor, comite=comite, motivo="ordinaria", fecha=dia, hora=time(16), lugar="Losa", agenda="Uno"
    )
    for clase in (ClaseDocumento.PADRON, ClaseDocumento.ACTA_CONSTITUCION):
        emitir_documento(actor=actor, comite=comite, clase=clase)
    emitir_documento(actor=actor, comite=comite, clase=ClaseDocumento.LISTA_ASISTENCIA, asamblea=asamblea)


def direcciones(lugar):
    comite, espacio = lugar.comite, lugar.espacio
    integrantes = list(comite.integrantes.all())
    return [
        reverse("comites:lista"),
        *(reverse(f"comites:{n}") for n in ("cargos", "grupos", "grupos-cobertura", "difusiones")),
        comite.get_absolute_url(),
        *(
            reverse(f"comites:{n}", args=[comite.pk])
            for n in (
                "comite-historia",
                "comite-renovar",
                "grupo",
                "grupo-editar",
                "comite-mensajes",
                "papeles",
                "convocar",
                "mio-detalle",
                "mio-agregar",
            )
        ),
        *(reverse("comites:integrante-editar", args=[i.pk]) for i in integrantes),
        *(reverse("comites:integrante-retirar", args=[i.pk]) for i in integrantes),
        *(reverse(f"personas:{n}", args=[i.persona_id]) for i in integrantes for n in DE_PERSONA),
        *(reverse(f"personas:{n}") for n in ("lista", "pedidos", "accesos", "buscar", "duplicados")),
        reverse("personas:unir", args=sorted(i.persona_id for i in integrantes)[:2]),
        espacio.get_absolute_url(),
        *de_las_charlas(),
        *(reverse(f"admin:{modelo}_changelist") for modelo in EN_ADMIN),
        reverse("admin:comites_comite_change", args=[comite.pk]),
        reverse("admin:comites_grupowhatsapp_change", args=[comite.grupos.get().pk]),
        *(reverse("admin:personas_persona_change", args=[i.persona_id]) for i in integrantes),
        f"{reverse('admin:autocomplete')}?app_label=comites&model_name=integrante&field_name=persona&term=Zoraida",
    ]


def de_las_charlas():
    """Return the pages of the talk and of what was handed out at it, the public ones too."""
    sesion, constancias = Sesion.objects.get(), list(Constancia.objects.all())
    de_sesion = ("sesion", "participantes", "asistencia", "agregar", "editar", "cerrar")
    return [
        *(reverse(f"capacitaciones:{n}", args=[sesion.uuid]) for n in de_sesion),
        reverse("charlas:charla", args=[sesion.uuid]),
        *(reverse(f"capacitaciones:{n}", args=[c.pk]) for c in constancias for n in ("revocar", "reemitir")),
        *(reverse("constancias:verificar", args=[c.codigo]) for c in constancias),
        reverse("admin:capacitaciones_sesion_changelist"),
    ]


def de_las_busquedas(client):
    """Return the lists of persons searched by name and by document, in the product and in the admin."""
    busquedas = [
        (url, q) for url in DE_NOMBRES for q in ("Zoraida", LIDERESA["documento"], VECINO["documento"])
    ]
    return [client.post(reverse(url), {"q": q}, follow=True).content.decode() for url, q in busquedas]


def de_los_archivos(client):
    """Return the files that lists give; the one with personal data has its own tests."""
    for nombre in ("comites:exportar", "comites:envios-exportar", "capacitaciones:exportar"):
        respuesta = client.post(reverse(nombre), {"formato": "csv"})
        yield respuesta.getvalue().decode() if respuesta.streaming else ""


def de_los_papeles(client, comite):
    """Yield the text of each paper in PDF, for the roles that may open it, and its public check."""
    for documento in comite.documentos.all():
        respuesta = client.get(documento.get_absolute_url())
        if respuesta.get("Content-Type") == "application/pdf":
            yield leer(respuesta.content)[1]
        yield client.get(reverse("documentos:verificar", args=[documento.codigo])).content.decode()
    de_charla = client.post(reverse("constancias:de-charla", args=[Sesion.objects.get().uuid]))
    if de_charla.get("Content-Type") == "application/pdf":
        yield leer(de_charla.content)[1]


def todo_lo_visible(client, lugar):
    """Return the text of every page that opens, with spaces of every kind removed from the figures."""
    textos = [client.get(url).content.decode() for url in direcciones(lugar)]
    textos += [*de_las_busquedas(client), *de_los_archivos(client), *de_los_papeles(client, lugar.comite)]
    return "\n".join(t for t in textos).replace("\N{NO-BREAK SPACE}", "").replace("&nbsp;", "")


def halladas(texto, datos):
    """Return which of the planted data can be read in `texto`."""
    anio_primero = "-".join(reversed(datos["nacimiento"].split("/")))
    formas = {
        "nombre": [datos["nombre"], datos["nombre"].split()[1]],
        "documento": [datos["documento"]],
        "celular": [datos["celular"]],
        "correo": [datos["correo"]],
        "nacimiento": [datos["nacimiento"], anio_primero],
    }
    return {clase for clase, textos in formas.items() if any(t in texto for t in textos)}


@pytest.mark.parametrize("rol", list(Rol))
def test_each_role_reads_its_own_level_and_nothing_else(client, lugar, rol):
    entrar(client, lugar.usuario(rol))
    texto = todo_lo_visible(client, lugar)
    for datos in (LIDERESA, VECINO):  # what somebody typed into the search box is theirs
        texto = texto.replace(f'value="{datos["documento"]}"', "").replace(f"«{datos['documento']}»", "")
    lideresa, vecino, grupo = ESPERADO[rol]
    assert (halladas(texto, LIDERESA), halladas(texto, VECINO)) == (lideresa, vecino)
    assert (GRUPO in texto, RESPALDO in texto, ENLACE in texto) == (grupo, grupo, False)


def test_facilitator_reads_the_names_of_the_own_talk_and_nothing_else(client, lugar):
    facilitadora = lugar.usuario(Rol.FACILITADOR)
    Sesion.objects.update(facilitador=facilitadora)
    entrar(client, facilitadora)
    texto = todo_lo_visible(client, lugar)
    for datos in (LIDERESA, VECINO):
        texto = texto.replace(f'value="{datos["documento"]}"', "").replace(f"«{datos['documento']}»", "")
    assert (halladas(texto, LIDERESA), halladas(texto, VECINO)) == ({N}, {N})


@pytest.mark.parametrize("rol", [Rol.ESPECIALISTA_REGIONAL, Rol.COORDINADOR_MUNICIPAL, Rol.LIDER_COMITE])
def test_role_over_another_place_reads_nothing(client, lugares, lugar, rol):
    entrar(client, lugares.lejano.usuario(rol))
    texto = todo_lo_visible(client, lugar)
    for datos in (LIDERESA, VECINO):
        texto = texto.replace(f'value="{datos["documento"]}"', "").replace(f"«{datos['documento']}»", "")
    assert (halladas(texto, LIDERESA), halladas(texto, VECINO)) == (set(), set())
    assert [canario for canario in (GRUPO, RESPALDO, ENLACE) if canario in texto] == []


def test_anonymous_reads_nothing(client, lugar):
    texto = todo_lo_visible(client, lugar)
    assert (halladas(texto, LIDERESA), halladas(texto, VECINO)) == (set(), set())


@pytest.mark.parametrize("rol", [Rol.ESPECIALISTA_REGIONAL, Rol.COORDINADOR_MUNICIPAL, Rol.LIDER_COMITE])
def test_looking_up_somebody_of_another_place_reveals_nothing(client, lugares, lugar, rol):
    """Document and name are what was typed; the rest of the person must be nowhere in the answers."""
    comite = lugares.lejano.comite
    entrar(client, lugares.lejano.usuario(rol))
    documento = {"tipo_documento": "dni", "numero_documento": VECINO["documento"]}
    nombres, apellido = VECINO["nombre"].split()
    escrito = {"nombres": nombres, "apellido_paterno": apellido, "fecha_nacimiento": "1984-02-23"}
    otro = {"tipo_documento": "dni", "numero_documento": "40000009", "paso": "nueva", "revisar": "si"}
    respuestas = [
        client.post(reverse("personas:buscar"), documento),
        *(
            client.post(reverse(f"comites:{n}", args=[comite.pk]), datos, headers={"HX-Request": "true"})
            for n in ("integrante-nuevo", "mio-agregar")
            for datos in (documento | {"paso": "documento"}, otro | escrito)
        ),
        client.post(
            reverse("comites:comite-renovar", args=[comite.pk]),
            {"entrantes": "1", "buscar": "0"} | {f"entra_0_{c}": v for c, v in documento.items()},
        ),
    ]
    textos = "".join(r.content.decode() for r in respuestas).replace("1984-02-23", "")
    assert halladas(textos, VECINO) - {"documento", "nombre"} == set()
    assert halladas(respuestas[0].content.decode(), VECINO) - {"documento"} == set()
    assert lugar.comite.nombre not in textos


def test_nothing_personal_reaches_the_log_or_the_history(client, lugar, caplog):
    caplog.set_level(logging.DEBUG)
    entrar(client, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))
    url = reverse("comites:integrante-nuevo", args=[lugar.comite.pk])
    datos = {
        "paso": "nueva",
        "tipo_documento": "dni",
        "numero_documento": "49998877",
        "nombres": "Canaria",
        "apellido_paterno": "Inconfundible",
        "sexo": "mujer",
        "fecha_nacimiento": "1991-03-09",
        "celular": "977665544",
        "cargo": Cargo.objects.get(slug="vocal").pk,
        "desde": timezone.localdate(),
        "consiente_gestion": "on",
        "canal": "papel",
    }
    assert client.post(url, {**datos, "celular": "9776655"}).status_code == 422
    assert client.post(url, datos).status_code == 302
    client.post(reverse("comites:grupo-enlace", args=[lugar.comite.pk]))
    propios = [r for r in caplog.records if not r.name.startswith("django.db")]
    dicho = " ".join(r.getMessage() for r in propios) + str(list(Evento.objects.values()))
    assert [
        t
        for t in ("49998877", "Canaria", "Inconfundible", "977665544", "1991-03-09", ENLACE, RESPALDO)
        if t in dicho
    ] == []
