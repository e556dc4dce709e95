"""``onedoor match whatif``: a draft against the rule in force, from files."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import Result
from typer.testing import CliRunner

from onedoor.cli import app
from onedoor.reference import policies

COLUMNS = {
    "统一社会信用代码": pa.array(["甲", "乙", "丙", "丁", "戊"]),
    "参保人数": pa.array([30, 31, 40, 41, None], pa.int64()),
    "保费": pa.array([Decimal("100.00"), Decimal("50.01"), None, Decimal("9.00"), Decimal("7.00")], pa.decimal128(12, 2)),
    "行政区划代码": pa.array(["440304", "440106", "110108", "440304", None]),
    "国民经济行业代码": pa.array(["3521", "C3521", "6510", "99X", None]),
    "企业规模": pa.array(["小型", "小型", "大型", "大型", None]),
}  # fmt: skip


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.parquet"
    pq.write_table(pa.table(COLUMNS), path)
    return path


@pytest.fixture
def rule(tmp_path: Path) -> Path:
    path = tmp_path / "refund.jsonl"
    told = {"rule": "refund", "title": "稳岗返还", "condition": "参保人数 <= 30", "benefit": "保费 * 0.5"}
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return path


def run(*told: str | Path, env: str = "zh_CN.UTF-8") -> Result:
    arguments = ["match", "whatif", "--quiet", *map(str, told)]
    return CliRunner().invoke(app, arguments, env={"LC_ALL": env})


def plain(*told: str | Path) -> Any:
    done = run(*told, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout, parse_float=Decimal)


def refusal(*told: str | Path) -> tuple[str, str]:
    """The code of the refusal, and what was printed."""
    done = run(*told)
    assert done.exit_code == 1
    return getattr(done.exception, "code", repr(done.exception)), done.output


def test_a_changed_threshold_tells_who_gains_and_what_it_costs(people: Path, rule: Path) -> None:
    found = plain("--subjects", people, "--released", rule, "--set", "参保人数=40")
    assert found["rules"] == {
        "released": "稳岗返还",
        "draft": "稳岗返还",
        "changes": [{"text": "参保人数 <= 30", "from": 30, "to": 40}],
    }
    assert (found["subjects"], found["difference"]) == (5, Decimal("25.01"))
    assert [found[side]["certain"] for side in ("released", "draft")] == [1, 3]
    assert found["draft"]["amount"] == {
        "sum": Decimal("75.01"), "known": 2, "unknown": 1, "none": 0, "at_least": None, "at_most": None
    }  # fmt: skip
    assert found["moves"]["gained"]["count"] == 2
    assert found["moves"]["gained"]["draft"]["sum"] == Decimal("25.01")


def test_the_same_is_told_to_people_in_the_language_of_the_terminal(people: Path, rule: Path) -> None:
    told = ["--subjects", people, "--released", rule, "--set", "1=40", "--by", "规模"]
    assert run(*told).stdout == (
        """\
现行：稳岗返还
草案：稳岗返还
  参保人数不超过 30，改为 40
主体 5 个

                         现行   草案    变化
  确定符合                  1      3      +2
  待定（缺少事实）          1      1       0
  不符合                    3      1      -2
  金额合计（元）        50.00  75.01  +25.01
    其中金额未定的主体      0      1
  待定的如都符合，另加   3.50   3.50

  变动      主体  现行金额  草案金额
  新符合       2      0.00     25.01
  不再符合     0      0.00      0.00

金额按每个主体四舍五入到分；缺少事实而未定的金额未计入合计。

按 企业规模
        主体  现行符合  草案符合  增  减  草案待定  金额变化（元）
  大型     2         0         1   1   0         0           +0.00
  小型     2         1         2   1   0         0          +25.01
  未知     1         0         0   0   0         1           +0.00
