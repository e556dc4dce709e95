"""Synthetic enterprises: the same for the same seed, and each consistent in itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from onedoor.engine.identifiers import check_uscc
from onedoor.engine.population import ARROW, FACTS, SCHEMA, USCC, Codes, Population
from onedoor.engine.population import facts as f
from onedoor.engine.population.draws import CHUNK
from onedoor.engine.population.titles import TITLES
from onedoor.engine.population.trades import TRADES, trade_of
from onedoor.errors import Invalid
from onedoor.reference.population import codes

ON = date(2026, 11, 24)
ROWS = 6_000


def population(seed: int = 7, **given: Any) -> Population:
    return Population(**{"seed": seed, "on": ON, "codes": codes(), **given})


@pytest.fixture(scope="module")
def known() -> list[dict[str, Any]]:
    """Enterprises of which every fact is known."""
    rows: list[dict[str, Any]] = population(missing=Decimal(0)).table(ROWS).to_pylist()
    return rows


@pytest.mark.parametrize(("count", "start"), [(10, 0), (300, CHUNK - 100), (5, CHUNK + 7)])
def test_a_row_is_the_same_however_many_are_made(count: int, start: int) -> None:
    everybody = population().table(CHUNK + 400)
    assert population().table(count, start) == everybody.slice(start, count)


def test_the_seed_decides() -> None:
    assert population(7).table(50) == population(7).table(50)
    assert population(7).table(50) != population(8).table(50)


def test_batches_are_bounded_and_make_up_the_number() -> None:
    batches = list(population().batches(CHUNK + 3, start=1))
    assert [batch.num_rows for batch in batches] == [CHUNK - 1, 4]
    assert list(population().batches(0)) == []


def test_the_columns_are_exact_and_those_of_the_schema() -> None:
    table = population().table(10)
    assert table.schema == ARROW
    assert table.column_names == [USCC, *FACTS]
    assert [column.name for column in SCHEMA] == list(FACTS)
    assert not any(pa.types.is_floating(field.type) for field in table.schema)


@pytest.mark.parametrize("missing", ["0", "0.1", "0.5", "1"])
def test_about_the_asked_share_of_each_fact_is_unknown_and_the_code_never(missing: str) -> None:
    table = population(missing=Decimal(missing)).table(ROWS)
    shares = {name: table[name].null_count / ROWS for name in FACTS}
    assert {name: share for name, share in shares.items() if abs(share - float(missing)) > 0.02} == {}
    assert table[USCC].null_count == 0


def test_a_fact_that_is_known_is_the_same_whatever_else_is_missing() -> None:
    whole, holed = population(missing=Decimal(0)).table(500), population().table(500)
    for name in FACTS:
        seen = pc.is_valid(holed[name])
        assert holed[name].filter(seen) == whole[name].filter(seen), name


def test_codes_are_valid_and_never_come_twice() -> None:
    table = population().table(CHUNK + ROWS)
    found = table[USCC].to_pylist()
    assert len(set(found)) == len(found)
    checked = [check_uscc(code) for code in found[-ROWS:]]
    assert all(each.ok and not each.problems for each in checked)
    regions = table[f.REGION].to_pylist()[-ROWS:]
    pairs = zip(regions, checked, strict=True)
    assert all(region in (None, each.parts["region"]) for region, each in pairs)


def test_size_classes_are_those_of_the_2011_rule(known: list[dict[str, Any]]) -> None:
    assert {row[f.SIZE] for row in known} == set(f.SIZES)
    assert [row for row in known if row[f.SIZE] != _size(row)] == []


def test_people_money_and_years_agree(known: list[dict[str, Any]]) -> None:
    for row in known:
        assert 0 <= row[f.INSURED] <= row[f.STAFF]
        assert 0 <= row[f.TECH_STAFF] <= row[f.STAFF]
        assert row[f.INVENTIONS] <= row[f.RIGHTS]
        assert row[f.REVENUE] > 0
        assert row[f.ASSETS] > 0
        assert 0 <= row[f.LAYOFFS] <= 1
        assert row[f.FOUNDED] <= min(row[f.AMENDED], row[f.REPORTED], row[f.DECLARED])
        assert max(row[name] for name in f.DATES) < ON
        years = ((f.REVENUE_1, 2024), (f.REVENUE_2, 2023))
        assert all(row[name] == 0 or row[f.FOUNDED].year <= year for name, year in years)
        if row[f.RESEARCH] == 0:
            assert row[f.INVENTIONS] == 0


def test_industry_decides_who_does_research(known: list[dict[str, Any]]) -> None:
    software, trade = (_share(known, prefix, f.RESEARCH) for prefix in ("I65", "F51"))
    assert software > 0.3 > 0.1 > trade


def test_qualifications_are_sixty_and_follow_size_and_research(known: list[dict[str, Any]]) -> None:
    names = [title.name for title in TITLES]
    assert len(set(names)) == 60
    held = [set(row[f.TITLES]) for row in known]
    assert all(each <= set(names) for each in held)
    steps = [(title.after, title.name) for title in TITLES if title.after]
    assert all(after in each or name not in each for after, name in steps for each in held)
    high_tech = [row for row in known if "高新技术企业" in row[f.TITLES]]
    assert high_tech
    assert all(row[f.RESEARCH] * 100 >= row[f.REVENUE] * 3 - 1 for row in high_tech)


def test_some_numbers_are_round_and_some_research_is_exactly_a_share(known: list[dict[str, Any]]) -> None:
    revenues = [row[f.REVENUE] for row in known]
    round_ones = sum(
        revenue == int(revenue) and len(f"{revenue:.0f}".rstrip("0")) <= 2 for revenue in revenues
    )
    assert 0.1 < round_ones / ROWS < 0.3
    exact = [row for row in known if row[f.RESEARCH] * 20 == row[f.REVENUE]]
    assert len(exact) > 5


def test_regions_and_industries_are_weighted_and_real(known: list[dict[str, Any]]) -> None:
    assert {row[f.REGION] for row in known} <= set(codes().counties)
    assert {row[f.INDUSTRY] for row in known} <= set(codes().classes)
    guangdong = sum(row[f.REGION].startswith("44") for row in known) / ROWS
    assert 0.13 < guangdong < 0.18


REFUSED = [
    ({"missing": Decimal("1.1")}, "population.missing"),
    ({"missing": Decimal("-0.1")}, "population.missing"),
    ({"missing": Decimal("NaN")}, "population.missing"),
    ({"missing": Decimal("sNaN")}, "population.missing"),
    ({"seed": -1}, "population.seed"),
    ({"codes": Codes.of([], ["C3521"])}, "population.codes"),
    ({"codes": Codes.of(["440106"], ["J6610"])}, "population.codes"),
    ({"on": date(1979, 12, 31)}, "population.day"),
]


@pytest.mark.parametrize(("given", "code"), REFUSED)
def test_what_makes_no_population_is_refused(given: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        population(**given)
    assert refused.value.code == code


@pytest.mark.parametrize(("count", "start"), [(-1, 0), (1, -1), (1, 1 << 33)])
def test_numbers_out_of_bounds_are_refused(count: int, start: int) -> None:
    with pytest.raises(Invalid) as refused:
        population().table(count, start)
    assert refused.value.code == "population.count"


def test_every_class_of_industry_is_in_one_trade_or_has_no_size() -> None:
    assert trade_of("J6610") is None
    assert {TRADES[place].name for code in ("K7010", "K7020") if (place := trade_of(code)) is not None} == {
        "房地产开发经营",
        "物业管理",
    }


def _size(row: dict[str, Any]) -> str:
    place = trade_of(row[f.INDUSTRY])
    assert place is not None
    trade = TRADES[place]
    values = (
        (row[f.STAFF], trade.staff),
        (row[f.REVENUE] / 10_000, trade.revenue),
        (row[f.ASSETS] / 10_000, trade.assets),
    )
    classes = [_class(value, limits) for value, limits in values if limits]
    return f.SIZES[max(classes)]


def _class(value: Any, limits: Sequence[int]) -> int:
    return next((place for place, least in enumerate(limits) if value >= least), 3)


def _share(rows: list[dict[str, Any]], prefix: str, fact: str) -> float:
    found = [row[fact] > 0 for row in rows if row[f.INDUSTRY].startswith(prefix)]
    return sum(found) / len(found)
