"""Settings shared by every environment. `.env.example` documents each variable."""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF

RAIZ = Path(__file__).resolve().parents[2]

env = environ.Env()
environ.Env.read_env(RAIZ / ".env")

# Where this installation keeps what is not code: the embedded database, photos, the local secret.
DIRECTORIO_DATOS = Path(env.str("DIRECTORIO_DATOS", str(RAIZ / "var")))

DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "comunes",
    "territorio",
    "cuentas",
    "personas",
    "espacios",
    "comites",
    "actividades",
    "capacitaciones",
    "monitoreo",
    "padron",
    "portal",
    "config.administracion.AdministracionConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "comunes.middleware.IdentificadorDePeticion",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "comunes.middleware.PaginaComprimida",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "comunes.middleware.EntradaNormalizada",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cuentas.middleware.LimitesDeSesion",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cuentas.middleware.ExigirSegundoFactor",
    "cuentas.middleware.RespuestaAlFreno",
    "comunes.middleware.SinCacheConSesion",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [RAIZ / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "comunes.contexto.producto",
                "portal.contexto.marco",
            ],
            "builtins": ["comunes.templatetags.componentes", "django_htmx.templatetags.django_htmx"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["bootstrap5"]
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# Database -------------------------------------------------------------------------------------


def base_de_datos(url: str) -> dict[str, Any]:
    """Return the Django database entry for `url`, with what each engine needs to be safe."""
    configuracion: dict[str, Any] = environ.Env.db_url_config(url)
    if configuracion["ENGINE"].endswith("sqlite3"):
        configuracion["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA cache_size=-16000;",  # 16 MB a connection: a page reads rows from all over
        }
    else:
        configuracion["CONN_HEALTH_CHECKS"] = True
        configuracion["OPTIONS"] = {**configuracion.get("OPTIONS", {}), "pool": True}
    return configuracion


DATABASES = {
    "default": base_de_datos(
        env.str("DATABASE_URL", "") or f"sqlite:///{DIRECTORIO_DATOS / 'espacio_seguro.sqlite3'}"
    )
}

# Language and formats -------------------------------------------------------------------------

LANGUAGE_CODE = "es-pe"
LANGUAGES = [("es-pe", "Español (Perú)")]
LOCALE_PATHS = [RAIZ / "locale"]
FORMAT_MODULE_PATH = ["formats"]
TIME_ZONE = "America/Lima"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# Static files and media -----------------------------------------------------------------------

STATIC_URL = "/estatico/"
STATIC_ROOT: Path | None = RAIZ / "staticfiles"
STATICFILES_DIRS: list[Any] = [
    RAIZ / "static",
    ("bootstrap", RAIZ / "node_modules/bootstrap/dist"),
    ("htmx", RAIZ / "node_modules/htmx.org/dist"),
    ("leaflet", RAIZ / "node_modules/leaflet/dist"),
    ("leaflet.markercluster", RAIZ / "node_modules/leaflet.markercluster/dist"),
    ("letra", RAIZ / "node_modules/@fontsource-variable/atkinson-hyperlegible-next"),
]
STATICFILES_FINDERS = [
    "comunes.estaticos.BuscadorDeArchivos",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_ROOT = DIRECTORIO_DATOS / "media"
# Whether a photo is on the disk, and not on its way there, before its row says that it arrived.
ASENTAR_ARCHIVOS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "comunes.estaticos.EstaticosConHuella"},
}
SPRITE_ICONOS = RAIZ / "node_modules/bootstrap-icons/bootstrap-icons.svg"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Each process keeps its own; the papers that anybody may ask for are few and weigh up to some 300 KB each.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "papeles": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "papeles",
        "OPTIONS": {"MAX_ENTRIES": 60},
    },
}

