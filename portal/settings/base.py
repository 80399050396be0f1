"""Settings shared by every environment; nothing here needs a service or a secret."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from . import env

BASE_DIR: Path = env.BASE_DIR
VAR_DIR = Path(env.text("PORTAL_VAR_DIR", str(BASE_DIR / "var")))

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
ASGI_APPLICATION = "portal.asgi.application"

INSTALLED_APPS = [
    "disclosure.emergency",
    "disclosure.handover",
    "disclosure.programmes",
    "disclosure.reachability",
    "disclosure.screening",
    "disclosure.oversight",
    "disclosure.reports",
    "disclosure.importing",
    "disclosure.monitoring",
    "disclosure",
    "requests_app",
    "portal.content",
    "search",
    "portal.notifications",
    "portal.files",
    "portal.pdf",
    "portal.agencies",
    "portal.accounts",
    "portal.audit",
    "portal.workcalendar",
    "portal",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "portal.wagtail_admin.QuietAdminConfig",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.middleware.PolicyByPrefixMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.middleware_admin.StaffMiddleware",
    "portal.middleware_admin.AdminGuardMiddleware",
    "portal.content.due.DueMiddleware",
    "portal.content.moved.OldAddressMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    },
]

DATABASES = {"default": env.database("DATABASE_URL", "sqlite:///var/portal.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Accounts -----------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "portal.accounts.adapter.StaffAccountAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
WAGTAILADMIN_LOGIN_URL = "/masuk/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
STAFF_MFA_REQUIRED = env.flag("STAFF_MFA_REQUIRED", False)

# Language and time --------------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("Inggris"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True

# Files --------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
PRIVATE_MEDIA_ROOT = VAR_DIR / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(PRIVATE_MEDIA_ROOT), "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
CLAMD_ADDRESS = env.text("CLAMD_ADDRESS", "")  # host:port; empty: files stay UNSCANNED and say so

# Wagtail ------------------------------------------------------------------------------------------------
# Links of an entry are tried once when a person saves it, and every night by check_links.
LINK_CHECKS_ON_SAVE = env.flag("LINK_CHECKS_ON_SAVE", True)
WAGTAIL_SITE_NAME = "PPID Kota Cilegon"
WAGTAILIMAGES_IMAGE_MODEL = "content.PortalImage"
WAGTAILADMIN_BASE_URL = env.text("PORTAL_BASE_URL", "http://127.0.0.1:8000")
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "xlsx", "ods", "odt", "pptx", "pdf", "txt", "zip"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_USAGE_COUNT_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# Background ---------------------------------------------------------------------------------------------
# The default runs a task at once, in the caller, so that nothing waits for a worker that is not there.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "ENQUEUE_ON_COMMIT": True}
}

# Mail ---------------------------------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "PPID Kota Cilegon <ppid@cilegon.go.id>")
EMAIL_TIMEOUT = 10

# Search -------------------------------------------------------------------------------------------------
SEARCH_ENGINE = env.text("SEARCH_ENGINE", "database")
ELASTICSEARCH_URL = env.text("ELASTICSEARCH_URL", "")
ELASTICSEARCH_INDEX = env.text("ELASTICSEARCH_INDEX", "ppid")
ELASTICSEARCH_API_KEY = env.text("ELASTICSEARCH_API_KEY", "")
ELASTICSEARCH_CA_CERTS = env.text("ELASTICSEARCH_CA_CERTS", "")

# API ----------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 50,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "API Informasi Publik Kota Cilegon",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "PREPROCESSING_HOOKS": ["portal.api.public_only"],
}

# Security -----------------------------------------------------------------------------------------------
X_FRAME_OPTIONS = "DENY"  # Wagtail allows its own previews by itself
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"
CONTENT_SECURITY_POLICY = {
    # The Wagtail admin uses inline scripts and styles; portal.middleware gives its prefix a looser policy.
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}

# The city -----------------------------------------------------------------------------------------------
CITY_NAME = "Kota Cilegon"
CITY_CODE = "36.72"  # Kemendagri
CITY_GOVERNMENT = "Pemerintah Kota Cilegon"
# The list as open data: named source, as UU 14/2008 Art 5 asks. The city confirms it before going live.
OPEN_DATA_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
PPID_UTAMA_CODE = "DKISS"
# The unit whose letterhead Atasan PPID (Sekretaris Daerah, PERKI 1/2021 Art 7(1)) writes on.
ATASAN_PPID_CODE = "SETDA"
LETTER_PLACE = "Cilegon"
# Address of the city's emblem under /static/ or /media/; empty: the kop is text only.
CITY_EMBLEM = env.text("CITY_EMBLEM", "")
INFORMATION_COMMISSION = "Komisi Informasi Provinsi Banten"

# Personal data at rest: first key encrypts, all decrypt (rotation). The demo's keys stand in dev.py.
FIELD_ENCRYPTION_KEYS: list[str] = []
FIELD_INDEX_KEY = ""
