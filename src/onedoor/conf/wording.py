"""Which Chinese wordings the pages use, found without GNU gettext, and the English file kept in step."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
ENGLISH = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
LITERAL = r"u('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
MARKED = re.compile(rf"\b(n?gettext)\({LITERAL}(?:,\s*{LITERAL})?", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Wording:
    """One message as marked; ``plural`` is empty where it does not count anything."""

    singular: str
    plural: str = ""


def wordings(package: Path = PACKAGE) -> dict[Wording, list[str]]:
    """Every marked message with the files that use it, relative to the package."""
    found: dict[Wording, list[str]] = {}
    for path in sorted(package.rglob("*.html")):
        for wording in _of_template(path.read_text(encoding="utf-8")):
            found.setdefault(wording, []).append(str(path.relative_to(package)))
    for path in sorted(package.rglob("*.py")):
        for wording in _of_python(path.read_text(encoding="utf-8")):
            found.setdefault(wording, []).append(str(path.relative_to(package)))
    return found


def _of_template(text: str) -> Iterator[Wording]:
    for match in MARKED.finditer(templatize(text)):
        plural = ast.literal_eval(match[3]) if match[1] == "ngettext" and match[3] else ""
        yield Wording(ast.literal_eval(match[2]), plural)


def _of_python(text: str) -> Iterator[Wording]:
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in CALLS:
            continue
        words = [
            arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        if words:
            counts = node.func.id.startswith("ngettext") and len(words) > 1
            yield Wording(words[0], words[1] if counts else "")


def sync_english(path: Path = ENGLISH) -> tuple[int, int]:
    """The file holds exactly the wordings in use; (how many there are, how many are not translated yet)."""
    catalogue = polib.pofile(str(path)) if path.exists() else _new_catalogue()
    held = {Wording(entry.msgid, entry.msgid_plural): entry for entry in catalogue if not entry.obsolete}
    entries = []
    for wording, files in sorted(wordings().items()):
        entry = held.get(wording) or _entry(wording)
        entry.occurrences = [(file, "") for file in sorted(set(files))]
        entries.append(entry)
    catalogue[:] = entries
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    return len(entries), sum(not is_translated(entry) for entry in entries)


def is_translated(entry: polib.POEntry) -> bool:
    """Whether the entry has every form that it needs."""
    if entry.msgid_plural:
        return len(entry.msgstr_plural) == 2 and all(entry.msgstr_plural.values())
    return bool(entry.msgstr)


def _entry(wording: Wording) -> polib.POEntry:
    if wording.plural:
        return polib.POEntry(
            msgid=wording.singular, msgid_plural=wording.plural, msgstr_plural={0: "", 1: ""}
        )
    return polib.POEntry(msgid=wording.singular, msgstr="")


def _new_catalogue() -> polib.POFile:
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = {
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    return catalogue
