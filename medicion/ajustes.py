"""Settings of the measurements: those of an installation, over a database of their own.

SQLite by default, in `MEDICION_CARPETA`; or a database `espacio_seguro_medicion` made beside the one
that `DATABASE_URL` names, whose own rows are never touched.
"""

import secrets
import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, LOGGING, STORAGES, env

CARPETA = Path(env.str("MEDICION_CARPETA", str(Path(tempfile.gettempdir(), "espacio-seguro-medicion"))))

# A server of its own, started by the measurements, must read the sessions that they open.
SECRET_KEY = env.str("MEDICION_SECRETO", secrets.token_urlsafe(50))
ALLOWED_HOSTS = ["testserver"]
STORAGES = {
    "default": STORAGES["default"],
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = None
MEDIA_ROOT = CARPETA / "media"
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LOGGING = {**LOGGING, "root": {"handlers": ["consola"], "level": "CRITICAL"}}

_base = DATABASES["default"]
if _base["ENGINE"].endswith("sqlite3"):
    _base["TEST"] = {"NAME": str(CARPETA / "medicion.sqlite3")}
    _base["NAME"] = str(CARPETA / "nadie.sqlite3")
    _base["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;"
    )
else:
    _base["TEST"] = {"NAME": "espacio_seguro_medicion"}
    # Of helpers that it starts, PostgreSQL's work would not be counted.
    _base["OPTIONS"] |= {"pool": False, "options": "-c max_parallel_workers_per_gather=0"}
    _base["CONN_MAX_AGE"] = None
