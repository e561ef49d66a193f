"""No two mandates of a committee share a day, held by the database itself.

PostgreSQL: an exclusion constraint over ranges alone, so that it needs no extension. SQLite: triggers.
A migration that makes SQLite build `comites_mandato` anew loses them: it must put them back.
"""

from django.db import migrations

POSTGRES = """
ALTER TABLE comites_mandato ADD CONSTRAINT mandato_sin_cruces EXCLUDE USING gist (
    int8range(comite_id, comite_id, '[]') WITH &&,
    daterange(inicio, fin, '[]') WITH &&
)
"""
_CRUZADO = """
WHEN EXISTS (
    SELECT 1 FROM comites_mandato
    WHERE comite_id = NEW.comite_id AND inicio <= NEW.fin AND fin >= NEW.inicio {salvo}
)
BEGIN SELECT RAISE(ABORT, 'mandato_sin_cruces'); END
"""
SQLITE = {
    "mandato_sin_cruces_alta": "BEFORE INSERT ON comites_mandato" + _CRUZADO.format(salvo=""),
    "mandato_sin_cruces_cambio": "BEFORE UPDATE OF comite_id, inicio, fin ON comites_mandato"
    + _CRUZADO.format(salvo="AND id <> NEW.id"),
}


def poner(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES)
        return
    for nombre, cuerpo in SQLITE.items():
        schema_editor.execute(f"CREATE TRIGGER {nombre} {cuerpo}", params=None)


def quitar(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE comites_mandato DROP CONSTRAINT mandato_sin_cruces")
        return
    for nombre in SQLITE:
        schema_editor.execute(f"DROP TRIGGER {nombre}", params=None)


class Migration(migrations.Migration):
    dependencies = [("comites", "0007_catalogo_de_suplencias")]

    operations = [migrations.RunPython(poner, quitar)]
