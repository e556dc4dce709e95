"""Environment variables are read here and nowhere else."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from onedoor.errors import Invalid

TRUE, FALSE = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    return os.environ.get(f"ONEDOOR_{name}", default)


def listed(name: str, default: str = "") -> list[str]:
    """The words between commas."""
    return [word for part in text(name, default).split(",") if (word := part.strip())]


def flag(name: str, default: bool) -> bool:
    """A yes or no; anything else is refused rather than guessed."""
    raw = text(name, "1" if default else "0").strip().lower()
    if raw not in TRUE | FALSE:
        raise Invalid(
            "settings.flag",
            found=f"ONEDOOR_{name}={raw}",
            expected="1/true/yes/on or 0/false/no/off",
            mend=f"set or unset ONEDOOR_{name}",
        )
    return raw in TRUE


def number(name: str, default: int) -> int:
    raw = text(name, str(default))
    if not raw.isdecimal():
        raise Invalid("settings.number", found=f"ONEDOOR_{name}={raw}", expected="a whole number")
    return int(raw)


def language() -> str:
    """The language that the terminal speaks: English where ``LC_ALL``, ``LC_MESSAGES`` or ``LANG`` says so, the first
    that is set; else Chinese."""
    told = next((value for name in _LOCALES if (value := os.environ.get(name, ""))), "")
    return "en" if told.startswith("en") else "zh-hans"


_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")


def java() -> str | None:
    """The Java program: of ``JAVA_HOME`` where that is set, else on the path; None where there is none."""
    home = os.environ.get("JAVA_HOME", "")
    return str(Path(home) / "bin" / "java") if home else shutil.which("java")


def spark_runs(python: str) -> None:
    """From now on Spark's workers run this Python, unless ``PYSPARK_PYTHON`` names another."""
    os.environ.setdefault("PYSPARK_PYTHON", python)


def point_at(folder: str) -> None:
    """From now on this process keeps its data in the folder, on an embedded database, and mails nobody.

    For measuring, before Django is set up.
    """
    os.environ |= {
        "ONEDOOR_DATA": folder,
        "DATABASE_URL": "",
        "ONEDOOR_LOG": "ERROR",
        "ONEDOOR_EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
    }


def database(data: Path) -> dict[str, Any]:
    """Django's database settings from ``DATABASE_URL``; the embedded SQLite file where it is not set.

    SQLite runs in WAL mode with IMMEDIATE transactions: deferred ones gave lock errors by the thousand.
    PostgreSQL runs with a connection pool: a new connection per request cost twice the CPU.
    """
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return sqlite(data / "onedoor.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise Invalid(
            "settings.database_url",
            found=f"{parts.scheme or 'no scheme'}://…",
            expected="postgres://user:password@host:port/name or sqlite:///path",
            where="DATABASE_URL",
            mend="write the address in one of these two forms",
        )
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": number("POOL", 8)}, **query},
    }


def sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }
