"""Settings of the test run: stricter than production, and leaving nothing behind."""

import tempfile
from pathlib import Path

from onedoor.conf.settings import *  # noqa: F403
from onedoor.conf.settings import DATABASES, STORAGES, TEMPLATES

DATA = Path(tempfile.mkdtemp(prefix="onedoor-test-"))
SECRET_KEY = "not a secret: the tests' own"  # noqa: S105
DEMO = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    **STORAGES,
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir()
# Two test workers on two cores: a pool would only hide a connection that was not closed.
DATABASES["default"].get("OPTIONS", {}).pop("pool", None)


class UndefinedVariable(str):
    """A template that names what is not there fails the test instead of showing nothing."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, missing: object) -> str:
        raise AssertionError(f"undefined template variable: {missing}")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")  # type: ignore[index]
