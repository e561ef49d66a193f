"""Twenty posts at once of one draft are one activity, with each photo once, on both databases."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from actividades.models import Actividad, Evidencia
from actividades.services import anotar_actividad, verificar_actividad
from comunes.models import Evento
from comunes.versiones import ConflictoDeEdicion
from cuentas.roles import Rol
from tests.actividades.conftest import foto
from tests.contratos.lugares import hacer_lugares
from tests.fabricas.actividades import ActividadFactory, TipoActividadFactory

pytestmark = pytest.mark.django_db(transaction=True)
VECES = 20


def a_la_vez(tarea: Any) -> list[Any]:
    """Run `tarea` in as many threads as `VECES`, all starting together; return what each answered."""
    salida = Barrier(VECES)

    def correr(_: int) -> Any:
        try:
            salida.wait()
            return tarea()
        finally:
            connection.close()

    with ThreadPoolExecutor(VECES) as hilos:
        return list(hilos.map(correr, range(VECES)))


def test_parallel_posts_of_one_draft_give_one_activity(archivos_guardados):
    lugar = hacer_lugares().propio
    lider, comite, tipo = lugar.usuario(Rol.LIDER_COMITE), lugar.comite, TipoActividadFactory()
    clave, fotos, hoy = uuid.uuid4(), [foto(1), foto(2)], timezone.localdate()

    def enviar() -> Any:
        return anotar_actividad(
            actor=lider,
            uuid=clave,
            espacio=comite.espacio,
            comite=comite,
            tipo=tipo,
            fecha=hoy,
            participantes=18,
            fotos=fotos,
        )

    recibos = a_la_vez(enviar)
    assert sum(r.nueva for r in recibos) == 1
    assert sum(r.agregadas for r in recibos) == 2
    assert {r.actividad.pk for r in recibos} == {Actividad.objects.get().pk}
    assert {r.fotos for r in recibos} == {frozenset(f.sha256 for f in fotos)}
    assert (Evidencia.objects.count(), Actividad.objects.get().total_fotos) == (2, 2)
    assert len(archivos_guardados()) == 6
    assert Evento.objects.filter(accion="actividad-anotada").count() == 1


def test_parallel_presses_verify_once():
    lugar = hacer_lugares().propio
    actividad = ActividadFactory(comite=lugar.comite, total_fotos=1)
    revisores = [lugar.usuario(Rol.COORDINADOR_MUNICIPAL) for _ in range(VECES)]

    def verificar() -> bool:
        try:
            verificar_actividad(actor=revisores.pop(), actividad=actividad, version=1)
        except ConflictoDeEdicion:
            return False
        return True

    assert sum(a_la_vez(verificar)) == 1
    assert Actividad.objects.get().version == 2
