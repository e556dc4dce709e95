"""Compile the translations without GNU gettext, which a bare machine lacks."""

from __future__ import annotations

from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_messages(locale: Path = LOCALE) -> list[Path]:
    """Every ``django.po`` has its ``django.mo`` beside it, written only where it changed."""
    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/django.po")):
        binary = polib.pofile(str(source)).to_binary()
        target = source.with_suffix(".mo")
        if not target.exists() or target.read_bytes() != binary:
            target.write_bytes(binary)
            written.append(target)
    return written
