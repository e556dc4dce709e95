"""Templates, pages of documentation and addresses: what they may not contain."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "src").rglob("*.html"))
PROSE = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "src/**/*.md", "requirements/*", "pyproject.toml", ".ci/*")
    for path in ROOT.glob(pattern)
    if path.is_file()
)
# Addresses that a reader is sent to, or that name a standard; a package index is none of them.
HOSTS = {
    "127.0.0.1",
    "localhost",
    "onedoor.dev",
    "github.com",
    "license.coscl.org.cn",
    "keepachangelog.com",
    "semver.org",
    "www.apache.org",
    "www.gov.cn",
    "www.omg.org",
}
UNSAFE_IN_TEMPLATES = {
    "inline style": r"<style\b|\sstyle\s*=",
    "inline script": r"<script\b(?![^>]*\bsrc=)|\son[a-z]+\s*=\s*[\"']|javascript:",
    "unescaped text": r"\|\s*safe(?:seq)?\b|autoescape\s+off",
    "something from outside": r"<(?:script|link|img|iframe|source)\b[^>]*(?:src|href)=[\"'](?:https?:)?//",
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_templates_hold_nothing_that_the_content_policy_would_block(template: Path) -> None:
    text = re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}", "", template.read_text(), flags=re.DOTALL)
    found = [name for name, pattern in UNSAFE_IN_TEMPLATES.items() if re.search(pattern, text, re.IGNORECASE)]
    assert found == []


def test_no_python_marks_text_as_safe() -> None:
    marking = re.compile(r"\bmark_safe\b|\bSafeString\(|csrf_exempt|__html__")
    found = [path for path in sorted((ROOT / "src").rglob("*.py")) if marking.search(path.read_text())]
    assert found == []


@pytest.mark.parametrize("page", PROSE, ids=lambda path: path.name)
def test_prose_names_only_reviewed_hosts(page: Path) -> None:
    hosts = re.findall(r"https?://([A-Za-z0-9.-]+)", page.read_text())
    assert set(hosts) - HOSTS == set()


@pytest.mark.parametrize("page", PROSE, ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    if page.suffix != ".md":
        assert page.stat().st_size
        return
    targets = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text())
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert missing == []


def test_both_readmes_tell_the_same() -> None:
    """The same headings' levels, commands, pictures and accounts, in the same order; pictures in each language."""

    def bones(name: str) -> list[str]:
        text = re.sub(r"docs/images/(en|zh)/", "docs/images/", (ROOT / name).read_text())
        return re.findall(r"^#+|^    \S.*$|!\[[^]]*\]\(([^)]*)\)|^\| `\w+`", text, re.MULTILINE)

    assert len(bones("README.md")) > 10
    assert bones("README.md") == bones("README.zh-CN.md")


def test_nothing_that_was_built_is_kept() -> None:
    """Compiled translations, bundles, databases and keys are made on each machine and never committed."""
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    built = re.compile(
        r"\.(mo|pyc|sqlite3|key|pem|p12|woff2?|ttf|otf|min\.js|min\.css)$|static/build/|node_modules/"
    )
    assert [name for name in tracked if built.search(name)] == []
