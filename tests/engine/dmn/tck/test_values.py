"""Values of the kit: read in the types of XML Schema, compared as the kit's runner compares them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from lxml import etree

from onedoor.engine.dmn.tck.values import same, value_of
from onedoor.engine.feel import Unknown
from onedoor.engine.feel.temporal import parse_temporal

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


def typed(kind: str, text: str) -> str:
    return f'<value xsi:type="xsd:{kind}">{text}</value>'


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        (typed("decimal", " 1.50 "), Decimal("1.5")),
        (typed("double", "1e2"), Decimal(100)),
        (typed("double", "NaN"), None),
        (typed("decimal", "x"), None),
        (typed("boolean", "true"), True),
        (typed("boolean", "0"), False),
        (typed("string", " a "), " a "),
        (typed("string", ""), ""),
        (typed("date", "2026-01-02"), parse_temporal("2026-01-02")),
        (typed("dateTime", "2026-01-02T03:04:05Z"), parse_temporal("2026-01-02T03:04:05Z")),
        (typed("duration", "P1Y"), parse_temporal("P1Y")),
        ('<value xsi:nil="true"/>', None),
        ("<value>12</value>", Decimal(12)),
        ("<value>true</value>", True),
        ("<value>2026-01-02</value>", parse_temporal("2026-01-02")),
        ("<value>words</value>", "words"),
        ("<value/>", None),
        ("", None),
        ('<list xsi:nil="true"/>', None),
        ("<list/>", []),
        (
            f"<list><item>{typed('decimal', '1')}</item><!-- x --><item><list/></item></list>",
            [Decimal(1), []],
        ),
        (
            f'<component name="a">{typed("decimal", "1")}</component><component name="b"/>',
            {"a": Decimal(1), "b": None},
        ),
    ],
)
def test_a_value_is_read_in_its_type(xml: str, value: Any) -> None:
    assert value_of(etree.fromstring(f"<expected {XSI}>{xml}</expected>")) == value


@pytest.mark.parametrize(
    ("expected", "found", "answer"),
    [
        (Decimal(1), Decimal("1.00000001"), True),
        (Decimal(1), Decimal("1.00000002"), False),
        (Decimal(1), "1", False),
        (True, True, True),
        (True, Decimal(1), False),
        (None, None, True),
        (None, Decimal(0), False),
        (Decimal(0), None, False),
        (None, Unknown(), False),
        ([None], [Unknown()], False),
        ([Decimal(1), "a"], [Decimal(1), "a"], True),
        ([Decimal(1), Decimal(2)], [Decimal(2), Decimal(1)], False),
        ([Decimal(1)], Decimal(1), False),
        ({"a": Decimal(1)}, {"a": Decimal(1)}, True),
        ({"a": Decimal(1)}, {"a": Decimal(1), "b": None}, False),
        (parse_temporal("2026-01-02T10:00:00Z"), parse_temporal("2026-01-02T11:00:00+01:00"), True),
        (parse_temporal("2026-01-02"), parse_temporal("2026-01-02T00:00:00"), False),
        (parse_temporal("P12M"), parse_temporal("P1Y"), True),
    ],
)
def test_two_values_are_the_same_or_not(expected: Any, found: Any, answer: bool) -> None:
    assert same(expected, found) is answer