# Accounts -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "cuentas.Usuario"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:inicio-trabajo"
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:portada"
AUTHENTICATION_BACKENDS = [
    "cuentas.motor.MotorDeCuentas",
]
PASSWORD_HASHERS = [
    "cuentas.claves.Argon2Liviano",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("nombres", "apellidos", "email")},
    },
    {"NAME": "cuentas.contrasenas.LargoSegunFactor"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "cuentas.contrasenas.SinFormasConocidas"},
]
ACCOUNT_ADAPTER = "cuentas.adaptador.AdaptadorCuentas"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_RATE_LIMITS = False  # cuentas.services.frenos counts in the database instead
ACCOUNT_FORMS = {
    "login": "cuentas.forms.FormularioIngreso",
    "reauthenticate": "cuentas.forms.FormularioConfirmar",
    "change_password": "cuentas.forms.FormularioCambiarContrasena",
    "reset_password": "cuentas.forms.FormularioRecuperar",
    "reset_password_from_key": "cuentas.forms.FormularioContrasenaNueva",
}
MFA_ADAPTER = "cuentas.adaptador.AdaptadorSegundoFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = False
MFA_TOTP_ISSUER = "Espacio Seguro"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "cuentas.forms.FormularioCodigo",
    "reauthenticate": "cuentas.forms.FormularioConfirmarCodigo",
    "activate_totp": "cuentas.forms.FormularioActivarAplicacion",
    "add_webauthn": "cuentas.forms.FormularioAgregarLlave",
    "authenticate_webauthn": "cuentas.forms.FormularioUsarLlave",
    "login_webauthn": "cuentas.forms.FormularioEntrarConLlave",
    "reauthenticate_webauthn": "cuentas.forms.FormularioConfirmarConLlave",
    "edit_webauthn": "cuentas.forms.FormularioNombreDeLlave",
}
PASSWORD_RESET_TIMEOUT = 24 * 3600
# Sample accounts may enter without a second factor while the sample programme is loaded.
EXIGIR_SEGUNDO_FACTOR_EN_EJEMPLO = True
# Whether an empty installation offers to create its first administrator in the browser.
PRIMER_INICIO = False
# A leader's personal link works this long until first used; its phone is trusted this long after.
DIAS_ENLACE_PERSONAL = env.int("DIAS_ENLACE_PERSONAL", 7)
DIAS_DISPOSITIVO = env.int("DIAS_DISPOSITIVO", 30)
# An institution invited to a joint activity may answer through its link this long.
DIAS_ENLACE_CONJUNTA = env.int("DIAS_ENLACE_CONJUNTA", 15)
# Failed attempts per account and address, and how long the next one then has to wait.
MAXIMO_DE_FALLOS = 5
MINUTOS_DE_ESPERA = env.int("MINUTOS_DE_ESPERA", 15)
# Documents that a leader may look up in a row, each within that wait of the one before.
MAXIMO_DE_DOCUMENTOS_BUSCADOS = env.int("MAXIMO_DE_DOCUMENTOS_BUSCADOS", 20)
# Wrong PINs in a row on one phone, over days, after which it needs a new link.
MAXIMO_FALLOS_PIN = 20
# The only addresses or networks whose X-Forwarded-For is believed («unix» for a local socket).
PROXIES_DE_CONFIANZA: list[str] = env.list("PROXIES_DE_CONFIANZA", default=[])
MINUTOS_OCIO_PERSONAL = env.int("MINUTOS_OCIO_PERSONAL", 30)
HORAS_SESION = env.int("HORAS_SESION", 12)
MINUTOS_OCIO_LIDER = env.int("MINUTOS_OCIO_LIDER", 60)
COOKIE_DISPOSITIVO = "dispositivo"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
# The cookie ends with the browser and the row with the working day; a leader's lasts as its device.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = HORAS_SESION * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "comunes.errores.sesion_caducada"

# Security headers -----------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Background work ------------------------------------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Logs: one JSON object a line, with the request id and no personal data -------------------------

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "comunes.registros.FormatoJson"}},
    "handlers": {
        "consola": {"class": "logging.StreamHandler", "formatter": "json"},
        # The worker sets its loggers' level itself; its comings and goings are nobody's business.
        "errores": {"class": "logging.StreamHandler", "formatter": "json", "level": "ERROR"},
    },
    "root": {"handlers": ["consola"], "level": env.str("NIVEL_REGISTRO", "WARNING")},
    "loggers": {
        "django": {"handlers": ["consola"], "level": "WARNING", "propagate": False},
        "django.request": {"handlers": ["consola"], "level": "ERROR", "propagate": False},
        "django_tasks": {"handlers": ["errores"], "propagate": False},
        "django_tasks_db": {"handlers": ["errores"], "propagate": False},
    },
}

# The programme: assumptions until it confirms them ---------------------------------------------

DURACION_MANDATO_ANIOS = env.int("DURACION_MANDATO_ANIOS", 2)
DIAS_AVISO_VENCIMIENTO = env.int("DIAS_AVISO_VENCIMIENTO", 60)
DIAS_SIN_ACTIVIDAD = env.int("DIAS_SIN_ACTIVIDAD", 90)
MINIMO_INTEGRANTES = env.int("MINIMO_INTEGRANTES", 5)
EXIGIR_ACTA_VALIDADA = env.bool("EXIGIR_ACTA_VALIDADA", False)
QUORUM_PORCENTAJE = env.int("QUORUM_PORCENTAJE", 50)
QUORUM_SEGUNDA_PORCENTAJE = env.int("QUORUM_SEGUNDA_PORCENTAJE", 30)

# Personal data: how long something revealed stays in sight, and a person of another place once granted.
MINUTOS_DE_REVELACION = env.int("MINUTOS_DE_REVELACION", 10)
DIAS_DE_ACCESO_CONCEDIDO = env.int("DIAS_DE_ACCESO_CONCEDIDO", 7)
# Working days to answer people about their data: access, and the other rights.
DIAS_DERECHO_DE_ACCESO = env.int("DIAS_DERECHO_DE_ACCESO", 20)
DIAS_OTROS_DERECHOS = env.int("DIAS_OTROS_DERECHOS", 10)
# Years after leaving the last committee until a person is anonymised.
ANIOS_DE_RETENCION = env.int("ANIOS_DE_RETENCION", 2)

# Who answers requests about personal data, as the privacy page shows it (a text; empty: not shown).
CONTACTO_DATOS = env.str("CONTACTO_DATOS", "")
