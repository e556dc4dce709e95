"""Settings: the defaults give a working demo on SQLite; production sets what ``checks.py`` asks for."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from onedoor.conf import env

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(env.text("DATA", str(PACKAGE.parent.parent / "var"))).resolve()

DEMO = env.flag("DEMO", True)
DEBUG = env.flag("DEBUG", False)


def _kept_secret(path: Path) -> str:
    """The secret kept beside the data; made on the first start, readable by the owner alone.

    It appears under its name whole: of processes that start together all read the one that came first.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_name(f"{path.name}.{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            os.link(made, path)
        made.unlink()
    return path.read_text()


SECRET_KEY = env.text("SECRET_KEY") or _kept_secret(DATA / "secret.key")
ALLOWED_HOSTS = env.listed("HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.listed("ORIGINS")
BASE_URL = env.text("BASE_URL", "http://127.0.0.1:8000")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "axes",
    "csp",
    "ninja",
    "onedoor.apps.tenancy",
    "onedoor.apps.parties",
    "onedoor.apps.audit",
    "onedoor.apps.jobs",
    "onedoor.apps.standards",
    "onedoor.apps.facts",
    "onedoor.apps.catalogue",
    "onedoor.apps.policies",
    "onedoor.apps.flows",
    "onedoor.apps.cases",
    "onedoor.apps.certificates",
    "onedoor.apps.notices",
    "onedoor.apps.oversight",
    "onedoor.pages",
]

# Order matters: security headers and static files before anything that can fail; the language before
# any text is made; the actor after the session knows its user; lock-out last, as django-axes asks.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "onedoor.api.middleware.ApiProblems",
    "onedoor.pages.middleware.RequestBound",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "onedoor.pages.middleware.ActorOfRequest",
    "onedoor.pages.middleware.RefusalsAsPages",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "onedoor.conf.urls"
WSGI_APPLICATION = "onedoor.conf.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "pages" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "onedoor.pages.context.house",
            ],
        },
    }
]

DATABASES = {"default": env.database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "parties.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
# Named, not imported: the demo stands above the pages that offer its accounts.
DEMO_ACCOUNTS = "onedoor.demo.accounts" if DEMO else ""
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_FORMS = {"login": "onedoor.pages.accounts.PlainLogin"}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "onedoor.pages.accounts.ClosedSignup"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 1
AXES_USERNAME_CALLABLE = "onedoor.pages.accounts.account_asked_for"
AXES_CLIENT_IP_CALLABLE = "onedoor.pages.accounts.address_of"
# How many proxies stand before the house: without it all people behind one would be locked out together.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("PROXIES", 0)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "onedoor.pages.accounts.locked_out"
AXES_VERBOSE = False

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = "onedoor.conf.formats"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Uploads are streamed to disk above this and refused above the bound of the form (apps/cases/uploads.py).
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 10
REQUEST_MAX_BYTES = 25 * 1024 * 1024
UPLOAD_MAX_BYTES = 20 * 1024 * 1024

EMAIL_BACKEND = env.text("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "no-reply@onedoor.invalid")

# Where Celery's broker is, if workers are to be told instead of looking for themselves (apps/jobs/dispatch.py).
JOBS_BROKER = env.text("BROKER")
JOBS_LEASE_SECONDS = env.number("LEASE", 60)

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 8
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "onedoor.pages.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.flag("HTTPS", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True

# Nothing inline, nothing from outside; data: images only because Bootstrap's own style sheet draws its icons so.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

# No request bodies, no answers, no names: a log line carries ids and codes only.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "onedoor.conf.logs.Line", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"onedoor": {"level": env.text("LOG", "INFO")}, "axes": {"level": "ERROR"}},
}
# Browsers' own lists of sites are for their makers to fill.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
