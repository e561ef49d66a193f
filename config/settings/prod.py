"""Production: refuses to start with a default secret, with DEBUG or without allowed hosts."""

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403
from config.settings.base import ALLOWED_HOSTS, env

if env.bool("DEBUG", False):
    raise ImproperlyConfigured("DEBUG no puede estar activo en producción: quítelo del entorno.")

SECRET_KEY = env.str("SECRET_KEY", "")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10 or "cambie" in SECRET_KEY.lower():
    raise ImproperlyConfigured(
        "SECRET_KEY falta o es la de ejemplo: ponga una propia, de 50 caracteres o más."
    )

if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS debe nombrar los dominios del servicio.")

PRIMER_INICIO = env.bool("PRIMER_INICIO", False)
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^salud/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sesion"
COOKIE_DISPOSITIVO = "__Host-dispositivo"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="smtp://localhost:25")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("CORREO_REMITENTE", "no-responder@espacioseguro.invalid")
