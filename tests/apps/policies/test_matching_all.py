"""Every shipped measure over its own examples, dates and all; and one whose logic no single expression says."""

from __future__ import annotations

from typing import Any

import pytest
from tests.apps.policies import measures
from tests.apps.policies.test_matching import TODAY, decided

from onedoor.apps.policies.binding import Rulebook
from onedoor.apps.policies.definition import Measure
from onedoor.apps.policies.matching import CLASSIFICATION, Compiled
from onedoor.reference import policies

TABLE_OF_ALL = """
<decisionTable hitPolicy="COLLECT" aggregation="COUNT">
  <input><inputExpression><text>裁员率达标</text></inputExpression></input>
  <output/><rule><inputEntry><text>true</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>
</decisionTable>"""
# Those that rest on another model cannot be released yet, and this one is no measure but a reckoning others use.
IMPORTING = {"innovative-sme-2022", "rd-super-deduction-2023", "startup-loan-2023"}
RECKONING = {"quarterly-average"}
CLAIMABLE = [
    code
    for code in policies.CODES
    if code not in IMPORTING | RECKONING and policies.sheet(code)["kind"] != CLASSIFICATION
]


def profiles_of(measure: Measure) -> list[dict[str, Any]]:
    """The facts of each example as stored, and each with any one fact unknown."""
    kinds = {fact.element: fact for fact in measure.facts}
    rows = []
    for example in policies.sheet(measure.code)["examples"]:
        known = {element: value for element, value in example["facts"].items() if value is not None}
        rows.append(
            {
                element: kinds[element].kind.to_stored(value, kinds[element].unit)
                for element, value in known.items()
                if element in kinds
            }
        )
    return rows + [{k: v for k, v in row.items() if k != name} for row in rows for name in row]


@pytest.mark.parametrize("code", CLAIMABLE)
def test_a_measure_matches_its_examples_as_its_model_decides_them(code: str) -> None:
    rulebook = Rulebook({code: measures.shipped(code)})
    measure = rulebook.measures[code]
    profiles = profiles_of(measure)
    matches = Compiled.of(rulebook, TODAY).match(profiles)
    certain, possible = matches.certain(code).indices().tolist(), matches.possible(code).indices().tolist()
    found = [(row in certain, row in possible) for row in range(len(profiles))]
    assert found == [decided(rulebook, code, values) for values in profiles]


def test_a_measure_that_no_expression_says_is_decided_by_its_model() -> None:
    """Counting the rules of a table that fit is nothing the columns know."""
    content = measures.content(measures.REFUND)
    before = content["dmn"]
    at = before.index('name="符合条件"')
    start, stop = before.index("<literalExpression", at), before.index("</literalExpression>", at)
    content["dmn"] = before[:start] + TABLE_OF_ALL + before[stop + len("</literalExpression>") :]
    rulebook = Rulebook({measures.REFUND: Measure.read(content)})
    compiled = Compiled.of(rulebook, TODAY)
    assert compiled.apart == {measures.REFUND}
    profiles = profiles_of(measures.shipped(measures.REFUND))
    matches = compiled.match(profiles)
    certain, possible = matches.certain(measures.REFUND), matches.possible(measures.REFUND)
    found = [(certain.contains(row), possible.contains(row)) for row in range(len(profiles))]
    assert found == [decided(rulebook, measures.REFUND, values) for values in profiles]
