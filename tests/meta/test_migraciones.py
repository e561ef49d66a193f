"""While a release goes up, code that knows nothing of a new column still inserts rows."""

from collections.abc import Iterator

from django.apps import apps
from django.db.migrations import AddField, CreateModel
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED, Field, GeneratedField

from tests.meta.proyecto import APPS

# Added before anything was installed anywhere. None is added to this list.
ANTERIORES = {
    "actividades.actividad": {"fotos_anunciadas", "lista", "total_fotos"},
    "actividades.tipoactividad": {"lista"},
    "comites.cargo": {"femenino", "masculino"},
    "comites.comite": {"motivo_disolucion"},
    "comites.grupowhatsapp": {"actualizado", "creado", "version"},
    "cuentas.usuario": {"pin", "sello", "version"},
    "espacios.fotoespacio": {
        "actualizado",
        "archivo_publico",
        "autoriza_apoderado",
        "autorizacion_medio",
        "autorizacion_nota",
        "con_menores",
        "devuelta_porque",
        "estado",
        "orden",
        "personas",
        "rectangulos",
        "retirada_motivo",
        "version",
    },
    "personas.consentimiento": {"apoderado", "motivo_revocacion", "papel"},
    "personas.persona": {"clave_nombres", "clave_sonido"},
}


def _agregados() -> Iterator[tuple[str, Field]]:
    """Yield every column added to a table that was already there, as its model has it today."""
    for (app, _), migracion in MigrationLoader(None).disk_migrations.items():
        if app not in APPS or migracion.initial:
            continue
        nuevos = {o.name_lower for o in migracion.operations if isinstance(o, CreateModel)}
        for operacion in migracion.operations:
            if isinstance(operacion, AddField) and operacion.model_name_lower not in nuevos:
                yield from _como_hoy(app, operacion)


def _como_hoy(app: str, operacion: AddField) -> Iterator[tuple[str, Field]]:
    modelo = apps.all_models[app].get(operacion.model_name_lower)
    if modelo and operacion.name in {c.name for c in modelo._meta.local_fields}:
        yield modelo._meta.label_lower, modelo._meta.get_field(operacion.name)


def test_column_added_to_a_table_is_filled_by_the_database_itself():
    """Give it `db_default`, beside the `default` of Python, or let it be null."""
    sin_valor: dict[str, set[str]] = {}
    for modelo, campo in _agregados():
        lo_llena = campo.null or campo.db_default is not NOT_PROVIDED or isinstance(campo, GeneratedField)
        if not lo_llena:
            sin_valor.setdefault(modelo, set()).add(campo.name)
    assert sin_valor == ANTERIORES
