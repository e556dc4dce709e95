"""A folder of rules: ``*.feel``, ``*.jsonl`` and ``*.dmn``, read with every fault in it told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from onedoor.batch import rule_lines, rule_models, rule_texts
from onedoor.batch.problems import Problem
from onedoor.batch.rule_files import RuleFile, unreadable
from onedoor.errors import Invalid, NotFound
from onedoor.text import Text

ELIGIBLE = "符合条件"
SUFFIXES = (".feel", ".jsonl", ".dmn")
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that could be read, by name, and what was wrong with the others."""

    rules: tuple[RuleFile, ...]
    problems: tuple[Problem, ...]


def read_rules(folder: Path, columns: Iterable[str] = (), *, decision: str = ELIGIBLE) -> Rules:
    """The rules of a folder (or of one file), in the order of file names and lines.

    ``columns`` are names in scope, which may hold spaces and operators. ``decision`` is the one that a
    decision model is asked for. Subfolders, hidden files and files of other kinds are not looked at.
    Raises ``NotFound`` where there is no such folder or it holds no file of rules.
    """
    names = tuple(sorted(columns))
    read = chain.from_iterable(_read(path, names, decision) for path in _files(folder))
    rules: dict[str, RuleFile] = {}
    problems: list[Problem] = []
    for found in read:
        if isinstance(found, Problem):
            problems.append(found)
        elif (fault := _name_fault(found, rules)) is not None:
            problems.append(fault)
        else:
            rules[found.name] = found
    return Rules(tuple(rules.values()), tuple(problems))


def _read(path: Path, names: tuple[str, ...], decision: str) -> Iterator[RuleFile | Problem]:
    """What one file holds. A fault ends the file, or in a list of rules the line."""
    try:
        match path.suffix:
            case ".feel":
                yield rule_texts.read(path, names)
            case ".jsonl":
                yield from rule_lines.read(path, names)
            case _:
                yield from rule_models.read(path, names, decision)
    except Invalid as error:
        yield Problem.of_error(path.name, error)
    except OSError as error:
        yield unreadable(path.name, error)


def _files(folder: Path) -> list[Path]:
    expected = Text(
        f"规则文件（{'、'.join(SUFFIXES)}），或装有规则文件的文件夹",
        f"a file of rules ({', '.join(SUFFIXES)}), or a folder of them",
    )
    if folder.is_file() and folder.suffix in SUFFIXES:
        return [folder]
    found = [path for path in sorted(folder.iterdir()) if _is_rules(path)] if folder.is_dir() else []
    if not found:
        raise NotFound("match.rules", found=_why_none(folder), expected=expected)
    return found


def _why_none(folder: Path) -> Text:
    if not folder.exists():
        return Text(f"没有 {folder}", f"there is no {folder}")
    if folder.is_dir():
        return Text(f"{folder} 中没有规则文件", f"no file of rules in {folder}")
    return Text(f"{folder} 不是规则文件", f"{folder} is no file of rules")


def _is_rules(path: Path) -> bool:
    return path.suffix in SUFFIXES and not path.name.startswith(".") and path.is_file()


def _name_fault(rule: RuleFile, known: dict[str, RuleFile]) -> Problem | None:
    """What is wrong with a rule's name; the first of two rules of one name stands."""
    name = rule.name
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        return Problem.told(
            rule.path.name,
            "match.rule_name",
            Text(f"规则名称不可用：{ascii(name[:40])}", f"a rule cannot be called {ascii(name[:40])}"),
            expected=Text(
                f"1 到 {LONGEST_NAME} 个可显示字符", f"1 to {LONGEST_NAME} characters that can be printed"
            ),
            line=rule.line,
        )
    if name in known:
        first = known[name]
        return Problem.told(
            rule.path.name,
            "match.rule_twice",
            Text(f"规则名称“{name}”已被使用", f"the name {name} is taken"),
            expected=Text(
                f"与 {first.path.name} 第 {first.line} 行不同的名称",
                f"another name than in {first.path.name}, line {first.line}",
            ),
            line=rule.line,
        )
    return None
