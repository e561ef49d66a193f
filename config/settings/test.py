"""Settings of the test suite: fast hashing, in-memory mail, no external process."""

import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import LOGGING, STORAGES

SECRET_KEY = "solo-para-pruebas-" + "x" * 50
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": STORAGES["default"],
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="espacio-seguro-media-"))
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
WHITENOISE_USE_FINDERS = True
EXIGIR_SEGUNDO_FACTOR = True
LOGGING = {**LOGGING, "root": {"handlers": ["consola"], "level": "CRITICAL"}}
