"""One settings file, driven by the environment. Every variable is listed in docs/hosting.md."""

import os
import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

BASE = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("ROUNDTABLE_VAR", BASE / "var"))


def env_bool(name: str, default: bool) -> bool:
    """A yes/no variable; anything else stops the start, so that a typing slip cannot switch security off."""
    value = os.environ.get(name, "").strip().lower()
    if value in ("", None):
        return default
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off"):
        return False
    raise ValueError(f"{name} must be yes or no, not {value!r}")


def env_list(name: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def local_secret() -> str:
    """The key of a local installation, made once and kept beside its database."""
    path = VAR / "secret-key"
    if not path.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


# A public installation sets ROUNDTABLE_HOSTS; without it we serve this machine only.
HOSTS = env_list("ROUNDTABLE_HOSTS")
PUBLIC = bool(HOSTS)
DEBUG = env_bool("ROUNDTABLE_DEBUG", False)
SECRET_KEY = os.environ.get("ROUNDTABLE_SECRET_KEY") or local_secret()
ALLOWED_HOSTS = HOSTS or ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in HOSTS]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "django_htmx",
    "csp",
    "partnerships",
    "facilitation",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "facilitation.views.policy.PolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "facilitation.views.straight.StraightMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "partnerships.views.access.AccessMiddleware",
]

ROOT_URLCONF = "facilitation.urls"
WSGI_APPLICATION = "facilitation.wsgi.application"
ASGI_APPLICATION = "facilitation.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "partnerships.views.access.page",
                "partnerships.views.mail.page",
                "facilitation.views.workshops.time_of_round",
                "facilitation.views.themes.themes_of_round",
            ],
            "builtins": [f"partnerships.templatetags.{name}" for name in ("look", "lines", "addresses")],
        },
    }
]

# --- Data ---------------------------------------------------------------------------------------

DATABASES = {
    "default": dj_database_url.config(default=f"sqlite:///{VAR / 'roundtable.sqlite3'}", conn_max_age=600)
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # FULL: a saved sentence survives a power cut. IMMEDIATE: writers queue instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=0;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "partnerships.Person"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    if PUBLIC
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# --- Sign-in ------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "partnerships.views.accounts.ClosedAdapter"
ACCOUNT_FORMS = {"request_login_code": "partnerships.forms.sign_in.SignInForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
# The sign-in page asks for the address only: nobody here has a password.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PUBLIC
MFA_TOTP_ISSUER = "Roundtable"
REQUIRE_SECOND_FACTOR = env_bool("ROUNDTABLE_REQUIRE_SECOND_FACTOR", False)

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("ROUNDTABLE_SMTP_HOST")
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = os.environ.get("ROUNDTABLE_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("ROUNDTABLE_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("ROUNDTABLE_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("ROUNDTABLE_SMTP_PASSWORD", "")
EMAIL_USE_TLS = True
DEFAULT_FROM_EMAIL = os.environ.get("ROUNDTABLE_FROM", "Roundtable <roundtable@localhost>")

# The worked example's "look round as…". Public installations switch it off unless they ask for it.
EXAMPLE_OPEN = env_bool("ROUNDTABLE_EXAMPLE", not PUBLIC)

# --- Words and dates ----------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

# --- Pages --------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "facilitation.static_files.GatheredFiles"},
}
# On one's own machine files are served as they lie in static/ until they are gathered.
WHITENOISE_USE_FINDERS = not PUBLIC
CRISPY_ALLOWED_TEMPLATE_PACKS = ("roundtable",)
CRISPY_TEMPLATE_PACK = "roundtable"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# A tick for each of 5,000 imported rows, and a little room.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_100
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# --- Hardening ----------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PUBLIC else None
SECURE_SSL_REDIRECT = PUBLIC
SECURE_HSTS_SECONDS = 31_536_000 if PUBLIC else 0

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
