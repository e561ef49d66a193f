"""What committees know about a person, told to `personas` from `ready()`."""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from comites.models import GrupoWhatsApp, Integrante
from cuentas.enums import Permiso
from personas.olvido import registrar_impedimento, registrar_limpieza, registrar_participacion
from personas.referencias import Objecion, Referencia, registrar_referencia
from personas.secciones import Linea, Seccion, registrar_seccion


def registrar_en_personas() -> None:
    """Called once, from `ready()`."""
    registrar_seccion(
        Seccion(
            "comites",
            "Comités",
            "No integra ni integró ningún comité de su ámbito.",
            _membresias,
        )
    )
    registrar_referencia(Referencia("comites.Integrante", objetar=_dos_comites))
    registrar_impedimento(_sigue_en_un_comite)
    registrar_limpieza(_celular_en_sus_grupos)
    registrar_participacion(_participacion)


def _sigue_en_un_comite(persona: Any) -> str:
    sigue = Integrante.objects.que_siguen(timezone.localdate()).filter(persona=persona)
    integrante = sigue.select_related("comite").first()
    return f"Todavía integra el {integrante.comite.nombre}: registre antes su salida." if integrante else ""


def _celular_en_sus_grupos(persona: Any) -> None:
    """Take the phone out of the groups it administered or stood in for."""
    if not persona.celular:
        return
    for campo in ("celular_administrador", "celular_respaldo"):
        suyos = GrupoWhatsApp.objects.filter(**{campo: persona.celular})
        suyos.update(**{campo: ""}, version=F("version") + 1)


def _participacion(desde: date) -> tuple[Q, Q]:
    """Who sat in a committee after `desde` or sits in one, and who ever did."""
    membresias = Integrante.objects.filter(persona=OuterRef("pk"))
    return Q(Exists(membresias.que_siguen(desde))), Q(Exists(membresias))


def _dos_comites(conservada: Any, absorbida: Any) -> list[Objecion]:
    """In one committee twice today: refused. In two committees: possible, but somebody has to look."""
    activas = Integrante.objects.filter(hasta__isnull=True).select_related("comite")
    suyos = {i.comite_id: i.comite for i in activas.filter(persona=conservada)}
    otros = {i.comite_id: i.comite for i in activas.filter(persona=absorbida)}
    if comunes := suyos.keys() & otros.keys():
        nombre = suyos[min(comunes)].nombre
        return [Objecion(f"Las dos integran hoy el {nombre}. Registre antes la salida de una de ellas.")]
    if suyos and otros:
        nombres = " y el ".join(c.nombre for c in (*suyos.values(), *otros.values()))
        return [Objecion(f"Quedará en dos comités a la vez: el {nombres}.", definitiva=False)]
    return []


def _membresias(persona: Any, user: Any) -> list[Linea]:
    filas = Integrante.objects.filter(persona=persona).select_related("comite", "cargo")
    if user is not None:
        filas = filas.visible_to(user, Permiso.PERSONA_VER)
    enlaza = user is not None and user.tiene(Permiso.COMITE_VER)
    return [_linea(integrante, persona, enlaza) for integrante in filas.order_by("-desde", "-pk")]


def _linea(integrante: Integrante, persona: Any, enlaza: bool) -> Linea:
    hasta = f"{integrante.hasta:%d/%m/%Y}" if integrante.hasta else ""
    periodo = (
        f"Del {integrante.desde:%d/%m/%Y} al {hasta}" if hasta else f"Desde el {integrante.desde:%d/%m/%Y}"
    )
    salida = integrante.get_motivo_salida_display() if integrante.motivo_salida else ""
    return Linea(
        titulo=integrante.comite.nombre,
        detalle=". ".join(filter(None, [integrante.cargo.nombre_para(persona.sexo), periodo, salida])) + ".",
        url=integrante.comite.get_absolute_url() if enlaza else "",
        datos={
            "comite": integrante.comite.nombre,
            "cargo": integrante.cargo.nombre,
            "desde": f"{integrante.desde:%Y-%m-%d}",
            "hasta": f"{integrante.hasta:%Y-%m-%d}" if integrante.hasta else "",
            "motivo_salida": salida,
        },
    )
