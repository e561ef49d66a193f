"""The embedded installation of `make run`: one machine, loopback only, sample data allowed."""

import importlib.util
import secrets

from config.settings.base import *  # noqa: F403
from config.settings.base import DIRECTORIO_DATOS, INSTALLED_APPS, RAIZ, STORAGES, env


def secreto_local() -> str:
    """Return this machine's own secret, made on first use and kept beside the database."""
    archivo = DIRECTORIO_DATOS / "secreto"
    if not archivo.exists():
        archivo.parent.mkdir(parents=True, exist_ok=True)
        archivo.write_text(secrets.token_urlsafe(50))
        archivo.chmod(0o600)
    return archivo.read_text().strip()


# Only where the developers' packages are: it keeps `max_migration.txt` when migrations are made.
if importlib.util.find_spec("django_linear_migrations"):
    INSTALLED_APPS = [*INSTALLED_APPS, "django_linear_migrations"]
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "") or secreto_local()
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = None
WHITENOISE_AUTOREFRESH = DEBUG
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DIRECTORIO_DATOS / "correos"
DEFAULT_FROM_EMAIL = "Espacio Seguro <no-responder@espacioseguro.invalid>"
EXIGIR_SEGUNDO_FACTOR_EN_EJEMPLO = env.bool("EXIGIR_SEGUNDO_FACTOR_EN_EJEMPLO", False)
PRIMER_INICIO = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http://localhost; browsers offer no keys on 127.0.0.1
DOCUMENTACION = RAIZ / "docs"
