"""The roll as a file: each row with what this user's roles let be read there. Names leave the system here."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils import timezone

from comunes.exportacion.modelo import ColumnaExportada
from cuentas.enums import NivelDatos, Permiso
from personas.edades import EDAD_SIN_CONTACTO
from personas.enums import TipoDocumento

COLUMNAS = (
    ColumnaExportada("comite", "COMITÉ", "comite__nombre", ancho=44),
    ColumnaExportada("codigo_espacio", "CÓDIGO DEL ESPACIO", "comite__espacio__codigo"),
    ColumnaExportada("distrito", "DISTRITO", "comite__espacio__distrito__nombre", ancho=24),
    ColumnaExportada("cargo", "CARGO", "cargo__nombre", ancho=30),
    ColumnaExportada("nombres", "NOMBRES", "x_nombres", ancho=24),
    ColumnaExportada("apellido_paterno", "APELLIDO PATERNO", "x_paterno", ancho=20),
    ColumnaExportada("apellido_materno", "APELLIDO MATERNO", "x_materno", ancho=20),
    ColumnaExportada("tipo", "TIPO DE DOCUMENTO", "x_tipo", lambda: dict(TipoDocumento.choices)),
    ColumnaExportada("numero", "NÚMERO DE DOCUMENTO", "x_numero"),
    ColumnaExportada("celular", "CELULAR", "x_celular"),
    ColumnaExportada("desde", "DESDE", ancho=12),
    ColumnaExportada("hasta", "HASTA", ancho=12),
)
_CON_NOMBRE = (NivelDatos.COMPLETO, NivelDatos.CONTACTO)


def para_exportar(user: Any, filas: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate the person's columns, empty where no role of `user` reaches that far."""
    con_nombre, con_documento = _alcanzadas(user, *_CON_NOMBRE), _alcanzadas(user, NivelDatos.COMPLETO)
    con_celular = con_nombre & _con_contacto(timezone.localdate())
    return filas.annotate(
        x_nombres=_si(con_nombre, "nombres"),
        x_paterno=_si(con_nombre, "apellido_paterno"),
        x_materno=_si(con_nombre, "apellido_materno"),
        x_tipo=_si(con_documento, "tipo_documento"),
        x_numero=_si(con_documento, "numero_documento"),
        x_celular=_si(con_celular, "celular"),
    )


def _si(condicion: Q, campo: str) -> Case:
    return Case(When(condicion, then=F(f"persona__{campo}")), default=Value(""))


def _alcanzadas(user: Any, *niveles: NivelDatos) -> Q:
    """Return which memberships the user's roles of those levels reach, with the permission to export."""
    alcanzadas = Q(pk__in=[])
    for nivel in niveles:
        alcance = user.alcance(Permiso.PADRON_EXPORTAR, datos=nivel)
        if alcance.nacional:
            return Q(pk__isnull=False)
        condicion = alcance.filtro(
            regiones="comite__espacio__region",
            municipalidades="comite__espacio__municipalidad",
            comisarias="comite__espacio__comisaria",
            comites="comite",
        )
        if condicion is not None:
            alcanzadas |= condicion
    return alcanzadas


def _con_contacto(hoy: date) -> Q:
    """Of children no phone is shown; two days of margin cover leap years."""
    limite = hoy - timedelta(days=EDAD_SIN_CONTACTO * 365 + EDAD_SIN_CONTACTO // 4 + 2)
    return Q(persona__fecha_nacimiento__isnull=True) | Q(persona__fecha_nacimiento__lte=limite)
