"""Fills a database with the invented programme, or makes it grow from one scale to a larger one."""

from collections.abc import Iterable
from datetime import date
from io import StringIO
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction

from actividades.models import Actividad, Evidencia
from actividades.silencio import ultima_verificada
from capacitaciones.models import Asistencia, Constancia, Inscripcion, Sesion
from comites.disparadores import MANTENIDOS, recalcular_mantenidos
from comites.models import Comite, GrupoWhatsApp, Integrante, Mandato
from comunes.busqueda.indices import asegurar_indice, compactar_indices, modelos_indexados, soltar_indice
from comunes.disparadores import Disparador, asegurar, soltar
from comunes.models import Evento
from cuentas.models import Asignacion, Usuario
from cuentas.roles import Rol
from espacios import disparadores as del_mapa
from espacios import lugares
from espacios.models import Diagnostico, EspacioPublico, FotoEspacio
from espacios.services.celdas import olvidar_celdas, recalcular_celdas
from medicion import filas_actividades, filas_charlas, filas_comites, filas_espacios
from medicion.nombres import APELLIDO_RARO
from medicion.programa import ESPACIOS, Programa
from medicion.volcado import sin_vigilancia
from monitoreo.disparadores import disparadores
from monitoreo.models import Conteo, ConteoDeCharlas
from monitoreo.services import recalcular_conteos
from personas.models import Persona

REGION = "07"
# The region with a third of the programme: where a search with few answers already fills its page at 100×.
MAYOR = "1501"
NACIONAL, REGIONAL, MUNICIPAL = "nacional@medicion.pe", "region@medicion.pe", "municipal@medicion.pe"
DE_LA_MAYOR, LIDER = "region-mayor@medicion.pe", "lider@medicion.pe"
FACILITADORA = "facilitacion@medicion.pe"
AUTORA, VERIFICADORA = "autora@medicion.pe", "verificadora@medicion.pe"
SIN_CLAVE = make_password(None)
MODELOS: tuple[Any, ...] = (
    EspacioPublico, EspacioPublico.factores.through, FotoEspacio, Diagnostico, Comite, Mandato, Persona,
    Integrante, GrupoWhatsApp, Actividad, Evidencia, Sesion, Inscripcion, Asistencia, Constancia, Evento,
)  # fmt: skip


def preparar(hoy: date) -> None:
    """Load the territory and the accounts that the generator's rows and the measurements need."""
    call_command("cargar_territorio", verbosity=0, stdout=StringIO())
    for correo in (NACIONAL, REGIONAL, DE_LA_MAYOR, MUNICIPAL, AUTORA, VERIFICADORA, FACILITADORA):
        usuario, nuevo = Usuario.objects.get_or_create(
            identificador=correo,
            defaults={
                "email": correo,
                "nombres": correo.split("@")[0].title(),
                "password": make_password(None),
            },
        )
        if nuevo:
            Asignacion.objects.create(usuario=usuario, **_asignacion(correo))


def _asignacion(correo: str) -> dict[str, Any]:
    if correo in (REGIONAL, DE_LA_MAYOR):
        region = REGION if correo == REGIONAL else MAYOR
        return {"rol": Rol.ESPECIALISTA_REGIONAL, "region_id": region}
    if correo == MUNICIPAL:
        return {"rol": Rol.COORDINADOR_MUNICIPAL, "municipalidad_id": "150132"}
    return {"rol": Rol.FACILITADOR if correo == FACILITADORA else Rol.RESPONSABLE_NACIONAL}


def poner_raras() -> None:
    """Give a rare surname to the first three persons of a region: the same ones at every scale."""
    for persona in Persona.objects.filter(distrito__region=REGION).order_by("pk")[:3]:
        if persona.apellido_paterno != APELLIDO_RARO:
            persona.apellido_paterno = APELLIDO_RARO
            persona.save()


def dar_comite_a_la_lider() -> None:
    """Let somebody of the first committee in force lead it with an account: the same at every scale."""
    lider, _nueva = Usuario.objects.get_or_create(
        identificador=LIDER, defaults={"nombres": "Lider", "password": make_password(None)}
    )
    comite = Comite.objects.activos().order_by("espacio_id")[0]
    Asignacion.objects.get_or_create(usuario=lider, rol=Rol.LIDER_COMITE, comite=comite)
    Persona.objects.filter(pk=comite.integrantes.order_by("pk")[0].persona_id).update(usuario=lider)


def escala_actual() -> int:
    """Return how many times the programme the database holds already."""
    return EspacioPublico.objects.count() // ESPACIOS


def tamano() -> str:
    """Return what the database holds, in words."""
    partes = (
        (EspacioPublico, "espacios"),
        (Integrante, "integrantes"),
        (Actividad, "actividades"),
        (Asistencia, "asistencias"),
    )
    return ", ".join(f"{modelo.objects.count()} {nombre}" for modelo, nombre in partes)


def crecer(hoy: date, *, desde: int, hasta: int) -> None:
    """Add the rows between two scales (times the programme) and bring what derives from them up to date."""
    if hasta <= desde:
        # A kept database may be of another day, or have been migrated.
        if recalcular_celdas(actor=None) + recalcular_conteos(actor=None):
            _ordenar_tablas()
        return
    programa = Programa(hoy)
    personas = {u.identificador: u.pk for u in Usuario.objects.all()}
    autora, verificadora = personas[AUTORA], personas[VERIFICADORA]
    for modelo in modelos_indexados():
        soltar_indice(modelo)
    soltar(derivados())
    with sin_vigilancia(), transaction.atomic():
        espacios = list(programa.espacios(desde * ESPACIOS, hasta * ESPACIOS))
        filas_espacios.escribir(programa, espacios, autora, verificadora)
        filas_comites.escribir(programa, espacios)
        filas_actividades.escribir(programa, desde, hasta, autora, verificadora)
        filas_charlas.escribir(programa, desde, hasta, (personas[FACILITADORA], autora))
        _ajustar_claves(MODELOS)
    _poner_al_dia(desde * ESPACIOS)


def derivados() -> list[Disparador]:
    """Return the triggers that a bulk load does without."""
    return [*disparadores(), *MANTENIDOS, *del_mapa.disparadores(), *lugares.disparadores()]


def _ajustar_claves(modelos: Iterable[Any]) -> None:
    with connection.cursor() as cursor:
        for orden in connection.ops.sequence_reset_sql(no_style(), list(modelos)):
            cursor.execute(orden)


def _poner_al_dia(primero: int) -> None:
    """Write what services keep beside the rows, index their texts, let the engine count its tables."""
    _ordenar_tablas()  # what follows joins the new rows: without statistics that takes hours
    for modelo in modelos_indexados():
        asegurar_indice(modelo)
    olvidar_celdas(actor=None)
    asegurar(derivados())
    Conteo.objects.all().delete()
    ConteoDeCharlas.objects.all().delete()
    recalcular_conteos(actor=None)
    recalcular_mantenidos()
    lugares.recalcular_lugares()
    EspacioPublico.objects.filter(pk__gt=primero).update(ultima_actividad=ultima_verificada())
    recalcular_celdas(actor=None)
    _ordenar_tablas()


def _ordenar_tablas() -> None:
    """Let the engine order its indexes and count its tables, as `recalcular_conteos` does every night."""
    compactar_indices()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
