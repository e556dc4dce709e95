"""Damaged models: read or refused, decided or null, never a crash; each fault names its place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from onedoor.engine.dmn import DmnError, Model, inline, load
from onedoor.engine.dmn.explaining import outcome_as_plain
from onedoor.engine.feel.plain import to_json
from onedoor.errors import OnedoorError

MODELS = [path.read_bytes() for path in sorted((Path(__file__).parent / "models").glob("*.dmn"))]
TEXTS = st.sampled_from(["", "-", "1 +", "x y", "[1..", '"a', "null", "for", "{a: 1}", "f(1)", "\x85"])
VALUES = st.sampled_from(["", "x", "#x", "number", "tNowhere", "SUM", "PRIORITY", "Java", "true", "groovy"])
ATTRIBUTES = st.sampled_from(
    ["name", "id", "href", "typeRef", "hitPolicy", "aggregation", "kind", "isCollection"]
)


@st.composite
def damaged(draw: Any) -> bytes:
    """A model in which some elements are gone, doubled, renamed or say something else."""
    root = etree.fromstring(draw(st.sampled_from(MODELS)))
    for _ in range(draw(st.integers(1, 3))):
        every = list(root.iter(tag=etree.Element))
        one, other = (every[draw(st.integers(0, len(every) - 1))] for _ in range(2))
        match draw(st.integers(0, 5)):
            case 0 if one.getparent() is not None:
                one.getparent().remove(one)
            case 1:
                one.append(etree.fromstring(etree.tostring(other)))
            case 2:
                one.tag = other.tag
            case 3:
                one.text = draw(TEXTS)
            case 4:
                one.set(draw(ATTRIBUTES), draw(VALUES))
            case _:
                one.append(etree.Comment("a remark"))
    return etree.tostring(root)


def tried(action: Callable[[], Any]) -> tuple[Any, OnedoorError | None]:
    """What came of it: a result, or a refusal of the house. Anything else is a crash."""
    try:
        return action(), None
    except OnedoorError as refusal:
        return None, refusal


def read(xml: bytes, **how: bool) -> Model | None:
    model, refusal = tried(lambda: load(xml, **how))
    if refusal is not None:
        assert isinstance(refusal, DmnError)
        assert refusal.found is not None
        assert refusal.where is not None or refusal.code == "dmn.doctype"
    return model


@pytest.mark.parametrize("how", [{}, {"lenient": True}, {"strict": True}], ids=["open", "lenient", "strict"])
@settings(max_examples=60)
@given(xml=damaged())
def test_a_damaged_model_is_read_or_refused_with_its_place(how: dict[str, bool], xml: bytes) -> None:
    model = read(xml, **how)
    if model is None:
        return
    assert model.to_xml() == xml
    for name in [*model.decisions, *model.services]:
        outcome, _ = tried(partial(model.decide, name, {}))
        if outcome is not None:
            to_json(outcome_as_plain(outcome, explain=True))
        if name in model.decisions:
            inline(model, name)


@settings(max_examples=60)
@given(xml=st.sampled_from(MODELS), place=st.floats(0, 1), byte=st.integers(0, 255))
def test_a_changed_byte_does_no_harm(xml: bytes, place: float, byte: int) -> None:
    data = bytearray(xml)
    data[int(place * (len(data) - 1))] = byte
    read(bytes(data), lenient=True)