"""
    )
    english = run(*told, env="en_GB.UTF-8").stdout
    assert "in force: 稳岗返还\n" in english
    assert "  参保人数 at most 30; now 40\n" in english
    assert "  gain: did not fit, now fit" in english
    assert "  unknown " in english


def test_amounts_that_lack_a_fact_are_told_with_their_bounds(people: Path, rule: Path) -> None:
    told = ["--subjects", people, "--draft", rule, "--set", "1=41", "--benefit", "min(60, 保费) + 40"]
    lines = [line.split() for line in run(*told).stdout.splitlines()]
    assert ["其中金额未定的主体", "0", "1"] in lines
    assert ["补齐事实后至多再加", "0.00", "100.00"] in lines
    assert ["金额没有上限的主体", "0", "0"] in lines


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("地区", ["1101 北京市市辖区", "4401 广州市", "4403 深圳市", "未知"]),
        ("地区:省", ["11 北京市", "44 广东省", "未知"]),
        ("行政区划代码:县", ["110108 海淀区", "440106 天河区", "440304 福田区", "未知"]),
        ("行政区划代码:3", ["110", "440", "未知"]),
        ("行业", ["C 制造业", "I 信息传输、软件和信息技术服务业", "其他", "未知"]),
        ("行业:大类", ["35 专用设备制造业", "65 软件和信息技术服务业", "其他", "未知"]),
        ("size", ["大型", "小型", "未知"]),
        ("参保人数:31-41", ["<31", "31–41", "≥41", "未知"]),
    ],
)
def test_groups_have_names(people: Path, rule: Path, by: str, groups: list[str]) -> None:
    found = plain("--subjects", people, "--released", rule, "--set", "1=40", "--by", by)
    assert [line["name"] for line in found["groups"][0]["lines"]] == groups
    assert sum(line["subjects"] for line in found["groups"][0]["lines"]) == 5


def test_of_many_groups_those_that_change_most_are_told_and_the_others_together(
    people: Path, rule: Path
) -> None:
    lines = run(
        "--subjects", people, "--released", rule, "--set", "1=40", "--by", "行政区划代码:县", "--top", "2"
    ).stdout
    assert [line.split()[0] for line in lines.splitlines()[-3:]] == ["110108", "440106", "其余"]


def test_who_moves_is_listed_in_a_file(people: Path, rule: Path, tmp_path: Path) -> None:
    out = tmp_path / "who.csv"
    done = run("--subjects", people, "--released", rule, "--set", "1=40", "--list", out)
    assert done.exit_code == 0, done.output
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["主体", "变动", "现行金额（元）", "草案金额（元）"],
            ["乙", "新符合", "0.00", "25.01"],
            ["丙", "新符合", "0.00", ""],
        ]


def test_a_list_that_cannot_be_written_leaves_nothing(people: Path, rule: Path, tmp_path: Path) -> None:
    out = tmp_path / "none" / "who.csv"
    code, _ = refusal("--subjects", people, "--released", rule, "--set", "1=40", "--list", out)
    assert code == "match.file"
    assert not out.parent.exists()


def test_a_list_that_is_there_is_kept_unless_it_is_to_be_replaced(
    people: Path, rule: Path, tmp_path: Path
) -> None:
    out = tmp_path / "who.csv"
    out.write_text("kept")
    told = ["--subjects", people, "--released", rule, "--set", "1=40", "--list", out]
    assert refusal(*told)[0] == "match.out_exists"
    assert out.read_text() == "kept"
    assert run(*told, "--replace").exit_code == 0
    assert "新符合" in out.read_text(encoding="utf-8-sig")


def test_an_id_that_comes_twice_would_be_paid_twice_and_is_told(
    people: Path, rule: Path, tmp_path: Path
) -> None:
    pq.write_table(pa.table(COLUMNS).slice(1, 1), tmp_path / "again.parquet")
    people.rename(tmp_path / "people.parquet")
    told = ["--subjects", tmp_path, "--released", rule, "--set", "1=40"]
    code, output = refusal(*told)
    assert code == "match.problems"
    assert "match.id_twice" in output
    assert "“乙”在第 2 行，已见于 again.parquet 第 1 行" in output
    kept = run(*told, "--keep-going", "--json")
    assert kept.exit_code == 3
    assert json.loads(kept.stdout)["subjects"] == 6


def test_a_number_that_no_column_holds_is_told_with_its_file_and_row(
    people: Path, rule: Path, tmp_path: Path
) -> None:
    wide = {**COLUMNS, "参保人数": pa.array([1, 2**63, 1, 1, 1], pa.uint64())}
    wide["统一社会信用代码"] = pa.array(["己", "庚", "辛", "壬", "癸"])
    pq.write_table(pa.table({**COLUMNS, "参保人数": COLUMNS["参保人数"].cast(pa.uint64())}), people)
    pq.write_table(pa.table(wide), tmp_path / "wide.parquet")
    code, output = refusal("--subjects", tmp_path, "--released", rule, "--set", "1=40")
    assert code == "match.problems"
    assert "wide.parquet" in output
    assert "列“参保人数”，第 2 行" in output


def test_a_file_that_turns_out_damaged_is_passed_over_where_the_command_keeps_going(
    people: Path, rule: Path, tmp_path: Path
) -> None:
    data = people.read_bytes()
    footer = int.from_bytes(data[-8:-4], "little") + 8
    damaged = tmp_path / "another.parquet"
    damaged.write_bytes(b"PAR1" + b"\xaa" * (len(data) - footer - 4) + data[-footer:])
    told = ["--subjects", tmp_path, "--released", rule, "--set", "1=40", "--id", ""]
    code, output = refusal(*told)
    assert code == "match.problems"
    assert "another.parquet" in output
    kept = run(*told, "--keep-going", "--json", "--list", tmp_path / "who.csv")
    assert kept.exit_code == 3, kept.output
    assert json.loads(kept.stdout)["subjects"] == 5
    listed = (tmp_path / "who.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in listed[1:]] == ["1", "2"]


def test_subjects_without_ids_are_listed_by_their_numbers(people: Path, rule: Path, tmp_path: Path) -> None:
    out = tmp_path / "who.csv"
    assert run("--subjects", people, "--draft", rule, "--id", "", "--list", out).exit_code == 0
    assert out.read_text(encoding="utf-8-sig").splitlines()[1] == "0,新符合,0.00,50.00"


def test_thresholds_are_listed_with_the_numbers_that_set_takes(rule: Path) -> None:
    done = run("--released", rule, "--thresholds")
    assert done.stdout.splitlines() == [
        "编号  现值  含义               原文",
        "1     30    参保人数不超过 30  参保人数 <= 30",
        "2     0.5   金额系数 0.5       保费 * 0.5",
    ]
    assert [each["number"] for each in plain("--released", rule, "--thresholds")] == [1, 2]


def test_a_rate_of_the_benefit_is_a_threshold_too(people: Path, rule: Path) -> None:
    found = plain("--subjects", people, "--released", rule, "--set", "2=60%")
    assert found["difference"] == Decimal("10.00")
    assert found["moves"]["more"]["count"] == 1


def test_how_everything_answers_to_each_threshold(people: Path, rule: Path) -> None:
    told = ["--subjects", people, "--released", rule, "--sensitivity"]
    found = plain(*told)["sensitivity"]
    staff, rate = found["thresholds"]
    assert [(each["value"], each["certain"]) for each in staff["steps"]][:3] == [(24, 0), (27, 0), (29, 0)]
    assert (staff["nearest_below"]["value"], staff["nearest_above"]["value"]) == (29, 31)
    assert rate["amount_elasticity"] == Decimal("1.0000")
    lines = run(*told).stdout.splitlines()
    assert "1  参保人数不超过 30：数量弹性 20.00，金额弹性 15.00" in lines
    assert "  29    最近         0    -1            0.00      -50.00" in lines


def test_a_draft_of_its_own_and_a_benefit_from_the_command_line(
    people: Path, rule: Path, tmp_path: Path
) -> None:
    draft = tmp_path / "draft.feel"
    draft.write_text('参保人数 <= 30 and 企业规模 = "大型"', encoding="utf-8")
    found = plain("--subjects", people, "--released", rule, "--draft", draft, "--benefit", "1000")
    assert found["moves"]["lost"]["count"] == 1
    assert found["difference"] == Decimal("-1000.00")
    assert found["rules"]["draft"] == "draft"


def test_a_decision_model_has_its_condition_and_its_amount(people: Path, tmp_path: Path) -> None:
    refund = tmp_path / "refund.dmn"
    refund.write_bytes(policies.model_xml("job-stability-refund-2026"))
    done = run("--subjects", people, "--released", refund, "--set", "参保人数=50")
    assert done.exit_code == 0, done.output
    assert "现行：失业保险稳岗返还" in done.stdout
    assert "事实“裁员率”：没有这一列，所有主体按未知处理" in done.stderr


REFUSED = [
    (["--subjects", "P"], "match.no_rule", ""),
    (["--released", "R"], "match.no_subjects", ""),
    (["--subjects", "P", "--released", "R", "--set", "9=1"], "match.threshold", ""),
    (["--subjects", "P", "--released", "R", "--set", "裁员率=1"], "match.threshold", ""),
    (["--subjects", "P", "--released", "R", "--set", "1=很多"], "match.threshold_value", ""),
    (["--subjects", "P", "--released", "R", "--set", "1="], "match.threshold_value", ""),
    (["--subjects", "P", "--released", "R", "--by", "街道"], "match.by", ""),
    (["--subjects", "P", "--released", "R", "--by", "企业规模:好看"], "match.by", ""),
    (["--subjects", "P", "--released", "R", "--by", "参保人数:9-3"], "match.by", ""),
    (["--subjects", "P", "--released", "R", "--id", "编号"], "match.problems", "match.id"),
    (["--subjects", "P", "--released", "R", "--rule", "别的"], "match.rule", ""),
    (["--subjects", "P", "--released", "R", "--benefit", "保费 *"], "feel.syntax", ""),
    (["--subjects", "P", "--released", "R", "--benefit", '"很多"'], "match.problems", "--benefit:1"),
    (["--subjects", "none.parquet", "--released", "R"], "match.subjects", ""),
    (["--subjects", "P", "--released", "none.feel"], "match.rules", ""),
    (["--subjects", "P", "--released", "R", "--codes", "none.json"], "match.codes", ""),
]


@pytest.mark.parametrize(("told", "code", "printed"), REFUSED)
def test_bad_input_is_named(people: Path, rule: Path, told: list[str], code: str, printed: str) -> None:
    places = {"P": str(people), "R": str(rule)}
    found, output = refusal(*(places.get(each, each) for each in told))
    assert found == code
    assert printed in output


def test_several_thresholds_on_one_fact_are_told_apart_by_number(people: Path, tmp_path: Path) -> None:
    path = tmp_path / "both.feel"
    path.write_text("参保人数 >= 3 and 参保人数 <= 30", encoding="utf-8")
    found, output = refusal("--subjects", people, "--released", path, "--set", "参保人数=40")
    assert found == "match.which_threshold"
    assert (
        plain("--subjects", people, "--released", path, "--set", "参保人数 <= 30=40")["draft"]["certain"] == 3
    )
    assert output == ""


def test_of_several_rules_one_is_named(people: Path, tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    path.write_text(
        '{"rule": "a", "condition": "参保人数 > 30"}\n{"rule": "b", "condition": "参保人数 > 40"}\n',
        encoding="utf-8",
    )
    assert refusal("--subjects", people, "--draft", path)[0] == "match.which_rule"
    assert plain("--subjects", people, "--draft", path, "--rule", "b")["draft"]["certain"] == 1


def test_a_rule_that_does_not_type_check_is_refused_at_its_place(people: Path, tmp_path: Path) -> None:
    path = tmp_path / "wrong.feel"
    path.write_text('参保人数 <= "三十"', encoding="utf-8")
    found, output = refusal("--subjects", people, "--draft", path)
    assert found == "match.problems"
    assert "wrong.feel:1" in output


def test_a_file_cut_short_is_passed_over_only_when_asked(people: Path, rule: Path) -> None:
    (people.parent / "cut.parquet").write_bytes(people.read_bytes()[:200])
    told = ["--subjects", people.parent, "--draft", rule]
    found, output = refusal(*told)
    assert (found, "cut.parquet" in output) == ("match.problems", True)
    done = run(*told, "--keep-going", "--json")
    assert done.exit_code == 3
    assert json.loads(done.stdout)["subjects"] == 5


def test_subjects_of_several_files_are_counted_together(people: Path, rule: Path, tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    folder.mkdir()
    table = pa.table(COLUMNS)
    pq.write_table(table.slice(0, 2), folder / "a.parquet")
    pq.write_table(table.slice(2).drop(["企业规模"]), folder / "b.parquet")
    found = plain("--subjects", folder, "--released", rule, "--set", "1=40", "--by", "企业规模")
    assert found["difference"] == Decimal("25.01")
    assert [(line["name"], line["subjects"]) for line in found["groups"][0]["lines"]] == [
        ("小型", 2),
        ("未知", 3),
    ]


def test_codes_that_are_in_no_list_are_refused_or_unknown(people: Path, rule: Path, tmp_path: Path) -> None:
    codes = tmp_path / "codes.json"
    codes.write_text('{"企业规模": ["小型"]}', encoding="utf-8")
    told = ["--subjects", people, "--draft", rule, "--by", "企业规模", "--codes", codes]
    found, output = refusal(*told)
    assert (found, "大型" in output) == ("match.problems", True)
    done = run(*told, "--keep-going", "--json")
    groups = json.loads(done.stdout)["groups"][0]["lines"]
    assert [(line["name"], line["subjects"]) for line in groups] == [("小型", 2), ("未知", 3)]
