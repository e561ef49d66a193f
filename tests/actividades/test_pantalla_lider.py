"""The leader's phone: one screen, bad input answered in words, nothing doubled, own committee only."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from actividades.enums import EstadoActividad
from actividades.models import Actividad, Evidencia, TipoActividad
from cuentas.roles import Rol
from tests.actividades.conftest import archivo, foto
from tests.apoyo import contar_consultas, entrar
from tests.fabricas.actividades import ActividadFactory, EvidenciaFactory
from tests.fabricas.comites import ComiteFactory
from tests.fabricas.cuentas import AsignacionFactory
from tests.fabricas.espacios import EspacioFactory

pytestmark = pytest.mark.django_db
ANOTAR = "/actividades/anotar/"


@pytest.fixture
def enviar(client, lider, lugares):
    """Sign the leader in and return a function that posts the form with changes."""
    entrar(client, lider)
    comite = lugares.propio.comite

    def _enviar(acepta: str = "text/html", **cambios: Any) -> Any:
        datos = {
            "clave_idempotencia": str(uuid.uuid4()),
            "comite": str(comite.pk),
            "tipo": "limpieza-o-faena",
            "fecha": timezone.localdate().isoformat(),
            "participantes": "18",
            **cambios,
        }
        return client.post(
            ANOTAR, {c: v for c, v in datos.items() if v is not None}, headers={"Accept": acepta}
        )

    return _enviar


def errores(respuesta: Any) -> dict[str, list[str]]:
    assert respuesta.status_code == 422
    return {campo: list(lista) for campo, lista in respuesta.context["form"].errors.items()}


def test_form_comes_with_committee_space_and_today_filled_in(client, lider, lugares):
    lugares.propio.espacio.nombre = "Parque Los Jazmines"
    lugares.propio.espacio.save()
    comite = lugares.propio.comite
    entrar(client, lider)
    respuesta = client.get(ANOTAR)
    form = respuesta.context["form"]
    assert form.el_comite == comite
    assert form["fecha"].value() == timezone.localdate()
    assert form.dia.startswith("Hoy, ")
    assert "Parque Los Jazmines" in respuesta.content.decode()
    assert [t.slug for t, _ in form.tipos["frecuentes"]] == [
        "limpieza-o-faena",
        "reunion",
        "siembra",
        "deporte",
        "pintado-o-mural",
    ]
    assert len(form.tipos["otros"]) == 7


def test_activity_with_photos_leads_to_its_receipt(client, enviar, lider):
    respuesta = enviar(fotos=[archivo(1), archivo(2), archivo(3)], resultado="Vino el camión")
    actividad = Actividad.objects.get()
    assert respuesta.url == reverse("actividades:recibo", args=[actividad.uuid])
    assert (actividad.autor, actividad.total_fotos, actividad.resultado) == (lider, 3, "Vino el camión")
    pagina = client.get(respuesta.url).content.decode()
    assert f"Recibido, {lider.get_short_name()}" in pagina
    assert "Llegó tu actividad con sus 3 fotos. Gracias a ti y a las 18 personas que fueron." in pagina
    assert actividad.recibo in pagina


def test_phone_gets_the_receipt_with_the_hash_of_every_photo(enviar):
    clave = str(uuid.uuid4())
    respuesta = enviar(
        "application/json, text/html", clave_idempotencia=clave, fotos=[archivo(1), archivo(2)]
    )
    assert respuesta.json() == {
        "actividad": clave,
        "recibo": reverse("actividades:recibo", args=[clave]),
        "fotos": sorted([foto(1).sha256, foto(2).sha256]),
        "difiere": False,
        "corregir": "",
    }


def test_receipt_without_photo_asks_for_one(client, enviar):
    pagina = client.get(enviar().url).content.decode()
    assert "Le falta una foto." in pagina
    assert reverse("actividades:agregar-fotos", args=[Actividad.objects.get().uuid]) in pagina


@pytest.mark.parametrize(
    ("campo", "valor", "motivo"),
    [
        ("participantes", "0", "Escribe un número desde 1."),
        ("participantes", "-3", "Escribe un número desde 1."),
        ("participantes", "5000", "Es mucho para una actividad: escribe hasta 4999."),
        ("participantes", "muchas", "Escribe solo un número, por ejemplo 18."),
        ("participantes", "9" * 400, "Es mucho para una actividad: escribe hasta 4999."),
        ("participantes", None, "Escribe cuántas personas fueron."),
        ("tipo", None, "Elige qué hicieron."),
        ("tipo", "baile", "Elige una de las opciones."),
        ("tipo", "\x00", "Elige qué hicieron."),
        ("fecha", "", "Elige el día."),
        ("fecha", "2026-02-31", "Ese día no existe: revisa la fecha."),
        ("fecha", "2014-12-31", "Se registran actividades desde el 01/01/2015."),
        ("comite", None, "Elige con qué comité fue."),
        ("comite", "987654", "Elige un comité de la lista."),
        ("comite", "x", "Elige un comité de la lista."),
        (
            "resultado",
            "x" * 2001,
            "Es muy largo: entran hasta 2000 letras.",
        ),
    ],
)
def test_bad_value_is_answered_beside_its_question(enviar, campo, valor, motivo):
    assert errores(enviar(**{campo: valor})) == {campo: [motivo]}
    assert Actividad.objects.count() == 0


def test_phone_whose_clock_is_a_year_ahead_is_answered_in_words(enviar):
    hoy = timezone.localdate()
    respuesta = enviar(fecha=(hoy + timedelta(days=365)).isoformat())
    assert errores(respuesta) == {"fecha": [f"Ese día todavía no llega: hoy es {hoy:%d/%m/%Y}."]}


def test_error_keeps_what_was_typed(enviar):
    respuesta = enviar(participantes="0", tipo="feria", resultado="Vino <el> camión", fecha="2024-05-04")
    pagina = respuesta.content.decode()
    form = respuesta.context["form"]
    assert form.otro_elegido
    assert form.dia == "Sábado 4 de mayo de 2024"
    assert [t.slug for t, elegido in form.tipos["otros"] if elegido] == ["feria"]
    assert "Vino &lt;el&gt; camión" in pagina
    assert 'value="2024-05-04"' in pagina


def test_foreign_committee_is_refused_like_a_missing_one(enviar, lugares):
    ajeno, falta = enviar(comite=str(lugares.vecino.comite.pk)), enviar(comite="987654")
    assert errores(ajeno) == errores(falta) == {"comite": ["Elige un comité de la lista."]}
    assert Actividad.objects.count() == 0


def test_eleven_photos_are_refused(enviar):
    respuesta = enviar(fotos=[archivo(20 * n) for n in range(11)])
    assert errores(respuesta) == {"fotos": ["Llegaron 11 archivos y aquí caben 10 fotos."]}
    assert (Actividad.objects.count(), Evidencia.objects.count()) == (0, 0)


def test_what_is_not_a_photo_is_named_and_nothing_is_kept(enviar, archivos_guardados):
    falsa = SimpleUploadedFile("acta.jpg", b"%PDF-1.7 no es una foto", content_type="image/jpeg")
    respuesta = enviar("application/json", fotos=[archivo(1), falsa])
    assert errores(respuesta) == {"fotos": ["«acta.jpg»: no es una foto JPG, PNG o WebP."]}
    assert (Actividad.objects.count(), archivos_guardados()) == (0, [])


@pytest.mark.parametrize("cambios", [{"participantes": "0"}, {"participantes": "22"}])
def test_plain_form_that_comes_back_keeps_its_photos(enviar, cambios):
    if cambios["participantes"] == "22":
        enviar()  # so that the second one is asked about
    respuesta = enviar(fotos=[archivo(1), archivo(2)], **cambios)
    boletos = respuesta.context["form"].fields["fotos"].recibidas
    assert (respuesta.status_code, len(boletos)) == (409 if cambios["participantes"] == "22" else 422, 2)
    assert "Ya llegaron 2 fotos" in respuesta.content.decode()
    enviar(fotos_recibidas=boletos, parecida="otra")
    assert Actividad.objects.latest("pk").total_fotos == 2


def test_phone_that_keeps_its_photos_leaves_none_waiting(enviar, archivos_guardados):
    respuesta = enviar("application/json, text/html", participantes="0", fotos=[archivo(1)])
    assert respuesta.status_code == 422
    assert archivos_guardados() == []


def test_hundred_emoji_and_invisible_letters_are_kept_or_dropped_but_never_fail(enviar):
    enviar(resultado="🌳" * 100 + "\x00\u200b")
    assert Actividad.objects.get().resultado == "🌳" * 100


# Once --------------------------------------------------------------------------------------------


def test_repeated_post_answers_alike_and_writes_once(enviar):
    clave = str(uuid.uuid4())
    primera, segunda = enviar(clave_idempotencia=clave), enviar(clave_idempotencia=clave)
    assert (primera.status_code, segunda.status_code, primera.url) == (302, 302, segunda.url)
    assert Actividad.objects.count() == 1


def test_same_key_with_other_data_says_what_stands(client, enviar):
    clave = str(uuid.uuid4())
    enviar(clave_idempotencia=clave)
    respuesta = enviar(clave_idempotencia=clave, participantes="40")
    assert "ya había llegado con otros datos" in client.get(respuesta.url).content.decode()
    del_telefono = enviar(clave_idempotencia=clave, participantes="40", acepta="application/json").json()
    corregir = f"/actividades/{clave}/editar/"
    assert (del_telefono["difiere"], del_telefono["corregir"]) == (True, corregir)
    assert Actividad.objects.get().participantes == 18


def test_broken_key_counts_as_none(enviar):
    assert enviar(clave_idempotencia="x").status_code == 302
    assert Actividad.objects.count() == 1


# ¿Ya se registró? ---------------------------------------------------------------------------------


def test_same_place_day_and_type_is_asked_about(enviar):
    enviar(participantes="20", fotos=[archivo(1)])
    respuesta = enviar(participantes="22")
    assert respuesta.status_code == 409
    pagina = respuesta.content.decode()
    assert "¿Ya está anotada?" in pagina
    assert str(Actividad.objects.get().uuid) in pagina
    assert 'value="22"' in pagina


def test_similar_type_is_asked_about_too(enviar, lugares):
    """Under «mantenimiento» somebody else of the committee may have written down the same faena."""
    otra = ActividadFactory(
        comite=lugares.propio.comite, tipo=TipoActividad.objects.get(slug="mantenimiento"), titulo="Arreglo"
    )
    respuesta = enviar()
    assert [a.pk for a in respuesta.context["parecidas"]] == [otra.pk]
    assert "<b>Arreglo</b> (Mantenimiento)" in respuesta.content.decode()


def test_it_is_another_one(enviar):
    enviar()
    assert enviar(parecida="otra").status_code == 302
    assert Actividad.objects.count() == 2


def test_it_is_the_same_one_and_takes_the_photos(client, enviar):
    enviar(fotos=[archivo(1)])
    unica = Actividad.objects.get()
    respuesta = enviar(parecida=str(unica.uuid), fotos=[archivo(1), archivo(2)])
    assert respuesta.url == reverse("actividades:recibo", args=[unica.uuid])
    assert "Se sumó 1 foto a la actividad que ya estaba." in client.get(respuesta.url).content.decode()
    assert (Actividad.objects.count(), Evidencia.objects.count()) == (1, 2)


def test_it_is_the_planned_one_and_is_done_with_what_was_written(enviar, lugares):
    """Asked again after the answer was lost, it stays as it is."""
    tipo = TipoActividad.objects.get(slug="limpieza-o-faena")
    lugar = lugares.propio
    plan = ActividadFactory(
        comite=lugar.comite, espacio=lugar.espacio, tipo=tipo, estado="programada", participantes=None
    )
    pregunta = enviar()
    assert pregunta.status_code == 409
    assert "Es esta: ya la hicimos" in pregunta.content.decode()
    for _ in range(2):
        respuesta = enviar(parecida=str(plan.uuid), fotos=[archivo(1)])
        assert respuesta.url == reverse("actividades:recibo", args=[plan.uuid])
    hecha = Actividad.objects.get()
    assert (hecha.pk, hecha.estado, hecha.participantes, hecha.evidencias.count()) == (
        plan.pk,
        "realizada",
        18,
        1,
    )


def test_photos_never_reach_a_foreign_activity(enviar, lugares):
    ajena = ActividadFactory(comite=lugares.vecino.comite)
    assert enviar(parecida=str(ajena.uuid), fotos=[archivo(1)]).status_code == 404
    assert Evidencia.objects.count() == 0


@pytest.mark.parametrize("cambio", ["tipo", "fecha", "estado", "comite"])
def test_what_differs_is_not_asked_about(enviar, lugares, cambio):
    campos = {
        "comite": lugares.propio.comite,
        "tipo": TipoActividad.objects.get(slug="limpieza-o-faena"),
        "fecha": timezone.localdate(),
    }
    distinto = {
        "tipo": {"tipo": TipoActividad.objects.get(slug="siembra")},
        "fecha": {"fecha": timezone.localdate() - timedelta(days=1)},
        "estado": {"estado": EstadoActividad.CANCELADA},
        "comite": {"comite": lugares.vecino.comite},
    }[cambio]
    ActividadFactory(**{**campos, **distinto})
    assert enviar().status_code == 302


# Several committees, none, others ------------------------------------------------------------------


def test_leader_of_two_committees_chooses(client, lider, lugares, enviar):
    otro = ComiteFactory(espacio=EspacioFactory(municipalidad=lugares.lejano.municipalidad))
    AsignacionFactory(usuario=lider, rol=Rol.LIDER_COMITE, comite=otro, espacio=otro.espacio)
    assert client.get(ANOTAR).context["form"].el_comite is None
    assert errores(enviar(comite="")) == {"comite": ["Elige con qué comité fue."]}
    enviar(comite=str(otro.pk))
    assert Actividad.objects.get().espacio == otro.espacio


def test_leader_of_a_dissolved_committee_is_told_so(client, lider, lugares):
    lugares.propio.comite.disuelto = timezone.localdate()
    lugares.propio.comite.save()
    entrar(client, lider)
    assert client.get(ANOTAR).url == reverse("actividades:lider-inicio")
    pagina = client.get(reverse("actividades:lider-inicio")).content.decode()
    assert "Tu comité ya no está activo en el programa." in pagina
    assert ANOTAR not in pagina


def test_whoever_leads_no_committee_goes_to_the_list(client, coordinadora):
    entrar(client, coordinadora)
    for url in (ANOTAR, reverse("actividades:lider-inicio")):
        respuesta = client.get(url, follow=True)
        assert respuesta.redirect_chain[-1] == (reverse("actividades:lista"), 302)


def test_home_shows_what_is_owed_thanked_and_done_by_own_committees_only(client, lider, lugares):
    propio, ajeno = lugares.propio.comite, lugares.vecino.comite
    observada = ActividadFactory(
        comite=propio, estado=EstadoActividad.OBSERVADA, observacion="Falta una foto."
    )
    verificada = ActividadFactory(comite=propio, verificada=True)
    antigua = ActividadFactory(
        comite=propio, verificada=True, verificada_en=timezone.now() - timedelta(days=31)
    )
    for campos in ({"estado": EstadoActividad.OBSERVADA}, {"verificada": True}):
        ActividadFactory(comite=ajeno, **campos)
    entrar(client, lider)
    contexto = client.get(reverse("actividades:lider-inicio")).context
    assert list(contexto["por_responder"]) == [observada]
    assert list(contexto["agradecidas"]) == [verificada]
    assert set(contexto["ultimas"]) == {observada, verificada, antigua}


def test_home_and_form_take_the_same_queries_for_one_and_for_ten(client, lider, lugares):
    entrar(client, lider)
    inicio = reverse("actividades:lider-inicio")
    ActividadFactory(comite=lugares.propio.comite)
    una = (contar_consultas(client, inicio), contar_consultas(client, ANOTAR))
    ActividadFactory.create_batch(9, comite=lugares.propio.comite)
    assert (contar_consultas(client, inicio), contar_consultas(client, ANOTAR)) == una == (9, 4)


def test_receipt_and_page_of_one_and_ten_photos_take_the_same_queries(client, lider, lugares):
    actividad = EvidenciaFactory(actividad__comite=lugares.propio.comite).actividad
    entrar(client, lider)
    urls = [reverse("actividades:recibo", args=[actividad.uuid]), actividad.get_absolute_url()]
    una = [contar_consultas(client, url) for url in urls]
    EvidenciaFactory.create_batch(9, actividad=actividad)
    assert [contar_consultas(client, url) for url in urls] == una == [4, 6]
