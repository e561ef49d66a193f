"""Several people at once: codes never repeat, one post is one row, files follow their transaction."""

import threading
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from cuentas.roles import Rol
from espacios import services
from espacios.models import EspacioPublico
from tests.apoyo import entrar
from tests.contratos.lugares import hacer_lugares
from tests.fabricas.espacios import DiagnosticoFactory, FactorRiesgoFactory, TipoEspacioFactory

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
CUANTOS = 8


def a_la_vez(tarea, cuantos=CUANTOS):
    """Run `tarea(n)` in as many threads, released together, and return what each gave or raised."""
    salida, hechos = threading.Barrier(cuantos), [None] * cuantos

    def correr(n):
        try:
            salida.wait(timeout=20)
            hechos[n] = tarea(n)
        except Exception as error:
            hechos[n] = error
        finally:
            connection.close()

    hilos = [threading.Thread(target=correr, args=(n,)) for n in range(cuantos)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join(timeout=60)
    return hechos


def test_codes_of_one_district_follow_one_another():
    lugar = hacer_lugares().propio
    actor, tipo = lugar.usuario(Rol.COORDINADOR_MUNICIPAL), TipoEspacioFactory()

    def registrar(n):
        return services.registrar_espacio(
            actor=actor, distrito=lugar.municipalidad.distrito, nombre=f"Parque número {n}", tipo=tipo
        ).codigo

    assert sorted(a_la_vez(registrar)) == [f"NES-150132-{n:02d}" for n in range(1, CUANTOS + 1)]


def test_one_post_sent_many_times_at_once_makes_one_row():
    lugar = hacer_lugares().propio
    usuario = lugar.usuario(Rol.COORDINADOR_MUNICIPAL)
    datos = {
        "nombre": "Parque Señor de los Milagros",
        "tipo": TipoEspacioFactory().slug,
        "factores": [FactorRiesgoFactory().slug],
        "direccion": "Jirón Los Algarrobos",
        "clave_idempotencia": str(uuid.uuid4()),
    }

    clientes = [Client() for _ in range(CUANTOS)]
    for cliente in clientes:
        entrar(cliente, usuario)
    respuestas = a_la_vez(lambda n: clientes[n].post(reverse("espacios:espacio-nuevo"), datos))
    espacio = EspacioPublico.objects.get()
    assert {(r.status_code, r["Location"]) for r in respuestas} == {(302, espacio.get_absolute_url())}


def test_only_one_of_many_stale_edits_wins():
    lugar = hacer_lugares().propio
    actor, espacio = lugar.usuario(Rol.COORDINADOR_MUNICIPAL), lugar.espacio

    def editar(n):
        services.editar_espacio(actor=actor, espacio=espacio, version=1, nombre=f"Nombre {n}")
        return n

    hechos = a_la_vez(editar)
    [ganador] = [h for h in hechos if isinstance(h, int)]
    assert {type(h).__name__ for h in hechos if not isinstance(h, int)} == {"ConflictoDeEdicion"}
    espacio.refresh_from_db()
    assert (espacio.nombre, espacio.version) == (f"Nombre {ganador}", 2)


def test_answers_of_several_phones_at_once_all_count_once():
    lugar = hacer_lugares().propio
    actor, diagnostico = lugar.usuario(Rol.COORDINADOR_MUNICIPAL), DiagnosticoFactory(espacio=lugar.espacio)
    claves = [uuid.uuid4() for _ in range(CUANTOS // 2)]

    def anotar(n):
        services.anotar_respuestas(
            actor=actor, diagnostico=diagnostico, nuevas={claves[n % len(claves)]: "inseguro"}
        )

    assert a_la_vez(anotar) == [None] * CUANTOS
    diagnostico.refresh_from_db()
    assert diagnostico.inseguro == len(claves)
