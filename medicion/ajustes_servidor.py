"""Settings of the server that the measurements start: as installed, over the database that they filled.

Statics with fingerprints, compressed, as in production; the disk answers for each commit. Plain http, since
it never leaves this machine.
"""

from medicion.ajustes import *  # noqa: F403
from medicion.ajustes import CARPETA, DATABASES, STORAGES

ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "comunes.estaticos.EstaticosConHuella"}}
STATIC_ROOT = CARPETA / "estaticos"
WHITENOISE_USE_FINDERS = False
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}

_base = DATABASES["default"]
_base["NAME"] = _base["TEST"]["NAME"]
if _base["ENGINE"].endswith("sqlite3"):
    _base["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;"
    )
