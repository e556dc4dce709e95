"""A column cut into pieces."""

from __future__ import annotations

from typing import Any

import pytest

from onedoor.engine.feel import evaluate
from onedoor.engine.feel.checker.atoms import Shape, atoms_of
from onedoor.engine.feel.functions.conversion import to_text


def values(text: str) -> list[Any]:
    found: list[Any] = evaluate(text, {})
    return found


@pytest.mark.parametrize(
    ("constants", "kind", "witnesses"),
    [
        ("[5, 3, 5.0]", "number", "[2, 3, 4, 5, 6]"),
        ("[null, 1]", "Any", "[null, 0, 1, 2]"),
        ('["m"]', "string", '["", "m", "m…"]'),
        ('[@"2026-01-01", @"2026-01-02"]', "date", "[2025-12-31, 2026-01-01, 2026-01-02, 2026-01-03]"),
        ('[@"10:00:00", @"10:00:00Z"]', "time", "[09:00:00, 10:00:00, 11:00:00, 09:00:00Z, 10:00:00Z, 11:00:00Z]"),
    ],
)  # fmt: skip
def test_where_the_greater_matters_each_stretch_has_a_witness(
    constants: str, kind: str, witnesses: str
) -> None:
    atoms = atoms_of(values(constants), kind, ordered=True)
    assert to_text([atom.witness for atom in atoms]) == witnesses


@pytest.mark.parametrize(
    ("constants", "kind", "witnesses"),
    [
        ("[5, 3, 5.0]", "number", "[3, 5, 6]"),
        ('["b", "a"]', "string", '["a", "b", "other"]'),
        ('["其他", "甲"]', "string", '["其他", "甲", "另一项"]'),
        ('[@"2026-01-01"]', "date", "[2026-01-01, 2026-01-02]"),
        ("[]", "boolean", "[true, false]"),
        ("[true]", "Any", "[true, false]"),
        ("[]", "number", "[1]"),
        ("[]", "Any", "[null]"),
        ("[]", "list", "[null]"),
    ],
)
def test_where_values_are_only_listed_one_stands_for_the_others(
    constants: str, kind: str, witnesses: str
) -> None:
    atoms = atoms_of(values(constants), kind, ordered=False)
    assert to_text([atom.witness for atom in atoms]) == witnesses


def test_texts_with_an_order_are_cut_as_numbers_are() -> None:
    atoms = atoms_of(["m"], "string", ordered=True)
    assert [atom.shape for atom in atoms] == [Shape.SPAN, Shape.POINT, Shape.SPAN]


def test_what_cannot_be_compared_is_on_lines_of_its_own() -> None:
    atoms = atoms_of(values('[@"10:00:00", @"10:00:00Z", 1]'), "Any", ordered=True)
    assert len({atom.line for atom in atoms}) == 3
