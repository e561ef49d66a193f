"""Settings of the test suite: fast hashing, in-memory mail, no external process."""

import os
import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, INSTALLED_APPS, LOGGING, STORAGES

INSTALLED_APPS = [*INSTALLED_APPS, "django_linear_migrations"]
SECRET_KEY = "solo-para-pruebas-" + "x" * 50
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads and processes then meet the same locks as in an installation.
    DATABASES["default"]["TEST"] = {
        "NAME": str(Path(tempfile.gettempdir(), f"espacio-seguro-{os.getpid()}.sqlite3"))
    }
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
else:
    DATABASES["default"]["OPTIONS"]["pool"] = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": STORAGES["default"],
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = Path(tempfile.gettempdir(), "espacio-seguro-media-de-nadie")  # the suite gives its own folder
ASENTAR_ARCHIVOS = False  # the power does not fail during tests; those that ask for it say so
STATIC_ROOT = None
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# Files are looked up when asked for: listing them anew for each test client took a quarter of the suite.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
LOGGING = {**LOGGING, "root": {"handlers": ["consola"], "level": "CRITICAL"}}
