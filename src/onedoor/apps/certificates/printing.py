"""A document as PDF/A: the words and figures of a decision, set by Typst."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import segno
import typst
from pylopdf_fonts_zh_cn import serif_path

from onedoor import clock
from onedoor.apps.certificates.printable import printable
from onedoor.text import Text

TEMPLATES = Path(__file__).parent / "typst"
# A compiler keeps what it read last; two threads in it at once would set each other's data.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Everything that stands on the paper. ``address`` is where it can be verified, with the code in it."""

    issuer: str
    number: str
    holder: str
    title: Text
    paragraphs: Sequence[Text]
    facts: Sequence[tuple[Text, str]]
    issued_at: datetime
    code: str
    address: str
    demo: bool


def print_document(document: Document) -> bytes:
    """The PDF/A-2a of a decision, tagged, fonts embedded; the same bytes for the same document.

    The text travels to Typst as JSON beside the template, so that no word of it can be taken for a command.
    """
    data = json.dumps(_data(document))
    with _one_at_a_time:
        pdf = _compiler("decision.typ").compile(
            format="pdf",
            sys_inputs={"data": data},
            pdf_standards="a-2a",
            timestamp=int(document.issued_at.timestamp()),
        )
    if not isinstance(pdf, bytes):
        raise TypeError(f"one PDF was asked for, {type(pdf).__name__} came")
    return pdf


@cache
def _compiler(template: str) -> typst.Compiler:
    """A compiler that has the template and the two fonts of the house, and looks nowhere else."""
    folder = str(serif_path().parent)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    return typst.Compiler(input=str(TEMPLATES / template), root=str(TEMPLATES), font_paths=fonts)


def _data(document: Document) -> dict[str, object]:
    day = document.issued_at.astimezone(clock.CHINA).date()
    return {
        "issuer": printable(document.issuer),
        "number": printable(document.number),
        "holder": printable(document.holder),
        "title": _both(document.title),
        "paragraphs": [_both(paragraph) for paragraph in document.paragraphs],
        "facts": [{**_both(label), "value": printable(value)} for label, value in document.facts],
        "date": f"{day.year}年{day.month}月{day.day}日",
        "code": document.code,
        "address": document.address,
        "qr": _qr(f"{document.address}/{document.code}/"),
        "demo": document.demo,
    }


def _both(text: Text) -> dict[str, str]:
    return {"zh": printable(text.zh), "en": printable(text.en)}


def _qr(target: str) -> str:
    """The target as a QR code, an SVG drawing; level M survives a stamp's corner or a fold."""
    out = io.BytesIO()
    segno.make(target, error="m", micro=False).save(out, kind="svg", border=0, xmldecl=False)
    return out.getvalue().decode()
