"""Who fits, who moves, and the total, as tables for people."""

from __future__ import annotations

from collections.abc import Iterator

from onedoor.engine.matching.whatif import Line, Move, Total, WhatIf
from onedoor.match_cli.tables import aligned
from onedoor.match_cli.whatif.rules import Read
from onedoor.match_cli.whatif.saying import INDENT, NONE, Language, signed, told, total_in_yuan, yuan


def rule_lines(old: Read | None, new: Read, language: Language) -> Iterator[str]:
    """Which rules are compared, and which thresholds of the draft are other than in its file."""
    before = old.title if old is not None else language.say("（没有现行规则）", "(no rule in force)")
    yield language.say(f"现行：{before}", f"in force: {before}")
    yield language.say(f"草案：{new.title}", f"draft: {new.title}")
    for threshold, value in new.changes:
        words = threshold.words.in_(language.name)
        yield INDENT + language.say(f"{words}，改为 {told(value)}", f"{words}; now {told(value)}")


def result_lines(found: WhatIf, language: Language) -> Iterator[str]:
    """How many fit either rule, what they are due, and who moves."""
    whole = found.whole
    has_money = whole.after.total is not None or whole.before.total is not None
    yield language.say(f"主体 {found.subjects:,} 个", f"{found.subjects:,} subjects")
    yield ""
    yield from aligned(
        [*_counts(whole, language), *(_money(whole, language) if has_money else ())], indent=INDENT
    )
    yield ""
    yield from aligned(list(_moves(whole, language, has_money=has_money)), indent=INDENT)
    if has_money:
        yield ""
        yield language.say(
            "金额按每个主体四舍五入到分；缺少事实而未定的金额未计入合计。",
            "Amounts are rounded half up to the fen for each subject; amounts that lack a fact are not in the totals.",
        )


def _counts(whole: Line, language: Language) -> Iterator[list[str]]:
    yield ["", *language.each([("现行", "in force"), ("草案", "draft"), ("变化", "change")])]
    before, after = whole.before, whole.after
    for name, was, will in (
        (("确定符合", "certainly fit"), before.certain, after.certain),
        (("待定（缺少事实）", "open (a fact is missing)"), before.open, after.open),
        (("不符合", "do not fit"), before.rest, after.rest),
    ):
        yield [language.say(*name), f"{was:,}", f"{will:,}", signed(will - was)]


def _money(whole: Line, language: Language) -> Iterator[list[str]]:
    sides = (whole.before, whole.after)
    change = NONE if whole.difference is None else yuan(whole.difference, sign=True)
    total = language.say("金额合计（元）", "total (yuan)")
    yield [total, *(total_in_yuan(side.total) for side in sides), change]
    totals = [side.total or Total() for side in sides]
    rows = [
        (("其中金额未定的主体", "subjects whose amount is open"), [f"{each.unknown:,}" for each in totals]),
        (("补齐事实后至少再加", "once told, at least more"), [yuan(each.least) for each in totals]),
        (("补齐事实后至多再加", "once told, at most more"), [yuan(each.most) for each in totals]),
        (("金额没有上限的主体", "subjects without a most"), [f"{each.no_most:,}" for each in totals]),
    ]
    if not any(each.unknown for each in totals):
        rows = []
    elif all(each.unknown == each.no_most for each in totals):
        rows = rows[:1]
    for name, cells in rows:
        yield [INDENT + language.say(*name), *cells]
    if any(side.open_total is not None and side.open_total.known for side in sides):
        more = language.say("待定的如都符合，另加", "if the open ones all fit, more")
        yield [more, *(total_in_yuan(side.open_total) for side in sides)]


def _moves(whole: Line, language: Language, *, has_money: bool) -> Iterator[list[str]]:
    heads = [
        ("变动", "moves"),
        ("主体", "subjects"),
        ("现行金额", "due in force"),
        ("草案金额", "due by the draft"),
    ]
    yield language.each(heads if has_money else heads[:2])
    for move, moved in whole.moves.items():
        if moved.count or move in (Move.GAINED, Move.LOST):
            amounts = [total_in_yuan(moved.before), total_in_yuan(moved.after)] if has_money else []
            yield [move.words.in_(language.name), f"{moved.count:,}", *amounts]
